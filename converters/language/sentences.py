"""Where sentences end.

Rules by script. Chinese and Japanese stop marks end a sentence at once, with the closing quotes that follow, but not inside a title
(《谁是最可爱的人？》) and not before a comma. Other stops need white space after them and something that can begin a sentence, and are not fooled
by abbreviations, initials, ordinals, page numbers and the marks of numbered lists.
"""

from __future__ import annotations

import re
from typing import Final

from converters.language.abbreviations import (
    BEFORE_NAMES,
    BEFORE_NUMBERS,
    DIVISIONS,
    OFTEN_LAST,
    ORDINAL_DOT_LANGUAGES,
    STARTERS,
)

_CLOSE_QUOTES: Final = "”’」』〞﹂﹄"
_CLOSE_BRACKETS: Final = "）》〉】〗］)]｝"
_OPENERS: Final = "\"'“‘«‹„‚([{「『（《〈【¿¡*_—–-"
_HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3041-\u30ff"

# Every alternative begins where no stop stands before it: long runs of stops are looked at once, not once a character.
_STOP: Final = re.compile(
    r"(?<![。！？｡!?])(?P<wide>[。！？｡][。！？｡!?…]*+)"
    rf"|(?<=[{_HAN}{_CLOSE_QUOTES}])(?P<narrow_in_wide>[!?]++|\.)(?=[{_HAN}“‘「『\"])"
    r"|(?<!…)(?P<dots>……++)(?=\S)"
    r"|(?<![.!?؟۔।…։።])(?P<narrow>[.!?؟۔।…։።]++)(?P<after>[”’」』)）\]»›\"'\u00b9\u00b2\u00b3\u2070-\u2079]*+(?:\[\d{1,4}\])*+)(?=\s|\Z)"
    r"|(?P<line>[\n\u2028\u2029]++)"
)
_AFTER_WIDE: Final = re.compile(rf"[{_CLOSE_QUOTES}{re.escape(_CLOSE_BRACKETS)}\"]*")
_GOES_ON: Final = "，、；：,;:。！？—…"
_ROMAN: Final = re.compile(r"[IVXLCDM]{1,8}", re.ASCII)
_NEXT_WORD: Final = re.compile(r"\w+(?:[-'’]\w+)?")
_LONGEST: Final = 1000
"""Longer "sentences" (a 50 MB paragraph without a stop) are cut at the last comma or blank before this many characters."""


def split_sentences(text: str, language: str = "") -> list[tuple[int, int]]:
    """Spans ``(start, end)`` of the sentences of ``text`` in order, without the white space around them.

    Every character that is not white space is in exactly one span. Pure, and linear in the length of ``text``. ``language``
    (BCP 47) only decides whether "3. Oktober" is an ordinal.
    """
    spans: list[tuple[int, int]] = []
    start = counted = straight_quotes = 0
    ordinals = language.partition("-")[0] in ORDINAL_DOT_LANGUAGES
    for match in _STOP.finditer(text):
        end = match.end()
        if end <= start:
            continue
        if match["narrow"]:
            if not _narrow_ends(text, start, match, ordinals=ordinals):
                continue
        elif not match["line"]:
            straight_quotes += text.count('"', counted, end)
            counted = end
            end = _past_closers(text, end, inside_quotes=straight_quotes % 2 == 1)
            if not _wide_ends(text, start, match, end):
                continue
        _add(text, start, end, spans)
        start = end
    _add(text, start, len(text), spans)
    return spans


def _past_closers(text: str, end: int, *, inside_quotes: bool) -> int:
    """The end with the closing marks after it; a straight quote closes only what was opened."""
    closers = _AFTER_WIDE.match(text, end)
    if closers is None:
        return end
    straight = closers.group().find('"')
    if straight < 0:
        return closers.end()
    return end + straight + 1 if inside_quotes else end + straight


def _wide_ends(text: str, start: int, match: re.Match[str], end: int) -> bool:
    following = text[end : end + 1]
    if following and following in _GOES_ON:
        return False
    closers = text[match.end() : end]
    if (
        closers
        and following
        and not following.isspace()
        and not any(c in _CLOSE_QUOTES + '"' for c in closers)
    ):
        return False  # the end of a title or of something in brackets, not of the sentence around it
    if match["dots"]:
        # "我……我不知道" hesitates; after more words the dots end a sentence.
        return match.start() - start >= 4 and not following.islower()
    return True


def _narrow_ends(text: str, start: int, match: re.Match[str], *, ordinals: bool) -> bool:
    end, stop = match.end(), match["narrow"]
    upcoming = text[end : end + 40].lstrip()
    if not upcoming:
        return True
    bare = upcoming.lstrip(_OPENERS)
    if bare[:1].islower() or upcoming[0] in ",;:–—.":
        return False
    word_match = _NEXT_WORD.match(bare)
    next_word = word_match.group() if word_match else ""
    if stop[0] == "…" or stop == "...":
        return next_word != "I"
    if stop != "." or match["after"].strip("\"'”’)"):
        return True
    return _full_stop_ends(text, start, match.start(), next_word, ordinals=ordinals)


def _full_stop_ends(text: str, start: int, at: int, next_word: str, *, ordinals: bool) -> bool:
    word_start = at
    while word_start > start and at - word_start < 40 and not text[word_start - 1].isspace():
        word_start -= 1
    word = text[word_start:at].lstrip(_OPENERS)
    low = word.lower()
    first = not text[start:word_start].strip() if word_start - start < 40 else False
    starts_new = next_word.lower() in STARTERS
    if (word.isdigit() or _ROMAN.fullmatch(word)) and word_start - start < 20:
        before = text[start:word_start].strip(_OPENERS + " ").lower()
        if before in DIVISIONS:
            return False
    if low in BEFORE_NAMES:
        return False
    if low in BEFORE_NUMBERS:
        return not (next_word[:1].isdigit() or (_ROMAN.fullmatch(next_word) and next_word != "I"))
    if word.isdigit():
        # "1. Introduction" at the beginning is the mark of a list or a heading.
        return not ((first and len(word) <= 4) or (ordinals and len(word) <= 2 and not starts_new))
    if first and (_ROMAN.fullmatch(word) or (len(word) == 1 and word.isalpha())):
        return False
    if len(word) == 1 and word.isalpha() and word.isupper() and word != "I":
        return starts_new and len(next_word) > 1
    if low in OFTEN_LAST or ("." in low and all(len(part) <= 2 for part in low.split("."))):
        return starts_new
    return True


def _add(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = _cut_place(text, start)
        _append(text, start, cut, spans)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        _append(text, start, end, spans)


def _append(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    while end > start and text[end - 1].isspace():
        end -= 1
    if spans and end - spans[-1][0] <= _LONGEST and not any(c.isalnum() for c in text[start:end]):
        between = text[spans[-1][1] : start]
        if not any(mark in between for mark in "\n\u2028\u2029"):
            spans[-1] = (spans[-1][0], end)  # stray marks belong to the sentence before
            return
    spans.append((start, end))


def _cut_place(text: str, start: int) -> int:
    stop = start + _LONGEST
    for marks in ("；;", "，,、", " \t\n\u3000"):
        place = max(text.rfind(mark, start + _LONGEST // 4, stop) for mark in marks)
        if place > start:
            return place + 1
    return stop
