"""For those who run the service: does it live, can it work, how is it doing."""

from __future__ import annotations

import hmac

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

from accessible_reader.database import OperationalError, text
from web.access import Pages, Who
from web.visit import Visit, Visiting

pages = Pages()


@pages.page("/health/live", Who.ANYBODY)
def live() -> Response:
    """The process answers."""
    return JSONResponse({"status": "live"})


@pages.page("/health/ready", Who.ANYBODY)
def ready(visit: Visiting) -> Response:
    """The database answers: pages can be made. 503 otherwise."""
    try:
        with visit.service.database.reading() as session:
            session.execute(text("SELECT 1"))
    except (OperationalError, OSError):
        return JSONResponse({"status": "database-away"}, 503)
    return JSONResponse({"status": "ready"})


def may_measure(visit: Visit) -> bool:
    """Whether figures may be told: to this computer, or to whoever has the token."""
    token = visit.ground.settings.metrics_token
    if token:
        return hmac.compare_digest(visit.request.headers.get("authorization", ""), f"Bearer {token}")
    client = visit.request.client
    return (
        client is not None
        and client.host in {"127.0.0.1", "::1"}
        and "x-forwarded-for" not in visit.request.headers
    )


@pages.page("/metrics", Who.ANYBODY)
def metrics(visit: Visiting) -> Response:
    """Figures in Prometheus' text format."""
    if not may_measure(visit):
        raise HTTPException(403)
    return PlainTextResponse("", media_type="text/plain; version=0.0.4; charset=utf-8")
