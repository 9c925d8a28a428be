"""The inlines of a leaf as one string, with all that braille needs to know about its characters."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from converters.book import (
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    NoteReference,
    PageMarker,
    Ruby,
    Span,
    Text,
)
from converters.braille.liblouis import Typeform
from converters.braille.transcriber import LanguageSpan

_FORMS: Final[dict[str, Typeform]] = {
    "emphasis": Typeform.ITALIC,
    "strong": Typeform.BOLD,
    "underline": Typeform.UNDERLINE,
}
_SUPER: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUB: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


@dataclass(slots=True)
class LeafText:
    """``text`` is as long as the leaf's own text, character for character, so sentence offsets hold; digits may be raised or lowered."""

    text: str
    spans: list[LanguageSpan] = field(default_factory=list)
    forms: list[tuple[int, int, Typeform]] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    """``(offset, label, note id)`` of note references."""
    pages: list[tuple[int, str, str]] = field(default_factory=list)
    """``(offset, label, id)`` of printed pages that begin here."""
    images: list[tuple[int, int, Image]] = field(default_factory=list)
    maths: list[tuple[int, Math]] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    """Kinds of emphasis that braille has no sign for."""

    def emphasis(self) -> array[int] | None:
        """A typeform a character, or None where all is plain."""
        if not self.forms:
            return None
        forms = array("H", bytes(2 * len(self.text)))
        for start, end, form in self.forms:
            for place in range(start, end):
                forms[place] |= form
        return forms


def leaf_text(content: Sequence[Inline], language: str) -> LeafText:
    """``content`` (of a leaf in ``language``) made flat."""
    if len(content) == 1 and isinstance(content[0], Text) and content[0].language in {None, language}:
        return LeafText(content[0].text)
    flat = _Flattener(language)
    flat.walk(content, language)
    flat.result.text = "".join(flat.pieces)
    return flat.result


class _Flattener:
    def __init__(self, language: str) -> None:
        self.language = language
        self.pieces: list[str] = []
        self.length = 0
        self.result = LeafText("")

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def walk(self, content: Sequence[Inline], language: str, shift: dict[int, int] | None = None) -> None:
        for inline in content:
            start = self.length
            own = getattr(inline, "language", None) or language
            match inline:
                case Text(text=text):
                    self.add(text.translate(shift) if shift else text)
                case LineBreak():
                    self.add("\n")
                case Emphasis(kind=kind, children=children):
                    raised = {"superscript": _SUPER, "subscript": _SUB}.get(kind)
                    self.walk(children, own, raised or shift)
                    if form := _FORMS.get(kind):
                        self.result.forms.append((start, self.length, form))
                    elif kind == "strike":
                        self.result.lost.add(kind)
                case Span(children=children) | Link(children=children):
                    self.walk(children, own, shift)
                case Ruby(base=base):
                    self.walk(base, own, shift)
                case NoteReference(note=note, label=label):
                    self.result.notes.append((start, label, note))
                case PageMarker(label=label, id=id_):
                    self.result.pages.append((start, label, id_))
                case Math(alternative=alternative):
                    self.result.maths.append((start, inline))
                    self.add(alternative or "")
                case Image(alternative=alternative):
                    self.add(alternative or "")
                    self.result.images.append((start, self.length, inline))
            if own != language and self.length > start:
                # Outer spans end up before inner ones only by sorting: see the end.
                self.result.spans.append(LanguageSpan(start, self.length, own))
        if language == self.language:
            self.result.spans.sort(key=lambda span: (span.start, -span.end))
