"""Pinyin above characters, for who learns to read or meets a character that few know. Which are uncommon is told by the first level of GB 2312 (3,755 characters) and of Big5 (5,401)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from lxml import etree

from converters.language.chinese import ChineseAnalyser

_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_GB_LEVEL_1: Final = (0xB0, 0xD7)
_BIG5_LEVEL_1: Final = (0xA4, 0xC6)
_SKIPPED: Final = frozenset({"ruby", "math", "code", "pre"})


def add_ruby(top: Iterable[etree._Element], language: str, which: str) -> None:
    """Change Chinese sentences in place. ``which``: ``uncommon`` or ``every`` character."""
    for root in top:
        for sentence in [one for one in root.iter() if one.get("class") == "sentence"]:
            if _language(sentence, language).startswith("zh"):
                _one_sentence(sentence, which)


def is_uncommon(character: str) -> bool:
    """Whether it is beyond what school teaches: in the first level of neither set."""
    return not (_within(character, "gb2312", _GB_LEVEL_1) or _within(character, "big5", _BIG5_LEVEL_1))


def _within(character: str, encoding: str, level: tuple[int, int]) -> bool:
    try:
        first = character.encode(encoding)[0]
    except UnicodeEncodeError:
        return False
    return level[0] <= first <= level[1]


@cache
def _analyser() -> ChineseAnalyser:
    return ChineseAnalyser("fast")


def _one_sentence(sentence: etree._Element, which: str) -> None:
    pieces = list(_texts(sentence))
    text = "".join(piece for _e, _tail, piece in pieces)
    if which == "uncommon" and not any(is_uncommon(one) for one in _HAN.findall(text)):
        return
    readings: dict[int, str] = {}
    for word in _analyser().analyse(text).words:
        if len(word.readings) == word.end - word.start:
            readings |= zip(range(word.start, word.end), word.readings, strict=True)
    at = 0
    for element, tail, piece in pieces:
        marks = [
            (number, readings.get(at + number, ""))
            for number, one in enumerate(piece)
            if _HAN.match(one) and (which == "every" or is_uncommon(one))
        ]
        _write(element, tail, piece, [(number, reading) for number, reading in marks if reading])
        at += len(piece)


def _texts(element: etree._Element) -> Iterator[tuple[etree._Element, bool, str]]:
    """(element, whether it is the text after it, text), in reading order, without what has readings of its own."""
    if etree.QName(element).localname in _SKIPPED:
        return
    if element.text:
        yield element, False, element.text
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child, True, child.tail


def _write(element: etree._Element, tail: bool, text: str, marks: list[tuple[int, str]]) -> None:
    if not marks:
        return
    parent = element.getparent() if tail else element
    if parent is None:
        return
    place = parent.index(element) + 1 if tail else 0
    namespace = etree.QName(parent).namespace
    before = text[: marks[0][0]]
    if tail:
        element.tail = before
    else:
        element.text = before
    ends = [number for number, _reading in marks[1:]] + [len(text)]
    for (number, reading), end in zip(marks, ends, strict=True):
        ruby = etree.Element(f"{{{namespace}}}ruby")
        ruby.text = text[number]
        for tag, shown in (("rp", "("), ("rt", _with_mark(reading)), ("rp", ")")):
            etree.SubElement(ruby, f"{{{namespace}}}{tag}").text = shown
        ruby.tail = text[number + 1 : end]
        parent.insert(place, ruby)
        place += 1


def _with_mark(syllable: str) -> str:
    from pypinyin.contrib.tone_convert import to_tone

    return str(to_tone(syllable))


def _language(element: etree._Element, otherwise: str) -> str:
    for one in (element, *element.iterancestors()):
        if one.get("lang"):
            return str(one.get("lang"))
    return otherwise
