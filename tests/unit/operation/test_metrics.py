"""Figures are those of the rows, in a form that Prometheus' own parser reads, and about nobody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from accessible_reader.bootstrap import Service
from accessible_reader.catalogue.models import Edition, SourceFile, Title
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.database import new_id, now, text
from accessible_reader.errors import SignInRefused
from accessible_reader.jobs import Job
from accessible_reader.jobs.models import WorkerRecord
from accessible_reader.operation.metrics import metrics
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.persons import new_row
from audio_cache import clip_key, open_cache
from tests.databases import KINDS
from tests.service_ground import open_library

NAMES = ("王小明", "秘密的书", "secret-file.epub", "77001234")


both = pytest.mark.parametrize("service", KINDS, indirect=True)
"""Where the databases might differ; a library costs seconds."""


@pytest.fixture
def service(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Service]:
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", str(tmp_path / "clips"))
    with open_library(getattr(request, "param", "sqlite"), tmp_path) as library:
        yield library.service


def read(service: Service) -> dict[tuple[str, ...], float]:
    """(name, label values...) → value."""
    said = metrics(service).decode()
    assert not any(name in said for name in NAMES)
    found = {}
    for family in text_string_to_metric_families(said):
        assert family.name.startswith("accessible_reader_"), family.name
        assert family.documentation.endswith(".")
        for sample in family.samples:
            if not sample.name.endswith("_created"):
                key = (sample.name.removeprefix("accessible_reader_"), *sample.labels.values())
                assert key not in found, key
                found[key] = sample.value
    return found


def fill(service: Service) -> None:
    start = now() - timedelta(days=1)
    with service.database.transaction() as session:
        new_row(session, service.keys, NewPerson(name=NAMES[0], card=NAMES[3]))
        session.add(SourceFile(sha256="a", size=1000, name=NAMES[2], stored_as="a"))
        session.add(WorkerRecord(id="w.1", name="w"))
        session.add(WorkerRecord(id="v.1", name="v", seen_at=start))
        session.add(WorkerRecord(id="u.1", name="u", gone=True))
        title = Title(name=NAMES[1], sort_name=NAMES[1], language="zh")
        session.add(title)
        session.flush()
        edition = Edition(title_id=title.id, language="zh", rights="licensed", source_sha256="a")
        session.add(edition)
        session.flush()
        for state, name, wait, took, attempt in (
            ("done", "audio-mp3", 2, 10, 1),
            ("done", "audio-mp3", 100, 4000, 1),
            ("done", "braille-brf", 9999, 0.5, 2),
            ("running", "braille-brf", 3, None, 1),
            ("failed", "braille-brf", 3, 1, 1),
            ("queued", "braille-brf", None, None, 1),
        ):
            began = start + timedelta(seconds=wait) if wait is not None else None
            record = ConversionRecord(
                id=new_id(),
                edition_id=edition.id,
                format=name,
                options={},
                state=state,
                attempt=attempt,
                requested_at=start,
                started_at=began,
                ended_at=began + timedelta(seconds=took) if began and took is not None else None,
            )
            session.add(record)
            session.flush()
            if state == "done":
                made = {"folder": "f", "main": "m", "media_type": "x", "files": [], "report": {}}
                session.add(ArtifactRecord(conversion_id=record.id, size=50, provenance={}, **made))
        for number in range(3):
            service.queue.enqueue(session, Job(f"job-{number}", "part", ()))
    schema = "" if service.database.dialect == "sqlite" else "dbos."
    with service.database.transaction() as session:
        for number, minutes in ((1, 10), (2, 100)):
            moment = int((now() - timedelta(minutes=minutes)).timestamp() * 1000)
            session.execute(
                text(  # the engine's own table: a job that ended so long ago cannot be had otherwise
                    f"UPDATE {schema}workflow_status SET status = 'SUCCESS', completed_at = :moment WHERE workflow_uuid = :name"  # noqa: S608 (names of ours)
                ),
                {"moment": moment, "name": f"job-{number}"},
            )


@both
def test_figures_are_those_of_the_rows(service: Service) -> None:
    found = read(service)
    assert found["workers",] == 0
    assert found["queue_wait_seconds_count",] == 0
    assert found["oldest_waiting_seconds",] == 0
    assert found["data_free_bytes",] > 0
    fill(service)
    found = read(service)
    conversions = {key[1:]: value for key, value in found.items() if key[0] == "conversions" and value}
    assert conversions == {
        ("audio-mp3", "done"): 2,
        ("braille-brf", "done"): 1,
        ("braille-brf", "running"): 1,
        ("braille-brf", "failed"): 1,
        ("braille-brf", "queued"): 1,
    }
    assert 86_400 <= found["oldest_waiting_seconds",] < 90_000
    assert found["conversion_seconds_count", "audio-mp3"] == 2
    assert found["conversion_seconds_sum", "audio-mp3"] == pytest.approx(4010, abs=0.01)
    mp3 = [
        found["conversion_seconds_bucket", "audio-mp3", f"{bound:.1f}"] for bound in (5, 15, 3_600, 14_400)
    ]
    assert mp3 == [0, 1, 1, 2]
    assert found["conversion_seconds_bucket", "braille-brf", "1.0"] == 1
    # A second try has been wished for at a time that nobody knows.
    assert found["queue_wait_seconds_count",] == 4
    assert found["queue_wait_seconds_bucket", "5.0"] == 3
    assert found["workers",] == 1
    assert found["worker_silent_seconds",] >= 86_400
    assert (found["stored_bytes", "sources"], found["stored_bytes", "artifacts"]) == (1000, 150)
    assert found["jobs", "part", "queued"] == 1
    assert found["jobs_last_hour", "part", "done"] == 1


def test_clips_are_counted(service: Service) -> None:
    cache = open_cache()
    cache.put(clip_key(test=1), b"x" * 1000)
    cache.get(clip_key(test=1))
    cache.get(clip_key(test=2))
    cache.save_counts()
    found = read(service)
    assert (found["clips_asked_total", "yes"], found["clips_asked_total", "no"]) == (1, 1)
    assert found["clips_bytes",] > 1000


def test_refused_sign_ins_are_counted_and_nobody_is_named(service: Service) -> None:
    before = read(service)
    for _ in range(2):
        with pytest.raises(SignInRefused):
            service.sign_in.with_pin(NAMES[3], "123456", address="192.0.2.7")
    with pytest.raises(SignInRefused):
        service.sign_in.with_link("nonsense")
    after = read(service)
    grown = {
        key[1:]: value - before.get(key, 0)
        for key, value in after.items()
        if key[0] == "sign_in_refused_total"
    }
    assert grown["sign-in-wrong", "pin"] == 2
    assert grown["sign-in-link-bad", "link"] == 1
