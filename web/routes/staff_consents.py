"""What a patron agrees to, written down by whoever heard or saw it; and who may act for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.database import now
from accessible_reader.errors import BadRecord, NotFound, ServiceError
from accessible_reader.people.care import USUAL
from accessible_reader.people.consents import ConsentKind, Means
from accessible_reader.people.permissions import Scope
from web.access import Pages, Who
from web.desk import desk_branch, pages_above, reader_of
from web.forms import Filled, Posted, asked, fill
from web.forms.days import Day, end_of, last_day
from web.routes.account import CONSENT_TEXTS
from web.visit import Visit, Visiting

pages = Pages()

_MEANS: Final = tuple(one.value for one in Means if one is not Means.ONLINE)
_SCOPES: Final = tuple(one.value for one in Scope)


class ConsentForm(BaseModel):
    """To what, and how they said so."""

    kind: ConsentKind = asked("hidden")
    how: Means = asked("radio", words="means", choices=_MEANS)


class CareForm(BaseModel):
    """Who may act for the patron, in what, how the patron agreed, and until when."""

    carer_card: str = asked(words="carer-card", min_length=1, max_length=64)
    scopes: list[Scope] = asked("checkboxes", words="scopes", min_length=1)
    how: Means = asked("radio", words="means", choices=_MEANS)
    until: Day = asked(words="care-until")


@pages.page("/staff/patrons/{person_id}/consents", Who.STAFF, name="staff_consents")
def consents(visit: Visiting, person_id: str) -> Response:
    """Each on its own, with its text to be read aloud."""
    return _consents(visit, person_id, None)


@pages.form("/staff/patrons/{person_id}/consents", Who.STAFF, name="staff_consent_give")
def consent_give(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """They have agreed to one, on the telephone, on paper or through a guardian."""
    visit.service.people.profile(visit.person_id, person_id)  # whoever may not know them hears that first
    form = fill(ConsentForm, visit.words, sent)
    if "kind" in form.errors:
        raise BadRecord("consent-not-known")
    if form.done is not None:
        try:
            visit.service.consents.give(
                visit.person_id, person_id, form.done.kind, text_version=CONSENT_TEXTS, how=form.done.how
            )
        except BadRecord as error:  # their own consents people give themselves
            form.blame("how", error)
        else:
            return visit.go("staff_consents", "said-consent-given", person_id=person_id)
    return _consents(visit, person_id, form)


@pages.form("/staff/patrons/{person_id}/consents/withdraw", Who.STAFF, name="staff_consent_withdraw")
def consent_withdraw(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """As easily as it was given."""
    visit.service.people.profile(visit.person_id, person_id)
    try:
        kind = ConsentKind(str(sent.get("kind")))
    except ValueError:
        raise BadRecord("consent-not-known") from None
    visit.service.consents.withdraw(visit.person_id, person_id, kind)
    return visit.go("staff_consents", "said-consent-withdrawn", person_id=person_id)


@pages.page("/staff/patrons/{person_id}/care", Who.STAFF, name="staff_care")
def care(visit: Visiting, person_id: str) -> Response:
    """Who acts for them, for whom they act, and the form."""
    usual = last_day(now() + USUAL, _zone(visit, person_id)) - timedelta(days=1)
    values = {"scopes": [], "until": usual.isoformat()}
    return _care(visit, person_id, Filled(CareForm, visit.words, values, _choices(visit)))


@pages.form("/staff/patrons/{person_id}/care", Who.STAFF, name="staff_care_grant")
def care_grant(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """The patron has said so, and staff is the witness."""
    form = fill(CareForm, visit.words, sent, _choices(visit))
    if form.done is not None:
        done, actor = form.done, visit.person_id
        try:
            found = visit.service.people.find(actor, desk_branch(visit).id, "card", done.carer_card)
            if not found:
                raise NotFound("person-not-found")
            until = end_of(done.until, _zone(visit, person_id))
            visit.service.care.grant(
                actor, person_id, found[0], scopes=done.scopes, how=done.how, until=until
            )
        except ServiceError as error:
            fields = {"care-until-bad": "until", "consent-means-bad": "how", "care-scopes-missing": "scopes"}
            form.blame(fields.get(error.code, "carer_card"), error)
        else:
            return visit.go("staff_care", "said-care-set-up", person_id=person_id)
    return _care(visit, person_id, form)


@pages.form("/staff/patrons/{person_id}/care/{relation_id}/end", Who.STAFF, name="staff_care_end")
def care_end(visit: Visiting, person_id: str, relation_id: str) -> Response:
    """Now."""
    relations = visit.service.care.of(visit.person_id, person_id)
    if relation_id not in {one.id for one in relations}:
        raise NotFound("care-not-found")
    visit.service.care.end(visit.person_id, relation_id)
    return visit.go("staff_care", "said-care-ended", person_id=person_id)


def _consents(visit: Visit, person_id: str, failed: Filled[ConsentForm] | None) -> Response:
    found = visit.service.consents.of(visit.person_id, person_id)
    given = {one.kind: one for one in found if one.withdrawn_at is None}
    return visit.page(
        "staff_consents.html",
        "staff-consents-title",
        status=422 if failed else 200,
        failed=failed is not None,
        trail=pages_above(visit, person_id),
        reader=reader_of(visit, person_id),
        kinds=[one.value for one in ConsentKind],
        given=given,
        means=_MEANS,
        wrong=failed,
        own=person_id == visit.person_id,
    )


def _care(visit: Visit, person_id: str, form: Filled[CareForm]) -> Response:
    current = [one for one in visit.service.care.of(visit.person_id, person_id) if one.in_force]
    zone = _zone(visit, person_id)
    return visit.page(
        "staff_care.html",
        "staff-care-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        trail=pages_above(visit, person_id),
        reader=reader_of(visit, person_id),
        form=form,
        carers=[(one, last_day(one.until_at, zone)) for one in current if one.patron_id == person_id],
        patrons=[(one, last_day(one.until_at, zone)) for one in current if one.carer_id == person_id],
    )


def _choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    return {"scopes": [(one, visit.words(f"scope-{one.replace('_', '-')}")) for one in _SCOPES]}


def _zone(visit: Visit, person_id: str) -> str:
    branch_id = visit.service.people.profile(visit.person_id, person_id).home_branch_id
    return visit.service.lending_rules.of(branch_id).rules.time_zone
