"""What holds for every request, whatever page it is for: who may send it, how often, and what the answer may do in a browser.

Pure ASGI, so that long answers (audio) pass through untouched.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from typing import Final
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from accessible_reader.database import new_id
from accessible_reader.logs import OpenWord, about
from web import cookies
from web.errors import error_page, fault_page
from web.i18n import Words, choose_language, words_in
from web.visit import visit_of

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_METHODS: Final = SAFE_METHODS | {"POST", "PUT", "PATCH", "DELETE"}
_ASKED_ALL_THE_TIME: Final = frozenset({"/health/live", "/health/ready", "/metrics"})
"""By programs that watch."""
POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""No inline script, no inline style, nothing from elsewhere (CSP 3)."""
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: browsers would then send "Origin: null" with our own forms (Fetch, 3.2.5).
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_REFUSALS_A_MINUTE: Final = 30
"""So many refusals to one address are whole pages."""

_log: Final = logging.getLogger("accessible_reader.web")


def is_same_origin(method: str, headers: Headers) -> bool:
    """Whether a request that changes something comes from a page of ours.

    Browsers say so themselves (``Sec-Fetch-Site``, and ``Origin`` where the connection is not trusted enough for the former), so forms need no token that could run out
    while somebody fills them in slowly (WCAG 2.2.1).
    """
    if method in SAFE_METHODS:
        return True
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == headers.get("host", "")


class Security:
    """The gate in front of the pages."""

    def __init__(self, app: ASGIApp, limit: RateLimit) -> None:
        self._app = app
        self._limit = limit
        self._pages = RateLimit(_REFUSALS_A_MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        began = time.monotonic()
        status = 0

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                answer = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    answer.setdefault(name, value)
                if scope["scheme"] == "https":
                    answer.setdefault("Strict-Transport-Security", "max-age=31536000")
                answer.setdefault("Cache-Control", "no-store")
            await send(message)

        client = scope.get("client")
        address = client[0] if client else ""
        wait = self._limit.wait(address)
        refused = (429, "error-too-fast") if wait else (403, "error-elsewhere")
        if wait or not is_same_origin(scope["method"], headers):
            request = Request(scope, receive)
            # Refusing must cost less than answering: whoever asks on and on gets a line.
            whole = "text/html" in headers.get("accept", "") and not self._pages.wait(address)
            make = _refusal_page if whole else _refusal_line
            await (await run_in_threadpool(make, request, *refused, wait))(scope, receive, dressed)
            return
        with about(request=new_id()):
            try:
                await self._app(scope, receive, dressed)
            except Exception as error:
                if status:
                    raise  # half an answer is on its way
                # Here and not further out, where answers are not dressed: a page of ours is private also when something went wrong.
                answer = await run_in_threadpool(fault_page, Request(scope, receive), error)
                await answer(scope, receive, dressed)
            _note(scope, status, time.monotonic() - began)


def _refusal_page(request: Request, status: int, heading: str, wait: int) -> Response:
    answer = error_page(request, status, _sentence(visit_of(request).words, heading, wait), heading=heading)
    if wait:
        answer.headers["Retry-After"] = str(wait)
    return answer


def _refusal_line(request: Request, status: int, heading: str, wait: int) -> Response:
    """In the language of the browser: looking up whose it is would cost a query."""
    language = choose_language(
        None,
        cookies.read(request, cookies.LANGUAGE),
        request.query_params.get("lang"),
        request.headers.get("accept-language", ""),
    )
    headers = {"Content-Language": language, **({"Retry-After": str(wait)} if wait else {})}
    return PlainTextResponse(f"{_sentence(words_in(language), heading, wait)}\n", status, headers)


def _sentence(words: Words, heading: str, wait: int) -> str:
    return words("error-too-fast-wait", seconds=wait) if wait else words(heading)


def _note(scope: Scope, status: int, seconds: float) -> None:
    """The pattern of the address, never the address: it may hold what somebody looked for, or whose page it is."""
    path = getattr(scope.get("route"), "path", "-")
    method = scope["method"] if scope["method"] in _METHODS else "-"  # a client may send any word
    level = logging.DEBUG if path in _ASKED_ALL_THE_TIME else logging.INFO
    _log.log(level, "%s %s %d %d ms", OpenWord(method), OpenWord(path), status, round(seconds * 1000))


class RateLimit:
    """A bucket an address: full at first, refilled evenly. Kept in this process, for as many addresses as fit."""

    _MOST: Final = 20_000

    def __init__(self, per_minute: int) -> None:
        self._rate = per_minute / 60.0
        self._full = float(per_minute)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, who: str, at: float | None = None) -> int:
        """0, or the seconds to wait."""
        moment = time.monotonic() if at is None else at
        with self._lock:
            left, seen = self._buckets.pop(who, (self._full, moment))
            left = min(self._full, left + (moment - seen) * self._rate)
            allowed = left >= 1.0
            self._buckets[who] = (left - 1.0 if allowed else left, moment)
            while len(self._buckets) > self._MOST:
                self._buckets.popitem(last=False)
            return 0 if allowed else max(1, round((1.0 - left) / self._rate))
