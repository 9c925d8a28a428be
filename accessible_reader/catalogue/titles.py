"""Titles and editions as a librarian makes and corrects them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from accessible_reader.catalogue.indexing import forget_title, index_title, sort_name
from accessible_reader.catalogue.models import RIGHTS, Contributor, Copy, Edition, Subject, Title
from accessible_reader.catalogue.tokens import match_key
from accessible_reader.database import Database, Session, func, joined, now, select, text
from accessible_reader.errors import BadRecord, NotFound, NotNow

_ISBN: Final = re.compile(r"(?:97[89])?\d{9}[\dXx]")
_TELLS_NOTHING: Final = frozenset(
    {"unknown", "none", "id", "bookid", "uid", "pub-id", "isbn", "uuid", "urn:uuid:"}
)
_ROLE: Final = re.compile("[a-z]{3}")
_LANGUAGE: Final = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """What is known about a work. ``people``: (name, MARC relator code), the first author first."""

    name: str
    language: str
    people: Sequence[tuple[str, str]] = ()
    subjects: Sequence[str] = ()
    series: str | None = None
    series_position: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """What is known about one version of it. ``rights_basis``: where the right comes from, in words."""

    rights: str
    rights_basis: str
    language: str
    identifier: str = ""
    publisher: str = ""
    published: str = ""


def identifier_key(identifier: str) -> str:
    """An identifier as it is compared: ISBN-10 and -13 of a book give the same; "" for what tells nothing."""
    bare = re.sub(r"(?i)^(?:urn:)?isbn:?\s*", "", identifier.strip())
    digits = re.sub(r"[\s\-\u2010-\u2015]", "", bare)
    if _ISBN.fullmatch(digits):
        thirteen = f"978{digits[:9]}" if len(digits) == 10 else digits[:12]
        weights = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(thirteen))
        checked = f"{thirteen}{-weights % 10}"
        valid = _valid_ten(digits) if len(digits) == 10 else checked == digits
        # A wrong check digit is a misprint: it says nothing sure.
        return checked if valid else ""
    if len(bare) < 6 or bare.lower() in _TELLS_NOTHING:
        return ""
    return hashlib.blake2s(bare.lower().encode(), digest_size=16).hexdigest()


def add_title(session: Session, facts: TitleFacts) -> Title:
    """A new title, in the caller's transaction; whoever calls brings the index up to date when all of it is there.

    Raises:
        BadRecord: ``title-name-missing``, ``title-language-wrong``, ``title-role-wrong``.

    """
    title = Title()
    _put(title, facts)
    session.add(title)
    session.flush()
    return title


def add_edition(session: Session, title: Title, facts: EditionFacts, **more: Any) -> Edition:
    """A new edition of ``title``, in the caller's transaction. Raises :class:`BadRecord` ``rights-wrong``, ``rights-basis-missing``, ``title-language-wrong``."""
    edition = Edition(
        title_id=title.id,
        language=_language(facts.language),
        identifier=_line(facts.identifier),
        identifier_key=identifier_key(facts.identifier),
        publisher=_line(facts.publisher),
        published=_line(facts.published)[:30],
        **check_rights(facts.rights, facts.rights_basis),
        **more,
    )
    session.add(edition)
    session.flush()
    return edition


def edit_title(database: Database | Session, title_id: str, facts: TitleFacts) -> None:
    """Replace what is known about a title; search follows at once. Raises :class:`NotFound` ``title-not-found``; :class:`BadRecord` as :func:`add_title`."""
    with joined(database) as session:
        title = session.get(Title, title_id, with_for_update=True)
        if title is None:
            raise NotFound("title-not-found")
        title.contributors.clear()
        title.subjects.clear()
        session.flush()  # keys of the old rows must be free before the new ones come
        _put(title, facts)
        index_title(session, title_id)


def set_rights(database: Database | Session, edition_id: str, rights: str, basis: str) -> None:
    """Change what the library may do with an edition, and why. Raises :class:`BadRecord` ``rights-wrong``, ``rights-basis-missing``; :class:`NotFound`."""
    with joined(database) as session:
        edition = _edition(session, edition_id)
        for name, value in check_rights(rights, basis).items():
            setattr(edition, name, value)


def withdraw_edition(database: Database | Session, edition_id: str) -> None:
    """Take an edition out of use; its rows stay for the ledger. A title without editions and copies is no longer found.

    Raises:
        NotNow: ``edition-has-copies``: they must be withdrawn first.
        NotFound: ``edition-not-found``.

    """
    with joined(database) as session:
        edition = _edition(session, edition_id)
        held = select(func.count()).where(
            Copy.edition_id == edition_id, Copy.state.not_in(("withdrawn", "lost"))
        )
        if session.scalar(held):
            raise NotNow("edition-has-copies")
        edition.withdrawn_at = edition.withdrawn_at or now()
        session.flush()
        rest = select(func.count()).where(
            Edition.title_id == edition.title_id, Edition.withdrawn_at.is_(None)
        )
        if session.scalar(rest):
            index_title(session, edition.title_id)
        else:
            forget_title(session, edition.title_id)


def hold_name(session: Session, key: str) -> None:
    """Of two that add the same work at once, the second waits until the first is done, and then finds it."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 7))"), {"key": key})


def _put(title: Title, facts: TitleFacts) -> None:
    title.name = _line(facts.name)
    if not title.name:
        raise BadRecord("title-name-missing")
    title.language = _language(facts.language)
    title.sort_name = sort_name(title.name)
    title.series = _line(facts.series or "") or None
    title.series_position = _line(facts.series_position or "")[:20] or None
    title.summary = (facts.summary or "").replace("\x00", "").strip() or None
    people = [(_line(name), role) for name, role in facts.people if _line(name)]
    for _name, role in people:
        if not _ROLE.fullmatch(role):
            raise BadRecord("title-role-wrong")
    title.contributors = [
        Contributor(position=number, name=name, role=role) for number, (name, role) in enumerate(people)
    ]
    subjects = dict.fromkeys(_line(one)[:200] for one in facts.subjects)
    title.subjects = [Subject(name=one) for one in subjects if one]
    title.match_key = match_key(title.name, first_author(people))


def first_author(people: Sequence[tuple[str, str]]) -> str:
    """Name of the first author, "" where there is none."""
    return next((name for name, role in people if role == "aut"), "")


def _line(value: str) -> str:
    """One line; PostgreSQL takes no NUL."""
    return " ".join(value.replace("\x00", " ").split())


def _language(tag: str) -> str:
    if not _LANGUAGE.fullmatch(tag):
        raise BadRecord("title-language-wrong", tag=tag[:35])
    return tag


def check_rights(rights: str, basis: str) -> dict[str, str]:
    """The two columns, tidied. Raises :class:`BadRecord` ``rights-wrong``, ``rights-basis-missing``."""
    if rights not in RIGHTS:
        raise BadRecord("rights-wrong", rights=rights[:30])
    if not _line(basis):
        raise BadRecord("rights-basis-missing")
    return {"rights": rights, "rights_basis": _line(basis)}


def _edition(session: Session, edition_id: str) -> Edition:
    edition = session.get(Edition, edition_id, with_for_update={"of": Edition})
    if edition is None:
        raise NotFound("edition-not-found")
    return edition


def _valid_ten(digits: str) -> bool:
    values = [10 if d in "Xx" else int(d) for d in digits]
    return sum((10 - i) * v for i, v in enumerate(values)) % 11 == 0
