"""Sentences of a whole book, with stable ids: the key that every output's locator map is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from converters.book import Book, Leaf, leaves
from converters.book.blocks import CodeBlock, Figure, MathBlock, VerseLine
from converters.book.ids import IdMaker
from converters.language.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: ``leaf`` is the id of the leaf it stands in, ``start``/``end`` count characters in ``Leaf.text``.

    White space between sentences belongs to none. ``language`` is the leaf's.
    """

    id: str
    leaf: str
    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class SentenceIndex:
    """All sentences of a book in reading order, by leaf."""

    by_leaf: dict[str, tuple[Sentence, ...]] = field(default_factory=dict)

    def of(self, leaf_id: str) -> tuple[Sentence, ...]:
        """The sentences of one leaf; empty for a leaf without words."""
        return self.by_leaf.get(leaf_id, ())

    def __iter__(self) -> Iterator[Sentence]:
        for sentences in self.by_leaf.values():
            yield from sentences

    def __len__(self) -> int:
        return sum(len(sentences) for sentences in self.by_leaf.values())

    def to_json(self) -> str:
        """Compact JSON: ``[[leaf, language, [[id, start, end], ...]], ...]``."""
        rows = [
            [leaf, sentences[0].language if sentences else "", [[s.id, s.start, s.end] for s in sentences]]
            for leaf, sentences in self.by_leaf.items()
        ]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> SentenceIndex:
        """The index that :meth:`to_json` wrote."""
        return cls(
            {
                leaf: tuple(Sentence(id_, leaf, start, end, language) for id_, start, end in rows)
                for leaf, language, rows in json.loads(text)
            }
        )


def sentences_of(book: Book) -> SentenceIndex:
    """Cut every leaf of ``book`` into sentences.

    Lines of verse, formulas and picture descriptions' first words are never cut away: a verse line and a formula are one sentence each; code is one
    sentence a line; everything else is cut by :func:`converters.language.sentences.split_sentences`. A leaf without words has none.
    """
    maker = IdMaker()
    index: dict[str, tuple[Sentence, ...]] = {}
    for leaf in leaves(book):
        text = leaf.text
        spans = _spans(leaf, text)
        if spans:
            index[leaf.node.id] = tuple(
                Sentence(maker.make("s", text[start:end]), leaf.node.id, start, end, leaf.language)
                for start, end in spans
            )
    return SentenceIndex(index)


def _spans(leaf: Leaf, text: str) -> list[tuple[int, int]]:
    match leaf.node:
        case VerseLine() | MathBlock():
            return _trimmed(text, [(0, len(text))])
        case CodeBlock():
            return _trimmed(text, _lines(text))
        case Figure():
            return _trimmed(text, split_sentences(text, leaf.language))
        case _:
            return split_sentences(text, leaf.language)


def _lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        spans.append((start, start + len(line)))
        start += len(line)
    return spans


def _trimmed(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    trimmed = []
    for start, end in spans:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            trimmed.append((left, right))
    return trimmed
