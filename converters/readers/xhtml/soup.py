"""The last resort: a tokeniser that keeps every word of markup that no parser takes, and builds no tree deeper than it must.

A million nested elements, tags that never close, ``<p::p>``: all text comes out, in order, in time linear in its length.
"""

from __future__ import annotations

import html
import re
from typing import Final

from lxml import etree

from converters.readers.xhtml.names import BLOCKS, VOID

_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^<>]*>|<(/?)([A-Za-z][^\s/<>]*)([^<>]*)>|[^<]+|<", re.DOTALL)
_ATTRIBUTE = re.compile(r"([A-Za-z_][\w:.-]{0,80})\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)")
_NAME = re.compile(r"[a-z][a-z0-9]*")
_RAW: Final = frozenset({"script", "style"})
_DEEPEST = 150


def parse_soup(text: str) -> tuple[etree._Element, bool]:
    """A tree of ``text`` under one ``html`` element, and whether anything was so deep that it was laid flat."""
    return _Soup(text).parse()


class _Soup:
    def __init__(self, text: str) -> None:
        self._text = text
        self._root = etree.Element("html")
        self._open: list[tuple[str, etree._Element | None]] = [("html", self._root)]
        self._holder: etree._Element = self._root
        """Where text goes."""
        self._real = [self._root]
        self._pieces: list[str] = []
        self._fresh_line = False
        self._flattened = False

    def parse(self) -> tuple[etree._Element, bool]:
        raw: str | None = None
        for match in _TOKEN.finditer(self._text):
            close, name, attributes = match.groups()
            if name is None:
                piece = match.group()
                if raw is None and (not piece.startswith("<") or piece == "<"):
                    self._words(html.unescape(piece))
                continue
            name = name.lower()
            if raw is not None:
                raw = None if close and name == raw else raw
            elif close:
                self._end(name)
            elif name in _RAW:
                raw = None if attributes.rstrip().endswith("/") else name
            else:
                self._start(name, attributes)
        self._flush()
        return self._root, self._flattened

    def _words(self, text: str) -> None:
        if self._fresh_line and text.strip():
            self._flush()
            self._holder = etree.SubElement(self._real[-1], "div")
            self._fresh_line = False
        self._pieces.append(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text))

    def _flush(self) -> None:
        """Put the gathered text after whatever its holder has last."""
        text = "".join(self._pieces)
        self._pieces.clear()
        if not text:
            return
        last = self._holder[-1] if len(self._holder) else None
        if last is None:
            self._holder.text = (self._holder.text or "") + text
        else:
            last.tail = (last.tail or "") + text

    def _start(self, name: str, attributes: str) -> None:
        plain = name.rpartition(":")[2]
        known = plain if _NAME.fullmatch(plain) else "span"
        void = plain in VOID
        if len(self._real) >= _DEEPEST and not void:
            self._flattened = True
            self._fresh_line |= known in BLOCKS
            self._open.append((name, None))
            return
        self._flush()
        element = etree.SubElement(self._real[-1] if known in BLOCKS else self._holder, known)
        for key, value in _ATTRIBUTE.findall(attributes):
            try:
                element.set(key.replace(":", "-") if ":" in key else key, html.unescape(value.strip("\"'")))
            except ValueError:
                continue  # a name or a value that XML forbids
        if void or attributes.rstrip().endswith("/"):
            return
        self._open.append((name, element))
        self._real.append(element)
        self._holder = element
        self._fresh_line = False

    def _end(self, name: str) -> None:
        for back in range(1, min(60, len(self._open))):
            if self._open[-back][0] == name:
                break
        else:
            return
        for _ in range(back):
            closed, element = self._open.pop()
            if element is None:
                self._fresh_line |= closed in BLOCKS
            else:
                self._flush()
                self._real.pop()
                self._holder = self._real[-1]
                self._fresh_line = False
