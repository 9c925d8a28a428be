"""MathML of strangers made safe to be shown."""

from __future__ import annotations

import re
from typing import Any

_USELESS = re.compile(
    r"\s*(alternative text not available\.?|alttext|image|formula|equation)?\s*", re.IGNORECASE
)


class _UnknownElementError(Exception):
    """An element that is no presentation of a formula."""


def useful(alternative: str | None) -> str:
    """``alternative``, or "" where it says nothing ("Alternative text not available", in thousands of formulas of real books)."""
    return "" if alternative is None or _USELESS.fullmatch(alternative) else alternative


def name_of(element: Any) -> str:
    """Without its namespace; "#" for a comment and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else "#"


def children_of(element: Any) -> list[Any]:
    """Elements only."""
    return [child for child in element if isinstance(child.tag, str)]


def safe_mathml(mathml: str, alternative: str, display: str) -> str | None:
    """``mathml`` as one clean element with ``alttext``, or None where it is not MathML.

    Only presentation elements and attributes without script or address are kept.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(mathml.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or name_of(root) != "math" or not len(root):
        return None
    try:
        clean = _clean(root, 0)
    except (_UnknownElementError, RecursionError):
        return None
    clean.set("display", display)
    if alternative.strip():
        clean.set("alttext", " ".join(alternative.split()))
    return str(etree.tostring(clean, encoding="unicode"))


_PRESENTATION = frozenset(
    [
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "mtext",
        "ms",
        "mspace",
        "mfrac",
        "msqrt",
        "mroot",
        "mstyle",
        "merror",
        "mpadded",
        "mphantom",
        "mfenced",
        "menclose",
        "msub",
        "msup",
        "msubsup",
        "munder",
        "mover",
        "munderover",
        "mmultiscripts",
        "mprescripts",
        "none",
        "mtable",
        "mtr",
        "mlabeledtr",
        "mtd",
    ]
)
_ARITY = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "msubsup": 3,
    "munderover": 3,
}
_KEPT_ATTRIBUTES = frozenset(
    {
        "mathvariant",
        "open",
        "close",
        "separators",
        "columnalign",
        "rowalign",
        "linethickness",
        "stretchy",
        "notation",
    }
)


def _clean(element: Any, depth: int) -> Any:
    from lxml import etree

    name, children = name_of(element), children_of(element)
    if name == "semantics" and children:
        return _clean(children[0], depth + 1)
    if name not in _PRESENTATION or depth > 60 or len(children) != _ARITY.get(name, len(children)):
        raise _UnknownElementError
    nsmap: Any = {None: "http://www.w3.org/1998/Math/MathML"} if depth == 0 else None
    clean = etree.Element(f"{{http://www.w3.org/1998/Math/MathML}}{name}", nsmap=nsmap)
    for attribute, value in element.attrib.items():
        if attribute in _KEPT_ATTRIBUTES and len(value) < 40:
            clean.set(attribute, value)
    if name in {"mi", "mn", "mo", "mtext", "ms"}:
        clean.text = "".join(element.itertext())
        return clean
    for child in children:
        clean.append(_clean(child, depth + 1))
    return clean
