"""From markup to a tree without losing a word.

Strict XML first, because EPUB is XHTML; then the HTML parser, whose words are counted against the document with its tags stripped, because recovering
parsers drop text at their limits without saying so; then our own tokeniser. Whichever keeps most is used.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from lxml import etree

from converters.errors import Finding
from converters.readers.xhtml.decode import decode_markup
from converters.readers.xhtml.names import VOID, name_of
from converters.readers.xhtml.sanitise import sanitise
from converters.readers.xhtml.soup import parse_soup

_SELF_CLOSED = re.compile(r"<([A-Za-z][^\s/<>]*)([^<>]*?)/>")
_STRIP = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b[^<>]*(?<!/)>.*?</\1\s*>|<[A-Za-z/!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document as a tree. ``name`` is its path in the book; ``well_formed`` tells whether strict XML took it."""

    name: str
    root: etree._Element
    well_formed: bool = True
    findings: tuple[Finding, ...] = ()


def parse_document(data: bytes | str, *, name: str = "", encoding: str | None = None) -> ParsedDocument:
    """Parse XHTML, HTML or any XML. Never raises for bad markup: at worst the words come without structure.

    Findings: ``encoding-guessed``, ``encoding-damaged``, ``document-repaired``, ``nesting-flattened``.
    """
    findings: list[Finding] = []
    if isinstance(data, bytes):
        decoded = decode_markup(data, encoding)
        if decoded.lost:
            params: dict[str, str | int | float] = {"encoding": decoded.encoding, "count": decoded.lost}
            findings.append(Finding("encoding-damaged", params, name))
        elif decoded.guessed:
            findings.append(Finding("encoding-guessed", {"encoding": decoded.encoding}, name))
        data = decoded.text
    text = sanitise(data)
    raw = text.encode("utf-8", "replace")
    root = _strict(raw)
    if root is not None:
        return ParsedDocument(name, root, findings=tuple(findings))
    root, flattened = _mended(text)
    findings.append(Finding("nesting-flattened" if flattened else "document-repaired", {}, name))
    return ParsedDocument(name, root, well_formed=False, findings=tuple(findings))


def visible_characters(root: etree._Element) -> int:
    """How many characters that are not white space a tree holds, scripts and styles aside."""
    return sum(
        len(_SPACE.sub("", text))
        for element in root.iter()
        for text in (element.text if name_of(element) not in {"script", "style", ""} else None, element.tail)
        if text
    )


def stripped_characters(text: str) -> int:
    """The same count made without any parser: tags cut out of the text."""
    return len(_SPACE.sub("", html.unescape(_STRIP.sub("", text))))


def _strict(raw: bytes) -> etree._Element | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _mended(text: str) -> tuple[etree._Element, bool]:
    expanded = _SELF_CLOSED.sub(_open_and_close, text)
    wanted = stripped_characters(expanded)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    root: etree._Element | None
    try:
        root = etree.fromstring(expanded.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is not None and visible_characters(root) >= wanted:
        return root, False
    soup, flattened = parse_soup(text)
    if root is not None and visible_characters(root) >= visible_characters(soup):
        return root, False
    return soup, flattened


def _open_and_close(match: re.Match[str]) -> str:
    """``<a id="x"/>`` is an empty element in XML but an open one in HTML, which would then swallow the chapter."""
    name = match.group(1)
    if name.lower() in VOID:
        return match.group()
    return f"<{name}{match.group(2)}></{name}>"
