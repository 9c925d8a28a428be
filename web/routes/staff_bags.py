"""Packing: one field for a scanner, as at the lending desk. A bag's label opens the bag, barcodes go into it; what comes back from readers is taken back."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.deliveries.bags import BagView
from accessible_reader.deliveries.lifecycle import Reason, VisitState
from accessible_reader.errors import NotFound, NotNow
from web.access import Pages, Who
from web.deliveries.bag_answers import come_back, not_found, not_open, put_in, scan_out, take_out
from web.deliveries.bag_lines import lines_of
from web.deliveries.words import bag_words, part_words, reason_choices
from web.desk import Answer, desk_branch, desk_branches
from web.forms import Filled, Posted, asked, fill
from web.staff import above, staff_trail
from web.visit import Visit, Visiting

pages = Pages()

_LONGEST: Final = 64
_ALONE: Final = ("open", "return")
"""What can be done with a barcode while no bag is open."""
_PACKING: Final = ("in", "out")
_REASONS: Final = (Reason.AWAY, Reason.ILL, Reason.NOT_WANTED, Reason.WEATHER, Reason.LIBRARY, Reason.OTHER)
"""Why a bag is emptied before it goes."""


class CloseForm(BaseModel):
    """A bag goes with the card on which it comes back."""

    return_card: bool = asked("check", False, words="bag-return-card")


class EmptyForm(BaseModel):
    """Emptying a bag calls the delivery off."""

    reason: str = asked("radio", words="bag-reason", min_length=1)


@pages.page("/staff/bags", Who.STAFF, name="staff_bags")
def bags(visit: Visiting) -> Response:
    """No bag is open."""
    return _show_alone(visit, None, "open")


@pages.form("/staff/bags", Who.STAFF, name="staff_bags_scan")
def scan(visit: Visiting, sent: Posted) -> Response:
    """A label, or a thing that came back."""
    code, do = _text(sent, "code"), _text(sent, "do")
    do = do if do in _ALONE else _ALONE[0]
    if not code:
        return _show_alone(visit, Answer(visit.words("bag-said-nothing"), False), do)
    bag = _bag_with(visit, code)
    if do == "open" and bag is not None:
        return _open(visit, bag)
    try:
        thing = visit.service.loans.look_up(visit.person_id, code)
    except NotFound:
        if bag is not None:  # whoever takes things back, and scans a label, wants to know of that bag
            return _open(visit, bag)
        return _show_alone(visit, Answer(visit.words("bag-said-unknown", typed=code), False), do, code)
    if do == "open":
        return _show_alone(visit, Answer(visit.words("bag-said-label-first", typed=code), False), do, code)
    said = come_back(visit, desk_branch(visit), thing)
    return _show_alone(visit, said, do, "" if said.good else code)


@pages.page("/staff/bags/{visit_id}", Who.STAFF, name="staff_bag")
def one_bag(visit: Visiting, visit_id: str) -> Response:
    """A bag: what is in it, what is missing."""
    return _show(visit, visit_id)


@pages.form("/staff/bags/{visit_id}", Who.STAFF, name="staff_bag_scan")
def scan_into(visit: Visiting, visit_id: str, sent: Posted) -> Response:
    """A barcode, or the label of the next bag."""
    code, do = _text(sent, "code"), _text(sent, "do")
    do = do if do in _PACKING else _PACKING[0]
    view = visit.service.packing.bag(visit.person_id, visit_id)
    if view.state is not VisitState.PICKING:
        return _show(visit, visit_id, Answer(not_open(visit, view), False), do)
    if not code:
        return _show(visit, visit_id, Answer(visit.words("bag-said-nothing"), False), do)
    try:
        thing = visit.service.loans.look_up(visit.person_id, code)
    except NotFound:
        other = _bag_with(visit, code)
        if other is not None and other.visit_id != visit_id:
            return _open(visit, other)
        said = "bag-said-this-bag" if other else "bag-said-unknown"
        return _show(visit, visit_id, Answer(visit.words(said, typed=code), False), do, code)
    answer = put_in(visit, visit_id, thing) if do == "in" else scan_out(visit, visit_id, thing)
    return _show(visit, visit_id, answer, do, "" if answer.good else code)


@pages.form("/staff/bags/{visit_id}/line", Who.STAFF, name="staff_bag_line")
def line(visit: Visiting, visit_id: str, sent: Posted) -> Response:
    """A thing of the list is taken out, or was not found on its shelf."""
    view = visit.service.packing.bag(visit.person_id, visit_id)
    place = _text(sent, "place")
    found = next((one for one in view.lines if str(one.place) == place), None)
    taking = _text(sent, "do") == "out"
    fitting = {"in_bag"} if taking else {"chosen", "wanted"}
    if found is None or found.state not in fitting:
        return _show(visit, visit_id, Answer(visit.words("bag-said-line-gone"), False))
    return _show(visit, visit_id, take_out(visit, view, found) if taking else not_found(visit, view, found))


@pages.form("/staff/bags/{visit_id}/start", Who.STAFF, name="staff_bag_start")
def start(visit: Visiting, visit_id: str) -> Response:
    """Fetching begins."""
    try:
        visit.service.packing.start(visit.person_id, visit_id)
    except NotNow:
        return _not_now(visit, visit_id)
    return _show(visit, visit_id, Answer(visit.words("bag-said-started"), True))


@pages.form("/staff/bags/{visit_id}/look", Who.STAFF, name="staff_bag_look")
def look(visit: Visiting, visit_id: str) -> Response:
    """A second pair of eyes found it right."""
    try:
        visit.service.packing.look(visit.person_id, visit_id)
    except NotNow as error:
        if error.code == "visit-look-yourself":
            return _show(visit, visit_id, Answer(visit.words("bag-said-look-yourself"), False))
        return _not_now(visit, visit_id)
    return _show(visit, visit_id, Answer(visit.words("bag-said-looked"), True))


@pages.form("/staff/bags/{visit_id}/close", Who.STAFF, name="staff_bag_close")
def close(visit: Visiting, visit_id: str, sent: Posted) -> Response:
    """The bag is complete."""
    form = fill(CloseForm, visit.words, sent)
    card = form.done is not None and form.done.return_card
    try:
        visit.service.packing.close(visit.person_id, visit_id, return_card=card)
    except NotNow as error:
        if error.code == "visit-not-now":
            return _not_now(visit, visit_id)
        form.blame("return_card" if error.code == "visit-return-card-missing" else "", error)
        return _show(visit, visit_id, closing=form)
    return visit.go("staff_bag", "bag-said-closed", visit_id=visit_id)


@pages.form("/staff/bags/{visit_id}/reopen", Who.STAFF, name="staff_bag_reopen")
def reopen(visit: Visiting, visit_id: str) -> Response:
    """The bag is opened again."""
    try:
        visit.service.packing.reopen(visit.person_id, visit_id)
    except NotNow:
        return _not_now(visit, visit_id)
    return _show(visit, visit_id, Answer(visit.words("bag-said-reopened"), True))


@pages.form("/staff/bags/{visit_id}/empty", Who.STAFF, name="staff_bag_empty")
def empty(visit: Visiting, visit_id: str, sent: Posted) -> Response:
    """Everything goes back to the shelves, and nothing is brought."""
    form = fill(EmptyForm, visit.words, sent, _reasons(visit))
    if form.done is None or form.done.reason not in _REASONS:
        form.errors["reason"] = visit.words("form-choose", label=form.field("reason").label)
        return _show(visit, visit_id, emptying=form)
    try:
        visit.service.packing.empty(visit.person_id, visit_id, Reason(form.done.reason))
    except NotNow:
        return _not_now(visit, visit_id)
    return visit.go("staff_bag", "bag-said-emptied", visit_id=visit_id)


def _not_now(visit: Visit, visit_id: str) -> Response:
    view = visit.service.packing.bag(visit.person_id, visit_id)
    return _show(visit, visit_id, Answer(not_open(visit, view), False))


def _bag_with(visit: Visit, code: str) -> BagView | None:
    number = "".join(code.split())  # people read and type it in two parts
    try:
        return visit.service.packing.find_bag(visit.person_id, number)
    except NotFound:
        return None


def _open(visit: Visit, bag: BagView) -> Response:
    address = str(visit.request.app.url_path_for("staff_bag", visit_id=bag.visit_id))
    if visit.wants_fragment:
        return Response(status_code=200, headers={"HX-Redirect": address})
    return visit.go_to(address)


def _show_alone(visit: Visit, said: Answer | None, do: str, code: str = "") -> Response:
    status = 200 if said is None or said.good else 422
    if visit.wants_fragment:
        return visit.fragment("staff_bags.html", status=status, said_here=said)
    branch = desk_branch(visit)
    board = visit.service.deliveries.board(visit.person_id, branch.id, [VisitState.PICKING], titles=False)
    begun = [(one.id, bag_words(one.bag), _when(visit, one.day, one.part)) for one in board]
    return visit.page(
        "staff_bags.html",
        "staff-bags-title",
        status=status,
        failed=status != 200,
        trail=staff_trail(visit),
        said_here=said,
        do=do,
        ways=_ALONE,
        code=code,
        begun=begun,
        here_branch=branch,
        branches=desk_branches(visit),
    )


def _show(  # noqa: PLR0917 (the page, what was said on it, and its forms)
    visit: Visit,
    visit_id: str,
    said: Answer | None = None,
    do: str = "in",
    code: str = "",
    closing: Filled[CloseForm] | None = None,
    emptying: Filled[EmptyForm] | None = None,
) -> Response:
    view = visit.service.packing.bag(visit.person_id, visit_id)
    wrong = closing or emptying
    good = wrong is None and (said is None or said.good)
    data: dict[str, Any] = {
        "said_here": said,
        "bag": view,
        "number": bag_words(view.bag),
        "lines": lines_of(visit, view),
        "closing": closing or Filled(CloseForm, visit.words),
        "emptying": emptying or Filled(EmptyForm, visit.words, {}, _reasons(visit)),
        "packing": view.state is VisitState.PICKING,
        "told": not_open(visit, view),
        "mine": view.packed_by == visit.person_id,
    }
    status = 200 if good else 422
    if visit.wants_fragment:
        return visit.fragment("staff_bag.html", status=status, **data)
    more: dict[str, Any] = {"form": wrong} if wrong is not None else {}
    return visit.page(
        "staff_bag.html",
        "staff-bag-title",
        status=status,
        failed=not good,
        trail=staff_trail(visit, above(visit, "staff_bags")),
        do=do,
        ways=_PACKING,
        code=code,
        focus=wrong is None,
        **more,
        **data,
    )


def _reasons(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    return {"reason": reason_choices(visit.words, _REASONS)}


def _when(visit: Visit, day: Any, part: str | None) -> str:
    return visit.words("staff-bag-when", day=visit.words.day(day), part=part_words(visit.words, part or ""))


def _text(sent: Posted, name: str) -> str:
    value = sent.get(name)
    return value.replace("\x00", "").strip()[:_LONGEST] if isinstance(value, str) else ""
