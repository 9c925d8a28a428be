"""The words of a piece of the render tree."""

from __future__ import annotations

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
