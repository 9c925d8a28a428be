"""My account."""

from __future__ import annotations

from starlette.responses import Response

from web.access import Pages, Who
from web.visit import Visiting

pages = Pages()


@pages.page("/account", Who.SIGNED_IN, name="account")
def account(visit: Visiting) -> Response:
    """What there is to see and to set."""
    return visit.page("account.html", "account-title")
