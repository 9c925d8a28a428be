"""Tables (CSV) that the service writes for people: what a spreadsheet would take for a formula is made text.

Whoever names a book, a branch or themselves chooses what stands in a cell; opened in a spreadsheet, ``=HYPERLINK(…)`` would send what stands beside it elsewhere (OWASP: CSV Injection).
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable
from typing import Final, TextIO

_FORMULA: Final = ("=", "+", "-", "@")


def safe_cell(text: str) -> str:
    """``text``, with an apostrophe before it where a spreadsheet might compute it: also where blanks stand first, or wide forms of the signs (＝), which some fold."""
    folded = unicodedata.normalize("NFKC", text).lstrip(" \u00a0")
    return f"'{text}" if folded.startswith(_FORMULA) or text.startswith(("\t", "\r", "\n")) else text


class TableWriter:
    """Rows as CSV (RFC 4180). Every table of the service is written by this class."""

    def __init__(self, out: TextIO) -> None:
        self._writer = csv.writer(out)

    def write(self, row: Iterable[str]) -> None:
        """One row."""
        self._writer.writerow([safe_cell(cell) for cell in row])
