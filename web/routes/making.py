"""Watching a book being made: in words, without taking the focus."""

from __future__ import annotations

from starlette.responses import Response

from accessible_reader.conversions.models import ConversionRecord
from accessible_reader.conversions.offers import seconds_left
from converters.errors import Finding
from web.access import Pages, Who
from web.pages import Crumb
from web.visit import Visit, Visiting

pages = Pages()

_STEPS = 4
"""So often a screen reader hears how far it is: at each quarter."""


@pages.page("/making/{conversion_id}", Who.SIGNED_IN, name="making")
def making(visit: Visiting, conversion_id: str) -> Response:
    """How far it is. Asked for by the page itself every few seconds, it answers with the line alone."""
    record = visit.service.requests.progress(visit.person_id, conversion_id)
    told = tell(visit, record)
    if visit.wants_fragment:
        heard = visit.request.query_params.get("heard", "")
        return visit.fragment("progress.html", record=record, told=told, step=_step(record), heard=heard)
    edition = visit.service.titles.edition(record.edition_id)
    title = visit.service.titles.get(edition.title_id)
    return visit.page(
        "making.html",
        "making-title",
        params={"title": title.name, "format": visit.words(f"take-{record.format}")},
        trail=[Crumb(title.name, str(visit.request.app.url_path_for("book", title_id=title.id)))],
        record=record,
        told=told,
        step=_step(record),
        heard=_step(record),
        title_id=title.id,
    )


def tell(visit: Visit, record: ConversionRecord) -> str:
    """How it is, in a sentence."""
    words = visit.words
    if record.state == "done":
        return words("making-done")
    if record.state == "cancelled":
        return words("making-cancelled")
    if record.state == "failed":
        reason = words.finding(Finding(record.error_code or "job-lost", record.error_params or {}))
        return words("making-failed", reason=reason)
    left = seconds_left(visit.service.database, record)
    about = words.wait(left or 60.0)
    if record.state == "queued":
        return words("making-queued", time=about)
    share = record.weight_done / record.weight_total if record.weight_total else 0.0
    return words("making-running", percent=words.percent(share), time=about)


def _step(record: ConversionRecord) -> str:
    """What a screen reader heard last: nothing is said again until it changes."""
    if record.state != "running" or not record.weight_total:
        return record.state
    return f"{record.state}-{record.weight_done * _STEPS // record.weight_total}"
