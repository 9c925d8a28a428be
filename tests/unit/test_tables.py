"""No cell of a table that the service writes is computed by a spreadsheet; and no other part of the service writes tables."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from accessible_reader.tables import TableWriter, safe_cell

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x")',
        "+1",
        "-1+2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u00a0=1",
        "＝1＋1",
        "＠SUM",
        "﹣1",
    ],
)
def test_what_would_be_computed_is_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "夜航", "a=b", "3-4", "O'Neill", "2026-11-22T08:00:00", "'=1"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


def test_rows_come_back_as_they_were_written() -> None:
    out = io.StringIO(newline="")
    table = TableWriter(out)
    table.write(["题名", "note"])
    table.write(['《夜航》, "new"', "=cmd|' /C calc'!A0"])
    assert list(csv.reader(io.StringIO(out.getvalue(), newline=""))) == [
        ["题名", "note"],
        ['《夜航》, "new"', "'=cmd|' /C calc'!A0"],
    ]


def test_nobody_writes_tables_past_it() -> None:
    found = [
        path.relative_to(ROOT).as_posix()
        for floor in ("accessible_reader", "web", "converters", "audio_cache")
        for path in sorted((ROOT / floor).rglob("*.py"))
        if "csv.writer(" in path.read_text("utf-8") or "csv.DictWriter(" in path.read_text("utf-8")
    ]
    assert found == ["accessible_reader/tables.py"]
