"""How likely the reading that was chosen is wrong, for every character that could be read otherwise: what the review list is ordered by.

The arbiter's own probability will not do: it says 1 where only one candidate is left, because all dictionaries agree or a rule is beyond weighing,
and there mistakes stand as well. A logistic model looks at the decision from outside: how clear it was, who disagreed, what kind of source decided,
and how often that character was misread. Its weights (``data/certainty-*.txt.xz``) are made by ``scripts/train_chinese_arbiter.py`` from the mistakes
that the arbiter makes on sentences it was not trained on.
"""

from __future__ import annotations

import lzma
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from math import exp, log

from converters.language.chinese.arbiter import Mode
from converters.language.chinese.evidence import Place

_CLEAREST, _LEAST_CLEAR = -8.0, 1.5
_MODEL_FLOOR = 1e-4

Sign = tuple[str, float]
"""A property of a decision, and how much of it."""


class Certainty:
    """Weights of one mode. Read-only."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def mistaken(self, place: Place, chances: Sequence[float], model: Mapping[str, float]) -> float:
        """The probability that the likeliest of ``chances`` (one for each of the place's candidates) is not the reading."""
        weights = self._weights
        score = sum(weights.get(name, 0.0) * value for name, value in signs(place, chances, model))
        return 1 / (1 + exp(-score))


def signs(place: Place, chances: Sequence[float], model: Mapping[str, float]) -> list[Sign]:
    """What is to be seen of a decision. Names that begin with a Han character belong to that character."""
    order = sorted(range(len(chances)), key=chances.__getitem__, reverse=True)
    best = place.candidates[order[0]]
    sole = len(order) == 1
    kind = "s" if sole else "c"
    found: list[Sign] = [
        ("one", 1.0),
        ("readings", min(len(place.readings), 5) / 2),
        (f"w{place.where}", 1.0),
        (place.char, 1.0),
        (place.char + best, 1.0),
    ]
    if sole:
        found.append((_sole(place), 1.0))
        if all(differ_in_neutral_tone(r, best) for r in place.readings if r != best):
            found.append(("soleneutral", 1.0))
    else:
        top = chances[order[0]]
        doubt = min(max(log((1 - top + 1e-5) / top), _CLEAREST), _LEAST_CLEAR) / 4
        found += [("choice", 1.0), ("doubt", doubt), ("doubt2", doubt * doubt)]
        if differ_in_neutral_tone(best, place.candidates[order[1]]):
            found += [("neutral", 1.0), ("neutraldoubt", doubt)]
    if not place.living:
        found.append(("old", 1.0))
    if place.readings[0] != best:
        found.append(("rare", 1.0))
    if best.endswith("5"):
        found.append(("five", 1.0))
    return found + _model_signs(best, kind, model) + _source_signs(place, best)


def differ_in_neutral_tone(one: str, other: str) -> bool:
    """Whether two readings are one syllable, once with its full and once with the neutral tone: often convention rather than mistake."""
    return one != other and one[:-1] == other[:-1] and "5" in one[-1] + other[-1]


def _sole(place: Place) -> str:
    if "rulex" in place.said:
        return "solerule"
    return "soleword" if place.word else "soleplain"


def _model_signs(best: str, kind: str, model: Mapping[str, float]) -> list[Sign]:
    """g2pM's opinion of the choice, told apart by whether there was one (``kind``)."""
    if not model:
        return [(f"gnone{kind}", 1.0)]
    top = max(model, key=lambda reading: model[reading])
    found = [
        (f"g{kind}", -log(model.get(best, 0.0) + _MODEL_FLOOR) / 3),
        (f"gsure{kind}", log(max(1 - model[top], 0.0) + _MODEL_FLOOR) / 3),
    ]
    if top != best:
        found.append((f"gother{'n' if differ_in_neutral_tone(top, best) else ''}{kind}", 1.0))
    if best not in model:
        found.append(("g?", 1.0))
    return found


def _source_signs(place: Place, best: str) -> list[Sign]:
    """What dictionary, second engine and rules said: ``+`` the same, ``~`` but for the neutral tone, ``-`` otherwise."""
    found: list[Sign] = []
    for source, reading in place.said.items():
        # The length of the entry says little; the agreement of its sources, which comes last, says much.
        name = source if source.startswith("rule") else source[:-2] + source[-1]
        mark = "+" if reading == best else "~" if differ_in_neutral_tone(reading, best) else "-"
        found.append((name + mark, 1.0))
    if not place.said:
        found.append(("silent", 1.0))
    elif len(set(place.said.values())) > 1:
        found.append(("divided", 1.0))
    if not any(source.startswith("exact") for source in place.said):
        found.append((f"noexact{place.where[0]}", 1.0))
    return found


@lru_cache(maxsize=2)
def certainty(mode: Mode) -> Certainty:
    """The shipped weights of a mode, loaded once."""
    packed = (files("converters.language.chinese") / "data" / f"certainty-{mode}.txt.xz").read_bytes()
    weights = {}
    for line in lzma.decompress(packed).decode("utf-8").split("\n"):
        name, _, value = line.rpartition("\t")
        weights[name] = int(value) / 100
    return Certainty(weights)
