"""What people read when something went wrong: what it was, what to do next, and whom to call."""

from __future__ import annotations

import logging
from typing import Any, Final
from urllib.parse import quote

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accessible_reader.database import new_id
from accessible_reader.errors import BadRecord, NotAllowed, NotFound, NotNow, SignInRefused
from accessible_reader.logs import OpenWord
from converters.errors import ConversionError
from web.feeds.authentication import is_feed, problem, unauthorized
from web.feeds.basic import AppSignInNeeded
from web.visit import visit_of

_log: Final = logging.getLogger("accessible_reader.web")

_STATUS: Final[tuple[tuple[type[ConversionError], int], ...]] = (
    (NotFound, 404),
    (NotNow, 409),
    (NotAllowed, 403),
    (BadRecord, 422),
)
_FIRST: Final = {
    "sign-in-needed": "sign_in",
    "sign-in-again": "sign_in",
    "second-factor-needed": "second_factor",
    "second-factor-set-up": "second_factor_set_up",
    "pin-change-needed": "pin",
}
"""What must be done before anything else → the page for it."""
_HEADINGS: Final = {
    400: "error-not-understood",
    403: "error-not-allowed",
    404: "error-not-found",
    405: "error-not-found",
    409: "error-not-now",
    413: "error-too-large",
    422: "error-not-understood",
    429: "error-too-fast",
    500: "error-ours",
}


def status_of(error: ConversionError) -> int:
    """The HTTP status for an error of the service; 400 for what is wrong with a file."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 400)


def add_error_pages(app: FastAPI) -> None:
    """Hang the pages onto the application."""
    app.add_exception_handler(ConversionError, _service_error)
    app.add_exception_handler(AppSignInNeeded, _app_unknown)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _bad_address)
    app.add_exception_handler(Exception, fault_page)


def error_page(
    request: Request, status: int, sentence: str = "", reference: str = "", *, heading: str = ""
) -> Response:
    """The page for ``status``; ``sentence`` tells more than its ``heading`` (a code; default: the usual one)."""
    heading = heading or _HEADINGS.get(status, "error-ours" if status >= 500 else "error-not-understood")
    visit = visit_of(request)
    if is_feed(request):
        return problem(request, status, visit.words(heading), sentence or reference, {})
    return visit.page(
        "error.html", heading, status=status, kind=heading, sentence=sentence, reference=reference
    )


def _service_error(request: Request, error: Any) -> Response:
    visit = visit_of(request)
    if isinstance(error, SignInRefused) and error.code in _FIRST:
        # After a form there is nothing to come back to but the page it was on.
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        back = back if request.method in {"GET", "HEAD"} else "/"
        address = f"{request.app.url_path_for(_FIRST[error.code])}?next={quote(back)}"
        if visit.wants_fragment:
            return Response(status_code=200, headers={"HX-Redirect": address})
        return RedirectResponse(address, 303)
    if isinstance(error, SignInRefused):
        return error_page(request, 429 if "seconds" in error.params else 403, visit.words.finding(error))
    return error_page(request, status_of(error), visit.words.finding(error))


def _app_unknown(request: Request, error: Any) -> Response:
    return unauthorized(request, error.code)


def _http_error(request: Request, error: Any) -> Response:
    return error_page(request, error.status_code)


def _bad_address(request: Request, _error: Any) -> Response:
    """An address with a part that cannot be: there is no such page."""
    return error_page(request, 404)


def fault_page(request: Request, error: Exception) -> Response:
    """The page for an error of ours. The reference on the page is found in the log; what was asked for is in neither."""
    reference = new_id()[:8].upper()
    _log.error("fault %s", OpenWord(reference), exc_info=error)
    return error_page(request, 500, reference=reference)
