"""Examples for training and checking the readings: places of sentences, gathered as the analyser gathers them, with what is known about them."""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from converters.language.chinese.analyser import ChineseAnalyser
from converters.language.chinese.arbiter import Mode
from converters.language.chinese.dictionary import dictionary
from converters.language.chinese.engines import fast_tokens, is_word
from converters.language.chinese.evidence import Place, gather, plain_reading
from converters.language.chinese.neural import polyphones
from converters.language.chinese.normalise import HAN, normalise
from converters.language.chinese.scripts import simplify

LABELS = Path(__file__).parents[1] / "chinese_arbiter_labels.tsv"
_RUN = re.compile(f"[{HAN}]+")

AGREED, AGREED_WEIGHT, LABEL_WEIGHT = 20_000, 0.1, 2.0
WORDS_A_READING, WORD_WEIGHT = 12, 0.5

Kind = Literal["marked", "labelled", "agreed", "word", "unknown"]
"""Marked by the corpus; decided by hand; dictionary, rules and g2pM agree; a word of the dictionary; nobody knows (reading "")."""


@dataclass(slots=True)
class Example:
    """One place and the reading it should get."""

    place: Place
    reading: str
    model: Mapping[str, float]
    weight: float
    kind: Kind
    sentence: int = -1
    """Its number in the corpus; -1 for a word of the dictionary."""
    taught: bool = True
    """Whether the arbiter learns from it."""


@dataclass(slots=True)
class Corpus:
    """All places of the marked sentences, and the dictionary's words."""

    examples: list[Example]
    words: list[Example]
    without_choice: list[tuple[int, str, str, str]]
    """Marked characters that the dictionary gives one reading only: sentence, character, its reading in the corpus, ours."""
    sentences: int
    characters: int
    """Han characters of the sentences."""


def read_polyphones(folder: Path) -> Iterator[tuple[str, int, str]]:
    """(sentence, place of the character, its reading)."""
    sentences = (folder / "sentences.txt").read_text(encoding="utf-8").split("\n")
    readings = (folder / "readings.txt").read_text(encoding="utf-8").split("\n")
    for sentence, reading in zip(sentences, readings, strict=False):
        match = re.search("▁(.)▁", sentence)
        if match:
            yield sentence.replace("▁", ""), match.start(), reading.replace("u:", "v")


def places_of(text: str, mode: Mode) -> Iterator[tuple[int, str, int, Place, Mapping[str, float]]]:
    """Every place of a text, gathered as the analyser gathers it: (offset, piece, offset in the piece, place, the model's opinion)."""
    normal = normalise(text)
    careful = mode == "careful"
    network = polyphones()
    # Not part of the public face: training must see exactly what the analyser sees.
    for piece in ChineseAnalyser(mode)._pieces(normal.text):  # noqa: SLF001
        model = piece.model
        if not careful:
            where = [i for i, c in enumerate(piece.key) if c in network]
            model = (
                dict(zip(where, network.probabilities([piece.key], [where])[0], strict=True)) if where else {}
            )
        for number, match in enumerate(_RUN.finditer(piece.key)):
            before, after = piece.key[: match.start()], piece.key[match.end() :]
            second = fast_tokens(match[0], 0) if careful else ()
            for place in gather(match[0], piece.tokens[number], dictionary(), before, after, second=second):
                index = match.start() + place.index
                yield (
                    normal.start(piece.start + index),
                    piece.key.rstrip("\n"),
                    index,
                    place,
                    model.get(index, {}),
                )


def corpus(folder: Path, mode: Mode) -> Corpus:
    """Everything that a mode's arbiter is taught and asked. Twenty seconds."""
    labels = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            piece, at, reading = line.split("\t")
            labels[piece, int(at)] = reading
    lines = list(read_polyphones(folder))
    starts, offsets, position = [], {}, 0
    for sentence, place, reading in lines:
        starts.append(position)
        offsets[position + place] = reading
        position += len(sentence) + 1
    found = []
    for offset, piece, index, where, model in places_of("\n".join(s for s, _, _ in lines), mode):
        number = bisect_right(starts, offset) - 1
        label = labels.get((piece, index))
        if offset in offsets:
            found.append(Example(where, offsets.pop(offset), model, 1.0, "marked", number))
        elif label is not None:
            known = label != "?"
            found.append(
                Example(
                    where,
                    label if known else "",
                    model,
                    LABEL_WEIGHT,
                    "labelled" if known else "unknown",
                    number,
                    known,
                )
            )
        else:
            agreed = agreement(where, model)
            kind: Kind = "agreed" if agreed else "unknown"
            found.append(Example(where, agreed, model, AGREED_WEIGHT, kind, number, taught=False))
    choices = [e for e in found if e.kind == "agreed" and len(e.place.candidates) > 1]
    random.Random(5).shuffle(choices)  # noqa: S311
    for example in choices[:AGREED]:
        example.taught = True
    left = []
    for offset, wanted in offsets.items():
        number = bisect_right(starts, offset) - 1
        char = lines[number][0][offset - starts[number]]
        left.append((number, char, wanted, plain_reading(simplify(char), dictionary())))
    han = sum(len(run) for sentence, _, _ in lines for run in _RUN.findall(sentence))
    return Corpus(found, word_examples(mode), left, len(lines), han)


def word_examples(mode: Mode) -> list[Example]:
    """Words that rjieba knows as well, each a line of its own."""
    words = dictionary()
    listed = [w for w in words if 2 <= len(w) <= 4 and any(c in words.polyphones for c in w) and is_word(w)]
    random.Random(7).shuffle(listed)  # noqa: S311
    seen: Counter[tuple[str, str]] = Counter()
    chosen = []
    for word in listed:
        said = list(zip(word, words.word(word) or (), strict=True))
        if any(seen[pair] < WORDS_A_READING for pair in said if pair[0] in words.polyphones):
            seen.update(said)
            chosen.append(word)
    found = []
    starts: dict[int, str] = {}
    position = 0
    for word in chosen:
        for k, (reading, grade) in enumerate(zip(words.word(word) or (), words.grades(word), strict=True)):
            if grade != "?":
                starts[position + k] = reading
        position += len(word) + 1
    for offset, _, _, place, model in places_of("\n".join(chosen), mode):
        if len(place.candidates) > 1 and offset in starts:
            found.append(Example(place, starts[offset], model, WORD_WEIGHT, "word"))
    return found


def agreement(place: Place, model: Mapping[str, float]) -> str:
    """The reading that dictionary and rules give, when g2pM gives it as well (or does not know the character); else ""."""
    plain = by_rule(place)
    if not model:
        return plain
    best = max(model, key=lambda r: model[r])
    neutral = best[:-1] == plain[:-1] and "5" in best[-1] + plain[-1] and place.char not in "得地了着"
    if best == plain or neutral:
        return plain if model[best] > 0.9 or place.word else ""
    return plain if place.word and model[best] < 0.6 else ""


def by_rule(place: Place) -> str:
    """The reading without any learning: words, then rules, then the most frequent."""
    if place.word:
        return place.word
    for source in ("rules", "several5", "several4", "several3", "rulel", "inside", "several2"):
        for reading, features in zip(place.candidates, place.features, strict=True):
            if any(f.startswith(source) and f.endswith("+") and len(f) <= len(source) + 3 for f in features):
                return reading
    return place.candidates[0]
