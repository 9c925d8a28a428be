"""OPDS 2.0: JSON in the shape of the Readium Web Publication Manifest (specs.opds.io/opds-2.0)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from web.feeds.model import RSS, SHELF, Acquisition, Feed, Publication

FEED: Final = "application/opds+json"
PUBLICATION: Final = "application/opds-publication+json"
_ROLES: Final = {
    "trl": "translator",
    "edt": "editor",
    "ill": "illustrator",
    "nrt": "narrator",
    "art": "artist",
}


def feed_json(feed: Feed) -> dict[str, Any]:
    """The feed."""
    metadata: dict[str, Any] = {"title": feed.title, "modified": _moment(feed.updated)}
    if feed.about:
        metadata["description"] = feed.about
    if feed.total is not None:
        metadata["numberOfItems"] = feed.total
    if feed.per_page is not None:
        metadata["itemsPerPage"] = feed.per_page
    links: list[dict[str, Any]] = [
        _link("self", feed.href),
        _link("start", feed.start),
        {"rel": "search", "href": feed.search, "type": FEED, "templated": True},
    ]
    links += [
        _link(rel, href)
        for rel, href in (("up", feed.up), ("first", feed.first), ("next", feed.next), (SHELF, feed.shelf))
        if href
    ]
    made: dict[str, Any] = {"metadata": metadata, "links": links}
    if feed.publications:
        made["publications"] = [publication_json(one) for one in feed.publications]
    navigation = [
        {
            "href": one.href,
            "title": one.title,
            "type": FEED,
            "rel": one.rel,
            **({"properties": {"numberOfItems": one.count}} if one.count is not None else {}),
        }
        for one in feed.entries
    ]
    if not navigation and not feed.publications:  # there has to be something (schema: minItems)
        navigation = [{"href": feed.start, "title": feed.empty, "type": FEED, "rel": "start"}]
    if navigation:
        made["navigation"] = navigation
    if feed.facets:
        made["facets"] = _facets(feed)
    return made


def publication_json(book: Publication) -> dict[str, Any]:
    """A book."""
    about = book.accessibility
    metadata: dict[str, Any] = {
        "@type": "http://schema.org/Book",
        "identifier": book.id,
        "title": book.title,
        "modified": _moment(book.modified),
        "language": book.language,
        "accessibility": {
            "accessMode": list(about.modes),
            "accessModeSufficient": [list(one) for one in about.sufficient],
            "feature": list(about.features),
            "hazard": list(about.hazards),
            "summary": about.summary,
        },
    }
    people: dict[str, list[str]] = {}
    for name, role in book.people:
        people.setdefault("author" if role == "aut" else _ROLES.get(role, "contributor"), []).append(name)
    metadata |= people
    for key, value in (
        ("publisher", book.publisher),
        ("subject", list(book.subjects)),
        ("description", " ".join(one for one in (book.restricted, book.summary) if one)),
        ("published", book.published if _is_date(book.published) else ""),
        ("altIdentifier", book.identifier),
    ):
        if value:
            metadata[key] = value
    if book.series:
        series: dict[str, Any] = {"name": book.series}
        if book.position and book.position.isdecimal():
            series["position"] = int(book.position)
        metadata["belongsTo"] = {"series": series}
    metadata["accessibility"] = {key: value for key, value in metadata["accessibility"].items() if value}
    links = [
        {"rel": "self", "href": book.href, "type": PUBLICATION},
        {"rel": "alternate", "href": book.page, "type": "text/html"},
    ]
    if book.podcast:
        links.append({"rel": "related", "href": book.podcast, "type": RSS})
    return {"metadata": metadata, "links": [*links, *(_acquisition(one) for one in book.acquisitions)]}


def _acquisition(way: Acquisition) -> dict[str, Any]:
    properties: dict[str, Any] = {"availability": {"state": way.state}}
    if way.until is not None:
        properties["availability"]["until"] = _moment(way.until)
    if way.becomes:
        properties["indirectAcquisition"] = [{"type": one} for one in way.becomes]
    made: dict[str, Any] = {
        "rel": way.rel,
        "href": way.href,
        "type": way.media_type or PUBLICATION,
        "title": way.title,
        "properties": properties,
    }
    if way.size is not None:
        made["size"] = way.size
    return made


def _facets(feed: Feed) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in feed.facets:
        link: dict[str, Any] = {"href": one.href, "type": FEED, "title": one.title}
        if one.active:
            link["rel"] = "self"
        if one.count is not None:
            link["properties"] = {"numberOfItems": one.count}
        groups.setdefault(one.group, []).append(link)
    return [{"metadata": {"title": name}, "links": links} for name, links in groups.items()]


def _link(rel: str, href: str) -> dict[str, Any]:
    return {"rel": rel, "href": href, "type": FEED}


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _is_date(value: str) -> bool:
    """Whether it is a whole date: a year alone is none to the schema."""
    try:
        datetime.strptime(value[:10], "%Y-%m-%d")  # noqa: DTZ007 (a day of the calendar)
    except ValueError:
        return False
    return len(value) == 10
