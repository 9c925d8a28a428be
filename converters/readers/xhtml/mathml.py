"""Formulas: kept as MathML, with words beside it.

``alttext`` is what the author wrote; where there is none, or only what a program puts there, the formula is written in
one line (UnicodeMath style: ``(a+b)/(2)``, ``x^(2)``), so that no format has to leave it out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from converters.book import Math
from converters.readers.xhtml.names import attributes_of, name_of, text_in

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_BOILERPLATE = re.compile(
    r"(alternative|alt) text not available|no alt(ernative)? text|math(ml)?( image| equation)?|equation|formula|image",
    re.IGNORECASE,
)
_DEEPEST = 60
_LARGEST = 200_000


def read_math(element: etree._Element) -> tuple[Math, bool]:
    """The formula, and whether it stands on a line of its own (``display="block"``)."""
    attributes = attributes_of(element)
    block = attributes.get("display") == "block" or attributes.get("mode") == "display"
    tail, element.tail = element.tail, None
    raw = etree.tostring(element, encoding="unicode")
    element.tail = tail
    return _known(_Formula(raw, element)), block


class _Formula:
    """A formula that equals another when it is written alike: most books repeat theirs."""

    __slots__ = ("element", "raw")

    def __init__(self, raw: str, element: etree._Element | None) -> None:
        self.raw = raw
        self.element = element

    def __hash__(self) -> int:
        return hash(self.raw)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Formula) and self.raw == other.raw


@lru_cache(maxsize=4096)
def _known(formula: _Formula) -> Math:
    element, formula.element = formula.element, None  # the cache must not keep documents alive
    if element is None:
        raise ValueError("a formula is read once")
    written = " ".join(attributes_of(element).get("alttext", "").split())
    if not written or _BOILERPLATE.fullmatch(written.rstrip(".")):
        written = _annotation(element) or " ".join(linear_text(element).split())
    return Math(_serialised(element, formula.raw), written or None)


def _serialised(element: etree._Element, text: str) -> str:
    text = re.sub(r">\s+<", "><", text)
    if len(text) > _LARGEST or (text.count("<") > 2 * _DEEPEST and _depth(element) > _DEEPEST):
        words = " ".join(text_in(element).split())[:_LARGEST]
        small = etree.Element(f"{{{_NAMESPACE}}}math", nsmap={None: _NAMESPACE})  # type: ignore[dict-item]  # the stubs forget the default namespace
        etree.SubElement(small, f"{{{_NAMESPACE}}}mtext").text = words
        return etree.tostring(small, encoding="unicode")
    if _NAMESPACE not in text:
        text = text.replace("<math", f'<math xmlns="{_NAMESPACE}"', 1)
    return text


def _depth(element: etree._Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(element, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _annotation(element: etree._Element) -> str:
    for child in element.iter():
        if name_of(child) == "annotation" and attributes_of(child).get("encoding", "") == "text/plain":
            return " ".join(text_in(child).split())
    return ""


def linear_text(element: etree._Element, depth: int = 0) -> str:
    """A formula in one line of characters."""
    name = name_of(element)
    if name in {"annotation", "annotation-xml", "mphantom", ""}:
        return ""
    if depth > _DEEPEST:
        return text_in(element)
    if name in {"mi", "mn", "mo", "mtext", "ms"}:
        words = " ".join(text_in(element).split())
        return f" {words} " if name == "mtext" or (name == "mi" and len(words) > 1) else words
    parts = [linear_text(child, depth + 1) for child in element if name_of(child)]
    return _combined(name, parts, element)


def _combined(name: str, parts: list[str], element: etree._Element) -> str:
    two, three = len(parts) == 2, len(parts) == 3
    if name == "mfrac" and two:
        return f"{_group(parts[0])}/{_group(parts[1])}"
    if name in {"msup", "mover"} and two:
        return (
            f"{parts[0]}^{_group(parts[1])}"
            if name == "msup" or len(parts[1].strip()) > 1
            else "".join(parts)
        )
    if name in {"msub", "munder"} and two:
        return f"{parts[0]}_{_group(parts[1])}"
    if name in {"msubsup", "munderover"} and three:
        return f"{parts[0]}_{_group(parts[1])}^{_group(parts[2])}"
    if name == "msqrt":
        return f"√{_group(''.join(parts))}"
    if name == "mroot" and two:
        return f"root {_group(parts[1])} {_group(parts[0])}"
    if name == "mtr":
        return ", ".join(part.strip() for part in parts)
    if name == "mtable":
        return "; ".join(parts)
    if name == "mfenced":
        attributes = attributes_of(element)
        return attributes.get("open", "(") + ", ".join(parts) + attributes.get("close", ")")
    if name == "mspace":
        return " "
    own = (element.text or "") if name not in {"math", "mrow", "semantics", "mstyle"} else ""
    tails = [child.tail or "" for child in element if name_of(child)]
    return own + "".join(part + tail for part, tail in zip(parts, tails, strict=False))


def _group(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 1 or text.isalnum() else f"({text})"
