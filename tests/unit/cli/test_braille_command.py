"""``accessible-reader braille``."""

import io
import sys
from pathlib import Path

import pytest

from accessible_reader.cli import app

pytestmark = pytest.mark.skipif(not Path("/usr/share/liblouis").is_dir(), reason="liblouis is not installed")


class Command:
    """The command with some text on its standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capfd = monkeypatch, capfd
        monkeypatch.setenv("ACCESSIBLE_READER_LANGUAGE", "en")

    def run(self, text: str | bytes, *arguments: str) -> tuple[int, list[str], str]:
        raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), "utf-8"))
        status = app.run(["braille", *arguments])
        out, err = self.capfd.readouterr()
        return status, out.splitlines(), err


@pytest.fixture
def braille(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    # The streams of the process, not pytest's: what is written are bytes.
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(open(1, "wb", closefd=False), "utf-8"))  # noqa: SIM115 - closed with the process
    return Command(monkeypatch, capfd)


def test_chinese_by_default_is_national_common(braille: Command) -> None:
    status, lines, err = braille.run("今天的天气不错。\n\n慈爱\n")
    assert (status, lines, err) == (0, ["⠛⠣⠁⠞⠩⠁⠙⠀⠞⠩⠁⠅⠊⠆⠀⠃⠥⠉⠕⠆⠐⠆", "", "⠉⠂⠪"], "")


@pytest.mark.parametrize(
    ("scheme", "text", "cells"),
    [
        ("national-common", "备课", "⠃⠮⠅⠢"),
        ("current", "备课", "⠃⠮⠆⠅⠢⠆"),
        ("two-cell", "你好", "⠟⠧⠃⠷"),
        ("taiwan", "价", "⠅⠾⠐"),
        ("hong-kong", "一", "⠚⠔"),
        ("ueb", "knowledge", "⠅"),
    ],
)
def test_schemes(braille: Command, scheme: str, text: str, cells: str) -> None:
    assert braille.run(text, "--scheme", scheme)[:2] == (0, [cells])


def test_grade_and_language(braille: Command) -> None:
    assert braille.run("knowledge", "--scheme", "ueb", "--grade", "1")[1] == ["⠅⠝⠕⠺⠇⠑⠙⠛⠑"]
    assert braille.run("knowledge", "--language", "en")[1] == ["⠅"]
    assert braille.run("價", "--language", "zh-TW")[1] == braille.run("價", "--scheme", "taiwan")[1]


def test_what_has_no_cells_is_named(braille: Command) -> None:
    status, lines, err = braille.run("他😀\ue123", "--scheme", "national-common")
    assert (status, lines) == (0, ["⠞⠀⠿⠿⠿⠿"])
    assert "U+1F600" in err
    assert "U+E123" in err


@pytest.mark.parametrize(
    "text", [b"", b"\n", b"\xff\xfe\x00", "\ufeff好".encode(), b"\x00\x07", "好\r\n好".encode()]
)
def test_damaged_input_is_still_answered(braille: Command, text: bytes) -> None:
    status, lines, _err = braille.run(text, "--scheme", "national-common")
    assert status == 0
    assert set("".join(lines)) <= set(map(chr, range(0x2800, 0x2840)))


def test_unknown_scheme_is_bad_use(braille: Command) -> None:
    status, lines, err = braille.run("好", "--scheme", "moon")
    assert (status, lines) == (2, [])
    assert "moon" in err
    assert "national-common" in err


def test_lexicon_decides(braille: Command, tmp_path: Path) -> None:
    lexicon = tmp_path / "words.tsv"
    lexicon.write_text("世界\tshi4* jie4\tjoin\n", "utf-8")
    assert braille.run("世界", "--scheme", "national-common")[1] == ["⠱⠛⠑"]
    assert braille.run("世界", "--scheme", "national-common", "--lexicon", str(lexicon))[1] == ["⠱⠆⠛⠑"]
