"""The pick list: what is to be fetched from which shelf for the deliveries up to a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from starlette.responses import Response

from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.packing import Pick
from accessible_reader.deliveries.views import VisitView
from accessible_reader.errors import NotNow
from web.access import Pages, Who
from web.deliveries.planning import Planning, planning, which_day
from web.deliveries.words import bag_words, kind_words, part_words
from web.forms import Posted
from web.staff import above, staff_trail
from web.visit import Visit, Visiting

pages = Pages()


@dataclass(frozen=True, slots=True)
class PickLine:
    """One volume in words. ``title`` in its ``language``; ``facts``: kind, volume, barcode; ``picked``: it is in the bag."""

    title: str
    language: str
    facts: str
    visit_id: str
    bag: str
    picked: bool


@dataclass(frozen=True, slots=True)
class BagToFetch:
    """A bag for which something is to be fetched. ``begun``: somebody does; ``told``: when it goes, and what is still missing for it."""

    visit_id: str
    bag: str
    told: str
    begun: bool


@pages.page("/staff/bags/pick-list", Who.STAFF, name="staff_pick")
def pick_list(visit: Visiting, day: str = "", branch: str = "") -> Response:
    """Shelf after shelf; then the bags."""
    at = _at(visit, branch, day)
    which = which_day(visit, at, day)
    picks = visit.service.packing.pick_list(visit.person_id, at.branch.id, at.day)
    shelves = [
        (mark, [_line(visit, one) for one in found])
        for mark, found in groupby(picks, key=lambda one: one.shelf_mark)
    ]
    bags = [_bag(visit, one) for one in _visits(visit, at)]
    return visit.page(
        "staff_pick.html",
        "staff-pick-title",
        status=422 if which.failed else 200,
        failed=which.failed,
        trail=staff_trail(visit, above(visit, "staff_bags")),
        form=which,
        at=at,
        shelves=shelves,
        volumes=len(picks),
        picked=sum(one.picked for one in picks),
        bags=bags,
        waiting=sum(not one.begun for one in bags),
    )


@pages.form("/staff/bags/pick-list", Who.STAFF, name="staff_pick_start")
def start(visit: Visiting, sent: Posted) -> Response:
    """Begin to fetch: for one bag, or for all of the list."""
    at = _at(visit, _text(sent, "branch"), _text(sent, "day"))
    wanted = _text(sent, "visit")
    count = 0
    for one in _visits(visit, at):
        if one.state is not VisitState.CONFIRMED or wanted not in {"", one.id}:
            continue
        try:
            visit.service.packing.start(visit.person_id, one.id)
        except NotNow:  # a colleague was first, or it was called off in this moment
            continue
        count += 1
    address = str(visit.request.app.url_path_for("staff_pick")) + at.link()
    return visit.go_to(address, "staff-pick-said-started", {"count": count})


def _at(visit: Visit, branch: str, day: str) -> Planning:
    """Without a day: tomorrow's round is fetched today."""
    at = planning(visit, branch, day)
    return at if day else planning(visit, branch, (at.today + timedelta(days=1)).isoformat())


def _visits(visit: Visit, at: Planning) -> list[VisitView]:
    states = [VisitState.CONFIRMED, VisitState.PICKING]
    board = visit.service.deliveries.board(visit.person_id, at.branch.id, states)
    return [one for one in board if one.day is not None and one.day <= at.day]


def _line(visit: Visit, one: Pick) -> PickLine:
    words = visit.words
    code = "staff-pick-volume" if one.volumes > 1 else "staff-pick-thing"
    facts = words(
        code, kind=kind_words(words, one.kind), number=one.volume, count=one.volumes, barcode=one.barcode
    )
    return PickLine(one.title, one.language, facts, one.visit_id, bag_words(one.bag), one.picked)


def _bag(visit: Visit, one: VisitView) -> BagToFetch:
    words = visit.words
    told = [words("staff-bag-when", day=words.day(_day(one)), part=part_words(words, one.part or ""))]
    if one.state is VisitState.PICKING:
        told.append(words("staff-pick-begun"))
    missing = sum(line.state == "wanted" for line in one.lines)
    if missing:
        told.append(words("staff-pick-missing", count=missing))
    if not one.lines:
        told.append(words("staff-pick-fetch-only"))
    between = words("facts-between")
    return BagToFetch(one.id, bag_words(one.bag), between.join(told), one.state is VisitState.PICKING)


def _day(one: VisitView) -> date:
    assert one.day is not None  # noqa: S101 (only those with a day are listed)
    return one.day


def _text(sent: Posted, name: str) -> str:
    value = sent.get(name)
    return value.replace("\x00", "").strip() if isinstance(value, str) else ""
