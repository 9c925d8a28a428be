"""The pages, one file a subject. A new file is one line here."""

from web.routes.table import all_routes

__all__ = ["all_routes"]
