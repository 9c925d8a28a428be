"""Files on their way into the catalogue: handing one in, watching it in words, and the plain report of what was found."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.catalogue.intake_views import IntakeFacts, IntakeView
from accessible_reader.catalogue.models import INTAKE_STATES, RIGHTS
from accessible_reader.errors import BadRecord
from accessible_reader.people.permissions import Action
from converters.errors import BadInput, LimitExceeded
from web.access import Pages, Who
from web.forms import Filled, Posted, asked, fill
from web.forms.upload import Received
from web.pages import query
from web.staff import above, branches_for, staff_trail
from web.staff_words import Fact, found_in, make_form
from web.visit import Visit, Visiting

pages = Pages()

ACTIVE: Final = ("waiting", "reading")


class IntakeForm(BaseModel):
    """A file and what is said about it."""

    file: str = asked("file", words="intake-file", min_length=1)
    rights: str = asked("radio", words="rights")
    rights_basis: str = asked(words="rights-basis", min_length=1, max_length=500)
    branch: str = asked("select", words="staff-branch")


class FilterForm(BaseModel):
    """Which intakes."""

    state: str = asked("select", "", words="intake-state")


@pages.page("/staff/intakes", Who.STAFF, name="staff_intakes")
def intakes(visit: Visiting, state: str = "", after: str = "") -> Response:
    """The newest first."""
    states = (state,) if state in INTAKE_STATES else ()
    found = visit.service.intake_desk.list(visit.person_id, states, after=after or None)
    choices = [
        ("", visit.words("staff-all")),
        *((one, visit.words(f"intake-state-{one}")) for one in INTAKE_STATES),
    ]
    return visit.page(
        "staff_intakes.html",
        "staff-intakes-title",
        trail=staff_trail(visit),
        filter=Filled(FilterForm, visit.words, {"state": state}, {"state": choices}),
        found=found.intakes,
        told={one.id: tell(visit, one) for one in found.intakes},
        next=query(state=state, after=found.next) if found.next else "",
    )


@pages.page("/staff/intakes/new", Who.STAFF, name="staff_intake_new")
def new(visit: Visiting) -> Response:
    """The form."""
    choices = _choices(visit)
    first = choices["branch"][0][0] if choices["branch"] else ""
    return _form(visit, Filled(IntakeForm, visit.words, {"branch": first}, choices))


@pages.form("/staff/intakes/new", Who.STAFF, name="staff_intake_send")
def send(visit: Visiting, sent: Received) -> Response:
    """Keep the file, queue it, and watch."""
    form = fill(IntakeForm, visit.words, sent.fields, _choices(visit))
    if sent.too_large:
        mebibytes = visit.ground.settings.upload_mebibytes
        form.blame("file", LimitExceeded("limit-file-size", mebibytes=mebibytes))
    branches = {one.code: one.id for one in branches_for(visit, Action.EDIT_CATALOGUE)}
    _one_of(form, "rights", RIGHTS)
    _one_of(form, "branch", branches)
    if form.done is None or sent.file is None:
        return _form(visit, form)
    facts = IntakeFacts(form.done.rights, form.done.rights_basis, if_known="ask")
    try:
        view = visit.service.intake_desk.hand_in(
            visit.person_id, branches[form.done.branch], sent.file, facts, name=sent.name
        )
    except BadInput as error:
        form.blame("file", error)
    except BadRecord as error:
        form.blame("rights_basis", error)
    else:
        return visit.go("staff_intake", "said-intake-begun", {"file": view.file}, intake_id=view.id)
    return _form(visit, form)


@pages.page("/staff/intakes/{intake_id}", Who.STAFF, name="staff_intake")
def intake(visit: Visiting, intake_id: str) -> Response:
    """How far it is; then the report. Asked for by the page itself every few seconds, it answers with the line alone."""
    view = visit.service.intake_desk.get(visit.person_id, intake_id)
    told = tell(visit, view)
    if visit.wants_fragment:
        heard = visit.request.query_params.get("heard", "")
        return visit.fragment("staff_intake.html", view=view, told=told, heard=heard)
    title = visit.service.titles.get(view.title_id) if view.title_id else None
    edition = visit.service.titles.edition(view.edition_id) if view.edition_id else None
    facts: list[Fact] = []
    if title is not None and edition is not None:
        facts = found_in(visit, title, edition)
    shown = {(one.code, str(one.params)) for one in (*view.features, *view.missing)}
    return visit.page(
        "staff_intake.html",
        "staff-intake-title",
        params={"file": view.file},
        trail=staff_trail(visit, above(visit, "staff_intakes")),
        view=view,
        told=told,
        heard=view.state,
        title=title,
        edition=edition,
        facts=facts,
        manageable=visit.service.intake_desk.may_manage(visit.person_id, view.branch_id),
        asks=view.state == "refused" and view.title_id is not None,
        noticed=[one for one in view.said[1:] if (one.code, str(one.params)) not in shown],
        make=make_form(visit, edition) if edition is not None else None,
    )


@pages.form("/staff/intakes/{intake_id}/cancel", Who.STAFF, name="staff_intake_cancel")
def cancel(visit: Visiting, intake_id: str) -> Response:
    """Stop it."""
    view = visit.service.intake_desk.cancel(visit.person_id, intake_id)
    return visit.go("staff_intake", f"said-intake-{view.state}", intake_id=intake_id)


@pages.form("/staff/intakes/{intake_id}/retry", Who.STAFF, name="staff_intake_retry")
def retry(visit: Visiting, intake_id: str) -> Response:
    """Once more."""
    visit.service.intake_desk.retry(visit.person_id, intake_id)
    return visit.go("staff_intake", "said-intake-again", intake_id=intake_id)


@pages.form("/staff/intakes/{intake_id}/answer", Who.STAFF, name="staff_intake_answer")
def answer(visit: Visiting, sent: Posted, intake_id: str) -> Response:
    """Whether it is of the work that we have."""
    same = sent.get("same") == "yes"
    visit.service.intake_desk.answer(visit.person_id, intake_id, same_work=same)
    return visit.go("staff_intake", "said-intake-again", intake_id=intake_id)


def tell(visit: Visit, view: IntakeView) -> str:
    """How it is, in a sentence."""
    if view.state == "done" and view.said:
        return visit.words.finding(view.said[0])
    if view.problem is not None and view.state in {"refused", "failed"}:
        return visit.words(f"intake-told-{view.state}", reason=visit.words.finding(view.problem))
    return visit.words(f"intake-told-{view.state}")


def _form(visit: Visit, form: Filled[IntakeForm]) -> Response:
    return visit.page(
        "staff_intake_new.html",
        "staff-intake-new-title",
        trail=staff_trail(visit),
        status=422 if form.failed else 200,
        failed=form.failed,
        form=form,
        most=visit.words.size(visit.ground.settings.upload_mebibytes << 20),
    )


def _one_of(form: Filled[IntakeForm], name: str, allowed: object) -> None:
    """What comes from a list has to be of it."""
    if form.done is not None and getattr(form.done, name) not in allowed:  # type: ignore[operator]  # a tuple or a mapping
        form.done = None
        form.errors[name] = form.words("form-choose", label=form.field(name).label)


def _choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    places = branches_for(visit, Action.EDIT_CATALOGUE)
    return {
        "rights": [(one, visit.words(f"rights-{one.replace('_', '-')}")) for one in RIGHTS],
        "branch": [(one.code, one.name) for one in places],
    }
