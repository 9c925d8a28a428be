"""Titles and copies from a table (CSV), row by row: what is wrong in one row does not stop the others, and is told with its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

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
from converters.errors import BadInput, Param
from converters.readers.encodings import decode_text

COLUMNS: Final = (
    "name", "authors", "language", "subjects", "series", "identifier", "publisher", "published", "rights", "rights_basis", "branch", "kind", "barcodes",
    "shelf_mark",
)  # fmt: skip
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("title", "题名", "题名与责任者", "书名", "正题名", "題名", "書名"),
    "authors": ("author", "作者", "著者", "责任者", "責任者"),
    "language": ("语种", "语言", "語種", "語言"),
    "subjects": ("subject", "主题", "主题词", "主題", "主題詞"),
    "series": ("丛书", "丛书名", "叢書", "叢書名"),
    "identifier": ("isbn", "标识", "標識"),
    "publisher": ("出版社", "出版者"),
    "published": ("year", "出版年", "出版日期"),
    "rights": ("权利", "版权", "權利", "版權"),
    "rights_basis": ("rights basis", "权利依据", "版权依据", "權利依據", "版權依據"),
    "branch": ("馆代码", "分馆", "馆藏地", "館代碼", "分館", "館藏地"),
    "kind": ("类型", "载体", "類型", "載體"),
    "barcodes": ("barcode", "条码", "条码号", "條碼", "條碼號"),
    "shelf_mark": ("shelf mark", "call number", "索书号", "索書號"),
}
"""What else the columns may be called, in lower case."""
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
    """Add the titles of a table (commas, semicolons or tabs; UTF-8, UTF-16 or GB18030); the first line names :data:`COLUMNS`, or :data:`HEADINGS`, in any order. Given twice, nothing is added twice.

    Authors, subjects and barcodes are parted by ``;``. Several barcodes in a row are the volumes of one set.

    Raises:
        BadRecord: ``import-titles-unreadable``, ``import-titles-column-missing``, ``import-titles-column-unknown``: nothing is added.

    """
    added = known = 0
    problems: list[RowProblem] = []
    for line, row in _rows(data):
        try:
            if _has_text(row.pop(None, None)):  # type: ignore[call-overload]  # what stands behind the last column
                raise BadRecord("import-titles-row-too-long")
            with database.transaction() as session:
                new = _add(session, {key: (value or "").strip() for key, value in row.items() if key})
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
        decoded = decode_text(data)
        if any(one.code == "text-undecodable" for one in decoded.findings):  # names with holes in them
            raise BadRecord("import-titles-unreadable")
        text = decoded.text
        heading = next((line for line in text.splitlines() if line.strip()), "")
        delimiter = max(",;\t", key=heading.count)
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        columns = [_column(name or "") for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        # Spreadsheets write rows of nothing but separators behind a table.
        rows = [(reader.line_num, row) for row in reader if any(_has_text(value) for value in row.values())]
    except (BadInput, csv.Error):
        raise BadRecord("import-titles-unreadable") from None
    while columns and not columns[-1]:
        columns.pop()
    for name in columns:
        if name not in COLUMNS:
            raise BadRecord("import-titles-column-unknown", column=name[:40], known=", ".join(COLUMNS))
        if columns.count(name) > 1:
            raise BadRecord("import-titles-column-twice", column=name)
    for name in NEEDED:
        if name not in columns:
            raise BadRecord("import-titles-column-missing", column=name)
    return rows


def _column(heading: str) -> str:
    folded = " ".join(heading.replace("\ufeff", "").casefold().split())
    return next((name for name, others in HEADINGS.items() if folded == name or folded in others), folded)


def _has_text(value: Any) -> bool:
    return any(map(_has_text, value)) if isinstance(value, list) else bool(value and value.strip())


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
