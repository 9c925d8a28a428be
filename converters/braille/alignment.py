"""Ink and cells side by side, for a proof-reader who sees both lines: ``alignment.json.gz`` beside the artifact.

The file is gzipped JSON::

    {"version": 1, "book": "urn:...", "leaves": [[leaf id, at, ink, cells, [ink_start, ink_end, cell_start, cell_end, ink_start, ...]], ...]}

A row is a leaf of the book (a paragraph, heading, line of verse, line of code, description of a picture), in reading order: ``ink`` is its text from
character ``at`` on (0, but for lines of code), ``cells`` its braille as it stands in the pages before lines are broken. The last item is flat, four numbers a
span: characters ``ink_start`` to ``ink_end`` of ``ink`` are cells ``cell_start`` to ``cell_end`` of ``cells``. Spans are in order and do not overlap; every
character that is not white space is in one. A span is a word, or in Chinese one character or a run of Latin letters and digits; it is empty in cells where
nothing is written. Cells in no span are blanks, list markers, calls of notes and transcriber's signs. Where a leaf is in the pages: its sentences in
``locators.json``.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from converters.braille.cells import BLANK, Cells
from converters.workspace import json_bytes, write_atomically

FILE: Final = "alignment.json"
"""Of a part: its rows as a JSON array."""
MERGED: Final = "alignment.json.gz"

_WORDS: Final = re.compile(r"\S+")
_CHARACTERS: Final = re.compile(r"[!-~\u00c0-\u024f]+|\S")


def spans_of(text: str, result: Cells, *, by_character: bool) -> list[int]:
    """The spans of ``text`` in ``result``, flat; ``by_character`` for Chinese."""
    cells, offsets = result.cells, result.offsets
    units: list[list[int]] = []
    for match in (_CHARACTERS if by_character else _WORDS).finditer(text):
        start, end = match.span()
        begin = offsets[start]
        if start and text[start - 1].isspace():
            # Signs of emphasis and language in front of a word are its own.
            begin = max(cells.rfind(BLANK, 0, begin) + 1, units[-1][2] if units else 0)
        if units and units[-1][1] == start and units[-1][2] == begin:
            units[-1][1] = end  # one sign for both: …… or a contraction
        else:
            units.append([start, end, begin])
    if units:
        # The same in front of the first.
        before = cells[: units[0][2]]
        units[0][2] -= len(before.lstrip(BLANK))
    flat: list[int] = []
    last = len(cells)
    for start, end, begin in reversed(units):
        first, stop = begin, last
        while stop > first and cells[stop - 1] == BLANK:
            stop -= 1
        while first < stop and cells[first] == BLANK:
            first += 1
        flat += (stop, first, end, start)
        last = begin
    flat.reverse()
    return flat


def to_json(rows: Sequence[Sequence[Any]]) -> str:
    """The file of a part."""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def merge(parts: Sequence[Path], book: str, target: Path) -> None:
    """``target`` from the files of all parts, which are not parsed; the same bytes for the same book."""
    rows = [text for path in parts if (text := path.read_text("utf-8")[1:-1])]
    head = json.dumps({"version": 1, "book": book}, ensure_ascii=False)[:-1]
    text = f'{head},"leaves":[{",".join(rows)}]}}\n'
    write_atomically(target, gzip.compress(json_bytes(text), 6, mtime=0))
