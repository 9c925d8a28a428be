"""What of an edition is made already, what is on its way, and how long making something takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from accessible_reader.catalogue.models import Edition
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.conversions.service import ACTIVE
from accessible_reader.database import Database, Session, func, now, select
from converters.registry import get_converter

_LOOKED_AT: Final = 20
_RATES: Final = {"audio": 40.0, "braille": 4_000.0, "print": 2_000.0, "text": 20_000.0, "data": 20_000.0}
"""Characters a second of a whole conversion on two processors, until this library has made some of its own (docs/benchmarks.md)."""
_MANDARIN_AUDIO: Final = 14.0
_START: Final = 5.0
"""Seconds that every conversion takes besides."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A conversion of an edition. ``artifact`` is there once it is done."""

    conversion: ConversionRecord
    artifact: ArtifactRecord | None


def offers_of(database: Database, edition_id: str) -> list[Offer]:
    """All conversions of the edition that are done or on their way; of each format the newest first."""
    query = (
        select(ConversionRecord, ArtifactRecord)
        .join(ArtifactRecord, ArtifactRecord.conversion_id == ConversionRecord.id, isouter=True)
        .where(
            ConversionRecord.edition_id == edition_id,
            ConversionRecord.state.in_((*ACTIVE, "done")),
        )
        .order_by(ConversionRecord.format, ConversionRecord.requested_at.desc())
    )
    with database.reading() as session:
        return [Offer(*row) for row in session.execute(query)]


def seconds_to_make(database: Database, edition_id: str, format_name: str) -> float:
    """About how long the edition takes to be made into the format, by what others took here; with what stands before it in the queue."""
    with database.reading() as session:
        edition = session.get(Edition, edition_id)
        counts = (edition.description or {}).get("counts", {}) if edition is not None else {}
        language = edition.language if edition is not None else ""
        waiting = session.scalar(
            select(func.count()).select_from(ConversionRecord).where(ConversionRecord.state.in_(ACTIVE))
        )
        rate = _measured(session, format_name, language) or _usual(format_name, language)
    own = _START + float(counts.get("characters", 0)) / rate
    return own * (1 + min(int(waiting or 0), 20) / 2)


def seconds_left(database: Database, record: ConversionRecord) -> float | None:
    """About how long a conversion still takes; None for one that has ended."""
    if record.state not in ACTIVE:
        return None
    if record.state == "queued" or record.started_at is None or not record.weight_done:
        return seconds_to_make(database, record.edition_id, record.format)
    passed = (now() - record.started_at) / timedelta(seconds=1)
    return max(1.0, passed * (record.weight_total - record.weight_done) / record.weight_done)


def _measured(session: Session, format_name: str, language: str) -> float | None:
    """Characters a second of the last ones in the same format and language."""
    query = (
        select(ConversionRecord)
        .join(Edition, Edition.id == ConversionRecord.edition_id)
        .where(
            ConversionRecord.format == format_name,
            ConversionRecord.state == "done",
            Edition.language == language,
        )
        .order_by(ConversionRecord.ended_at.desc())
        .limit(_LOOKED_AT)
    )
    weight = seconds = 0.0
    for record in session.scalars(query):
        if record.started_at is not None and record.ended_at is not None:
            weight += record.weight_total
            seconds += (record.ended_at - record.started_at) / timedelta(seconds=1)
    return weight / seconds if weight > 0 and seconds > 0 else None


def _usual(format_name: str, language: str) -> float:
    kind = get_converter(format_name).kind
    if kind == "audio" and language.startswith("zh"):
        return _MANDARIN_AUDIO
    return _RATES[kind]
