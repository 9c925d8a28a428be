"""The package: ebooklib writes it, sound goes into it as it lies on the disk."""

from __future__ import annotations

import datetime as dt
import os
import re
import uuid
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from ebooklib import epub

from converters.book import Book
from converters.marked_text import xml_text
from converters.marked_text.names import is_right_to_left
from converters.protocol import Conversion
from converters.speech.packages.audio_epub.documents import ChapterFiles, Documents
from converters.speech.packages.audio_epub.navigation import contents_of, navigation, ncx_of
from converters.speech.packages.audio_epub.overlay import clock
from converters.speech.packages.audio_epub.style import ACTIVE, PLAYING, STYLE
from converters.speech.packages.audio_epub.words import edition_words
from converters.speech.plan import voice_table

_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class _File(epub.EpubItem):  # type: ignore[misc]  # ebooklib has no types
    """A file that is read from the disk when it is written; ``stored``: as it is, because sound does not become smaller."""

    def __init__(self, uid: str, name: str, media_type: str, path: Path, *, stored: bool = False) -> None:
        super().__init__(uid=uid, file_name=name, media_type=media_type)
        self.path, self.stored = path, stored
        self.properties: list[str] = []

    def get_content(self, default: Any = None) -> bytes:
        return self.path.read_bytes()


class _Document(epub.EpubHtml):  # type: ignore[misc]  # ebooklib has no types
    """A content document that is written as it is; ebooklib would parse and rewrite it."""

    path: Path | None = None

    def get_content(self, default: Any = None) -> bytes:
        return self.path.read_bytes() if self.path else bytes(self.content)


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # ebooklib has no types
    """ebooklib's writer, except that it holds every file whole: sound is copied in pieces here, so memory does not grow with the book."""

    def _write_opf_file(self, root: Any) -> None:
        """Titles and summaries are in the book's language; ebooklib does not say so."""
        root.set("{http://www.w3.org/XML/1998/namespace}lang", self.book.language)
        super()._write_opf_file(root)

    def _write_items(self) -> None:
        sounds = [item for item in self.book.get_items() if isinstance(item, _File) and item.stored]
        kept = list(self.book.items)
        self.book.items = [item for item in kept if item not in sounds]
        try:
            super()._write_items()
        finally:
            self.book.items = kept
        for item in sounds:
            self.out.write(item.path, f"{self.book.FOLDER_NAME}/{item.file_name}", zipfile.ZIP_STORED)


def write_package(
    target: Path,
    conversion: Conversion,
    documents: Documents,
    build: Path,
    chapters: Sequence[tuple[ChapterFiles, Path]],
) -> None:
    """Write ``target`` from what lies in ``build`` and each chapter's track."""
    book = conversion.book
    pack = epub.EpubBook()
    _metadata(pack, conversion, documents, [files for files, _track in chapters])
    pack.add_item(epub.EpubItem("style", "style.css", "text/css", STYLE.encode()))
    cover = documents.cover()
    for name, media_type in documents.images():
        image = _File(
            f"image-{name.partition('.')[0]}", f"images/{name}", media_type, build / "images" / name
        )
        image.properties = ["cover-image"] if name == cover else []
        pack.add_item(image)
    spine = []
    for files, track in chapters:
        key = files.key
        document = _Document(
            uid=f"text-{key}", file_name=f"text/{key}.xhtml", media_type="application/xhtml+xml",
            title=xml_text(files.title), media_overlay=f"overlay-{key}",
        )  # fmt: skip
        document.path = build / "text" / f"{key}.xhtml"
        document.properties = ["mathml"] if files.has_mathml else []
        pack.add_item(document)
        spine.append(document)
        pack.add_item(
            _File(
                f"overlay-{key}", f"smil/{key}.smil", "application/smil+xml", build / "smil" / f"{key}.smil"
            )
        )
        pack.add_item(_File(f"audio-{key}", f"audio/{key}.mp3", "audio/mpeg", track, stored=True))
    first = f"text/{chapters[0][0].key}.xhtml"
    contents = _Document("nav", "nav.xhtml", "application/xhtml+xml", navigation(book, documents, first))
    contents.properties = ["nav"]
    pack.add_item(contents)
    pack.add_item(epub.EpubNcx())
    pack.toc = ncx_of(contents_of(book), documents) or [
        epub.Link(first, _line(book.metadata.title) or "—", "start")
    ]
    # The contents are a menu, not a page to be read aloud: every document in the spine has sound.
    pack.spine = spine
    _Writer(str(target), pack, {"mtime": _now(), "raise_exceptions": True}).write()


