"""Tables of people.

Columns called ``..._sealed`` hold what :meth:`Keys.encrypt` made, bound to their table, column and row; ``..._fingerprint`` hold a keyed hash by which a value is found again. What
is in neither says nothing about a person's body or address.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from accessible_reader.database.base import Base, new_id, now

ROLES: Final = ("patron", "volunteer", "librarian", "branch_manager", "admin")
BASES: Final = ("visual", "perceptual", "physical", "other")
PROOFS: Final = ("disability_certificate", "doctor", "institution", "own_statement")
MEANS: Final = ("online", "phone", "paper", "guardian")
CONSENTS: Final = (
    "sensitive_data", "share_with_volunteers", "share_with_post", "recommendations", "email_notices", "reading_history",
)  # fmt: skip
SCOPES: Final = ("request", "plan", "receive", "see_current_titles")


class Person(Base):
    """Anybody the library knows: patron, carer, volunteer, staff. After erasure the row stays, empty, for loans and ledger to point at."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    card_fingerprint: Mapped[str | None] = mapped_column(String(64), unique=True)
    card_sealed: Mapped[str | None] = mapped_column(Text)
    name_sealed: Mapped[str | None] = mapped_column(Text)
    name_fingerprint: Mapped[str | None] = mapped_column(String(64), index=True)
    phone_sealed: Mapped[str | None] = mapped_column(Text)
    phone_fingerprint: Mapped[str | None] = mapped_column(String(64), index=True)
    """For the desk: who calls, and who stands here without a card."""
    email_sealed: Mapped[str | None] = mapped_column(Text)
    email_fingerprint: Mapped[str | None] = mapped_column(String(64), index=True)
    """Not unique: a couple may share an address."""
    address_sealed: Mapped[str | None] = mapped_column(Text)
    birth_year_sealed: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(35), default="zh-CN")
    home_branch_id: Mapped[str | None] = mapped_column(ForeignKey("branch.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(default=now)
    erased_at: Mapped[datetime | None]


class RoleGrant(Base):
    """A role at a branch; ``branch_id`` None: in all branches. Ended, never deleted: who was allowed what last year can be answered."""

    __tablename__ = "role_grant"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branch.id"), index=True)
    granted_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    """None: at the command line of the server."""
    granted_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint(f"role IN {ROLES}", name="role"),)


class Eligibility(Base):
    """That somebody was found to be print-disabled: by whom, until when. No scan; of a certificate the last four digits and a keyed hash."""

    __tablename__ = "eligibility"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    basis_sealed: Mapped[str | None] = mapped_column(Text)
    proof_sealed: Mapped[str | None] = mapped_column(Text)
    certificate_last4_sealed: Mapped[str | None] = mapped_column(Text)
    certificate_fingerprint: Mapped[str | None] = mapped_column(String(64), index=True)
    verified_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    verified_at: Mapped[datetime]
    from_at: Mapped[datetime]
    until_at: Mapped[datetime | None]
    """None: for life."""
    told_at: Mapped[datetime | None]
    """When staff told them that it is about to end."""
    ended_at: Mapped[datetime | None]


class Consent(Base):
    """One consent to one text; each giving is a row of its own, withdrawing closes it."""

    __tablename__ = "consent"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    text_version: Mapped[str] = mapped_column(String(30))
    """Which wording was read to them or shown."""
    how: Mapped[str] = mapped_column(String(10))
    recorded_by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(f"kind IN {CONSENTS}", name="kind"),
        CheckConstraint(f"how IN {MEANS}", name="how"),
        # Two at once must not give two that are in force.
        Index(
            "uq_consent_in_force", "person_id", "kind", unique=True,
            sqlite_where=text("withdrawn_at IS NULL"), postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )  # fmt: skip


class PreferencesRecord(Base):
    """How a person reads; only what differs from the defaults."""

    __tablename__ = "preferences"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    chosen: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime] = mapped_column(default=now)


class CareRelation(Base):
    """That one person may act for another: what for, how the patron agreed, before which witness, until when."""

    __tablename__ = "care_relation"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    patron_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    carer_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    scopes: Mapped[list[str]]
    how: Mapped[str] = mapped_column(String(10))
    witness_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    """The member of staff who heard the patron or holds the paper; None when the patron did it online."""
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint(f"how IN {MEANS}", name="how"),
        CheckConstraint("patron_id <> carer_id", name="two_people"),
    )
