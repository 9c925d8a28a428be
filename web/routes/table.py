"""All routes, in the order in which addresses are compared."""

from __future__ import annotations

from importlib import import_module
from typing import Final

from web.access import Pages

_FILES: Final = (
    "home",
    "search",
    "browse",
    "book",
    "listen",
    "media",
    "places",
    "read",
    "making",
    "downloads",
    "shelf",
    "care",
    "deliveries_ask",
    "deliveries_plan",
    "deliveries_door",
    "deliveries",
    "deliveries_titles",
    "deliveries_visit",
    "carry",
    "staff_home",
    "staff_intakes",
    "staff_conversions",
    "staff_titles",
    "staff_lists",
    "staff_desk",
    "staff_shelf",
    "staff_pick",
    "staff_bags",
    "staff_calls",
    "staff_delivery_figures",
    "staff_places",
    "staff_deliveries",
    "staff_delivery_done",
    "staff_delivery_papers",
    "staff_rounds",
    "staff_round",
    "staff_registration",
    "staff_patrons",
    "staff_eligibility",
    "staff_consents",
    "staff_sign_in",
    "staff_patron_data",
    "account",
    "preferences",
    "voices",
    "app_passwords",
    "opds",
    "podcast",
    "api",
    "sign_in",
    "second_factor",
    "settings",
    "accessibility",
    "health",
    "static",
)


def all_routes() -> list[Pages]:
    """One router a file: its ``pages``."""
    return [import_module(f"web.routes.{name}").pages for name in _FILES]
