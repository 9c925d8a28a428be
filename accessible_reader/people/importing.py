"""Patrons from a table (CSV): all of it is taken, or nothing; each row that does not fit is named by its line."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from accessible_reader.audit import SYSTEM, record
from accessible_reader.catalogue.models import Branch
from accessible_reader.database import Database, Keys, Session, now, select
from accessible_reader.errors import BadRecord, NotAllowed
from accessible_reader.people.access import require_at
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.models import Person, RoleGrant
from accessible_reader.people.permissions import Action, Role
from accessible_reader.people.persons import sealed_row
from converters.readers.encodings import decode_text

LARGEST: Final = 100 * 1024 * 1024
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "card": ("card", "card number", "cardnumber", "barcode", "读者证号", "證號", "证号", "借书证号", "借閱證號", "讀者證號"),
    "name": ("name", "full name", "姓名", "读者姓名", "讀者姓名"),
    "phone": ("phone", "telephone", "mobile", "电话", "電話", "手机", "手機", "联系电话", "聯絡電話", "手机号"),
    "email": ("email", "e-mail", "mail", "邮箱", "电子邮箱", "電子郵件", "电子邮件", "電子信箱"),
    "address": ("address", "地址", "住址", "家庭住址", "联系地址", "通訊地址"),
    "birth_year": ("birth_year", "birth year", "year of birth", "出生年", "出生年份"),
    "language": ("language", "语言", "語言"),
    "branch": ("branch", "分馆", "分館", "馆代码", "館代碼", "所属馆", "所屬館"),
}  # fmt: skip
"""Headings that are understood for each column."""
_MOST_PROBLEMS: Final = 1000


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that does not fit: its first line in the file, counted from 1, and the code of the reason."""

    line: int
    code: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What happened. With ``problems``, nothing was imported."""

    added: int
    present: int
    """Rows whose card the library already has; left as they are."""
    problems: tuple[RowProblem, ...]
    ignored_columns: int
    """Columns with headings that are not understood."""


def import_patrons(
    database: Database, keys: Keys, actor: str, data: bytes, *, branch: str = "", dry_run: bool = False
) -> ImportReport:
    """Add the patrons in ``data`` (CSV with headings; commas, semicolons or tabs; UTF-8, UTF-16 or GB18030). Doing it twice adds nobody twice.

    ``branch`` is the code of the home branch of rows that name none. ``actor`` is a person who may import at every branch named, or ``system``. ``dry_run`` only looks.

    Raises:
        BadRecord: ``patrons-too-large``, ``patrons-no-columns``, ``patrons-csv-bad`` with ``line``, ``patrons-empty``.
        BadInput: the file is no text.
        NotAllowed: ``permission-...``.

    """
    if len(data) > LARGEST:
        raise BadRecord("patrons-too-large", most=LARGEST // 1024 // 1024)
    rows, ignored = _rows(decode_text(data).text)
    with database.transaction() as session:
        branches = dict(session.execute(select(Branch.code, Branch.id)).all())
        cards = set(
            session.scalars(select(Person.card_fingerprint).where(Person.card_fingerprint.is_not(None)))
        )
        people, present, problems = _people(keys, rows, branches, branch, cards)
        if not rows:
            raise BadRecord("patrons-empty")
        _require(session, actor, {str(person.home_branch_id) for person in people})
        if problems or dry_run:
            return ImportReport(0 if problems else len(people), present, tuple(problems), ignored)
        _add(session, people, actor)
        record(
            session,
            keys,
            actor=actor,
            subject=None,
            act="import-patrons",
            fields=[column for column in COLUMNS if rows and column in rows[0][1]],
            purpose="import",
            reference=hashlib.sha256(data).hexdigest(),
        )
    return ImportReport(len(people), present, (), ignored)


def _people(
    keys: Keys,
    rows: list[tuple[int, dict[str, str]]],
    branches: Mapping[str, str],
    branch: str,
    cards: set[str | None],
) -> tuple[list[Person], int, list[RowProblem]]:
    people: list[Person] = []
    problems: list[RowProblem] = []
    mine: set[str | None] = set()
    present = 0
    for line, row in rows:
        if len(problems) >= _MOST_PROBLEMS:
            break
        try:
            person = _person(keys, row, branches, branch)
        except BadRecord as error:
            problems.append(RowProblem(line, error.code))
            continue
        if person.card_fingerprint in mine:
            problems.append(RowProblem(line, "patrons-card-twice"))
            continue
        mine.add(person.card_fingerprint)
        if person.card_fingerprint in cards:
            present += 1
        else:
            people.append(person)
    return people, present, problems


def _person(keys: Keys, row: Mapping[str, str], branches: Mapping[str, str], branch: str) -> Person:
    home = branches.get(row.get("branch") or branch)
    if home is None:
        raise BadRecord("person-branch-unknown")
    if not row.get("card"):
        raise BadRecord("person-card-missing")
    return sealed_row(
        keys,
        NewPerson(
            name=row.get("name", ""),
            card=row["card"],
            phone=row.get("phone"),
            email=row.get("email"),
            address=row.get("address"),
            birth_year=row.get("birth_year"),
            language=row.get("language") or "zh-CN",
            home_branch_id=home,
        ),
    )


def _add(session: Session, people: list[Person], actor: str) -> None:
    moment = now()
    by = None if actor == SYSTEM else actor
    session.add_all(people)
    session.flush()
    session.add_all(
        RoleGrant(
            person_id=person.id,
            role=Role.PATRON.value,
            branch_id=person.home_branch_id,
            granted_by=by,
            granted_at=moment,
        )
        for person in people
    )
    session.flush()


def _require(session: Session, actor: str, branch_ids: set[str]) -> None:
    if actor == SYSTEM:
        return
    if not branch_ids:
        raise NotAllowed("permission-staff-only")
    for branch_id in branch_ids:
        require_at(session, actor, Action.IMPORT_PATRONS, branch_id)


def _rows(text: str) -> tuple[list[tuple[int, dict[str, str]]], int]:
    """Each row that is not blank with its first line, as column → value; and how many columns were not understood."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = _numbered(reader)
    _line, headings = next(lines, (1, []))
    names = [_column(heading) for heading in headings]
    known = [name for name in names if name]
    if not {"card", "name"} <= set(known) or len(set(known)) != len(known):
        raise BadRecord("patrons-no-columns")
    rows = []
    for line, cells in lines:
        if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            # An address with a comma that nobody quoted: everything behind it would be in the wrong column.
            raise BadRecord("patrons-csv-bad", line=line)
        row = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if name}
        rows.append((line, row))
    return rows, len(names) - len(known)


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    while True:
        line = reader.line_num + 1  # type: ignore[attr-defined]  # csv.reader's, which has no name for types
        try:
            cells = next(reader, None)
        except csv.Error:
            raise BadRecord("patrons-csv-bad", line=line) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _column(heading: str) -> str | None:
    folded = " ".join(heading.replace("\ufeff", "").casefold().split())
    return next((name for name, known in COLUMNS.items() if folded in known), None)
