"""Titles and copies from a table (CSV), row by row: what is wrong in one row does not stop the others, and is told with its line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Final

from accessible_reader.catalogue.copies import NewCopy, add_copies_in
from accessible_reader.catalogue.facet_lists import fold
from accessible_reader.catalogue.indexing import index_title
from accessible_reader.catalogue.intake import find_title
from accessible_reader.catalogue.models import Copy, Edition, Title
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
from accessible_reader.database import Database, Session, select
from accessible_reader.errors import BadRecord, ServiceError
from converters.errors import Param

COLUMNS: Final = (
    "name", "authors", "language", "subjects", "series", "identifier", "publisher", "published", "rights", "rights_basis", "branch", "kind", "barcodes",
    "shelf_mark",
)  # fmt: skip
NEEDED: Final = ("name", "language", "rights", "rights_basis")
_APART: Final = str.maketrans({"；": ";", "、": ";"})


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row. ``line``: of the file, from 1, as a spreadsheet shows it."""

    line: int
    code: str
    params: dict[str, Param]


@dataclass(frozen=True, slots=True)
class Imported:
    """``added``: titles, editions or copies came in with so many rows; ``known``: rows of which all was there."""

    added: int
    known: int
    problems: tuple[RowProblem, ...]


class _OnlyLooking(Exception):
    """Undoes what a row did when only its errors are asked for."""


def import_titles(database: Database, data: bytes, *, dry_run: bool = False) -> Imported:
    """Add the titles of a table in UTF-8; the first line names :data:`COLUMNS`, in any order. Given twice, nothing is added twice.

    Authors, subjects and barcodes are parted by ``;``. Several barcodes in a row are the volumes of one set.

    Raises:
        BadRecord: ``import-titles-unreadable``, ``import-titles-column-missing``, ``import-titles-column-unknown``: nothing is added.

    """
    added = known = 0
    problems: list[RowProblem] = []
    for line, row in _rows(data):
        try:
            if None in row:
                raise BadRecord("import-titles-row-too-long")
            with database.transaction() as session:
                new = _add(session, {key: (value or "").strip() for key, value in row.items()})
                if dry_run:
                    session.flush()
                    raise _OnlyLooking(new)  # noqa: TRY301 (leaving so undoes the transaction)
        except _OnlyLooking as looked:
            new = bool(looked.args[0])
        except ServiceError as error:
            problems.append(RowProblem(line, error.code, dict(error.params)))
            continue
        added, known = added + new, known + (not new)
    fold(database)
    return Imported(added, known, tuple(problems))


def _rows(data: bytes) -> list[tuple[int, dict[str, str]]]:
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
        columns = [(name or "").strip() for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error):
        raise BadRecord("import-titles-unreadable") from None
    for name in columns:
        if name not in COLUMNS:
            raise BadRecord("import-titles-column-unknown", column=name[:40], known=", ".join(COLUMNS))
    for name in NEEDED:
        if name not in columns:
            raise BadRecord("import-titles-column-missing", column=name)
    return rows


def _add(session: Session, row: dict[str, str]) -> bool:
    """Whether anything was new."""
    people = [(name, "aut") for name in _several(row.get("authors", ""))]
    facts = TitleFacts(
        row["name"], row["language"], people, _several(row.get("subjects", "")), row.get("series") or None
    )
    edition_facts = EditionFacts(
        row["rights"],
        row["rights_basis"],
        row["language"],
        row.get("identifier", ""),
        row.get("publisher", ""),
        row.get("published", ""),
    )
    check_rights(row["rights"], row["rights_basis"])  # also where the edition is there already
    key = match_key(facts.name, first_author(people))
    hold_name(session, key)
    title = find_title(session, edition_facts.identifier, key)
    new = title is None
    if title is None:
        title = add_title(session, facts)
    edition = _edition(session, title, edition_facts)
    if edition is None:
        edition, new = add_edition(session, title, edition_facts), True
    barcodes = _several(row.get("barcodes", ""))
    here = [one for one in barcodes if session.get(Copy, one) is not None]
    if barcodes and not _same_copies(session, here, barcodes, edition):
        copies = [NewCopy(one, row.get("shelf_mark", "")) for one in barcodes]
        add_copies_in(session, edition.id, row.get("branch", ""), row.get("kind", ""), copies)
        new = True
    index_title(session, title.id)
    return new


def _edition(session: Session, title: Title, facts: EditionFacts) -> Edition | None:
    """The edition that the row is of: the same identifier, or without one the same publisher and year."""
    query = select(Edition).where(Edition.title_id == title.id, Edition.withdrawn_at.is_(None))
    number = identifier_key(facts.identifier)
    for one in session.scalars(query.order_by(Edition.added_at)):
        if number and one.identifier_key == number:
            return one
        if not number and (one.publisher, one.published) == (facts.publisher, facts.published[:30]):
            return one
    return None


def _same_copies(session: Session, here: list[str], barcodes: list[str], edition: Edition) -> bool:
    """Whether all of them are this edition's already: the table was given before."""
    return here == barcodes and all(session.get_one(Copy, one).edition_id == edition.id for one in here)


def _several(value: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in value.translate(_APART).split(";") if part.strip()))
