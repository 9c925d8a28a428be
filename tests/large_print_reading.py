"""Reads the four large-print outputs back, each by another tool than the one that wrote it."""

import ctypes
import html.parser
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from lxml import etree
from pypdfium2 import raw as pdfium

from converters.book import Book, Note, leaves
from converters.book.blocks import CodeBlock, Figure, Heading, MathBlock, Paragraph, VerseLine
from converters.book.inlines import Emphasis, Inline, Link, Span, Text
from converters.book.walk import blocks_of, sections_of
from converters.language import sentences_of
from converters.protocol import Artifact, Conversion
from converters.registry import get_converter
from converters.run import make_options
from converters.workspace import Workspace

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\u202e\ufb1d-\ufdff\ufe70-\ufeff]")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# PDFium leaves out clusters of several pictographs (families, flags); another test reads those with Poppler.
_UNSEEN = re.compile(
    "[\\s\U0001f000-\U0001faff\u00ad\u034f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]"
)


def convert(book: Book, workspace: Workspace, name: str, **options: Any) -> Artifact:
    """Make ``book`` in this process."""
    converter = get_converter(name)
    conversion = Conversion(book, sentences_of(book), make_options(converter, options), workspace, name)
    results = []
    for part in converter.plan(conversion):
        folder = workspace.part_folder(name, part.key)
        results.append((part, converter.convert_part(conversion, part, folder), folder))
    return converter.assemble(conversion, results, workspace.made_folder(name))


def folded(text: str) -> str:
    """``text`` without white space, format characters and compatibility forms."""
    # PDFium says U+0002 for a hyphen at the end of a line.
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", _UNSEEN.sub("", text.replace("\x02", "-"))))


def pdf_pages(path: Path) -> Iterator[str]:
    """The text of each page in the order of the tagged content; page furniture (marked as artifact) is left out."""
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            reader = page.get_textpage()
            yield "".join(
                _object_text(item.raw, reader.raw)
                for item in page.get_objects(max_depth=8)
                if item.type == pdfium.FPDF_PAGEOBJ_TEXT and not _is_artifact(item.raw)
            )
            reader.close()
            page.close()
    finally:
        document.close()


def _is_artifact(item: Any) -> bool:
    for index in range(pdfium.FPDFPageObj_CountMarks(item)):
        mark = pdfium.FPDFPageObj_GetMark(item, index)
        size = ctypes.c_ulong()
        buffer = (pdfium.FPDF_WCHAR * 64)()
        pdfium.FPDFPageObjMark_GetName(mark, buffer, 128, size)
        if bytes(buffer).decode("utf-16-le").split("\0")[0] == "Artifact":
            return True
    return False


def _object_text(item: Any, page: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(item, page, None, 0)
    buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item, page, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "replace").rstrip("\0")


def pdf_text(artifact: Artifact) -> str:
    """All words of all volumes."""
    return "".join(
        text for name in artifact.files if name.endswith(".pdf") for text in pdf_pages(artifact.folder / name)
    )


class _Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in {"style", "title"}
        alternative = dict(attrs).get("alt")
        if tag == "img" and alternative:
            self.pieces.append(alternative)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def html_text(text: str) -> str:
    """The words of a page, alternative texts in their places."""
    parser = _Words()
    parser.feed(text)
    return "".join(parser.pieces)


def epub_text(path: Path) -> str:
    """The words of all chapters in the order of the spine."""
    with zipfile.ZipFile(path) as archive:
        package = etree.fromstring(archive.read("EPUB/content.opf"))
        files = {item.get("id"): item.get("href") for item in package.iter("{*}item")}
        spine = [files[item.get("idref")] for item in package.iter("{*}itemref")]
        return "".join(
            html_text(archive.read(f"EPUB/{name}").decode("utf-8")) for name in spine if name != "nav.xhtml"
        )


def docx_text(path: Path) -> str:
    """The words of the body; alternative texts in their places."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"), etree.XMLParser(huge_tree=True))
    pieces = []
    for element in body.iter():
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif str(element.tag).endswith("}docPr"):
            pieces.append(element.get("descr", ""))
    return "".join(pieces)


def runs(content: tuple[Inline, ...]) -> list[str]:
    """Text of a leaf between its marks, formulas, pictures and readings."""
    found = [""]
    stack = list(reversed(content))
    while stack:
        inline = stack.pop()
        if isinstance(inline, Text):
            found[-1] += inline.text
        elif isinstance(inline, (Emphasis, Span, Link)):
            stack += reversed(inline.children)
        else:
            found.append("")
            base = getattr(inline, "base", None)
            if base is not None:
                stack += [None, *reversed(base)]  # type: ignore[list-item]  # the reading stands after its base
    return [run for run in found if run]


def expected(book: Book) -> tuple[list[str], list[str]]:
    """Runs that must come in this order, and runs of notes, which may stand elsewhere."""
    noted = {
        leaf.id
        for section in sections_of(book)
        for block in blocks_of(section.blocks)
        if isinstance(block, Note)
        for leaf in _leaf_nodes(block)
    }
    ordered: list[str] = []
    elsewhere: list[str] = []
    for leaf in leaves(book):
        home = elsewhere if leaf.node.id in noted else ordered
        match leaf.node:
            case Paragraph(content=content) | Heading(content=content) | VerseLine(content=content):
                home += runs(content)
            case CodeBlock(text=text):
                home.append(text)
            case Figure(alternative=alternative):
                home.append(alternative or "")
            case MathBlock():
                pass
    return ordered, elsewhere


def _leaf_nodes(note: Note) -> list[Any]:
    from converters.book.walk import leaves_of

    return [leaf.node for leaf in leaves_of((note,), "", "")]


def lost(book: Book, text: str, clean: Any) -> list[str]:
    """Runs of ``book`` that are not in ``text`` (in their order, where they have one)."""
    made = folded(text)
    ordered, elsewhere = expected(book)
    letters, missing, at = Counter(made), [], 0
    for run in ordered:
        wanted = folded(clean(run))
        if _RIGHT_TO_LEFT.search(run):
            # A page holds it in the order of the eye: only its letters can be looked for.
            if Counter(wanted) - letters:
                missing.append(run)
            continue
        place = made.find(wanted, at)
        if place < 0:
            missing.append(run)
        else:
            at = place + len(wanted)
    return missing + [
        run for run in elsewhere if folded(clean(run)) not in made and not _RIGHT_TO_LEFT.search(run)
    ]
