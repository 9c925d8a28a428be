"""A new patron at the desk: the record, and the role without which nobody is a patron."""

from __future__ import annotations

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys
from accessible_reader.errors import BadRecord
from accessible_reader.people.access import by_whom, require_at
from accessible_reader.people.fields import SEALED, NewPerson
from accessible_reader.people.permissions import Action, Role
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role


def register_patron(database: Database, keys: Keys, actor: str, new: NewPerson) -> str:
    """Add a patron of ``new.home_branch_id``, with the role of one there and no other, and return the id. ``actor`` needs ADD_PATRON at that branch.

    Raises:
        BadRecord: ``person-card-missing``, ``person-branch-unknown``, ``person-card-taken``; a field does not fit.
        NotAllowed: ``permission-...``.

    """
    with database.transaction() as session:
        require_at(session, actor, Action.ADD_PATRON, new.home_branch_id)
        if new.home_branch_id is None:
            raise BadRecord("person-branch-unknown")
        if not (new.card or "").strip():
            raise BadRecord("person-card-missing")
        person = new_row(session, keys, new)
        give_role(session, person.id, Role.PATRON, new.home_branch_id, granted_by=by_whom(actor))
        record(
            session,
            keys,
            actor=actor,
            subject=person.id,
            act="add-person",
            fields=[name for name in SEALED if getattr(new, name)],
            purpose="desk",
        )
        return person.id
