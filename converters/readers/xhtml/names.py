"""Elements by what they do to text, and attributes under all the names they come with."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from lxml import etree

VOID: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "basefont",
        "frame",
        "keygen",
    ]
)
BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "listing",
        "main",
        "menu",
        "nav",
        "noframes",
        "ol",
        "optgroup",
        "option",
        "p",
        "plaintext",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "caption",
        "ul",
        "xmp",
    ]
)
"""Elements that begin a line of their own."""
DROPPED: Final = frozenset(
    [
        "script",
        "style",
        "head",
        "template",
        "title",
        "colgroup",
        "col",
        "rp",
        "trigger",
        "param",
        "source",
        "track",
    ]
)
"""Elements without words for a reader."""
EMPHASIS: Final = {
    "em": "emphasis",
    "i": "emphasis",
    "cite": "emphasis",
    "dfn": "emphasis",
    "var": "emphasis",
    "strong": "strong",
    "b": "strong",
    "u": "underline",
    "ins": "underline",
    "s": "strike",
    "del": "strike",
    "strike": "strike",
    "sup": "superscript",
    "sub": "subscript",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
MEDIA: Final = frozenset({"audio", "video", "iframe", "embed", "applet", "canvas"})

_XML = "{http://www.w3.org/XML/1998/namespace}"
_OPS = "{http://www.idpf.org/2007/ops}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_ALIASES: Final = {
    f"{_XML}lang": "xml:lang",
    f"{_XML}id": "id",
    "xml-lang": "xml:lang",
    f"{_OPS}type": "epub:type",
    "epub-type": "epub:type",
    f"{_XLINK}href": "xlink:href",
    f"{_XLINK}title": "xlink:title",
    "xlink-href": "xlink:href",
}
_NO_ATTRIBUTES: Final[dict[str, str]] = {}


@lru_cache(maxsize=4096)
def local_name(tag: str) -> str:
    """The element's name in lower case, without namespace or prefix; never raises, whatever the name."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


@lru_cache(maxsize=4096)
def _attribute_name(name: str) -> str:
    return _ALIASES.get(name) or (name if name.startswith("{") else name.lower())


def name_of(element: etree._Element) -> str:
    """:func:`local_name` of an element; "" for comments, processing instructions and entity references."""
    tag = element.tag
    return local_name(tag) if isinstance(tag, str) else ""


def attributes_of(element: etree._Element) -> dict[str, str]:
    """The attributes under one name each: ``xml:lang``, ``epub:type`` and ``xlink:href``, however the document declares the prefix."""
    items = element.items()
    return {_attribute_name(str(k)): str(v) for k, v in items} if items else _NO_ATTRIBUTES


def words_of(value: str | None) -> frozenset[str]:
    """A white-space separated attribute as a set, lower case, prefixes kept (``z3998:verse``)."""
    return frozenset(value.lower().split()) if value else frozenset()


def types_of(attributes: dict[str, str]) -> frozenset[str]:
    """What an element is: ``epub:type`` words and ``role`` words without ``doc-``."""
    kind, role = attributes.get("epub:type"), attributes.get("role")
    if not kind and not role:
        return frozenset()
    return words_of(kind) | {word.removeprefix("doc-") for word in words_of(role)}


def text_in(element: etree._Element) -> str:
    """All characters inside an element, as they stand."""
    return "".join(str(text) for text in element.itertext())
