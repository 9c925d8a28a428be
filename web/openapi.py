"""What programs may ask of the website: an OpenAPI document of the feeds and of what the player and the reading pages ask for. Pages are for people and not in it."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any, Final

from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from web.access import Pages, Who, who_may

PROGRAMS: Final = (
    "/opds", "/podcast", "/health", "/listen/{edition_id}/chapters", "/listen/{edition_id}/spot", "/listen/{edition_id}/position",
)  # fmt: skip
"""Paths that begin so answer programs."""
_SECURITY: Final = {
    Who.APP: "appPassword",
    Who.SIGNED_IN: "session",
    Who.HALF: "session",
    Who.STAFF: "session",
}
_ANSWERS: Final = {
    "/opds/take": ("*/*",),
    "/opds": (
        "application/opds+json",
        "application/opds-publication+json",
        "application/atom+xml",
        "application/opds-authentication+json",
        "application/opensearchdescription+xml",
    ),
    "/podcast": ("application/rss+xml", "audio/mpeg"),
}
"""The longest beginning first."""
_PROBLEM: Final[dict[str, dict[str, Any]]] = {
    "application/problem+json": {},
    "text/html": {},
    "text/plain": {},
    "application/opds-authentication+json": {},
}
_ELSEWHERE: Final = {"302": "Elsewhere.", "303": "Sign in first."}
_REFUSALS: Final = {
    "401": "An app has to sign in.",
    "403": "Not for whoever asks.",
    "404": "There is no such thing.",
    "405": "Not by this method.",
    "409": "Not now: not borrowed, or the most for today.",
    "422": "Not understood.",
    "429": "Too fast.",
}


def openapi_document(routers: tuple[Pages, ...], forms: Mapping[str, type[BaseModel]]) -> dict[str, Any]:
    """OpenAPI 3.1 of those routes of ``routers`` that are for programs. ``forms``: what is sent to the path (the fields of a form)."""
    routes = [
        route
        for router in routers
        for route in router.routes
        if getattr(route, "path", "").startswith(PROGRAMS) and getattr(route, "methods", None)
    ]
    with warnings.catch_warnings():
        # GET and HEAD are one function to us, and two operations there; they get names of their own below.
        warnings.simplefilter("ignore", UserWarning)
        document: dict[str, Any] = get_openapi(
            title="Accessible Reader",
            version="1",
            description="Catalogue feeds (OPDS 1.2 and 2.0), podcasts of loans, and places in books.",
            routes=routes,
        )
    declared = {route.path: route for route in routes if hasattr(route, "path")}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            operation["operationId"] = f"{getattr(declared[path], 'name', path)}-{method}"
            _describe(path, operation, who_may(declared[path]))
            if method == "post" and path in forms:
                schema = forms[path].model_json_schema()
                body = {"application/x-www-form-urlencoded": {"schema": schema}}
                operation["requestBody"] = {"content": body, "required": True}
    document.setdefault("components", {})["securitySchemes"] = {
        "appPassword": {"type": "http", "scheme": "basic", "description": "Card number and app password."},
        "session": {"type": "apiKey", "in": "cookie", "name": "__Host-session"},
    }
    return document


def _describe(path: str, operation: dict[str, Any], who: Who | None) -> None:
    kinds = next(
        (found for start, found in _ANSWERS.items() if path.startswith(start)),
        ("application/json", "audio/mpeg"),
    )
    answers: dict[str, dict[str, Any]] = {
        code: {"description": about, "content": _PROBLEM} for code, about in _REFUSALS.items()
    }
    answers |= {code: {"description": about} for code, about in _ELSEWHERE.items()}
    answers["200"] = {"description": "What was asked for.", "content": {kind: {} for kind in kinds}}
    answers["206"] = {"description": "A part of it.", "content": {kind: {} for kind in kinds}}
    answers["503"] = {"description": "Not ready.", "content": {"application/json": {}}}
    operation["responses"] = answers
    if who is not None and who in _SECURITY:
        operation["security"] = [{_SECURITY[who]: []}]
