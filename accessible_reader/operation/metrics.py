"""Figures for a program that watches many services (Prometheus): counted from the rows at the moment they are asked for, so every process answers the same, whenever it started.

No label names a person, a book or a branch; labels have few values (states, kinds, formats).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any, Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from accessible_reader.bootstrap import Service
from accessible_reader.catalogue.models import Intake, SourceFile
from accessible_reader.conversions.models import STATES, ArtifactRecord, ConversionRecord
from accessible_reader.database import Database, case, func, now, select
from accessible_reader.jobs.models import WorkerRecord
from accessible_reader.operation.counters import PROCESS
from audio_cache import CacheSettingError, open_cache
from audio_cache.store import StoreError

CONTENT_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
_HOUR: Final = timedelta(hours=1)
CONVERSION_BUCKETS: Final = (1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200)
WAIT_BUCKETS: Final = (1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400)
_PREFIX: Final = "accessible_reader_"


def metrics(service: Service) -> bytes:
    """All figures in Prometheus' text format; :data:`CONTENT_TYPE` is its media type. Raises what a database that is away raises."""
    registry = CollectorRegistry()
    registry.register(_Figures(service))
    return generate_latest(registry) + generate_latest(PROCESS)


class _Figures(Collector):
    def __init__(self, service: Service) -> None:
        self._service = service
        self._database: Database = service.database

    def describe(self) -> Iterator[Any]:
        """Nothing: else the rows would be counted once more to find out the names."""
        return iter(())

    def collect(self) -> Iterator[Any]:
        """The families of figures."""
        yield InfoMetricFamily(
            f"{_PREFIX}build", "The program.", value={"version": version("accessible-reader")}
        )
        yield from self._conversions()
        yield from self._jobs()
        yield from self._durations()
        yield from self._workers()
        yield from self._storage()
        yield from _clips()

    def _conversions(self) -> Iterator[Any]:
        family = GaugeMetricFamily(
            f"{_PREFIX}conversions", "Conversions there are, by format and state.", labels=["format", "state"]
        )
        query = select(ConversionRecord.format, ConversionRecord.state, func.count()).group_by(
            ConversionRecord.format, ConversionRecord.state
        )
        waiting = select(func.min(ConversionRecord.requested_at)).where(ConversionRecord.state == "queued")
        intakes = select(Intake.state, func.count()).group_by(Intake.state)
        with self._database.reading() as session:
            counts = {(name, state): count for name, state, count in session.execute(query)}
            oldest = session.scalar(waiting)
            taken = list(session.execute(intakes))
        for name in sorted({name for name, _state in counts}):
            for state in STATES:
                family.add_metric([name, state], counts.get((name, state), 0))
        yield family
        yield _gauge(
            "oldest_waiting_seconds",
            "How long the first conversion in the queue has waited; 0: none waits.",
            _age(oldest),
        )
        family = GaugeMetricFamily(
            f"{_PREFIX}intakes",
            "Files on their way into the catalogue, and those that came, by state.",
            labels=["state"],
        )
        for state, count in taken:
            family.add_metric([state], count)
        yield family

    def _jobs(self) -> Iterator[Any]:
        counts = self._service.queue.counts(now() - _HOUR)
        current = GaugeMetricFamily(
            f"{_PREFIX}jobs", "Jobs that wait or run, by kind.", labels=["kind", "state"]
        )
        ended = GaugeMetricFamily(
            f"{_PREFIX}jobs_last_hour",
            "Jobs that ended within the last hour, by kind; of kind “part”: parts an hour.",
            labels=["kind", "state"],
        )
        for (kind, state), count in sorted(counts.items()):
            (current if state in {"queued", "running"} else ended).add_metric([kind, state], count)
        yield current
        yield ended

    def _durations(self) -> Iterator[Any]:
        seconds = HistogramMetricFamily(
            f"{_PREFIX}conversion_seconds",
            "From the start of a conversion to its end, by format.",
            labels=["format"],
        )
        waits = HistogramMetricFamily(
            f"{_PREFIX}queue_wait_seconds", "From the wish for a conversion to its start.", labels=[]
        )
        took = self._between(ConversionRecord.started_at, ConversionRecord.ended_at)
        waited = self._between(ConversionRecord.requested_at, ConversionRecord.started_at)
        by_format = (
            select(ConversionRecord.format, *_buckets(took, CONVERSION_BUCKETS))
            .where(ConversionRecord.state == "done", ConversionRecord.started_at.is_not(None))
            .group_by(ConversionRecord.format)
            .order_by(ConversionRecord.format)
        )
        # Of a second try nobody knows any more when it was wished for.
        first = select(*_buckets(waited, WAIT_BUCKETS)).where(
            ConversionRecord.started_at.is_not(None), ConversionRecord.attempt == 1
        )
        with self._database.reading() as session:
            for name, *row in session.execute(by_format):
                _add(seconds, [name], CONVERSION_BUCKETS, row)
            _add(waits, [], WAIT_BUCKETS, session.execute(first).one())
        yield seconds
        yield waits

    def _between(self, start: Any, end: Any) -> Any:
        if self._database.dialect == "sqlite":
            return (func.julianday(end) - func.julianday(start)) * 86_400.0
        return func.date_part("epoch", end - start)

    def _workers(self) -> Iterator[Any]:
        with self._database.reading() as session:
            seen = list(session.scalars(select(WorkerRecord.seen_at).where(WorkerRecord.gone.is_(False))))
        ages = [_age(moment) for moment in seen]
        bound = self._service.settings.gone_seconds
        yield _gauge("workers", "Workers that live.", sum(age < bound for age in ages))
        yield _gauge(
            "worker_silent_seconds",
            "Since the longest silent worker showed that it lives.",
            max(ages, default=0),
        )

    def _storage(self) -> Iterator[Any]:
        family = GaugeMetricFamily(
            f"{_PREFIX}stored_bytes", "Bytes of files in the storage that rows know.", labels=["kind"]
        )
        with self._database.reading() as session:
            family.add_metric(["sources"], session.scalar(select(func.sum(SourceFile.size))) or 0)
            family.add_metric(["artifacts"], session.scalar(select(func.sum(ArtifactRecord.size))) or 0)
        yield family
        free = shutil.disk_usage(self._service.settings.data).free
        yield _gauge("data_free_bytes", "Room on the disk of the data folder.", free)


