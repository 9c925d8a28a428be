"""Tables as marked text."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from converters.marked_text import EPUB_XHTML
from converters.readers import read_book_here
from converters.workspace import Workspace
from tests.marked_text_checks import marked

PAGE = """<html lang="en"><body><h1>Fares</h1><table>
<tr><th></th><th>Bus</th></tr><tr><th>Adult</th><td>2</td></tr></table></body></html>"""


def test_a_header_without_a_word_is_an_ordinary_cell(tmp_path: Path) -> None:
    source = tmp_path / "fares.html"
    source.write_text(PAGE, "utf-8")
    (tmp_path / "w").mkdir()
    book = read_book_here(source, Workspace(tmp_path / "w")).book
    (_chapters, document, _index) = marked(book, EPUB_XHTML)
    cells = [
        (etree.QName(element).localname, " ".join("".join(element.itertext()).split()))
        for element in document.iter(etree.Element)
        if etree.QName(element).localname in {"td", "th"}
    ]
    assert cells == [("td", ""), ("th", "Bus"), ("th", "Adult"), ("td", "2")]
