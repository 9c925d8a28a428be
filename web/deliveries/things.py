"""What a reader has of the library at home, to be kept longer or to be fetched."""

from __future__ import annotations

from dataclasses import dataclass

from accessible_reader.catalogue.listing import titles_of_editions
from accessible_reader.database import now
from accessible_reader.errors import NotAllowed
from accessible_reader.shelf.lifecycle import LoanState
from web.deliveries.sides import Side
from web.deliveries.words import kind_words
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Thing:
    """A loan that can be felt. ``due``: the sentence about its last day."""

    id: str
    name: str
    language: str
    kind: str
    due: str
    late: bool


def things_of(visit: Visit, side: Side) -> list[Thing]:
    """What is due first first; nothing where a carer may not see it. What is under way in a bag is told with its delivery."""
    try:
        loans = visit.service.loans.of(visit.person_id, side.subject)
    except NotAllowed:
        return []
    words = visit.words
    here = [one for one in loans if one.kind != "digital" and one.state == LoanState.OPEN.value]
    hits = titles_of_editions(visit.service.database, [one.edition_id for one in here])
    found = []
    for one in here:
        hit, kind = hits.get(one.edition_id or ""), kind_words(words, one.kind)
        today = visit.service.lending_rules.of(one.branch_id).rules.today(now())
        late = one.due is not None and one.due < today
        due = words("loan-late" if late else "loan-due", day=words.day(one.due)) if one.due else ""
        name, language = (hit.name, hit.language) if hit else (kind, words.language)
        found.append(Thing(one.id, name, language, kind, due, late))
    return found
