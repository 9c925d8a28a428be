"""Every column that says who somebody is: what becomes of it when a person asks for all their data, and when they are forgotten. A new one fails here until that is decided."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from accessible_reader.catalogue.models import Copy, Edition, Title
from accessible_reader.database import func, now, select
from accessible_reader.database.models import metadata
from accessible_reader.deliveries.desk import Deliveries
from accessible_reader.deliveries.fields import Tastes, VisitWish
from accessible_reader.deliveries.personal import deliveries_of, forget_deliveries
from accessible_reader.deliveries.plans import PlanWish
from accessible_reader.deliveries.rounds import Rounds
from accessible_reader.people.consents import Means
from accessible_reader.people.erasure import erase_person
from accessible_reader.people.export import export_person
from accessible_reader.people.models import Person
from accessible_reader.people.permissions import Role, Scope
from accessible_reader.people.roles import give_role
from accessible_reader.people.services import Care
from accessible_reader.people.sign_in.models import (
    AppPassword,
    LoginLink,
    Passkey,
    PasskeyChallenge,
    PrivateFeed,
    RecoveryCode,
    TotpRecord,
)
from accessible_reader.people.sign_in.sessions import SignedIn
from accessible_reader.shelf.models import Bookmark, Hold, Loan, Position, Wish
from accessible_reader.shelf.personal import forget_shelf, shelf_of
from tests.unit.people.conftest import Library, visitor
from tests.unit.people.test_export_and_erasure import lived_in  # noqa: F401 (a fixture)

STAYS: Final = "an empty person"
"""What somebody did as staff for others stays; it points to a row without a name."""
GONE: Final = "gone"

COLUMNS: Final = {
    # column: (where it is in the export, or why not; what is left after erasure)
    "app_password.person_id": ("sign_in.app_passwords", GONE),
    "bookmark.person_id": ("shelf.bookmarks", GONE),
    "care_relation.patron_id": ("care", GONE),
    "care_relation.carer_id": ("care", GONE),
    "care_relation.witness_id": ("of others: acts_for_others", STAYS),
    "care_relation.revoked_by": ("of others: acts_for_others", STAYS),
    "consent.person_id": ("consents", GONE),
    "consent.recorded_by": ("of others: acts_for_others", STAYS),
    "curated_list.made_by": ("of the library, public", STAYS),
    "delivery_event.actor": ("deliveries.visits", STAYS),
    "delivery_notice.called_by": ("of others: acts_for_others", STAYS),
    "delivery_notice.person_id": ("deliveries.notices", GONE),
    "delivery_plan.made_by": ("of others: acts_for_others", STAYS),
    "delivery_plan.person_id": ("deliveries.plans", GONE),
    "delivery_profile.person_id": ("deliveries.door", GONE),
    "delivery_round.carrier_id": ("deliveries.rounds", GONE),
    "delivery_round.made_by": ("of others: acts_for_others", STAYS),
    "eligibility.person_id": ("eligibility", GONE),
    "eligibility.verified_by": ("of others: acts_for_others", STAYS),
    "hold.person_id": ("shelf.holds", GONE),
    "intake.by_id": ("of the library", STAYS),
    "loan.person_id": ("shelf.loans", GONE),
    "login_link.person_id": ("a secret that lives a quarter of an hour", GONE),
    "passkey.person_id": ("sign_in.passkeys", GONE),
    "passkey_challenge.person_id": ("lives ten minutes, says nothing", GONE),
    "pin.person_id": ("sign_in.has_pin", GONE),
    "pin_reset.person_id": ("sign_in.pin_resets", GONE),
    "pin_reset.staff_id": ("of others: acts_for_others", STAYS),
    "position.person_id": ("shelf.positions", GONE),
    "preferences.person_id": ("preferences", GONE),
    "private_feed.person_id": ("sign_in.private_feeds", GONE),
    "recovery_code.person_id": ("sign_in.recovery_codes", GONE),
    "role_grant.person_id": ("roles", STAYS),
    "role_grant.granted_by": ("of others: acts_for_others", STAYS),
    "sign_in_session.person_id": ("sign_in.sessions", GONE),
    "totp.person_id": ("sign_in.app_for_codes_since", GONE),
    "visit.asked_by": ("of others: acts_for_others", STAYS),
    "visit.looked_by": ("of others: acts_for_others", STAYS),
    "visit.packed_by": ("of others: acts_for_others", STAYS),
    "visit.person_id": ("deliveries.visits", GONE),
    "wish.person_id": ("shelf.wishes", GONE),
    # No foreign keys, so that they outlive everything:
    "audit_row.actor": ("acts_for_others", STAYS),
    "audit_row.subject": ("who_looked", STAYS),
    "provision.recipient": ("provided", STAYS),  # a pseudonym, and nobody has the name any more
}
_WORDS: Final = ("person", "patron", "actor", "subject_id", "recipient", "_by", "staff_id", "carer", "by_id")
_NOBODY: Final = {"person.id"}


def personal_columns() -> set[str]:
    """By foreign key, and by name."""
    return {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.target_fullname == "person.id" for key in column.foreign_keys)
        or (column.type.python_type is str and any(word in column.name for word in _WORDS))
        or f"{table.name}.{column.name}" in COLUMNS
    }


def test_every_column_about_a_person_was_thought_of() -> None:
    assert personal_columns() - {"worker.started_by"} == set(COLUMNS)


def deliver_to(library: Library, person: str) -> None:
    """Something of everything about home delivery."""
    service = Deliveries(library.database, library.keys)
    service.set_profile(person, person, {"knock": "敲三下", "channel": "phone"})
    tomorrow = now().date() + timedelta(days=2)
    service.set_plan(person, person, PlanWish(2, tomorrow, "morning", Tastes(("武侠",), ())))
    service.ask(person, person, VisitWish(choose=1, note="轻一点"))
    carer = Care(library.database, library.keys)
    carer.grant(person, person, library.carer, scopes=[Scope.REQUEST], how=Means.ONLINE)
    service.ask(library.carer, person, VisitWish(choose=1))
    rounds = Rounds(library.database, library.keys)
    with library.database.transaction() as session:
        give_role(session, person, Role.VOLUNTEER, library.north, granted_by=None)
    rounds.make(library.librarian, library.north, tomorrow, "morning", carrier=person)


def test_all_of_it_is_handed_out_and_nothing_of_it_stays(lived_in: tuple[Library, SignedIn]) -> None:  # noqa: F811
    library, _begun = lived_in
    person, moment = library.reader, now()
    database, keys = library.database, library.keys
    visitor(library, person)
    with database.transaction() as session:
        title = session.scalars(select(Title)).first()
        edition = session.scalars(select(Edition)).first()
        assert title is not None
        assert edition is not None
        session.add_all(
            [
                Copy(
                    barcode="b1",
                    edition_id=edition.id,
                    branch_id=library.north,
                    kind="braille",
                    state="on_hold_shelf",
                ),
                Loan(person_id=person, edition_id=edition.id, kind="digital", state="open"),
                Loan(person_id=person, edition_id=edition.id, kind="disc", state="returned", ended_at=moment),
                Wish(person_id=person, title_id=title.id),
                Position(
                    person_id=person, edition_id=edition.id, sentence="s", ordinal=1, how="print", at=moment
                ),
                Bookmark(person_id=person, edition_id=edition.id, sentence="s", ordinal=1, note="想到妈妈"),
                LoginLink(token_hash="h" * 64, person_id=person, made_at=moment, expires_at=moment),
                PasskeyChallenge(challenge=b"c", person_id=person, expires_at=moment),
                Passkey(
                    credential_id="c",
                    person_id=person,
                    public_key=b"",
                    sign_count=0,
                    backed_up=False,
                    label_sealed=keys.encrypt("x", "passkey/c/label"),
                ),
                TotpRecord(person_id=person, secret_sealed=keys.encrypt("x", "totp"), set_up_at=moment),
                RecoveryCode(code_fingerprint="f", person_id=person),
                AppPassword(
                    id="a",
                    person_id=person,
                    fingerprint="p",
                    label_sealed=keys.encrypt("x", "app_password/a/label"),
                ),
            ]
        )
        session.flush()
        loan = session.scalars(select(Loan).where(Loan.kind == "digital", Loan.person_id == person)).one()
        session.add(PrivateFeed(loan_id=loan.id, person_id=person, token_hash="t"))  # noqa: S106 (a hash of nothing)
        session.add(
            Hold(
                person_id=person,
                title_id=title.id,
                kind="braille",
                pickup_branch_id=library.north,
                state="ready",
                number=1,
                barcode="b1",
            )
        )
    deliver_to(library, person)
    sources = {"shelf": shelf_of, "deliveries": deliveries_of(keys)}
    made = export_person(database, keys, person, person, sources)
    for where, _after in COLUMNS.values():
        if where.replace(".", "").replace("_", "").isalpha() and where != "acts_for_others":
            value = made.data
            for step in where.split("."):
                value = value[step]
            assert value, where
    assert "想到妈妈" in "\n".join(made.sentences)
    assert "{" not in "\n".join(made.sentences)
    erase_person(database, keys, person, person, [forget_shelf, forget_deliveries(keys)])
    left = set()
    with database.reading() as session:
        for name in personal_columns():
            table, column = name.split(".")
            rows = metadata.tables[table]
            if session.scalar(select(func.count()).select_from(rows).where(rows.c[column] == person)):
                left.add(name)
        assert session.get_one(Copy, "b1").state == "available"
        assert session.get_one(Person, person).name_sealed is None
    assert left <= {name for name, (_where, after) in COLUMNS.items() if after == STAYS}
    assert {"audit_row.actor", "audit_row.subject", "role_grant.person_id"} <= left
