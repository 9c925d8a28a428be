"""The text of each chapter as XHTML 1.0 Transitional, with an id for every place that the sound is in step with."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from converters.book import PageMarker
from converters.book.walk import blocks_of, inlines_of, leaves_of
from converters.chapters import Chapter as BookChapter
from converters.chapters import chapter_of_key, pieces_with_blocks
from converters.edition.words import words_for
from converters.marked_text import XHTML_1, TextSources, element_id, mark_chapter, nest
from converters.protocol import Conversion
from converters.speech.packages.daisy.edition import TextIds
from converters.speech.packages.daisy.names import FileNames
from converters.speech.packages.daisy.pictures import Pictures
from converters.speech.packages.daisy.title import TITLE_KEY, title_lines
from converters.speech.packages.daisy.xml import add, one_line
from converters.speech.packages.daisy202.ncc import html_document

BODY_ID: Final = "text"
__all__ = ["BODY_ID", "Texts"]


class Texts:
    """Makes the documents of a book; ``keys`` are the parts' in order, the spoken title first."""

    def __init__(
        self, conversion: Conversion, keys: list[str], names: FileNames, pictures: Pictures, charset: str
    ) -> None:
        self._conversion = conversion
        self._charset = charset
        self._language = conversion.book.metadata.language
        self._homes = {
            name: f"{names.text(number)}#{element_id(name)}"
            for number, key in enumerate(keys, 1)
            if key != TITLE_KEY
            for name in _names_in(conversion, chapter_of_key(conversion.book, key))
        }
        self._sources = TextSources(
            conversion.sentences.of,
            self._homes.get,
            pictures.get,
            words_for(self._language),
            self._language,
        )
        self.documents: dict[str, Any] = {}
        self.ids: dict[str, TextIds] = {}
        for key in keys:
            self._make(key)
        _unlink_missing(
            {names.text(number): self.documents[key] for number, key in enumerate(keys, 1)},
        )

    def _make(self, key: str) -> None:
        metadata = self._conversion.book.metadata
        if key == TITLE_KEY:
            root, _head, body = html_document(self._language, one_line(metadata.title), self._charset)
            lines = title_lines(self._conversion)
            for number, (name, words) in enumerate(lines):
                add(body, "h1" if number == 0 else "p", words, id=name)
            self.ids[key] = TextIds({name: name for name, _words in lines}, BODY_ID)
        else:
            chapter = chapter_of_key(self._conversion.book, key)
            title = one_line(chapter.title) or one_line(metadata.title)
            root, _head, body = html_document(self._language, title, self._charset)
            marked = mark_chapter(self._conversion.book, chapter, XHTML_1, self._sources)
            for element in nest(XHTML_1, marked.pieces, self._language):
                body.append(element)
            self.ids[key] = TextIds(marked.elements, BODY_ID)
        body.set("id", BODY_ID)
        self.documents[key] = root


def _names_in(conversion: Conversion, chapter: BookChapter) -> set[str]:
    """All that a link of the book may lead to in ``chapter``: sections, blocks, lines, pages."""
    found: set[str] = set()
    for piece, section, language, blocks in pieces_with_blocks(conversion.book, chapter):
        if piece.start == 0:
            found.add(section.id)
        found |= {block.id for block in blocks_of(blocks)}
        for leaf in leaves_of(blocks, section.id, language):
            found.add(leaf.node.id)
            content = getattr(leaf.node, "content", ())
            found |= {inline.id for inline in inlines_of(content) if isinstance(inline, PageMarker)}
    return found


def _unlink_missing(documents: dict[str, Any]) -> None:
    """Links to what has no element of its own lead to the document as a whole."""
    ids = {
        name: {element.get("id") for element in root.iter(etree.Element)} for name, root in documents.items()
    }
    for root in documents.values():
        for element in root.iter(etree.Element):
            for attribute in ("href", "bodyref"):
                name, mark, fragment = (element.get(attribute) or "").partition("#")
                if mark and name in ids and fragment not in ids[name]:
                    element.set(attribute, f"{name}#{BODY_ID}")
