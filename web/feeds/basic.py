"""HTTP Basic (RFC 7617) for apps: card number and app password, nowhere but on the routes that declare it (:attr:`web.access.Who.APP`)."""

from __future__ import annotations

import base64
import binascii
from typing import Final

from starlette.requests import Request

from accessible_reader.bootstrap import Service
from accessible_reader.errors import SignInRefused
from accessible_reader.people.app_passwords import AppVisitor

_LONGEST: Final = 512


class AppSignInNeeded(Exception):
    """An app has to say who it is; answered with 401 and the document that tells it how. ``code``: why what it said was refused, or ""."""

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.code = code


def app_of(request: Request) -> AppVisitor | None:
    """Whose app asks; None where it does not say. Looked at once a request.

    Raises:
        AppSignInNeeded: what it says is wrong.
        SignInRefused: ``sign-in-wait`` with ``seconds``.

    """
    if not hasattr(request.state, "app_visitor"):
        request.state.app_visitor = _look(request)
    found: AppVisitor | None = request.state.app_visitor
    return found


def require_app(request: Request) -> AppVisitor:
    """The same. Raises AppSignInNeeded also where it does not say."""
    found = app_of(request)
    if found is None:
        raise AppSignInNeeded
    return found


def _look(request: Request) -> AppVisitor | None:
    said = request.headers.get("authorization", "")
    scheme, _, value = said.partition(" ")
    if scheme.lower() != "basic":
        return None
    card, password = _pair(value.strip())
    service: Service = request.app.state.ground.service
    client = request.client
    try:
        return service.app_passwords.who_is(card, password, address=client.host if client else "")
    except SignInRefused as error:
        if "seconds" in error.params:
            raise
        raise AppSignInNeeded(error.code) from None


def _pair(value: str) -> tuple[str, str]:
    """User name and password; what cannot be read fits nobody. UTF-8, as our challenge asks for (RFC 7617, 2.1)."""
    if len(value) > _LONGEST:
        return "", ""
    try:
        card, _, password = base64.b64decode(value, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return card.replace("\x00", ""), password.replace("\x00", "")
