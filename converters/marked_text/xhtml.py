"""XHTML: the kind in EPUB 3, and XHTML 1.0 Transitional as DAISY 2.02 wants it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from lxml import etree

from converters.marked_text.names import page_kind
from converters.marked_text.shapes import COMMON
from converters.marked_text.vocabulary import EPUB_TYPE, Shape, Vocabulary, add_text

_ROLES: Final = {
    # EPUB 3 structure vocabulary → DPUB-ARIA 1.0; "" where there is none.
    **{
        name: f"doc-{name}"
        for name in (
            "abstract", "acknowledgments", "afterword", "appendix", "chapter", "colophon", "conclusion", "credits", "dedication",
            "epilogue", "errata", "foreword", "glossary", "introduction", "part", "preface", "prologue",
        )
    },
    "titlepage": "", "halftitlepage": "", "copyright-page": "", "volume": "",
}  # fmt: skip


class _Xhtml(Vocabulary):
    namespace: ClassVar[str] = "http://www.w3.org/1999/xhtml"
    lang_too: ClassVar[bool] = True

    def heading(self, level: int, *, own: bool) -> etree._Element:
        del own
        return self.element(f"h{max(1, min(level, 6))}")

    def list(self, kind: str, start: int, *, labelled: bool) -> etree._Element:
        made = self.element("ol" if kind == "ordered" else "ul")
        if kind == "ordered" and start != 1:
            made.set("start", str(start))
        if labelled or kind == "plain":
            made.set("class", "plain")
        return made

    def code(self) -> tuple[etree._Element, etree._Element]:
        block = self.element("pre")
        return block, block

    def verse_line(self, indent: int) -> etree._Element:
        made = self.element("p")
        made.set("class", f"line indent{min(indent, 6)}" if indent > 0 else "line")
        return made

    def alone(self, parent: etree._Element, child: etree._Element) -> etree._Element:
        del parent
        return child


class EpubXhtml(_Xhtml):
    """XHTML of EPUB 3 with ``epub:type`` and DPUB-ARIA roles."""

    has_mathml: ClassVar[bool] = True
    prefixes: ClassVar[Mapping[str, str]] = {"epub": "http://www.idpf.org/2007/ops"}
    shapes: ClassVar[Mapping[str, Shape]] = {
        **COMMON,
        "strike": Shape("s"),
        "figure": Shape("figure"),
        "caption": Shape("figcaption"),
        "description": Shape("div", (("class", "description"),)),
        "aside": Shape("aside", ((EPUB_TYPE, "sidebar"),)),
    }

    def section(self, depth: int, role: str, title: str) -> etree._Element:
        """See the base."""
        made = self.element("section")
        if role in _ROLES:
            made.set(EPUB_TYPE, role)
            if _ROLES[role]:
                made.set("role", _ROLES[role])
                label = " ".join(title.split())
                if label:
                    made.set("aria-label", label)
        return made

    def page(self, label: str, *, alone: bool) -> tuple[etree._Element, etree._Element]:
        """Its number is in ``aria-label``, not in the text: a screen reader says it, and it is no word of the sentence around it."""
        made = self.element("div" if alone else "span")
        made.set("class", "page")
        made.set(EPUB_TYPE, "pagebreak")
        made.set("role", "doc-pagebreak")
        made.set("aria-label", label)
        return made, made

    def ruby(self, annotation: str) -> tuple[etree._Element, etree._Element, list[etree._Element]]:
        """With brackets for reading systems that know no ruby."""
        rows = []
        for tag, text in (("rp", "("), ("rt", annotation), ("rp", ")")):
            row = self.element(tag)
            add_text(row, text)
            rows.append(row)
        made = self.element("ruby")
        return made, made, rows

    def note_reference(self, href: str | None, label: str) -> etree._Element:
        """A link where the note is somewhere."""
        made = self.element("a" if href else "span")
        if href:
            made.set("href", href)
            made.set(EPUB_TYPE, "noteref")
            made.set("role", "doc-noteref")
        made.set("class", "noteref")
        add_text(made, label)
        return made

    def note(self, kind: str, label: str) -> tuple[etree._Element, etree._Element]:
        """An ``aside``: reading systems show it where it is called, and know that it can be skipped."""
        del kind
        made = self.element("aside")
        made.set(EPUB_TYPE, "footnote")
        made.set("role", "doc-footnote")
        _label(self, made, label)
        return made, made

    def list(self, kind: str, start: int, *, labelled: bool) -> etree._Element:
        """Screen readers forget a list without markers unless it says that it is one."""
        made = super().list(kind, start, labelled=labelled)
        if made.get("class") == "plain":
            made.set("role", "list")
        return made


class Xhtml1(_Xhtml):
    """XHTML 1.0 Transitional with the class names of DAISY 2.02."""

    has_mathml: ClassVar[bool] = False
    shapes: ClassVar[Mapping[str, Shape]] = {
        **COMMON,
        "figure": Shape("div", (("class", "figure"),)),
        "caption": Shape("div", (("class", "caption"),)),
        "description": Shape("div", (("class", "prodnote"),)),
        "aside": Shape("div", (("class", "sidebar"),)),
    }

    def section(self, depth: int, role: str, title: str) -> etree._Element:
        """See the base."""
        del depth, role, title
        made = self.element("div")
        made.set("class", "section")
        return made

    def page(self, label: str, *, alone: bool) -> tuple[etree._Element, etree._Element]:
        """``span`` with the class that the navigation control centre uses, and the number as text."""
        made = self.element("span")
        made.set("class", f"page-{page_kind(label)}")
        add_text(made, label)
        if not alone:
            return made, made
        around = self.element("div")
        around.append(made)
        return around, made

    def ruby(self, annotation: str) -> tuple[etree._Element, etree._Element, list[etree._Element]]:
        """XHTML 1.0 has none."""
        return self.ruby_in_brackets(annotation)

    def note_reference(self, href: str | None, label: str) -> etree._Element:
        """``bodyref`` is DAISY's own: it names the note for players."""
        made = self.element("span")
        made.set("class", "noteref")
        if href:
            made.set("bodyref", href)
            link = self.element("a")
            link.set("href", href)
            add_text(link, label)
            made.append(link)
        else:
            add_text(made, label)
        return made

    def note(self, kind: str, label: str) -> tuple[etree._Element, etree._Element]:
        """See the base."""
        del kind
        made = self.element("div")
        made.set("class", "notebody")
        _label(self, made, label)
        return made, made


def _label(vocabulary: Vocabulary, parent: etree._Element, label: str) -> None:
    if label.strip():
        shown = vocabulary.make("label")
        add_text(shown, f"{label.strip()} ")
        parent.append(shown)


EPUB_XHTML: Final = EpubXhtml()
XHTML_1: Final = Xhtml1()
