"""Forgetting a person (PIPL 47).

What law or the books of the library need stays without the person: the provision ledger under its pseudonym, which nobody can join to a name any more; the audit log, which holds names of
fields only; an empty row for loans to point at. Everything else goes, also from the pages that the database has marked as free.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys, Session, delete, now, or_, text, update
from accessible_reader.people.access import lock_person, require, require_no_takeover
from accessible_reader.people.fields import FOUND_BY, SEALED
from accessible_reader.people.models import CareRelation, Consent, Eligibility, PreferencesRecord, RoleGrant
from accessible_reader.people.permissions import Action
from accessible_reader.people.sign_in.models import (
    AppPassword,
    LoginLink,
    Passkey,
    PasskeyChallenge,
    PinRecord,
    PinReset,
    PrivateFeed,
    RecoveryCode,
    SignInSession,
    TotpRecord,
)

Forget = Callable[[Session, str], None]
"""How another part of the service forgets a person: bookmarks, wishes, positions. It may raise NotNow where that cannot be (a book that is still out)."""


def erase_person(
    database: Database, keys: Keys, actor: str, subject: str, also: Sequence[Forget] = ()
) -> None:
    """Forget ``subject``, at their own wish or carried out by their branch manager. It cannot be undone.

    Raises:
        NotAllowed: ``permission-...``.
        NotFound: ``person-not-found``.
        NotNow: from one of ``also``; then nothing is forgotten.

    """
    with database.transaction() as session:
        if database.dialect == "sqlite":
            session.execute(text("PRAGMA secure_delete = ON"))  # overwrites what it frees
        by = require(session, actor, Action.ERASE_PERSON, subject).by
        require_no_takeover(session, actor, subject, by=by)
        person = lock_person(session, subject)
        for forget in also:
            forget(session, subject)
        for name in SEALED:
            setattr(person, f"{name}_sealed", None)
        for name in FOUND_BY:
            setattr(person, f"{name}_fingerprint", None)
        person.language = "und"
        person.erased_at = moment = now()
        for table in (
            Eligibility,
            Consent,
            PreferencesRecord,
            PinRecord,
            PinReset,
            TotpRecord,
            RecoveryCode,
            LoginLink,
            Passkey,
            PasskeyChallenge,
            SignInSession,
            AppPassword,
            PrivateFeed,
        ):
            session.execute(delete(table).where(table.person_id == subject))
        session.execute(
            delete(CareRelation).where(
                or_(CareRelation.patron_id == subject, CareRelation.carer_id == subject)
            )
        )
        session.execute(
            update(RoleGrant)
            .where(RoleGrant.person_id == subject, RoleGrant.ended_at.is_(None))
            .values(ended_at=moment)
        )
        record(
            session,
            keys,
            actor=actor,
            subject=subject,
            act="erase",
            purpose="own-data" if by == "self" else "erasure",
            at=moment,
        )
    _clean_up(database)


def _clean_up(database: Database) -> None:
    """The journal still has the old pages; fold it in and empty it. PostgreSQL's vacuum does the like by itself."""
    if database.dialect == "sqlite":
        connection = database.engine.raw_connection()  # a checkpoint cannot be made inside a transaction
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
