"""Adding, changing, finding and — noted each time — looking at people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from accessible_reader.audit import record
from accessible_reader.catalogue.models import Branch
from accessible_reader.database import Database, IntegrityError, Keys, Session, new_id, select
from accessible_reader.errors import BadRecord, NotFound
from accessible_reader.people.access import get_person, require, require_at, require_no_takeover
from accessible_reader.people.fields import FOUND_BY, SEALED, NewPerson, tidy, tidy_language
from accessible_reader.people.models import Person
from accessible_reader.people.permissions import Action
from accessible_reader.people.sealing import fingerprint, seal, unseal

_VIEWS: Final = {
    "name": Action.VIEW_NAME,
    "phone": Action.VIEW_CONTACT,
    "address": Action.VIEW_CONTACT,
    "card": Action.VIEW_PROFILE,
    "email": Action.VIEW_PROFILE,
    "birth_year": Action.VIEW_PROFILE,
}
"""What one must be allowed to see each field. Whoever brings a book needs name, telephone and address, and nothing else."""


@dataclass(frozen=True, slots=True)
class Revealed:
    """Fields of a person in the clear; never printed."""

    person_id: str
    values: Mapping[str, str | None] = field(repr=False)


def add_person(database: Database, keys: Keys, actor: str, new: NewPerson, *, purpose: str = "desk") -> str:
    """Add a person and return the id. ``actor`` needs ADD_PATRON at the home branch.

    Raises:
        BadRecord: a field does not fit; ``person-card-taken``.
        NotAllowed: ``permission-...``.

    """
    with database.transaction() as session:
        require_at(session, actor, Action.ADD_PATRON, new.home_branch_id)
        person = new_row(session, keys, new)
        record(
            session,
            keys,
            actor=actor,
            subject=person.id,
            act="add-person",
            fields=_given(new),
            purpose=purpose,
        )
        return person.id


def new_row(session: Session, keys: Keys, new: NewPerson) -> Person:
    """The row of a new person, checked and sealed, in the caller's transaction; nothing is asked of permissions, nothing noted.

    Raises:
        BadRecord: a field does not fit; ``person-name-missing``, ``person-card-taken``, ``person-branch-unknown``.

    """
    if new.home_branch_id is not None and session.get(Branch, new.home_branch_id) is None:
        raise BadRecord("person-branch-unknown")
    person = sealed_row(keys, new)
    _check_card(session, person)
    session.add(person)
    _flush(session)
    return person


def sealed_row(keys: Keys, new: NewPerson) -> Person:
    """The row of a new person, in no session yet. Raises BadRecord for a field that does not fit."""
    person = Person(id=new_id(), language=tidy_language(new.language), home_branch_id=new.home_branch_id)
    for name in SEALED:
        _put(keys, person, name, getattr(new, name))
    return person


def change_person(
    database: Database,
    keys: Keys,
    actor: str,
    subject: str,
    changes: Mapping[str, str | None],
    *,
    purpose: str = "desk",
) -> None:
    """Change fields of a person: the sealed ones, ``language`` and ``home_branch_id``. None removes.

    Raises:
        BadRecord: a field does not fit; ``person-field-unknown``.
        NotAllowed: ``permission-...``; a patron may not change their own card number.

    """
    unknown = set(changes) - {*SEALED, "language", "home_branch_id"}
    if unknown:
        raise BadRecord("person-field-unknown")
    with database.transaction() as session:
        by = require(session, actor, Action.EDIT_PROFILE, subject).by
        person = get_person(session, subject)
        # Whoever writes another e-mail address gets the link for signing in.
        require_no_takeover(session, actor, subject, by=by)
        if by == "self" and set(changes) & {"card", "home_branch_id"}:
            # Both decide who is responsible for them: the desk does that.
            require_at(session, actor, Action.ADD_PATRON, person.home_branch_id)
        for name, value in changes.items():
            if name == "language":
                person.language = tidy_language(value or "")
            elif name == "home_branch_id":
                if value is None or session.get(Branch, value) is None:
                    raise BadRecord("person-branch-unknown")
                person.home_branch_id = value
            else:
                _put(keys, person, name, value)
        _check_card(session, person)
        _flush(session)
        record(
            session,
            keys,
            actor=actor,
            subject=subject,
            act="change-person",
            fields=changes,
            purpose="own-data" if by == "self" else purpose,
        )


def reveal(
    database: Database,
    keys: Keys,
    actor: str,
    subject: str,
    fields: Iterable[str],
    *,
    purpose: str,
    reference: str = "",
    visiting: bool = False,
) -> Revealed:
    """Fields of a person in the clear. The view is in the audit log before anything is handed out.

    Raises:
        NotAllowed: ``permission-...``.
        NotFound: ``person-not-found``.
        BadRecord: ``person-field-unknown``.

    """
    return reveal_many(
        database, keys, actor, [subject], fields, purpose=purpose, reference=reference, visiting=visiting
    )[0]


def reveal_many(
    database: Database,
    keys: Keys,
    actor: str,
    subjects: Iterable[str],
    fields: Iterable[str],
    *,
    purpose: str,
    reference: str = "",
    visiting: bool = False,
) -> list[Revealed]:
    """The same for several people, for lists at the desk: all of them or none, one row in the log for each. Raises as :func:`reveal`."""
    wanted = sorted(set(fields))
    if not wanted or not set(wanted) <= set(SEALED):
        raise BadRecord("person-field-unknown")
    found = []
    with database.transaction() as session:
        for subject in subjects:
            for action in sorted({_VIEWS[name] for name in wanted}):
                by = require(session, actor, action, subject, visiting=visiting).by
            found.append(Revealed(subject, open_fields(session, keys, subject, wanted)))
            record(
                session,
                keys,
                actor=actor,
                subject=subject,
                act="view",
                fields=wanted,
                purpose="own-data" if by == "self" else purpose,
                reference=reference,
            )
    return found


def open_fields(session: Session, keys: Keys, person_id: str, fields: Iterable[str]) -> dict[str, str | None]:
    """Fields in the clear, without permission or note: for services that see to both themselves."""
    person = get_person(session, person_id)
    return {
        name: unseal(keys, "person", person_id, name, getattr(person, f"{name}_sealed")) for name in fields
    }


def find_people(database: Database, keys: Keys, field_name: str, value: str) -> list[str]:
    """Ids of the people with exactly this card number, name, phone or e-mail (spacing, width and case do not count).

    Raises:
        BadRecord: ``person-field-unknown``.

    """
    if field_name not in FOUND_BY:
        raise BadRecord("person-field-unknown")
    column = getattr(Person, f"{field_name}_fingerprint")
    with database.reading() as session:
        wanted = (
            select(Person.id).where(column == fingerprint(keys, field_name, value)).order_by(Person.added_at)
        )
        return list(session.scalars(wanted))


def person_with_card(database: Database, keys: Keys, card: str) -> str:
    """The id of whoever has this card. Raises NotFound ``person-not-found``."""
    found = find_people(database, keys, "card", card)
    if not found:
        raise NotFound("person-not-found")
    return found[0]


def _put(keys: Keys, person: Person, name: str, value: str | None) -> None:
    tidied = tidy(name, value)
    if name == "name" and tidied is None:
        raise BadRecord("person-name-missing")
    setattr(person, f"{name}_sealed", seal(keys, "person", person.id, name, tidied))
    if name in FOUND_BY:
        setattr(person, f"{name}_fingerprint", fingerprint(keys, name, tidied))


def _check_card(session: Session, person: Person) -> None:
    if person.card_fingerprint is None:
        return
    with session.no_autoflush:
        other = session.scalars(
            select(Person.id).where(Person.card_fingerprint == person.card_fingerprint)
        ).first()
    if other not in {None, person.id}:
        raise BadRecord("person-card-taken")


def _flush(session: Session) -> None:
    """Two that take the same card at the same time are told apart by the database alone."""
    try:
        session.flush()
    except IntegrityError:
        raise BadRecord("person-card-taken") from None


def _given(new: NewPerson) -> list[str]:
    return [name for name in SEALED if getattr(new, name)]
