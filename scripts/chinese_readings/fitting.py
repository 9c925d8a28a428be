"""Fits the arbiter and its certainty: sparse linear models by Adam on the whole data. The same data give the same weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chinese_readings.examples import Example
from converters.language.chinese.arbiter import model_features
from converters.language.chinese.certainty import Sign, signs

L2, SHARED_L2, MODEL_L2 = 0.6, 0.012, 0.001
ROUNDS, STEP = 100, 0.15
MISTAKE_L2, SHARED_MISTAKE_L2 = 1.0, 0.5
MISTAKE_ROUNDS, MISTAKE_STEP = 250, 0.1
MISTAKES_AT_FIRST = -4.0
"""Log-odds of a mistake before anything is known."""


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


def fit_certainty(
    given: Sequence[tuple[Example, Sequence[float], bool, float]], *, use_model: bool
) -> dict[str, float]:
    """Logistic weights. ``given``: an example, the chances of its candidates by an arbiter that has not seen it, whether it is misread, how much it counts."""
    names: dict[str, int] = {"one": 0}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, (example, chances, _, _) in enumerate(given):
        seen: list[Sign] = signs(example.place, chances, example.model if use_model else {})
        for name, value in seen:
            rows.append(row)
            columns.append(names.setdefault(name, len(names)))
            values.append(value)
    r, c, v = np.array(rows), np.array(columns), np.array(values)
    wrong = np.array([float(misread) for _, _, misread, _ in given])
    share = np.array([weight for _, _, _, weight in given])
    penalty = np.array([MISTAKE_L2 if n[0] > "\u2fff" else SHARED_MISTAKE_L2 for n in names])
    penalty[0] = 0.0
    w = np.zeros(len(names))
    w[0] = MISTAKES_AT_FIRST
    mean, square = np.zeros(len(names)), np.zeros(len(names))
    for turn in range(1, MISTAKE_ROUNDS + 1):
        score = np.bincount(r, weights=v * w[c], minlength=len(given))
        error = (1 / (1 + np.exp(-score)) - wrong) * share
        slope = np.bincount(c, weights=v * error[r], minlength=len(names)) + penalty * w
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        size = MISTAKE_STEP * (1 - turn / (MISTAKE_ROUNDS + 1))
        w -= size * (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-8)
    return dict(zip(names, w.tolist(), strict=True))
