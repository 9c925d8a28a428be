"""Tables of jobs: which workers there are. The job engine keeps tables of its own beside these."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from accessible_reader.database.base import Base, now


class WorkerRecord(Base):
    """A worker that lives, or whose work has not all been taken over yet."""

    __tablename__ = "worker"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    """Name and start; never used again."""
    name: Mapped[str] = mapped_column(String(60), index=True)
    """The same after each restart."""
    host: Mapped[str] = mapped_column(String(255), default="")
    """The machine; a name is held by one living worker of a machine, so an earlier holder there is dead for certain."""
    beat: Mapped[int] = mapped_column(default=0)
    """Grows while it lives. Others watch whether it moves, on their own clock; no clocks are compared."""
    started_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    """For people to look at."""
    gone: Mapped[bool] = mapped_column(default=False)
    """Declared gone: should it still live, it must stop when it reads this."""
