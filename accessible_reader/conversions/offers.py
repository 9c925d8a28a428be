"""What of an edition is made already, what is on its way, and how long making something takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from accessible_reader.catalogue.models import Edition
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.conversions.service import ACTIVE
from accessible_reader.database import Database, Session, func, now, select
from converters.registry import get_converter

_LOOKED_AT: Final = 20
_WAITING: Final = 20
"""So many in the queue are counted at most."""
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


def seconds_to_make(database: Database, edition_id: str, formats: Sequence[str]) -> dict[str, float]:
    """Format → about how long the edition takes to be made into it, by what others took here; with what stands before it in the queue."""
    with database.reading() as session:
        edition = session.execute(
            select(Edition.description, Edition.language).where(Edition.id == edition_id)
        ).one_or_none()
        counts = (edition.description or {}).get("counts", {}) if edition is not None else {}
        language = edition.language if edition is not None else ""
        active = select(ConversionRecord.id).where(ConversionRecord.state.in_(ACTIVE)).limit(_WAITING)
        waiting = len(session.scalars(active).all())
        rates = _measured(session, formats, language)
    characters = float(counts.get("characters", 0))
    return {
        name: (_START + characters / (rates.get(name) or _usual(name, language))) * (1 + waiting / 2)
        for name in formats
    }


def seconds_left(database: Database, record: ConversionRecord) -> float | None:
    """About how long a conversion still takes; None for one that has ended."""
    if record.state not in ACTIVE:
        return None
    if record.state == "queued" or record.started_at is None or not record.weight_done:
        return seconds_to_make(database, record.edition_id, [record.format])[record.format]
    passed = (now() - record.started_at) / timedelta(seconds=1)
    return max(1.0, passed * (record.weight_total - record.weight_done) / record.weight_done)


def _measured(session: Session, formats: Sequence[str], language: str) -> dict[str, float]:
    """Format → characters a second of the last ones in that format and language."""
    age = func.row_number().over(
        partition_by=ConversionRecord.format, order_by=ConversionRecord.ended_at.desc()
    )
    ended = (
        select(
            ConversionRecord.format,
            ConversionRecord.weight_total,
            ConversionRecord.started_at,
            ConversionRecord.ended_at,
            age.label("age"),
        )
        .join(Edition, Edition.id == ConversionRecord.edition_id)
        .where(
            ConversionRecord.format.in_(formats),
            ConversionRecord.state == "done",
            ConversionRecord.started_at.is_not(None),
            ConversionRecord.ended_at.is_not(None),
            Edition.language == language,
        )
        .subquery()
    )
    weights: dict[str, float] = {}
    seconds: dict[str, float] = {}
    for row in session.execute(select(ended).where(ended.c.age <= _LOOKED_AT)):
        weights[row.format] = weights.get(row.format, 0.0) + row.weight_total
        took = (row.ended_at - row.started_at) / timedelta(seconds=1)
        seconds[row.format] = seconds.get(row.format, 0.0) + took
    return {name: weights[name] / took for name, took in seconds.items() if weights[name] > 0 and took > 0}


def _usual(format_name: str, language: str) -> float:
    kind = get_converter(format_name).kind
    if kind == "audio" and language.startswith("zh"):
        return _MANDARIN_AUDIO
    return _RATES[kind]
