"""Places that a proof-reader should look at, uncertain readings of Chinese and formulas in words: ``review.json`` beside the artifact.

::

    {"version": 1, "book": "urn:...", "places": 31, "questions": [
      {"text": "行", "choices": ["hang2", "xing2"], "reason": "reading", "count": 12,
       "places": [{"sentence": "s-1f2e3d4c5b6a", "offset": 7, "context": "银行的..."}, ...]}, ...]}

``choices`` are pinyin with tone digits, the one that was written first; ``reason`` is ``reading`` then. A formula that is not in a code for mathematics has the
``reason`` ``formula`` and the words it was written in as its choice. The question that comes up most often stands first, so that one answer settles most.
``offset`` counts characters from the beginning of the sentence, whose id is that of ``locators.json``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from converters.language import Sentence
from converters.language.chinese import Uncertain
from converters.workspace import write_json

FORMULA: Final = "formula"
"""The reason of a place that is not about a reading."""
FILE: Final = "review.json"
"""Also the name in a part: there a JSON array of rows in reading order."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One place: ``sentence`` is an id, ``offset`` counts from its beginning."""

    sentence: str
    offset: int
    text: str
    choices: tuple[str, ...]
    reason: str
    context: str

    def row(self) -> list[Any]:
        """As JSON."""
        return [self.sentence, self.offset, self.text, self.choices, self.reason, self.context]


def doubtful_in(
    leaf_id: str, marks: Sequence[Sentence], found: Sequence[Uncertain], at: int = 0
) -> list[Doubtful]:
    """The places ``found`` in a leaf (from its character ``at`` on) with the sentences they are in."""
    places = []
    for one in found:
        sentence, offset = _place(leaf_id, marks, at + one.start)
        places.append(Doubtful(sentence, offset, one.text, one.choices, one.reason, one.sentence))
    return places


def formula_in(leaf_id: str, marks: Sequence[Sentence], at: int, text: str, written: str) -> Doubtful:
    """The formula at character ``at`` of a leaf: ``text`` is what the book says, ``written`` what the braille does."""
    sentence, offset = _place(leaf_id, marks, at)
    return Doubtful(sentence, offset, text, (written,), FORMULA, "")


def _place(leaf_id: str, marks: Sequence[Sentence], at: int) -> tuple[str, int]:
    """The sentence that character ``at`` of a leaf is in, and the offset there."""
    own = max((mark for mark in marks if mark.start <= at), key=lambda mark: mark.start, default=None)
    return (own.id, at - own.start) if own else (leaf_id, at)


def to_json(places: Sequence[Doubtful]) -> str:
    """The file of a part."""
    return json.dumps([one.row() for one in places], ensure_ascii=False, separators=(",", ":"))


def merge(parts: Sequence[Path], book: str, target: Path) -> tuple[int, int]:
    """``target`` from the files of all parts; how many uncertain readings there are, and how many different questions they ask."""
    questions: dict[tuple[str, ...], dict[str, Any]] = {}
    total = 0
    for path in parts:
        for sentence, offset, text, choices, reason, context in json.loads(path.read_bytes()):
            question = questions.setdefault(
                (text, reason, *choices),
                {"text": text, "choices": choices, "reason": reason, "count": 0, "places": []},
            )
            question["count"] += 1
            question["places"].append({"sentence": sentence, "offset": offset, "context": context})
            total += 1
    listed = sorted(questions.values(), key=lambda question: -question["count"])
    write_json(target, {"version": 1, "book": book, "places": total, "questions": listed})
    readings = [question["count"] for question in listed if question["reason"] != FORMULA]
    return sum(readings), len(readings)
