"""The library's table of places: for the rounds, where streets, estates and buildings are. No address leaves the library for it."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.deliveries.places import LARGEST, PlacesReport
from accessible_reader.errors import BadRecord
from converters.errors import BadInput
from web.access import Pages, Who
from web.deliveries.planning import Planning, planning
from web.forms import Filled, Posted, asked, fill
from web.forms.upload import Received
from web.pages import query
from web.staff import staff_trail
from web.visit import Visit, Visiting

pages = Pages()

_MOST_TOLD: Final = 20


class PlaceForm(BaseModel):
    """One place."""

    name: str = asked(words="place-name", min_length=1, max_length=200)
    latitude: str = asked(words="place-latitude", min_length=1, max_length=30)
    longitude: str = asked(words="place-longitude", min_length=1, max_length=30)


class TableForm(BaseModel):
    """Many: a file, or rows that are pasted."""

    file: str = asked("file", "", words="place-file")
    rows: str = asked("textarea", "", words="place-rows")


class TryForm(BaseModel):
    """An address, to see where it would be."""

    address: str = asked(words="place-address", min_length=1, max_length=500)


class LookForm(BaseModel):
    """Which places are shown."""

    words: str = asked("search", "", words="place-words")


class LookAtForm(LookForm):
    """The same where there are several branches to choose from."""

    branch: str = asked("select", "", words="staff-branch")


@pages.page("/staff/places", Who.STAFF, name="staff_places")
def places(visit: Visiting, words: str = "", branch: str = "", after: str = "") -> Response:
    """The table, and what can be done with it."""
    return _show(visit, planning(visit, branch), words=words, after=after)


@pages.form("/staff/places", Who.STAFF, name="staff_place_put")
def put(visit: Visiting, sent: Posted) -> Response:
    """Enter a place, or move it."""
    at = planning(visit, _text(sent, "branch"))
    form = fill(PlaceForm, visit.words, sent)
    if form.done is not None:
        one = form.done
        try:
            visit.service.places.put(visit.person_id, at.branch.id, one.name, one.latitude, one.longitude)
        except BadRecord as error:
            form.blame("name" if error.code == "place-name-bad" else "latitude", error)
        else:
            return visit.go_to(_here(visit, at), "staff-place-said-saved", {"name": one.name})
    return _show(visit, at, place=form)


@pages.form("/staff/places/table", Who.STAFF, name="staff_places_import")
def take_table(visit: Visiting, sent: Received) -> Response:
    """Many at once: all, or none."""
    at = planning(visit, _text(sent.fields, "branch"))
    form = fill(TableForm, visit.words, sent.fields)
    where = "file" if sent.name else "rows"
    rows = form.done.rows if form.done else ""
    if sent.too_large:
        form.blame("file", BadRecord("places-too-large", most=LARGEST // 1024 // 1024))
    elif sent.file is None and not rows.strip():
        form.errors["file"] = visit.words("staff-place-nothing")
    else:
        data = sent.file.read_bytes() if sent.file is not None else rows.encode()
        try:
            report = visit.service.places.import_table(visit.person_id, at.branch.id, data)
        except (BadRecord, BadInput) as error:
            form.blame(where, error)
        else:
            if not report.problems:
                counts = {"added": report.added, "changed": report.changed, "same": report.same}
                return visit.go_to(_here(visit, at), "staff-place-said-table", counts)
            _tell(visit, form, where, report)
    return _show(visit, at, table=form)


@pages.form("/staff/places/try", Who.STAFF, name="staff_places_try")
def try_address(visit: Visiting, sent: Posted) -> Response:
    """Where an address would be. What was typed is kept nowhere, and stands in no address of a page."""
    at = planning(visit, _text(sent, "branch"))
    form = fill(TryForm, visit.words, sent)
    if form.done is None:
        return _show(visit, at, trying=form)
    found = visit.service.places.find(visit.person_id, at.branch.id, form.done.address)
    code = "staff-place-found" if found else "staff-place-not-found"
    said = visit.words(code, name=found.name if found else "", point=found.point if found else "")
    return _show(visit, at, trying=form, answer=said)


@pages.form("/staff/places/{place_id}/remove", Who.STAFF, name="staff_place_remove")
def remove(visit: Visiting, place_id: str, sent: Posted) -> Response:
    """Take a place out of the table."""
    at = planning(visit, _text(sent, "branch"))
    visit.service.places.remove(visit.person_id, place_id)
    return visit.go_to(_here(visit, at), "staff-place-said-removed")


def _tell(visit: Visit, form: Filled[TableForm], where: str, report: PlacesReport) -> None:
    """Row by row, as far as anybody reads."""
    words, problems = visit.words, report.problems
    form.errors[where] = words("staff-place-rows-bad", count=len(problems))
    for one in problems[:_MOST_TOLD]:
        form.general.append(words("staff-place-row", line=one.line, why=words(one.code)))
    if len(problems) > _MOST_TOLD:
        form.general.append(words("staff-place-rows-more", count=len(problems) - _MOST_TOLD))


def _show(
    visit: Visit,
    at: Planning,
    *,
    words: str = "",
    after: str = "",
    place: Filled[PlaceForm] | None = None,
    table: Filled[TableForm] | None = None,
    trying: Filled[TryForm] | None = None,
    answer: str = "",
) -> Response:
    page = visit.service.places.of(visit.person_id, at.branch.id, words=words[:100], after=after[:200])
    choices = {"branch": [(one.code, one.name) for one in at.branches]}
    look = LookAtForm if len(at.branches) > 1 else LookForm
    wrong = next((one for one in (place, table, trying) if one is not None and one.failed), None)
    more: dict[str, Any] = {"form": wrong} if wrong is not None else {}
    following = query(words=words, branch=at.branch.code, after=page.next) if page.next else ""
    return visit.page(
        "staff_places.html",
        "staff-places-title",
        status=422 if wrong else 200,
        failed=wrong is not None,
        trail=staff_trail(visit),
        at=at,
        page=page,
        next=following,
        filter=Filled(look, visit.words, {"words": words, "branch": at.branch.code}, choices),
        place=place or Filled(PlaceForm, visit.words),
        table=table or Filled(TableForm, visit.words),
        trying=trying or Filled(TryForm, visit.words),
        answer=answer,
        **more,
    )


def _here(visit: Visit, at: Planning) -> str:
    return str(visit.request.app.url_path_for("staff_places")) + query(branch=at.branch.code)


def _text(sent: Posted, name: str) -> str:
    value = sent.get(name)
    return value.replace("\x00", "").strip() if isinstance(value, str) else ""
