"""Trains the arbiter of Chinese readings and its certainty: ``converters/language/chinese/data/{arbiter,certainty}-{fast,careful}.txt.xz``.

Usage: ``train_chinese_arbiter.py POLYPHONES``, a folder with ``sentences.txt`` (one character a line between two ``▁``) and ``readings.txt``: the
development part of the CPP data of g2pM (repository kakaobrain/g2pM, Apache-2.0; g2pM itself was trained on another part of it). About four
minutes on one core; the result is the same every time. ``--check`` writes nothing and prints how sentences are read that were held out.

Four kinds of examples keep the arbiter right both on hard sentences and on ordinary text:

1. the marked characters: rare readings, over-sampled on purpose;
2. ``chinese_arbiter_labels.tsv``: places in the same sentences, not the marked ones, where dictionary and model disagree, decided by hand;
3. words of the dictionary, up to a dozen for each reading of a character, by themselves: what a word says is to be believed;
4. unmarked characters of the same sentences on which dictionary and rules agree with g2pM: they teach how frequent each reading is.

The certainty learns from the mistakes that the arbiter makes on quarters of the sentences it was not trained on (1, 2, and all of 4).
"""

from __future__ import annotations

import argparse
import lzma
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from chinese_readings.examples import Corpus, Example, corpus
from chinese_readings.fitting import fit, fit_certainty

from converters.language.chinese.arbiter import Arbiter, Mode
from converters.language.chinese.certainty import Certainty, differ_in_neutral_tone
from converters.language.chinese.review import DIVISIONS_KEPT, PER_THOUSAND, SURE

OUT = Path(__file__).parents[1] / "converters/language/chinese/data"
FOLDS = 4
SMALLEST = 0.015
"""Weights below are left out of the files."""
AGREED_COUNTS = 0.1
"""What an agreed place counts for the certainty, beside a marked one."""
NEUTRAL_COUNTS = 0.05
"""What a mistake counts that is only a neutral tone: mostly another convention (docs/chinese.md), which is not to crowd others out of the review list."""


@dataclass(slots=True)
class Decision:
    """What an arbiter made of an example it was not trained on."""

    example: Example
    chances: list[float]
    fold: int

    @property
    def chosen(self) -> str:
        """The likeliest reading."""
        return self.example.place.candidates[int(np.argmax(self.chances))]

    @property
    def wrong(self) -> bool:
        """Whether another reading is wanted."""
        return self.chosen != self.example.reading

    @property
    def only_neutral(self) -> bool:
        """Whether the wanted reading differs in nothing but the neutral tone."""
        return differ_in_neutral_tone(self.chosen, self.example.reading)


def held_out(given: Corpus, group: Sequence[int], *, use_model: bool) -> Iterator[Decision]:
    """Decisions about every example of the sentences; ``group`` is the fold of each sentence, which the arbiter that reads it has not seen."""
    for fold in range(FOLDS):
        taught = [e for e in given.examples if e.taught and group[e.sentence] != fold]
        judge = Arbiter(fit(taught + given.words, use_model=use_model))
        for example in given.examples:
            if group[example.sentence] == fold:
                chances = judge.probabilities(example.place, example.model if use_model else {})
                yield Decision(example, chances, fold)


def mistakes(decisions: Sequence[Decision]) -> list[tuple[Example, Sequence[float], bool, float]]:
    """What the certainty learns from."""
    return [(d.example, d.chances, d.wrong, _counts(d)) for d in decisions if d.example.kind != "unknown"]


def _counts(decision: Decision) -> float:
    if decision.example.kind == "agreed":
        return AGREED_COUNTS
    return NEUTRAL_COUNTS if decision.only_neutral else 1.0


def by_sentence(given: Corpus) -> list[int]:
    """A fold for each sentence, at random but always the same."""
    folds = np.empty(given.sentences, int)
    folds[np.random.default_rng(0).permutation(given.sentences)] = np.arange(given.sentences) % FOLDS
    return [int(fold) for fold in folds]


def by_character(given: Corpus) -> list[int]:
    """A fold for each sentence such that a marked character is in one fold only: how characters are read about which no sentence taught anything."""
    marked = {e.sentence: e.place.char for e in given.examples if e.kind == "marked"}
    chars = sorted(set(marked.values()))
    order = np.random.default_rng(1).permutation(len(chars))
    fold = {char: int(order[k]) % FOLDS for k, char in enumerate(chars)}
    return [fold.get(marked.get(n, ""), n % FOLDS) for n in range(given.sentences)]


@dataclass(slots=True)
class Accuracy:
    """Marked characters."""

    asked: int
    right: int
    only_neutral: int
    """Of those that are not right."""

    def __str__(self) -> str:
        """For a table."""
        mild = self.right + self.only_neutral
        return f"{self.right / self.asked:.2%} of {self.asked} ({mild / self.asked:.2%} with neutral tones forgiven)"


