"""Cookies: bound to this host (``__Host-``) over HTTPS; on one's own computer, which has no certificate, under the plain name."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

SESSION: Final = "session"
LANGUAGE: Final = "language"
DISPLAY: Final = "display"
ACTING: Final = "acting"
"""Whom a carer acts for, sealed; it ends with the browser."""
SAID: Final = "said"
"""What the next page says first, sealed: “you have borrowed …”."""
YEAR: Final = timedelta(days=365)


def read(request: Request, name: str) -> str | None:
    """The cookie, or None."""
    return request.cookies.get(_full(request, name))


def write(request: Request, response: Response, name: str, value: str, age: timedelta | None = None) -> None:
    """Set it; without ``age`` it ends with the browser. No script can read it."""
    response.set_cookie(
        _full(request, name),
        value,
        max_age=int(age.total_seconds()) if age else None,
        secure=_safe(request),
        httponly=True,
        samesite="lax",
        path="/",
    )


def remove(request: Request, response: Response, name: str) -> None:
    """Take it away."""
    response.delete_cookie(
        _full(request, name), path="/", secure=_safe(request), httponly=True, samesite="lax"
    )


def _full(request: Request, name: str) -> str:
    return f"__Host-{name}" if _safe(request) else name


def _safe(request: Request) -> bool:
    return request.url.scheme == "https"