def _now() -> dt.datetime:
    """SOURCE_DATE_EPOCH fixes it where two builds must be the same."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(fixed), dt.UTC) if fixed.isdigit() else dt.datetime.now(dt.UTC)


def _metadata(
    pack: epub.EpubBook, conversion: Conversion, documents: Documents, chapters: Sequence[ChapterFiles]
) -> None:
    book, metadata = conversion.book, conversion.book.metadata
    # Made from the book and from all that changes a time: players keep places by it.
    recipe = conversion.options.parts_recipe(conversion.converter)[1]
    seed = xml_text(f"{metadata.identifier}#{metadata.title}#audio-epub#{recipe}")
    pack.set_identifier(f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, seed)}")
    pack.set_title(_line(metadata.title) or "—")
    pack.set_language(documents.language)
    if is_right_to_left(documents.language) or metadata.direction == "rtl":
        pack.set_direction("rtl")
    _people(pack, book)
    for name, value in (
        ("publisher", metadata.publisher),
        ("description", metadata.description),
        ("rights", metadata.rights),
        ("source", metadata.source),
        *(("subject", subject) for subject in metadata.subjects),
    ):
        if value and _line(value):
            pack.add_metadata("DC", name, _line(value))
    if metadata.date and _DATE.fullmatch(metadata.date):
        pack.add_metadata("DC", "date", metadata.date)
    if book.pages:
        edition = (metadata.title, metadata.publisher, metadata.date)
        printed = metadata.source or ", ".join(filter(None, map(_line, filter(None, edition))))
        _meta(pack, "pageBreakSource", _line(printed) or "—")
    for files in chapters:
        _meta(pack, "media:duration", clock(files.milliseconds), refines=f"#overlay-{files.key}")
    _meta(pack, "media:duration", clock(sum(files.milliseconds for files in chapters)))
    voice = voice_table(conversion.options).voice_for(metadata.language)
    words = edition_words(metadata.language)
    if voice is not None:
        _meta(pack, "media:narrator", words.narrator.format(voice=_line(voice.title) or voice.name))
    _meta(pack, "media:active-class", ACTIVE)
    _meta(pack, "media:playback-active-class", PLAYING)
    for name, value in accessibility(
        book, documents.described, documents.undescribed, maths=any(files.has_mathml for files in chapters)
    ):
        _meta(pack, f"schema:{name}", value)


def _people(pack: epub.EpubBook, book: Book) -> None:
    for number, person in enumerate(book.metadata.contributors):
        if name := _line(person.name):
            kind = "creator" if person.role == "aut" else "contributor"
            pack.add_metadata("DC", kind, name, {"id": f"person-{number}"})
            if re.fullmatch(r"[a-z]{3}", person.role):
                _meta(pack, "role", person.role, refines=f"#person-{number}", scheme="marc:relators")


def _meta(pack: epub.EpubBook, name: str, value: str, **attributes: str) -> None:
    pack.add_metadata(None, "meta", value, {"property": name, **attributes})


def accessibility(book: Book, described: int, undescribed: int, *, maths: bool) -> list[tuple[str, str]]:
    """schema.org properties that are true of what was made, and a summary in the book's language.

    Pictures cannot flash: what moves in the source is a still picture here.
    """
    words = edition_words(book.metadata.language)
    pictures = described + undescribed
    rows = [("accessMode", "textual"), ("accessMode", "auditory")]
    rows += [("accessMode", "visual")] if pictures else []
    if undescribed:
        rows.append(("accessModeSufficient", "textual,auditory,visual"))
    else:
        rows += [("accessModeSufficient", one) for one in ("textual", "auditory", "textual,auditory")]
    features = ["synchronizedAudioText", "tableOfContents", "structuralNavigation", "readingOrder"]
    features += ["displayTransformability", "ARIA"]
    features += ["alternativeText"] if described and not undescribed else []
    features += ["pageBreakMarkers", "pageNavigation"] if book.pages else []
    features += ["MathML"] if maths else []
    rows += [("accessibilityFeature", feature) for feature in features]
    rows.append(("accessibilityHazard", "none"))
    summary = [words.summary]
    summary += [words.with_pages] if book.pages else []
    if undescribed:
        summary.append(words.some_described.format(count=undescribed, all=pictures))
    elif pictures:
        summary.append(words.all_described)
    summary += [words.formulas] if maths else []
    between = "" if words.language.startswith("zh") else " "
    rows.append(("accessibilitySummary", between.join(summary)))
    return rows


def _line(text: str) -> str:
    return xml_text(" ".join(text.split()))
