"""Tables of home delivery.

Columns called ``..._sealed`` are encrypted (see :mod:`accessible_reader.people.sealing`): where somebody lives, how one knocks, what the visitor says, what somebody likes to read. Nothing is
deleted; the titles leave a visit 90 days after its end, unless the reader keeps a history.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accessible_reader.database.base import Base, new_id, now
from accessible_reader.deliveries.lifecycle import VisitState

PARTS: Final = ("morning", "afternoon", "evening")
CHANNELS: Final = ("phone", "sms", "email")
MEANS: Final = ("visit", "post")
LINE_STATES: Final = ("wanted", "chosen", "in_bag", "with_reader", "back", "struck", "missing")
"""``wanted``: nothing has been found for it yet; ``chosen``: a copy is meant for it; ``missing``: not found on the shelf, or nothing to be had."""
NOTICE_STATES: Final = ("waiting", "sending", "sent", "to_call", "called", "cancelled")
"""``to_call``: for the list of calls, because it is to be told on the telephone, or because nobody knows whether it arrived."""


class DeliveryProfile(Base):
    """How somebody is found and met at their door."""

    __tablename__ = "delivery_profile"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    address_sealed: Mapped[str | None] = mapped_column(Text)
    """None: the address in the person's own record."""
    point_sealed: Mapped[str | None] = mapped_column(Text)
    """Latitude and longitude in degrees, WGS 84: ``30.25,120.13``."""
    knock_sealed: Mapped[str | None] = mapped_column(Text)
    password_sealed: Mapped[str | None] = mapped_column(Text)
    """What the visitor says at the door, so that the reader knows who it is."""
    receivers_sealed: Mapped[str | None] = mapped_column(Text)
    """Who else may take the bag in."""
    emergency_sealed: Mapped[str | None] = mapped_column(Text)
    """Whom to call when nobody opens and nobody knows why; only with the reader's word for it."""
    times: Mapped[list[str]] = mapped_column(default=list)
    """Days and parts of the day that suit, the best first: ``thu-morning``."""
    channel: Mapped[str] = mapped_column(String(10), default="phone")
    changed_at: Mapped[datetime] = mapped_column(default=now)

    __table_args__ = (CheckConstraint(f"channel IN {CHANNELS}", name="channel"),)


class DeliveryPlan(Base):
    """Books every so many weeks, until it is ended."""

    __tablename__ = "delivery_plan"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"), index=True)
    every_weeks: Mapped[int]
    next_day: Mapped[date] = mapped_column(index=True)
    """Of the next visit for which there is no draft yet."""
    part: Mapped[str] = mapped_column(String(10))
    tastes_sealed: Mapped[str | None] = mapped_column(Text)
    """JSON: ``likes`` and ``dislikes``, subjects and names of authors."""
    formats: Mapped[list[str]]
    """Kinds of copies, the best first."""
    most_items: Mapped[int]
    most_grams: Mapped[int]
    skip_read: Mapped[bool] = mapped_column(default=False)
    """Not again what was lent before; only for whoever agreed that the library remembers."""
    pauses: Mapped[list[str]] = mapped_column(default=list)
    """``2026-12-20/2027-01-10``: first and last day without a visit."""
    made_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(f"part IN {PARTS}", name="part"),
        Index(
            "uq_delivery_plan_person", "person_id", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip


class DeliveryRound(Base):
    """One volunteer's or driver's way on one day."""

    __tablename__ = "delivery_round"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"), index=True)
    day: Mapped[date] = mapped_column(index=True)
    part: Mapped[str] = mapped_column(String(10))
    carrier_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    most_grams: Mapped[int]
    start: Mapped[str] = mapped_column(String(60), default="")
    """Where it begins and ends: latitude and longitude of the branch."""
    link_fingerprint: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_until: Mapped[datetime | None]
    """Midnight at the library."""
    made_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)

    __table_args__ = (CheckConstraint(f"part IN {PARTS}", name="part"),)


