"""Cuts a long sentence into the first words and the rest, for a listener who waits for a voice that is hardly faster than speech."""

from __future__ import annotations

import re
from typing import Final

from converters.speech.normalise import HAN
from converters.speech.script import Item, Say

_CLAUSE: Final = re.compile("(?<=[，、；：。！？—…])|(?<=[,;:.!?]\\s)")
_HAN: Final = re.compile(f"[{HAN}]")
_LETTERS: Final = 48
"""Aim of the first piece, in letters; a Han character takes as long as four."""


def first_words(items: tuple[Item, ...]) -> tuple[tuple[Item, ...], ...]:
    """``items`` (one line) cut after a clause, or as they are where no clause is short enough to be worth it.

    Each piece begins with the language in force there. Pieces sound as well as clauses do; the sentence as a whole sounds better, so only the first of a stream is cut.
    """
    for at, item in enumerate(items):
        if isinstance(item, Say):
            cut = _cut(item)
            if cut is None:
                return (items,)
            first, rest = cut
            languages = [before for before in items[:at] if not isinstance(before, Say)][-1:]
            return ((*items[:at], first), (*languages, rest, *items[at + 1 :]))
    return (items,)


def _cut(say: Say) -> tuple[Say, Say] | None:
    places = [match.start() for match in _CLAUSE.finditer(say.text)]
    fitting = [at for at in places if 0 < at < len(say.text.rstrip()) and _length(say.text[:at]) <= _LETTERS]
    if _length(say.text) <= _LETTERS or not places or not say.text[places[0] :].strip():
        return None
    at = fitting[-1] if fitting else places[0]
    readings = len(_HAN.findall(say.text[:at])) if say.readings else 0
    return Say(say.text[:at], say.readings[:readings]), Say(say.text[at:], say.readings[readings:])


def _length(text: str) -> int:
    return len(text) + 3 * len(_HAN.findall(text))
