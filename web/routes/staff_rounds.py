"""The rounds of a day: who goes, with how much; what is in no round yet; a good order, proposed and kept or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, unquote

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.deliveries.carriers import Carrier
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.models import PARTS
from accessible_reader.deliveries.round_views import RoundView
from accessible_reader.deliveries.views import VisitView
from accessible_reader.errors import NotFound, ServiceError
from web import cookies
from web.access import Pages, Who
from web.deliveries.board import round_words
from web.deliveries.planning import Planning, planning, which_day
from web.deliveries.staff_words import kilograms, part_choices, told
from web.deliveries.stops import is_free, kept_stops
from web.deliveries.words import bag_words
from web.forms import Filled, Posted, asked, fill
from web.forms.days import Day
from web.staff import above, staff_trail
from web.visit import Visit, Visiting

pages = Pages()

_START: Final = "round-start"
"""Cookie: where rounds of a branch begin, as this browser typed it last; the library's own place."""
_PART: Final = f"^({'|'.join(PARTS)})$"


class RoundForm(BaseModel):
    """Who goes when, with how much, from where."""

    day: Day = asked("text", words="round-day")
    part: str = asked("select", words="round-part", pattern=_PART)
    carrier: str = asked("select", "", words="round-carrier", max_length=40)
    kilograms: float = asked("number", 20, words="round-kilograms", ge=1, le=200)
    start: str = asked("text", "", words="round-start", max_length=60)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in words."""

    id: str
    name: str
    told: str


@dataclass(frozen=True, slots=True)
class FreeLine:
    """A delivery that is in no round."""

    id: str
    bag: str
    told: str


@dataclass(frozen=True, slots=True)
class ProposedStop:
    """``when``: at the door, as a clock shows it; "" where it was put in by hand before. ``place``: of the library's table, where that stood for the reader's own point."""

    bag: str
    when: str
    place: str


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A round as it is proposed. ``visits``: what is sent back when it is accepted."""

    id: str
    name: str
    stops: tuple[ProposedStop, ...]
    visits: str


@pages.page("/staff/rounds", Who.STAFF, name="staff_rounds")
def rounds(visit: Visiting, day: str = "", branch: str = "") -> Response:
    """The rounds of a day."""
    return _show(visit, planning(visit, branch, day), day)


@pages.page("/staff/rounds/new", Who.STAFF, name="staff_round_new")
def new(visit: Visiting, day: str = "", branch: str = "", part: str = "") -> Response:
    """The form for another."""
    at = planning(visit, branch, day)
    remembered = unquote(cookies.read(visit.request, _START) or "")
    code, _, start = remembered.partition(" ")
    values = {
        "day": at.day.isoformat(),
        "part": part if part in PARTS else "",
        "kilograms": 20,
        "start": start if code == at.branch.code else "",
    }
    return _new(visit, at, Filled(RoundForm, visit.words, values, _choices(visit, at)))


@pages.form("/staff/rounds/new", Who.STAFF, name="staff_round_make")
def make(visit: Visiting, sent: Posted, branch: str = "") -> Response:
    """Another round."""
    at = planning(visit, branch)
    form = fill(RoundForm, visit.words, sent, _choices(visit, at))
    done = form.done
    if done is not None:
        try:
            made = visit.service.rounds.make(
                visit.person_id,
                at.branch.id,
                done.day,
                done.part,
                carrier=done.carrier or None,
                most_grams=round(done.kilograms * 1000),
                start=done.start,
            )
        except ServiceError as error:
            wrong = {"visit-carrier-not-found": "carrier", "person-not-found": "carrier"}
            form.blame(wrong.get(error.code, ""), error)
            if error.params.get("field") == "point":
                form.general.clear()
                form.errors["start"] = visit.words("staff-round-start-bad")
        else:
            answer = visit.go("staff_round", "said-round-made", round_id=made)
            if done.start:
                start = quote(f"{at.branch.code} {done.start}")
                cookies.write(visit.request, answer, _START, start, cookies.YEAR)
            return answer
    return _new(visit, at, form)


@pages.form("/staff/rounds/propose", Who.STAFF, name="staff_rounds_propose")
def propose(visit: Visiting, sent: Posted, day: str = "", branch: str = "") -> Response:
    """A good order; nothing is changed by it."""
    at = planning(visit, branch, day)
    part = str(sent.get("part", ""))
    try:
        found = visit.service.routes.propose(visit.person_id, at.branch.id, at.day, part)
    except NotFound:
        return _show(visit, at, "", [visit.words("staff-round-no-start")])
    except ServiceError as error:
        return _show(visit, at, "", [visit.words.finding(error)])
    words = visit.words
    views = {one.id: one for one in _of_day(visit, at)}
    named = visit.service.carriers.on(visit.person_id, at.branch.id, at.day)
    places = dict(found.by_table)
    unplaced = frozenset((*found.left_out, *found.without_point, *found.not_agreed))
    present = {one.id: one for one in visit.service.rounds.of(visit.person_id, at.branch.id, at.day)}
    lines = []
    for one in found.rounds:
        order = [visit_id for visit_id, _seconds in one.visits]
        kept = kept_stops(present[one.round_id], order, unplaced)
        stops = [
            ProposedStop(bag_words(views[visit_id].bag), _clock(seconds), places.get(visit_id, ""))
            for visit_id, seconds in one.visits
        ]
        stops += [ProposedStop(bag_words(views[visit_id].bag), "", "") for visit_id in kept]
        name = _name(visit, present[one.round_id], named)
        lines.append(ProposedLine(one.round_id, name, tuple(stops), ",".join([*order, *kept])))
    by_hand = {visit_id for one in present.values() for visit_id in one.visits}
    left = [
        (name, [_free(visit, at, views[one]) for one in ids if one not in by_hand])
        for name, ids in (
            ("left-out", found.left_out),
            ("without-point", found.without_point),
            ("not-agreed", found.not_agreed),
        )
    ]
    return visit.page(
        "staff_round_proposal.html",
        "staff-round-proposal-title",
        trail=_trail(visit, at),
        at=at,
        lines=lines,
        length=words("staff-round-length", kilometres=words.number(round(found.metres / 1000, 1))),
        left=[(name, those) for name, those in left if those],
    )