def _clips() -> Iterator[Any]:
    try:
        counts = open_cache().counts()
    except (CacheSettingError, StoreError):
        return
    asked = CounterMetricFamily(
        f"{_PREFIX}clips_asked", "Speech clips looked for in the cache.", labels=["found"]
    )
    asked.add_metric(["yes"], counts.hits)
    asked.add_metric(["no"], counts.misses)
    yield asked
    yield CounterMetricFamily(
        f"{_PREFIX}clips_evicted", "Clips that were removed to make room.", value=counts.evicted
    )
    yield _gauge("clips_bytes", "Bytes of the cache of clips, estimated.", counts.estimated_bytes)


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"{_PREFIX}{name}", words, value=value)


def _age(moment: datetime | None) -> float:
    return max(0.0, (now() - moment).total_seconds()) if moment is not None else 0.0


def _buckets(seconds: Any, bounds: tuple[int, ...]) -> list[Any]:
    """Columns: how many, their sum, and for each bound how many were not above it."""
    below = [func.sum(case((seconds <= bound, 1), else_=0)) for bound in bounds]
    return [func.count(), func.sum(seconds), *below]


def _add(
    family: HistogramMetricFamily, labels: list[str], bounds: tuple[int, ...], row: Sequence[Any]
) -> None:
    """``row``: what the columns of :func:`_buckets` gave."""
    count, total, *below = row
    buckets = [(f"{bound:.1f}", float(number or 0)) for bound, number in zip(bounds, below, strict=True)]
    # A clock that was set back makes sums that are too small, never below nothing: Prometheus takes that for a restart.
    family.add_metric(labels, [*buckets, ("+Inf", float(count))], sum_value=max(0.0, float(total or 0.0)))