class Visit(Base):
    """One way to a reader's door and back."""

    __tablename__ = "visit"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    bag: Mapped[str] = mapped_column(String(8), unique=True)
    """Number on the bag: says nothing, and can be read out on the telephone."""
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"), index=True)
    plan_id: Mapped[str | None] = mapped_column(ForeignKey("delivery_plan.id"), index=True)
    plan_day: Mapped[date | None]
    """The day for which the plan made it, whatever became of that day."""
    state: Mapped[str] = mapped_column(String(14), index=True)
    means: Mapped[str] = mapped_column(String(10), default="visit")
    times: Mapped[list[str]] = mapped_column(default=list)
    day: Mapped[date | None] = mapped_column(index=True)
    part: Mapped[str | None] = mapped_column(String(10))
    formats: Mapped[list[str]] = mapped_column(default=list)
    most_items: Mapped[int]
    most_grams: Mapped[int]
    tastes_sealed: Mapped[str | None] = mapped_column(Text)
    """For “choose for me”: as in the plan."""
    note_sealed: Mapped[str | None] = mapped_column(Text)
    """From the reader to whoever packs."""
    round_id: Mapped[str | None] = mapped_column(ForeignKey("delivery_round.id"), index=True)
    stop: Mapped[int | None]
    """Place in the round, from 1."""
    asked_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    """None: a plan, or the reader was forgotten."""
    asked_how: Mapped[str] = mapped_column(String(10))
    asked_at: Mapped[datetime] = mapped_column(default=now, index=True)
    packed_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    looked_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    """Who had a second look at the bag."""
    return_card: Mapped[bool] = mapped_column(default=False)
    arrived_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    pieces: Mapped[int | None]
    """Volumes and things that were delivered: a number that stays when the titles are gone."""
    failures: Mapped[int] = mapped_column(default=0)
    rating: Mapped[int | None]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)
    titles_gone_at: Mapped[datetime | None]

    lines: Mapped[list[VisitLine]] = relationship(
        cascade="all, delete-orphan", lazy="selectin", order_by="VisitLine.place"
    )

    __table_args__ = (
        CheckConstraint(f"state IN {tuple(one.value for one in VisitState)}", name="state"),
        CheckConstraint(f"means IN {MEANS}", name="means"),
        CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name="rating"),
        # Two workers that draft the same visit at once: one of them finds that it is there.
        Index("uq_visit_plan_day", "plan_id", "plan_day", unique=True),
    )


class VisitLine(Base):
    """One thing of a visit: a title the reader wants, or one that is to be chosen for them."""

    __tablename__ = "visit_line"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"), index=True)
    place: Mapped[int]
    state: Mapped[str] = mapped_column(String(12), default="wanted")
    title_id: Mapped[str | None] = mapped_column(ForeignKey("title.id"), index=True)
    """None: choose for me, or the title has left the record."""
    kind: Mapped[str | None] = mapped_column(String(20))
    barcode: Mapped[str | None] = mapped_column(ForeignKey("copy.barcode"))
    """The copy, or the first volume of the set, that is meant for it."""
    scanned: Mapped[list[str]] = mapped_column(default=list)
    """Barcodes that are in the bag."""
    loan_id: Mapped[str | None] = mapped_column(ForeignKey("loan.id"), index=True)
    conversion_id: Mapped[str | None] = mapped_column(String(64))
    """What is being made for it."""

    __table_args__ = (
        CheckConstraint(f"state IN {LINE_STATES}", name="state"),
        # A copy is meant for one visit at a time.
        Index(
            "uq_visit_line_copy", "barcode", unique=True,
            sqlite_where=text("state IN ('chosen', 'in_bag')"),
            postgresql_where=text("state IN ('chosen', 'in_bag')"),
        ),
        Index("uq_visit_line_place", "visit_id", "place", unique=True),
    )  # fmt: skip


class DeliveryPlace(Base):
    """Where streets, estates and buildings are, as far as the library has entered it: for readers of whom nobody has entered a point. Nobody's address."""

    __tablename__ = "delivery_place"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"))
    name: Mapped[str] = mapped_column(String(200))
    """As it stands in addresses."""
    key: Mapped[str] = mapped_column(String(200))
    """The same, folded: what is compared."""
    point: Mapped[str] = mapped_column(String(60))
    """Latitude and longitude in degrees: ``30.25000,120.13000``."""
    changed_at: Mapped[datetime] = mapped_column(default=now)

    __table_args__ = (Index("uq_delivery_place_key", "branch_id", "key", unique=True),)


class DeliveryEvent(Base):
    """What happened to a visit. The database lets nobody change or delete a row."""

    __tablename__ = "delivery_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    actor: Mapped[str] = mapped_column(String(32))
    """Id of a person, or ``system``."""
    by: Mapped[str] = mapped_column(String(10))
    action: Mapped[str] = mapped_column(String(20))
    before: Mapped[str | None] = mapped_column(String(14))
    after: Mapped[str] = mapped_column(String(14))
    reason: Mapped[str | None] = mapped_column(String(12))
    place: Mapped[int | None]
    """Of the line it was about."""


class DeliveryNotice(Base):
    """Something to be told to somebody, once."""

    __tablename__ = "delivery_notice"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    """What it is about; a second notice of the same key is the same notice."""
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    visit_id: Mapped[str | None] = mapped_column(ForeignKey("visit.id"), index=True)
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branch.id"), index=True)
    channel: Mapped[str] = mapped_column(String(10))
    code: Mapped[str] = mapped_column(String(60))
    """Of the sentence."""
    params_sealed: Mapped[str | None] = mapped_column(Text)
    """JSON: what stands in the sentence, in the reader's language where it is words. Emptied with the titles."""
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=now)
    made_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(String(20), default="")
    """Why it is to be called: ``phone``, ``refused``, ``no-address``, ``uncertain``; once called, how that went."""
    called_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint(f"channel IN {CHANNELS}", name="channel"),
        CheckConstraint(f"state IN {NOTICE_STATES}", name="state"),
        Index("ix_delivery_notice_due", "state", "next_at"),
    )
