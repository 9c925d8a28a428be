"""Taking a file in, as steps that a job can drive: each can be done again, and what one hands to the next is plain data.

1. :func:`look_at`: sniff, read and describe, in children with limits. Touches neither database nor storage.
2. :func:`keep`: find out whether we have it, store the source under its hash, and write title, edition and index in one transaction.

A file that cannot be read raises the converters' error and leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from accessible_reader.catalogue.indexing import index_title, length_class
from accessible_reader.catalogue.models import Edition, SourceFile, Title
from accessible_reader.catalogue.titles import (
    EditionFacts,
    TitleFacts,
    add_edition,
    add_title,
    first_author,
    hold_name,
    identifier_key,
)
from accessible_reader.catalogue.tokens import body_tokens, match_key
from accessible_reader.database import Database, IntegrityError, Session, select
from accessible_reader.storage import FileStore
from accessible_reader.storage.files import hash_file
from converters.errors import Finding
from converters.limits import LIMITS
from converters.processes import run_limited
from converters.protocol import ReadOptions
from converters.readers import read_book
from converters.workspace import Workspace

SOURCES: Final = "sources"
"""Folder of source files in the storage."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is in a file. Plain data: a job can write it down between its steps."""

    sha256: str
    size: int
    file: str
    title: dict[str, Any]
    edition: dict[str, str]
    description: dict[str, Any]
    """``counts``, ``languages`` and, as findings, ``features`` and ``missing``."""
    findings: list[dict[str, Any]]
    body: list[str] = field(repr=False)
    """Tokens of the text, for search."""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Looked:
        """What :meth:`to_json` wrote."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a file. ``status``: ``created``, ``edition-added`` (to a title we had) or ``already-here``.

    ``said``: the same for a librarian, what was found in the book, and what is missing for people who do not see it.
    """

    status: str
    title_id: str
    edition_id: str
    said: tuple[Finding, ...]


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


def look_at(source: Path, workspace: Workspace, options: ReadOptions | None = None) -> Looked:
    """Read and describe ``source`` in children with limits on memory and time. Raises :class:`~converters.errors.BadInput`."""
    findings = read_book(source, workspace, options).findings
    seen = run_limited(
        _describe, workspace, seconds=LIMITS.read_seconds, memory_bytes=LIMITS.read_memory_bytes
    )
    digest, size = hash_file(source)
    if not seen["title"]["name"].strip():
        seen["title"]["name"] = source.stem
    return Looked(
        sha256=digest,
        size=size,
        file=source.name.replace("\x00", "")[:300],
        findings=[one.to_json() for one in findings],
        **seen,
    )


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
    facts = _title_facts(looked)
    edition = EditionFacts(rights, rights_basis, **looked.edition)
    with database.reading() as session:
        known = session.scalar(select(Edition).where(Edition.source_sha256 == looked.sha256))
        if known is not None:
            return _told("already-here", known.title_id, known.id, looked)
    new = not store.contains(_stored_as(looked.sha256))
    stored = store.put_by_hash(SOURCES, source)
    try:
        with database.transaction() as session:
            key = match_key(facts.name, first_author(facts.people))
            hold_name(session, key)
            known = session.scalar(select(Edition).where(Edition.source_sha256 == looked.sha256))
            if known is not None:
                return _told("already-here", known.title_id, known.id, looked)
            title = find_title(session, edition.identifier, key)
            status = "created" if title is None else "edition-added"
            if title is None:
                title = add_title(session, facts)
            session.add(
                SourceFile(sha256=looked.sha256, size=looked.size, name=looked.file, stored_as=stored.name)
            )
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
            return _told(status, title.id, made.id, looked)
    except IntegrityError:
        # Another took the same file in at the same moment, under another title perhaps; its rows stand.
        with database.reading() as session:
            known = session.scalar(select(Edition).where(Edition.source_sha256 == looked.sha256))
        if known is None:
            raise
        return _told("already-here", known.title_id, known.id, looked)
    except Exception:
        if new:
            _take_away(database, store, stored.name)
        raise


def find_title(session: Session, identifier: str, key: str) -> Title | None:
    """The title that a file is of: by its publisher's identifier, else by name and first author."""
    number = identifier_key(identifier)
    if number:
        query = (
            select(Title)
            .join(Edition, Edition.title_id == Title.id)
            .where(Edition.identifier_key == number)
            .order_by(Edition.added_at)
        )
        found = session.scalar(query.limit(1))
        if found is not None:
            return found
    if not key:
        return None
    return session.scalar(select(Title).where(Title.match_key == key).order_by(Title.added_at).limit(1))


def _describe(workspace: Workspace) -> dict[str, Any]:
    """In the child: everything the catalogue wants to know about the book in the workspace."""
    from converters.book import book_from_json, leaves
    from converters.describe import describe
    from converters.language import SentenceIndex

    book = book_from_json(workspace.book_path.read_bytes())
    about = describe(book, SentenceIndex.from_json(workspace.sentences_path.read_bytes()))
    metadata = book.metadata
    return {
        "title": {
            "name": f"{metadata.title}: {metadata.subtitle}" if metadata.subtitle else metadata.title,
            "language": metadata.language,
            "people": [[one.name, one.role] for one in metadata.contributors],
            "subjects": list(metadata.subjects)[:50],
            "summary": metadata.description,
        },
        "edition": {
            "language": metadata.language,
            "identifier": metadata.identifier,
            "publisher": metadata.publisher or "",
            "published": metadata.date or "",
        },
        "description": {
            "counts": about.counts,
            "languages": about.languages,
            "features": [one.to_json() for one in about.features],
            "missing": [one.to_json() for one in about.missing],
            "declared": [list(pair) for pair in metadata.accessibility],
        },
        "body": body_tokens(leaf.text for leaf in leaves(book)),
    }


def _title_facts(looked: Looked) -> TitleFacts:
    people = [
        (name, role if len(role) == 3 and role.isascii() and role.islower() else "ctb")
        for name, role in looked.title["people"]
    ]
    return TitleFacts(**{**looked.title, "people": people})


def _told(status: str, title_id: str, edition_id: str, looked: Looked) -> TakenIn:
    first = Finding(f"intake-{status}", {"title": looked.title["name"]})
    about = looked.description
    rest = [Finding.from_json(one) for one in (*looked.findings, *about["features"], *about["missing"])]
    return TakenIn(status, title_id, edition_id, (first, *rest))


def _stored_as(digest: str) -> str:
    return f"{SOURCES}/{digest[:2]}/{digest}"


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
