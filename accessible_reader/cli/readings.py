"""``accessible-reader readings``: how Chinese text on standard input is read, a line for each line."""

from __future__ import annotations

import sys
from bisect import bisect_right
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accessible_reader.cli.printing import print_json, print_line

if TYPE_CHECKING:
    from converters.language.chinese import Analysis

UNKNOWN = "?"
"""Stands for the syllable of a character that nobody lists."""


class ReadingMode(StrEnum):
    """How thoroughly to look."""

    FAST = "fast"
    CAREFUL = "careful"


class ReadingVariety(StrEnum):
    """Whose standard the readings follow."""

    MAINLAND = "mainland"
    TAIWAN = "taiwan"


def readings(
    show_words: Annotated[bool, typer.Option("--words")] = False,
    review: Annotated[bool, typer.Option("--review")] = False,
    mode: Annotated[ReadingMode, typer.Option("--mode")] = ReadingMode.CAREFUL,
    lexicon: Annotated[Path | None, typer.Option("--lexicon")] = None,
    variety: Annotated[ReadingVariety, typer.Option("--variety")] = ReadingVariety.MAINLAND,
) -> None:
    """Print one pinyin syllable with tone digit for each Han character, or the words, or the uncertain places."""
    from accessible_reader.cli.words import sentence
    from converters.language.chinese import ChineseAnalyser, load_lexicon

    loaded = load_lexicon(lexicon) if lexicon else None
    analyser = ChineseAnalyser(mode.value, loaded, variety.value)
    text = sys.stdin.buffer.read().decode("utf-8", "replace").removeprefix("\ufeff")
    text = text.replace("\r\n", "\n")
    analysis = analyser.analyse(text)
    if review:
        print_json(review_list(analysis))
    else:
        for line in lines_of(analysis, show_words=show_words):
            print_line(line)
    for finding in analysis.findings:
        print_line(sentence(finding), sys.stderr)


def lines_of(analysis: Analysis, *, show_words: bool) -> list[str]:
    """One line for each line of the text."""
    starts = _line_starts(analysis.text)
    lines: list[list[str]] = [[] for _ in starts]
    for word in analysis.words:
        line = lines[bisect_right(starts, word.start) - 1]
        if show_words:
            if word.kind != "space":
                line.append(word.text)
        else:
            line += [reading or UNKNOWN for reading in word.readings]
    return [" ".join(line) for line in lines]


def review_list(analysis: Analysis) -> list[dict[str, Any]]:
    """The uncertain places, the most frequent question first; lines and columns count from 1, offsets from 0."""
    from converters.language.chinese import most_frequent_first

    starts = _line_starts(analysis.text)
    found = []
    for place in most_frequent_first(analysis):
        line = bisect_right(starts, place.start)
        found.append(
            {
                "line": line,
                "column": place.start - starts[line - 1] + 1,
                "start": place.start,
                "end": place.end,
                "text": place.text,
                "choices": list(place.choices),
                "sentence": place.sentence,
                "reason": place.reason,
            }
        )
    return found


def _line_starts(text: str) -> list[int]:
    """Where each line begins; an end of line at the very end of the text begins no new one."""
    starts = [0]
    place = text.find("\n")
    while place != -1:
        starts.append(place + 1)
        place = text.find("\n", place + 1)
    if len(starts) > 1 and starts[-1] == len(text):
        starts.pop()
    return starts
