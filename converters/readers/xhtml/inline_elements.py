"""Elements inside a line: emphasis, links, references, pictures, formulas, ruby."""

from __future__ import annotations

from lxml import etree

from converters.book import Emphasis, Inline, Link, Math, MathBlock, NoteReference, Span
from converters.errors import Finding
from converters.readers.xhtml import names, pictures
from converters.readers.xhtml.inline_buffer import DEEPEST, Indent, only_marks, only_references
from converters.readers.xhtml.mathml import read_math
from converters.readers.xhtml.notes_and_pages import NotesAndPages
from converters.readers.xhtml.ruby import read_ruby
from converters.readers.xhtml.state import End, language_of
from converters.readers.xhtml.structure import is_backlink, is_mark
from converters.readers.xhtml.styles import NO_STYLE, Style
from converters.readers.xhtml.verse import indent_of


class InlineElements(NotesAndPages):
    """Each either opens a run, or adds one thing to the line and is done."""

    def _inline_element(
        self,
        element: etree._Element,
        name: str,
        attributes: dict[str, str],
        types: frozenset[str],
        style: Style,
    ) -> bool:
        inline = self._inline
        if name == "br":
            self._ends.append(None)
            self._break()
            return True
        if self._code is not None:
            self._code.append(attributes.get("alt", "") if name == "img" else "")
            self._ends.append(None)
            return True
        if name in {"img", "image", "svg", "object", "input", "embed"}:
            whole = self._picture(element, name, attributes)
            self._ends.append(None)
            return not whole
        if name == "math":
            math, block = read_math(element)
            self._display_math(math) if block and not self._single else inline.atom(math)
            self._ends.append(None)
            return False
        if name == "ruby":
            for piece in read_ruby(element):
                inline.text(piece) if isinstance(piece, str) else inline.atom(piece)
            self._ends.append(None)
            return False
        if name == "switch":
            self._skipped.update(pictures.unused_cases(element))
        elif name in names.MEDIA:
            self._context.findings.append(Finding("media-left-out", {"kind": name}, self._name))
        elif name == "wbr":
            self._ends.append(None)
            return True
        if name == "a" or element in self._references.note_links:
            return self._link(element, attributes, types)
        self._open_run(name, attributes, style)
        return True

    def _break(self) -> None:
        if self._code is not None:
            self._code.append("\n")
            return
        self._inline.line_break()
        if self._inline.breaks == 2 and not self._single:
            self._flush()

    def _display_math(self, math: Math) -> None:
        self._flush()
        frame = self._frames[-1]
        language = frame.language if frame.language != frame.base else None
        self._add(MathBlock(math.mathml, math.alternative, self._take_pending(), language))

    def _picture(self, element: etree._Element, name: str, attributes: dict[str, str]) -> bool:
        """Add a picture; False where the children are to be read instead."""
        found = pictures.read_picture(element, name, attributes, self._name, self._context)
        for piece in found.pieces:
            if isinstance(piece, str):
                self._flush_line()
                self._inline.text(piece)
                self._flush_line()
            else:
                self._inline.atom(piece)
        return found.whole

    def _flush_line(self) -> None:
        """End the line here where that is possible; else at least keep words apart."""
        if self._single or self._leaf:
            self._inline.text(" ")
        else:
            self._flush()

    def _link(self, element: etree._Element, attributes: dict[str, str], types: frozenset[str]) -> bool:
        if element in self._references.note_links:
            label = pictures.label_of(element)
            note = self._references.note_links[element]
            if not is_mark(label):  # words of the text that are the link: they are read, then the mark
                self._open_run("span", attributes, NO_STYLE)
                self._replace_end(lambda: self._inline.atom(NoteReference(note, "*")), after=True)
                return True
            self._inline.atom(NoteReference(note, label))
            self._ends.append(None)
            return False
        if is_backlink(element, types, self._open_note()):
            self._ends.append(None)
            return False
        href = attributes.get("href") or attributes.get("xlink:href")
        target = self._context.target(self._name, href) if href else None
        if target is None or self._inline.depth >= DEEPEST:
            self._open_run("span", attributes, NO_STYLE)
            return True
        where = target if isinstance(target, str) else f"#{target.document}#{target.fragment}"
        self._inline.open(lambda children: (Link(where, children),) if not only_marks(children) else children)
        self._ends.append(self._inline_closer())
        return True

    def _open_run(self, name: str, attributes: dict[str, str], style: Style) -> None:
        """An element that may stress its text or change its language; most do neither."""
        if self._verse and (steps := indent_of(attributes)):
            self._inline.mark(Indent(steps))
        kinds = (names.EMPHASIS[name],) if name in names.EMPHASIS else ()
        kinds = tuple(dict.fromkeys((*kinds, *style.emphasis)))
        around = self._frames[-1].language
        language = language_of(attributes, around) if attributes else around
        if (not kinds and language == around) or self._inline.depth >= DEEPEST:
            self._ends.append(None)
            return
        own = language if language != around else None

        def wrap(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
            if only_marks(children) or (kinds == ("superscript",) and only_references(children)):
                return children
            for number, kind in enumerate(reversed(kinds)):
                outermost = number == len(kinds) - 1
                children = (Emphasis(kind, children, own if outermost else None),)  # type: ignore[arg-type]
            return children if kinds else (Span(children, own),)

        self._inline.open(wrap)
        self._ends.append(self._inline_closer())

    def _inline_closer(self) -> End:
        inline = self._inline
        return inline.close
