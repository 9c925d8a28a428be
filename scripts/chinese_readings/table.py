"""The file of readings: which words are kept, and how they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from chinese_readings.sources import Readings, characters, several_readings
from chinese_readings.vote import Grade, Vote

MAX_LENGTH = 8
MAX_READINGS = 10
_FIRST: Mapping[Grade, str] = {"agreed": "0", "single": "A", "disputed": "a"}


def rows(found: Mapping[str, Readings], frequency: Mapping[str, int]) -> Iterator[str]:
    """The lines of the file: characters, an empty line, words."""
    vote = Vote(found)
    weights = characters(found, frequency, vote)
    graded = {word: vote.graded(word) for word in sorted(_candidates(found, frequency))}
    read = {word: [reading for reading, _ in said] for word, said in graded.items()}
    for word, readings in read.items():
        for char, reading in zip(word, readings, strict=True):
            weights[char][reading] += 0.001
    order = {c: [r for r, _ in counts.most_common()] for c, counts in weights.items()}
    plain = {c for c, readings in order.items() if sum(weights[c][r] >= 0.4 for r in readings) < 2}
    polyphones = several_readings()
    for char, readings in sorted(order.items()):
        yield f"{char}{'*' * (char in polyphones)}\t{' '.join(readings[:MAX_READINGS])}"
    yield ""
    for word, readings in read.items():
        places = [order[c].index(r) for c, r in zip(word, readings, strict=True)]
        if max(places) >= MAX_READINGS:
            continue
        interesting = any(places) or any(c not in plain for c in word)
        if interesting and not (len(word) > 4 and _redundant(word, places, read, order)):
            codes = (chr(ord(_FIRST[grade]) + p) for p, (_, grade) in zip(places, graded[word], strict=True))
            yield f"{word}\t{''.join(codes)}"


def _candidates(found: Mapping[str, Readings], frequency: Mapping[str, int]) -> set[str]:
    return {
        word
        for name, table in found.items()
        for word in table
        if 1 < len(word) <= MAX_LENGTH
        and (
            name in {"cedict", "pypinyin"}
            or word in frequency
            or (name == "pro" and len(word) <= 4)
            or word in found["cedict"]
        )
    }


def _redundant(
    word: str, places: Sequence[int], read: Mapping[str, list[str]], order: Mapping[str, list[str]]
) -> bool:
    """Whether a long entry says no more than the shorter words in it do (longest first, from the left)."""
    position = 0
    while position < len(word):
        for length in range(min(4, len(word) - position), 0, -1):
            piece = word[position : position + length]
            readings = read.get(piece) if length > 1 else [order[piece][0]]
            if readings and all(r in order[c] for c, r in zip(piece, readings, strict=True)):
                said = [order[c].index(r) for c, r in zip(piece, readings, strict=True)]
                if said != list(places[position : position + length]):
                    return False
                position += length
                break
    return True
