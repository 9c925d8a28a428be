"""Carers: whom one lets act for oneself and in what; and, for carers, acting for somebody."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.errors import BadRecord, NotFound
from accessible_reader.people.consents import Means
from accessible_reader.people.permissions import Scope
from accessible_reader.people.persons import person_with_card
from web import cookies
from web.access import Pages, Who
from web.forms import Filled, Posted, asked, fill
from web.visit import Visit, Visiting

pages = Pages()

_SCOPES: Final = tuple(scope.value for scope in Scope)


class CareForm(BaseModel):
    """Who, and in what."""

    carer_card: str = asked(min_length=1, max_length=64)
    scopes: list[str] = asked("checkboxes", words="scopes", min_length=1)


@pages.page("/care", Who.SIGNED_IN, name="care")
def care(visit: Visiting) -> Response:
    """Both lists, and the form."""
    return _show(visit, Filled(CareForm, visit.words, {"scopes": []}, _choices(visit)))


@pages.form("/care", Who.SIGNED_IN, name="care_grant")
def grant(visit: Visiting, sent: Posted) -> Response:
    """Let somebody act for oneself, for a year."""
    form = fill(CareForm, visit.words, sent, _choices(visit))
    if form.done is not None and not set(form.done.scopes) <= set(_SCOPES):
        form.done = None
        form.errors["scopes"] = visit.words("form-choose", label=visit.words("ask-scopes"))
    if form.done is not None:
        person = visit.person_id
        try:
            carer = person_with_card(visit.service.database, visit.service.keys, form.done.carer_card)
            visit.service.care.grant(
                person, person, carer, scopes=[Scope(one) for one in form.done.scopes], how=Means.ONLINE
            )
        except (BadRecord, NotFound) as error:
            form.blame("carer_card", error)
        else:
            return visit.go("care", "said-care-granted")
    return _show(visit, form)


@pages.form("/care/{relation_id}/end", Who.SIGNED_IN, name="care_end")
def end(visit: Visiting, relation_id: str) -> Response:
    """In one step, by either of the two."""
    visit.service.care.end(visit.person_id, relation_id)
    answer = visit.go("care", "said-care-ended")
    cookies.remove(visit.request, answer, cookies.ACTING)
    return answer


@pages.form("/care/{relation_id}/act", Who.SIGNED_IN, name="acting")
def act(visit: Visiting, relation_id: str) -> Response:
    """From now on ask for books for the reader of this relation."""
    person = visit.person_id
    found = next((one for one in visit.service.care.of(person, person) if one.id == relation_id), None)
    if found is None or not found.in_force or found.carer_id != person:
        raise NotFound("care-not-found")
    name = found.other_name or ""
    answer = visit.go("search", "said-acting", {"name": name})
    visit.act_for(answer, found.patron_id, name)
    return answer


@pages.form("/acting/end", Who.SIGNED_IN, name="acting_end")
def acting_end(visit: Visiting) -> Response:
    """For oneself again."""
    answer = visit.go("home", "said-acting-ended")
    cookies.remove(visit.request, answer, cookies.ACTING)
    return answer


def _choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    return {"scopes": [(one, visit.words(f"scope-{one.replace('_', '-')}")) for one in _SCOPES]}


def _show(visit: Visit, form: Filled[CareForm]) -> Response:
    person = visit.person_id
    current = [one for one in visit.service.care.of(person, person) if one.in_force]
    return visit.page(
        "care.html",
        "care-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        form=form,
        carers=[one for one in current if one.patron_id == person],
        patrons=[one for one in current if one.carer_id == person],
    )
