"""What comes of a barcode: one sentence, said first, that tells what happened and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from accessible_reader.catalogue.desk import BranchView
from accessible_reader.errors import NotAllowed, NotNow
from accessible_reader.shelf.things import Thing
from web.visit import Visit

_NOT_LENDABLE: Final = {
    "lent": "desk-lent-to-another",
    "on_hold_shelf": "desk-waits-for-another",
    "in_transit": "desk-on-the-way",
    "packed": "desk-packed",
    "in_repair": "desk-in-repair",
    "lost": "desk-lost",
    "withdrawn": "desk-withdrawn",
}
_REFUSED: Final = {
    "renewal-limit": "desk-renewal-limit",
    "renewal-somebody-waits": "desk-renewal-somebody-waits",
    "copy-waits-for-another": "desk-waits-for-another",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """``sentence`` for people; ``good``: it was done. ``follow``: what can be done next with ``barcode``: ``repair``, ``restore``, ``eligibility`` or ""."""

    sentence: str
    good: bool
    follow: str = ""
    barcode: str = ""


def lend(visit: Visit, person_id: str, thing: Thing) -> Answer:
    """Lend it to the reader."""
    loans = visit.service.loans
    mine = {copy.barcode: loan for loan in loans.of(visit.person_id, person_id) for copy in loan.copies if copy.back_at is None}  # fmt: skip
    there = mine.get(thing.barcode)
    if there is not None:
        day = visit.words.day(there.due) if there.due else visit.words("desk-no-day")
        return _no(visit, "desk-has-it", thing, day=day)
    try:
        made = loans.lend(visit.person_id, person_id, thing.barcode)
    except NotAllowed as error:
        if error.code != "permission-not-eligible":
            raise
        return _no(visit, "desk-not-eligible", thing, "eligibility")
    except NotNow as error:
        return why_not(visit, thing, error)
    due = next(one.due for one in loans.of(visit.person_id, person_id) if one.id == made)
    return Answer(visit.words("desk-lent", what=what(visit, thing), day=visit.words.day(due)), True)  # type: ignore[arg-type]  # lent over the desk: there is a day


def give_back(
    visit: Visit, branch: BranchView, thing: Thing, check_in: Callable[[], Sequence[str]] | None = None
) -> Answer:
    """Take it back at ``branch``, whoever had it; what was on its way here for a reader has arrived. ``check_in``: takes it, and tells which volumes of its set are still out; default: as the desk does."""
    if (thing.hold_state, thing.pickup_branch_id) == ("in_transit", branch.id) and thing.hold_id is not None:
        visit.service.holds.arrive(visit.person_id, thing.hold_id)
        after = visit.service.loans.look_up(visit.person_id, thing.barcode)
        return Answer(_say(visit, "desk-arrived", after, day=_until(visit, after)), True)
    try:
        out = check_in() if check_in else _check_in(visit, branch, thing)
    except NotNow as error:
        if error.code != "copy-not-lent":
            return Answer(visit.words.finding(error), False)
        follow = "restore" if thing.state in {"in_repair", "lost"} else ""
        return _no(
            visit, "desk-not-lent", thing, follow, state=visit.words(f"desk-state-{_code(thing.state)}")
        )
    after = visit.service.loans.look_up(visit.person_id, thing.barcode)
    if out:
        missing = visit.words.list(out)
        return Answer(_say(visit, "desk-returned-part", after, missing=missing), True)
    names = {one.id: one.name for one in visit.service.branches.tree()}
    if after.hold_state == "ready":
        return Answer(_say(visit, "desk-returned-hold", after, day=_until(visit, after)), True)
    if after.hold_state == "in_transit":
        to = names.get(after.pickup_branch_id or "", "")
        return Answer(_say(visit, "desk-returned-send", after, branch=to), True)
    if after.branch_id != branch.id:
        to = names.get(after.branch_id, "")
        return Answer(_say(visit, "desk-returned-home", after, branch=to), True, "repair", after.barcode)
    found = "desk-found" if thing.state == "lost" else "desk-returned"
    where = visit.words("desk-shelf", mark=after.shelf_mark) if after.shelf_mark else ""
    return Answer(_say(visit, found, after, where=where), True, "repair", after.barcode)


def _check_in(visit: Visit, branch: BranchView, thing: Thing) -> Sequence[str]:
    return visit.service.loans.check_in(visit.person_id, thing.barcode, at_branch=branch.id).missing


def renew(visit: Visit, thing: Thing) -> Answer:
    """Longer, whoever has it."""
    try:
        day = visit.service.loans.renew_copy(visit.person_id, thing.barcode)
    except NotNow as error:
        if error.code == "copy-not-lent":
            return _no(visit, "desk-not-lent", thing, state=visit.words(f"desk-state-{_code(thing.state)}"))
        return why_not(visit, thing, error)
    return Answer(_say(visit, "desk-renewed", thing, day=visit.words.day(day)), True)


def what(visit: Visit, thing: Thing) -> str:
    """The thing in words: “The Night Ferry” (braille, 2 volumes)."""
    kind = visit.words(f"facet-format-{_code(thing.kind)}")
    if thing.name is None:
        return visit.words("desk-player", kind=kind, barcode=thing.barcode)
    return visit.words("desk-thing", title=thing.name, kind=kind, count=len(thing.set))


def why_not(visit: Visit, thing: Thing, error: NotNow) -> Answer:
    """The service's refusal, with what to do next."""
    words = visit.words
    if error.code == "loan-limit":
        kind = words(f"facet-format-{_code(thing.kind)}")
        return _no(visit, "desk-limit", thing, most=error.params["most"], kind=kind)
    if error.code in _REFUSED:
        day = _until(visit, thing)
        return _no(visit, _REFUSED[error.code], thing, day=day, most=error.params.get("most", 0))
    if error.code != "copy-not-available":
        return Answer(words.finding(error), False)
    if thing.state == "available":  # its own volume is there, another is not
        missing = words.list([code for code, state in thing.set if state != "available"])
        return _no(visit, "desk-set-broken", thing, missing=missing)
    follow = "restore" if thing.state in {"in_repair", "lost"} else ""
    return _no(visit, _NOT_LENDABLE[thing.state], thing, follow, day=_until(visit, thing))


def _no(visit: Visit, code: str, thing: Thing, follow: str = "", **params: Any) -> Answer:
    return Answer(_say(visit, code, thing, **params), False, follow, thing.barcode)


def _say(visit: Visit, code: str, thing: Thing, **params: Any) -> str:
    return visit.words(code, what=what(visit, thing), **params)


def _until(visit: Visit, thing: Thing) -> str:
    return visit.words.day(thing.hold_until) if thing.hold_until else visit.words("desk-no-day")


def _code(value: str) -> str:
    return value.replace("_", "-")
