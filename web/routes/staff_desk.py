"""The desk: one field for a scanner. A barcode is lent, taken back or renewed; a card number brings up its reader. The answer is one sentence."""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response

from accessible_reader.errors import BadRecord, NotFound, NotNow
from web.access import Pages, Who
from web.desk import (
    Answer,
    Reader,
    choose_desk,
    desk_branch,
    desk_branches,
    give_back,
    holds_here,
    lend,
    loans_here,
    reader_of,
    renew,
)
from web.forms import Posted
from web.staff import staff_trail
from web.visit import Visit, Visiting

pages = Pages()

_LONGEST: Final = 64
_ALONE: Final = ("return", "renew")
"""What can be done with a barcode when nobody stands before the desk."""
_BACK: Final = ("staff_desk", "staff_bags")
_WITH_READER: Final = ("lend", "return", "renew")


@pages.page("/staff/desk", Who.STAFF, name="staff_desk")
def desk(visit: Visiting) -> Response:
    """Nobody stands here yet: things are taken back, a card is scanned."""
    return _show(visit, None, "return", None)


@pages.form("/staff/desk", Who.STAFF, name="staff_desk_scan")
def scan(visit: Visiting, sent: Posted) -> Response:
    """A barcode or a card."""
    return _scanned(visit, None, _text(sent, "code"), _text(sent, "do"))


@pages.form("/staff/desk/branch", Who.STAFF, name="staff_desk_branch")
def branch(visit: Visiting, sent: Posted) -> Response:
    """Stand at another branch; ``back``: the page that asked."""
    back = _text(sent, "back")
    answer = visit.go(back if back in _BACK else "staff_desk")
    choose_desk(visit, answer, _text(sent, "branch"))
    return answer


@pages.form("/staff/desk/copy", Who.STAFF, name="staff_desk_copy")
def copy_state(visit: Visiting, sent: Posted) -> Response:
    """A thing that has just been scanned is broken, or whole again."""
    barcode, repaired = _text(sent, "barcode"), _text(sent, "do") == "restore"
    person_id = _text(sent, "person_id")
    try:
        visit.service.copies.set_state(visit.person_id, barcode, "available" if repaired else "in_repair")
    except (NotFound, NotNow) as error:
        said = Answer(visit.words.finding(error), False)
    else:
        said = Answer(
            visit.words("desk-said-whole" if repaired else "desk-said-repair", barcode=barcode), True
        )
    return _show(
        visit, said, "lend" if person_id else "return", reader_of(visit, person_id) if person_id else None
    )


@pages.page("/staff/desk/{person_id}", Who.STAFF, name="staff_desk_reader")
def with_reader(visit: Visiting, person_id: str) -> Response:
    """A reader stands here: things are lent to them."""
    return _show(visit, None, "lend", reader_of(visit, person_id))


@pages.form("/staff/desk/{person_id}", Who.STAFF, name="staff_desk_reader_scan")
def scan_with_reader(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """A barcode, or the card of the next reader."""
    # What is swapped in shows no name, so nothing is looked at: one look a visit, not one a book.
    reader = Reader(person_id, "", "") if visit.wants_fragment else reader_of(visit, person_id)
    return _scanned(visit, reader, _text(sent, "code"), _text(sent, "do"))


@pages.form("/staff/desk/{person_id}/loan", Who.STAFF, name="staff_desk_loan")
def loan(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """Renew a loan of the list, or note that it is lost."""
    loan_id = _text(sent, "loan_id")
    reader = reader_of(visit, person_id)
    name = next((one.name for one in loans_here(visit, person_id) if one.id == loan_id), "")
    if not name:  # over, or somebody else's
        return _show(visit, Answer(visit.words("loan-not-found"), False), "lend", reader)
    try:
        if _text(sent, "do") == "lost":
            visit.service.loans.declare_lost(visit.person_id, loan_id)
            said = Answer(visit.words("desk-said-lost", title=name), True)
        else:
            day = visit.words.day(visit.service.loans.renew(visit.person_id, loan_id))
            said = Answer(visit.words("desk-said-longer", title=name, day=day), True)
    except NotNow as error:
        said = Answer(visit.words.finding(error), False)
    return _show(visit, said, "lend", reader)


def _scanned(visit: Visit, reader: Reader | None, code: str, do: str) -> Response:
    ways = _WITH_READER if reader else _ALONE
    do = do if do in ways else ways[0]
    if not code:
        return _show(visit, Answer(visit.words("desk-nothing"), False), do, reader)
    try:
        thing = visit.service.loans.look_up(visit.person_id, code[:_LONGEST])
    except NotFound:
        return _card(visit, reader, code[:_LONGEST], do)
    if do == "return":
        said = give_back(visit, desk_branch(visit), thing)
    elif do == "renew":
        said = renew(visit, thing)
    else:
        said = lend(visit, reader.id if reader else "", thing)
    return _show(visit, said, do, reader, code="" if said.good else code)


def _card(visit: Visit, reader: Reader | None, code: str, do: str) -> Response:
    """No thing has this barcode: perhaps it is somebody's card."""
    try:
        found = visit.service.people.find(visit.person_id, desk_branch(visit).id, "card", code)
    except BadRecord:  # no card looks like that
        found = []
    if found:
        address = str(visit.request.app.url_path_for("staff_desk_reader", person_id=found[0]))
        if visit.wants_fragment:
            return Response(status_code=200, headers={"HX-Redirect": address})
        return visit.go_to(address)
    return _show(visit, Answer(visit.words("desk-unknown", typed=code), False), do, reader, code=code)


def _show(visit: Visit, said: Answer | None, do: str, reader: Reader | None, *, code: str = "") -> Response:
    status = 200 if said is None or said.good else 422
    loans = loans_here(visit, reader.id) if reader else []
    holds = holds_here(visit, reader.id) if reader else []
    data: dict[str, Any] = {"said_here": said, "reader": reader, "loans": loans, "holds": holds}
    if visit.wants_fragment:
        return visit.fragment("desk.html", status=status, **data)
    return visit.page(
        "staff_desk.html",
        "staff-desk-reader-title" if reader else "staff-desk-title",
        status=status,
        failed=status != 200,
        trail=staff_trail(visit),
        do=do,
        ways=_WITH_READER if reader else _ALONE,
        code=code,
        here_branch=desk_branch(visit),
        branches=desk_branches(visit),
        **data,
    )


def _text(sent: Posted, name: str) -> str:
    value = sent.get(name)
    return value.replace("\x00", "").strip() if isinstance(value, str) else ""
