"""The commands, as somebody at the server would use them."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from accessible_reader.conversions.service import Wish
from tests.service_ground import ROOT, Library, open_library, until, write_books


def run(library: Library, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "ACCESSIBLE_READER_DATA": str(library.folder / "data"),
        "ACCESSIBLE_READER_DATABASE_URL": library.url,
        "ACCESSIBLE_READER_LANGUAGE": "en",
    }
    return subprocess.run(
        [sys.executable, "-m", "accessible_reader", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.mark.slow
def test_a_folder_is_converted_listed_and_stopped(tmp_path: Path) -> None:
    books = tmp_path / "books"
    write_books(books, 2)
    (books / "broken.epub").write_bytes(b"no book")
    with open_library("sqlite", tmp_path) as library:
        environment = os.environ | {
            "ACCESSIBLE_READER_DATA": str(tmp_path / "data"),
            "ACCESSIBLE_READER_DATABASE_URL": library.url,
        }
        worker = subprocess.Popen(
            [sys.executable, "-m", "accessible_reader", "worker", "--name", "w1", "--processes", "2"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            rights = ("--rights", "public_domain", "--rights-basis", "old")
            done = run(library, "admin", "convert-folder", str(books), "--to", "large-print-html", *rights)
            assert done.returncode == 2  # one of them is no book
            assert "broken.epub: " in done.stderr
            assert done.stdout.splitlines()[-1] == "Done: 3. Not done: 0."
            listed = json.loads(run(library, "jobs", "--json").stdout)
            assert {one["state"] for one in listed} == {"done"}
            assert {one["priority"] for one in listed} == {9}
            shown = json.loads(run(library, "jobs", "show", listed[0]["id"][:12], "--json").stdout)
            assert shown["artifact"]["report"]["passed"]
            # The worker ends politely, and says so to whoever started it.
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(60) == 128 + signal.SIGTERM
            edition = listed[0]["edition_id"]
            waiting = library.service.conversions.request(Wish(edition, "speech-text")).id
            line = run(library, "jobs", "cancel", waiting[:12])
            assert "cancelled" in line.stdout
            assert "waiting" in run(library, "jobs", "retry", waiting[:12]).stdout
            assert run(library, "jobs", "show", "zzzz").returncode == 2
            until(lambda: library.service.conversions.get(waiting).attempt == 2)
            out = tmp_path / "ledger.csv"
            assert run(library, "admin", "export-ledger", "--out", str(out)).returncode == 0
            assert next(csv.reader(out.read_text("utf-8-sig").splitlines()))[0] == "at"
        finally:
            worker.kill()
            worker.communicate()
