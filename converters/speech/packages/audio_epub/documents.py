"""The text of each chapter as a document, and its overlay."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lxml import etree

from converters.chapters import chapter_of_key, chapters
from converters.edition.pictures import PictureStore
from converters.edition.words import words_for
from converters.errors import Finding
from converters.marked_text import (
    EPUB_XHTML,
    PictureLink,
    TextSources,
    element_id,
    mark_chapter,
    nest,
    places_in,
)
from converters.marked_text.names import is_right_to_left, language_tag
from converters.marked_text.vocabulary import add_text
from converters.protocol import Conversion
from converters.speech.packages.audio_epub.overlay import clips_of, overlay
from converters.speech.track import Track

BODY: Final = "text"
_MEDIA_TYPES: Final = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class ChapterFiles:
    """What was written for a chapter, and what the package says about it. ``milliseconds`` is the sum of its clips."""

    key: str
    title: str
    milliseconds: int
    has_mathml: bool
    elements: dict[str, str]


class Documents:
    """Writes into ``folder``: ``text/<key>.xhtml``, ``smil/<key>.smil``, ``images/...``; one chapter in memory at a time."""

    def __init__(self, conversion: Conversion, folder: Path) -> None:
        self._conversion = conversion
        self._folder = folder
        for name in ("text", "smil", "images"):
            (folder / name).mkdir(parents=True)
        book = conversion.book
        self.language = language_tag(book.metadata.language) or "und"
        self.places: dict[str, str] = {
            name: chapter.key for chapter in chapters(book) for name in places_in(book, chapter)
        }
        """The chapter of every id that can be linked to."""
        self._pictures = PictureStore(
            folder / "images",
            ((one.id, one.media_type, conversion.workspace.resource_path(one.id)) for one in book.resources),
        )
        self.described = self.undescribed = 0

    @property
    def findings(self) -> list[Finding]:
        """What was broken."""
        return self._pictures.findings

    def images(self) -> list[tuple[str, str]]:
        """(file name, media type) of all pictures that were used."""
        names = sorted(path.name for path in (self._folder / "images").iterdir())
        return [(name, _MEDIA_TYPES[name.rpartition(".")[2]]) for name in names]

    def cover(self) -> str | None:
        """The file name of the cover, if it can be shown."""
        picture = self._pictures.get(self._conversion.book.cover)
        return picture.name if picture else None

    def href(self, name: str, here: str = "") -> str | None:
        """The address of an id of the book from the package (from the chapter ``here``); None where it is nowhere."""
        key = self.places.get(name)
        if key is None:
            return None
        if not here:
            return f"text/{key}.xhtml#{element_id(name)}"
        return f"#{element_id(name)}" if key == here else f"{key}.xhtml#{element_id(name)}"

    def write(self, key: str, title: str, track: Track) -> ChapterFiles:
        """The text and the overlay of one chapter."""
        book = self._conversion.book
        sources = TextSources(
            self._conversion.sentences.of,
            lambda name: self.href(name, key),
            self._picture,
            words_for(book.metadata.language),
            book.metadata.language,
        )
        marked = mark_chapter(book, chapter_of_key(book, key), EPUB_XHTML, sources)
        self.described += marked.described
        self.undescribed += marked.undescribed
        root, body = page(self.language, title or book.metadata.title, "../style.css")
        body.set("id", BODY)
        for element in nest(EPUB_XHTML, marked.pieces, book.metadata.language):
            body.append(element)
        clips = clips_of(track, marked.elements, BODY)
        (self._folder / "text" / f"{key}.xhtml").write_bytes(document_bytes(root))
        (self._folder / "smil" / f"{key}.smil").write_bytes(
            overlay(body, clips, f"../text/{key}.xhtml", f"../audio/{key}.mp3")
        )
        return ChapterFiles(key, title, clips[-1].end, marked.has_mathml, marked.elements)

    def _picture(self, resource: str | None) -> PictureLink | None:
        picture = self._pictures.get(resource)
        return PictureLink(f"../images/{picture.name}", picture.width, picture.height) if picture else None


def page(language: str, title: str, style: str) -> tuple[etree._Element, etree._Element]:
    """(document, its empty body)."""
    make = EPUB_XHTML.element
    root, head, body = make("html"), make("head"), make("body")
    EPUB_XHTML.set_language(root, language)
    if is_right_to_left(language):
        root.set("dir", "rtl")
    charset, shown, sheet = make("meta"), make("title"), make("link")
    charset.set("charset", "utf-8")
    add_text(shown, " ".join(title.split()) or "—")
    for name, value in (("rel", "stylesheet"), ("type", "text/css"), ("href", style)):
        sheet.set(name, value)
    head.extend([charset, shown, sheet])
    root.extend([head, body])
    return root, body


def document_bytes(root: etree._Element) -> bytes:
    """As a file."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
