"""Titles to choose from without a script: what was found by typed words, what is reserved, what is on the wish list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from accessible_reader.catalogue.listing import titles_by_id
from accessible_reader.catalogue.models import COPY_KINDS
from accessible_reader.catalogue.search import Hit
from accessible_reader.errors import NotAllowed
from web.deliveries.sides import Side
from web.deliveries.words import kind_words
from web.visit import Visit

FOUND_AT_ONCE: Final = 10
_MOST_WISHES: Final = 20


@dataclass(frozen=True, slots=True)
class Offered:
    """A title that can be ticked. ``facts``: who wrote it, in what form it is on shelves, whether it is reserved or wished for."""

    title_id: str
    name: str
    language: str
    facts: str


def offered_titles(
    visit: Visit, side: Side, first: Sequence[str], *, without: Iterable[str] = ()
) -> list[Offered]:
    """``first`` (chosen or found), then what is reserved, then what is wished for; each once."""
    held, wished = _held(visit, side), _wished(visit, side)
    left = set(without)
    ids = [one for one in dict.fromkeys([*first, *held, *wished]) if one not in left]
    hits = titles_by_id(visit.service.database, ids)
    return [
        Offered(one, hits[one].name, hits[one].language, _facts(visit, hits[one], one in held, one in wished))
        for one in ids
        if one in hits
    ]


def find_titles(visit: Visit, words: str) -> list[str]:
    """Ids of what the catalogue has for typed words, the best first."""
    return [one.title_id for one in visit.service.titles.search(words, limit=FOUND_AT_ONCE).hits]


def title_names(visit: Visit, ids: Sequence[str]) -> list[tuple[str, str]]:
    """Name and language of each."""
    hits = titles_by_id(visit.service.database, ids)
    return [(hits[one].name, hits[one].language) for one in ids if one in hits]


def _held(visit: Visit, side: Side) -> list[str]:
    try:
        return [one.title_id for one in visit.service.holds.of(visit.person_id, side.subject)]
    except NotAllowed:  # a carer may be allowed to ask for books and not to see which there are
        return []


def _wished(visit: Visit, side: Side) -> list[str]:
    return visit.service.wishes.of(visit.person_id, side.subject)[:_MOST_WISHES]


def _facts(visit: Visit, hit: Hit, held: bool, wished: bool) -> str:
    words = visit.words
    kinds = [kind_words(words, one) for one in COPY_KINDS if one in hit.formats]
    parts = [words.list(hit.authors)] if hit.authors else []
    parts.append(words.list(kinds) if kinds else words("deliver-to-be-made"))
    if held:
        parts.append(words("deliver-is-held"))
    if wished:
        parts.append(words("deliver-is-wished"))
    return words("facts-between").join(parts)
