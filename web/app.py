"""The web application, put together."""

from __future__ import annotations

from fastapi import FastAPI

from accessible_reader.bootstrap import Service
from web.errors import add_error_pages
from web.ground import Ground
from web.pages import make_templates
from web.routes import all_routes
from web.security import RateLimit, Security
from web.settings import WebSettings
from web.static_files import StaticFiles


def create_app(service: Service, settings: WebSettings | None = None) -> FastAPI:
    """The pages over ``service``, which stays the caller's to close. ``settings``: default, from the environment."""
    chosen = settings or WebSettings()
    static = StaticFiles()
    app = FastAPI(title="Accessible Reader", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.ground = Ground(
        service,
        chosen,
        make_templates(static),
        static,
    )
    for router in all_routes():
        app.include_router(router)
    add_error_pages(app)
    app.add_middleware(Security, limit=RateLimit(chosen.requests_per_minute))
    return app
