"""Checks a BRF file as an embosser or a display would suffer from it."""

from __future__ import annotations

ALPHABET = frozenset(b" A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)=")


def lint_brf(data: bytes, width: int = 40, height: int = 25) -> list[str]:
    """Everything that is wrong with ``data``, in words with page and line from 1; empty for a good file."""
    if not data:
        return ["the file is empty"]
    problems = []
    if not data.endswith(b"\r\n\f"):
        problems.append("the last page does not end with CRLF and a form feed")
    for number, page in enumerate(data.split(b"\f")[:-1], 1):
        lines = page.split(b"\r\n")
        if lines.pop() != b"":
            problems.append(f"page {number}: the form feed does not stand after a line end")
        if len(lines) > height:
            problems.append(f"page {number}: {len(lines)} lines")
        for place, line in enumerate(lines, 1):
            where = f"page {number} line {place}"
            if len(line) > width:
                problems.append(f"{where}: {len(line)} cells")
            if line != line.rstrip(b" "):
                problems.append(f"{where}: blanks at the end")
            if strange := set(line) - ALPHABET:
                problems.append(f"{where}: {sorted(map(chr, strange))!r} is no North American braille")
    return problems
