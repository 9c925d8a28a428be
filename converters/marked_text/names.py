"""Names and characters as XML takes them."""

from __future__ import annotations

import re
from typing import Final, Literal

XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"

_PLAIN_ID: Final = re.compile(r"(?!_\.)[A-Za-z_][A-Za-z0-9._-]*")
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|[A-Za-z]{4,8}")
_ROMAN: Final = re.compile(
    r"(?=[ivxlcdm])m{0,4}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE
)
_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "syr", "iw"})


def element_id(name: str) -> str:
    """An id of the Book as an NCName. Injective; the Book's own ids, which are NCNames already, stay as they are."""
    if _PLAIN_ID.fullmatch(name):
        return name
    return "_." + "".join(c if c.isascii() and (c.isalnum() or c == "-") else f".{ord(c):x}." for c in name)


def xml_text(text: str) -> str:
    """``text`` with what XML cannot hold (controls, lone surrogates) as U+FFFD, one for one, so that offsets stay.

    Source: XML 1.0, production 2.
    """
    return _NOT_XML.sub("\ufffd", text)


def language_tag(tag: str | None) -> str | None:
    """``tag`` where it is well formed (BCP 47 in its simple shape), else None: a validator refuses others."""
    return tag if tag and _TAG.fullmatch(tag) else None


def is_right_to_left(tag: str) -> bool:
    """Whether a language is written from right to left."""
    subtags = tag.lower().split("-")
    return subtags[0] in _RIGHT_TO_LEFT and "latn" not in subtags


def page_kind(label: str) -> Literal["front", "normal", "special"]:
    """What DAISY calls a page: ``front`` (roman numerals), ``normal`` (a number), ``special`` (anything else)."""
    shown = label.strip()
    if shown.isascii() and shown.isdigit():
        return "normal"
    return "front" if _ROMAN.fullmatch(shown) else "special"
