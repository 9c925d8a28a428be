"""The two manifests: Readium Web Publication Manifest with its audiobook profile, and W3C Publication Manifest with its Audiobooks profile."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from converters.book import Book
from converters.protocol import Json
from converters.speech.engine import SAMPLE_RATE
from converters.speech.packages.webpub.contents import AudioFile, Place

_MPEG: Final = "audio/mpeg"
_ROLES: Final = {"aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator"}


@dataclass(frozen=True, slots=True)
class Publication:
    """What both manifests tell. ``reader`` is the voice's name; ``cover`` a file in the package or None."""

    book: Book
    files: Sequence[AudioFile]
    contents: Sequence[Place]
    pages: Sequence[Place]
    bitrate: int
    reader: str
    cover: str | None

    @property
    def seconds(self) -> float:
        """Length of all files together."""
        return sum(file.track.samples for file in self.files) / SAMPLE_RATE


def readium_manifest(publication: Publication) -> dict[str, Json]:
    """``manifest.json`` (readium.org/webpub-manifest, profile audiobook)."""
    metadata = publication.book.metadata
    facts: dict[str, Json] = {
        "@type": "http://schema.org/Audiobook",
        "conformsTo": "https://readium.org/webpub-manifest/profiles/audiobook",
        "title": metadata.title,
        "language": metadata.language,
        "duration": round(publication.seconds, 3),
        **_contributors(publication),
    }
    if publication.reader:
        facts["narrator"] = publication.reader
    if ":" in metadata.identifier and " " not in metadata.identifier:
        facts["identifier"] = metadata.identifier
    told = {
        "publisher": metadata.publisher,
        "description": metadata.description,
        "subtitle": metadata.subtitle,
    }
    facts |= {name: value for name, value in told.items() if value}
    if metadata.subjects:
        facts["subject"] = list(metadata.subjects)
    facts["accessibility"] = {
        "accessMode": ["auditory"],
        "accessModeSufficient": ["auditory"],
        "feature": _features(publication),
        "hazard": ["none"],
    }
    manifest: dict[str, Json] = {
        "@context": "https://readium.org/webpub-manifest/context.jsonld",
        "metadata": facts,
        "links": [{"rel": "self", "href": "manifest.json", "type": "application/audiobook+json"}],
        "readingOrder": [
            {
                "href": file.href,
                "type": _MPEG,
                "title": place.title,
                "duration": round(file.track.seconds, 3),
                "bitrate": publication.bitrate,
            }
            for file, place in zip(publication.files, publication.contents, strict=True)
        ],
        "toc": _links(publication.contents),
    }
    if publication.cover:
        manifest["resources"] = [{"rel": "cover", "href": publication.cover, "type": "image/jpeg"}]
    if publication.pages:
        manifest["pageList"] = _links(publication.pages)
    return manifest


def w3c_manifest(publication: Publication, contents_file: str) -> dict[str, Json]:
    """``publication.json`` (W3C Audiobooks, 2020, section 2)."""
    metadata = publication.book.metadata
    resources: list[Json] = [
        {
            "type": "LinkedResource",
            "url": contents_file,
            "rel": ["contents"],
            "encodingFormat": "text/html",
            "name": metadata.title,
        }
    ]
    if publication.cover:
        resources.append(
            {
                "type": "LinkedResource",
                "url": publication.cover,
                "rel": ["cover"],
                "encodingFormat": "image/jpeg",
                "name": metadata.title,
            }
        )
    manifest: dict[str, Json] = {
        "@context": [
            "https://schema.org",
            "https://www.w3.org/ns/pub-context",
            {"language": metadata.language},
        ],
        "conformsTo": "https://www.w3.org/TR/audiobooks/",
        "type": "Audiobook",
        "id": metadata.identifier
        if ":" in metadata.identifier
        else f"urn:accessible-reader:{metadata.identifier}",
        "name": metadata.title,
        "inLanguage": [metadata.language],
        "duration": duration(publication.seconds),
        "accessMode": ["auditory"],
        "accessModeSufficient": [{"type": "ItemList", "itemListElement": ["auditory"]}],
        "accessibilityFeature": _features(publication),
        "accessibilityHazard": ["none"],
        "readingOrder": [
            {
                "type": "LinkedResource",
                "url": file.href,
                "encodingFormat": _MPEG,
                "name": place.title,
                "duration": duration(file.track.seconds),
            }
            for file, place in zip(publication.files, publication.contents, strict=True)
        ],
        "resources": resources,
        **_contributors(publication),
    }
    if publication.reader:
        manifest["readBy"] = publication.reader
    if metadata.publisher:
        manifest["publisher"] = metadata.publisher
    return manifest


def contents_page(publication: Publication, headings: tuple[str, str]) -> str:
    """The contents as HTML, which W3C's profile wants as the list of places (``role="doc-toc"``) and of pages (``doc-pagelist``)."""
    metadata = publication.book.metadata
    title = html.escape(metadata.title)
    parts = [
        f'<!DOCTYPE html>\n<html lang="{html.escape(metadata.language)}">\n<head><meta charset="utf-8"><title>{title}</title></head>\n<body>',
        f"<h1>{title}</h1>",
        f'<nav role="doc-toc">\n<h2>{html.escape(headings[0])}</h2>\n{_list(publication.contents)}</nav>',
    ]
    if publication.pages:
        parts.append(
            f'<nav role="doc-pagelist">\n<h2>{html.escape(headings[1])}</h2>\n{_list(publication.pages)}</nav>'
        )
    return "\n".join([*parts, "</body>\n</html>\n"])


def duration(seconds: float) -> str:
    """ISO 8601."""
    return f"PT{seconds:.3f}S"


def _list(places: Sequence[Place]) -> str:
    rows = [
        f'<li><a href="{html.escape(place.href)}">{html.escape(place.title)}</a>'
        f"{_list(place.children) if place.children else ''}</li>\n"
        for place in places
    ]
    return f"<ol>\n{''.join(rows)}</ol>\n"


def _links(places: Sequence[Place]) -> list[Json]:
    links: list[Json] = []
    for place in places:
        link: dict[str, Json] = {"href": place.href, "title": place.title, "type": _MPEG}
        if place.children:
            link["children"] = _links(place.children)
        links.append(link)
    return links


def _contributors(publication: Publication) -> dict[str, Json]:
    people: dict[str, Json] = {}
    for person in publication.book.metadata.contributors:
        name = _ROLES.get(person.role, "contributor")
        listed = people.setdefault(name, [])
        if isinstance(listed, list):
            listed.append(person.name)
    return people


def _features(publication: Publication) -> list[Json]:
    features: list[Json] = ["tableOfContents", "structuralNavigation", "readingOrder"]
    return [*features, "pageNavigation"] if publication.pages else features
