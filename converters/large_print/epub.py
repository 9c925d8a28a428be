"""``large-print-epub``: EPUB 3 with the publisher's style taken away, contents, page list and descriptions kept.

ebooklib packs it; the content documents and the navigation document are ours, because ebooklib would parse and rewrite them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import uuid
from html import escape
from pathlib import Path
from typing import Any, ClassVar

from ebooklib import epub

from converters.book import Book, NavigationPoint, sections_of
from converters.edition.pictures import PictureStore
from converters.edition.words import Words, words_for
from converters.large_print.chapter_trees import ChapterTree, TextGate, chapter_trees
from converters.large_print.geometry import geometry, typst_language
from converters.large_print.options import LargePrintOptions
from converters.large_print.single_part import (
    SinglePartConverter,
    characters_in,
    keep_places,
    picture_source,
)
from converters.large_print.style import style_sheet
from converters.large_print.xhtml import XhtmlWriter, ids_in
from converters.protocol import Conversion, ConverterOptions, Part, PartResult

_FILE = "large-print.epub"
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class _Document(epub.EpubHtml):  # type: ignore[misc]  # ebooklib has no types
    """A content document that is written as it is."""

    def get_content(self, default: Any = None) -> bytes:
        return bytes(self.content)


class LargePrintEpub(SinglePartConverter):
    """Writes ``large-print.epub``."""

    name: ClassVar[str] = "large-print-epub"
    media_type: ClassVar[str] = "application/epub+zip"
    Options: ClassVar[type[ConverterOptions]] = LargePrintOptions

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Write the book."""
        book = conversion.book
        gate = TextGate()
        images = folder / "images"
        images.mkdir(exist_ok=True)
        store = PictureStore(images, picture_source(conversion))
        trees = chapter_trees(book, conversion.options, gate, "chapter")

        places = {name: _file_of(tree) for tree in trees for name in ids_in(tree.nodes)}
        pack = epub.EpubBook()
        words = words_for(book.metadata.language)
        documents, writers = [], []
        for tree in trees:
            document, writer = _chapter(
                tree, conversion=conversion, words=words, gate=gate, store=store, places=places
            )
            documents.append(document)
            writers.append(writer)
        described = sum(writer.described for writer in writers)
        undescribed = sum(writer.undescribed for writer in writers)
        _metadata(
            pack,
            conversion,
            gate,
            described=described,
            undescribed=undescribed,
            maths=any(w.has_mathml for w in writers),
        )
        css = style_sheet(geometry(conversion.options, book.metadata.language), epub=True)
        pack.add_item(epub.EpubItem("style", "style.css", "text/css", css.encode()))
        cover = store.get(book.cover)
        for path in sorted(images.iterdir()):
            kind = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}[path.suffix[1:]]
            item = epub.EpubItem(f"i{path.stem}", f"images/{path.name}", kind, path.read_bytes())
            if cover is not None and path.name == cover.name:
                item.properties = ["cover-image"]
            pack.add_item(item)
        navigation = _navigation(book, words, gate, places, documents)
        for document in (navigation, *documents):
            pack.add_item(document)
        pack.add_item(epub.EpubNcx())
        pack.toc = _ncx(_points(book), places, gate) or [
            epub.Link(documents[0].file_name, gate.clean(book.metadata.title) or "—", "start")
        ]
        pack.spine = [navigation, *documents]
        mtime = dt.datetime.now(dt.UTC)
        epub.write_epub(str(folder / _FILE), pack, {"mtime": mtime, "raise_exceptions": True})
        for path in images.iterdir():
            path.unlink()
        images.rmdir()
        keep_places(folder, {name: f"EPUB/{file}" for name, file in places.items()})
        findings = (*store.findings, *(f for w in writers for f in w.findings), *gate.findings())
        return PartResult(
            part.key,
            (_FILE, "places.json"),
            findings,
            {"characters": characters_in(book), "files": len(trees)},
        )


def _file_of(tree: ChapterTree) -> str:
    return f"text/chapter-{tree.chapter.key}.xhtml"


