"""What a kind of markup calls the parts of a book."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from lxml import etree

from converters.marked_text.names import XML_NAMESPACE, is_right_to_left, language_tag, xml_text

XML_LANG: Final = f"{{{XML_NAMESPACE}}}lang"
EPUB_TYPE: Final = "{http://www.idpf.org/2007/ops}type"

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """An element's name and the attributes it always has."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


def add_text(parent: etree._Element, text: str) -> None:
    """Append ``text`` after what ``parent`` holds."""
    if not text:
        return
    shown = xml_text(text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + shown
    else:
        parent.text = (parent.text or "") + shown


class Vocabulary(ABC):
    """One markup language. Kinds of elements are looked up in :attr:`shapes`; what is built differently is a method."""

    namespace: ClassVar[str]
    shapes: ClassVar[Mapping[str, Shape]]
    lang_too: ClassVar[bool]
    """Whether ``lang`` stands beside ``xml:lang``."""
    has_mathml: ClassVar[bool]
    prefixes: ClassVar[Mapping[str, str]] = {}
    blocks_in_figure: ClassVar[bool] = True
    """Whether a figure may hold anything; else only a picture, a caption and a description."""

    levels_follow_sections: ClassVar[bool] = False
    """Whether a section's heading has the section's own level, whatever came before."""

    def make(self, kind: str, **attributes: str) -> etree._Element:
        """A new element for ``kind``."""
        shape = self.shapes[kind]
        made = self.element(shape.tag)
        for name, value in (*shape.attributes, *attributes.items()):
            made.set(name, xml_text(value))
        return made

    def element(self, tag: str) -> etree._Element:
        """A new element in the vocabulary's namespace."""
        # Without a prefix: DTDs know no namespaces.
        return etree.Element(f"{{{self.namespace}}}{tag}", nsmap={None: self.namespace, **self.prefixes})  # type: ignore[dict-item]  # None is the default namespace

    def set_language(self, element: etree._Element, tag: str | None, around: str = "") -> None:
        """Say that ``element`` is in ``tag``; its direction too, where that differs from what is ``around``."""
        known = language_tag(tag)
        if known is None:
            return
        element.set(XML_LANG, known)
        if self.lang_too:
            element.set("lang", known)
        if around and is_right_to_left(known) != is_right_to_left(around):
            element.set("dir", "rtl" if is_right_to_left(known) else "ltr")

    def close_section(self, section: etree._Element) -> None:
        """Put right what a finished section may not be (DTBook: nothing after its heading)."""
        del section

    def cell(self, *, header: bool, scope: str, columns: int, rows: int) -> etree._Element:
        """A table's cell; ``scope`` is "row", "col" or ""."""
        made = self.element("th" if header else "td")
        if scope and header:
            made.set("scope", scope)
        if columns > 1:
            made.set("colspan", str(columns))
        if rows > 1:
            made.set("rowspan", str(rows))
        return made

    def ruby_in_brackets(
        self, annotation: str
    ) -> tuple[etree._Element, etree._Element, list[etree._Element]]:
        """:meth:`ruby` where there is no markup for it: the reading follows in brackets."""
        made = self.element("span")
        made.set("class", "ruby")
        reading = self.element("span")
        reading.set("class", "reading")
        add_text(reading, f"({annotation})")
        return made, made, [reading]

    @abstractmethod
    def section(self, depth: int, role: str, title: str) -> etree._Element:
        """A part of the book, ``depth`` from 1."""

    @abstractmethod
    def heading(self, level: int, *, own: bool) -> etree._Element:
        """A heading; ``own``: the first one of a section, standing directly in it."""

    @abstractmethod
    def page(self, label: str, *, alone: bool) -> tuple[etree._Element, etree._Element]:
        """(what to append, the page's element); ``alone`` between blocks."""

    @abstractmethod
    def ruby(self, annotation: str) -> tuple[etree._Element, etree._Element, list[etree._Element]]:
        """(element, where its base goes, what is appended to the element after the base)."""

    @abstractmethod
    def note_reference(self, href: str | None, label: str) -> etree._Element:
        """The mark that calls a note."""

    @abstractmethod
    def note(self, kind: str, label: str) -> tuple[etree._Element, etree._Element]:
        """(the note's element, where its blocks go); the label is written."""

    @abstractmethod
    def list(self, kind: str, start: int, *, labelled: bool) -> etree._Element:
        """A list that is no definition list."""

    @abstractmethod
    def code(self) -> tuple[etree._Element, etree._Element]:
        """(preformatted block, where its text goes)."""

    @abstractmethod
    def verse_line(self, indent: int) -> etree._Element:
        """A line of verse."""

    @abstractmethod
    def alone(self, parent: etree._Element, child: etree._Element) -> etree._Element:
        """``child`` as it may stand among the blocks of ``parent``."""
