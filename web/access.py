"""Who may open a page at all. What they may do there for whom is decided by the service (:mod:`accessible_reader.people.permissions`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Final

from fastapi import APIRouter, Depends
from starlette.requests import Request

from accessible_reader.errors import NotAllowed, SignInRefused
from web.feeds.basic import require_app
from web.visit import visit_of


class Who(StrEnum):
    """The kinds of pages."""

    ANYBODY = "anybody"
    HALF = "half"
    """Signed in, but perhaps with something still to be done (a second factor, a PIN of one's own): the pages that do it."""
    SIGNED_IN = "signed-in"
    STAFF = "staff"
    APP = "app"
    """An app with a password of its own (HTTP Basic); no cookie opens it, and the password opens nothing else."""
    LINK = "link"
    """Whoever has the address, which is a secret; an unknown one is not found."""


_DECLARED: Final = "who"


class Pages(APIRouter):
    """Routes that each say who may open them: without it they cannot be added.

    ``@pages.page("/search", Who.ANYBODY)`` for GET, ``@pages.form("/shelf/return", Who.SIGNED_IN)`` for POST. Functions are plain ``def``: they run in a thread, may use the database, and
    return a :class:`~starlette.responses.Response`.
    """

    def page(self, path: str, who: Who, **more: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """A page that is looked at."""
        return self._add(path, ["GET"], who, more)

    def form(self, path: str, who: Who, **more: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Where a form is sent to."""
        return self._add(path, ["POST"], who, more)

    def media(self, path: str, who: Who, **more: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Sound and pictures: players ask for the head first."""
        return self._add(path, ["GET", "HEAD"], who, more)

    def _add(
        self, path: str, methods: Sequence[str], who: Who, more: dict[str, Any]
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        extra = {**more.pop("openapi_extra", {}), f"x-{_DECLARED}": who.value}
        return self.api_route(
            path,
            methods=list(methods),
            response_model=None,
            dependencies=[Depends(_GATES[who])],
            openapi_extra=extra,
            **more,
        )


def who_may(route: Any) -> Who | None:
    """What a route declares; None for one that is not ours."""
    declared = (getattr(route, "openapi_extra", None) or {}).get(f"x-{_DECLARED}")
    return Who(declared) if declared else None


def _anybody(request: Request) -> None:
    """Nothing to ask."""


def _signed_in(request: Request) -> None:
    visit = visit_of(request)
    if visit.visitor is None:
        raise SignInRefused(visit.still)


def _half(request: Request) -> None:
    visit = visit_of(request)
    if visit.still == "sign-in-needed":
        raise SignInRefused(visit.still)


def _staff(request: Request) -> None:
    _signed_in(request)
    visit = visit_of(request)
    if visit.visitor is None or not visit.visitor.staff:
        raise NotAllowed("permission-staff-only")


def _app(request: Request) -> None:
    require_app(request)


_GATES: Final[dict[Who, Callable[[Request], None]]] = {
    Who.ANYBODY: _anybody,
    Who.HALF: _half,
    Who.SIGNED_IN: _signed_in,
    Who.STAFF: _staff,
    Who.APP: _app,
    Who.LINK: _anybody,
}
