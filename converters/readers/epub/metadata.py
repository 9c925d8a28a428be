"""The metadata of a package document (EPUB 3.3, clause 5.5; Dublin Core; schema.org accessibility properties)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final, Literal

from lxml import etree

from converters.book import Contributor, Metadata
from converters.readers.epub.package import Package
from converters.readers.xhtml.names import attributes_of, name_of, text_in

_DUBLIN_CORE: Final = frozenset(
    [
        "title",
        "creator",
        "contributor",
        "language",
        "identifier",
        "publisher",
        "date",
        "description",
        "subject",
        "rights",
        "source",
    ]
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_LONG, _LONGEST = 1000, 20_000
_ROLE = re.compile(r"[a-z]{3}")


@dataclass(slots=True)
class _Element:
    """A metadata element with what refines it."""

    text: str
    attributes: dict[str, str]
    refined: dict[str, str] = field(default_factory=dict)


def clean(text: str, most: int = _LONG) -> str:
    """Plain text on one line: no control characters, no direction overrides. Markup in it stays the characters it is."""
    return " ".join(_CONTROL.sub(" ", text).split())[:most]


def read_metadata(package: Package, *, fallback_title: str) -> tuple[Metadata, str]:
    """The book's metadata and its declared language as it stands there ("" where none is)."""
    elements, properties = _gather(package.root)
    title, subtitle = _titles(elements["title"])
    declared = next((element.text for element in elements["language"] if element.text), "")
    direction: Literal["ltr", "rtl"] = "rtl" if package.direction == "rtl" else "ltr"
    metadata = Metadata(
        title=title or fallback_title,
        language="",
        contributors=tuple(_contributors(elements)),
        identifier=_identifier(package.root, elements["identifier"]),
        subtitle=subtitle,
        publisher=_first(elements["publisher"]),
        date=_date(elements["date"]),
        description=_first(elements["description"], _LONGEST),
        subjects=tuple(dict.fromkeys(e.text for e in elements["subject"] if e.text)),
        rights=_first(elements["rights"]),
        source=_source(elements["source"]),
        direction=direction,
        accessibility=tuple(properties),
    )
    return metadata, declared


def _gather(root: etree._Element) -> tuple[dict[str, list[_Element]], list[tuple[str, str]]]:
    elements: dict[str, list[_Element]] = defaultdict(list)
    by_id: dict[str, _Element] = {}
    refinements: list[tuple[str, str, str]] = []
    properties: list[tuple[str, str]] = []
    for node in root.iter():
        name = name_of(node)
        if name in {"manifest", "spine"}:
            continue
        if name in _DUBLIN_CORE:
            attributes = attributes_of(node)
            text = clean(text_in(node), _LONGEST)
            element = _Element(text, attributes)
            elements[name].append(element)
            if "id" in attributes:
                by_id[attributes["id"]] = element
        elif name in {"meta", "link"}:
            _meta(node, refinements, properties)
    for target, key, value in refinements:
        if target in by_id:
            by_id[target].refined.setdefault(key, value)
    return elements, list(dict.fromkeys(properties))


def _meta(
    node: etree._Element, refinements: list[tuple[str, str, str]], properties: list[tuple[str, str]]
) -> None:
    attributes = attributes_of(node)
    key = (attributes.get("property") or attributes.get("name") or attributes.get("rel") or "").strip()
    value = clean(attributes.get("content") or text_in(node) or attributes.get("href", ""))
    if not key or not value:
        return
    refines = attributes.get("refines", "").strip().removeprefix("#")
    if refines:
        refinements.append((refines, key.rpartition(":")[2], value))
    elif (
        key.lower().startswith(("schema:access", "schema:accessibility", "a11y:"))
        or key.lower() == "dcterms:conformsto"
    ):
        properties.append((key.removeprefix("schema:"), value))


def _titles(titles: list[_Element]) -> tuple[str, str | None]:
    stated = {kind: e.text for e in reversed(titles) if e.text and (kind := e.refined.get("title-type"))}
    plain = [e.text for e in titles if e.text and "title-type" not in e.refined]
    main = stated.get("main") or (plain[0] if plain else "") or next((e.text for e in titles if e.text), "")
    return main[:_LONG], stated.get("subtitle")


def _contributors(elements: dict[str, list[_Element]]) -> list[Contributor]:
    found: list[Contributor] = []
    for kind, default in (("creator", "aut"), ("contributor", "ctb")):
        for element in elements[kind]:
            role = element.refined.get("role") or _attribute(element, "role") or default
            sort_as = element.refined.get("file-as") or _attribute(element, "file-as")
            if element.text:
                code = role.lower() if _ROLE.fullmatch(role.lower()) else default
                found.append(Contributor(element.text[:_LONG], code, clean(sort_as) if sort_as else None))
    return found


def _attribute(element: _Element, name: str) -> str:
    """An attribute by its local name: ``opf:role`` in EPUB 2."""
    for key, value in element.attributes.items():
        if re.split(r"[}:]", key)[-1] == name:
            return value.strip()
    return ""


def _identifier(root: etree._Element, identifiers: list[_Element]) -> str:
    unique = next(
        (
            u
            for node in root.iter()
            if name_of(node) == "package" and (u := attributes_of(node).get("unique-identifier"))
        ),
        "",
    )
    for element in identifiers:
        if element.text and element.attributes.get("id") == unique:
            return element.text[:_LONG]
    return next((e.text[:_LONG] for e in identifiers if e.text), "")


def _date(dates: list[_Element]) -> str | None:
    events = {_attribute(e, "event"): e.text for e in reversed(dates) if e.text}
    found = events.get("publication") or events.get("original-publication") or events.get("")
    return (found or next(iter(events.values()), None) or None) if events else None


def _source(sources: list[_Element]) -> str | None:
    """The printed edition: the source that says it is where the page breaks come from, else the first."""
    paged = next((e.text for e in sources if e.refined.get("source-of") == "pagination" and e.text), None)
    return paged or _first(sources)


def _first(elements: list[_Element], most: int = _LONG) -> str | None:
    return next((e.text[:most] for e in elements if e.text), None)
