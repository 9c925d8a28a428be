"""Audio files: they decode, last as long as they say, and each sentence is where the locator map says."""

import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from PIL import Image

from converters.book import (
    Book,
    Contributor,
    Heading,
    Metadata,
    PageBreak,
    PageTarget,
    Paragraph,
    Section,
    Text,
    assign_ids,
    book_to_json,
)
from converters.errors import BadOptions
from converters.language import SentenceIndex, sentences_of
from converters.protocol import Artifact, Conversion
from converters.registry import get_converter
from converters.run import make_options, run_conversion
from converters.workspace import Workspace, write_atomically

RATE = 22_050
SILENT = 40 / 32768


def section(title: str, *paragraphs: str, page: str | None = None) -> Section:
    blocks = [Heading(1, (Text(title),)), *(Paragraph((Text(words),)) for words in paragraphs)]
    if page:
        blocks.insert(1, PageBreak(page, id=f"p{page}"))
    return Section(title, tuple(blocks))


@dataclass(frozen=True)
class Made:
    artifact: Artifact
    book: Book
    sentences: SentenceIndex


def make(name: str, root: Path, options: dict[str, Any] | None = None, processes: int = 2) -> Made:
    root.mkdir(exist_ok=True)
    workspace = Workspace(root)
    picture = root / "cover.png"
    Image.new("RGB", (1200, 1800), "navy").save(picture)
    cover = workspace.add_resource(picture.read_bytes(), "image/png", "cover.png")
    book = assign_ids(
        Book(
            Metadata("A voyage / 航行", "en", (Contributor("Ann Author"),)),
            (
                section(
                    "Loomings", "Call me Ishmael. Some years ago, I went to sea.", "It was cold.", page="5"
                ),
                section("第二章 重庆", "我在重庆的银行工作。"),
                section("../../etc/passwd", "The end."),
                Section("Nothing", (Paragraph((Text("* * *"),)),)),
            ),
            (cover,),
            pages=(PageTarget("5", "p5"),),
            cover=cover.id,
        )
    )
    sentences = sentences_of(book)
    write_atomically(workspace.book_path, book_to_json(book))
    write_atomically(workspace.sentences_path, sentences.to_json())
    given = {
        "voice": "espeak",
        **(options or {}),
    }  # the quickest voice: this is about files, not about beauty
    job = Conversion(book, sentences, make_options(get_converter(name), given), workspace, name)
    return Made(run_conversion(job, processes=processes), book, sentences)


