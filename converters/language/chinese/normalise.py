"""Text as it should have been: before anything is looked up, the accidents of typing and conversion are taken out.

Full-width letters and digits become ordinary ones, compatibility characters and radicals become the characters they stand for, invisible
characters go, pinyin that a bad conversion left inside words (「規(guī)劃」) goes, what cannot be read is named in a finding. Every
character of the result remembers where it stood in the original.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from converters.errors import Finding
from converters.language.chinese.dictionary import dictionary
from converters.language.chinese.scripts import is_simplified_only, is_traditional_only

REPLACEMENT = "\ufffd"
"""Stands for every character that cannot be read: lone surrogates, unassigned and private-use code points."""

_MOST_NAMED = 12

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003fffd"
"""What is one Han character, for use in a regular expression's brackets; holds 々 and 〇."""

_FULL_WIDTH = re.compile(
    "[\uff03-\uff06\uff0a\uff0b\uff0d-\uff0f\uff10-\uff19\uff1c-\uff1e\uff20-\uff3a\uff3c\uff3e-\uff5a\uff5c]"
)
_COMPATIBILITY = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_UNREADABLE = re.compile("[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]")
_SPECIAL = re.compile(
    f"{_FULL_WIDTH.pattern}|{_COMPATIBILITY.pattern}|{_INVISIBLE.pattern}|{_UNREADABLE.pattern}"
)
_TONED = "a-zü\u00ea\u0101\u00e1\u01ce\u00e0\u0113\u00e9\u011b\u00e8\u012b\u00ed\u01d0\u00ec\u014d\u00f3\u01d2\u00f2\u016b\u00fa\u01d4\u00f9\u01d6\u01d8\u01da\u01dc\u0144\u0148\u1e3f"
_STUCK = re.compile(f"(?<=[{HAN}])[(（]([{_TONED}]{{1,6}})[)）]")
_SPEAKS_OF_SOUND = re.compile("[读讀念音拼注叫]")


@dataclass(frozen=True, slots=True)
class Normalised:
    """``text`` and the way back. ``breaks`` are pairs (place in ``text``, place in the original) from which both run in step."""

    text: str
    original_length: int
    places: tuple[int, ...]
    originals: tuple[int, ...]
    findings: tuple[Finding, ...]

    def start(self, place: int) -> int:
        """Where the character at ``place`` stood in the original."""
        if place >= len(self.text):
            return self.original_length
        i = bisect_right(self.places, place) - 1
        return self.originals[i] + place - self.places[i]

    def end(self, place: int) -> int:
        """Where what ends before ``place`` ended in the original."""
        return self.start(place - 1) + 1 if place > 0 else 0


def normalise(text: str) -> Normalised:
    """Linear in the length of ``text``; never fails."""
    changes: list[tuple[int, int, str]] = []
    unreadable: Counter[str] = Counter()
    for match in _SPECIAL.finditer(text):
        char = match[0]
        if _UNREADABLE.match(char):
            unreadable[char] += 1
            new = REPLACEMENT
        elif _INVISIBLE.match(char):
            new = ""
        else:
            new = unicodedata.normalize("NFKC", char)
            if len(new) != 1:
                continue
        changes.append((match.start(), match.end(), new))
    stuck = _stuck_pinyin(text)
    changes = sorted(changes + stuck)
    pieces: list[str] = []
    places, originals = [0], [0]
    place = position = 0
    for start, end, new in changes:
        if start < position:
            continue
        pieces += (text[position:start], new)
        place += start - position + len(new)
        position = end
        if len(new) != end - start:
            places.append(place)
            originals.append(position)
    pieces.append(text[position:])
    result = "".join(pieces)
    result, assigned = _unassigned(result)
    unreadable.update(assigned)
    return Normalised(
        result, len(text), tuple(places), tuple(originals), _findings(result, unreadable, len(stuck))
    )


def _unassigned(text: str) -> tuple[str, Counter[str]]:
    """Unassigned code points become the replacement character as well. Only distinct characters are looked at."""
    bad = {c for c in set(text) if ord(c) > 0x377 and unicodedata.category(c) == "Cn" and not _newer_han(c)}
    if not bad:
        return text, Counter()
    counts = Counter(c for c in text if c in bad)
    return text.translate({ord(c): REPLACEMENT for c in bad}), counts


def _newer_han(char: str) -> bool:
    """Han blocks grow with every Unicode version: what this Python does not know may still be a character."""
    return (
        "\U00020000" <= char <= "\U0003fffd" or "\u9ff0" <= char <= "\u9fff" or "\u4db6" <= char <= "\u4dbf"
    )


def _stuck_pinyin(text: str) -> list[tuple[int, int, str]]:
    """Bracketed pinyin to take out: it reads the character before it, and stands inside a word, or the text is full of such."""
    if "(" not in text and "（" not in text:
        return []
    found: list[tuple[int, int, str]] = []
    inside = 0
    words = dictionary()
    for match in _STUCK.finditer(text):
        char = text[match.start() - 1]
        plain = _without_tone(match[1])
        if plain not in {r.rstrip("12345") for r in words.readings(char)}:
            continue
        if _SPEAKS_OF_SOUND.search(text[max(0, match.start() - 5) : match.start()]):
            continue
        following = text[match.end() : match.end() + 1]
        if re.match(f"[{HAN}]", following):
            inside += 1
        found.append((match.start(), match.end(), ""))
    return found if inside >= 2 or (inside and len(found) == inside) else []


def _without_tone(pinyin: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", pinyin) if c not in "\u0300\u0301\u0304\u030c")
    return unicodedata.normalize("NFC", bare).replace("ü", "v")


def _findings(text: str, unreadable: Counter[str], stuck: int) -> tuple[Finding, ...]:
    findings = []
    if unreadable:
        named = ", ".join(f"U+{ord(c):04X}" for c, _ in unreadable.most_common(_MOST_NAMED))
        findings.append(
            Finding("chinese-unreadable-characters", {"count": unreadable.total(), "characters": named})
        )
    if stuck:
        findings.append(Finding("chinese-stuck-pinyin", {"count": stuck}))
    distinct = set(text)
    rare = sorted(
        c for c in distinct if re.match(f"[{HAN}]", c) and c != "々" and not dictionary().readings(c)
    )
    if rare:
        named = ", ".join(f"{c} U+{ord(c):04X}" for c in rare[:_MOST_NAMED])
        findings.append(
            Finding("chinese-characters-without-reading", {"count": len(rare), "characters": named})
        )
    traditional = sum(map(text.count, (c for c in distinct if is_traditional_only(c))))
    simplified = sum(map(text.count, (c for c in distinct if is_simplified_only(c)))) if traditional else 0
    if min(traditional, simplified) >= 3 and min(traditional, simplified) * 50 > traditional + simplified:
        findings.append(
            Finding("chinese-mixed-scripts", {"traditional": traditional, "simplified": simplified})
        )
    return tuple(findings)
