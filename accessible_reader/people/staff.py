"""The first members of staff, made at the server's command line; later ones are made by those."""

from __future__ import annotations

from dataclasses import dataclass, field

from accessible_reader.audit import SYSTEM, record
from accessible_reader.catalogue.models import Branch
from accessible_reader.database import Database, Keys, Session, new_id, select
from accessible_reader.errors import BadRecord
from accessible_reader.people.fields import SEALED, NewPerson
from accessible_reader.people.permissions import STAFF, Role
from accessible_reader.people.persons import new_row, person_with_card
from accessible_reader.people.roles import give_role
from accessible_reader.people.sign_in.pin_sign_in import put_pin
from accessible_reader.people.sign_in.pins import PinHasher, temporary_pin
from accessible_reader.people.sign_in.second_factor import reset_second_factor


@dataclass(frozen=True, slots=True)
class NewStaff:
    """Who was made, and the PIN to sign in with for the first time."""

    person_id: str
    pin: str = field(repr=False)


def create_staff(
    database: Database,
    keys: Keys,
    hasher: PinHasher,
    new: NewPerson,
    *,
    role: Role,
    branch_code: str,
    branch_name: str = "",
) -> NewStaff:
    """A member of staff at the branch ``branch_code``, which is made when ``branch_name`` is given and it is not there yet. An ``admin`` is one everywhere.

    Raises:
        BadRecord: a field does not fit; ``person-card-missing``, ``person-card-taken``, ``staff-role-bad``, ``person-branch-unknown``, ``branch-bad``.

    """
    if role not in STAFF:
        raise BadRecord("staff-role-bad")
    if not new.card:
        raise BadRecord("person-card-missing")
    pin = temporary_pin()
    with database.transaction() as session:
        branch = _branch(session, branch_code.strip(), branch_name.strip())
        person = new_row(
            session,
            keys,
            NewPerson(
                new.name, new.card, new.phone, new.email, new.address, new.birth_year, new.language, branch.id
            ),
        )
        give_role(session, person.id, role, None if role is Role.ADMIN else branch.id, granted_by=None)
        put_pin(session, keys, hasher, person.id, pin, temporary=True)
        record(
            session,
            keys,
            actor=SYSTEM,
            subject=person.id,
            act="create-staff",
            fields=[role.value, *(name for name in SEALED if getattr(new, name))],
            purpose="set-up",
        )
    return NewStaff(person.id, pin)


def reset_sign_in(database: Database, keys: Keys, hasher: PinHasher, card: str) -> str:
    """Take away every way in of whoever has this card, and give a PIN for the next sign-in, at which a second factor is set up anew. Raises NotFound ``person-not-found``."""
    subject = person_with_card(database, keys, card)
    reset_second_factor(database, keys, SYSTEM, subject)
    pin = temporary_pin()
    with database.transaction() as session:
        put_pin(session, keys, hasher, subject, pin, temporary=True)
        record(
            session, keys, actor=SYSTEM, subject=subject, act="reset-pin", fields=["pin"], purpose="set-up"
        )
    return pin


def _branch(session: Session, code: str, name: str) -> Branch:
    found = session.scalars(select(Branch).where(Branch.code == code)).one_or_none()
    if found is not None:
        return found
    if not name:
        raise BadRecord("person-branch-unknown")
    if not (code.isascii() and code.replace("-", "").isalnum() and len(code) <= 20 and len(name) <= 200):
        raise BadRecord("branch-bad")
    made = Branch(id=new_id(), code=code, name=name)
    session.add(made)
    session.flush()
    return made
