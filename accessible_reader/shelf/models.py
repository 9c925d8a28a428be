"""Tables of the shelf: what is lent, waited for and wished for, and where somebody is in a book.

Whoever reads is in ``person_id``. When a loan or hold ends and the person did not agree to a history, that column is emptied: the row still counts, and tells nothing about anybody.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accessible_reader.catalogue.models import COPY_KINDS
from accessible_reader.database.base import Base, new_id, now
from accessible_reader.shelf.lifecycle import HoldState, LoanState

KINDS = (*COPY_KINDS, "digital")


class BranchRules(Base):
    """How a branch lends. Branches without a row follow the branch above them, the topmost the defaults in ``rules.py``."""

    __tablename__ = "branch_rules"

    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id", ondelete="CASCADE"), primary_key=True)
    chosen: Mapped[dict[str, Any]]
    """Only what differs from the rules above."""


class ClosedDay(Base):
    """A day on which a branch is closed besides its weekly ones. Closed above is closed below."""

    __tablename__ = "closed_day"

    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(String(100), default="")


class Loan(Base):
    """One thing lent: a copy, a set of volumes, or an edition to be listened to."""

    __tablename__ = "loan"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    edition_id: Mapped[str | None] = mapped_column(ForeignKey("edition.id"), index=True)
    """None for a player, which is no book."""
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branch.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12), index=True)
    began_at: Mapped[datetime] = mapped_column(default=now)
    due: Mapped[date | None] = mapped_column(index=True)
    """The last day, in the library's calendar; None while it is on the way to the reader, and for what is never due."""
    renewals: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]

    copies: Mapped[list[LoanCopy]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="LoanCopy.barcode"
    )

    __table_args__ = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"state IN {tuple(one.value for one in LoanState)}", name="state"),
        # The same edition is not lent twice at once to one person; copies are guarded in loan_copy.
        Index(
            "uq_loan_digital", "person_id", "edition_id", unique=True,
            sqlite_where=text("kind = 'digital' AND ended_at IS NULL"),
            postgresql_where=text("kind = 'digital' AND ended_at IS NULL"),
        ),
    )  # fmt: skip


class LoanCopy(Base):
    """A barcode of a loan. Volumes of a set can come back one by one; the loan ends with the last."""

    __tablename__ = "loan_copy"

    loan_id: Mapped[str] = mapped_column(ForeignKey("loan.id", ondelete="CASCADE"), primary_key=True)
    barcode: Mapped[str] = mapped_column(ForeignKey("copy.barcode"), primary_key=True)
    back_at: Mapped[datetime | None]

    __table_args__ = (
        # Of two desks that lend the same thing at once, one is refused by the database.
        Index(
            "uq_loan_copy_out", "barcode", unique=True,
            sqlite_where=text("back_at IS NULL"), postgresql_where=text("back_at IS NULL"),
        ),
    )  # fmt: skip


class Hold(Base):
    """Somebody waits for a title in one kind, to be picked up at one branch."""

    __tablename__ = "hold"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    title_id: Mapped[str] = mapped_column(ForeignKey("title.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    pickup_branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), index=True)
    number: Mapped[int]
    """Place in line: lower is sooner, unique among those who wait for the same."""
    barcode: Mapped[str | None] = mapped_column(ForeignKey("copy.barcode"), index=True)
    """The copy, or the first of the set, that was put aside."""
    placed_at: Mapped[datetime] = mapped_column(default=now)
    ready_until: Mapped[date | None] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(f"state IN {tuple(one.value for one in HoldState)}", name="state"),
        Index("ix_hold_line", "title_id", "kind", "state", "number"),
        Index(
            "uq_hold_active", "person_id", "title_id", "kind", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip


class Wish(Base):
    """A title on somebody's list, to be read one day."""

    __tablename__ = "wish"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    added_at: Mapped[datetime] = mapped_column(default=now)


class Position(Base):
    """Where somebody is in an edition. By sentence, so it fits every format of it."""

    __tablename__ = "position"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    sentence: Mapped[str] = mapped_column(String(80))
    ordinal: Mapped[int]
    """Number of the sentence in the book, from 0: to tell before from after."""
    how: Mapped[str] = mapped_column(String(10))
    """listening, braille or print."""
    device: Mapped[str] = mapped_column(String(80), default="")
    at: Mapped[datetime]
    """When the reader was there, by the device's clock as far as it can be believed."""
    furthest: Mapped[int] = mapped_column(default=0)
    furthest_sentence: Mapped[str] = mapped_column(String(80), default="")


class Bookmark(Base):
    """A place that somebody marked, with a note. Kept until the reader removes it."""

    __tablename__ = "bookmark"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    sentence: Mapped[str] = mapped_column(String(80))
    ordinal: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(default=now)
