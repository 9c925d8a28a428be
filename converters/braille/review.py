"""Places of a Chinese book whose readings a proof-reader should look at: ``review.json`` beside the artifact.

::

    {"version": 1, "book": "urn:...", "places": 31, "questions": [
      {"text": "行", "choices": ["hang2", "xing2"], "reason": "reading", "count": 12,
       "places": [{"sentence": "s-1f2e3d4c5b6a", "offset": 7, "context": "银行的..."}, ...]}, ...]}

``choices`` are pinyin with tone digits, the one that was written first. The question that comes up most often stands first, so that one answer settles most.
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
        start = at + one.start
        own = max((mark for mark in marks if mark.start <= start), key=lambda mark: mark.start, default=None)
        sentence, begin = (own.id, own.start) if own else (leaf_id, 0)
        places.append(Doubtful(sentence, start - begin, one.text, one.choices, one.reason, one.sentence))
    return places


def to_json(places: Sequence[Doubtful]) -> str:
    """The file of a part."""
    return json.dumps([one.row() for one in places], ensure_ascii=False, separators=(",", ":"))


def merge(parts: Sequence[Path], book: str, target: Path) -> tuple[int, int]:
    """``target`` from the files of all parts; how many places and how many different questions there are."""
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
    return total, len(listed)
