"""Speech: ours beside the bare engine and encoder on the same words, in one run; then a second format, an edit, and the first sound.

    python benchmarks/bench_speech.py [--engines espeak,hibari,kokoro] [--book FILE] [--chapters N] [--chinese FILE] [--chinese-chapters N] [--most CHARACTERS]

The bare run is one process: the same sentences, already written out, go through our own session to the same engine, its samples to LAME at the same settings
(what the session itself costs beside the engine's own library, ``bench_engines.py`` tells). Ours reads the book from JSON and does all
the rest with two workers: script, readings, loudness, cache, times, tags. The cache begins empty. Kokoro speaks some eight Chinese characters a second and core: the two whole chapters take
most of an hour; ``--most`` cuts every chapter short for a quicker look.

Targets: CPU at most 1.10, wall at most 0.6 times the bare run; with espeak, MP3, DAISY 2.02 and EPUB together at least 300 seconds of sound a CPU second; a second format at least 20 times
quicker than the first; after an edit of one sentence at most 2 % of the full time, putting together not counted; 900 MiB a worker with Kokoro, else 300; first sound within 1 s (English), 3 s (Mandarin).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import Measured, measure, table
from converters.book import Book, Paragraph, Section, Text, book_from_json, book_to_json
from converters.chapters import chapters
from converters.language import SentenceIndex, sentences_of
from converters.protocol import Conversion
from converters.readers import read_book_here
from converters.registry import get_converter
from converters.run import make_options, run_conversion
from converters.speech.clips import split_pause
from converters.speech.mp3_frames import encode_clip
from converters.speech.plan import narrator_for, plan_chapters
from converters.speech.script import lines_of
from converters.speech.stream import speak
from converters.speech.synthesise import Run, runs_of
from converters.speech.voices import get_engine
from converters.workspace import Workspace, write_atomically

SHARED = Path(__file__).resolve().parents[2] / "shared" / "books"
ENGINES = {"espeak": "en", "hibari": "en", "kokoro": "zh"}
TOGETHER = ("audio-mp3", "daisy-202", "audio-epub")
PROCESSES = 2
_TITLE_PAGE = 400
"""What weighs less is no chapter."""


@dataclass(frozen=True)
class Task:
    """One run: the workspace with the book, a cache folder, the voice and the formats."""

    root: Path
    cache: Path
    voice: str
    formats: tuple[str, ...] = ("audio-mp3",)


def conversion(task: Task, name: str) -> Conversion:
    """The book that lies in the task's workspace, on its way into ``name``."""
    workspace = Workspace(task.root)
    options = make_options(get_converter(name), {"voice": task.voice})
    book = book_from_json(workspace.book_path.read_bytes())
    sentences = SentenceIndex.from_json(workspace.sentences_path.read_bytes())
    return Conversion(book, sentences, options, workspace, name)


def put(book: Book, root: Path) -> Path:
    """A workspace with ``book``."""
    root.mkdir(parents=True)
    workspace = Workspace(root)
    write_atomically(workspace.book_path, book_to_json(book))
    write_atomically(workspace.sentences_path, sentences_of(book).to_json())
    return root


def beginning(source: Path, root: Path, most_chapters: int, most_characters: int) -> Book:
    """The first chapters of a book, each cut after ``most_characters`` where that is not 0. Title pages are no chapters: with one of them in two "chapters", a single worker had all the work."""
    root.mkdir()
    book = read_book_here(source, Workspace(root)).book
    long_enough = [one for one in chapters(book) if one.weight >= _TITLE_PAGE]
    wanted = {section for chapter in long_enough[:most_chapters] for section in chapter.sections}
    return replace(book, sections=tuple(cut(s, most_characters) for s in book.sections if s.id in wanted))


def cut(section: Section, most: int) -> Section:
    """``section`` up to the paragraph in which ``most`` characters are passed."""
    if not most:
        return section
    kept = []
    length = 0
    for block in section.blocks:
        kept.append(block)
        length += len(str(getattr(block, "content", "")))
        if length > most * 2:
            break
    return replace(section, blocks=tuple(kept), sections=())


