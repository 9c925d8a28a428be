"""The wish list, and bookmarks with a note."""

from __future__ import annotations

from typing import Final

from accessible_reader.catalogue.models import Edition, Title
from accessible_reader.database import Database, Session, delete, joined, retried, select
from accessible_reader.errors import BadRecord, NotFound
from accessible_reader.people.models import Person
from accessible_reader.shelf.models import Bookmark, Wish

LONGEST_NOTE: Final = 4_000
"""Characters."""


@retried
def wish(database: Database | Session, person_id: str, title_id: str) -> None:
    """Put a title on the list; twice is once. Raises :class:`NotFound` ``title-not-found``, ``person-not-found``."""
    with joined(database) as session:
        if session.get(Person, person_id, with_for_update=True) is None:
            raise NotFound("person-not-found")
        if session.get(Title, title_id) is None:
            raise NotFound("title-not-found")
        if session.get(Wish, (person_id, title_id)) is None:
            session.add(Wish(person_id=person_id, title_id=title_id))


@retried
def unwish(database: Database | Session, person_id: str, title_id: str) -> None:
    """Take it off."""
    with joined(database) as session:
        session.execute(delete(Wish).where(Wish.person_id == person_id, Wish.title_id == title_id))


def wishes_of(database: Database | Session, person_id: str) -> list[str]:
    """Ids of the titles on the list, the newest first."""
    query = select(Wish.title_id).where(Wish.person_id == person_id)
    with joined(database, reading=True) as session:
        return list(session.scalars(query.order_by(Wish.added_at.desc(), Wish.title_id)))


@retried
def add_bookmark(  # noqa: PLR0917 (whose, where, what: in the order one would say it)
    database: Database | Session, person_id: str, edition_id: str, sentence: str, ordinal: int, note: str = ""
) -> str:
    """Mark a place and return the bookmark's id. Raises :class:`BadRecord` ``bookmark-note-too-long``, ``position-wrong``; :class:`NotFound`."""
    if not 0 < len(sentence) <= 80 or not 0 <= ordinal < 2**31 or "\x00" in sentence:
        raise BadRecord("position-wrong")
    with joined(database) as session:
        if session.get(Person, person_id) is None:
            raise NotFound("person-not-found")
        if session.get(Edition, edition_id) is None:
            raise NotFound("edition-not-found")
        mark = Bookmark(
            person_id=person_id, edition_id=edition_id, sentence=sentence, ordinal=ordinal, note=_note(note)
        )
        session.add(mark)
        session.flush()
        return mark.id


@retried
def change_note(database: Database | Session, person_id: str, bookmark_id: str, note: str) -> None:
    """Write another note. Raises :class:`NotFound` ``bookmark-not-found``, also for somebody else's."""
    with joined(database) as session:
        mark = session.get(Bookmark, bookmark_id, with_for_update=True)
        if mark is None or mark.person_id != person_id:
            raise NotFound("bookmark-not-found")
        mark.note = _note(note)


@retried
def remove_bookmark(database: Database | Session, person_id: str, bookmark_id: str) -> None:
    """Remove it; nothing happens where there is none, or it is somebody else's."""
    with joined(database) as session:
        session.execute(delete(Bookmark).where(Bookmark.id == bookmark_id, Bookmark.person_id == person_id))


def bookmarks_of(database: Database | Session, person_id: str, edition_id: str) -> list[Bookmark]:
    """Somebody's marks in an edition, in the order of the book."""
    query = select(Bookmark).where(Bookmark.person_id == person_id, Bookmark.edition_id == edition_id)
    with joined(database, reading=True) as session:
        return list(session.scalars(query.order_by(Bookmark.ordinal, Bookmark.made_at)))


def _note(note: str) -> str:
    if len(note) > LONGEST_NOTE:
        raise BadRecord("bookmark-note-too-long", most=LONGEST_NOTE)
    return note.replace("\x00", "")
