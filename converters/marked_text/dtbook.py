"""DTBook 2005-3, the text of DAISY 3 (ANSI/NISO Z39.86-2005)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from lxml import etree

from converters.marked_text.names import page_kind
from converters.marked_text.shapes import COMMON
from converters.marked_text.vocabulary import Shape, Vocabulary, add_text

_LEVELS: Final = 6
_NO_PAGES: Final = frozenset({"td", "th"})
_HEADS: Final = frozenset({"level1", "level2", "level3", "level4", "level5", "level6", "div"})


class DtBook(Vocabulary):
    """``level1`` to ``level6``, ``sent``, ``pagenum``, ``note``. Formulas are in words."""

    namespace: ClassVar[str] = "http://www.daisy.org/z3986/2005/dtbook/"
    lang_too: ClassVar[bool] = False
    has_mathml: ClassVar[bool] = False
    blocks_in_figure: ClassVar[bool] = False
    levels_follow_sections: ClassVar[bool] = True
    shapes: ClassVar[Mapping[str, Shape]] = {
        **COMMON,
        "sentence": Shape("sent"),
        "maths-block": Shape("p", (("class", "maths"),)),
        "separator": Shape("p", (("class", "separator"),)),
        "verse": Shape("poem"),
        "stanza": Shape("linegroup"),
        "figure": Shape("imggroup"),
        "caption": Shape("caption"),
        "description": Shape("prodnote", (("render", "optional"),)),
        "aside": Shape("sidebar", (("render", "optional"),)),
    }

    def section(self, depth: int, role: str, title: str) -> etree._Element:
        """See the base; a role is its class."""
        del title
        made = self.element(f"level{max(1, min(depth, _LEVELS))}")
        if role:
            made.set("class", role)
        return made

    def close_section(self, section: etree._Element) -> None:
        """A level ends with something that is no heading."""
        if not len(section) or etree.QName(section[-1]).localname in {f"h{n}" for n in range(1, _LEVELS + 1)}:
            section.append(self.element("p"))

    def heading(self, level: int, *, own: bool) -> etree._Element:
        """A level has one ``hN`` of its own; others become ``bridgehead`` (see :meth:`alone`)."""
        return self.element(f"h{max(1, min(level, _LEVELS))}" if own else "bridgehead")

    def page(self, label: str, *, alone: bool) -> tuple[etree._Element, etree._Element]:
        """See the base."""
        del alone
        made = self.element("pagenum")
        made.set("page", page_kind(label))
        add_text(made, label)
        return made, made

    def ruby(self, annotation: str) -> tuple[etree._Element, etree._Element, list[etree._Element]]:
        """DTBook has none."""
        return self.ruby_in_brackets(annotation)

    def note_reference(self, href: str | None, label: str) -> etree._Element:
        """``idref`` is an address, ``#`` before the note's id."""
        made = self.element("noteref" if href else "span")
        if href:
            made.set("idref", href)
        add_text(made, label)
        return made

    def note(self, kind: str, label: str) -> tuple[etree._Element, etree._Element]:
        """Text is not allowed right in a note: the label has a paragraph."""
        made = self.element("note")
        made.set("class", kind)
        if label.strip():
            shown = self.element("p")
            shown.set("class", "label")
            add_text(shown, label.strip())
            made.append(shown)
        return made, made

    def list(self, kind: str, start: int, *, labelled: bool) -> etree._Element:
        """With ``type``: "pl" where the markers stand in the text."""
        made = self.element("list")
        kinds = {"ordered": "ol", "unordered": "ul"}
        made.set("type", "pl" if labelled else kinds.get(kind, "pl"))
        if made.get("type") == "ol":
            made.set("enum", "1")
            if start != 1:
                made.set("start", str(start))
        return made

    def code(self) -> tuple[etree._Element, etree._Element]:
        """``code`` keeps its blanks and stands inside a paragraph."""
        block, inside = self.element("p"), self.element("code")
        inside.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        block.append(inside)
        return block, inside

    def verse_line(self, indent: int) -> etree._Element:
        """See the base."""
        made = self.element("line")
        if indent > 0:
            made.set("class", f"indent{min(indent, 6)}")
        return made

    def alone(self, parent: etree._Element, child: etree._Element) -> etree._Element:
        """A page in a cell needs a paragraph around it; a bridgehead stands only in levels and divisions."""
        inside, name = etree.QName(parent).localname, etree.QName(child).localname
        if name == "bridgehead" and inside not in _HEADS:
            child.tag = f"{{{self.namespace}}}p"
            child.set("class", "bridgehead")
        if name == "pagenum" and inside in _NO_PAGES:
            around = self.element("p")
            around.append(child)
            return around
        return child


DTBOOK: Final = DtBook()
