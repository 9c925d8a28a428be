"""A title of the catalogue as a publication of a feed: what it is, how accessible, and every way to get it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final, Literal
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from accessible_reader.catalogue.views import EditionView, TitleView
from accessible_reader.conversions.models import ArtifactRecord
from accessible_reader.conversions.offers import Offer, offers_of, seconds_left, seconds_to_make
from accessible_reader.database import now
from accessible_reader.people.app_passwords import AppVisitor
from converters.registry import get_converter
from web.feeds.model import ACQUISITION, BORROW, Accessibility, Acquisition, Publication
from web.i18n import Words, choose_language, words_in
from web.routes.book import FORMATS
from web.visit import Visit

Version = Literal["1.2", "2.0"]
_ZIPPED: Final = frozenset({"audio-mp3", "daisy-202", "daisy-3"})
"""Always several files: they come as one ZIP."""
_FEATURES: Final = {
    "feature-contents": ("tableOfContents",),
    "feature-headings": ("structuralNavigation",),
    "feature-pages": ("pageNavigation", "pageBreakMarkers"),
    "feature-alternatives": ("alternativeText",),
    "feature-formulas": ("MathML",),
    "feature-ruby": ("rubyAnnotations",),
}
"""What was found in the book → schema.org's accessibilityFeature."""
_MADE: Final = {
    "audio-epub": "synchronizedAudioText",
    "large-print-pdf": "largePrint",
    "large-print-epub": "largePrint",
    "braille-brf": "braille",
    "braille-pef": "braille",
    "braille-ebraille": "braille",
}
_ZONE: Final = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Asking:
    """Who asks for a feed of which version, in which language. ``loans``: edition id → last day, of what they have now."""

    visit: Visit
    version: Version
    app: AppVisitor | None
    words: Words
    loans: Mapping[str, date | None]

    def at(self, route: str, query: Mapping[str, Any] | None = None, /, **path: Any) -> str:
        """A whole address; feeds are kept and read elsewhere."""
        base = str(self.visit.request.base_url).rstrip("/")
        given = {name: value for name, value in (query or {}).items() if value not in {None, ""}}
        address = base + str(self.visit.request.app.url_path_for(route, **path))
        return f"{address}?{urlencode(given)}" if given else address

    def feed(self, name: str, query: Mapping[str, Any] | None = None, /, **path: Any) -> str:
        """Of a feed in the same version."""
        return self.at(f"opds_{name}", query, version=self.version, **path)


def asking(visit: Visit, version: Version, app: AppVisitor | None) -> Asking:
    """For one request."""
    loans: dict[str, date | None] = {}
    if app is not None:
        mine = visit.service.loans.of(app.person_id, app.person_id)
        loans = {one.edition_id: one.due for one in mine if one.kind == "digital" and one.edition_id}
    visit.words = words_for(visit, app.person_id if app else None)
    return Asking(visit, version, app, visit.words, loans)


def words_for(visit: Visit, person_id: str | None) -> Words:
    """What the app asks for; where it says nothing, the language of its owner's account."""
    asks = visit.request.query_params.get("lang") or visit.request.headers.get("accept-language")
    if person_id is None or asks:
        return visit.words
    own = visit.service.people.profile(person_id, person_id).language
    return words_in(choose_language(own, None, None, ""))


def edition_of(title: TitleView) -> EditionView | None:
    """The one that can be had as a file."""
    return next((one for one in title.editions if one.has_file and not one.withdrawn), None)


def publication(asks: Asking, title: TitleView, edition: EditionView, *, whole: bool) -> Publication:
    """``whole``: also what has yet to be made, which takes some looking up."""
    words, service = asks.words, asks.visit.service
    offers = offers_of(service.database, edition.id)
    lent = edition.id in asks.loans
    ready = {name: one for name, one in _newest(offers).items() if one.artifact is not None}
    ways = [] if lent else [_borrow(asks, title, ready)]
    restricted = edition.rights == "print_disabled_only"
    ways += [_ready(asks, name, one, marked=restricted) for name, one in ready.items()]
    if whole:
        known = [name for names in FORMATS.values() for name in names]
        running = {name: one for name, one in _newest(offers, made=False).items() if name not in ready}
        ways += [
            _to_make(asks, title, edition, name, running.get(name)) for name in known if name not in ready
        ]
    return Publication(
        id=f"urn:uuid:{UUID(title.id)}",
        href=asks.feed("title", title_id=title.id),
        page=asks.at("book", title_id=title.id),
        title=title.name,
        language=title.language,
        people=title.people,
        subjects=title.subjects,
        series=title.series,
        position=title.series_position,
        publisher=edition.publisher,
        published=edition.published,
        identifier=edition.identifier,
        summary=title.summary or "",
        modified=max([title.added_at, *(one.artifact.made_at for one in ready.values() if one.artifact)]),
        accessibility=accessibility(words, edition, frozenset(ready)),
        acquisitions=tuple(ways),
        podcast=asks.at("podcast", edition_id=edition.id) if lent else "",
        restricted=words("book-restricted") if restricted else "",
    )


