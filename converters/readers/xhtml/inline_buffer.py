"""Gathers the inline content of one line of text after another, collapsing white space as CSS says (CSS Text 3, clause 4.1).

Inline elements may stay open across blocks (``<b><p>..</p><p>..</p></b>``): each block then gets its own copy of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from converters.book import Emphasis, Inline, LineBreak, Link, NoteReference, PageMarker, Span, Text
from converters.book.inlines import Container

_SPACES = re.compile(r"[ \t\n\r\f]+")
_WIDE: Final = "\u2e80-\u303f\u3040-\u31ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U000323af"
_BREAK_IN_HAN = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_WIDE}])")
DEEPEST: Final = 12
"""Inline elements inside each other beyond this are left out; their text is kept."""

Wrap: TypeAlias = Callable[[tuple[Inline, ...]], tuple[Inline, ...]]


@dataclass(slots=True)
class OpenInline:
    """An inline element that is open: ``wrap`` makes its node from its children."""

    wrap: Wrap
    children: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Indent:
    """A mark inside verse: the line that begins here is ``steps`` to the right. Never leaves the builder."""

    steps: int


class InlineBuffer:
    """The line being gathered. ``blank`` is True until something that is not white space has come."""

    def __init__(self) -> None:
        self._root: list[Any] = []
        self._stack: list[OpenInline] = []
        self._target = self._root
        self._at_space = True
        self._space_at: tuple[list[Any], int] | None = None
        self.blank = True
        self.breaks = 0
        """Line breaks since the last text."""

    @property
    def depth(self) -> int:
        """How many inline elements are open."""
        return len(self._stack)

    def text(self, text: str) -> None:
        """Add characters of the source."""
        if "\n" in text:
            text = _BREAK_IN_HAN.sub("", text)
        text = _SPACES.sub(" ", text)
        if self._at_space and text[:1] == " ":
            text = text[1:]
        if not text:
            return
        self._target.append(text)
        self._at_space = text[-1] == " "
        if self._at_space:
            self._space_at = (self._target, len(self._target) - 1)
        if text != " ":
            self.blank = False
            self.breaks = 0

    def atom(self, node: Any) -> None:
        """Add a node that is a word to white space: a picture, a formula, a ruby, a note reference."""
        self._target.append(node)
        self._at_space = False
        self.blank = False
        self.breaks = 0

    def mark(self, node: Any) -> None:
        """Add a node that white space does not see: a page marker, an indent."""
        self._target.append(node)

    def line_break(self) -> None:
        """A forced line break; none at the beginning of a line of text."""
        if self.blank:
            return
        self._trim()
        self._target.append(LineBreak())
        self._at_space = True
        self.breaks += 1

    def block_break(self) -> None:
        """The end of a block where there can be no block: one line break, however many blocks end here."""
        if not self.breaks:
            self.line_break()

    def open(self, wrap: Wrap) -> None:
        """An inline element begins."""
        opened = OpenInline(wrap)
        self._stack.append(opened)
        self._target = opened.children

    def close(self) -> None:
        """The innermost inline element ends."""
        closed = self._stack.pop()
        self._target = self._stack[-1].children if self._stack else self._root
        children = closed.children
        # Blanks belong outside: an indicator of emphasis stands at the word, not at the blank beside it.
        if children and isinstance(children[0], str) and children[0][:1] == " " and children[0] != " ":
            children[0] = children[0][1:]
            self._target.append(" ")
        blank_after = bool(
            self._at_space and children and isinstance(children[-1], str) and children[-1][-1:] == " "
        )
        if blank_after:
            children[-1] = children[-1][:-1]
        self._target.extend(_wrapped(closed))
        if blank_after:
            self._target.append(" ")
            self._space_at = (self._target, len(self._target) - 1)

    def take(self) -> tuple[Any, ...]:
        """What was gathered, trimmed; the open elements stay open, empty. () where there was only white space."""
        self._trim()
        for outer, inner in zip(reversed(self._stack[:-1]), reversed(self._stack), strict=False):
            outer.children.extend(_wrapped(inner))
            inner.children = []
        if self._stack:
            self._root.extend(_wrapped(self._stack[0]))
            self._stack[0].children = []
        content = nodes(self._root)
        self._root = []
        self._target = self._stack[-1].children if self._stack else self._root
        broken = self.breaks
        self._at_space, self._space_at, self.blank, self.breaks = True, None, True, 0
        return trim_breaks(content) if broken else content

    def _trim(self) -> None:
        if self._at_space and self._space_at is not None:
            pieces, place = self._space_at
            if place < len(pieces) and isinstance(pieces[place], str):
                pieces[place] = pieces[place].rstrip(" ")
        self._space_at = None


def nodes(pieces: list[Any]) -> tuple[Inline, ...]:
    """Strings that follow each other become one Text; empty ones go."""
    result: list[Inline] = []
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            run.append(piece)
            continue
        if isinstance(piece, Text):
            run.append(piece.text)
            continue
        if run and (joined := "".join(run)):
            result.append(Text(joined))
        run = []
        result.append(piece)
    if run and (joined := "".join(run)):
        result.append(Text(joined))
    return tuple(result)


def _wrapped(opened: OpenInline) -> tuple[Inline, ...]:
    content = nodes(opened.children)
    return opened.wrap(content) if content else ()


def trim_breaks(content: tuple[Any, ...]) -> tuple[Any, ...]:
    """``content`` without line breaks and blanks at its end, however deep inside inline elements they are."""
    while content:
        last = content[-1]
        if isinstance(last, LineBreak) or (isinstance(last, Text) and not last.text.strip()):
            content = content[:-1]
        elif isinstance(last, Container):
            inner = trim_breaks(last.children)
            if inner is last.children:
                return content
            content = (*content[:-1], _with_children(last, inner)) if inner else content[:-1]
            if inner:
                return content
        else:
            return content
    return content


def _with_children(node: Emphasis | Span | Link, children: tuple[Inline, ...]) -> Inline:
    from dataclasses import replace

    return replace(node, children=children)


def only_marks(content: tuple[Any, ...]) -> bool:
    """Whether there is nothing in ``content`` but page markers, indents and white space."""
    for node in content:
        if isinstance(node, (PageMarker, Indent, LineBreak)):
            continue
        if isinstance(node, Text) and not node.text.strip(" \t\r\n\f"):
            continue
        if isinstance(node, Container) and only_marks(node.children):
            continue
        return False
    return True


def only_references(content: tuple[Any, ...]) -> bool:
    """Whether ``content`` is note references alone: a superscript around them says nothing more."""
    return all(
        isinstance(node, NoteReference) or (isinstance(node, Text) and not node.text.strip())
        for node in content
    )
