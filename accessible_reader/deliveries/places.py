"""The library's own table of where streets, estates and buildings are, so that a reader of whom nobody has entered a point still gets one, and no address leaves the library.

What fits an address is the longest name that stands in it. Names are compared folded: small and capital letters, wide and narrow forms, blanks and signs make no difference, and “1号” does not stand in “11号”.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from accessible_reader.catalogue.branches import path_up
from accessible_reader.database import Session, func, new_id, now, retried, select
from accessible_reader.deliveries.fields import tidy_point, tidy_text
from accessible_reader.deliveries.models import DeliveryPlace
from accessible_reader.errors import BadRecord, NotFound
from accessible_reader.people.access import require_at
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from converters.readers.encodings import decode_text

LARGEST: Final = 4 * 1024 * 1024
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name", "place", "address", "名称", "地名", "地址", "小区", "名稱", "社區"),
    "latitude": ("latitude", "lat", "纬度", "緯度"),
    "longitude": ("longitude", "lon", "lng", "经度", "經度"),
}
"""Headings that are understood for each column."""
_LEAST: Final = 2
_LONGEST: Final = 200
_MOST_PROBLEMS: Final = 100


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place. ``point``: latitude and longitude."""

    id: str
    branch_id: str
    name: str
    point: str


@dataclass(frozen=True, slots=True)
class PlacePage:
    """Some of the places, by name. ``next``: for the page after it; "" at the end. ``count``: of all that were asked for."""

    places: tuple[PlaceView, ...]
    next: str
    count: int


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that does not fit: its first line, counted from 1, and the code of the reason."""

    line: int
    code: str


@dataclass(frozen=True, slots=True)
class PlacesReport:
    """What came of a table. With ``problems``, nothing was taken."""

    added: int
    changed: int
    same: int
    problems: tuple[BadRow, ...] = field(default=())


class Places(Guarded):
    """For whoever plans the rounds of a branch."""

    def of(
        self, actor: str, branch_id: str, *, words: str = "", after: str = "", limit: int = 50
    ) -> PlacePage:
        """The places that a branch has entered, by name; ``words``: that stand in the name."""
        with self._at(actor, Action.PLAN_ROUNDS, branch_id, reading=True) as allowed:
            query = select(DeliveryPlace).where(DeliveryPlace.branch_id == branch_id)
            if words:
                query = query.where(DeliveryPlace.key.contains(fold(words), autoescape=True))
            count = allowed.session.scalar(select(func.count()).select_from(query.subquery())) or 0
            rows = allowed.session.scalars(
                query.where(DeliveryPlace.key > after).order_by(DeliveryPlace.key).limit(limit + 1)
            ).all()
            following = rows[limit - 1].key if len(rows) > limit else ""
            return PlacePage(tuple(_view(one) for one in rows[:limit]), following, count)

    @retried
    def put(self, actor: str, branch_id: str, name: str, latitude: str, longitude: str) -> str:
        """Enter a place, or move it; the id. Raises BadRecord ``place-name-bad``, ``place-point-bad``."""
        with self._at(actor, Action.PLAN_ROUNDS, branch_id) as allowed:
            place = _checked(name, latitude, longitude)
            mine = select(DeliveryPlace).where(
                DeliveryPlace.branch_id == branch_id, DeliveryPlace.key == place[1]
            )
            row = allowed.session.scalar(mine.with_for_update())
            return _put(allowed.session, branch_id, place, row)[0].id

    @retried
    def remove(self, actor: str, place_id: str) -> None:
        """Take a place out of the table. Raises NotFound ``place-not-found``."""
        with self._transaction() as session:
            row = session.get(DeliveryPlace, place_id, with_for_update=True)
            if row is None:
                raise NotFound("place-not-found")
            require_at(session, actor, Action.PLAN_ROUNDS, row.branch_id)
            session.delete(row)
            session.flush()

    @retried
    def import_table(self, actor: str, branch_id: str, data: bytes) -> PlacesReport:
        """Places from CSV with headings :data:`COLUMNS` (commas, semicolons or tabs; UTF-8, UTF-16 or GB18030): all of it is taken, or nothing. Doing it twice changes nothing.

        Raises:
            BadRecord: ``places-too-large``, ``places-no-columns``, ``places-csv-bad`` with ``line``, ``places-empty``.
            BadInput: it is no text.

        """
        with self._at(actor, Action.PLAN_ROUNDS, branch_id) as allowed:
            if len(data) > LARGEST:
                raise BadRecord("places-too-large", most=LARGEST // 1024 // 1024)
            found: dict[str, tuple[str, str, str]] = {}
            problems: list[BadRow] = []
            for line, row in _rows(decode_text(data).text):
                try:
                    place = _checked(row.get("name", ""), row.get("latitude", ""), row.get("longitude", ""))
                except BadRecord as error:
                    problems.append(BadRow(line, error.code))
                    continue
                if place[1] in found:
                    problems.append(BadRow(line, "place-twice"))
                found[place[1]] = place
            if not found and not problems:
                raise BadRecord("places-empty")
            if problems:
                return PlacesReport(0, 0, 0, tuple(problems[:_MOST_PROBLEMS]))
            session = allowed.session
            known = {one.key: one for one in _of_branches(session, [branch_id])}
            how = [_put(session, branch_id, one, known.get(one[1]))[1] for one in found.values()]
            return PlacesReport(how.count("added"), how.count("changed"), how.count("same"))

    def find(self, actor: str, branch_id: str, address: str) -> PlaceView | None:
        """Where the table would look for an address; None: nowhere. What was asked is not kept."""
        with self._at(actor, Action.PLAN_ROUNDS, branch_id, reading=True) as allowed:
            found = best_place(places_for(allowed.session, branch_id), address)
            return None if found is None else _view(found)


def places_for(session: Session, branch_id: str) -> list[DeliveryPlace]:
    """What a branch may look in: its own places, and those of the branches above it; its own first."""
    path = path_up(session, branch_id)
    order = {one: number for number, one in enumerate(path)}
    return sorted(_of_branches(session, path), key=lambda one: (order[one.branch_id], one.key))


def best_place(places: Iterable[DeliveryPlace], address: str | None) -> DeliveryPlace | None:
    """The one with the longest name that stands in the address; of two that are as long, the first."""
    folded = fold(address or "")
    fitting = [one for one in places if stands_in(one.key, folded)]
    return max(fitting, key=lambda one: len(one.key), default=None)


def fold(text: str) -> str:
    """For comparing. Blanks are kept only between letters of alphabets that need them."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(one if one.isalnum() else " " for one in plain).split()
    folded = ""
    for word in words:
        apart = folded and folded[-1].isascii() and word[0].isascii()
        folded += f" {word}" if apart else word
    return folded


