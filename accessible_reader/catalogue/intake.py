"""Taking a file in, as steps that a job can drive: each can be done again, and what one hands to the next is plain data.

1. :func:`~accessible_reader.catalogue.reading.look_at`: sniff, read and describe, in children with limits. Touches neither database nor storage.
2. :func:`keep`: find out whether we have it, store the source under its hash, and write title, edition and index in one transaction.

A file that cannot be read raises the converters' error and leaves nothing behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from accessible_reader.catalogue.indexing import index_title, length_class
from accessible_reader.catalogue.models import Edition, SourceFile, Title
from accessible_reader.catalogue.reading import Looked, look_at
from accessible_reader.catalogue.titles import (
    EditionFacts,
    TitleFacts,
    add_edition,
    add_title,
    check_rights,
    first_author,
    hold_name,
    identifier_key,
)
from accessible_reader.catalogue.tokens import match_key
from accessible_reader.database import Database, IntegrityError, Session, select
from accessible_reader.errors import BadRecord, NotFound
from accessible_reader.storage import FileStore
from converters.errors import Finding
from converters.protocol import ReadOptions
from converters.workspace import Workspace

SOURCES: Final = "sources"
"""Folder of source files in the storage."""
IfKnown = Literal["link", "ask", "new"]
"""Of a file of a work that we have in another file: a further edition of it; refuse and let a person say; a work of its own."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a file. ``status``: ``created``, ``edition-added`` (to a title we had), ``already-here`` or ``restored`` (it had been withdrawn).

    ``said``: the same for a librarian, what was found in the book, and what is missing for people who do not see it.
    """

    status: str
    title_id: str
    edition_id: str
    said: tuple[Finding, ...]


class KnownWork(BadRecord):
    """We have the work in another file, and were told to ask. ``title_id`` is the title."""

    def __init__(self, code: str, title_id: str, title: str) -> None:
        super().__init__(code, title=title)
        self.title_id = title_id


def take_in(
    database: Database,
    store: FileStore,
    source: Path,
    workspace: Workspace,
    *,
    rights: str,
    rights_basis: str,
    options: ReadOptions | None = None,
) -> TakenIn:
    """All steps. Raises what :func:`look_at` and :func:`keep` raise."""
    looked = look_at(source, workspace, options)
    return keep(database, store, source, looked, rights=rights, rights_basis=rights_basis)


def keep(
    database: Database,
    store: FileStore,
    source: Path,
    looked: Looked,
    *,
    rights: str,
    rights_basis: str,
) -> TakenIn:
    """Write down what :func:`look_at` found. May be done again: the second time it finds the first.

    The file is stored before the rows, so that no row ever speaks of a file that is not there; if the rows cannot be written, it is taken away again.

    Raises:
        BadRecord: ``rights-wrong``, ``rights-basis-missing``, ``title-language-wrong``.
        StorageError: the storage is away.

    """
    with database.reading() as session:
        known = edition_of(session, looked.sha256)
        if known is not None and known.withdrawn_at is None:
            return _told("already-here", known, looked)
    new = not store.contains(stored_name(looked.sha256))
    stored = store.put_by_hash(SOURCES, source)
    try:
        with database.transaction() as session:
            return record_in(session, looked, stored_as=stored.name, rights=rights, rights_basis=rights_basis)
    except IntegrityError:
        # Another took the same file in at the same moment, under another title perhaps; its rows stand.
        with database.reading() as session:
            known = edition_of(session, looked.sha256)
        if known is None:
            raise
        return _told("already-here", known, looked)
    except Exception:
        if new:
            _take_away(database, store, stored.name)
        raise


def record_in(
    session: Session,
    looked: Looked,
    *,
    stored_as: str,
    rights: str,
    rights_basis: str,
    if_known: IfKnown = "link",
    title_id: str | None = None,
) -> TakenIn:
    """The rows of a file that lies in the storage already, in the caller's transaction. ``title_id``: the title that a person said it is of.

    Raises:
        KnownWork: ``intake-known-identifier``, ``intake-known-name``, where ``if_known`` is ``ask``.
        BadRecord: ``rights-wrong``, ``rights-basis-missing``, ``title-language-wrong``.
        NotFound: ``title-not-found``.

    """
    facts = _title_facts(looked)
    edition = EditionFacts(rights, rights_basis, **looked.edition)
    key = match_key(facts.name, first_author(facts.people))
    for held in sorted({key, looked.sha256}):
        hold_name(session, held)
    known = edition_of(session, looked.sha256)
    if known is not None:
        if known.withdrawn_at is None:
            return _told("already-here", known, looked)
        known.withdrawn_at = None
        for name, value in check_rights(rights, rights_basis).items():
            setattr(known, name, value)
        index_title(session, known.title_id, looked.body)
        return _told("restored", known, looked)
    title, why = _title_for(session, edition.identifier, key, if_known, title_id)
    status = "created" if title is None else "edition-added"
    if title is None:
        title = add_title(session, facts)
    session.add(SourceFile(sha256=looked.sha256, size=looked.size, name=looked.file, stored_as=stored_as))
    session.flush()
    counts = looked.description["counts"]
    made = add_edition(
        session,
        title,
        edition,
        source_sha256=looked.sha256,
        words=counts["words"] + counts["han_characters"],
        length=length_class(counts),
        description=_clean(looked.description),
        findings=_clean(looked.findings),
    )
    index_title(session, title.id, looked.body)
    return _told(status, made, looked, *([Finding(why, {"title": title.name})] if why else []))


def edition_of(session: Session, sha256: str) -> Edition | None:
    """The edition with exactly this file."""
    return session.scalar(select(Edition).where(Edition.source_sha256 == sha256))


def find_title(session: Session, identifier: str, key: str) -> Title | None:
    """The title that a file is of: by its publisher's identifier, else by name and first author."""
    return _by_identifier(session, identifier) or _by_name(session, key)


