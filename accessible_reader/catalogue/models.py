"""Tables of the catalogue.

A *title* is the work as a reader knows it; an *edition* is one version of it with one source file; a *copy* is a thing on a shelf with a barcode. Names follow FRBR as libraries use
it: work, manifestation, item.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accessible_reader.database.base import Base, new_id, now

LENGTHS = ("short", "medium", "long")
RIGHTS = ("public_domain", "licensed", "print_disabled_only")
"""Rights classes. ``print_disabled_only``: shown to all, given only to people whose eligibility was verified (著作权法 24(12), Marrakesh)."""

INTAKE_STATES = ("waiting", "reading", "done", "refused", "failed", "cancelled")
"""``refused``: the file is not to be had, or a person has to say something first; ``failed``: it may succeed another time."""

COPY_KINDS = ("braille", "large_print", "disc", "player", "print")
COPY_STATES = ("available", "lent", "on_hold_shelf", "in_transit", "packed", "in_repair", "lost", "withdrawn")


class Branch(Base):
    """A library or one of its branches; the main library has no parent."""

    __tablename__ = "branch"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("branch.id"), index=True)


class SourceFile(Base):
    """A file as it was handed in, kept once under its hash."""

    __tablename__ = "source_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(300))
    """As it was called when it first came, only to be shown."""
    stored_as: Mapped[str] = mapped_column(String(300))
    added_at: Mapped[datetime] = mapped_column(default=now)


class Title(Base):
    """A work."""

    __tablename__ = "title"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text)
    sort_name: Mapped[str] = mapped_column(Text, index=True)
    language: Mapped[str] = mapped_column(String(35), index=True)
    series: Mapped[str | None] = mapped_column(Text)
    series_position: Mapped[str | None] = mapped_column(String(20))
    summary: Mapped[str | None] = mapped_column(Text)
    match_key: Mapped[str] = mapped_column(String(32), default="", server_default="", index=True)
    """Hash of name and first author, folded: two files with the same one are the same work."""
    added_at: Mapped[datetime] = mapped_column(default=now, index=True)

    contributors: Mapped[list[Contributor]] = relationship(
        cascade="all, delete-orphan", order_by="Contributor.position", lazy="selectin"
    )
    subjects: Mapped[list[Subject]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    editions: Mapped[list[Edition]] = relationship(back_populates="title", lazy="selectin")


class Contributor(Base):
    """Who made it; ``role`` is a MARC relator code (aut, trl, nrt ...)."""

    __tablename__ = "contributor"

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(3), default="aut")

    __table_args__ = (Index("ix_contributor_name", "name"),)


class Subject(Base):
    """A subject heading of a title."""

    __tablename__ = "subject"

    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)

    __table_args__ = (Index("ix_subject_name", "name"),)


class Edition(Base):
    """One version of a title. ``source`` is None where the library has only copies on shelves."""

    __tablename__ = "edition"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    title_id: Mapped[str] = mapped_column(ForeignKey("title.id"), index=True)
    source_sha256: Mapped[str | None] = mapped_column(ForeignKey("source_file.sha256"))
    identifier: Mapped[str] = mapped_column(Text, default="")
    """The publisher's: ISBN, URN."""
    identifier_key: Mapped[str] = mapped_column(String(64), default="", server_default="", index=True)
    """The same, so that it can be compared: ISBN-13 without hyphens, else a hash; "" where it says nothing."""
    publisher: Mapped[str] = mapped_column(Text, default="")
    published: Mapped[str] = mapped_column(String(30), default="")
    language: Mapped[str] = mapped_column(String(35), index=True)
    rights: Mapped[str] = mapped_column(String(20))
    rights_basis: Mapped[str] = mapped_column(Text, default="")
    """Where the right comes from, in words: for the ledger."""
    words: Mapped[int] = mapped_column(default=0)
    length: Mapped[str] = mapped_column(String(10), default="", server_default="")
    """Length class: short, medium, long; "" where nobody knows."""
    description: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What ``converters.describe`` found: counts, accessibility features, contents."""
    findings: Mapped[list[Any]] = mapped_column(type_=Base.type_annotation_map[dict[str, Any]], default=list)
    added_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]

    title: Mapped[Title] = relationship(back_populates="editions")
    source: Mapped[SourceFile | None] = relationship(lazy="joined")

    __table_args__ = (
        CheckConstraint(f"rights IN {RIGHTS}", name="rights"),
        UniqueConstraint("source_sha256", name="uq_edition_source"),
    )


class Copy(Base):
    """A thing with a barcode: a braille volume, a large-print volume, a disc, a player (听书机)."""

    __tablename__ = "copy"

    barcode: Mapped[str] = mapped_column(String(40), primary_key=True)
    edition_id: Mapped[str | None] = mapped_column(ForeignKey("edition.id"), index=True)
    """None for a player, which is no book."""
    branch_id: Mapped[str] = mapped_column(ForeignKey("branch.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    set_id: Mapped[str | None] = mapped_column(String(32), index=True)
    """The same for all volumes of one set, which are lent together."""
    volume: Mapped[int] = mapped_column(default=1)
    volumes: Mapped[int] = mapped_column(default=1)
    shelf_mark: Mapped[str] = mapped_column(String(60), default="")
    grams: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(20), default="available", index=True)

    __table_args__ = (
        CheckConstraint(f"kind IN {COPY_KINDS}", name="kind"),
        CheckConstraint(f"state IN {COPY_STATES}", name="state"),
    )


class Intake(Base):
    """A file on its way into the catalogue, and afterwards what became of it."""

    __tablename__ = "intake"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(300))
    stored_as: Mapped[str] = mapped_column(String(300))
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branch.id"), index=True)
    """Whose queue it stands in: fairness is between these."""
    by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who handed it in; None: at the command line of the server."""
    facts: Mapped[dict[str, Any]]
    """What was said about it: rights and their basis, language, encoding, which title it is of."""
    state: Mapped[str] = mapped_column(String(10), default="waiting", index=True)
    attempt: Mapped[int] = mapped_column(default=1)
    priority: Mapped[int] = mapped_column(default=5)
    status: Mapped[str] = mapped_column(String(20), default="")
    """When done: created, edition-added, already-here, restored."""
    title_id: Mapped[str | None] = mapped_column(ForeignKey("title.id"), index=True)
    """When done, the title; when refused because we have the work, that one."""
    edition_id: Mapped[str | None] = mapped_column(ForeignKey("edition.id"), index=True)
    said: Mapped[list[Any]] = mapped_column(type_=Base.type_annotation_map[dict[str, Any]], default=list)
    """The report, as findings."""
    error_code: Mapped[str | None] = mapped_column(String(60))
    error_params: Mapped[dict[str, Any] | None]
    requested_at: Mapped[datetime] = mapped_column(default=now)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(f"state IN {INTAKE_STATES}", name="state"),
        Index("ix_intake_requested_at", "requested_at", "id"),
    )


class CuratedList(Base):
    """Titles that staff put together for readers: for a season, a class, a reading circle."""

    __tablename__ = "curated_list"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(200))
    about: Mapped[str] = mapped_column(Text, default="")
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branch.id"), index=True)
    """None: of the whole library."""
    made_by: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(default=now)
    shown: Mapped[bool] = mapped_column(default=False)
    """Whether readers see it; staff may prepare it first."""


class CuratedEntry(Base):
    """A title's place in a list. ``note`` says why it is there."""

    __tablename__ = "curated_entry"

    list_id: Mapped[str] = mapped_column(ForeignKey("curated_list.id", ondelete="CASCADE"), primary_key=True)
    title_id: Mapped[str] = mapped_column(ForeignKey("title.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[int]
    """Order; with gaps after something was taken out."""
    note: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("ix_curated_entry_place", "list_id", "place"),
        Index("ix_curated_entry_title", "title_id"),
    )
