"""Weighs the evidence for each reading of a character: a log-linear model, small and explainable.

Its weights (``data/arbiter-*.txt.xz``) are made by ``scripts/train_chinese_arbiter.py``; the confidence it gives is the probability of the
reading it chose, so it can be trusted as far as the training text resembles the book.
"""

from __future__ import annotations

import lzma
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from math import exp, log
from typing import Literal

from converters.language.chinese.evidence import Place

Mode = Literal["fast", "careful"]
_FLOOR = -7.0


class Arbiter:
    """Feature weights of one mode. Read-only."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    def probabilities(self, place: Place, model: Mapping[str, float]) -> list[float]:
        """How likely each of the place's candidates is; sums to 1. ``model`` is g2pM's opinion (empty where it has none)."""
        if len(place.candidates) == 1:
            return [1.0]
        weights = self._weights
        scores = []
        for reading, features in zip(place.candidates, place.features, strict=True):
            score = 0.0
            for feature in features:
                score += weights.get(feature, 0.0)
            for feature, value in model_features(place, reading, model):
                score += weights.get(feature, 0.0) * value
            scores.append(score)
        top = max(scores)
        powers = [exp(s - top) for s in scores]
        total = sum(powers)
        return [p / total for p in powers]


def model_features(place: Place, reading: str, model: Mapping[str, float]) -> list[tuple[str, float]]:
    """g2pM's opinion as numbers: it counts less where a dictionary word has spoken, and each character has its own trust."""
    if not model:
        return []
    if reading not in model:
        return [("g?", 1.0)]
    value = max(log(model[reading] + 1e-9), _FLOOR)
    kind = f"x{place.grade}" if place.grade else "a" if place.features[0][0].endswith("a") else "o"
    return [("g", value), (f"g{kind}", value), (f"g{place.char}", value)]


@lru_cache(maxsize=2)
def arbiter(mode: Mode) -> Arbiter:
    """The shipped arbiter of a mode, loaded once."""
    packed = (files("converters.language.chinese") / "data" / f"arbiter-{mode}.txt.xz").read_bytes()
    weights = {}
    for line in lzma.decompress(packed).decode("utf-8").split("\n"):
        name, _, value = line.rpartition("\t")
        weights[name] = int(value) / 100
    return Arbiter(weights)