@pytest.fixture(scope="module")
def mp3(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make("audio-mp3", tmp_path_factory.mktemp("mp3"))


@pytest.fixture(scope="module")
def m4b(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return make("audio-m4b", tmp_path_factory.mktemp("m4b"))


def decode(path: Path) -> np.ndarray[Any, np.dtype[np.float32]]:
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray().ravel() for frame in container.decode(audio=0)]
    return np.concatenate(frames).astype(np.float32)


def probe(path: Path) -> dict[str, Any]:
    done = subprocess.run(
        [
            "ffprobe",
            "-v",
            "error",
            "-show_format",
            "-show_streams",
            "-show_chapters",
            "-of",
            "json",
            str(path),
        ],
        check=True,
        capture_output=True,
    )
    assert not done.stderr
    return json.loads(done.stdout)


def manifest(made: Made) -> dict[str, Any]:
    return json.loads((made.artifact.folder / "manifest.json").read_text("utf-8"))


def test_mp3_files_last_as_long_as_the_manifest_says(mp3: Made) -> None:
    frame = 576 / RATE
    rows = manifest(mp3)["files"]
    assert [row["file"] for row in rows] == [
        "001-loomings.mp3",
        "002-chapter.mp3",
        "003-etc-passwd.mp3",
        "004-nothing.mp3",
    ]
    for row in rows:
        path = mp3.artifact.folder / row["file"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"]
        assert len(path.read_bytes()) == row["bytes"]
        assert abs(len(decode(path)) / RATE - row["seconds"]) <= 2 * frame
        found = probe(path)
        assert abs(float(found["format"]["duration"]) - row["seconds"]) <= 2 * frame
        assert found["streams"][0]["channels"] == 1
        assert int(found["streams"][0]["bit_rate"]) == 48_000
        checked = subprocess.run(["mp3val", str(path)], check=True, capture_output=True, text=True).stdout
        assert "WARNING" not in checked
    assert abs(sum(row["seconds"] for row in rows) - manifest(mp3)["seconds"]) < 0.001


def test_mp3_tags_cover_and_playlists(mp3: Made) -> None:
    folder = mp3.artifact.folder
    tag = ID3(folder / "002-chapter.mp3")
    assert tag.version == (2, 3, 0)
    assert str(tag["TIT2"]) == "第二章 重庆"
    assert str(tag["TALB"]) == "A voyage / 航行"
    assert str(tag["TPE1"]) == "Ann Author"
    assert str(tag["TRCK"]) == "2/4"
    assert str(tag["TLAN"]) == "eng"
    assert tag.getall("APIC")[0].data.startswith(b"\xff\xd8")
    assert len(tag.getall("APIC")[0].data) < 100_000
    assert (folder / "playlist.m3u").read_bytes().decode("ascii").split() == [
        row["file"] for row in manifest(mp3)["files"]
    ]
    assert ",第二章 重庆\n002-chapter.mp3" in (folder / "playlist.m3u8").read_text("utf-8")


def check_places(made: Made, audio: dict[str, np.ndarray[Any, np.dtype[np.float32]]]) -> None:
    """Where a sentence should be is sound; between two, silence; in order, none past the end."""
    places = {row.sentence: row.place for row in made.artifact.locators}
    assert {sentence.id for sentence in made.sentences if sentence.id not in places} == set()
    assert "page-5" in places
    last = dict.fromkeys(audio, 0.0)
    for row in made.artifact.locators:
        name, start, end = (
            str(row.place["file"]),
            float(str(row.place["start"])),
            float(str(row.place["end"])),
        )
        assert last[name] - 0.002 <= start <= end <= len(audio[name]) / RATE + 0.002
        last[name] = end
        words = audio[name][round(start * RATE) : round(end * RATE)]
        if end > start + 0.1:
            assert np.abs(words).max() > 0.1, "silence where a sentence should be"
            assert np.abs(words[: RATE // 4]).max() > 0.02, "it begins late"
            after = audio[name][round((end + 0.06) * RATE) : round((end + 0.2) * RATE)]
            assert not len(after) or np.abs(after).max() < 0.05, "it goes on past its end"


def test_sentences_are_where_the_mp3_locators_say(mp3: Made) -> None:
    check_places(
        mp3, {row["file"]: decode(mp3.artifact.folder / row["file"]) for row in manifest(mp3)["files"]}
    )


def test_the_sound_is_neither_silent_nor_clipped(mp3: Made) -> None:
    audio = decode(mp3.artifact.folder / "001-loomings.mp3")
    assert 0.02 < float(np.sqrt(np.mean(audio**2))) < 0.3
    assert float(np.mean(np.abs(audio) >= 0.999)) < 1e-4
    assert float(np.mean(np.abs(audio) < SILENT)) < 0.7


def test_m4b_reads_back(m4b: Made) -> None:
    (name,) = (file for file in m4b.artifact.files if file.endswith(".m4b"))
    path = m4b.artifact.folder / name
    found = probe(path)
    assert [chapter["tags"]["title"] for chapter in found["chapters"]] == [
        "Loomings",
        "第二章 重庆",
        "../../etc/passwd",
        "Nothing",
    ]
    audio = decode(path)
    ends = [float(chapter["end_time"]) for chapter in found["chapters"]]
    starts = [float(chapter["start_time"]) for chapter in found["chapters"]]
    assert starts[0] == 0
    assert all(abs(end - start) < 0.002 for end, start in zip(ends, starts[1:], strict=False))
    assert abs(ends[-1] - float(found["format"]["duration"])) < 0.1
    assert abs(len(audio) / RATE - ends[-1]) < 0.1
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "players must not have to load it all before they start"
    tags = MP4(path)
    assert tags["stik"] == [2]
    assert tags["\xa9nam"] == ["A voyage / 航行"]
    assert tags["\xa9ART"] == ["Ann Author"]
    assert bytes(tags["covr"][0]).startswith(b"\xff\xd8")
    check_places(m4b, {name: audio})


def test_the_same_book_gives_the_same_bytes(mp3: Made, tmp_path: Path) -> None:
    again = make("audio-mp3", tmp_path / "again", processes=1)
    assert manifest(again) == manifest(mp3)
    assert again.artifact.locators == mp3.artifact.locators


def test_options_are_heard(mp3: Made, tmp_path: Path) -> None:
    fast = make("audio-mp3", tmp_path / "fast", {"rate": 2.0, "bitrate": 32, "voice": "en-gb"}, processes=1)
    assert manifest(fast)["seconds"] < 0.75 * manifest(mp3)["seconds"]
    assert int(probe(fast.artifact.folder / "001-loomings.mp3")["streams"][0]["bit_rate"]) == 32_000
    beeps = make("audio-mp3", tmp_path / "beeps", {"voice": "tone:beep", "print_pages": True}, processes=1)
    assert "page-5" in {
        row.sentence for row in beeps.artifact.locators if row.place["end"] != row.place["start"]
    }


def test_an_unknown_voice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadOptions) as caught:
        make("audio-mp3", tmp_path / "none", {"voice": "nobody"})
    assert caught.value.code == "unknown-voice"


@pytest.mark.parametrize("name", ["audio-mp3", "audio-m4b", "speech-text"])
def test_a_book_nobody_can_speak_is_refused(name: str, tmp_path: Path) -> None:
    book = assign_ids(Book(Metadata("བོད", "bo"), (Section("བོད", (Paragraph((Text("བོད་སྐད་"),)),)),)))
    workspace = Workspace(tmp_path)
    job = Conversion(book, sentences_of(book), make_options(get_converter(name), {}), workspace, name)
    with pytest.raises(BadOptions) as caught:
        run_conversion(job, processes=1)
    assert caught.value.code == "speech-no-voice"
