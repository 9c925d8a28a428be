"""liblouis' own test files, read and run through our binding: for the tests and for the benchmark.

``make liblouis-tests`` fetches them from Debian's source package; ``LIBLOUIS_TESTS`` names another folder of ``tests/braille-specs``. Those whose notice allows
it, the ones of 国家通用盲文 and of Taiwan among them, lie in ``tests/gold/liblouis`` and are always there.
"""

import os
import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from converters.braille.liblouis import Liblouis, liblouis
from converters.braille.transcriber import Transcriber

_HERE = Path(__file__).parent
FETCHED = Path(os.environ.get("LIBLOUIS_TESTS") or _HERE.parent / "build" / "liblouis-tests")
KEPT = _HERE / "gold" / "liblouis"

# UEB and the Chinese tables that we offer. Those that only translate back are not for us: we have no backward
# direction. In en-ueb-repeated-underscores upstream expects every test to fail.
FILES = [
    "en-ueb-02-stand_alone", "en-ueb-03-symbols", "en-ueb-05-grade_1_mode", "en-ueb-06-numeric_mode", "en-ueb-08-capitalization",
    "en-ueb-09-typeforms", "en-ueb-10-07-contractions", "en-ueb-10-13-contractions", "en-ueb-computer-code", "en-ueb-g1_harness",
    "en-ueb-g2-dictionary_harness", "en-ueb-math", "en-ueb-symbols_harness",
    "zh-chn", "zh-tw-dictionary", "zh-tw", "zhcn-cbs", "zhcn-g1", "zhcn-g2",
]  # fmt: skip
# Emphasis classes of the UEB tables, in the order in which they define them, which is that of the bits.
EMPHASIS = [
    "italic",
    "underline",
    "bold",
    "script",
    "transnote",
    "trans1",
    "trans2",
    "trans3",
    "trans4",
    "trans5",
]

_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{4})|(.))")


@dataclass(frozen=True)
class Case:
    tables: bytes
    display: bytes
    text: str
    expected: str
    options: dict[str, Any]


def cases(path: Path) -> Iterator[Case]:
    """The forward tests of a file. Its top-level keys come again and again, so it is read as a list of pairs."""
    loader = yaml.CSafeLoader(path.read_bytes())
    root = loader.get_single_node()
    assert root is not None
    tables = display = b""
    flags: dict[str, str] = {}
    for key, value in root.value:
        if key.value == "display":
            display = value.value.encode()
        elif key.value == "table":
            tables, flags = _tables(loader.construct_object(value, deep=True)), {}
        elif key.value == "flags":
            flags = loader.construct_object(value, deep=True)
        elif key.value == "tests" and flags.get("testmode", "forward") != "backward":
            for row in loader.construct_object(value, deep=True):
                text, expected, *options = (
                    str(x) if at < 2 else x for at, x in enumerate(row[-3:] if len(row) == 4 else row)
                )
                if not (options and options[0].get("xfail")):
                    yield Case(
                        tables,
                        display or tables,
                        unescaped(text),
                        unescaped(expected),
                        options[0] if options else {},
                    )


def _tables(query: Any) -> bytes:
    if isinstance(query, str):
        return query.encode()
    if "__assert-match" in query:
        return str(query["__assert-match"]).encode()
    # The one query without an answer in the file: the second half of zhcn-cbs.yaml wants the older system.
    assert query == {"system": "cmn-traditional"}
    return b"zhcn-g1.ctb"


def unescaped(text: str) -> str:
    r"""``text`` with the escapes of liblouis' tables (``\\\\``, ``\\t``, ``\\x00A0``), which its test files use as well."""
    return _ESCAPE.sub(
        lambda found: (
            chr(int(found[1], 16)) if found[1] else {"t": "\t", "n": "\n", "s": " "}.get(found[2], found[2])
        ),
        text,
    )


def expected_cells(louis: Liblouis, case: Case) -> str:
    """The expectation as cells: in Unicode already, or in the characters of the display table."""
    raw = louis._louis

    def shown(text: str) -> str:
        return str(raw.charToDots([case.display.decode()], text, raw.ucBrl))

    if not case.display.startswith(b"unicode"):
        return shown(case.expected)
    return re.sub(
        "[^\u2800-\u28ff]", lambda found: "⠀" if found[0] == " " else shown(found[0]), case.expected
    )


def file_of(name: str) -> Path | None:
    """Where the test file is; None where it has not been fetched."""
    return next((path for folder in (FETCHED, KEPT) if (path := folder / f"{name}.yaml").is_file()), None)


def run(path: Path) -> tuple[int, list[str]]:
    """How many tests the file has, and what differs."""
    louis = liblouis()
    checked = 0
    wrong: list[str] = []
    for case in cases(path):
        checked += 1
        forms = None
        if emphasis := case.options.get("typeform"):
            forms = array("H", bytes(2 * len(case.text)))
            for kind, marks in emphasis.items():
                for at, mark in enumerate(marks[: len(case.text)]):
                    forms[at] |= (mark == "+") << EMPHASIS.index(kind)
        cells, positions = louis.translate(case.tables, case.text, forms)
        expected = expected_cells(louis, case)
        if cells != expected:
            wrong.append(f"{case.text!r}: {cells} instead of {expected}")
        if "outputPos" in case.options and list(positions) != case.options["outputPos"]:
            wrong.append(f"{case.text!r}: positions {list(positions)} instead of {case.options['outputPos']}")
    return checked, wrong


# Ours beside upstream's examples of 国家通用盲文, blanks left out. Reviewed: text -> (ours, why).
REVIEWED = {
    "眼睛": ("⠩⠄⠛⠡", "yǎnjing with a neutral tone, as the dictionaries have it"),
    "hello": ("⠰⠓⠑⠇⠇⠕", "the sign for small letters stands before Latin letters in Chinese"),
}


def own_encoder_on(path: Path) -> tuple[int, list[str]]:
    """The examples of ``zhcn-cbs.yaml`` through analysis and our encoder: readings, tones, contractions, marks and numbers together."""
    transcriber = Transcriber("zh-CN", 1)
    rows = [case for case in cases(path) if case.tables == b"zhcn-cbs.ctb"]
    wrong = []
    for case in rows:
        cells = transcriber.translate(case.text).cells.replace("⠀", "")
        expected, _why = REVIEWED.get(case.text, (case.expected.replace(" ", ""), ""))
        if cells != expected:
            wrong.append(f"{case.text}: {cells} instead of {expected}")
    return len(rows), wrong
