"""Whatever stands in a book: never a crash, never a hex escape, a visible substitute where there are no cells, and a warning that names it."""

import subprocess
import sys
from pathlib import Path

import pytest

from converters.braille.transcriber import Transcriber
from converters.braille.translator import SUBSTITUTE_CELLS
from tests.braille_checks import convert
from tests.unit.braille.test_proof_reading import chinese

pytestmark = pytest.mark.skipif(not Path("/usr/share/liblouis").is_dir(), reason="liblouis is not installed")

SIX_DOTS = set(map(chr, range(0x2800, 0x2840)))

WITHOUT_CELLS = {
    "lone surrogates": "\ud800\udfff",
    "control characters": "\x00\x01\x07\x1b\x7f\x9f",
    "unassigned": "\u0378\u2fe0\U0003fffd",
    "noncharacters": "\ufdd0\ufffe\uffff",
    "private use": "\ue000\uf6ff\uf8ff\U000f0000\U0010fffd",
    "emoji": "😀🇨❤",
    "Han without a reading": "𠮷𡃁",
    "pictures": "□○★→",
    "scripts without a table": "ไท",
}
WITH_CELLS = {
    "Russian": "Привет",
    "Korean": "한국어",
    "Greek letter": "α",
    "Arabic": "العربية",
    "Devanagari": "हिन्दी",
    "accents": "x\u0301\u0302é",
    "full width": "ａ１２￥",
    "signs": "½Ⅳ㎏①㉑℃％",
    "invisible": "\u200b\u202e\u2060\ufe0f",
    "blanks": "\u3000\u00a0\x85\t\n",
}


@pytest.fixture
def transcriber() -> Transcriber:
    return Transcriber("zh-CN", 1)


@pytest.mark.parametrize("kind", WITHOUT_CELLS)
def test_what_has_no_cells_is_seen_and_named(kind: str, transcriber: Transcriber) -> None:
    text = WITHOUT_CELLS[kind]
    cells = transcriber.translate(f"前{text}后")
    assert set(cells.cells) <= SIX_DOTS
    assert cells.cells.count(SUBSTITUTE_CELLS) == len(text)
    assert cells.cells.startswith("⠅⠩")
    assert cells.cells.endswith("⠓⠷⠆")
    assert len(cells.offsets) == len(text) + 3
    named = {(finding.code, finding.params["character"]) for finding in transcriber.findings()}
    assert {("braille-unknown-character", f"U+{ord(char):04X}") for char in text} <= named


@pytest.mark.parametrize("kind", WITH_CELLS)
def test_what_has_cells_has_no_substitute(kind: str, transcriber: Transcriber) -> None:
    cells = transcriber.translate(f"前{WITH_CELLS[kind]}后")
    assert set(cells.cells) <= SIX_DOTS
    assert SUBSTITUTE_CELLS not in cells.cells
    assert not transcriber.findings()
    assert "⠀⠀⠀⠀" not in cells.cells


@pytest.mark.parametrize(
    "text", ["好", "😀", "\ud800", "\x01", "a", "1", " ", "“", "好a1，😀", "他说今天的天气很好"]
)
def test_time_grows_with_the_length(text: str, transcriber: Transcriber) -> None:
    """Counted in characters looked at, not in seconds: a line ten times as long is cut into the same pieces ten times."""
    short = transcriber.translate((text * 2_000)[:2_000])
    long = transcriber.translate((text * 20_000)[:20_000])
    assert len(long.offsets) == 20_001
    assert len(long.cells) <= 10 * len(short.cells) + 20
    assert set(long.cells) <= SIX_DOTS


@pytest.mark.slow
def test_a_line_of_a_million_characters_on_the_command_line() -> None:
    """In one piece without a stop in it; a quarter is Han, which takes the time."""
    line = ("他说今天的天气很好我们去公园看花" + "on and on in one line " * 2 + "7654") * 15_625
    assert len(line) == 1_000_000
    done = subprocess.run(
        [sys.executable, "-m", "accessible_reader", "braille", "--language", "zh-CN"],
        input=line.encode(),
        capture_output=True,
        timeout=300,
        check=True,
    )
    cells = done.stdout.decode().rstrip("\n")
    assert len(cells) > 1_200_000
    assert set(cells) <= SIX_DOTS
    assert cells.count("⠞⠀⠱⠕⠁") == 15_625


def test_a_book_of_it_is_written_with_its_side_files(tmp_path: Path) -> None:
    """Lone surrogates and all: files, findings and alignment are there and can be read."""
    text = "他说" + "，".join((*WITHOUT_CELLS.values(), *WITH_CELLS.values())) + "。重行长"
    made = convert(chinese(text, text), tmp_path / "w")
    assert {"alignment.json.gz", "review.json"} <= set(made.artifact.files)
    said = "".join(line for page in made.body for line in page)
    assert set(said) - {"\n"} <= SIX_DOTS
    assert SUBSTITUTE_CELLS in said
    assert any(finding.code == "braille-unknown-character" for finding in made.artifact.findings)
