"""Trains the arbiter of Chinese readings anew: ``converters/language/chinese/data/arbiter-{fast,careful}.txt.xz``.

Usage: ``train_chinese_arbiter.py POLYPHONES``, a folder with ``sentences.txt`` (one character a line between two ``▁``) and ``readings.txt``: the
development part of the CPP data of g2pM (repository kakaobrain/g2pM, Apache-2.0; g2pM itself was trained on another part of it). About three
minutes on one core. ``--check`` trains on three quarters and prints how the rest is read, four times over.

Four kinds of examples keep the arbiter right both on hard sentences and on ordinary text:

1. the marked characters: rare readings, over-sampled on purpose;
2. ``chinese_arbiter_labels.tsv``: places in the same sentences, not the marked ones, where dictionary and model disagree, decided by hand;
3. words of the dictionary, up to a dozen for each reading of a character, by themselves: what a word says is to be believed;
4. unmarked characters of the same sentences on which dictionary and rules agree with g2pM: they teach how frequent each reading is.
"""

from __future__ import annotations

import argparse
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from converters.language.chinese.analyser import ChineseAnalyser
from converters.language.chinese.arbiter import Arbiter, Mode, model_features
from converters.language.chinese.dictionary import dictionary
from converters.language.chinese.engines import fast_tokens, is_word
from converters.language.chinese.evidence import Place, gather
from converters.language.chinese.neural import polyphones
from converters.language.chinese.normalise import HAN, normalise

HERE = Path(__file__).parent
OUT = HERE.parent / "converters/language/chinese/data"
LABELS = HERE / "chinese_arbiter_labels.tsv"
_RUN = re.compile(f"[{HAN}]+")

AGREED, AGREED_WEIGHT, LABEL_WEIGHT = 20_000, 0.1, 2.0
WORDS_A_READING, WORD_WEIGHT = 12, 0.5
L2, SHARED_L2, MODEL_L2 = 0.6, 0.012, 0.001
ROUNDS, STEP = 100, 0.15
SMALLEST = 0.015
"""Weights below are left out of the file."""


@dataclass(slots=True)
class Example:
    """One place and the reading it should get."""

    place: Place
    reading: str
    model: Mapping[str, float]
    weight: float


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


def examples(folder: Path, mode: Mode) -> tuple[list[Example], list[Example]]:
    """The marked characters, and everything else."""
    labels = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            piece, index, reading = line.split("\t")
            labels[piece, int(index)] = reading
    lines = list(read_polyphones(folder))
    offsets, position = {}, 0
    for sentence, place, reading in lines:
        offsets[position + place] = reading
        position += len(sentence) + 1
    marked, labelled, agreed = [], [], []
    for offset, piece, index, place, model in places_of("\n".join(s for s, _, _ in lines), mode):
        if offset in offsets:
            marked.append(Example(place, offsets[offset], model, 1.0))
        elif (piece, index) in labels:
            if labels[piece, index] != "?":
                labelled.append(Example(place, labels[piece, index], model, LABEL_WEIGHT))
        elif len(place.candidates) > 1 and (reading := agreement(place, model)):
            agreed.append(Example(place, reading, model, AGREED_WEIGHT))
    labelled += word_examples(mode)
    random.Random(5).shuffle(agreed)  # noqa: S311
    print(f"{mode}: {len(marked)} marked, {len(labelled)} decided by hand, {len(agreed)} agreed")
    return marked, labelled + agreed[:AGREED]


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
            found.append(Example(place, starts[offset], model, WORD_WEIGHT))
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


def fit(given: Sequence[Example], *, use_model: bool) -> dict[str, float]:
    """Log-linear weights by Adam on the whole data; character-specific features are held back more than shared ones."""
    names: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    starts, gold, weight = [], [], []
    row = 0
    for example in given:
        place = example.place
        if len(place.candidates) < 2 or example.reading not in place.candidates:
            continue
        starts.append(row)
        gold.append(row + place.candidates.index(example.reading))
        weight.append(example.weight)
        for reading, features in zip(place.candidates, place.features, strict=True):
            said = [(f, 1.0) for f in features]
            if use_model:
                said += model_features(place, reading, example.model)
            for name, value in said:
                rows.append(row)
                columns.append(names.setdefault(name, len(names)))
                values.append(value)
            row += 1
    r, c, v = np.array(rows), np.array(columns), np.array(values, np.float32)
    segment, answer, share = np.array(starts), np.array(gold), np.array(weight, np.float32)
    owner = np.repeat(np.arange(len(segment)), np.diff(np.append(segment, row)))
    penalty = np.array([L2 if n[0] > "\u2fff" else SHARED_L2 for n in names], np.float32)
    w = np.zeros(len(names), np.float32)
    if "g" in names:
        penalty[names["g"]] = MODEL_L2
        w[names["g"]] = 0.7
    mean, square = np.zeros(len(names)), np.zeros(len(names))
    for turn in range(1, ROUNDS + 1):
        score = np.bincount(r, weights=v * w[c], minlength=row)
        power = np.exp(score - np.maximum.reduceat(score, segment)[owner])
        error = power / np.add.reduceat(power, segment)[owner]
        error[answer] -= 1
        error *= share[owner]
        slope = np.bincount(c, weights=v * error[r], minlength=len(names)) + penalty * w
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        step = (
            STEP
            * (1 - turn / (ROUNDS + 1))
            * (mean / (1 - 0.9**turn))
            / (np.sqrt(square / (1 - 0.999**turn)) + 1e-8)
        )
        w -= step.astype(np.float32)
    return dict(zip(names, w.tolist(), strict=True))


def right(weights: Mapping[str, float], given: Sequence[Example], *, use_model: bool) -> int:
    """How many examples are read right."""
    judge = Arbiter(weights)
    count = 0
    for example in given:
        chances = judge.probabilities(example.place, example.model if use_model else {})
        count += example.place.candidates[int(np.argmax(chances))] == example.reading
    return count


def save(weights: Mapping[str, float], mode: Mode) -> None:
    """Write the weights that matter."""
    lines = [
        f"{name}\t{round(value * 100)}" for name, value in sorted(weights.items()) if abs(value) >= SMALLEST
    ]
    data = lzma.compress("\n".join(lines).encode(), preset=9)
    (OUT / f"arbiter-{mode}.txt.xz").write_bytes(data)
    print(f"{mode}: {len(lines)} weights, {len(data)} bytes")


def main() -> None:
    """Train, or check."""
    parser = argparse.ArgumentParser()
    parser.add_argument("polyphones", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    modes: tuple[Mode, ...] = ("fast", "careful")
    for mode in modes:
        marked, others = examples(options.polyphones, mode)
        use_model = mode == "careful"
        if options.check:
            order = np.random.default_rng(0).permutation(len(marked))
            good = 0
            for fold in range(4):
                held = {int(i) for i in order[fold::4]}
                weights = fit(
                    [e for i, e in enumerate(marked) if i not in held] + others, use_model=use_model
                )
                good += right(weights, [marked[i] for i in held], use_model=use_model)
            print(f"{mode}: {good} of {len(marked)} marked characters right when held out")
        else:
            save(fit(marked + others, use_model=use_model), mode)


if __name__ == "__main__":
    main()
