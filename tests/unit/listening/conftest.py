"""A book of two chapters with pages, read."""

from __future__ import annotations

from pathlib import Path

import pytest

from converters.book import book_to_json
from converters.language import sentences_of
from converters.protocol import ReadOptions
from converters.readers import read_book_here
from converters.workspace import Workspace
from tests.epub_builder import make_epub

ONE = '<h1>One</h1><p>The first. The second.</p><p>Third<span epub:type="pagebreak" id="p2" title="ii"/>, on two pages.</p>'
TWO = '<h1>Two</h1><div epub:type="pagebreak" id="p3" title="３"/>' + "".join(
    f"<p>Number {n} of many.</p>" for n in range(40)
)


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("listening")
    make_epub(folder / "b.epub", chapters={"c1.xhtml": ONE, "c2.xhtml": TWO})
    (folder / "w").mkdir()
    workspace = Workspace(Path(folder / "w"))
    made = read_book_here(folder / "b.epub", workspace, ReadOptions()).book
    workspace.book_path.write_text(book_to_json(made), "utf-8")
    workspace.sentences_path.write_text(sentences_of(made).to_json(), "utf-8")
    return workspace
