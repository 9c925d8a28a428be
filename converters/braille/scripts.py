"""Which writing system a piece of text is in, so that no character is given to a table for another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_CLASSES: Final[tuple[tuple[str, str], ...]] = (
    ("Latn", "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a"),
    ("Hani", "\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\U00020000-\U0003ffff\u3105-\u312f"),
    ("Kana", "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"),
    ("Hang", "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"),
    ("Cyrl", "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f"),
    ("Grek", "\u0370-\u03ff\u1f00-\u1fff"),
    ("Arab", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"),
    ("Hebr", "\u0590-\u05ff\ufb1d-\ufb4f"),
    ("Deva", "\u0900-\u097f\ua8e0-\ua8ff"),
)  # fmt: skip
_LETTERS: Final = re.compile(
    "|".join(f"(?P<{name}>[{chars}][{chars}\u0300-\u036f]*)" for name, chars in _CLASSES)
)
_NOT_LATIN: Final = re.compile("[" + "".join(chars for name, chars in _CLASSES if name != "Latn") + "]")
_GLUE: Final = re.compile(r"[ -~\u00a0-\u00bf\u2010-\u2027]*")
"""What may stand between two pieces of one script without ending it."""
_ATTACHED: Final = re.compile(r"[0-9][0-9.\-]*")


@dataclass(frozen=True, slots=True)
class ScriptRun:
    """Characters ``start`` to ``end`` are in ``script`` (ISO 15924)."""

    start: int
    end: int
    script: str


def script_runs(text: str, base: str) -> list[ScriptRun]:
    """``text`` cut where the script changes; marks, digits and blanks go with ``base``, unless they stand inside another script.

    One or two Greek letters inside Latin or Chinese text stay with it (mathematics; UEB has signs for them).
    """
    if base == "Latn" and (text.isascii() or not _NOT_LATIN.search(text)):
        return [ScriptRun(0, len(text), base)]
    runs: list[ScriptRun] = []
    end = 0
    for foreign in _joined(text, list(_foreign(text, base))):
        if foreign.start > end:
            runs.append(ScriptRun(end, foreign.start, base))
        runs.append(foreign)
        end = foreign.end
    if end < len(text):
        runs.append(ScriptRun(end, len(text), base))
    return runs


def _foreign(text: str, base: str) -> Iterator[ScriptRun]:
    for match in _LETTERS.finditer(text):
        script = match.lastgroup or base
        if script == base or (base in {"Latn", "Hani"} and script == "Grek" and len(match.group()) <= 2):
            continue
        if script == "Hani" and not any(char.isalpha() for char in match.group()):
            continue  # stray Chinese marks: the table of the text around them has signs for what they mean
        yield ScriptRun(match.start(), match.end(), script)


def _joined(text: str, found: list[ScriptRun]) -> list[ScriptRun]:
    joined: list[ScriptRun] = []
    for run in found:
        if joined and joined[-1].script == run.script and _GLUE.fullmatch(text, joined[-1].end, run.start):
            joined[-1] = ScriptRun(joined[-1].start, run.end, run.script)
        else:
            joined.append(run)
    return [_with_digits(text, run) if run.script == "Latn" else run for run in joined]


def _with_digits(text: str, run: ScriptRun) -> ScriptRun:
    """Digits that touch a Latin word belong to it: MP3, COVID-19, 3D."""
    start, end = run.start, run.end
    while start and text[start - 1].isdigit() and text[start - 1].isascii():
        start -= 1
    hyphen = end + (text[end : end + 1] == "-")
    if match := _ATTACHED.match(text, hyphen):
        end = match.end()
        while text[end - 1] in ".-":
            end -= 1
    return ScriptRun(start, end, run.script)
