"""Where sentences end.

Rules by script: Chinese and Japanese stop marks end a sentence at once (with the closing quotes that follow); Latin stops
need white space after them and something that can begin a sentence, and are not fooled by abbreviations, initials and ordinals.
"""

from __future__ import annotations

import re

_CJK_END = "。！？!?…｡"
_CLOSERS = "”’」』）)》〉】\"'］]"
_END = re.compile(
    rf"[。！？｡]+[{re.escape(_CLOSERS)}]*|[.!?؟۔।…]+[{re.escape(_CLOSERS)}]*(?=\s|$)|……[{re.escape(_CLOSERS)}]*|\n+"
)
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "rev",
        "hon",
        "st",
        "jr",
        "sr",
        "gen",
        "col",
        "capt",
        "lt",
        "sgt",
        "gov",
        "sen",
        "rep",
        "messrs",
        "mme",
        "mlle",
        "vs",
        "viz",
        "etc",
        "cf",
        "al",
        "ibid",
        "op",
        "cit",
        "no",
        "nos",
        "vol",
        "vols",
        "p",
        "pp",
        "ch",
        "fig",
        "figs",
        "sec",
        "ed",
        "eds",
        "approx",
        "dept",
        "est",
        "inc",
        "ltd",
        "co",
        "corp",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "i.e",
        "e.g",
        "a.m",
        "p.m",
        "u.s",
        "u.k",
    ]
)
_LONGEST = 1000
"""Longer "sentences" (a 50 MB paragraph without a stop) are cut at the last comma or blank before this many characters."""


def split_sentences(text: str, language: str = "") -> list[tuple[int, int]]:
    """Spans ``(start, end)`` of the sentences of ``text`` in order, without the white space around them.

    Every character that is not white space is in exactly one span. Linear in the length of ``text``.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if match.group()[0] == "." and not _really_ends(text, start, match):
            continue
        if match.group()[0] == "…" and text[end : end + 1].islower():
            continue
        _add(text, start, end, spans)
        start = end
    _add(text, start, len(text), spans)
    return spans


def _really_ends(text: str, start: int, match: re.Match[str]) -> bool:
    word_start = match.start()
    while word_start > start and not text[word_start - 1].isspace():
        word_start -= 1
    word = text[word_start : match.start()].lstrip("(\"'“‘[").lower()
    following = text[match.end() : match.end() + 20].lstrip()
    if not following:
        return True
    if following[0].islower():
        return False
    if match.group() != ".":
        return True
    if word in _ABBREVIATIONS:
        return False
    # An initial: "J. R. Smith". A lone "I." ends a sentence as often as not; keep it together only before another capital + dot.
    return not (len(word) == 1 and word.isalpha() and word != "i")


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = _cut_place(text, start)
        _add(text, start, cut, spans)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        if spans and not any(c.isalnum() for c in text[start:end]) and "\n" not in text[spans[-1][1] : start]:
            spans[-1] = (spans[-1][0], end)  # stray marks belong to the sentence before
        else:
            spans.append((start, end))


def _cut_place(text: str, start: int) -> int:
    stop = start + _LONGEST
    for marks in ("；;", "，,、", " \t\n"):
        place = max(text.rfind(mark, start + _LONGEST // 4, stop) for mark in marks)
        if place > start:
            return place + 1
    return stop
