"""Copies that apps fetch piece by piece: one line in the ledger, the same bytes again, gone when nobody comes back."""

from __future__ import annotations

import os
import threading
import time
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from accessible_reader.conversions.copies import KEPT, KeptCopies, file_name
from accessible_reader.conversions.provision import GivenCopy
from accessible_reader.database import new_keys
from accessible_reader.errors import NotNow


class Given:
    """Hands out copies and counts them."""

    def __init__(self, *names: str) -> None:
        self.names = names or ("a.brf",)
        self.times = 0
        self.error: Exception | None = None

    def give(self, artifact: str, person: str, _how: str, folder: Path, _branch: str | None) -> GivenCopy:
        self.times += 1
        for name in self.names:
            (folder / name).write_text(f"{name} of {artifact} for {person}, copy {self.times}")
        if self.error is not None:
            raise self.error
        return GivenCopy(folder, self.names[0], self.names, f"C{self.times}", None)


def copies(folder: Path, given: Given) -> KeptCopies:
    return KeptCopies(folder / "kept", new_keys(), cast(Any, given))


def test_one_copy_for_one_purpose(tmp_path: Path) -> None:
    given = Given()
    kept = copies(tmp_path, given)
    first = kept.get("loan/1", "art", "anna", None)
    again = kept.get("loan/1", "art", "anna", None)
    assert given.times == 1
    assert again.packed == first.packed
    assert first.packed is not None
    assert first.packed.read_text().endswith("copy 1")
    for purpose, artifact, person in (
        ("loan/2", "art", "anna"),
        ("loan/1", "b", "anna"),
        ("loan/1", "art", "ben"),
    ):
        assert kept.get(purpose, artifact, person, None).folder != first.folder
    assert given.times == 4
    assert "anna" not in str(first.folder)


def test_several_files_come_as_one_zip_unless_they_are_wanted_one_by_one(tmp_path: Path) -> None:
    kept = copies(tmp_path, Given("a.mp3", "b.mp3"))
    packed = kept.get("x", "art", "anna", None).packed
    assert packed is not None
    assert zipfile.ZipFile(packed).namelist() == ["a.mp3", "b.mp3"]
    single = kept.get("y", "art", "anna", None, pack=False)
    assert single.packed is None
    assert single.path("b.mp3").read_text().startswith("b.mp3")


def test_asked_at_once_it_is_made_once(tmp_path: Path) -> None:
    given = Given()
    kept = copies(tmp_path, given)
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(kept.get("x", "art", "anna", None).packed))
        for _ in range(6)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert given.times == 1
    assert len(found) == 6
    assert len(set(found)) == 1


def test_what_is_refused_leaves_nothing(tmp_path: Path) -> None:
    given = Given()
    given.error = NotNow("download-cap", most=1)
    kept = copies(tmp_path, given)
    with pytest.raises(NotNow, match="download-cap"):
        kept.get("x", "art", "anna", None)
    assert not [one for one in (tmp_path / "kept").iterdir() if one.is_dir()]
    given.error = None
    assert kept.get("x", "art", "anna", None).packed is not None


def test_what_nobody_came_back_for_goes(tmp_path: Path) -> None:
    kept = copies(tmp_path, Given())
    old = kept.get("old", "art", "anna", None).folder
    used = kept.get("used", "art", "anna", None).folder
    podcast = kept.get("podcast", "art", "anna", None, kept=timedelta(days=7)).folder
    before = time.time() - KEPT.total_seconds() - 60
    for folder in (old, used, podcast):
        os.utime(folder / "about.json", (before, before))
    kept.get("used", "art", "anna", None)  # came back
    kept.get("new", "art", "anna", None)
    assert not old.exists()
    assert used.exists()
    assert podcast.exists()


def test_names_that_every_player_takes() -> None:
    assert file_name("夜航: 上/下 <1>", ".brf") == "夜航 上 下 1.brf"
    assert file_name("???", ".zip") == "book.zip"
    assert len(file_name("x" * 500, ".mp3")) == 64