def accessibility(words: Words, edition: EditionView, ready: frozenset[str]) -> Accessibility:
    """What was found in the book, and what its ready formats add; nothing that is only claimed."""
    found = [name for one in edition.features for name in _FEATURES.get(one.code, ())]
    missing = {one.code for one in edition.missing}
    if "missing-alternatives" in missing:
        found = [name for name in found if name != "alternativeText"]
    found += sorted({_MADE[name] for name in ready if name in _MADE})
    kinds = {get_converter(name).kind for name in ready}
    pictures = edition.counts.get("pictures", 0) > edition.counts.get("pictures_decorative", 0)
    modes = ["textual"]
    modes += ["visual"] if pictures else []
    modes += ["auditory"] if "audio" in kinds else []
    modes += ["tactile"] if "braille" in kinds else []
    seen = "missing-alternatives" in missing
    sufficient: list[tuple[str, ...]] = [("textual", "visual")] if seen else [("textual",)]
    if not seen:
        sufficient += [(one,) for one in ("auditory", "tactile") if one in modes]
    return Accessibility(
        tuple(modes),
        tuple(sufficient),
        ("readingOrder", "displayTransformability", *dict.fromkeys(found)),
        (),
        " ".join(words.finding(one) for one in (*edition.features, *edition.missing)),
    )


def media_type_of(name: str, artifact: ArtifactRecord | None = None) -> str:
    """As it is downloaded: several files come as one ZIP."""
    if artifact is not None:
        return artifact.media_type if len(artifact.files) == 1 else "application/zip"
    return "application/zip" if name in _ZIPPED else get_converter(name).media_type


def _newest(offers: Sequence[Offer], *, made: bool = True) -> dict[str, Offer]:
    found: dict[str, Offer] = {}
    for one in offers:
        if (one.artifact is not None) == made and one.conversion.format in _order():
            found.setdefault(one.conversion.format, one)
    return {name: found[name] for name in _order() if name in found}


def _order() -> tuple[str, ...]:
    return tuple(name for names in FORMATS.values() for name in names)


def _borrow(asks: Asking, title: TitleView, ready: Mapping[str, Offer]) -> Acquisition:
    becomes = tuple(dict.fromkeys(media_type_of(name, one.artifact) for name, one in ready.items()))
    return Acquisition(
        BORROW,
        asks.feed("borrow", title_id=title.id),
        None,
        asks.words("book-borrow"),
        becomes=becomes or (get_converter("large-print-epub").media_type,),
    )


def _ready(asks: Asking, name: str, offer: Offer, *, marked: bool) -> Acquisition:
    words, artifact = asks.words, offer.artifact
    due = asks.loans.get(offer.conversion.edition_id)
    return Acquisition(
        ACQUISITION,
        asks.at("opds_take", conversion_id=offer.conversion.id),
        media_type_of(name, artifact),
        words(f"take-{name}"),
        "ready" if offer.conversion.edition_id in asks.loans else "available",
        # What a mark adds, and what a ZIP does, is not known before.
        size=artifact.size if artifact is not None and len(artifact.files) == 1 and not marked else None,
        until=_end_of(due),
    )


def _to_make(
    asks: Asking, title: TitleView, edition: EditionView, name: str, running: Offer | None
) -> Acquisition:
    database = asks.visit.service.database
    left = seconds_left(database, running.conversion) if running else None
    seconds = left if left is not None else seconds_to_make(database, edition.id, [name])[name]
    code = "feed-being-made" if running else "feed-to-make"
    return Acquisition(
        ACQUISITION,
        asks.feed("make", title_id=title.id, form=name),
        None,
        asks.words(code, format=asks.words(f"take-{name}"), time=asks.words.wait(seconds)),
        "reserved" if running else "unavailable",
        (media_type_of(name),),
        until=now() + timedelta(seconds=seconds) if running else None,
    )


def _end_of(due: date | None) -> datetime | None:
    return datetime.combine(due, time(23, 59, 59), _ZONE) if due else None
