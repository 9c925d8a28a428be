"""A book as a podcast: RSS 2.0 with Apple's and podcastindex.org's elements. Episodes are the chapters, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Final

from lxml import etree

from web.feeds.atom import xml_text

MEDIA_TYPE: Final = "application/rss+xml"
_ITUNES: Final = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_PODCAST: Final = "https://podcastindex.org/namespace/1.0"
_NAMES: Final = {"itunes": _ITUNES, "atom": _ATOM, "podcast": _PODCAST}


@dataclass(frozen=True, slots=True)
class Episode:
    """A chapter. ``guid`` stays the same whatever address it is fetched from; ``size`` in bytes; ``page``: the chapter to be read."""

    guid: str
    title: str
    href: str
    page: str
    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Podcast:
    """A book. ``since``: when its episodes were made; they are dated one minute after another from then on, because players go by dates."""

    href: str
    page: str
    title: str
    authors: tuple[str, ...]
    language: str
    about: str
    library: str
    since: datetime
    episodes: tuple[Episode, ...]


def rss_bytes(book: Podcast) -> bytes:
    """The feed."""
    rss = etree.Element("rss", nsmap=_NAMES)
    rss.set("version", "2.0")
    channel = etree.SubElement(rss, "channel")
    authors = ", ".join(book.authors) or book.library
    for name, value in (
        ("title", book.title),
        ("link", book.page),
        ("description", book.about),
        ("language", book.language),
        ("generator", "Accessible Reader"),
        ("ttl", "60" if book.episodes else "5"),
        (f"{{{_ITUNES}}}type", "serial"),
        (f"{{{_ITUNES}}}author", authors),
        (f"{{{_ITUNES}}}summary", book.about),
        (f"{{{_ITUNES}}}explicit", "false"),
        # It is one reader's: directories keep out.
        (f"{{{_ITUNES}}}block", "Yes"),
        (f"{{{_PODCAST}}}locked", "yes"),
        (f"{{{_PODCAST}}}medium", "audiobook"),
    ):
        _text(channel, name, value)
    own = etree.SubElement(channel, f"{{{_ATOM}}}link")
    own.set("rel", "self")
    own.set("href", book.href)
    own.set("type", MEDIA_TYPE)
    for number, episode in enumerate(book.episodes, 1):
        _episode(channel, episode, number, len(book.episodes), book)
    found: bytes = etree.tostring(rss, xml_declaration=True, encoding="utf-8")
    return found


def _episode(channel: etree._Element, episode: Episode, number: int, of: int, book: Podcast) -> None:
    item = etree.SubElement(channel, "item")
    _text(item, "title", episode.title or f"{number}/{of}")
    _text(item, "link", episode.page)
    guid = _text(item, "guid", episode.guid)
    guid.set("isPermaLink", "false")
    # The last one not later than they were all made: no player keeps an episode back that lies in the future.
    dated = book.since - timedelta(minutes=of - number)
    _text(item, "pubDate", format_datetime(dated))
    enclosure = etree.SubElement(item, "enclosure")
    enclosure.set("url", episode.href)
    enclosure.set("length", str(episode.size))
    enclosure.set("type", "audio/mpeg")
    for name, value in (
        ("episodeType", "full"),
        ("episode", str(number)),
        ("order", str(number)),
        ("duration", str(max(1, round(episode.seconds)))),
    ):
        _text(item, f"{{{_ITUNES}}}{name}", value)


def _text(root: etree._Element, name: str, value: str) -> etree._Element:
    made = etree.SubElement(root, name)
    made.text = xml_text(value)
    return made
