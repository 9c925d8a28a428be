"""What search knows of a title, from its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from accessible_reader.catalogue.models import Copy, Edition, Title
from accessible_reader.catalogue.search_index import IndexEntry, put, remove
from accessible_reader.catalogue.tokens import name_key, name_tokens, pinyin_tokens
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.database import Session, select

_TRADITIONAL: Final = frozenset({"hant", "tw", "hk", "mo"})
_HAN_A_MINUTE: Final = 240
_WORDS_A_MINUTE: Final = 155
_SHORT_MINUTES: Final = 180
_LONG_MINUTES: Final = 600
_FAMILIES: Final = {
    "braille-": "braille",
    "large-print-": "large_print",
    "audio-": "audio",
    "daisy-": "audio",
}
_GONE: Final = frozenset({"lost", "withdrawn"})


def family(converter: str) -> str:
    """What a reader calls a format: ``braille``, ``large_print``, ``audio`` or ``text``. By its name, so that no converter needs to be loaded."""
    return next((kind for start, kind in _FAMILIES.items() if converter.startswith(start)), "text")


def language_facet(tag: str) -> str:
    """The language that a reader chooses by: ``en``, ``zh-Hans``, ``zh-Hant``; regions do not matter, scripts of Chinese do."""
    subtags = tag.replace("_", "-").split("-")
    primary = subtags[0].lower()
    if primary != "zh":
        return primary
    return "zh-Hant" if _TRADITIONAL & {one.lower() for one in subtags[1:]} else "zh-Hans"


def length_class(counts: Mapping[str, int]) -> str:
    """By how long it takes to listen: short below 3 hours, long from 10 hours on; "" for a book without words."""
    minutes = counts.get("han_characters", 0) / _HAN_A_MINUTE + counts.get("words", 0) / _WORDS_A_MINUTE
    if not minutes:
        return ""
    return "short" if minutes < _SHORT_MINUTES else "medium" if minutes < _LONG_MINUTES else "long"


def sort_name(name: str) -> str:
    """By what a title stands in a list: Chinese by pinyin, English without its article."""
    key = name_key(name)
    for article in ("the ", "a ", "an "):
        if key.startswith(article) and len(key) > len(article):
            key = key.removeprefix(article)
    spelled = pinyin_tokens(key[:24])
    joined = next((one for one in sorted(spelled, key=len, reverse=True)), "")
    return f"{joined} {key}".strip()[:300]


def entry_of(
    title: Title,
    editions: Iterable[Edition],
    copies: Iterable[tuple[str, str]],
    body: Sequence[str] = (),
    ready: Iterable[str] = (),
) -> IndexEntry:
    """The row of the index. ``copies``: kind and branch id of each copy that is still there; ``ready``: formats that are made."""
    people = " ".join(one.name for one in title.contributors)
    subjects = [one.name for one in title.subjects]
    about = " ".join([*subjects, title.series or ""])
    facets = {("language", language_facet(title.language))}
    facets |= {("subject", one) for one in subjects}
    for edition in editions:
        if edition.withdrawn_at is None and edition.source_sha256 is not None:
            facets.add(("format", "digital"))
        if edition.length:
            facets.add(("length", edition.length))
    for kind, branch in copies:
        facets |= {("format", kind), ("branch", branch)}
        if kind == "disc":
            facets.add(("format", "audio"))
    for made in ready:
        facets |= {("ready", made), ("format", family(made))}
    return IndexEntry(
        title.id,
        name_key(title.name),
        name_tokens(title.name),
        name_tokens(people),
        list(
            dict.fromkeys(
                [*name_tokens(about), *pinyin_tokens(f"{title.name} {people} {title.series or ''}")]
            )
        ),
        sorted(facets),
        body,
    )


def index_title(session: Session, title_id: str, body: Sequence[str] = ()) -> None:
    """Bring the index up to date with the title's rows, in the caller's transaction."""
    session.flush()
    # Held: of two that change something about it at once, the second sees what the first did.
    title = session.get_one(Title, title_id, populate_existing=True, with_for_update=True)
    copies = session.execute(
        select(Copy.kind, Copy.branch_id)
        .distinct()
        .join(Edition, Edition.id == Copy.edition_id)
        .where(Edition.title_id == title_id, Copy.state.not_in(_GONE))
    )
    ready = session.scalars(
        select(ConversionRecord.format)
        .distinct()
        .join(ArtifactRecord, ArtifactRecord.conversion_id == ConversionRecord.id)
        .join(Edition, Edition.id == ConversionRecord.edition_id)
        .where(Edition.title_id == title_id, Edition.withdrawn_at.is_(None))
    )
    entry = entry_of(title, title.editions, [(row[0], row[1]) for row in copies], body, ready)
    put(session, entry)


def forget_title(session: Session, title_id: str) -> None:
    """Take the title out of the index."""
    remove(session, title_id)