def edited(book: Book) -> Book:
    """``book`` with one more word in one paragraph in its middle."""
    sections = list(book.sections)
    for number in range(len(sections) // 2, len(sections)):
        blocks = list(sections[number].blocks)
        for at, block in enumerate(blocks):
            if isinstance(block, Paragraph) and block.content and isinstance(block.content[0], Text):
                first = block.content[0]
                changed = replace(first, text="Mended. " + first.text)
                blocks[at] = replace(block, content=(changed, *block.content[1:]))
                sections[number] = replace(sections[number], blocks=tuple(blocks))
                return replace(book, sections=tuple(sections))
    raise SystemExit("no paragraph to edit")


# --- what is measured, each in a process of its own -------------------------------------------------------------------


def words(task: Task) -> list[list[tuple[Run, ...]]]:
    """What is said, by chapter and line: the same for both."""
    job = conversion(task, "audio-mp3")
    narrator = narrator_for(job)
    return [
        [
            runs_of(split_pause(line.items)[0], narrator.voices)
            for line in lines_of(narrator.narrate(part).script)
        ]
        for part in plan_chapters(job)
    ]


def bare(said: list[list[tuple[Run, ...]]]) -> float:
    """Engine and encoder alone; returns the seconds of sound."""
    sessions: dict[str, Any] = {}
    samples = 0
    for chapter in said:
        sound = []
        for runs in chapter:
            for run in runs:
                if run.voice is not None:
                    if run.voice.engine not in sessions:
                        sessions[run.voice.engine] = get_engine(run.voice.engine).session()
                    sound.append(sessions[run.voice.engine].synthesise(run.items, run.voice).audio)
        joined = np.concatenate([np.zeros(1, np.int16), *sound])
        samples += len(joined)
        encode_clip(joined, 48, 7)
    return samples / 22_050


def ready(task: Task) -> Task:
    """The cache's place; imports are done by now."""
    os.environ["ACCESSIBLE_READER_AUDIO_CACHE"] = str(task.cache)
    return task


def ours(task: Task) -> float:
    """All formats of the task; returns the seconds of sound of the first."""
    seconds = []
    for name in task.formats:
        artifact = run_conversion(conversion(task, name), processes=PROCESSES)
        seconds.append(float(artifact.counts["seconds"]))
    return seconds[0]


def first_sound(task: Task) -> float:
    """Seconds from the question to the first MP3 frames, in a process that has only just begun; from the middle of the last chapter."""
    job = conversion(task, "audio-mp3")
    places = [s.id for s in job.sentences if len(s.id)]
    started = time.monotonic()
    for piece in speak(job, places[len(places) * 3 // 4]):
        if piece.frames:
            return time.monotonic() - started
    raise SystemExit("nothing was said")


def ahead(task: Task) -> float:
    """Seconds of sound a second of waiting, over the first half minute of a stream."""
    started = time.monotonic()
    sound = 0.0
    for piece in speak(conversion(task, "audio-mp3")):
        sound = piece.line.end / 22_050
        if sound > 30:
            break
    return sound / (time.monotonic() - started)


# --- the table --------------------------------------------------------------------------------------------------------


def measure_engine(engine: str, source: Path, most_chapters: int, most_characters: int, root: Path) -> None:
    """Print everything about one engine."""
    book = beginning(source, root / "read", most_chapters, most_characters)
    base = put(book, root / "base")
    cache = root / "cache"
    task = Task(base, cache, engine)
    alone = measure(words, bare, task)
    first = measure(ready, ours, task)
    rows: list[tuple[str, Measured]] = [
        ("engine and encoder alone, one process", alone),
        ("audio-mp3, two workers", first),
    ]
    available = [name for name in TOGETHER if _exists(name)]
    second_root = put(book, root / "second")
    other = next((name for name in available if name != "audio-mp3"), "audio-mp3")
    second = measure(ready, ours, Task(second_root, cache, engine, (other,)))
    rows.append((f"{other} from a warm cache", second))
    again = measure(ready, ours, Task(put(book, root / "again"), cache, engine))
    rows.append(("audio-mp3 again, nothing changed", again))
    edit = measure(ready, ours, Task(put(edited(book), root / "edited"), cache, engine))
    rows.append(("audio-mp3 after an edit of one sentence", edit))
    if engine == "espeak":
        fresh = Task(put(book, root / "together"), root / "cache2", engine, tuple(available))
        together = measure(ready, ours, fresh)
        rows.append((" + ".join(available), together))
    print(table(rows, alone, f"{engine}: {source.name}, {alone.result:,.0f} s of sound"))
    print(
        f"  bare: {alone.result / alone.cpu:,.1f} s of sound a CPU second; ours {first.result / first.cpu:,.1f}"
    )
    print(
        f"  second format: {first.wall / second.wall:,.1f} times quicker (wall), {first.cpu / second.cpu:,.1f} (CPU)"
    )
    print(
        f"  edit of one sentence: {100 * (edit.cpu - again.cpu) / first.cpu:.2f} % of the full CPU beside putting together"
        f" ({100 * again.cpu / first.cpu:.1f} %)"
    )
    if engine == "espeak":
        print(f"  {' + '.join(available)}: {together.result / together.cpu:,.0f} s of sound a CPU second")
    started = [measure(ready, first_sound, Task(base, root / f"empty{n}", engine)).result for n in range(3)]
    print(f"  first sound, cache empty, cold process: {sorted(started)[1]:.2f} s (median of 3)")
    print(
        f"  stream: {measure(ready, ahead, Task(base, root / 'empty', engine)).result:.1f} times as fast as it plays",
        flush=True,
    )


def _exists(name: str) -> bool:
    try:
        get_converter(name)
    except Exception:  # noqa: BLE001 (whatever it says: it is not there)
        return False
    return True


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="speech beside the bare engine and encoder")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--book", type=Path, default=SHARED / "moby-dick.epub")
    parser.add_argument("--chapters", type=int, default=20)
    parser.add_argument("--chinese", type=Path, default=SHARED / "journey-to-the-west-gb18030.txt")
    parser.add_argument("--chinese-chapters", type=int, default=2)
    parser.add_argument("--most", type=int, default=0)
    given = parser.parse_args()
    for engine in given.engines.split(","):
        english = ENGINES[engine] == "en"
        source: Path = given.book if english else given.chinese
        if not source.is_file():
            print(f"{engine}: not measured, {source.name} is not here")
            continue
        root = Path(tempfile.mkdtemp(prefix="bench-speech-"))
        try:
            measure_engine(
                engine,
                source,
                given.chapters if english else given.chinese_chapters,
                given.most,
                root,
            )
        finally:
            shutil.rmtree(root)


if __name__ == "__main__":
    main()
