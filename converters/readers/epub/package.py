"""The package document (EPUB 3.3, clause 5; OPF 2.0.1): manifest and spine. Metadata has a module of its own.

Elements count by their local names, whatever their namespace: many books have odd ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from converters.readers.xhtml.links import Target, resolve_href
from converters.readers.xhtml.names import attributes_of, name_of

DOCUMENT_TYPES: Final = frozenset(
    {
        "application/xhtml+xml",
        "text/html",
        "image/svg+xml",
        "application/x-dtbook+xml",
        "text/x-oeb1-document",
        "application/xml",
        "text/xml",
    }
)


@dataclass(frozen=True, slots=True)
class Item:
    """A manifest item. ``path`` is from the archive's root; "" for a remote resource, which is never fetched."""

    id: str
    path: str
    media_type: str
    properties: frozenset[str] = frozenset()
    fallback: str = ""
    overlay: str = ""


@dataclass(frozen=True, slots=True)
class SpineItem:
    """An item in reading order. ``linear`` False: beside the main line, still read at its place."""

    item: Item
    linear: bool = True


@dataclass(slots=True)
class Package:
    """What a package document says."""

    path: str
    root: etree._Element
    version: str = ""
    items: dict[str, Item] = field(default_factory=dict)
    spine: list[SpineItem] = field(default_factory=list)
    toc_id: str = ""
    direction: str = "ltr"
    guide: dict[str, Target] = field(default_factory=dict)
    """EPUB 2 guide and EPUB 3 landmarks: type → place."""

    def by_property(self, word: str) -> Item | None:
        """The first item with a manifest property (``nav``, ``cover-image``)."""
        return next((item for item in self.items.values() if word in item.properties), None)

    def fallbacks(self, item: Item) -> Iterator[Item]:
        """``item`` and what may stand in for it, in order; a circle ends where it closes."""
        seen: set[str] = set()
        current: Item | None = item
        while current is not None and current.id not in seen:
            seen.add(current.id)
            yield current
            current = self.items.get(current.fallback) if current.fallback else None


def read_package(root: etree._Element, path: str) -> Package:
    """Manifest, spine and guide. What is missing is left empty; nothing raises."""
    package = Package(path, root)
    for element in root.iter():
        if name_of(element) == "package":
            package.version = attributes_of(element).get("version", "")
            break
    spines: list[tuple[str, bool]] = []
    for element in root.iter():
        name = name_of(element)
        if name == "item":
            _add_item(package, attributes_of(element))
        elif name == "spine":
            attributes = attributes_of(element)
            package.toc_id = package.toc_id or attributes.get("toc", "").strip()
            if attributes.get("page-progression-direction") == "rtl":
                package.direction = "rtl"
        elif name == "itemref":
            attributes = attributes_of(element)
            spines.append(
                (attributes.get("idref", "").strip(), attributes.get("linear", "yes").strip() != "no")
            )
        elif name == "reference":
            attributes = attributes_of(element)
            target = resolve_href(path, attributes.get("href", ""))
            if isinstance(target, Target) and attributes.get("type"):
                package.guide.setdefault(attributes["type"].lower(), target)
    seen: set[str] = set()
    for idref, linear in spines:
        item = package.items.get(idref)
        if item is not None and idref not in seen:  # a document is read once, however often it is named
            seen.add(idref)
            package.spine.append(SpineItem(item, linear))
    return package


def _add_item(package: Package, attributes: dict[str, str]) -> None:
    identity = attributes.get("id", "").strip()
    href = attributes.get("href", "").strip()
    if not href:
        return
    target = resolve_href(package.path, href)
    path = target.document if isinstance(target, Target) else ""
    item = Item(
        identity or f"!{len(package.items)}",
        path,
        attributes.get("media-type", "").split(";")[0].strip().lower(),
        frozenset(attributes.get("properties", "").lower().split()),
        attributes.get("fallback", "").strip(),
        attributes.get("media-overlay", "").strip(),
    )
    package.items.setdefault(item.id, item)
