"""A borrowed book as a podcast: for players that can sign in with an app password, and under a private address for those that cannot. The loan's end is its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import Path
from starlette.responses import FileResponse, Response

from accessible_reader.errors import NotFound
from accessible_reader.listening import OpenBook
from web.access import Pages, Who
from web.feeds.authentication import absolute
from web.feeds.basic import require_app
from web.feeds.episodes import FORMAT, artifact_of, tracks_of
from web.feeds.podcast import MEDIA_TYPE, Episode, Podcast, rss_bytes
from web.feeds.publications import words_for
from web.visit import Visit, Visiting

pages = Pages(tags=["feeds"])

_PRIVATE: Final = {"X-Robots-Tag": "noindex, nofollow", "Cache-Control": "private, no-store"}
Id = Annotated[str, Path(max_length=64)]
Key = Annotated[str, Path(max_length=10)]
_Address = Callable[[str], str]
"""Chapter key → where the episode is; "" → the feed."""


@pages.media("/podcasts/{edition_id}/feed.xml", Who.APP, name="podcast")
def feed(visit: Visiting, edition_id: Id) -> Response:
    """For players that sign in."""
    person = require_app(visit.request).person_id
    book = visit.service.listening.open(person, edition_id)

    def address(key: str) -> str:
        where: dict[str, Any] = {"edition_id": edition_id, **({"chapter": key} if key else {})}
        return absolute(visit, "podcast_episode" if key else "podcast", **where)

    return _feed(visit, person, book, address)


@pages.media("/podcasts/{edition_id}/{chapter}.mp3", Who.APP, name="podcast_episode")
def episode(visit: Visiting, edition_id: Id, chapter: Key) -> Response:
    """A chapter, or a part of it (RFC 9110, 14)."""
    person = require_app(visit.request).person_id
    return _episode(visit, person, visit.service.listening.open(person, edition_id), chapter)


@pages.media("/podcast/{token}/feed.xml", Who.LINK, name="private_podcast")
def private_feed(visit: Visiting, token: Id) -> Response:
    """For whoever has the address."""
    owner = visit.service.private_feeds.open(token)

    def address(key: str) -> str:
        where = {"token": token, **({"chapter": key} if key else {})}
        return absolute(visit, "private_episode" if key else "private_podcast", **where)

    return _feed(visit, owner.person_id, owner.book, address)


@pages.media("/podcast/{token}/{chapter}.mp3", Who.LINK, name="private_episode")
def private_episode(visit: Visiting, token: Id, chapter: Key) -> Response:
    """A chapter, or a part of it."""
    owner = visit.service.private_feeds.open(token)
    return _episode(visit, owner.person_id, owner.book, chapter)


def _feed(visit: Visit, person_id: str, book: OpenBook, address: _Address) -> Response:
    words = words_for(visit, person_id)
    title = visit.service.titles.get(book.title_id)
    artifact = artifact_of(visit, book.edition_id)
    tracks = tracks_of(visit, person_id, book, artifact) if artifact is not None else ()
    about = [words("podcast-about", title=book.name, library=visit.ground.library_name(words))]
    if book.restricted:
        about.append(words("book-restricted"))
    if artifact is None:
        # Whoever subscribes wants it made; asked again and again, it is one wish.
        visit.service.requests.for_reader(person_id, person_id, book.edition_id, FORMAT)
        about.append(words("podcast-being-made"))
    made = Podcast(
        href=address(""),
        page=absolute(visit, "book", title_id=book.title_id),
        title=book.name,
        authors=title.authors,
        language=book.language,
        about=" ".join([*about, title.summary or ""]).strip(),
        library=visit.ground.library_name(words),
        since=artifact.made_at if artifact is not None else book.began_at,
        episodes=tuple(
            Episode(
                # Neither the loan nor the address: a new address for the same book is the same podcast to a player.
                guid=f"{book.edition_id}-{one.key}",
                title=one.title,
                href=address(one.key),
                page=absolute(visit, "read_part", edition_id=book.edition_id, place=one.key),
                size=one.path.stat().st_size,
                seconds=one.seconds,
            )
            for one in tracks
        ),
    )
    return Response(rss_bytes(made), 200, _PRIVATE, f"{MEDIA_TYPE};charset=utf-8")


def _episode(visit: Visit, person_id: str, book: OpenBook, chapter: str) -> Response:
    artifact = artifact_of(visit, book.edition_id)
    tracks = tracks_of(visit, person_id, book, artifact) if artifact is not None else ()
    found = next((one for one in tracks if one.key == chapter), None)
    if found is None:
        raise NotFound("listening-no-such-place")
    return FileResponse(found.path, media_type="audio/mpeg", headers=_PRIVATE)
