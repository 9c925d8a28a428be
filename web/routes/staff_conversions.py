"""The board of conversions: what waits, what is being made, what is done and how good it is, what failed and why; trying again, stopping, moving forward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.conversions.board import BoardLine
from accessible_reader.conversions.models import STATES, ArtifactRecord, ConversionRecord
from accessible_reader.conversions.service import BATCH, PATRON, STAFF
from converters.errors import BadOptions, Finding
from converters.registry import converter_names
from web.access import Pages, Who
from web.forms import Filled, Posted, asked, fill
from web.pages import query
from web.routes.making import tell
from web.staff import above, staff_trail
from web.staff_words import Fact, MakeForm, format_choices, format_name
from web.visit import Visit, Visiting

pages = Pages()

ACTIVE: Final = ("queued", "running")
PRIORITIES: Final = {"soon": PATRON, "usual": STAFF, "later": BATCH}


class FilterForm(BaseModel):
    """Which conversions."""

    state: str = asked("select", "", words="staff-conversion-state")
    branch: str = asked("select", "", words="staff-branch")
    format: str = asked("select", "", words="staff-format")


class PriorityForm(BaseModel):
    """How urgent."""

    priority: str = asked("radio", words="staff-priority", choices=tuple(PRIORITIES))


@dataclass(frozen=True, slots=True)
class Line:
    """A conversion in words."""

    id: str
    title_id: str
    title: str
    language: str
    format: str
    told: str
    facts: str
    can_retry: bool
    can_cancel: bool


@pages.page("/staff/conversions", Who.STAFF, name="staff_conversions")
def conversions(
    visit: Visiting,
    state: str = "",
    branch: str = "",
    format: str = "",  # noqa: A002 (the name in the address)
    after: str = "",
) -> Response:
    """A page of the board."""
    words = visit.words
    places = visit.service.branches.tree()
    known = {one.code: one for one in places}
    chosen = {
        "state": state if state in STATES else "",
        "branch": branch if branch in known else "",
        "format": format if format in converter_names() else "",
    }
    found = visit.service.requests.board(
        visit.person_id,
        states=[chosen["state"]] if chosen["state"] else (),
        branch_id=known[branch].id if chosen["branch"] else None,
        formats=[chosen["format"]] if chosen["format"] else (),
        after=after or None,
    )
    anything = ("", words("staff-all"))
    choices = {
        "state": [anything, *((one, words(f"staff-state-{one}")) for one in STATES)],
        "branch": [anything, *((one.code, one.name) for one in places)],
        "format": [anything, *format_choices(visit)],
    }
    names = {one.id: one.name for one in places}
    return visit.page(
        "staff_conversions.html",
        "staff-conversions-title",
        trail=staff_trail(visit),
        filter=Filled(FilterForm, words, chosen, choices),
        lines=[_line(visit, one, names) for one in found.lines],
        next=query(**chosen, after=found.next) if found.next else "",
        here_again=query(**chosen, after=after),
    )


@pages.page("/staff/conversions/{conversion_id}", Who.STAFF, name="staff_conversion")
def conversion(visit: Visiting, conversion_id: str) -> Response:
    """One of them: how far it is, and when it is done, how good it is. Asked for by the page itself, it answers with the line alone."""
    record = visit.service.requests.progress(visit.person_id, conversion_id)
    if visit.wants_fragment:
        heard = visit.request.query_params.get("heard", "")
        return visit.fragment("staff_conversion.html", record=record, told=_told(visit, record), heard=heard)
    return _show(visit, record, None)


@pages.form("/staff/conversions/{conversion_id}/retry", Who.STAFF, name="staff_conversion_retry")
def retry(visit: Visiting, conversion_id: str) -> Response:
    """Once more; parts that were finished are kept."""
    visit.service.requests.retry(visit.person_id, conversion_id)
    return visit.go("staff_conversion", "said-conversion-again", conversion_id=conversion_id)


@pages.form("/staff/conversions/{conversion_id}/cancel", Who.STAFF, name="staff_conversion_cancel")
def cancel(visit: Visiting, conversion_id: str) -> Response:
    """Stop it."""
    record = visit.service.requests.cancel(visit.person_id, conversion_id)
    said = "said-conversion-cancelled" if record.state == "cancelled" else "said-conversion-ended"
    return visit.go("staff_conversion", said, conversion_id=conversion_id)


@pages.form("/staff/conversions/{conversion_id}/priority", Who.STAFF, name="staff_conversion_priority")
def priority(visit: Visiting, sent: Posted, conversion_id: str) -> Response:
    """Forward or back."""
    form = fill(PriorityForm, visit.words, sent)
    if form.done is None or form.done.priority not in PRIORITIES:
        form.errors.setdefault(
            "priority", visit.words("form-choose", label=visit.words("ask-staff-priority"))
        )
        return _show(visit, visit.service.requests.progress(visit.person_id, conversion_id), form)
    visit.service.requests.prioritise(visit.person_id, conversion_id, PRIORITIES[form.done.priority])
    return visit.go("staff_conversion", "said-conversion-moved", conversion_id=conversion_id)


@pages.form("/staff/editions/{edition_id}/convert", Who.STAFF, name="staff_convert")
def convert(visit: Visiting, sent: Posted, edition_id: str) -> Response:
    """Have an edition made into a format, for the shelves of one's own branch."""
    edition = visit.service.titles.edition(edition_id)
    form = fill(MakeForm, visit.words, sent, {"format": format_choices(visit)})
    # Asked in any case: whoever may not hears that first.
    wanted, batch = (form.done.format, form.done.batch) if form.done else ("", False)
    try:
        record = visit.service.requests.for_library(
            visit.person_id, edition_id, wanted, branch_id=visit.branch_id, batch=batch
        )
    except BadOptions:
        return visit.go("staff_edition", "said-format-missing", edition_id=edition.id)
    said = "said-conversion-there" if record.state == "done" else "said-conversion-begun"
    return visit.go("staff_conversion", said, conversion_id=record.id)


