"""MathML → a small tree the template can set, and a line of text that says the same.

A formula is set only when every element of it is understood; otherwise its alternative is printed. So "x²" is never printed as "x2".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from converters.edition.mathml import children_of, name_of

Node = dict[str, Any]
_LIMITS = frozenset("∑∏∐⋂⋃⋀⋁∫")
_ROWS = frozenset({"math", "mrow", "mstyle", "mpadded", "mtd", "merror"})


@dataclass(frozen=True, slots=True)
class Formula:
    """``tree`` is None where the formula cannot be set faithfully; ``text`` reads it in one line, "" where there is nothing.

    ``scripts``: it has raised, lowered or stacked parts, which are set smaller.
    """

    tree: Node | None
    text: str
    scripts: bool = False


class _UnknownElementError(Exception):
    """An element this module does not set."""


def formula_of(mathml: str) -> Formula:
    """The formula in a serialised ``<math>`` element (MathML Core and ``mfenced``)."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(mathml.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return Formula(None, "")
    text = " ".join("".join(_text_of(root)).split())
    try:
        tree = _node(root, 0)
    except (_UnknownElementError, IndexError, RecursionError):
        return Formula(None, text)
    return Formula(tree, text, _has(tree, {"script", "frac"}))


def characters_of(tree: Any) -> set[str]:
    """All characters a formula needs glyphs for."""
    if isinstance(tree, str):
        return set(tree)
    if isinstance(tree, list):
        return set().union(*(characters_of(item) for item in tree)) if tree else set()
    if isinstance(tree, dict):
        values = [value for key, value in tree.items() if key not in {"m", "class"}]
        return characters_of(values)
    return set()


def _has(tree: Any, kinds: set[str]) -> bool:
    if isinstance(tree, list):
        return any(_has(item, kinds) for item in tree)
    if isinstance(tree, dict):
        return tree.get("m") in kinds or any(_has(value, kinds) for value in tree.values())
    return False


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _row(elements: list[Any], depth: int) -> Node:
    nodes = [node for child in elements if (node := _node(child, depth)) is not None]
    return nodes[0] if len(nodes) == 1 else {"m": "row", "c": nodes}


def _node(element: Any, depth: int) -> Node:
    if depth > 60:
        raise _UnknownElementError
    name, children, deeper = name_of(element), children_of(element), depth + 1
    if name in _ROWS or (name == "msqrt" and len(children) != 1):
        row = _row(children, deeper)
        return {"m": "root", "a": row} if name == "msqrt" else row
    match name:
        case "semantics":
            return _node(children[0], deeper)
        case "mi":
            return {"m": "i", "t": _words(element)}
        case "mn":
            return {"m": "n", "t": _words(element)}
        case "mo":
            return {"m": "o", "t": _words(element)}
        case "mtext" | "ms":
            return {"m": "t", "t": " ".join(("x" + "".join(element.itertext()) + "x").split())[1:-1]}
        case "mspace":
            return {"m": "s", "w": _width(element.get("width", ""))}
        case "mphantom":
            return {"m": "s", "w": 1.0}
        case "mfrac":
            if element.get("linethickness", "1") in {"0", "0pt", "0em"}:
                raise _UnknownElementError
            return {"m": "frac", "a": _node(children[0], deeper), "b": _node(children[1], deeper)}
        case "msqrt":
            return {"m": "root", "a": _node(children[0], deeper)}
        case "mroot":
            return {"m": "root", "a": _node(children[0], deeper), "b": _node(children[1], deeper)}
        case "msub" | "msup" | "msubsup" | "munder" | "mover" | "munderover":
            return _script(name, [_node(child, deeper) for child in children])
        case "mfenced":
            return _fenced(element, [_node(child, deeper) for child in children])
        case "mtable":
            rows = [[_row(children_of(cell), deeper) for cell in children_of(row)] for row in children]
            return {"m": "grid", "rows": rows}
        case _:
            raise _UnknownElementError


def _script(name: str, parts: list[Node]) -> Node:
    node: Node = {
        "m": "script",
        "a": parts[0],
        "limits": name[1] in "uo" or parts[0].get("t", "") in _LIMITS,
    }
    if "sub" in name or "under" in name:
        node["sub"] = parts[1]
    if "sup" in name or "over" in name:
        node["sup"] = parts[-1]
        if len(parts) < 2:
            raise _UnknownElementError
    return node


def _fenced(element: Any, parts: list[Node]) -> Node:
    marks = element.get("separators", ",").replace(" ", "")
    inside: list[Node] = []
    for index, part in enumerate(parts):
        if index and marks:
            inside.append({"m": "o", "t": marks[min(index - 1, len(marks) - 1)]})
        inside.append(part)
    return {"m": "fence", "open": element.get("open", "("), "close": element.get("close", ")"), "c": inside}


def _width(value: str) -> float:
    found = re.fullmatch(r"\s*([0-9.]+)em\s*", value)
    return min(4.0, float(found.group(1))) if found and found.group(1).count(".") < 2 else 0.25


def _text_of(element: Any) -> list[str]:
    name, children = name_of(element), children_of(element)
    if not children:
        return [_words(element)] if name != "mspace" else [" "]
    parts = ["".join(_text_of(child)) for child in children]
    match name:
        case "semantics":
            return parts[:1]
        case "mfrac" if len(parts) == 2:
            return [f"({parts[0]})/({parts[1]})"]
        case "msqrt":
            return [f"√({''.join(parts)})"]
        case "mroot" if len(parts) == 2:
            return [f"root {parts[1]} of ({parts[0]})"]
        case "msub" | "munder" if len(parts) == 2:
            return [f"{parts[0]}_{_group(parts[1])}"]
        case "msup" | "mover" if len(parts) == 2:
            return [f"{parts[0]}^{_group(parts[1])}"]
        case "msubsup" | "munderover" if len(parts) == 3:
            return [f"{parts[0]}_{_group(parts[1])}^{_group(parts[2])}"]
        case "mfenced":
            return [element.get("open", "("), ", ".join(parts), element.get("close", ")")]
        case "mtable":
            return ["[", "; ".join(parts), "]"]
        case "mtr":
            return [", ".join(parts)]
        case _:
            return parts


def _group(part: str) -> str:
    return part if len(part) <= 1 else f"({part})"
