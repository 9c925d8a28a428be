"""Tables of the audit log: who saw or changed whose data. Rows hold names of fields, never what is in them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from accessible_reader.database.base import Base


class AuditRow(Base):
    """One view or change. Only ever added; each row's hash holds the hash of the row before it."""

    __tablename__ = "audit_row"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """1, 2, 3 ... without a gap; the order of the chain, whatever the clock says."""
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(32), index=True)
    """Id of the person who looked, or ``system``."""
    subject: Mapped[str | None] = mapped_column(String(32))
    """Id of the person whose data it was; None for acts on many (an import)."""
    act: Mapped[str] = mapped_column(String(40))
    fields: Mapped[list[str]]
    purpose: Mapped[str] = mapped_column(String(40))
    reference: Mapped[str] = mapped_column(String(80))
    """Opaque id of what it was for (a delivery, a file's hash), or empty. No prose: prose holds personal data."""
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (Index("ix_audit_row_subject_number", "subject", "number"),)


class AuditHead(Base):
    """The end of the chain: one row, locked by whoever writes the next, so that there is one chain."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
