"""The style sheets of each document, read once each."""

from __future__ import annotations

from lxml import etree

from converters.limits import LIMITS
from converters.readers.archive import Archive
from converters.readers.xhtml.decode import decode_markup
from converters.readers.xhtml.links import Target, resolve_href
from converters.readers.xhtml.names import attributes_of, name_of
from converters.readers.xhtml.parse import ParsedDocument
from converters.readers.xhtml.styles import StyleSheet

_MOST_SHEETS = 20


class StyleShelf:
    """Gives each document its rules; documents that name the same sheets share them."""

    def __init__(self, archive: Archive, documents: list[ParsedDocument]) -> None:
        self._archive = archive
        self._roots = {document.name: document.root for document in documents}
        self._texts: dict[str, str] = {}
        self._sheets: dict[tuple[str, ...], StyleSheet] = {}

    def of(self, document: str) -> StyleSheet:
        """The rules of ``document``: its linked sheets, then its own, in order."""
        root = self._roots.get(document)
        if root is None:
            return StyleSheet()
        sources: list[str] = []
        for element in root.iter("{*}link", "{*}style"):
            if len(sources) < _MOST_SHEETS:
                sources += self._source(document, element)
        key = tuple(sources)
        if key not in self._sheets:
            sheet = StyleSheet()
            for source in sources:
                sheet.add(self._text(source) if not source.startswith("\0") else source[1:])
            self._sheets[key] = sheet
        return self._sheets[key]

    def _source(self, document: str, element: etree._Element) -> list[str]:
        attributes = attributes_of(element)
        media = attributes.get("media", "all").lower()
        if media not in {"", "all", "screen"} and "screen" not in media:
            return []
        if name_of(element) == "style":
            return ["\0" + (element.text or "")]
        rel = attributes.get("rel", "").lower().split()
        target = resolve_href(document, attributes.get("href", ""))
        if "stylesheet" not in rel or "alternate" in rel or not isinstance(target, Target):
            return []
        name = self._archive.find(target.document)
        return [name] if name else []

    def _text(self, name: str) -> str:
        if name not in self._texts:
            data = self._archive.read(name, LIMITS.document_bytes)
            self._texts[name] = decode_markup(data[:4_000_000]).text
        return self._texts[name]
