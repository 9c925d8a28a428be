"""What is kept of an EPUB: metadata, contents, pages, roles, pictures, languages."""

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Picture

from converters.book import Book, Figure, Heading, Note, NoteReference, plain_text, sections_of, text_of_book
from converters.protocol import ReadOptions, ReadResult
from converters.readers.epub import EpubReader
from converters.readers.epub.smil import clock
from converters.workspace import Workspace
from tests.epub_builder import make_epub, page


@pytest.fixture
def read(tmp_path: Path, workspace: Workspace) -> Any:
    def read(*files: Any, options: ReadOptions | None = None, **parts: Any) -> ReadResult:
        path = make_epub(tmp_path / "book.epub", *files, **parts)
        return EpubReader().read(path, workspace, options or ReadOptions())

    return read


def codes(result: ReadResult) -> set[str]:
    return {finding.code for finding in result.findings}


def shape(book: Book) -> list[tuple[int, str, str]]:
    return [(section.level, section.title, section.role) for section in sections_of(book)]


def png(width: int = 2, height: int = 2, kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Picture.new("RGB", (width, height)).save(stream, kind)
    return stream.getvalue()


TEXT = (
    "Call me Ishmael. Some years ago, never mind how long precisely, I thought I would sail about a little. "
)


def test_metadata(read: Any) -> None:
    book = read(
        metadata=(
            '<dc:title id="s">A Subtitle</dc:title><meta refines="#s" property="title-type">subtitle</meta>'
            '<meta refines="#t" property="title-type">main</meta>'
            '<dc:creator id="a">Ada Author</dc:creator><meta refines="#a" property="role">aut</meta>'
            '<meta refines="#a" property="file-as">Author, Ada</meta>'
            '<dc:contributor opf:role="trl" opf:file-as="Übersetzer, Uwe">Uwe Übersetzer</dc:contributor>'
            "<dc:publisher>P</dc:publisher><dc:date>2001</dc:date><dc:subject>whales</dc:subject><dc:rights>CC0</dc:rights>"
            '<dc:source>urn:isbn:123</dc:source><meta property="schema:accessibilityFeature">alternativeText</meta>'
            '<meta name="schema:accessMode" content="textual"/><meta property="dcterms:conformsTo">EPUB Accessibility 1.1</meta>'
        ),
        spine_attributes=' page-progression-direction="rtl"',
    ).book
    data = book.metadata
    assert (data.title, data.subtitle, data.identifier) == ("The Test Book", "A Subtitle", "urn:test:1")
    assert [(c.name, c.role, c.sort_as) for c in data.contributors] == [
        ("Ada Author", "aut", "Author, Ada"),
        ("Uwe Übersetzer", "trl", "Übersetzer, Uwe"),
    ]
    assert (data.publisher, data.date, data.subjects, data.rights, data.source) == (
        "P",
        "2001",
        ("whales",),
        "CC0",
        "urn:isbn:123",
    )
    assert data.direction == "rtl"
    assert data.accessibility == (
        ("accessibilityFeature", "alternativeText"),
        ("accessMode", "textual"),
        ("dcterms:conformsTo", "EPUB Accessibility 1.1"),
    )


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/passwd",
        "$(rm -rf ~)",
        "&lt;speak&gt;&lt;break time='9s'/&gt;&lt;/speak&gt;",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_metadata_stays_plain_text(read: Any, title: str) -> None:
    import html

    assert read(title=title).book.metadata.title == html.unescape(title)


def test_control_characters_and_overrides_leave_metadata(read: Any) -> None:
    assert read(title="a&#x202E;b\u2066c").book.metadata.title == "a b c"


def test_contents_give_sections_titles_and_nesting(read: Any) -> None:
    result = read(
        chapters={
            "cover.xhtml": '<section epub:type="cover"><p>Cover</p></section>',
            "part.xhtml": '<section epub:type="part"><h1>Part One</h1></section>',
            "c1.xhtml": f'<section epub:type="chapter"><h2>Chapter 1</h2><p>{TEXT}</p><h3 id="s">Scene</h3><p>{TEXT}</p></section>',
            "c1b.xhtml": f"<p>goes on. {TEXT}</p>",
            "c2.xhtml": f"<h2>Chapter 2</h2><p>{TEXT}</p>",
        },
        nav=(
            '<li><a href="part.xhtml">Part I</a><ol><li><a href="c1.xhtml">1. One</a><ol><li><a href="c1.xhtml#s">Scene</a></li></ol></li>'
            '<li><a href="c2.xhtml">2. Two</a></li></ol></li>'
        ),
    )
    book = result.book
    assert shape(book) == [
        (1, "A chapter", "cover"),
        (1, "Part I", "part"),
        (2, "1. One", "chapter"),
        (3, "Scene", ""),
        (2, "2. Two", ""),
    ]
    by_title = {section.title: section for section in sections_of(book)}
    assert book.contents[0].target == by_title["Part I"].id
    assert book.contents[0].children[0].children[0].target == by_title["Scene"].id
    assert "goes on" in plain_text(by_title["Scene"].blocks[-1].content)
    levels = [block.level for s in sections_of(book) for block in s.blocks if isinstance(block, Heading)]
    assert levels == [1, 2, 3, 2]


def test_an_entry_after_its_heading_means_the_heading(read: Any) -> None:
    book = read(
        chapters={"c.xhtml": f'<h1>First</h1><p>{TEXT}</p><h1>Second</h1><a id="two"></a><p>{TEXT}</p>'},
        nav='<li><a href="c.xhtml">First</a></li><li><a href="c.xhtml#two">Second</a></li>',
    ).book
    assert [plain_text(section.blocks[0].content) for section in book.sections] == ["First", "Second"]


def test_ncx_without_spine_toc(read: Any) -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Part</text></navLabel><content src="c1.xhtml"/>'
        '<navPoint><navLabel><text>Inner</text></navLabel><content src="c2.xhtml#x"/></navPoint></navPoint><navPoint><navLabel><text>Nowhere</text></navLabel></navPoint>'
        '</navMap><pageList><pageTarget type="normal" value="5"><navLabel><text>5</text></navLabel><content src="c1.xhtml#p5"/></pageTarget></pageList></ncx>'
    )
    result = read(
        {"OPS/toc.ncx": ncx},
        chapters={
            "c1.xhtml": f'<h1>A</h1><p>{TEXT}<a id="p5"/>{TEXT}</p>',
            "c2.xhtml": f'<h1 id="x">B</h1><p>{TEXT}</p>',
        },
        manifest='<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    )
    assert shape(result.book) == [(1, "Part", ""), (2, "Inner", "")]
    assert [page.label for page in result.book.pages] == ["5"]
    assert result.book.contents[1].target is None


def test_page_list_labels_win(read: Any) -> None:
    nav = '<nav epub:type="page-list"><ol><li><a href="c.xhtml#a">xii</a></li><li><a href="c.xhtml">xi</a></li></ol></nav>'
    result = read(
        {"OPS/nav.xhtml": page(f'<nav epub:type="toc"><ol><li><a href="c.xhtml">C</a></li></ol></nav>{nav}')},
        chapters={"c.xhtml": f'<p>{TEXT}<span epub:type="pagebreak" id="a" title="99"/>{TEXT}</p>'},
        nav="",
    )
    assert [p.label for p in result.book.pages] == ["xi", "xii"]


def test_contents_cycles_and_depth(read: Any) -> None:
    deep = (
        "".join('<li><a href="c1.xhtml">x</a><ol>' for _ in range(3000))
        + "<li><a href='c1.xhtml'>end</a></li>"
        + "</ol></li>" * 3000
    )
    result = read(nav=deep)
    assert "contents-too-large" in codes(result)
    assert "Some words to read." in text_of_book(result.book)


def test_navigation_in_the_spine_is_not_read(read: Any) -> None:
    result = read(
        nav='<li><a href="c1.xhtml">SECRET ENTRY</a></li>',
        spine='<itemref idref="nav"/><itemref idref="i0"/>',
    )
    assert "SECRET ENTRY" not in text_of_book(result.book)
    assert result.book.contents[0].title == "SECRET ENTRY"


def test_without_contents_the_headings_make_them(read: Any) -> None:
    result = read(
        chapters={"c.xhtml": f"<h1>A</h1><p>{TEXT}</p><h2>B</h2><p>{TEXT}</p><h1>C</h1><p>{TEXT}</p>"}
    )
    assert "contents-missing" in codes(result)
    assert shape(result.book) == [(1, "A", ""), (2, "B", ""), (1, "C", "")]
    assert [point.title for point in result.book.contents] == ["A", "C"]


def test_notes_across_documents(read: Any) -> None:
    book = read(
        chapters={
            "c.xhtml": f'<p>{TEXT}<sup><a id="r1" href="notes.xhtml#n1">1</a></sup></p>',
            "notes.xhtml": '<h1>Notes</h1><p id="n1"><a href="c.xhtml#r1">1.</a> The note.</p>',
        }
    ).book
    note = next(b for s in sections_of(book) for b in s.blocks if isinstance(b, Note))
    reference = book.sections[0].blocks[0].content[-1]
    assert reference == NoteReference(note.id, "1")
    assert note.kind == "endnote"
    assert "The note." in text_of_book(book)


def test_the_first_rendition_is_read(read: Any) -> None:
    container = (
        '<container><rootfiles><rootfile full-path="x.pdf" media-type="application/pdf"/><rootfile full-path="OPS/package.opf" '
        'media-type="application/oebps-package+xml"/><rootfile full-path="braille.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    assert "Some words" in text_of_book(
        read({"META-INF/container.xml": container, "braille.opf": "<package/>"}).book
    )


@pytest.mark.parametrize("name", ["META-INF/container.xml"])
def test_a_missing_container_is_mended(read: Any, name: str) -> None:
    result = read(without=(name,))
    assert "epub-container-mended" in codes(result)
    assert "Some words" in text_of_book(result.book)


@pytest.mark.parametrize("spine", ["", '<itemref idref="nothing"/>', "<itemref/>"])
def test_a_missing_spine_is_mended(read: Any, spine: str) -> None:
    result = read(spine=spine)
    assert "epub-spine-mended" in codes(result)
    assert "Some words" in text_of_book(result.book)


def test_missing_files_and_null_links_are_told(read: Any) -> None:
    result = read(
        manifest='<item id="x" href="gone.xhtml" media-type="application/xhtml+xml"/><item id="css" href="gone.css" media-type="text/css"/>'
        '<item id="n" media-type="text/css"/><item href="" id="e"/><item/>'
        '<item id="r" href="http://example.org/c.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="i0"/><itemref idref="x"/><itemref idref="r"/>',
    )
    assert {"epub-document-missing", "epub-document-remote"} <= codes(result)
    assert "Some words" in text_of_book(result.book)


def test_names_that_differ_in_case_and_in_percent_signs(read: Any) -> None:
    result = read(
        {"OPS/Ein Kapitel.xhtml": page(f"<p>{TEXT}</p>"), "OPS/第一章.xhtml": page("<p>第二個檔案</p>")},
        chapters={},
        manifest='<item id="a" href="ein%20kapitel.XHTML" media-type="application/xhtml+xml"/>'
        '<item id="b" href="%E7%AC%AC%E4%B8%80%E7%AB%A0.xhtml" media-type="application/xhtml+xml"/>',
        spine='<itemref idref="a"/><itemref idref="b"/>',
    )
    assert "Ishmael" in text_of_book(result.book)
    assert "第二個檔案" in text_of_book(result.book)


def test_fallbacks_and_their_circles(read: Any) -> None:
    result = read(
        {"OPS/a.bin": b"\0\1", "OPS/b.xhtml": page(f"<p>{TEXT}</p>")},
        chapters={},
        manifest='<item id="a" href="a.bin" media-type="application/x-foo" fallback="b"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="c" href="a.bin" media-type="application/x-foo" fallback="d"/><item id="d" href="a.bin" media-type="application/x-foo" fallback="c"/>',
        spine='<itemref idref="a"/><itemref idref="c"/>',
    )
    assert "Ishmael" in text_of_book(result.book)
    assert "epub-document-missing" in codes(result)


def test_odd_namespaces(read: Any) -> None:
    opf = (
        '<opf:package xmlns:opf="http://openebook.org/namespaces/oeb-package/1.0/"><opf:metadata><dc:title xmlns:dc="urn:odd">Odd</dc:title></opf:metadata>'
        '<opf:manifest><opf:item id="a" href="c1.xhtml" media-type="text/x-oeb1-document"/></opf:manifest><opf:spine><opf:itemref idref="a"/></opf:spine></opf:package>'
    )
    book = read({"OPS/package.opf": opf}).book
    assert book.metadata.title == "Odd"
    assert "Some words" in text_of_book(book)


def test_nonlinear_documents_are_read_in_their_place(read: Any) -> None:
    result = read(
        chapters={"a.xhtml": "<p>first</p>", "b.xhtml": "<p>second</p>", "c.xhtml": "<p>third</p>"},
        spine='<itemref idref="i0"/><itemref idref="i1" linear="no"/><itemref idref="i2"/>',
    )
    assert text_of_book(result.book).split() == ["first", "second", "third"]


def test_a_linked_document_outside_of_the_spine_is_added(read: Any) -> None:
    result = read(
        chapters={"a.xhtml": '<p>see <a href="b.xhtml">more</a></p>', "b.xhtml": "<p>more words</p>"},
        spine='<itemref idref="i0"/>',
    )
    assert "more words" in text_of_book(result.book)
    assert "epub-document-added" in codes(result)


def test_dtbook_chapters(read: Any) -> None:
    dtbook = (
        '<?xml version="1.0"?><!DOCTYPE dtbook PUBLIC "-//NISO//DTD dtbook 2005-3//EN" "http://www.daisy.org/z3986/2005/dtbook-2005-3.dtd">'
        '<dtbook xmlns="http://www.daisy.org/z3986/2005/dtbook/" version="2005-3" xml:lang="en"><head><title>no</title></head><book>'
        '<frontmatter><doctitle>The Title</doctitle></frontmatter><bodymatter><level1><h1>One</h1><pagenum page="normal" id="p3">3</pagenum>'
        '<p>Words<noteref idref="#n1">1</noteref> here.</p><level2><h2>Two</h2><list type="ol"><li><lic>a</lic></li></list>'
        '<poem><linegroup><line>l1</line><line>l2</line></linegroup></poem><imggroup><img src="x.png" alt="Pic"/><caption>Cap</caption></imggroup></level2>'
        '<note id="n1"><p>Note text.</p></note></level1></bodymatter></book></dtbook>'
    )
    book = read({"OPS/c.xml": dtbook}, chapters={"c.xml": dtbook}).book
    assert text_of_book(book).split() == [
        "The",
        "Title",
        "One",
        "Words",
        "here.",
        "Two",
        "a",
        "l1",
        "l2",
        "Pic",
        "Cap",
        "Note",
        "text.",
    ]
    assert [p.label for p in book.pages] == ["3"]
    assert shape(book) == [(1, "The Title", "frontmatter"), (1, "One", "bodymatter"), (2, "Two", "")]


def test_svg_chapters(read: Any) -> None:
    svg = (
        '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 800"><title>Page one</title><rect width="5" height="5"/>'
        "<text>Once upon</text><text>a time</text></svg>"
    )
    book = read(chapters={"a.svg": svg}).book
    figure = book.sections[0].blocks[0]
    assert isinstance(figure, Figure)
    assert (figure.alternative, figure.resource is not None) == ("Page one", True)
    assert text_of_book(book).split("\n") == ["Page one", "Once upon", "a time"]
    assert (book.resources[0].media_type, book.resources[0].width, book.resources[0].height) == (
        "image/svg+xml",
        600,
        800,
    )


def test_pictures_are_verified_and_kept_once(read: Any, workspace: Workspace) -> None:
    good = png(3, 2)
    result = read(
        {"OPS/a.png": good, "OPS/b.jpg": good, "OPS/broken.png": good[:40], "OPS/text.png": "no picture"},
        chapters={
            "c.xhtml": '<p>x <img src="a.png" alt="1"/><img src="b.jpg" alt="2"/><img src="broken.png" alt="3"/><img src="text.png" alt="4"/>'
            '<img src="gone.png" alt="5"/><img src="http://example.org/x.png" alt="6"/><img src="../../../../etc/passwd" alt="7"/>'
            '<img src="data:image/gif;base64,AAAA" alt="8"/></p>'
        },
        manifest='<item id="cover" href="a.png" media-type="image/png" properties="cover-image"/>',
    )
    (resource,) = result.book.resources
    assert (resource.media_type, resource.width, resource.height) == ("image/png", 3, 2)
    assert workspace.resource_path(resource.id).read_bytes() == good
    assert result.book.cover == resource.id
    assert {"picture-broken", "picture-missing", "picture-elsewhere"} <= codes(result)
    assert text_of_book(result.book) == "x 12345678"


def test_old_cover(read: Any) -> None:
    result = read(
        {"OPS/a.jpg": png(kind="JPEG")},
        metadata='<meta name="cover" content="cov"/>',
        manifest='<item id="cov" href="a.jpg" media-type="image/jpeg"/>',
    )
    assert result.book.cover == result.book.resources[0].id


@pytest.mark.parametrize(
    ("declared", "text", "found"),
    [
        ("tw", "我從鄉下跑到京城裡，一轉眼已經六年了。其間耳聞目睹的所謂國家大事，算起來也很不少。", "zh-TW"),
        ("english", TEXT * 3, "en"),
        ("", "我从乡下跑到京城里，一转眼已经六年了。其间耳闻目睹的所谓国家大事，算起来也很不少。", "zh-Hans"),
        ("zh-cmn-Hans", "我从乡下跑到京城里，一转眼已经六年了。", "zh-Hans"),
        (
            "en",
            "我从乡下跑到京城里，一转眼已经六年了。其间耳闻目睹的所谓国家大事，算起来也很不少。",
            "zh-Hans",
        ),
    ],
)
def test_languages_that_lie(read: Any, declared: str, text: str, found: str) -> None:
    chapter = page(f"<p>{text}</p>", attributes=' xml:lang="en" lang="en"' if declared == "en" else "")
    result = read(chapters={"c.xhtml": chapter}, language=declared)
    assert result.book.metadata.language == found
    assert result.book.sections[0].language is None


def test_a_person_knows_the_language_better(read: Any) -> None:
    assert read(options=ReadOptions(language="de")).book.metadata.language == "de"


def test_recorded_narration_is_told(read: Any) -> None:
    smil = '<smil xmlns="http://www.w3.org/ns/SMIL"><body><par><text src="c1.xhtml#a"/><audio src="a.mp3" clipBegin="0:00:00" clipEnd="0:02:00"/></par></body></smil>'
    result = read(
        {"OPS/c1.smil": smil}, manifest='<item id="s" href="c1.smil" media-type="application/smil+xml"/>'
    )
    finding = next(f for f in result.findings if f.code == "epub-recorded-narration")
    assert finding.params == {"count": 1, "minutes": 2}


@pytest.mark.parametrize(
    ("value", "seconds"), [("0:01:02.5", 62.5), ("01:02", 62.0), ("62.5s", 62.5), ("2min", 120.0), ("1h", 3600.0), ("500ms", 0.5), ("npt=3s", 3.0), ("x", 0.0)]
)  # fmt: skip
def test_clock_values(value: str, seconds: float) -> None:
    assert clock(value) == seconds