@pages.form("/staff/rounds/accept", Who.STAFF, name="staff_rounds_accept")
def accept(visit: Visiting, sent: Posted, day: str = "", branch: str = "") -> Response:
    """Keep the proposal. What a round refuses is told; the others are kept."""
    at = planning(visit, branch, day)
    named = visit.service.carriers.on(visit.person_id, at.branch.id, at.day)
    problems, kept = [], 0
    for one in visit.service.rounds.of(visit.person_id, at.branch.id, at.day):
        given = sent.get(f"stops-{one.id}")
        if not isinstance(given, str):
            continue
        try:
            visit.service.rounds.set_stops(
                visit.person_id, one.id, [each for each in given.split(",") if each]
            )
            kept += 1
        except ServiceError as error:
            why = visit.words.finding(error)
            problems.append(visit.words("staff-round-refused", round=_name(visit, one, named), why=why))
    if problems:
        return _show(visit, at, "", problems)
    address = str(visit.request.app.url_path_for("staff_rounds")) + at.link()
    return visit.go_to(address, "said-round-accepted", {"count": kept})


def _show(visit: Visit, at: Planning, typed: str, problems: Sequence[str] = ()) -> Response:
    form = which_day(visit, at, typed)
    form.general.extend(problems)
    found = visit.service.rounds.of(visit.person_id, at.branch.id, at.day)
    named = visit.service.carriers.on(visit.person_id, at.branch.id, at.day)
    of_day = _of_day(visit, at)
    free = [one for one in of_day if is_free(one)]
    waiting = {one.part for one in of_day if one.means == "visit" and one.state is not VisitState.DRAFTED}
    return visit.page(
        "staff_rounds.html",
        "staff-rounds-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        trail=staff_trail(visit, above(visit, "staff_deliveries")),
        at=at,
        form=form,
        rounds=[_round(visit, one, named) for one in found],
        free=[_free(visit, at, one) for one in free],
        parts=[one for one in PARTS if one in waiting and any(each.part == one for each in found)],
    )


def _new(visit: Visit, at: Planning, form: Filled[RoundForm]) -> Response:
    return visit.page(
        "staff_round_new.html",
        "staff-round-new-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        trail=_trail(visit, at),
        at=at,
        form=form,
    )


def _choices(visit: Visit, at: Planning) -> dict[str, list[tuple[str, str]]]:
    return {"part": part_choices(visit.words), "carrier": carrier_choices(visit, at)}


def carrier_choices(visit: Visit, at: Planning) -> list[tuple[str, str]]:
    """Nobody yet, then who can carry; each name is noted as seen."""
    words = visit.words
    found = visit.service.carriers.of(visit.person_id, at.branch.id)
    names = [
        (one.person_id, words("staff-round-staff" if one.staff else "staff-round-volunteer", name=one.name))
        for one in found
    ]
    return [("", words("staff-round-nobody-yet")), *names]


def _of_day(visit: Visit, at: Planning) -> list[VisitView]:
    return visit.service.deliveries.board(
        visit.person_id, at.branch.id, list(VisitState), day=at.day, titles=False
    )


def _round(visit: Visit, one: RoundView, named: dict[str, Carrier]) -> RoundLine:
    words = visit.words
    weight = words(
        "staff-round-weight",
        kilograms=kilograms(words, one.grams),
        most=kilograms(words, one.most_grams),
        count=len(one.visits),
    )
    return RoundLine(one.id, _name(visit, one, named), weight)


def _name(visit: Visit, one: RoundView, named: dict[str, Carrier]) -> str:
    """Part of the day, and who goes."""
    return round_words(visit, one, named[one.id].name if one.id in named else "")


def _free(visit: Visit, at: Planning, view: Any) -> FreeLine:
    return FreeLine(view.id, bag_words(view.bag), told(visit.words, view, at.zone, with_day=False))


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}"


def _trail(visit: Visit, at: Planning) -> list[Any]:
    rounds_above = above(visit, "staff_rounds")
    return staff_trail(
        visit,
        above(visit, "staff_deliveries"),
        rounds_above._replace(address=rounds_above.address + at.link()),
    )
