"""Audio: ``audio-mp3`` beside the bare engine (espeak-ng 1.52) and encoder (LAME) on the same text, in one run.

    python benchmarks/bench_audio.py [--book FILE] [--chapters N] [--processes N]

The bare run is one process: each chapter's text goes to the same library in one piece, its samples to LAME at the same settings.
Reading the book is not counted (it is printed); making the script, workers, tags and locators are. Target: CPU at most 1.15 times and wall at most
0.6 times the bare run.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import lameenc

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import measure, table
from converters.book import book_from_json, book_to_json
from converters.chapters import chapters
from converters.language import SentenceIndex, sentences_of
from converters.protocol import Conversion
from converters.readers import read_book_here
from converters.registry import get_converter
from converters.run import make_options, run_conversion
from converters.speech.engines.espeak import PINYIN_VOICE, WORDS_A_MINUTE, library, pinyin_text
from converters.speech.narrate import Choices, narrate
from converters.speech.script import Language, Say, lines_of
from converters.speech.voices import VoiceTable
from converters.workspace import Workspace, write_atomically

BOOK = Path(__file__).resolve().parents[2] / "shared" / "books" / "moby-dick.epub"


@dataclass(frozen=True)
class Task:
    """What both runs get."""

    root: Path
    processes: int
    texts: tuple[tuple[str, str], ...] = ()
    """(voice, text) of each chapter, for the bare engine."""


def prepare(source: Path, root: Path, most: int | None, processes: int) -> Task:
    """Read the book, keep its first chapters, and write down the text for the bare engine."""
    workspace = Workspace(root)
    started = time.monotonic()
    book = read_book_here(source, workspace).book
    print(f"reading, not counted: {time.monotonic() - started:.1f} s", flush=True)
    kept = chapters(book)[: most or None]
    wanted = {section for chapter in kept for section in chapter.sections}
    book = replace(book, sections=tuple(section for section in book.sections if section.id in wanted))
    sentences = sentences_of(book)
    write_atomically(workspace.book_path, book_to_json(book))
    write_atomically(workspace.sentences_path, sentences.to_json())
    voices = VoiceTable()
    texts = []
    for chapter in chapters(book):
        made = narrate(
            book, sentences, chapter, Choices(), can_speak=lambda tag: voices.voice_for(tag) is not None
        )
        voice = voices.voice_for(book.metadata.language)
        name = voice.name if voice else "en-us"
        pieces = []
        for line in lines_of(made.script):
            for item in line.items:
                if isinstance(item, Say):
                    pieces.append(pinyin_text(item) if name == PINYIN_VOICE and item.readings else item.text)
                elif not isinstance(item, Language):
                    pieces.append("\n")
        texts.append((name, "".join(pieces)))
    return Task(root, processes, tuple(texts))


def as_is(task: Task) -> Task:
    """Nothing to prepare; imports are done by now."""
    return task


def ours(task: Task) -> float:
    """Convert; returns the seconds of sound."""
    workspace = Workspace(task.root)
    book = book_from_json(workspace.book_path.read_bytes())
    sentences = SentenceIndex.from_json(workspace.sentences_path.read_bytes())
    options = make_options(get_converter("audio-mp3"), {})
    artifact = run_conversion(
        Conversion(book, sentences, options, workspace, "audio-mp3"), processes=task.processes
    )
    return float(artifact.counts["seconds"])


def bare(task: Task) -> float:
    """Engine and encoder alone; returns the seconds of sound."""
    engine = library()
    samples = 0
    with (task.root / "bare.mp3").open("wb") as stream:
        for voice, text in task.texts:
            encoder = lameenc.Encoder()
            encoder.silence()
            encoder.set_bit_rate(48)
            encoder.set_in_sample_rate(engine.sample_rate)
            encoder.set_channels(1)
            encoder.set_quality(7)
            sound = engine.speak(text, voice, WORDS_A_MINUTE)
            samples += len(sound) // 2
            stream.write(encoder.encode(sound))
            stream.write(encoder.flush())
    return samples / engine.sample_rate


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="audio-mp3 beside the bare engine and encoder")
    parser.add_argument("--book", type=Path, default=BOOK)
    parser.add_argument("--chapters", type=int, default=None, help="only the first so many")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    if not arguments.book.is_file():
        print(f"audio: not measured, {arguments.book.name} is not here")
        return
    root = Path(tempfile.mkdtemp(prefix="bench-audio-"))
    try:
        task = prepare(arguments.book, root, arguments.chapters, arguments.processes)
        plain = measure(as_is, bare, task)
        made = measure(as_is, ours, Task(root, arguments.processes))
        print(f"{arguments.book.name}: bare {plain.result:,.0f} s of sound, ours {made.result:,.0f} s")
        print(
            table(
                [
                    ("espeak-ng 1.52 + LAME, one process", plain),
                    (f"audio-mp3, {arguments.processes} processes", made),
                ],
                plain,
                "audio",
            )
        )
        print(
            f"seconds of sound a CPU second: bare {plain.result / plain.cpu:.0f}, ours {made.result / made.cpu:.0f};"
            f" CPU for each second of sound: {made.cpu / made.result / (plain.cpu / plain.result):.2f} times bare"
        )
    finally:
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    main()