def _show(visit: Visit, record: ConversionRecord, failed: Filled[PriorityForm] | None) -> Response:
    words = visit.words
    edition = visit.service.titles.edition(record.edition_id)
    title = visit.service.titles.get(edition.title_id)
    artifact = visit.service.requests.artifact(visit.person_id, record.id)
    place = next((one.name for one in visit.service.branches.tree() if one.id == record.branch_id), "")
    now_at = next((name for name, value in PRIORITIES.items() if value == record.priority), "usual")
    return visit.page(
        "staff_conversion.html",
        "staff-conversion-title",
        params={"title": title.name, "format": format_name(visit, record.format)},
        trail=staff_trail(visit, above(visit, "staff_conversions")),
        status=422 if failed else 200,
        failed=failed is not None,
        form=failed or Filled(PriorityForm, words, {"priority": now_at}),
        record=record,
        title=title,
        edition=edition,
        told=_told(visit, record),
        heard=record.state,
        facts=_facts(visit, record, place, artifact),
        manageable=visit.service.requests.may_manage(visit.person_id, record.id),
        report=artifact.report if artifact is not None else None,
        findings=_findings(artifact),
    )


def _facts(visit: Visit, record: ConversionRecord, place: str, artifact: ArtifactRecord | None) -> list[Fact]:
    words = visit.words
    found = [Fact(words("staff-asked-at"), words.moment(record.requested_at))]
    if place:
        found.append(Fact(words("ask-staff-branch"), place))
    if record.state in ACTIVE:
        name = next((one for one, value in PRIORITIES.items() if value == record.priority), "usual")
        found.append(Fact(words("ask-staff-priority"), words(f"ask-staff-priority-{name}")))
    if record.ended_at is not None:
        found.append(Fact(words("staff-ended-at"), words.moment(record.ended_at)))
    if record.started_at is not None and record.ended_at is not None and record.state == "done":
        took = (record.ended_at - record.started_at).total_seconds()
        found.append(Fact(words("staff-took"), words.duration(max(1.0, took))))
    if record.attempt > 1:
        found.append(Fact(words("staff-attempts"), words.number(record.attempt)))
    if artifact is not None:
        found += _made(visit, artifact)
    return found


def _made(visit: Visit, artifact: ArtifactRecord) -> list[Fact]:
    words, counts = visit.words, artifact.report.get("counts", {})
    found = [Fact(words("staff-size"), words.size(artifact.size))]
    if counts.get("seconds"):
        found.append(Fact(words("staff-length"), words.duration(counts["seconds"])))
    if counts.get("volumes"):
        found.append(Fact(words("staff-volumes"), words.number(counts["volumes"])))
    pages_there = counts.get("pages") or counts.get("braille_pages")
    if pages_there:
        found.append(Fact(words("staff-pages"), words.number(pages_there)))
    voice = artifact.provenance.get("voice")
    if voice:
        found.append(Fact(words("staff-voice"), str(voice)))
    if artifact.provenance.get("software"):
        found.append(Fact(words("staff-software"), str(artifact.provenance["software"])))
    return found


def _findings(artifact: ArtifactRecord | None) -> list[Finding]:
    """Warnings of the format, then of the book."""
    if artifact is None:
        return []
    report: dict[str, Any] = artifact.report
    told = [*report.get("findings", ()), *report.get("book_findings", ())]
    return [Finding.from_json(one) for one in told]


def _line(visit: Visit, line: BoardLine, names: dict[str, str]) -> Line:
    record, words = line.record, visit.words
    facts = [names[record.branch_id]] if record.branch_id in names else []
    facts.append(words("staff-asked", moment=words.moment(record.requested_at)))
    if record.state in ACTIVE and record.priority != STAFF:
        facts.append(words("staff-line-soon" if record.priority < STAFF else "staff-line-later"))
    return Line(
        record.id,
        line.title_id,
        line.title,
        line.language,
        format_name(visit, record.format),
        _told(visit, record, exact=False),
        words("facts-between").join(facts),
        line.manageable and record.state in {"failed", "cancelled"},
        line.manageable and record.state in ACTIVE,
    )


def _told(visit: Visit, record: ConversionRecord, *, exact: bool = True) -> str:
    """As readers hear it; on a list without the time that is left, which costs a look at others for each line."""
    words = visit.words
    if record.state == "done":
        return words("staff-told-done")
    if record.state == "failed":
        reason = words.finding(Finding(record.error_code or "job-lost", record.error_params or {}))
        return words("staff-told-failed", reason=reason)
    if record.state == "cancelled" or exact:
        return tell(visit, record)
    if record.state == "queued":
        return words("staff-state-queued")
    share = record.weight_done / record.weight_total if record.weight_total else 0.0
    return words("staff-told-running", percent=words.percent(share))