def _title_for(
    session: Session, identifier: str, key: str, if_known: IfKnown, title_id: str | None
) -> tuple[Title | None, str]:
    """The title that the file belongs to, None for a new one; and by what we knew it."""
    if title_id is not None:
        chosen = session.get(Title, title_id)
        if chosen is None:
            raise NotFound("title-not-found")
        return chosen, ""
    if if_known == "new":
        return None, ""
    title, why = _by_identifier(session, identifier), "intake-known-identifier"
    if title is None:
        title, why = _by_name(session, key), "intake-known-name"
    if title is not None and if_known == "ask":
        raise KnownWork(why, title.id, title.name)
    return title, why if title is not None else ""


def _by_identifier(session: Session, identifier: str) -> Title | None:
    number = identifier_key(identifier)
    if not number:
        return None
    query = select(Title).join(Edition, Edition.title_id == Title.id).where(Edition.identifier_key == number)
    return session.scalar(query.order_by(Edition.added_at).limit(1))


def _by_name(session: Session, key: str) -> Title | None:
    if not key:
        return None
    return session.scalar(select(Title).where(Title.match_key == key).order_by(Title.added_at).limit(1))


def stored_name(sha256: str) -> str:
    """Where a source file lies in the storage."""
    return f"{SOURCES}/{sha256[:2]}/{sha256}"


def _title_facts(looked: Looked) -> TitleFacts:
    people = [
        (name, role if len(role) == 3 and role.isascii() and role.islower() else "ctb")
        for name, role in looked.title["people"]
    ]
    return TitleFacts(**{**looked.title, "people": people})


def _told(status: str, edition: Edition, looked: Looked, *why: Finding) -> TakenIn:
    first = Finding(f"intake-{status}", {"title": _clean(looked.title["name"])})
    about = looked.description
    rest = [Finding.from_json(one) for one in (*looked.findings, *about["features"], *about["missing"])]
    return TakenIn(status, edition.title_id, edition.id, (first, *why, *rest))


def _take_away(database: Database, store: FileStore, name: str) -> None:
    with database.reading() as session:
        used = session.scalar(select(SourceFile.sha256).where(SourceFile.stored_as == name))
    if used is None:
        store.delete(name)


def _clean(value: Any) -> Any:
    """Without NUL, which PostgreSQL refuses."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if isinstance(value, dict):
        return {_clean(key): _clean(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return value


__all__ = [
    "SOURCES", "IfKnown", "KnownWork", "Looked", "TakenIn", "edition_of", "find_title", "keep", "look_at", "record_in", "stored_name", "take_in",
]  # fmt: skip
