"""The words of a piece of the render tree."""

from __future__ import annotations

import unicodedata
from typing import Any


def plain(nodes: Any) -> str:
    """All words of inline nodes or blocks, blocks parted by blanks."""
    if isinstance(nodes, str):
        return nodes
    if isinstance(nodes, list):
        return "".join(plain(node) for node in nodes)
    if not isinstance(nodes, dict):
        return ""
    if nodes.get("k") in {"mark", "ref", "page", "ipage"}:
        return ""
    return "".join(
        plain(nodes[key])
        for key in ("term", "c", "text", "cap", "b", "items", "stanzas", "desc")
        if key in nodes
    ) + (" " if "id" in nodes else "")


def note_sign(label: str) -> str:
    """How a reference to the note called ``label`` stands in the text: apart from the words, since it is not raised.

    A number gets brackets; a sign that is set apart already (``*``, ``①``, ``[1]``) stays as it is.
    """
    circled = label and all(unicodedata.decomposition(c).startswith("<circle>") for c in label)
    return f"[{label}]" if not label or (label.isalnum() and not circled) else label
