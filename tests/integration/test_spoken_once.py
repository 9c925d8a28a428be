"""What was spoken is not spoken again: by another format, after an edit, after a correction, after a worker was killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from audio_cache import open_cache
from converters.book import book_to_json
from converters.language import sentences_of
from converters.protocol import Conversion
from converters.readers import read_book_here
from converters.registry import get_converter
from converters.run import make_options, run_conversion
from converters.workspace import Workspace, write_atomically


def text_of(chapters: int) -> str:
    """Chapters of forty sentences, no two alike."""
    return "\n\n".join(
        f"Chapter {number}\n\n"
        + " ".join(f"This is sentence {number}.{n}, and Hermione says it." for n in range(40))
        for number in range(1, chapters + 1)
    )


TEXT = text_of(3)


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", str(tmp_path / "cache"))


def convert(folder: Path, name: str, text: str = TEXT, **options: Any) -> tuple[int, int]:
    """Lines that were spoken, and that were there already."""
    folder.mkdir()
    source = folder / "book.txt"
    source.write_text(text, "utf-8")
    workspace = Workspace(folder)
    book = read_book_here(source, workspace).book
    sentences = sentences_of(book)
    write_atomically(workspace.book_path, book_to_json(book))
    write_atomically(workspace.sentences_path, sentences.to_json())
    converter = get_converter(name)
    chosen = make_options(converter, {"voice": "tone:beep", **options})
    run_conversion(Conversion(book, sentences, chosen, workspace, name), processes=2)
    results = [json.loads(path.read_text()) for path in (folder / "parts").rglob("result.json")]
    data = [result["data"] for result in results if "spoken" in result["data"]]
    assert len(data) >= 3
    return sum(row["spoken"] for row in data), sum(row["reused"] for row in data)


def test_a_second_format_speaks_nothing(tmp_path: Path) -> None:
    spoken, _ = convert(tmp_path / "mp3", "audio-mp3")
    assert spoken > 100
    assert convert(tmp_path / "again", "audio-mp3") == (0, convert(tmp_path / "m4b", "audio-m4b")[1])
    assert convert(tmp_path / "webpub", "audio-webpub")[0] == 0
    assert convert(tmp_path / "m4b2", "audio-m4b")[0] == 0


def test_one_edited_sentence_is_all_that_is_spoken_again(tmp_path: Path) -> None:
    convert(tmp_path / "first", "audio-mp3")
    edited = TEXT.replace("sentence 2.20,", "changed sentence 2.20,")
    assert edited != TEXT
    assert convert(tmp_path / "edited", "audio-mp3", edited)[0] == 1


def test_a_correction_respeaks_the_sentences_it_changes(tmp_path: Path) -> None:
    text = TEXT.replace("Hermione says it", "Ginny says it").replace("2.7, and Ginny", "2.7, and Hermione")
    convert(tmp_path / "first", "audio-mp3", text)
    lexicon = "Hermione\ther my oh nee\n"
    assert convert(tmp_path / "corrected", "audio-mp3", text, lexicon=lexicon)[0] == 1


@pytest.mark.slow
def test_a_killed_run_loses_at_most_the_sentence_in_the_making(tmp_path: Path) -> None:
    book = tmp_path / "book.txt"
    book.write_text(text_of(12), "utf-8")
    with subprocess.Popen(
        [
            sys.executable,
            "-m",
            "accessible_reader",
            "convert",
            "book.txt",
            "--to",
            "audio-mp3",
            "--voice",
            "espeak",
            "--out",
            "out",
        ],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={**os.environ, "ACCESSIBLE_READER_LANGUAGE": "en"},
    ) as process:
        cache = open_cache()
        deadline = time.monotonic() + 60
        while cache.stats().entries < 40 and time.monotonic() < deadline:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
    time.sleep(0.2)
    kept = open_cache().stats().entries
    assert kept >= 40
    spoken, reused = convert(tmp_path / "next", "audio-mp3", text_of(12), voice="espeak")
    assert spoken == open_cache().stats().entries - kept
    assert reused >= kept
