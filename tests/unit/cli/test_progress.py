"""Progress for people who listen to it."""

import io

from accessible_reader.cli.progress import BarReporter, PlainReporter, make_reporter
from converters.run import Progress


def test_plain_lines_one_for_every_ten_per_cent() -> None:
    stream = io.StringIO()
    reporter = PlainReporter(stream)
    reporter.begin("audio-mp3")
    for done in range(1001):
        reporter.update(Progress("audio-mp3", done, 1000, "Chapter"))
    reporter.end("audio-mp3", done=True)
    lines = stream.getvalue().splitlines()
    assert len(lines) == 11  # begins, 10 to 90, ready
    assert all(line.startswith("audio-mp3") for line in lines)
    assert all(character.isprintable() for line in lines for character in line)


def test_a_failure_is_said_in_words() -> None:
    stream = io.StringIO()
    reporter = PlainReporter(stream)
    reporter.begin("x")
    reporter.end("x", done=False)
    assert stream.getvalue().splitlines()[-1] == "x: failed"


def test_a_book_without_weight_does_not_divide_by_zero() -> None:
    stream = io.StringIO()
    PlainReporter(stream).update(Progress("x", 0, 0))
    assert stream.getvalue() == ""


def test_bars_without_colour_say_the_same() -> None:
    stream = io.StringIO()
    reporter = BarReporter(stream)
    reporter.reading("book [red].epub")
    reporter.begin("audio-mp3")
    reporter.update(Progress("audio-mp3", 5, 10, "Chapter [bold]1"))
    reporter.end("audio-mp3", done=True)
    reporter.close()
    assert "book [red].epub" in stream.getvalue()
    assert "ready" in stream.getvalue()


def test_lines_when_piped_or_asked_for() -> None:
    assert isinstance(make_reporter({}), PlainReporter)
    assert isinstance(make_reporter({"ACCESSIBLE_READER_PLAIN": "1"}), PlainReporter)
