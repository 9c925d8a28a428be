"""Who was forgotten after a backup was made must not come back with it (PIPL 47)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from accessible_reader.audit import SYSTEM
from accessible_reader.bootstrap import Service
from accessible_reader.database import Session, delete, select
from accessible_reader.errors import NotNow
from accessible_reader.people.erasure import erase_person
from accessible_reader.people.models import Person
from accessible_reader.shelf.loans import forget_history
from accessible_reader.shelf.models import Bookmark, Position, Wish

_AT_ONCE: Final = 500


def forget_again(service: Service, erased: Sequence[str]) -> tuple[int, list[str]]:
    """Forget those of ``erased`` who are there again: how many they were, and the ids of those for whom it was refused."""
    back: list[str] = []
    with service.database.reading() as session:
        for start in range(0, len(erased), _AT_ONCE):
            query = select(Person.id).where(
                Person.id.in_(erased[start : start + _AT_ONCE]), Person.erased_at.is_(None)
            )
            back += session.scalars(query)
    refused = []
    for person in back:
        try:
            erase_person(service.database, service.keys, SYSTEM, person, [_forget_shelf])
        except NotNow:
            refused.append(person)
    return len(back) - len(refused), refused


def _forget_shelf(session: Session, person: str) -> None:
    for table in (Position, Bookmark, Wish):
        session.execute(delete(table).where(table.person_id == person))
    forget_history(session, person)
