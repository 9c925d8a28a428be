"""What speaks for each reading of a character: words of the dictionary, parts of speech, neighbours, rules, the model.

The arbiter weighs it; here it is only gathered. Every piece of evidence is a *feature*: a short string, said of one candidate reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from converters.language.chinese.dictionary import MAX_WORD, Dictionary
from converters.language.chinese.rules import rule_for
from converters.language.chinese.words import Token

NEVER_ASKED = {"一": "yi1", "不": "bu4"}
"""Base tones by the standard (GF 0019 §10.1); what speech makes of them is :mod:`sandhi`."""


_PARTICLES = frozenset({"de5", "la5", "yo5", "o5", "wo5", "lo5", "li5", "ba5", "guo5"})
"""Neutral by themselves, not only as a word's weak syllable."""


@dataclass(slots=True)
class Place:
    """One character whose reading is a question. ``features`` has a list for each of ``candidates``."""

    index: int
    """In the run."""
    char: str
    candidates: tuple[str, ...]
    features: list[list[str]] = field(default_factory=list)
    word: str | None = None
    """The reading in the dictionary's entry for exactly the engine's word, where there is one and its sources do not differ."""
    grade: str = ""
    """Of that entry, also when the sources differ: see :meth:`Dictionary.grades`."""
    readings: tuple[str, ...] = ()
    """All that the character can have, also those that are out of the question here; the most frequent first."""
    said: dict[str, str] = field(default_factory=dict)
    """What each source said: its name with length and grade (``exact2=``, ``rulel``), and the reading."""
    living: bool = True
    """Whether the character has several readings in living use."""
    where: str = ""
    """Where the character stands in its word ("a" alone, "f" first, "m" in the middle, "l" last), then the word's part of speech."""


Hit = tuple[int, str, str]
"""Length of the dictionary's entry, the reading it gives the character, how far its sources agree about that."""


@dataclass(slots=True)
class Matches:
    """For each character of a run, the reading the dictionary's words give it, by how the word lies among the engine's words."""

    exact: list[Hit | None]
    """From an entry that is one of the engine's words."""
    several: list[Hit | None]
    """From an entry that is several whole words."""
    inside: list[Hit | None]
    """From an entry inside one of the words."""
    across: list[Hit | None]
    """From an entry that cuts through a word."""


def matches(run: str, tokens: Sequence[Token], words: Dictionary) -> Matches:
    """Longest entries win within each class. ``tokens`` start at 0 of ``run``."""
    size = len(run)
    found = Matches([None] * size, [None] * size, [None] * size, [None] * size)
    owner = [0] * size
    edges = {size}
    for number, token in enumerate(tokens):
        edges.add(token.start)
        for i in range(token.start, token.end):
            owner[i] = number
    for start in range(size - 1):
        for end in range(start + 2, min(size, start + MAX_WORD) + 1):
            entry = run[start:end]
            if entry not in words:
                continue
            same = owner[start] == owner[end - 1]
            if start in edges and end in edges:
                table = found.exact if same else found.several
            else:
                table = found.inside if same else found.across
            readings, grades = words.word(entry) or (), words.grades(entry)
            length = end - start
            for i in range(start, end):
                old = table[i]
                if old is None or old[0] < length:
                    table[i] = (length, readings[i - start], grades[i - start])
    return found


def plain_reading(char: str, words: Dictionary) -> str:
    """The most frequent reading, or "" for a character without one."""
    if char in NEVER_ASKED:
        return NEVER_ASKED[char]
    readings = words.readings(char)
    return readings[0] if readings else ""


