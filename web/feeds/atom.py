"""OPDS 1.2: Atom with acquisition links (opds-spec.org, “OPDS Catalog 1.2”, 2018)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from lxml import etree

from web.feeds.model import FACET, RSS, SHELF, Acquisition, Entry, Feed, Publication
from web.i18n import Words

NAVIGATION: Final = "application/atom+xml;profile=opds-catalog;kind=navigation"
BOOKS: Final = "application/atom+xml;profile=opds-catalog;kind=acquisition"
ENTRY: Final = "application/atom+xml;type=entry;profile=opds-catalog"
OPENSEARCH: Final = "application/opensearchdescription+xml"

_ATOM: Final = "http://www.w3.org/2005/Atom"
_OPDS: Final = "http://opds-spec.org/2010/catalog"
_DC: Final = "http://purl.org/dc/terms/"
_THR: Final = "http://purl.org/syndication/thread/1.0"
_SEARCH: Final = "http://a9.com/-/spec/opensearch/1.1/"
_SCHEMA: Final = "http://schema.org/"
# lxml's stubs do not know that None names the default namespace.
_NAMES: Final[Any] = {
    None: _ATOM,
    "opds": _OPDS,
    "dc": _DC,
    "thr": _THR,
    "opensearch": _SEARCH,
    "schema": _SCHEMA,
}
_SEARCH_NAMES: Final[Any] = {None: _SEARCH}
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def feed_type(books: bool) -> str:
    """Media type of a feed of books, or of lines that lead to others."""
    return BOOKS if books else NAVIGATION


def feed_bytes(feed: Feed, words: Words, library: str) -> bytes:
    """The feed."""
    root = etree.Element(_a("feed"), nsmap=_NAMES)
    root.set(_LANG, words.language)
    _text(root, _a("id"), feed.id)
    _text(root, _a("title"), feed.title)
    _text(root, _a("updated"), _moment(feed.updated))
    if feed.about:
        _text(root, _a("subtitle"), feed.about)
    _text(etree.SubElement(root, _a("author")), _a("name"), library)
    _link(root, "self", feed.href, feed_type(feed.books))
    _link(root, "start", feed.start, NAVIGATION)
    _link(root, "search", feed.search, OPENSEARCH)
    for rel, href, kind in (
        ("up", feed.up, NAVIGATION),
        ("first", feed.first, feed_type(feed.books)),
        ("next", feed.next, feed_type(feed.books)),
        (SHELF, feed.shelf, BOOKS),
    ):
        if href:
            _link(root, rel, href, kind)
    for facet in feed.facets:
        link = _link(root, FACET, facet.href, BOOKS, facet.title)
        link.set(f"{{{_OPDS}}}facetGroup", xml_text(facet.group))
        if facet.active:
            link.set(f"{{{_OPDS}}}activeFacet", "true")
        if facet.count is not None:
            link.set(f"{{{_THR}}}count", str(facet.count))
    if feed.total is not None:
        _text(root, f"{{{_SEARCH}}}totalResults", str(feed.total))
    if feed.per_page is not None:
        _text(root, f"{{{_SEARCH}}}itemsPerPage", str(feed.per_page))
    for entry in feed.entries:
        _navigation(root, entry, feed.updated)
    for publication in feed.publications:
        root.append(_publication(publication))
    return _bytes(root)


def entry_bytes(publication: Publication) -> bytes:
    """A book for itself."""
    return _bytes(_publication(publication))


def search_description(name: str, template: str, language: str) -> bytes:
    """OpenSearch 1.1: where words are looked for. ``template`` has ``{searchTerms}``."""
    root = etree.Element(f"{{{_SEARCH}}}OpenSearchDescription", nsmap=_SEARCH_NAMES)
    _text(root, f"{{{_SEARCH}}}ShortName", name[:16])
    _text(root, f"{{{_SEARCH}}}LongName", name[:48])
    _text(root, f"{{{_SEARCH}}}Description", name)
    _text(root, f"{{{_SEARCH}}}InputEncoding", "UTF-8")
    _text(root, f"{{{_SEARCH}}}OutputEncoding", "UTF-8")
    url = etree.SubElement(root, f"{{{_SEARCH}}}Url")
    url.set("type", BOOKS)
    url.set("template", template)
    _text(root, f"{{{_SEARCH}}}Language", language)
    return _bytes(root)


def _navigation(root: etree._Element, entry: Entry, updated: datetime) -> None:
    made = etree.SubElement(root, _a("entry"))
    _text(made, _a("title"), entry.title)
    _text(made, _a("id"), entry.href)
    _text(made, _a("updated"), _moment(updated))
    about = _text(made, _a("content"), entry.about)
    about.set("type", "text")
    link = _link(made, entry.rel, entry.href, feed_type(entry.books))
    if entry.count is not None:
        link.set(f"{{{_THR}}}count", str(entry.count))


def _publication(book: Publication) -> etree._Element:
    made = etree.Element(_a("entry"), nsmap=_NAMES)
    title = _text(made, _a("title"), book.title)
    if book.language:
        title.set(_LANG, xml_text(book.language))
    _text(made, _a("id"), book.id)
    _text(made, _a("updated"), _moment(book.modified))
    for name, role in book.people:
        _text(etree.SubElement(made, _a("author" if role == "aut" else "contributor")), _a("name"), name)
    for element, value in (
        ("language", book.language),
        ("publisher", book.publisher),
        ("issued", book.published),
        ("identifier", book.identifier),
    ):
        if value:
            _text(made, f"{{{_DC}}}{element}", value)
    for subject in book.subjects:
        category = etree.SubElement(made, _a("category"))
        category.set("term", xml_text(subject))
        category.set("label", xml_text(subject))
    if book.restricted:
        _text(made, _a("rights"), book.restricted)
    if book.summary:
        _text(made, _a("summary"), book.summary)
    about = book.accessibility
    for element, values in (
        ("accessMode", about.modes),
        ("accessModeSufficient", tuple(",".join(one) for one in about.sufficient)),
        ("accessibilityFeature", about.features),
        ("accessibilityHazard", about.hazards),
        ("accessibilitySummary", (about.summary,) if about.summary else ()),
    ):
        for value in values:
            _text(made, f"{{{_SCHEMA}}}{element}", value)
    _link(made, "self", book.href, ENTRY)
    _link(made, "alternate", book.page, "text/html")
    if book.podcast:
        _link(made, "related", book.podcast, RSS)
    for way in book.acquisitions:
        _acquisition(made, way)
    return made


def _acquisition(made: etree._Element, way: Acquisition) -> None:
    link = _link(made, way.rel, way.href, way.media_type or ENTRY, way.title)
    if way.size is not None:
        link.set("length", str(way.size))
    for media_type in way.becomes:
        etree.SubElement(link, f"{{{_OPDS}}}indirectAcquisition").set("type", media_type)


def _link(root: etree._Element, rel: str, href: str, media_type: str, title: str = "") -> etree._Element:
    link = etree.SubElement(root, _a("link"))
    link.set("rel", rel)
    link.set("href", xml_text(href))
    link.set("type", media_type)
    if title:
        link.set("title", xml_text(title))
    return link


def _text(root: etree._Element, name: str, value: str) -> etree._Element:
    made = etree.SubElement(root, name)
    made.text = xml_text(value)
    return made


def xml_text(value: str) -> str:
    """Without what XML cannot hold (XML 1.0, 2.2)."""
    return "".join(
        c
        for c in value
        if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _bytes(root: etree._Element) -> bytes:
    found: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return found


def _a(name: str) -> str:
    return f"{{{_ATOM}}}{name}"