def stands_in(key: str, address: str) -> bool:
    """Whether the folded ``key`` stands in the folded ``address``, not in the middle of a number or of a word of letters."""
    start = address.find(key) if key else -1
    while start >= 0:
        end = start + len(key)
        if not _goes_on(address[start - 1 : start], key[0]) and not _goes_on(key[-1], address[end : end + 1]):
            return True
        start = address.find(key, start + 1)
    return False


def _goes_on(one: str, other: str) -> bool:
    """Whether two neighbours are of one number, or of one word of letters."""
    if not one or not other or not (one + other).isascii():
        return False
    return (one.isdigit() and other.isdigit()) or (one.isalpha() and other.isalpha())


def _checked(name: str, latitude: str, longitude: str) -> tuple[str, str, str]:
    """Name, key, point."""
    try:
        tidied = tidy_text("name", name, _LONGEST) or ""
        point = tidy_point(f"{_number(latitude)},{_number(longitude)}")
    except BadRecord as error:
        code = "place-name-bad" if error.params.get("field") == "name" else "place-point-bad"
        raise BadRecord(code) from None
    key = fold(tidied)
    if not _LEAST <= len(key) <= _LONGEST:
        raise BadRecord("place-name-bad")
    return tidied, key, point or ""


def _number(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("°")
    if not plain or "," in plain:
        raise BadRecord("visit-field-bad", field="point")
    return plain


def _put(
    session: Session, branch_id: str, place: tuple[str, str, str], row: DeliveryPlace | None
) -> tuple[DeliveryPlace, str]:
    """``row``: where it is in the table already."""
    name, key, point = place
    if row is None:
        row = DeliveryPlace(id=new_id(), branch_id=branch_id, name=name, key=key, point=point)
        session.add(row)
        how = "added"
    elif (row.name, row.point) == (name, point):
        return row, "same"
    else:
        row.name, row.point, row.changed_at = name, point, now()
        how = "changed"
    session.flush()
    return row, how


def _of_branches(session: Session, branches: list[str]) -> list[DeliveryPlace]:
    return list(session.scalars(select(DeliveryPlace).where(DeliveryPlace.branch_id.in_(branches))))


def _view(row: DeliveryPlace) -> PlaceView:
    return PlaceView(row.id, row.branch_id, row.name, row.point)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that is not blank with its first line, as column → value."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str | None] | None = None
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error:
            raise BadRecord("places-csv-bad", line=line) from None
        if cells is None:
            break
        if not any(cell.strip() for cell in cells):
            continue
        if names is None:
            names = [_column(cell) for cell in cells]
            if sorted(one for one in names if one) != sorted(COLUMNS):
                raise BadRecord("places-no-columns")
        elif len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            # A name with a comma that nobody quoted: everything behind it would be in the wrong column.
            raise BadRecord("places-csv-bad", line=line)
        else:
            yield line, {name: cell for name, cell in zip(names, cells, strict=False) if name}
    if names is None:
        raise BadRecord("places-no-columns")


def _column(heading: str) -> str | None:
    folded = " ".join(heading.replace("\ufeff", "").casefold().split())
    return next((name for name, known in COLUMNS.items() if folded in known), None)
