"""Listening before it is finished."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import av
import pytest

from converters.book.walk import leaves
from converters.errors import BadOptions
from converters.language import sentences_of
from converters.protocol import Conversion
from converters.readers import read_book_here
from converters.registry import get_converter
from converters.run import make_options
from converters.speech.clips import Clips
from converters.speech.first_words import first_words
from converters.speech.mp3_frames import FRAME
from converters.speech.script import Language, Say
from converters.speech.stream import StreamPiece, speak
from converters.speech.track import clips_for, make_track, read_track
from converters.workspace import Workspace
from tests.samples import sample_book


@pytest.fixture(scope="module")
def conversion(tmp_path_factory: pytest.TempPathFactory) -> Conversion:
    """The English sample, spoken in beeps."""
    workspace = Workspace(tmp_path_factory.mktemp("stream"))
    book = read_book_here(sample_book("en"), workspace).book
    sentences = sentences_of(book)
    options = make_options(get_converter("audio-mp3"), {"voice": "tone:beep"})
    return Conversion(book, sentences, options, workspace, "audio-mp3")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", str(tmp_path / "cache"))


def some_sentence(conversion: Conversion, number: int) -> str:
    return [s.id for leaf in leaves(conversion.book) for s in conversion.sentences.of(leaf.node.id)][number]


def test_it_begins_where_it_was_asked_to(conversion: Conversion) -> None:
    wanted = some_sentence(conversion, 60)
    first = next(speak(conversion, wanted))
    assert first.line.mark == wanted
    assert first.line.end > first.line.start
    assert first.frames


def test_from_the_beginning_it_says_what_the_tracks_say(conversion: Conversion, tmp_path: Path) -> None:
    pieces = list(speak(conversion))
    marks = [piece.line.mark for piece in pieces]
    lines = []
    for part in get_converter("audio-mp3").plan(conversion):
        folder = tmp_path / part.key
        folder.mkdir()
        make_track(conversion, part, folder)
        lines += read_track(folder).lines
    assert [mark for mark in marks if mark] == [line.mark for line in lines if line.mark]
    assert len(marks) > 200


def test_what_comes_is_one_mp3_and_its_times_are_true(conversion: Conversion) -> None:
    pieces = list(islice(speak(conversion, some_sentence(conversion, 20)), 12))
    data = b"".join(piece.frames for piece in pieces)
    with av.open(io.BytesIO(data), "r", format="mp3") as container:
        samples = sum(frame.samples for frame in container.decode(audio=0))
    starts = [piece.line.start for piece in pieces]
    assert starts == sorted(starts)
    assert samples % FRAME == 0
    assert pieces[-1].line.end <= samples <= pieces[-1].line.end + 3 * 22_050


def test_what_was_streamed_is_not_spoken_again(
    conversion: Conversion, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Clips] = []
    on: list[int] = []

    def keep(options: object, *, threads: int) -> Clips:
        on.append(threads)
        made.append(clips_for(options, threads=threads))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr("converters.speech.stream.clips_for", keep)
    list(islice(speak(conversion), 30))
    list(islice(speak(conversion), 30))
    assert made[0].counts.spoken > 10
    assert made[1].counts.spoken == 0
    assert on == [min(os.cpu_count() or 1, 4)] * 2, "somebody waits: all processors speak the sentence"


def test_it_speaks_no_more_than_was_asked_for(
    conversion: Conversion, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoken: list[object] = []
    encoded = Clips.encoded
    monkeypatch.setattr(Clips, "encoded", lambda self, items: (spoken.append(items), encoded(self, items))[1])
    stream: Iterator[StreamPiece] = speak(conversion, some_sentence(conversion, 5))
    assert spoken == []
    next(stream)
    next(stream)
    assert len(spoken) == 2


def test_an_unknown_place_is_said_at_once(conversion: Conversion) -> None:
    with pytest.raises(BadOptions) as caught:
        speak(conversion, "s-nowhere")
    assert caught.value.code == "speech-no-such-place"


def test_a_page_or_a_block_is_a_place_too(conversion: Conversion) -> None:
    leaf = [leaf for leaf in leaves(conversion.book) if conversion.sentences.of(leaf.node.id)][15]
    first = next(piece for piece in speak(conversion, leaf.node.id) if piece.frames)
    assert first.line.mark in {leaf.node.id, conversion.sentences.of(leaf.node.id)[0].id}


def test_the_first_words_of_a_long_sentence_come_first() -> None:
    text = "话说天下大势，分久必合，合久必分，周末七国分争，并入于秦。"
    readings = tuple(f"x{number}" for number in range(sum(1 for c in text if c not in "，。")))
    first, rest = first_words((Language("zh"), Say(text, readings)))
    assert isinstance(first[1], Say)
    assert isinstance(rest[1], Say)
    assert rest[0] == Language("zh")
    assert first[1].text == "话说天下大势，分久必合，"
    assert first[1].text + rest[1].text == text
    assert first[1].readings + rest[1].readings == readings
    assert len(first[1].readings) == 10


@pytest.mark.parametrize("text", ["你好。", "Short, and sweet.", "没有标点" * 20, ""])
def test_short_lines_and_lines_without_clauses_stay_whole(text: str) -> None:
    assert first_words((Language("zh"), Say(text))) == ((Language("zh"), Say(text)),)