def accuracy(given: Corpus, decisions: Sequence[Decision], *, choices_only: bool = False) -> Accuracy:
    """Of all marked characters, also those that the dictionary has one reading for; or only of the others."""
    marked = [d for d in decisions if d.example.kind == "marked"]
    alone = [] if choices_only else given.without_choice
    wrong = [d for d in marked if d.wrong]
    missed = [(ours, wanted) for _, _, wanted, ours in alone if ours != wanted]
    neutral = sum(d.only_neutral for d in wrong) + sum(differ_in_neutral_tone(*pair) for pair in missed)
    asked = len(marked) + len(alone)
    return Accuracy(asked, asked - len(wrong) - len(missed), neutral)


@dataclass(slots=True)
class ReviewShare:
    """The review list of the held-out sentences, where all places of all characters compete."""

    per_thousand: float
    listed: int
    errors: int
    listed_full: int
    full: int
    """Errors that are not only neutral tones."""

    def __str__(self) -> str:
        """For a table."""
        return (
            f"{self.listed} of {self.errors} errors ({self.listed / self.errors:.0%}; "
            f"{self.listed_full / self.full:.0%} without neutral tones), {self.per_thousand:.1f} readings per 1,000"
        )


def review_share(given: Corpus, decisions: Sequence[Decision], *, use_model: bool) -> ReviewShare:
    """The certainty, too, is held out: for each fold it learns from the mistakes in the others. What divisions may take of the cap is left free."""
    scored: list[tuple[float, Decision]] = []
    for fold in range(FOLDS):
        lessons = mistakes([d for d in decisions if d.fold != fold])
        judge = Certainty(fit_certainty(lessons, use_model=use_model))
        for d in decisions:
            if d.fold == fold and len(d.example.place.readings) > 1:
                model = d.example.model if use_model else {}
                scored.append((judge.mistaken(d.example.place, d.chances, model), d))
    most = given.characters * (PER_THOUSAND - DIVISIONS_KEPT) // 1000
    scored.sort(key=lambda pair: -pair[0])
    seen = [d for doubt, d in scored[:most] if doubt > 1 - SURE]
    wrong = [d for d in decisions if d.example.kind == "marked" and d.wrong]
    listed = [d for d in seen if d.example.kind == "marked" and d.wrong]
    missed = [(ours, wanted) for _, _, wanted, ours in given.without_choice if ours != wanted]
    return ReviewShare(
        1000 * len(seen) / given.characters,
        len(listed),
        len(wrong) + len(missed),
        sum(not d.only_neutral for d in listed),
        sum(not d.only_neutral for d in wrong) + sum(not differ_in_neutral_tone(*pair) for pair in missed),
    )


def check(folder: Path, mode: Mode) -> Iterator[tuple[str, str, str]]:
    """Rows of a table: what, measured, wanted."""
    use_model = mode == "careful"
    given = corpus(folder, mode)
    decisions = list(held_out(given, by_sentence(given), use_model=use_model))
    goal = "97.5 %" if use_model else ""
    name = f"polyphone sentences, held out, {mode}"
    yield f"{name}: readings", str(accuracy(given, decisions)), goal
    yield f"{name}: those with choices", str(accuracy(given, decisions, choices_only=True)), ""
    share = review_share(given, decisions, use_model=use_model)
    yield f"{name}: review list", str(share), "70 %, 25"
    unseen = list(held_out(given, by_character(given), use_model=use_model))
    yield f"polyphone sentences, characters held out, {mode}", str(accuracy(given, unseen)), ""


def save(weights: Mapping[str, float], name: str) -> None:
    """Write the weights that matter."""
    lines = [
        f"{key}\t{round(value * 100)}" for key, value in sorted(weights.items()) if abs(value) >= SMALLEST
    ]
    data = lzma.compress("\n".join(lines).encode(), preset=9)
    (OUT / f"{name}.txt.xz").write_bytes(data)
    print(f"{name}: {len(lines)} weights, {len(data)} bytes")


def train(folder: Path, mode: Mode) -> None:
    """The arbiter from all examples; the certainty from what arbiters get wrong that have seen three quarters of them."""
    use_model = mode == "careful"
    given = corpus(folder, mode)
    save(fit([e for e in given.examples if e.taught] + given.words, use_model=use_model), f"arbiter-{mode}")
    decisions = list(held_out(given, by_sentence(given), use_model=use_model))
    save(fit_certainty(mistakes(decisions), use_model=use_model), f"certainty-{mode}")


def main() -> None:
    """Train, or check."""
    parser = argparse.ArgumentParser()
    parser.add_argument("polyphones", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    modes: tuple[Mode, ...] = ("fast", "careful")
    for mode in modes:
        if options.check:
            for what, measured, wanted in check(options.polyphones, mode):
                print(f"{what:<62}{measured:<86}{wanted}".rstrip(), flush=True)
        else:
            train(options.polyphones, mode)


if __name__ == "__main__":
    main()
