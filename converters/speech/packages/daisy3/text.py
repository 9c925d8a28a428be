"""``dtbook.xml``: the text of the whole book, each phrase with the address of its sound (``smilref``)."""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from converters.chapters import chapter_of_key
from converters.edition.words import words_for
from converters.marked_text import DTBOOK, MarkedPiece, TextSources, element_id, mark_chapter, nest
from converters.protocol import Conversion
from converters.speech.packages.daisy.edition import Edition, TextIds
from converters.speech.packages.daisy.names import FileNames
from converters.speech.packages.daisy.pictures import Pictures
from converters.speech.packages.daisy.title import TITLE_KEY, title_lines
from converters.speech.packages.daisy.xml import add, new_root, one_line
from converters.speech.packages.daisy3.smil import ChapterSmil, par_id

DTBOOK_DOCTYPE: Final = '<!DOCTYPE dtbook PUBLIC "-//NISO//DTD dtbook 2005-3//EN" "http://www.daisy.org/z3986/2005/dtbook-2005-3.dtd">'
_SPACE: Final = DTBOOK.namespace
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


class BookText:
    """The document under way: ``ids`` by part, then :meth:`finish` when the edition is known."""

    def __init__(self, conversion: Conversion, keys: list[str], pictures: Pictures) -> None:
        self._language = conversion.book.metadata.language
        self.root = new_root(_SPACE, "dtbook", version="2005-3")
        self._head = add(self.root, "head")
        self._book = add(self.root, "book")
        self._front(title_lines(conversion))
        sources = TextSources(
            conversion.sentences.of,
            lambda name: f"#{element_id(name)}",
            pictures.get,
            words_for(self._language),
            self._language,
        )
        lines = title_lines(conversion)
        self.ids = {TITLE_KEY: TextIds({name: name for name, _words in lines}, lines[0][0])}
        pieces: list[MarkedPiece] = []
        for key in keys:
            if key != TITLE_KEY:
                chapter = chapter_of_key(conversion.book, key)
                marked = mark_chapter(conversion.book, chapter, DTBOOK, sources)
                pieces += marked.pieces
                whole = next(iter(marked.elements.values()), lines[0][0])
                self.ids[key] = TextIds(marked.elements, whole)
        body = add(self._book, "bodymatter")
        for element in nest(DTBOOK, pieces, self._language, whole=True):
            body.append(element)
        _mend(self.root)

    def _front(self, lines: list[tuple[str, str]]) -> None:
        front = add(self._book, "frontmatter")
        for number, (name, words) in enumerate(lines):
            add(front, "doctitle" if number == 0 else "docauthor", words, id=name)

    def finish(self, edition: Edition, timing: list[ChapterSmil], names: FileNames) -> Any:
        """The document with its metadata and the addresses of its sound."""
        self.root.set(_XML_LANG, edition.facts.language)
        add(self._head, "meta", name="dtb:uid", content=edition.facts.uid)
        add(self._head, "meta", name="dc:Title", content=one_line(edition.facts.title))
        for creator in edition.facts.creators:
            add(self._head, "meta", name="dc:Creator", content=creator)
        add(self._head, "meta", name="dc:Language", content=edition.facts.language)
        elements = {element.get("id"): element for element in self.root.iter(etree.Element)}
        blocks = {name: one for ids in self.ids.values() for name, one in ids.elements.items()}
        for chapter, smil in zip(edition.chapters, timing, strict=True):
            address = names.smil(chapter.number)
            for number, phrase in enumerate(chapter.phrases):
                elements[phrase.element].set("smilref", f"{address}#{par_id(chapter.number, number)}")
            for block, name in smil.sequences.items():
                element = elements.get(blocks.get(block))
                if element is not None and not element.get("smilref"):
                    element.set("smilref", f"{address}#{name}")
        return self.root


def _mend(root: Any) -> None:
    """One document of many chapters: ids are there once, and links that lead nowhere are none."""
    seen: set[str] = set()
    for element in root.iter(etree.Element):
        name = element.get("id")
        if name in seen:
            del element.attrib["id"]
        elif name:
            seen.add(name)
    for element in root.iter(etree.Element):
        for attribute in ("href", "idref"):
            target = element.get(attribute) or ""
            if target.startswith("#") and target[1:] not in seen:
                del element.attrib[attribute]
                element.tag = f"{{{_SPACE}}}span"
