"""A leaf's content laid out flat and cut at its sentences: markup that crosses a bound can then be opened again on the other side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from converters.book import Emphasis, Image, Inline, Link, NoteReference, PageMarker, Span, Text
from converters.book.inlines import inline_text
from converters.language import Sentence

Wrapper = Emphasis | Span | Link


@dataclass(frozen=True, slots=True)
class Atom:
    """An inline that holds no others (a ruby counts as one), from ``start`` to before ``end`` in the leaf's text, and what it stands in, outermost first."""

    inline: Inline
    start: int
    end: int
    inside: tuple[Wrapper, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Atoms of one sentence; ``sentence`` None: what belongs to none (blanks, page breaks between sentences)."""

    sentence: str | None
    atoms: tuple[Atom, ...]


def atoms_of(content: Iterable[Inline]) -> Iterator[Atom]:
    """``content`` flat, in order."""
    at = 0

    def down(inlines: Iterable[Inline], inside: tuple[Wrapper, ...]) -> Iterator[Atom]:
        nonlocal at
        for inline in inlines:
            if isinstance(inline, (Emphasis, Span, Link)):
                yield from down(inline.children, (*inside, inline))
            else:
                start = at
                at += len(inline_text(inline))
                yield Atom(inline, start, at, inside)

    yield from down(content, ())


def stretches(
    content: Iterable[Inline], sentences: Sequence[Sentence]
) -> tuple[list[Stretch], dict[str, str]]:
    """``content`` cut at ``sentences``, each of which is one stretch.

    Also, for each sentence that has none because it lies inside the text of a picture or formula, the sentence that has that picture.
    """
    rows: list[tuple[int | None, Atom]] = []
    current = 0
    for atom in atoms_of(content):
        while current + 1 < len(sentences) and sentences[current + 1].start <= atom.start:
            current += 1
        if isinstance(atom.inline, Text):
            rows += _cut(atom, sentences, current)
        else:
            rows.append((_owner(atom, sentences, current), atom))
    found: list[Stretch] = []
    done: set[int] = set()
    here: int | None = None
    for owner, atom in rows:
        own = owner if owner is None or owner == here or owner not in done else None
        if found and own == here:
            found[-1] = replace(found[-1], atoms=(*found[-1].atoms, atom))
        else:
            found.append(Stretch(None if own is None else sentences[own].id, (atom,)))
            here = own
        if own is not None:
            done.add(own)
    standing, aliases = "", {}
    for number, sentence in enumerate(sentences):
        if number in done:
            standing = sentence.id
        else:
            aliases[sentence.id] = standing
    return found, aliases


def _cut(atom: Atom, sentences: Sequence[Sentence], first: int) -> Iterator[tuple[int | None, Atom]]:
    """A text's pieces, each with its sentence's number."""
    text, at, number = atom.inline, atom.start, first
    if not isinstance(text, Text):
        return
    while at < atom.end:
        while number < len(sentences) and sentences[number].end <= at:
            number += 1
        if number == len(sentences):
            owner, end = None, atom.end
        elif sentences[number].start > at:
            owner, end = None, min(atom.end, sentences[number].start)
        else:
            owner, end = number, min(atom.end, sentences[number].end)
        words = text.text[at - atom.start : end - atom.start]
        yield owner, Atom(replace(text, text=words), at, end, atom.inside)
        at = end


def _owner(atom: Atom, sentences: Sequence[Sentence], current: int) -> int | None:
    """The sentence that ``atom`` belongs to: ``current`` begins at or before it, or is the first.

    As in :func:`converters.speech.runs.by_sentence`: a picture without text belongs to the sentence it ends, after that to the next.
    """
    if not sentences:
        return None
    sentence = sentences[current]
    if atom.end > atom.start:
        if atom.start < sentence.end and sentence.start < atom.end:
            return current
        following = current + 1
        return following if following < len(sentences) and sentences[following].start < atom.end else None
    before = sentences[current - 1] if current else None
    if isinstance(atom.inline, PageMarker):
        return current if sentence.start < atom.start < sentence.end else None
    if isinstance(atom.inline, NoteReference):
        return current - 1 if before is not None and before.end == atom.start else current
    if isinstance(atom.inline, Image) or atom.start <= sentence.end or current + 1 == len(sentences):
        return current if atom.start <= sentence.end or current + 1 == len(sentences) else current + 1
    return current + 1
