"""The web application, put together."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.datastructures import URLPath

from accessible_reader.bootstrap import Service
from web.errors import add_error_pages
from web.ground import Ground
from web.pages import make_templates
from web.routes import all_routes
from web.security import RateLimit, Security
from web.settings import WebSettings
from web.static_files import StaticFiles


class Application(FastAPI):
    """FastAPI that finds a route by its name at once: a page has dozens of links, and asking all routers for each was most of what a page cost."""

    def url_path_for(self, name: str, /, **path_params: Any) -> URLPath:
        """See :meth:`starlette.applications.Starlette.url_path_for`."""
        named: dict[str, Any] | None = getattr(self.state, "named", None)
        if named is None:
            named = self.state.named = {
                route.name: route
                for router in reversed(all_routes())
                for route in reversed(router.routes)
                if isinstance(route, APIRoute)
            }
        route = named.get(name)
        return (
            super().url_path_for(name, **path_params)
            if route is None
            else route.url_path_for(name, **path_params)
        )


def create_app(service: Service, settings: WebSettings | None = None) -> FastAPI:
    """The pages over ``service``, which stays the caller's to close. ``settings``: default, from the environment."""
    chosen = settings or WebSettings()
    static = StaticFiles()
    app = Application(title="Accessible Reader", docs_url=None, redoc_url=None, openapi_url=None)
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
