"""My account: what is there, who has seen it, a copy of it, consents."""

from __future__ import annotations

import json
from typing import Final

from starlette.responses import Response

from accessible_reader.errors import BadRecord
from accessible_reader.people.consents import ConsentKind, Means
from accessible_reader.people.export import export_person
from web.access import Pages, Who
from web.forms import Posted
from web.visit import Visiting

pages = Pages()

CONSENT_TEXTS: Final = "2026-11"
"""Version of the texts on the page of consents; a new wording needs a new consent."""


@pages.page("/account", Who.SIGNED_IN, name="account")
def account(visit: Visiting) -> Response:
    """What there is to see and to set."""
    return visit.page("account.html", "account-title")


@pages.page("/account/seen", Who.SIGNED_IN, name="seen")
def seen(visit: Visiting, before: int | None = None) -> Response:
    """Who has seen my data."""
    rows = visit.service.audit.who_looked(visit.person_id, visit.person_id, newest=51, before=before)
    return visit.page(
        "seen.html",
        "seen-title",
        rows=rows[:50],
        older=rows[49].number if len(rows) > 50 else None,
        me=visit.person_id,
    )


@pages.page("/account/data", Who.SIGNED_IN, name="data")
def data(visit: Visiting) -> Response:
    """How to get a copy of everything."""
    return visit.page("data.html", "data-title")


@pages.form("/account/data", Who.SIGNED_IN, name="data_export")
def data_export(visit: Visiting) -> Response:
    """The copy. By a form, not by a link: making it is noted."""
    person = visit.person_id
    found = export_person(visit.service.database, visit.service.keys, person, person)
    body = json.dumps(found.to_json(), ensure_ascii=False, indent=2, default=str)
    return Response(
        body,
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="my-data.json"', "Cache-Control": "no-store"},
    )


@pages.page("/account/consents", Who.SIGNED_IN, name="consents")
def consents(visit: Visiting) -> Response:
    """Each for itself."""
    found = visit.service.consents.of(visit.person_id, visit.person_id)
    given = {one.kind: one for one in found if one.withdrawn_at is None}
    return visit.page(
        "consents.html", "consents-title", kinds=[one.value for one in ConsentKind], given=given
    )


@pages.form("/account/consents/give", Who.SIGNED_IN, name="consent_give")
def consent_give(visit: Visiting, sent: Posted) -> Response:
    """Agree to one."""
    person = visit.person_id
    visit.service.consents.give(
        person, person, _kind(sent.get("kind")), text_version=CONSENT_TEXTS, how=Means.ONLINE
    )
    return visit.go("consents", "said-consent-given")


@pages.form("/account/consents/withdraw", Who.SIGNED_IN, name="consent_withdraw")
def consent_withdraw(visit: Visiting, sent: Posted) -> Response:
    """No longer."""
    visit.service.consents.withdraw(visit.person_id, visit.person_id, _kind(sent.get("kind")))
    return visit.go("consents", "said-consent-withdrawn")


def _kind(value: object) -> ConsentKind:
    try:
        return ConsentKind(str(value))
    except ValueError:
        raise BadRecord("consent-not-known") from None
