"""After a day in a library nothing in the logs tells who was there, or what they read: searched for everything personal that was used."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.privacy_scenario import PERSONAL
from tests.service_ground import ROOT, Library, gone, open_library, until


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "ACCESSIBLE_READER_DATA": str(tmp_path / "data"),
        "ACCESSIBLE_READER_LANGUAGE": "en",
        "ACCESSIBLE_READER_LOG_LEVEL": "debug",
        "ACCESSIBLE_READER_LOG_FORMAT": "json",
        "ACCESSIBLE_READER_WORKER": "desk",
    }


@pytest.mark.slow
def test_nothing_personal_is_in_any_log(tmp_path: Path, environment: dict[str, str]) -> None:
    # PostgreSQL's errors quote values, where SQLite's only name columns.
    with open_library("postgresql", tmp_path) as library:
        environment["ACCESSIBLE_READER_DATABASE_URL"] = library.url
        said = _a_day(library, environment)
    for source, text in said.items():
        found = [value for value in PERSONAL if value in text or ascii(value)[1:-1] in text]
        assert found == [], (source, [line for line in text.splitlines() if found[0] in line][:3])
    # The search has searched something: errors and refusals are told, by class and place.
    lines = [json.loads(line) for line in said["scenario log"].splitlines()]
    assert {line["level"] for line in lines} >= {"WARNING", "ERROR"}
    errors = {error["type"] for line in lines for error in line.get("errors", [])}
    assert "sqlalchemy.exc.IntegrityError" in errors
    workers = [json.loads(line) for line in said["serve log"].splitlines() if line.startswith("{")]
    assert any(line.get("worker", "").startswith("desk-1.") for line in workers)


def _a_day(library: Library, environment: dict[str, str]) -> dict[str, str]:
    folder = library.folder
    files = {name: folder / name.replace(" ", ".") for name in ("serve out", "serve log", "scenario log")}
    with files["serve out"].open("wb") as out, files["serve log"].open("wb") as log:
        serve = subprocess.Popen(
            [sys.executable, "-m", "accessible_reader", "serve", "--no-web", "--workers", "1"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=log,
        )
    try:
        until(lambda: "is ready" in files["serve out"].read_text(), 180, files["serve log"].read_text())
        with files["scenario log"].open("wb") as log:
            done = subprocess.run(
                [sys.executable, "-m", "tests.privacy_scenario", str(folder)],
                cwd=ROOT,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
                timeout=600,
                check=False,
            )
        assert done.stdout == b"all done\n", files["scenario log"].read_text()[-3000:]
        serve.send_signal(signal.SIGTERM)
        serve.wait(120)
    finally:
        left = library_processes(serve)
        serve.kill()
        serve.wait()
        assert gone(left, 60)
    return {name: file.read_text("utf-8") for name, file in files.items()}


def library_processes(serve: subprocess.Popen[bytes]) -> list[object]:
    import psutil

    try:
        return list(psutil.Process(serve.pid).children(recursive=True))
    except psutil.NoSuchProcess:
        return []
