"""The text of books as pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree, html

from converters.book import book_to_json, text_of_book
from converters.chapters import chapters
from converters.language import sentences_of
from converters.protocol import ReadOptions
from converters.readers import read_book_here
from converters.run import load_conversion
from converters.workspace import Workspace
from tests.epub_builder import make_epub
from tests.web_ground import Ground
from web.reading import BASE, chapter_parts, find_in_book, part_of
from web.reading.ruby import is_uncommon

PAGE = """<h1>One</h1><p>First <em>thing</em>&#160;&lt;b&gt;. <span xml:lang="fr">Bonjour.</span> See<a epub:type="noteref" href="#n1">1</a>.</p>
<h3>Deep</h3><table><caption>Sums</caption><tr><th>Name</th><th>Sum</th></tr><tr><td>Ann</td><td>3</td></tr></table>
<p>A formula: <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x squared"><msup><mi>x</mi><mn>2</mn></msup></math>.</p>
<p>Over<span epub:type="pagebreak" id="p57" title="57"/>leaf. <a href="javascript:alert(1)">bad</a> <a href="c2.xhtml#end">end</a></p>
<aside epub:type="footnote" id="n1"><p>The note.</p></aside><script>alert(1)</script>"""
LONG = "<h1>Two</h1>" + "".join(
    f"<p>Sentence {n} of a long chapter, and some more words. And another {n}.</p>" for n in range(700)
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("read")
    one_long = (
        "<h1>Three</h1><p id='end'>"
        + " ".join(f"This is sentence {n}, which goes on." for n in range(900))
        + "</p>"
    )
    make_epub(
        folder / "b.epub",
        chapters={"c1.xhtml": PAGE, "c2.xhtml": LONG + "<p id='end'>End.</p>", "c3.xhtml": one_long},
    )
    (folder / "w").mkdir()
    workspace = Workspace(folder / "w")
    result = read_book_here(folder / "b.epub", workspace, ReadOptions())
    workspace.book_path.write_text(book_to_json(result.book), "utf-8")
    workspace.sentences_path.write_text(sentences_of(result.book).to_json(), "utf-8")
    return workspace


def whole(book: Workspace, ruby: str = "off") -> list[str]:
    conversion = load_conversion(book, None, "")
    return [
        part.html for one in chapters(conversion.book) for part in chapter_parts(book.root, one.key, ruby)
    ]


def test_no_word_is_lost_or_doubled(book: Workspace) -> None:
    shown = html.fromstring("<div>" + "".join(whole(book)) + "</div>")
    for one in shown.xpath("//*[@role='doc-backlink' or contains(@class,'noteref') or @class='label']"):
        one.drop_tree()
    conversion = load_conversion(book, None, "")
    expected = text_of_book(conversion.book).replace("x squared", "x2")
    assert "".join(shown.text_content().split()) == "".join(expected.split())


def test_every_sentence_is_an_element_once(book: Workspace) -> None:
    conversion = load_conversion(book, None, "")
    shown = html.fromstring("<div>" + "".join(whole(book)) + "</div>")
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {one.id for one in conversion.sentences} <= set(ids)


def test_parts_are_small_and_cut_between_sentences(book: Workspace) -> None:
    parts = {
        one.key: chapter_parts(book.root, one.key) for one in chapters(load_conversion(book, None, "").book)
    }
    assert [len(found) > 1 for found in parts.values()] == [False, True, True]
    for found in parts.values():
        for part in found:
            assert len(part.html.encode()) < 40_000
            html.fromstring(part.html)
    assert part_of(parts["002"], parts["002"][1].ids[0]) == 1


def test_structure_is_kept_and_nothing_runs(book: Workspace) -> None:
    text = whole(book)[0]
    shown = html.fromstring(text)
    assert not shown.xpath("//script | //@onclick | //@style")
    assert "javascript" not in text
    assert [one.tag for one in shown.xpath("//h2 | //h3 | //h4")] == ["h2", "h3"]
    assert shown.xpath("string(//*[@lang='fr'])") == "Bonjour."
    assert shown.xpath("string(//th[1])") == "Name"
    assert shown.xpath("//math/@alttext") == ["x squared"]
    assert shown.xpath("//*[@role='doc-pagebreak']/@aria-label") == ["57"]
    call, note = shown.xpath("//a[@role='doc-noteref']")[0], shown.xpath("//*[@role='doc-footnote']")[0]
    assert call.get("href") == "#" + note.get("id")
    back = note.xpath(".//a[@role='doc-backlink']")[0].get("href")
    assert shown.xpath(f"//*[@id='{back[1:]}']")
    assert shown.xpath(f"//a[starts-with(@href, '{BASE}at?id=')]")
    assert "&lt;b&gt;" in text
    assert isinstance(etree.tostring(shown), bytes)


def test_words_are_found_whatever_their_case(book: Workspace) -> None:
    hits, more = find_in_book(book.root, "  bonJOUR ")
    assert [one.text for one in hits] == ["Bonjour."]
    assert not more
    assert find_in_book(book.root, "sentence")[1]
    assert find_in_book(book.root, " ")[0] == []


@pytest.mark.parametrize(
    ("character", "uncommon"),
    [("的", False), ("船", False), ("鼂", True), ("怦", True), ("學", False), ("𠮷", True)],
)
def test_which_characters_are_uncommon(character: str, uncommon: bool) -> None:
    assert is_uncommon(character) is uncommon


def test_pinyin_stands_above_uncommon_characters(tmp_path: Path) -> None:
    make_epub(
        tmp_path / "z.epub",
        chapters={"c1.xhtml": "<h1>一</h1><p>他的心<em>怦怦</em>地跳。</p>"},
        language="zh-Hans",
    )
    (tmp_path / "w").mkdir()
    workspace = Workspace(tmp_path / "w")
    result = read_book_here(tmp_path / "z.epub", workspace, ReadOptions())
    workspace.book_path.write_text(book_to_json(result.book), "utf-8")
    workspace.sentences_path.write_text(sentences_of(result.book).to_json(), "utf-8")
    few, every = whole(workspace, "uncommon")[0], whole(workspace, "every")[0]
    assert "<em><ruby>怦<rp>(</rp><rt>pēng</rt><rp>)</rp></ruby><ruby>怦" in few
    assert few.count("<rt>") == 2
    assert "<ruby>跳<rp>(</rp><rt>tiào</rt>" in every


def test_reading_begins_where_one_is_and_links_lead_on(ground: Ground) -> None:
    patron, edition = ground.client("patron", "en"), ground.english[1]
    sentence = patron.get(f"/listen/{edition}/spot?chapter=002").json()["sentence"]
    patron.post(f"/listen/{edition}/position", data={"sentence": sentence, "how": "print"})
    where = patron.get(f"/read/{edition}")
    assert where.headers["location"].endswith(f"/002#{sentence}")
    page = patron.get(where.headers["location"].partition("#")[0])
    assert f"/listen/{edition}?at={sentence}" in page.text
    assert 'rel="prev"' in page.text
    assert 'rel="next"' not in page.text
    assert len(page.content) < 60_000
    found = patron.get(f"/read/{edition}/find?q=LAMPS").text
    assert f"/read/{edition}/at?id=" in found


def test_how_text_looks_is_kept(ground: Ground) -> None:
    patron, edition = ground.client("patron", "en"), ground.english[1]
    sentence = patron.get(f"/listen/{edition}/spot?chapter=001").json()["sentence"]
    kept = patron.post(
        f"/read/{edition}/look", data={"measure": "narrow", "font": "serif", "ruby": "off", "at": sentence}
    )
    assert kept.status_code == 303
    assert 'data-measure="narrow" data-font="serif"' in patron.get(f"/read/{edition}/001").text


def test_pictures_cannot_be_anything_else(ground: Ground) -> None:
    patron, edition = ground.client("patron"), ground.english[1]
    for name in ("0" * 64, "..%2f..%2fbook.json", "book.json"):
        assert patron.get(f"/read/{edition}/pictures/{name}").status_code == 404
