"""HTML of a book's text, as a part of a page of ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from lxml import etree

from converters.marked_text import EPUB_XHTML
from converters.marked_text.vocabulary import Shape, add_text
from converters.marked_text.xhtml import EpubXhtml


class PageHtml(EpubXhtml):
    """As in our EPUBs, without what only reading systems know, and without landmarks: those are the page's."""

    shapes: ClassVar[Mapping[str, Shape]] = {
        **EPUB_XHTML.shapes,
        "aside": Shape("div", (("class", "aside"), ("role", "note"))),
    }

    def section(self, depth: int, role: str, title: str) -> etree._Element:
        """No region: screen readers would say each chapter's name twice."""
        return self.element("div")

    def page(self, label: str, *, alone: bool) -> tuple[etree._Element, etree._Element]:
        """Seen as a number in the margin, heard as a separator with its name."""
        made = self.element("div" if alone else "span")
        made.set("class", "page")
        made.set("role", "doc-pagebreak")
        made.set("aria-label", label)
        return made, made

    def note_reference(self, href: str | None, label: str) -> etree._Element:
        """A link where the note is somewhere."""
        made = self.element("a" if href else "span")
        if href:
            made.set("href", href)
            made.set("role", "doc-noteref")
        made.set("class", "noteref")
        add_text(made, label)
        return made

    def note(self, kind: str, label: str) -> tuple[etree._Element, etree._Element]:
        """With its label first."""
        del kind
        made = self.element("div")
        made.set("class", "note")
        made.set("role", "doc-footnote")
        if label.strip():
            shown = self.make("label")
            add_text(shown, f"{label.strip()} ")
            made.append(shown)
        return made, made


PAGE_HTML = PageHtml()
