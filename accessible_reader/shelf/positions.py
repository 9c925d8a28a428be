"""Where somebody is in a book, from whatever device and in whatever format.

The latest place wins. A place that comes in late, because a device had no network, does not undo a newer one. A small jump back, to hear a sentence again, is a place like any other. After a far jump back on
another device — it was opened at an old place, perhaps — the place from before is offered, never forced: the reader may mean it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from accessible_reader.catalogue.models import Edition
from accessible_reader.database import Database, Session, delete, joined, now, retried
from accessible_reader.errors import BadRecord, NotFound
from accessible_reader.people.models import Person
from accessible_reader.shelf.models import Position

SMALL_JUMP: Final = 20
"""Sentences: about a minute and a half."""
WAYS: Final = ("listening", "braille", "print")
_LONGEST_ID: Final = 80


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence id, its number in the book from 0, how and where it was read, and when."""

    sentence: str
    ordinal: int
    how: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The place in force, the furthest ever reached, and one to be offered instead, or None."""

    place: Place
    furthest: int
    furthest_sentence: str
    offer: Place | None = None


def merge(old: Whereabouts | None, new: Place) -> Whereabouts:
    """The rule, pure. Of two at the same moment the further one stays, whichever came first."""
    if old is None:
        return Whereabouts(new, new.ordinal, new.sentence)
    furthest = max((old.furthest, old.furthest_sentence), (new.ordinal, new.sentence), key=lambda one: one[0])
    before = old.place
    if (new.at, new.ordinal) < (before.at, before.ordinal):
        return replace(old, furthest=furthest[0], furthest_sentence=furthest[1], offer=None)
    jumped = new.device != before.device and before.ordinal - new.ordinal > SMALL_JUMP
    return Whereabouts(new, *furthest, before if jumped else None)


@retried
def save_position(
    database: Database | Session,
    person_id: str,
    edition_id: str,
    place: Place,
    *,
    received_at: datetime | None = None,
) -> Whereabouts:
    """Write down a place and answer with the one in force. A clock that is ahead is set to the present: its device would win for ever.

    Raises:
        BadRecord: ``position-wrong``.
        NotFound: ``edition-not-found``, ``person-not-found``.

    """
    if (
        place.how not in WAYS
        or not 0 <= place.ordinal < 2**31
        or not 0 < len(place.sentence) <= _LONGEST_ID
        or "\x00" in place.sentence + place.device
        or place.at.tzinfo is None
    ):
        raise BadRecord("position-wrong")
    new = replace(place, at=min(place.at, received_at or now()), device=place.device[:80])
    with joined(database) as session:
        # Two devices at once: the second compares with what the first wrote, also when it is the first place of all.
        if session.get(Person, person_id, with_for_update=True) is None:
            raise NotFound("person-not-found")
        if session.get(Edition, edition_id) is None:
            raise NotFound("edition-not-found")
        row = session.get(Position, (person_id, edition_id), with_for_update=True)
        merged = merge(_read(row), new)
        if row is None:
            row = Position(person_id=person_id, edition_id=edition_id)
            session.add(row)
        row.sentence, row.ordinal, row.how = merged.place.sentence, merged.place.ordinal, merged.place.how
        row.device, row.at = merged.place.device, merged.place.at
        row.furthest, row.furthest_sentence = merged.furthest, merged.furthest_sentence
    return merged


def position(database: Database | Session, person_id: str, edition_id: str) -> Whereabouts | None:
    """Where somebody is, or None."""
    with joined(database, reading=True) as session:
        return _read(session.get(Position, (person_id, edition_id)))


@retried
def forget_position(database: Database | Session, person_id: str, edition_id: str) -> None:
    """Begin anew."""
    with joined(database) as session:
        session.execute(
            delete(Position).where(Position.person_id == person_id, Position.edition_id == edition_id)
        )


def _read(row: Position | None) -> Whereabouts | None:
    if row is None:
        return None
    place = Place(row.sentence, row.ordinal, row.how, row.device, row.at)
    return Whereabouts(place, row.furthest, row.furthest_sentence)
