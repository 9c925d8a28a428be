"""My books: what one has now, what one waits for, what one wants to read; renewing, returning, leaving the line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from accessible_reader.catalogue.listing import titles_by_id, titles_of_editions
from accessible_reader.catalogue.search import Hit
from accessible_reader.database import now
from accessible_reader.errors import NotNow
from web.access import Pages, Who
from web.visit import Visit, Visiting

pages = Pages()


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A loan in words. ``due``: the sentence about its last day."""

    id: str
    hit: Hit | None
    name: str
    language: str
    kind: str
    due: str
    late: bool
    digital: bool
    edition_id: str


@dataclass(frozen=True, slots=True)
class HoldLine:
    """A hold in words."""

    id: str
    title_id: str
    name: str
    language: str
    state: str
    told: str


@pages.page("/shelf", Who.SIGNED_IN, name="shelf")
def shelf(visit: Visiting) -> Response:
    """The page."""
    service, actor, subject = visit.service, visit.person_id, visit.subject_id
    wishes = service.wishes.of(actor, subject)
    wished = titles_by_id(service.database, wishes)
    return visit.page(
        "shelf.html",
        "shelf-title",
        loans=loans_of(visit),
        holds=holds_of(visit),
        wished=[wished[one] for one in wishes if one in wished],
    )


@pages.form("/loans/{loan_id}/renew", Who.SIGNED_IN, name="loan_renew")
def loan_renew(visit: Visiting, loan_id: str) -> Response:
    """Longer; or the reason why not, on the same page."""
    try:
        due = visit.service.loans.renew(visit.person_id, loan_id)
    except NotNow as error:
        return visit.go("shelf", "said-not-renewed", {"reason": visit.words.finding(error)})
    return visit.go("shelf", "said-renewed", {"day": visit.words.day(due)})


@pages.form("/loans/{loan_id}/return", Who.SIGNED_IN, name="loan_return")
def loan_return(visit: Visiting, loan_id: str) -> Response:
    """Give a digital loan back."""
    visit.service.loans.return_digital(visit.person_id, loan_id)
    return visit.go("shelf", "said-returned")


@pages.form("/holds/{hold_id}/cancel", Who.SIGNED_IN, name="hold_cancel")
def hold_cancel(visit: Visiting, hold_id: str) -> Response:
    """Leave the line."""
    visit.service.holds.cancel(visit.person_id, hold_id)
    return visit.go("shelf", "said-hold-cancelled")


@pages.form("/holds/{hold_id}/pause", Who.SIGNED_IN, name="hold_pause")
def hold_pause(visit: Visiting, hold_id: str) -> Response:
    """Keep the place, get nothing for now."""
    visit.service.holds.pause(visit.person_id, hold_id)
    return visit.go("shelf", "said-hold-paused")


@pages.form("/holds/{hold_id}/resume", Who.SIGNED_IN, name="hold_resume")
def hold_resume(visit: Visiting, hold_id: str) -> Response:
    """Back in line."""
    visit.service.holds.resume(visit.person_id, hold_id)
    return visit.go("shelf", "said-hold-resumed")


def loans_of(visit: Visit) -> list[LoanLine]:
    """What the reader has, what is due first first."""
    words = visit.words
    loans = visit.service.loans.of(visit.person_id, visit.subject_id)
    hits = titles_of_editions(visit.service.database, [one.edition_id for one in loans])
    today = visit.service.lending_rules.of(visit.branch_id).rules.today(now())
    lines = []
    for one in loans:
        hit = hits.get(one.edition_id or "")
        kind = words(f"facet-format-{one.kind.replace('_', '-')}")
        late = one.due is not None and one.due < today
        lines.append(
            LoanLine(
                one.id,
                hit,
                hit.name if hit else kind,
                hit.language if hit else words.language,
                kind,
                _due(visit, one, late=late),
                late,
                one.kind == "digital",
                one.edition_id or "",
            )
        )
    return lines


def _due(visit: Visit, loan: Any, *, late: bool) -> str:
    if loan.due is None:
        return visit.words("loan-on-the-way")
    return visit.words("loan-late" if late else "loan-due", day=visit.words.day(loan.due))


def holds_of(visit: Visit) -> list[HoldLine]:
    """What the reader waits for, the oldest first."""
    holds = visit.service.holds.of(visit.person_id, visit.subject_id)
    hits = titles_by_id(visit.service.database, [one.title_id for one in holds])
    branches = {one.id: one.name for one in visit.service.branches.tree()} if holds else {}
    lines = []
    for one in holds:
        hit = hits[one.title_id]
        told = visit.words(
            f"hold-told-{one.state.replace('_', '-')}",
            kind=visit.words(f"facet-format-{one.kind.replace('_', '-')}"),
            branch=branches.get(one.pickup_branch_id, ""),
            day=visit.words.day(one.ready_until) if one.ready_until else "",
            before=visit.service.holds.place_in_line(visit.person_id, one.id)
            if one.state == "waiting"
            else 0,
        )
        lines.append(HoldLine(one.id, one.title_id, hit.name, hit.language, one.state, told))
    return lines
