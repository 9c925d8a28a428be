"""The one door to the analysis of Chinese: text in, words with readings out.

normalise → (simplified key) → pieces → the engine's words → readings under the arbiter → 分词连写 → the lexicon's last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from converters.language.chinese import engines
from converters.language.chinese.arbiter import Mode, arbiter
from converters.language.chinese.boundaries import splits
from converters.language.chinese.certainty import certainty
from converters.language.chinese.dictionary import dictionary
from converters.language.chinese.joining import JoinPolicy, join, join_listed
from converters.language.chinese.lexicon import Lexicon, LexiconMatch
from converters.language.chinese.model import Analysis, Uncertain, Word
from converters.language.chinese.normalise import HAN, Normalised, normalise
from converters.language.chinese.readings import Reading, read_run
from converters.language.chinese.review import SURE, Division, Doubt, worth_a_look
from converters.language.chinese.scripts import simplify
from converters.language.chinese.taiwan import to_taiwan
from converters.language.chinese.tokens import Run, pieces, runs
from converters.language.chinese.words import Token

Variety = Literal["mainland", "taiwan"]

_HAN_RUN = re.compile(f"[{HAN}]+")
_BLOCK = 3000
"""Pieces analysed together: enough to fill the models' batches, few enough to stay small."""


@dataclass(slots=True)
class _Piece:
    """About a sentence: ``text`` in the book's script and ``key`` in simplified characters stand at ``start``."""

    start: int
    text: str
    key: str
    tokens: list[list[Token]]
    """Per Han run, places counted from the run's start."""
    model: Mapping[int, Mapping[str, float]]
    """g2pM's opinions by place in the piece."""


@dataclass(slots=True)
class _Found:
    """What has been found so far."""

    normal: Normalised
    words: list[Word] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    divisions: list[Division] = field(default_factory=list)


