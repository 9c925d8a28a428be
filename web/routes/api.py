"""What programs may ask of the website, as data."""

from __future__ import annotations

import json
from functools import cache

from starlette.responses import Response

from web.access import Pages, Who
from web.openapi import openapi_document
from web.routes.places import SavedPlace

pages = Pages()


@pages.page("/api.json", Who.ANYBODY, name="api")
def api() -> Response:
    """An OpenAPI document."""
    return Response(_document(), media_type="application/vnd.oai.openapi+json;version=3.1")


@cache
def _document() -> str:
    from web.routes.table import all_routes  # which imports this file

    forms = {"/listen/{edition_id}/position": SavedPlace}
    return json.dumps(openapi_document(tuple(all_routes()), forms), ensure_ascii=False)