def _page(language: str, title: str, style: str, body: str) -> bytes:
    direction = ' dir="rtl"' if typst_language(language)["rtl"] else ""
    tag = escape(language)
    text = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{tag}" xml:lang="{tag}"{direction}>
<head>
<title>{escape(title)}</title>
<link rel="stylesheet" type="text/css" href="{style}"/>
</head>
<body>
{body}
</body>
</html>
"""
    return text.encode("utf-8")


def _chapter(
    tree: ChapterTree,
    *,
    conversion: Conversion,
    words: Words,
    gate: TextGate,
    store: PictureStore,
    places: dict[str, str],
) -> tuple[_Document, XhtmlWriter]:
    here = _file_of(tree)

    def href(name: str) -> str | None:
        file = places.get(name)
        if file is None:
            return None
        return f"#{name}" if file == here else f"{file.rpartition('/')[2]}#{name}"

    writer = XhtmlWriter(
        words,
        href,
        store.get,
        "../images/",
        epub=True,
        right_to_left=bool(typst_language(conversion.book.metadata.language)["rtl"]),
    )
    body = writer.blocks(tree.nodes)
    title = gate.clean(tree.chapter.title.strip() or conversion.book.metadata.title.strip()) or "—"
    document = _Document(
        uid=f"chapter-{tree.chapter.key}",
        file_name=here,
        media_type="application/xhtml+xml",
        content=_page(conversion.book.metadata.language, title, "../style.css", body or "<p></p>"),
        title=title,
    )
    if writer.has_mathml:
        document.properties.append("mathml")
    return document, writer


def _points(book: Book) -> tuple[NavigationPoint, ...]:
    if book.contents:
        return book.contents
    return tuple(NavigationPoint(section.title, section.id) for section in sections_of(book))


def _navigation(
    book: Book, words: Words, gate: TextGate, places: dict[str, str], documents: list[_Document]
) -> _Document:
    """``nav.xhtml``: contents, page list and landmarks."""
    first = documents[0].file_name
    own = f' lang="{words.language}" xml:lang="{words.language}"'
    contents = _rows(_points(book), places, gate)
    title = escape(gate.clean(book.metadata.title.strip()) or "—")
    contents = contents or f'<ol><li><a href="{first}">{title}</a></li></ol>'
    body = f'<nav epub:type="toc" role="doc-toc" id="toc"><h1{own}>{words.contents}</h1>{contents}</nav>'
    pages = "".join(
        f'<li><a href="{places[page.target]}#{page.target}">{escape(gate.clean(page.label)) or "–"}</a></li>'
        for page in book.pages
        if page.target in places
    )
    if pages:
        body += (
            f'<nav epub:type="page-list" role="doc-pagelist" id="pages" hidden="">'
            f"<h2{own}>{words.page}</h2><ol>{pages}</ol></nav>"
        )
    start = next(
        (
            places[section.id]
            for section in book.sections
            if section.id in places and section.role in {"", "chapter", "part", "bodymatter", "introduction"}
        ),
        first,
    )
    body += (
        f'<nav epub:type="landmarks" id="landmarks" hidden="" aria-label="landmarks"><ol>'
        f'<li><a epub:type="toc" href="nav.xhtml#toc"{own}>{words.contents}</a></li>'
        f'<li><a epub:type="bodymatter" href="{start}"{own}>{words.chapter}</a></li></ol></nav>'
    )
    content = _page(book.metadata.language, gate.clean(book.metadata.title.strip()) or "—", "style.css", body)
    document = _Document("nav", "nav.xhtml", "application/xhtml+xml", content)
    document.properties = ["nav"]
    return document


def _rows(points: tuple[NavigationPoint, ...], places: dict[str, str], gate: TextGate) -> str:
    rows = []
    for point in points:
        inner = _rows(point.children, places, gate)
        title = escape(gate.clean(point.title).strip())
        if point.target in places and title:
            rows.append(f'<li><a href="{places[point.target]}#{point.target}">{title}</a>{inner}</li>')
        elif inner:
            rows.append(f"<li><span>{title or '–'}</span>{inner}</li>")
    return f"<ol>{''.join(rows)}</ol>" if rows else ""


def _ncx(points: tuple[NavigationPoint, ...], places: dict[str, str], gate: TextGate) -> list[Any]:
    """The same contents for old reading systems, as ebooklib takes it; entries are numbered by their place."""
    rows: list[Any] = []
    for point in points:
        inner = _ncx(point.children, places, gate)
        title = gate.clean(point.title).strip()
        if point.target in places and title:
            place = f"{places[point.target]}#{point.target}"
            rows.append(
                (epub.Section(title, place), inner) if inner else epub.Link(place, title, f"to-{id(point):x}")
            )
        else:
            rows += inner
    return rows


def _metadata(
    pack: epub.EpubBook,
    conversion: Conversion,
    gate: TextGate,
    *,
    described: int,
    undescribed: int,
    maths: bool,
) -> None:
    book, metadata = conversion.book, conversion.book.metadata
    stem = (
        metadata.identifier.strip()
        or hashlib.sha256(metadata.title.encode("utf-8", "replace")).hexdigest()[:32]
    )
    # Another edition than the source, so another identifier; the same each time.
    pack.set_identifier(f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{gate.clean(stem)}#large-print')}")
    pack.set_title(gate.clean(metadata.title.strip()) or "—")
    pack.set_language(metadata.language if _TAG.fullmatch(metadata.language) else "und")
    if typst_language(metadata.language)["rtl"] or metadata.direction == "rtl":
        pack.set_direction("rtl")
    for number, person in enumerate(metadata.contributors):
        name = gate.clean(person.name).strip()
        if not name:
            continue
        kind = "creator" if person.role == "aut" else "contributor"
        pack.add_metadata("DC", kind, name, {"id": f"person-{number}"})
        if re.fullmatch(r"[a-z]{3}", person.role):
            attributes = {"refines": f"#person-{number}", "property": "role", "scheme": "marc:relators"}
            pack.add_metadata(None, "meta", person.role, attributes)
    for name, value in (
        ("publisher", metadata.publisher),
        ("description", metadata.description),
        ("rights", metadata.rights),
        ("source", metadata.source),
    ):
        if value and gate.clean(value).strip():
            pack.add_metadata("DC", name, gate.clean(value).strip())
    for subject in metadata.subjects:
        if gate.clean(subject).strip():
            pack.add_metadata("DC", "subject", gate.clean(subject).strip())
    if metadata.date and re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", metadata.date):
        pack.add_metadata("DC", "date", metadata.date)
    for name, value in _accessibility(book, described, undescribed, maths):
        pack.add_metadata(None, "meta", value, {"property": f"schema:{name}"})


def _accessibility(book: Book, described: int, undescribed: int, maths: bool) -> list[tuple[str, str]]:
    """schema.org properties that are true of what was made, and a summary that does not promise more."""
    pictures = described + undescribed > 0
    rows = [("accessMode", "textual")]
    if pictures:
        rows.append(("accessMode", "visual"))
    if not undescribed:
        rows.append(("accessModeSufficient", "textual"))
    elif pictures:
        rows.append(("accessModeSufficient", "textual,visual"))
    features = [
        "largePrint",
        "displayTransformability",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    ]
    if described and not undescribed:
        features.append("alternativeText")
    if book.pages:
        features += ["pageBreakMarkers", "pageNavigation"]
    if maths:
        features.append("MathML")
    rows += [("accessibilityFeature", feature) for feature in features]
    rows.append(("accessibilityHazard", "unknown" if pictures else "none"))
    summary = "Large print: sans serif, no italics, left aligned; all sizes follow the reader's settings."
    if undescribed:
        summary += f" {undescribed} of {described + undescribed} pictures have no description."
    elif pictures:
        summary += " All pictures have descriptions as supplied by the publisher; they were not reviewed."
    rows.append(("accessibilitySummary", summary))
    return rows
