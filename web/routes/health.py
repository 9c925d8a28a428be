"""For those who run the service: does it live, can it work, how is it doing."""

from __future__ import annotations

import hmac

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from accessible_reader.operation.health import health
from accessible_reader.operation.metrics import CONTENT_TYPE
from accessible_reader.operation.metrics import metrics as figures
from web.access import Pages, Who
from web.visit import Visit, Visiting

pages = Pages()


@pages.page("/health/live", Who.ANYBODY)
def live() -> Response:
    """The process answers."""
    return JSONResponse({"status": "live"})


@pages.page("/health/ready", Who.ANYBODY)
def ready(visit: Visiting) -> Response:
    """Whether pages can be made: 503 where not. What is wrong in detail is for those who may see figures."""
    found = health(visit.service, for_pages=True)
    told = found.to_json() if may_measure(visit) else {"ready": found.ready}
    return JSONResponse(told, 200 if found.ready else 503)


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
    return Response(figures(visit.service), media_type=CONTENT_TYPE)
