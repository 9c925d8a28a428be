"""Raised and lowered characters: marks of notes, exponents, ordinals' endings, indices.

Print tells them apart by the eye; a voice has to know. A mark of a note is not part of the word before it ("1879" and a raised "1" are not 18791).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from converters.speech.normalise import HAN
from converters.speech.runs import Piece

_MARK: Final = re.compile(
    r"[\[(（［〔【]?(?:\d{1,3}(?:\s?[,，–-]\s?\d{1,3})*|[*†‡§¶⁎]{1,4}|[①-⓿])[\])）］〕】]?"
)
_BRACKETED: Final = re.compile(r"[\[(（［〔【①-⓿].*", re.DOTALL)
_GOES_ON: Final = re.compile(f"[^\\W{HAN}]|[/⁄]")
_DIGITS: Final = re.compile(r"\d{1,4}")
_UNIT: Final = re.compile(r"(?:^|[\d\s])(?:[kcdm]?m|ft|in|yd|mi|s)$")
_NOTED: Final = re.compile(
    f"(?:[.,;:!?…)\\]’”\"'，。！？；：、）」』》】〕{HAN}]|[^\\W\\d_{HAN}]{{2,}}|(?<!\\d)(?:1[1-9]|20)\\d\\d)$"
)
"""What a note's mark stands after: the end of a phrase, a word, a year."""
_POWER_OF_BRACKET: Final = re.compile(r"(?:\d|\b[A-Za-z])\s?[)\]|]$")
_EXPONENT: Final = re.compile(r"[-−](?:\d{1,4}|[A-Za-z])|[A-Za-z]")
_LONE_LETTER: Final = re.compile(r"(?:^|[^A-Za-z])[A-Za-z]$")
_BASE: Final = re.compile(r"(?:^|[^A-Za-z])[A-Za-z]$|[\d)]$")
_SUPERSCRIPT: Final = {"2": "²", "3": "³"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """``pieces`` as they are to be read; ``dropped`` are marks of notes, with nothing between them and the word before."""

    pieces: list[Piece]
    dropped: list[Piece]


def resolve(pieces: Sequence[Piece], *, powers: bool) -> Resolved:
    """``pieces`` with raised and lowered ones written in line. ``powers``: the language has words for exponents (``x^4``)."""
    if not any(piece.kind in {"raised", "lowered"} for piece in pieces):
        return Resolved(list(pieces), [])
    kept: list[Piece] = []
    dropped: list[Piece] = []
    before = ""
    for number, piece in enumerate(pieces):
        text = piece.text
        if piece.kind in {"raised", "lowered"} and text.strip():
            after = next((p.text for p in pieces[number + 1 :] if p.text), "")
            if piece.kind == "raised" and _is_mark(text.strip(), before, after, piece):
                dropped.append(piece)
                continue
            text = (
                _raised(text, before, after, powers=powers)
                if piece.kind == "raised"
                else _lowered(text, before)
            )
            kept.append(replace(piece, text=text))
        else:
            kept.append(piece)
        before = (before + text)[-12:]
    return Resolved(kept, dropped)


def _is_mark(mark: str, before: str, after: str, piece: Piece) -> bool:
    bracketed = bool(_BRACKETED.fullmatch(mark))
    if not _MARK.fullmatch(mark) or (not bracketed and _GOES_ON.match(after)):
        return False
    if not before.strip():
        # After the end of a sentence it was cut off from; but at the very start of a paragraph it is the note's own number.
        return piece.start > 0 and not piece.continued
    if bracketed or not mark[0].isdecimal():
        return True
    if _UNIT.search(before) and mark in _SUPERSCRIPT:
        return False
    return bool(_NOTED.search(before)) and not _POWER_OF_BRACKET.search(before)


def _raised(text: str, before: str, after: str, *, powers: bool) -> str:
    exponent = text.strip()
    if after[:1] in {"/", "⁄"}:
        return f" {text}" if before[-1:].isdigit() else text
    if _DIGITS.fullmatch(exponent):
        if before[-1:].isalnum() or before[-1:] in {")", "]", "|"}:
            return _SUPERSCRIPT.get(exponent) or (f"^{exponent}" if powers else f" {exponent} ")
        return f" {exponent} "
    if powers and _EXPONENT.fullmatch(exponent) and _BASE.search(before):
        return f"^{exponent}"
    return text


def _lowered(text: str, before: str) -> str:
    return f" {text} " if _LONE_LETTER.search(before) and text.strip().isalpha() else text
