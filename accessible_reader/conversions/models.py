"""Tables of conversions: what was asked for, how far it is, what came out, and to whom it was given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from accessible_reader.database.base import Base, new_id, now

STATES = ("queued", "running", "done", "failed", "cancelled")


class ConversionRecord(Base):
    """An edition on its way into one format. ``id`` is made from edition and recipe, so the same wish is the same row."""

    __tablename__ = "conversion"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id"), index=True)
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branch.id"), index=True)
    """Whose queue it stands in: fairness is between these."""
    format: Mapped[str] = mapped_column(String(40), index=True)
    options: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default="queued", index=True)
    attempt: Mapped[int] = mapped_column(default=1)
    """Counts retries; the job's id holds it, so that a retry is a new job."""
    priority: Mapped[int] = mapped_column(default=5)
    """Lower is sooner: 1 a patron waits, 5 staff, 9 a batch."""
    parts_done: Mapped[int] = mapped_column(default=0)
    parts_total: Mapped[int] = mapped_column(default=0)
    weight_done: Mapped[int] = mapped_column(default=0)
    weight_total: Mapped[int] = mapped_column(default=0)
    error_code: Mapped[str | None] = mapped_column(String(60))
    error_params: Mapped[dict[str, Any] | None]
    requested_at: Mapped[datetime] = mapped_column(default=now)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        # The board: the newest first, of all or of one state, however many there are.
        Index("ix_conversion_requested_at", "requested_at", "id"),
        Index("ix_conversion_board", "state", "requested_at", "id"),
    )


class PartRecord(Base):
    """A finished part of a conversion that is not yet done: what progress is counted from."""

    __tablename__ = "conversion_part"

    conversion_id: Mapped[str] = mapped_column(
        ForeignKey("conversion.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    weight: Mapped[int]
    times: Mapped[int] = mapped_column(default=1)
    """How often it was made after it had been kept: more than 1 is a fault of ours."""
    worker: Mapped[str] = mapped_column(String(80))
    seconds: Mapped[float] = mapped_column(default=0.0)


class ArtifactRecord(Base):
    """What a conversion made. Its files lie in the storage under ``folder``."""

    __tablename__ = "artifact"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversion_id: Mapped[str] = mapped_column(ForeignKey("conversion.id"), unique=True)
    folder: Mapped[str] = mapped_column(Text)
    main: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(String(100))
    files: Mapped[list[dict[str, Any]]] = mapped_column(type_=Base.type_annotation_map[dict[str, Any]])
    """Each ``{"name", "size", "sha256"}``."""
    size: Mapped[int] = mapped_column(BigInteger)
    report: Mapped[dict[str, Any]]
    """The quality report: counts, findings, checks passed."""
    provenance: Mapped[dict[str, Any]]
    """How it was made: source hash, versions, options, voices."""
    made_at: Mapped[datetime] = mapped_column(default=now)


class Provision(Base):
    """One line of the provision ledger: what was given to whom (by pseudonym), when, how made. Only ever added to."""

    __tablename__ = "provision"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    artifact_id: Mapped[str | None] = mapped_column(ForeignKey("artifact.id"))
    """None: heard or read on the pages, made while it was sent."""
    edition_id: Mapped[str] = mapped_column(ForeignKey("edition.id"), index=True)
    title: Mapped[str] = mapped_column(Text)
    authors: Mapped[str] = mapped_column(Text)
    format: Mapped[str] = mapped_column(String(40))
    rights: Mapped[str] = mapped_column(String(20))
    recipient: Mapped[str] = mapped_column(String(64), index=True)
    """A pseudonym: a keyed hash of the person's id."""
    copy_id: Mapped[str] = mapped_column(String(32), unique=True)
    """Opaque; stands in the copy's front matter and metadata where the rights class asks for it."""
    how: Mapped[str] = mapped_column(String(20))
    """download, stream, delivery, device."""
    branch_id: Mapped[str | None] = mapped_column(ForeignKey("branch.id"))

    __table_args__ = (Index("ix_provision_recipient_at", "recipient", "at"),)