def gather(
    run: str,
    tokens: Sequence[Token],
    words: Dictionary,
    before: str,
    after: str,
    *,
    second: Sequence[Token] = (),
) -> list[Place]:
    """The places of one run of Han characters. ``before`` and ``after`` are what stands around the run (may be empty).

    ``second``: another engine's words of the same run, whose dictionary entries are evidence too.
    """
    found = matches(run, tokens, words)
    other = matches(run, second, words).exact if second else ()
    places: list[Place] = []
    number = 0
    for i, char in enumerate(run):
        while tokens[number].end <= i:
            number += 1
        readings = words.readings(char)
        if len(readings) < 2 or char in NEVER_ASKED:
            continue
        places.append(
            _place(
                run,
                i,
                tokens,
                number,
                found=found,
                readings=readings,
                before=before,
                after=after,
                other=other[i] if other else None,
                living=char in words.polyphones,
            )
        )
    return places


def _place(
    run: str,
    i: int,
    tokens: Sequence[Token],
    number: int,
    *,
    found: Matches,
    readings: Sequence[str],
    before: str,
    after: str,
    other: Hit | None,
    living: bool,
) -> Place:
    char, token = run[i], tokens[number]
    place = Place(i, char, tuple(readings), readings=tuple(readings), living=living)
    said = place.said
    for name, table in (
        ("exact", found.exact),
        ("several", found.several),
        ("inside", found.inside),
        ("across", found.across),
    ):
        hit = table[i]
        if hit is not None:
            said[f"{name}{min(hit[0], 5)}{hit[2]}"] = hit[1]
            if name == "exact":
                place.grade = hit[2]
                place.word = None if hit[2] == "?" else hit[1]
    if other is not None:
        said[f"other{min(other[0], 5)}{other[2]}"] = other[1]
    rule = rule_for(run, i, tokens, number, before=before, after=after)
    alone = len(token.text) == 1
    where = "a" if alone else "f" if i == token.start else "l" if i == token.end - 1 else "m"
    place.where = where + token.tag
    if rule is not None:
        said[f"rule{rule[1]}"] = rule[0]
    if rule is not None and rule[1] == "x":
        place.candidates = (rule[0],)
        place.features = [[]]
        return place
    place.candidates = readings = _sensible(readings, said, place.word, living=living)
    left = tokens[number - 1] if number else None
    right = tokens[number + 1] if number + 1 < len(tokens) else None
    mine = [
        f"w{where}",
        f"t{token.tag if alone else where + token.tag}",
        f"p{run[i - 1] if i else before[-1:].strip()}",
        f"n{run[i + 1] if i + 1 < len(run) else after[:1].strip()}",
        f"l{left.tag if left else '^'}{'1' if alone else ''}",
        f"r{right.tag if right else '$'}{'1' if alone else ''}",
    ]
    if alone:
        mine += [f"L{left.text if left else '^'}", f"R{right.text if right else '$'}"]
    else:
        mine.append(f"W{token.text}")
    for rank, reading in enumerate(readings):
        features = [f"rank{min(rank, 3)}{where}", f"{char}{reading}"]
        for source, value in said.items():
            features.append(f"{source}{'+' if value == reading else '-'}")
            if value == reading and not source.startswith("rule"):
                features.append(f"{source[:-2]}+{char}")
        features += [f"{char}{reading}{m}" for m in mine]
        place.features.append(features)
    return place


def _sensible(
    readings: Sequence[str], said: Mapping[str, str], word: str | None, *, living: bool
) -> tuple[str, ...]:
    """Without readings that only old texts know, and without the neutral form of a full reading (and the other way round) unless a word asks for it: 上 is not shang5 by itself."""
    if word is not None and living:
        other = [r for r in readings if r != word and r[:-1] == word[:-1] and "5" in r[-1] + word[-1]]
        return tuple(r for r in readings if r not in other)
    if word is not None:
        return (word,)
    if not living:
        asked = set(said.values())
        return tuple(r for k, r in enumerate(readings) if k == 0 or r in asked)
    full = {r[:-1] for r in readings if not r.endswith("5")}
    asked = set(said.values())
    return tuple(
        r
        for k, r in enumerate(readings)
        if k == 0 or not r.endswith("5") or r in asked or r[:-1] not in full or r in _PARTICLES
    )
