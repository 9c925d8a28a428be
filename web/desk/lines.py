"""What a reader has and waits for, as lines for staff: with the barcodes that are in their hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accessible_reader.catalogue.listing import titles_by_id, titles_of_editions
from accessible_reader.database import now
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class LoanHere:
    """A loan in words. ``due``: the sentence about its last day; ``barcodes``: what is still out."""

    id: str
    name: str
    language: str
    kind: str
    barcodes: tuple[str, ...]
    due: str
    late: bool


@dataclass(frozen=True, slots=True)
class HoldHere:
    """A hold in words. ``person_id``: who waits, for a link; never shown."""

    id: str
    name: str
    language: str
    kind: str
    barcode: str
    state: str
    told: str
    person_id: str | None


def loans_here(visit: Visit, person_id: str) -> list[LoanHere]:
    """What the reader has now, what is due first first."""
    words = visit.words
    loans = visit.service.loans.of(visit.person_id, person_id)
    hits = titles_of_editions(visit.service.database, [one.edition_id for one in loans])
    lines = []
    for one in loans:
        hit = hits.get(one.edition_id or "")
        kind = words(f"facet-format-{one.kind.replace('_', '-')}")
        late = one.due is not None and one.due < _today(visit, one.branch_id)
        due = words("desk-on-the-way-to-reader")
        if one.due is not None:
            due = words("desk-line-late" if late else "desk-line-due", day=words.day(one.due))
        out = tuple(copy.barcode for copy in one.copies if copy.back_at is None)
        name, language = (hit.name, hit.language) if hit else (kind, words.language)
        lines.append(LoanHere(one.id, name, language, kind, out, due, late))
    return lines


def holds_here(visit: Visit, person_id: str | None = None, branch_id: str = "") -> list[HoldHere]:
    """What a reader waits for; without ``person_id`` what waits at the branch to be fetched, or is on its way there, for anybody."""
    words, service = visit.words, visit.service
    found = (
        service.holds.of(visit.person_id, person_id)
        if person_id
        else service.holds.on_shelf(visit.person_id, branch_id)
    )
    hits = titles_by_id(service.database, [one.title_id for one in found])
    branches = {one.id: one.name for one in service.branches.tree()}
    lines = []
    for one in found:
        hit = hits.get(one.title_id)
        told = words(
            f"desk-hold-{one.state.replace('_', '-')}",
            branch=branches.get(one.pickup_branch_id, ""),
            day=words.day(one.ready_until) if one.ready_until else "",
        )
        kind = words(f"facet-format-{one.kind.replace('_', '-')}")
        name, language = (hit.name, hit.language) if hit else (kind, words.language)
        lines.append(
            HoldHere(one.id, name, language, kind, one.barcode or "", one.state, told, one.person_id)
        )
    return lines


def _today(visit: Visit, branch_id: str | None) -> date:
    return visit.service.lending_rules.of(branch_id).rules.today(now())
