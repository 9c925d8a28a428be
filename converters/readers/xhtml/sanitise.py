"""Makes markup text safe and plain for the parser, before it sees it.

The document type goes (no external entity, no entity bomb can be left), named characters become characters (``&nbsp;`` needs a DTD that
is never loaded), CDATA becomes ordinary text, and what XML forbids is replaced. All passes are linear.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

_PROLOGUE = re.compile(r"[\s\ufeff]*(?:<\?xml\b[^>]*\?>)?")
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:\"([^\"]{0,500})\"|'([^']{0,500})')\s*>")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&(#[0-9]{1,12};?|#[xX][0-9A-Fa-f]{1,12};?|[A-Za-z_][\w.-]{0,60};|)")
_MARKUP: Final = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_ESCAPES: Final = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}


def sanitise(text: str) -> str:
    """``text`` without XML declaration and document type, and with no entity but the five of XML."""
    start = _PROLOGUE.match(text)
    text = text[start.end() :] if start else text
    own: dict[str, str] = {}
    doctype = _DOCTYPE.search(text, 0, 20_000)
    if doctype:
        end = _doctype_end(text, doctype.end())
        own = _simple_entities(text[doctype.start() : end])
        text = text[: doctype.start()] + text[end:]
    if _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub(lambda match: " " if match.group() == "\x0c" else "", text)
    if "<![CDATA[" in text:
        text = _CDATA.sub(lambda match: match.group(1).translate(_ESCAPES), text)
    if "&" in text:
        text = _REFERENCE.sub(lambda match: _character(match.group(1), own), text)
    return text


def _doctype_end(text: str, at: int) -> int:
    """Where the document type declaration that is open at ``at`` ends; quoted strings and the internal subset are stepped over."""
    outside = re.compile(r"\"[^\"<>]*\"|'[^'<>]*'|[\[>]")
    inside = re.compile(r"\"[^\"]*\"|'[^']*'|<!--.*?-->|\]", re.DOTALL)
    scanner = outside
    while (match := scanner.search(text, at)) is not None:
        at = match.end()
        if match.group() == ">":
            return at
        if match.group() == "[":
            scanner = inside
        elif match.group() == "]":
            scanner = outside
    return at


def _simple_entities(doctype: str) -> dict[str, str]:
    """Entities that are plain text; those with references in them (bombs) or from files (XXE) stay unknown."""
    entities: dict[str, str] = {}
    for match in _ENTITY.finditer(doctype):
        value = match.group(2) if match.group(2) is not None else match.group(3)
        if not re.search(r"[&%<]", value) and len(entities) < 1000:
            entities[match.group(1)] = value
    return entities


def _character(name: str, own: dict[str, str]) -> str:
    if name in _MARKUP:
        return f"&{name}"
    if name.startswith("#"):
        digits = name[1:].rstrip(";")
        number = int(digits[1:], 16) if digits[:1] in "xX" else int(digits)
        return _numbered(number)
    if name and name[:-1] in own:
        return own[name[:-1]].translate(_ESCAPES)
    if name in html5:
        return html5[name].translate(_ESCAPES)
    return f"&amp;{name}"


def _numbered(number: int) -> str:
    if 0x80 <= number <= 0x9F:  # written by old Windows programs
        try:
            return bytes((number,)).decode("cp1252")
        except UnicodeDecodeError:
            return ""
    if number in {0x9, 0xA, 0xD}:
        return f"&#{number};"
    if number < 0x20 or 0xD800 <= number <= 0xDFFF or number in {0xFFFE, 0xFFFF} or number > 0x10FFFF:
        return "" if number < 0x20 else "\ufffd"
    return chr(number).translate(_ESCAPES)
