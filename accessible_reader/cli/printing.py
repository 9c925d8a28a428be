"""Printing that no terminal encoding can break."""

from __future__ import annotations

import json
import sys
from typing import Any, TextIO


class NobodyListens(Exception):
    """Whoever read our output has closed it. Typer would make an error of the BrokenPipeError."""


def print_line(text: str, stream: TextIO | None = None) -> None:
    """One line; characters the terminal cannot show are printed as ``?``."""
    target = stream or sys.stdout
    try:
        try:
            target.write(text + "\n")
        except UnicodeEncodeError:
            encoding = target.encoding or "ascii"
            target.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        target.flush()
    except BrokenPipeError:
        raise NobodyListens from None


def print_json(value: Any) -> None:
    """``value`` as JSON on standard output, in UTF-8 whatever the locale; lone surrogates are escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    try:
        raw = text.encode("utf-8")
    except UnicodeEncodeError:
        raw = json.dumps(value, ensure_ascii=True, indent=1).encode("ascii")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(raw + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise NobodyListens from None
