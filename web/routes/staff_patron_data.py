"""What the law gives a person a right to, done for them by the branch manager: a copy of everything, being forgotten, knowing who looked."""

from __future__ import annotations

import json
from typing import Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.errors import BadRecord, NotAllowed, NotNow
from accessible_reader.people.fields import tidy
from accessible_reader.people.permissions import Action
from web.access import Pages, Who
from web.desk import pages_above, reader_of
from web.forms import Filled, Posted, asked, fill
from web.visit import Visit, Visiting

pages = Pages()

_LINES: Final = 50


class EraseForm(BaseModel):
    """It cannot be undone: the card number is typed once more, from the card or the letter."""

    card_again: str = asked(words="erase-card", min_length=1, max_length=64)


@pages.page("/staff/patrons/{person_id}/data", Who.STAFF, name="staff_patron_data")
def data(visit: Visiting, person_id: str) -> Response:
    """A copy, and being forgotten."""
    _may(visit, person_id, Action.EXPORT_PERSON)
    return visit.page(
        "staff_patron_data.html",
        "staff-patron-data-title",
        trail=pages_above(visit, person_id),
        reader=reader_of(visit, person_id),
        why_not=visit.service.people.rights(visit.person_id, person_id)[Action.ERASE_PERSON],
    )


@pages.form("/staff/patrons/{person_id}/data", Who.STAFF, name="staff_patron_export")
def export(visit: Visiting, person_id: str) -> Response:
    """The copy; the name of the file tells nothing."""
    found = visit.service.people.export(visit.person_id, person_id)
    body = json.dumps(found.to_json(), ensure_ascii=False, indent=2, default=str)
    headers = {"Content-Disposition": 'attachment; filename="reader-data.json"', "Cache-Control": "no-store"}
    return Response(body, media_type="application/json", headers=headers)


@pages.page("/staff/patrons/{person_id}/erase", Who.STAFF, name="staff_patron_erase")
def erase_check(visit: Visiting, person_id: str) -> Response:
    """What goes, what stays, and who it is, before anything happens."""
    _may(visit, person_id, Action.ERASE_PERSON)
    return _erase(visit, person_id, Filled(EraseForm, visit.words))


@pages.form("/staff/patrons/{person_id}/erase", Who.STAFF, name="staff_patron_erase_now")
def erase(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """Forget them. Not while things of the library are out."""
    _may(visit, person_id, Action.ERASE_PERSON)
    form = fill(EraseForm, visit.words, sent)
    if form.done is not None:
        if not _is_of(visit, person_id, form.done.card_again):
            form.errors["card_again"] = visit.words("erase-card-differs")
        else:
            try:
                visit.service.people.erase(visit.person_id, person_id)
            except (NotNow, NotAllowed) as error:
                form.blame("", error)
            else:
                return visit.go("staff_patrons", "said-patron-erased")
    return _erase(visit, person_id, form)


@pages.page("/staff/patrons/{person_id}/seen", Who.STAFF, name="staff_patron_seen")
def seen(visit: Visiting, person_id: str, before: int | None = None) -> Response:
    """Who has looked at or changed this person's data: for complaints."""
    rows = visit.service.audit.who_looked(visit.person_id, person_id, newest=_LINES + 1, before=before)
    return visit.page(
        "staff_patron_seen.html",
        "staff-patron-seen-title",
        trail=pages_above(visit, person_id),
        reader=reader_of(visit, person_id),
        rows=rows[:_LINES],
        older=rows[_LINES - 1].number if len(rows) > _LINES else None,
    )


def _erase(visit: Visit, person_id: str, form: Filled[EraseForm]) -> Response:
    return visit.page(
        "staff_patron_erase.html",
        "staff-patron-erase-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        trail=pages_above(visit, person_id),
        reader=reader_of(visit, person_id),
        form=form,
        loans=visit.service.loans.of(visit.person_id, person_id),
        holds=visit.service.holds.of(visit.person_id, person_id),
    )


def _is_of(visit: Visit, person_id: str, typed: str) -> bool:
    """Whether it is their card number; of somebody without a card, their name."""
    reader = reader_of(visit, person_id)
    if not reader.card:
        return typed == reader.name
    try:
        return tidy("card", typed) == reader.card
    except BadRecord:
        return False


def _may(visit: Visit, person_id: str, action: Action) -> None:
    """The page is for whoever may do what is on it; the service asks again when it is done."""
    reason = visit.service.people.rights(visit.person_id, person_id)[action]
    if reason:
        raise NotAllowed(reason)