class ChineseAnalyser:
    """Safe to keep and to call again; one per process. The models and dictionaries are loaded when first needed.

    ``mode`` "fast" uses words, dictionary and rules; "careful" adds LAC's parts of speech and g2pM. ``variety`` "taiwan" gives readings by
    Taiwan's standard as far as :mod:`taiwan` knows them. ``policy`` holds the points of 分词连写 on which a library decides.
    """

    def __init__(
        self,
        mode: Mode = "fast",
        lexicon: Lexicon | None = None,
        variety: Variety = "mainland",
        policy: JoinPolicy | None = None,
    ) -> None:
        self.mode = mode
        self.variety = variety
        self.policy = policy or JoinPolicy()
        self._lexicon = lexicon

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon in use; the shipped one where none was given."""
        if self._lexicon is None:
            self._lexicon = Lexicon.shipped()
        return self._lexicon

    def analyse(self, text: str) -> Analysis:
        """Words, uncertain places (in the order of the text) and findings. Linear in the length of ``text``; never fails on its content."""
        normal = normalise(text)
        found = _Found(normal)
        for piece in self._pieces(normal.text):
            self._analyse_piece(piece, found)
        han = sum(len(w.readings) for w in found.words)
        return Analysis(
            text, tuple(found.words), worth_a_look(found.doubts, found.divisions, han), normal.findings
        )

    def _pieces(self, text: str) -> Iterator[_Piece]:
        block: list[_Piece] = []
        for start, piece in pieces(text):
            block.append(_Piece(start, piece, simplify(piece), [], {}))
            if len(block) == _BLOCK:
                yield from self._prepared(block)
                block = []
        yield from self._prepared(block)

    def _prepared(self, block: list[_Piece]) -> list[_Piece]:
        """The engine's words, and in careful mode the model's opinions, for a block of pieces."""
        if self.mode == "fast":
            for piece in block:
                piece.tokens = [engines.fast_tokens(m[0], 0) for m in _HAN_RUN.finditer(piece.key)]
            return block
        with_han = [p for p in block if _HAN_RUN.search(p.key)]
        if not with_han:
            return block
        from converters.language.chinese.neural import polyphones, tagger

        # Without the blanks at the end: a sentence is read alike wherever it stands.
        keys = [p.key.rstrip() for p in with_han]
        for piece, tagged in zip(with_han, tagger().tag(keys), strict=True):
            piece.tokens = _by_run(piece.key.rstrip(), tagged)
        network = polyphones()
        places = [[i for i, char in enumerate(key) if char in network] for key in keys]
        for piece, where, opinions in zip(with_han, places, network.probabilities(keys, places), strict=True):
            piece.model = dict(zip(where, opinions, strict=True))
        return block

    def _analyse_piece(self, piece: _Piece, found: _Found) -> None:
        number = 0
        for run in runs(piece.text):
            if run.kind == "han":
                self._analyse_run(run, piece, piece.tokens[number], found)
                number += 1
                continue
            start, normal = piece.start + run.start, found.normal
            found.words.append(
                Word(run.text, normal.start(start), normal.end(start + len(run.text)), run.kind)
            )

    def _analyse_run(self, run: Run, piece: _Piece, tokens: list[Token], found: _Found) -> None:
        end = run.start + len(run.text)
        key = piece.key[run.start : end]
        second = engines.fast_tokens(key, 0) if self.mode == "careful" else []
        readings = read_run(
            key,
            tokens,
            piece.key[: run.start],
            piece.key[end:],
            words=dictionary(),
            arbiter=arbiter(self.mode),
            certainty=certainty(self.mode),
            model={i - run.start: piece.model[i] for i in range(run.start, end) if i in piece.model},
            second=second,
        )
        if self.variety == "taiwan":
            to_taiwan(key, tokens, readings)
        matches = [m for m in self.lexicon.matches(key) if m.forced or _is_whole(m, tokens)]
        keep = [False] * len(key)
        for match in matches:
            for k, syllable in enumerate(match.entry.readings):
                readings[match.start + k] = Reading(syllable)
            for k, kept in enumerate(match.entry.keep_tone):
                keep[match.start + k] = kept
        whole = _as_read(join_listed(tokens, second) if second else tokens, readings)
        words = join(whole, self.policy)
        if second and not any(m.entry.parts for m in matches):
            _compare(words, join(_as_read(second, readings), self.policy), run, piece, found)
        for token in _apply_joins(words, matches):
            _add(token, run, piece, readings=readings, keep=keep, found=found)


def _add(
    token: Token, run: Run, piece: _Piece, *, readings: list[Reading], keep: list[bool], found: _Found
) -> None:
    """One finished word and the doubts about it."""
    normal, base = found.normal, piece.start + run.start
    span = slice(token.start, token.end)
    here = readings[span]
    found.words.append(
        Word(
            run.text[span],
            normal.start(base + token.start),
            normal.end(base + token.end),
            "han",
            tuple(r.reading for r in here),
            token.tag,
            tuple(r.confidence for r in here),
            tuple(keep[span]) if any(keep[span]) else (),
        )
    )
    for k, reading in enumerate(here):
        if reading.others and reading.confidence < SURE:
            place = base + token.start + k
            found.doubts.append(
                Doubt(normal.start(place), normal.end(place + 1), run.text[span], k, reading, piece.text)
            )


def _compare(words: Sequence[Token], others: Sequence[Token], run: Run, piece: _Piece, found: _Found) -> None:
    """Note where the second engine would divide otherwise."""
    normal, base = found.normal, piece.start + run.start
    for split in splits(words, others):
        found.divisions.append(
            Division(normal.start(base + split.start), normal.end(base + split.end), split, piece.text)
        )


_PARTICLES = {"得": "v", "地": "n", "着": "v", "了": "v"}


def _as_read(tokens: Sequence[Token], readings: Sequence[Reading]) -> list[Token]:
    """Particles that turned out to be words by their reading (我得 děi 走) are tagged so, and stand apart."""
    return [
        Token(t.text, t.start, _PARTICLES[t.text])
        if t.text in _PARTICLES and not readings[t.start].reading.endswith("5")
        else t
        for t in tokens
    ]


def _by_run(key: str, tagged: Sequence[tuple[str, str]]) -> list[list[Token]]:
    """LAC's words, which may reach over digits and letters, as tokens of the Han runs."""
    spans = [m.span() for m in _HAN_RUN.finditer(key)]
    result: list[list[Token]] = [[] for _ in spans]
    number = place = 0
    for text, tag in tagged:
        end = place + len(text)
        for match in _HAN_RUN.finditer(key, place, end):
            while spans[number][1] <= match.start():
                number += 1
            result[number].append(Token(match[0], match.start() - spans[number][0], tag))
        place = end
    return result


def _is_whole(match: LexiconMatch, tokens: Sequence[Token]) -> bool:
    return any(t.start == match.start and t.end == match.end for t in tokens)


def _apply_joins(tokens: list[Token], matches: Sequence[LexiconMatch]) -> list[Token]:
    """The words as the lexicon wants them where it says something about joining."""
    for match in matches:
        if not match.entry.parts:
            continue
        pieces_: list[Token] = []
        start = match.start
        for part in match.entry.parts:
            pieces_.append(Token(part, start, "nz"))
            start += len(part)
        result: list[Token] = []
        placed = False
        for token in tokens:
            if token.end <= match.start or token.start >= match.end:
                if token.start >= match.end and not placed:
                    result += pieces_
                    placed = True
                result.append(token)
                continue
            if token.start < match.start:
                result.append(Token(token.text[: match.start - token.start], token.start, token.tag))
            if not placed:
                result += pieces_
                placed = True
            if token.end > match.end:
                result.append(Token(token.text[match.end - token.start :], match.end, token.tag))
        tokens = result
    return tokens


__all__ = ["ChineseAnalyser", "Uncertain"]
