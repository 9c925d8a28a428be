"""Whether a table fits the page at this size, and what becomes of one that does not: "header: value" lines, nothing left out."""

from __future__ import annotations

import re
from typing import Any, Final

from converters.edition.words import Words
from converters.large_print.geometry import Geometry
from converters.large_print.node_text import plain
from converters.large_print.tree import Node

MOST_COLUMNS: Final = 4
_PADDING: Final = 0.8
_WORD = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")


def column_widths(table: Node, page: Geometry) -> list[float] | None:
    """Widths of the columns in points, or None where the table has too many or too wide ones for the measure."""
    columns = table["columns"]
    if columns > MOST_COLUMNS or _holds([cell["b"] for cell in table["cells"]], {"table", "fig"}):
        return None
    least = [2.0] * columns
    wanted = [2.0] * columns
    for cell in table["cells"]:
        if cell["w"] > 1:
            continue
        text = plain(cell["b"])
        longest = max((len(word) for word in _WORD.findall(text)), default=0)
        least[cell["x"]] = max(least[cell["x"]], longest * 0.6 + 0.2)
        wanted[cell["x"]] = max(wanted[cell["x"]], min(len(text) * 0.55, 40.0))
    least = [width + _PADDING for width in least]
    room = page.measure / page.size
    if sum(least) > room:
        return None
    spare, more = room - sum(least), [max(0.1, w - s) for w, s in zip(wanted, least, strict=True)]
    return [round(s + spare * m / sum(more), 2) for s, m in zip(least, more, strict=True)]


def linear(table: Node, words: Words) -> list[Node]:
    """The table as text: the headers once, then row by row each value behind its header."""
    heads = [cell for cell in table["cells"] if cell["y"] < table["head"]]
    body = [cell for cell in table["cells"] if cell["y"] >= table["head"]]
    nodes: list[Node] = []
    if heads:
        nodes.append(_own(f"{words.columns}{words.colon.rstrip()}", words))
        nodes.append(_list([_item(cell, cell["b"]) for cell in heads]))
    names: dict[int, str] = {}
    for cell in heads:
        for x in range(cell["x"], cell["x"] + cell["w"]):
            text = " ".join(plain(cell["b"]).split())
            names[x] = f"{names[x]}, {text}" if names.get(x) else text
    for y in sorted({cell["y"] for cell in body}):
        row = [cell for cell in body if cell["y"] == y]
        nodes.append(_own(words.row.format(number=y - table["head"] + 1), words))
        items = []
        for cell in row:
            name = names.get(cell["x"], "")
            items.append(_item(cell, _named(cell["b"], name, words) if name else cell["b"]))
        nodes.append(_list(items))
    return nodes


def _named(blocks: list[Node], name: str, words: Words) -> list[Node]:
    label = [{"k": "em", "e": "label", "c": [name]}, words.colon]
    if blocks and blocks[0]["k"] == "p":
        return [{**blocks[0], "c": [*label, *blocks[0]["c"]]}, *blocks[1:]]
    return [{"k": "p", "c": label}, *blocks]


def _own(text: str, words: Words) -> Node:
    return {"k": "p", "c": [{"k": "em", "e": "label", "c": [text]}], "lang": words.language}


def _list(items: list[Node]) -> Node:
    return {"k": "list", "kind": "plain", "start": 1, "items": items}


def _item(cell: Node, blocks: list[Node]) -> Node:
    node = {"label": None, "term": None, "b": blocks, "id": cell["id"]}
    return node | ({"lang": cell["lang"]} if "lang" in cell else {})


def _holds(node: Any, kinds: set[str]) -> bool:
    if isinstance(node, list):
        return any(_holds(item, kinds) for item in node)
    if isinstance(node, dict):
        return node.get("k") in kinds or any(
            _holds(value, kinds) for value in node.values() if isinstance(value, dict | list)
        )
    return False
