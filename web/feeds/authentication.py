"""Authentication for OPDS 1.0: what an app is told that has to sign in, and problems as data (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from web.visit import Visit, visit_of

MEDIA_TYPE: Final = "application/opds-authentication+json"
_REL: Final = "http://opds-spec.org/auth/document"
_FEEDS: Final = ("/opds", "/podcast")


def is_feed(request: Request) -> bool:
    """Whether it is an app's address: answers are for programs then."""
    return request.url.path.startswith(_FEEDS)


def absolute(visit: Visit, route: str, /, **path: Any) -> str:
    """A whole address, as apps need it that keep feeds: of the library's public site, else of this request."""
    base = str(visit.request.base_url).rstrip("/")
    return base + str(visit.request.app.url_path_for(route, **path))


def document(visit: Visit) -> dict[str, Any]:
    """The document: card number and app password, and where to make one."""
    words = visit.words
    return {
        "id": absolute(visit, "opds_authentication"),
        "title": visit.ground.library_name(words),
        "description": words("feed-sign-in"),
        "links": [
            {"rel": "help", "href": absolute(visit, "app_passwords"), "type": "text/html"},
            {"rel": "help", "href": f"tel:{_digits(visit.ground.settings.help_phone)}"},
            {
                "rel": "start",
                "href": absolute(visit, "opds_root", version="2.0"),
                "type": "application/opds+json",
            },
        ],
        "authentication": [
            {
                "type": "http://opds-spec.org/auth/basic",
                "labels": {"login": words("feed-login"), "password": words("feed-password")},
            }
        ],
    }


def document_response(visit: Visit, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """As an answer."""
    body = json.dumps(document(visit), ensure_ascii=False)
    return Response(body, status, dict(headers or {}), MEDIA_TYPE)


def unauthorized(request: Request, code: str) -> Response:
    """401: browsers and old clients read the header, others the document."""
    visit = visit_of(request)
    # Header values are ASCII to many clients: the realm is not the library's name.
    headers = {
        "WWW-Authenticate": 'Basic realm="library", charset="UTF-8"',
        "Link": f'<{absolute(visit, "opds_authentication")}>; rel="{_REL}"; type="{MEDIA_TYPE}"',
        "Content-Language": visit.words.language,
    }
    if code:
        headers["X-Refused"] = code
    return document_response(visit, 401, headers)


def problem(request: Request, status: int, title: str, detail: str, headers: Mapping[str, str]) -> Response:
    """What went wrong, for a program and whoever uses it."""
    about = {"type": "about:blank", "status": status, "title": title, "detail": detail or title}
    language = visit_of(request).words.language
    return Response(
        json.dumps(about, ensure_ascii=False),
        status,
        {**headers, "Content-Language": language},
        "application/problem+json",
    )


def _digits(phone: str) -> str:
    return "".join(c for c in phone if c.isdigit() or c == "+")
