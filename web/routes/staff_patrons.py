"""Finding a patron, and the page of one: what the desk needs, and links to what somebody may do for them."""

from __future__ import annotations

from typing import Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.errors import BadRecord
from accessible_reader.people.permissions import Action
from converters.registry import get_converter
from web.access import Pages, Who
from web.desk import Reader, desk_branch, holds_here, loans_here, pages_above, reader_of
from web.forms import Filled, Posted, asked, fill
from web.forms.days import last_day
from web.staff import staff_trail
from web.visit import Visit, Visiting

pages = Pages()

_FIELDS: Final = ("card", "name", "phone", "email")
_LINKS: Final = (
    ("deliveries_phone", Action.REQUEST_TITLE),
    ("staff_patron_details", Action.EDIT_PROFILE),
    ("staff_eligibility", Action.VIEW_ELIGIBILITY),
    ("staff_consents", Action.MANAGE_CONSENT),
    ("staff_care", Action.MANAGE_CARE),
    ("staff_sign_in", Action.RESET_PIN),
    ("staff_patron_card", Action.VIEW_PROFILE),
    ("staff_patron_seen", Action.SEE_WHO_LOOKED),
    ("staff_patron_data", Action.EXPORT_PERSON),
)
"""Pages about a patron, and what one must be allowed to do there. Which are shown is a courtesy; each asks again."""


class FindForm(BaseModel):
    """Exactly one of these. Sent by POST: nothing of it stands in an address."""

    by: str = asked("radio", words="find-by", choices=_FIELDS, pattern=f"^({'|'.join(_FIELDS)})$")
    value: str = asked(words="find-value", min_length=1, max_length=254)


@pages.page("/staff/patrons", Who.STAFF, name="staff_patrons")
def patrons(visit: Visiting) -> Response:
    """The form."""
    return _find(visit, Filled(FindForm, visit.words, {"by": "card"}), None)


@pages.form("/staff/patrons", Who.STAFF, name="staff_patrons_find")
def patrons_find(visit: Visiting, sent: Posted) -> Response:
    """One is opened at once, several are listed, nobody is said."""
    form = fill(FindForm, visit.words, sent)
    if form.done is None:
        return _find(visit, form, None)
    try:
        ids = visit.service.people.find(visit.person_id, desk_branch(visit).id, form.done.by, form.done.value)
    except BadRecord as error:  # no card number, telephone … looks like that
        form.blame("value", error)
        return _find(visit, form, None)
    if len(ids) == 1:
        return visit.go("staff_patron", person_id=ids[0])
    found = visit.service.people.reveal_many(visit.person_id, ids, ["name", "card"], purpose="desk")
    readers = [Reader(one.person_id, one.values["name"] or "", one.values["card"] or "") for one in found]
    return _find(visit, form, readers)


@pages.page("/staff/patrons/{person_id}", Who.STAFF, name="staff_patron")
def patron(visit: Visiting, person_id: str) -> Response:
    """Who they are, how they read, what they have; the rest a link away, so that nobody sees more than they came for."""
    service, actor = visit.service, visit.person_id
    reader = reader_of(visit, person_id)
    rights = service.people.rights(actor, person_id)
    profile = service.people.profile(actor, person_id)
    names = {one.id: one.name for one in service.branches.tree()}
    return visit.page(
        "staff_patron.html",
        "staff-patron-title",
        trail=pages_above(visit),
        reader=reader,
        branch=names.get(profile.home_branch_id or ""),
        language=profile.language,
        reads=reads_of(visit, person_id),
        added=profile.added_at,
        eligible=_eligible(visit, person_id, profile.home_branch_id),
        loans=loans_here(visit, person_id),
        holds=holds_here(visit, person_id),
        links=[route for route, action in _LINKS if not rights[action]],
        lends=not rights[Action.LEND],
    )


@pages.page("/staff/patrons/{person_id}/card", Who.STAFF, name="staff_patron_card")
def card(visit: Visiting, person_id: str) -> Response:
    """A slip with the card number, to be printed large."""
    return visit.page(
        "staff_card.html",
        "staff-patron-card-title",
        trail=pages_above(visit, person_id),
        reader=reader_of(visit, person_id),
        pin="",
    )


def reads_of(visit: Visit, person_id: str) -> str:
    """audio, braille, print, or "" where they have not said."""
    chosen = visit.service.preferences.of(visit.person_id, person_id).format
    kind = get_converter(chosen).kind if chosen else ""
    return "audio" if kind == "text" else kind


def _eligible(visit: Visit, person_id: str, branch_id: str | None) -> str:
    status = visit.service.eligibility.status(visit.person_id, person_id)
    if not status.in_force:
        return visit.words("eligible-no")
    if status.until is None:
        return visit.words("eligible-for-life")
    zone = visit.service.lending_rules.of(branch_id).rules.time_zone
    day = visit.words.day(last_day(status.until, zone))
    return visit.words("eligible-soon" if status.ends_soon else "eligible-until", day=day)


def _find(visit: Visit, form: Filled[FindForm], found: list[Reader] | None) -> Response:
    return visit.page(
        "staff_patrons.html",
        "staff-patrons-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        trail=staff_trail(visit),
        form=form,
        found=found,
        branch=desk_branch(visit),
    )
