"""Heading levels without gaps: PDF/UA-1 7.4.2 and WCAG 1.3.1 want no skip from 1 to 3."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from converters.large_print.tree import Node


def normalise(nodes: list[Node], *, most_first: int = 1, before: int = 0) -> int:
    """Lower every heading of ``nodes`` that is more than one level below the one before it; returns the last level.

    ``most_first`` is the deepest level the first heading may have when nothing stands before it.
    """
    last = before
    for heading in _headings(nodes):
        most = last + 1 if last else most_first
        heading["level"] = last = max(1, min(heading["level"], most, 6))
    return last


def _headings(value: Any) -> Iterator[Node]:
    if isinstance(value, list):
        for item in value:
            yield from _headings(item)
    elif isinstance(value, dict):
        if value.get("k") == "h":
            yield value
        elif "k" in value and value["k"] in {"p", "code", "maths", "mark"}:
            return
        else:
            for key in ("cap", "b", "items", "cells", "desc"):
                if key in value:
                    yield from _headings(value[key])
