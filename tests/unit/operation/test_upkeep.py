"""What is kept no longer goes, what is still needed stays, and nobody has to remember to do it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import accessible_reader.conversions.service as conversions_module
from accessible_reader.catalogue.models import Copy, Title
from accessible_reader.cli.words import catalogue
from accessible_reader.database import now, select
from accessible_reader.operation import health
from accessible_reader.operation.upkeep import Chore, Upkeep
from accessible_reader.people.models import Person
from accessible_reader.people.sign_in.models import Delay, LoginLink, PasskeyChallenge, SignInSession
from accessible_reader.shelf.models import Hold
from audio_cache import clip_key, open_cache
from converters.messages import LANGUAGES
from tests.databases import KINDS
from tests.service_ground import Library, open_library

START = now().replace(microsecond=0)
HOURLY = {"sign-in-links", "passkey-questions", "sign-in-delays", "lost-conversions", "lost-intakes", "holds"}


both = pytest.mark.parametrize("library", KINDS, indirect=True)
"""Where the databases might differ; a library costs seconds."""


@pytest.fixture
def library(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Library]:
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", str(tmp_path / "clips"))
    with open_library(getattr(request, "param", "sqlite"), tmp_path) as library:
        yield library


def upkeep_of(library: Library) -> Upkeep:
    service = library.service
    return Upkeep(service.database, service.store, service.conversions, service.intakes)


def fill(library: Library) -> None:
    """One of each kind that is over after an hour or a month, one that is not."""
    branch = library.add_branch("main")
    with library.service.database.transaction() as session:
        person = Person(language="zh-CN")
        title = Title(name="x", sort_name="x", language="zh")
        session.add_all([person, title])
        session.flush()
        for name, end in (("a", timedelta(minutes=15)), ("b", timedelta(days=60))):
            made = {"made_at": START, "expires_at": START + end}
            session.add(LoginLink(token_hash=name, person_id=person.id, **made))
            session.add(
                SignInSession(token_hash=name, person_id=person.id, method="pin", staff=False, **made)
            )
            session.add(PasskeyChallenge(challenge=b"x", expires_at=START + end))
            session.add(Delay(key=name, failures=3, last_at=START + end))
            copy = Copy(barcode=name, branch_id=branch, kind="disc", state="on_hold_shelf")
            session.add(copy)
            session.flush()
            until_day = (START + end + timedelta(days=2)).date()
            session.add(_hold(title.id, branch, name, until_day))
            session.flush()


def _hold(title: str, branch: str, barcode: str, until_day: date) -> Hold:
    return Hold(
        title_id=title,
        kind="disc",
        pickup_branch_id=branch,
        state="ready",
        number=ord(barcode),
        barcode=barcode,
        ready_until=until_day,
    )


def kept(library: Library, table: Any) -> int:
    with library.service.database.reading() as session:
        return len(session.scalars(select(table)).all())


@both
def test_what_is_over_goes_and_what_is_not_stays(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(library)
    store = library.service.store
    store.put_bytes("work/nobody/000.tar", b"x")
    store.put_bytes("artifacts/nobody/stray/made.txt", b"x")
    store.put_bytes("sources/precious", b"x")
    work = upkeep_of(library)
    assert {one.name: one.count for one in work.run(START)}["holds"] == 0
    hourly = work.run(START + timedelta(hours=1), hourly_only=True)
    assert {one.name for one in hourly} >= HOURLY
    assert not {one.name for one in hourly} & {"sessions", "leftovers", "clips"}
    assert {one.name for one in hourly if one.count} == {"sign-in-links", "passkey-questions"}
    monkeypatch.setattr(conversions_module, "now", lambda: START + timedelta(days=40))
    later = START + timedelta(days=40)
    counts = {one.name: one.count for one in work.run(later)}
    assert counts["sign-in-delays"] == counts["sessions"] == counts["holds"] == 1
    for table in (LoginLink, SignInSession, PasskeyChallenge, Delay):
        assert kept(library, table) == 1, table
    with library.service.database.reading() as session:
        assert dict(session.execute(select(Hold.barcode, Hold.state)).all())["b"] == "ready"  # type: ignore[arg-type]
    assert list(store.names()) == ["sources/precious"]
    assert not any(one.count for one in work.run(later))


def test_clips_that_nobody_hears_go(library: Library) -> None:
    cache = open_cache()
    for number in (1, 2):
        cache.put(clip_key(test=number), b"x" * 100)
    names = {path.name: path for path in (library.folder / "clips").rglob("*") if path.is_file()}
    old = time.time() - 3650 * 86_400
    (stale,) = [
        path for name, path in names.items() if clip_key(test=1).endswith(name) or name in clip_key(test=1)
    ]
    os.utime(stale, (old, old))
    counts = {one.name: one.count for one in upkeep_of(library).run(START)}
    assert counts["clips"] == 1
    assert not cache.contains(clip_key(test=1))
    assert cache.contains(clip_key(test=2))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chore_and_every_part_has_words(library: Library, language: str) -> None:
    for code in (
        *(f"upkeep-{chore.name}" for chore in upkeep_of(library).chores),
        *(f"health-part-{name}" for name in health._LOOKS),
    ):
        assert code not in catalogue(language).format(code, {"count": 3}), code


def test_one_chore_that_fails_does_not_keep_the_others(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    work = upkeep_of(library)
    marker = "Qin Shouren"
    work.chores = (Chore("holds", lambda _at: int(marker)), Chore("clips", lambda _at: 7))
    assert [(one.name, one.count, one.error) for one in work.run(START)] == [
        ("holds", None, "ValueError"),
        ("clips", 7, ""),
    ]
    assert [record.getMessage() for record in caplog.records] == ["upkeep failed: holds"]
