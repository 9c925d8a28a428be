"""A Chromium that shows our pages without a network: what it asks for is answered by the application in this process."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, Route, sync_playwright

from tests.web_ground import ADDRESS, Ground

ROOT: Final = Path(__file__).resolve().parents[2]
MODULES: Final = ROOT / "node_modules"
ARGUMENTS: Final = ("--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions")


def chromium_path() -> str:
    """Debian's Chromium; skips where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("needs chromium: apt-get install chromium")
    return found


_running: list[Playwright] = []


@contextmanager
def open_driver() -> Iterator[Playwright]:
    """Playwright, which can run once in a process: whoever comes while it runs shares it."""
    if _running:
        yield _running[0]
        return
    with sync_playwright() as made:
        _running.append(made)
        try:
            yield made
        finally:
            _running.clear()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """One browser."""
    sandbox = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    with open_driver() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=[*ARGUMENTS, *sandbox])
        try:
            yield browser
        finally:
            browser.close()


def answer_from(ground: Ground, context: BrowserContext, pages: dict[str, str] | None = None) -> None:
    """Answer what ``context`` asks for: ``pages`` (address → HTML) first, the application's own files, nothing from elsewhere."""
    client = ground.client()
    kept: dict[str, Any] = {}

    def answer(route: Route) -> None:
        address = route.request.url
        if pages is not None and address in pages:
            route.fulfill(status=200, content_type="text/html; charset=utf-8", body=pages[address])
            return
        parts = urlsplit(address)
        if f"{parts.scheme}://{parts.netloc}" != ADDRESS:
            route.abort()
            return
        # A browser keeps nothing of what is answered for it, not even files that carry their version.
        got = kept.get(address) or client.get(address.removeprefix(ADDRESS))
        if "?v=" in address:
            kept[address] = got
        route.fulfill(status=got.status_code, headers=dict(got.headers), body=got.content)

    context.route("**/*", answer)


def module(name: str) -> str:
    """A script of node_modules; skips where it is missing."""
    path = MODULES / name
    if not path.is_file():
        pytest.skip(f"needs {name}: npm ci --ignore-scripts")
    return path.read_text("utf-8")


Violations = list[Any]
