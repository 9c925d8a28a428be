"""Dates, numbers and names as people say them; every code that templates and pages use is there."""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from converters.messages import LANGUAGES
from tests.web_ground import Ground
from web.i18n import words_in

WEB = Path(__file__).resolve().parents[3] / "web"


def test_days_have_their_weekday() -> None:
    day = date(2026, 11, 24)
    assert [words_in(one).day(day) for one in ("zh-CN", "zh-TW", "en")] == [
        "2026年11月24日星期二",
        "2026年11月24日 星期二",
        "Tuesday, 24 November 2026",
    ]
    assert words_in("zh-CN").moment(datetime(2026, 11, 24, 1, 30, tzinfo=UTC)) == "2026年11月24日星期二 09:30"


def test_durations_and_sizes() -> None:
    english, chinese = words_in("en"), words_in("zh-CN")
    assert [english.duration(s) for s in (1, 59, 60, 3600, 5400)] == [
        "1 second",
        "59 seconds",
        "1 minute",
        "1 hour",
        "1 hour 30 minutes",
    ]
    assert chinese.duration(5400) == "1 小时 30 分钟"
    assert [english.wait(s) for s in (1, 170, 7200)] == ["about 1 minute", "about 3 minutes", "about 2 hours"]
    assert [english.size(s) for s in (10, 2048, 5_000_000)] == ["10 bytes", "2 kB", "4.8 MB"]
    assert [chinese.name_of(tag) for tag in ("zh-Hans", "en", "x-nobody")] == [
        "中文 (简体)",
        "英语",
        "x-nobody",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_pages_and_templates_is_there(language: str) -> None:
    words = words_in(language)
    codes = set()
    for path in (WEB / "templates").rglob("*.html"):
        codes |= set(
            re.findall(r"""say(?:_html)?\(\s*'([a-z0-9-]+[a-z0-9])'\s*[,)]""", path.read_text("utf-8"))
        )
    for path in (WEB / "routes").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            place = {"page": 1, "go": 1, "go_to": 1, "on_to": 2, "words": 0}.get(name)
            if place is not None and len(node.args) > place and isinstance(node.args[place], ast.Constant):
                codes.add(str(node.args[place].value))
    assert len(codes) > 150
    assert sorted(code for code in codes if not words.has(code) and not code.startswith("/")) == []


def test_every_template_is_shown_somewhere(ground: Ground) -> None:
    """A template that no page includes is dead; one that cannot be read is found here."""
    there = {path.relative_to(WEB / "templates").as_posix() for path in (WEB / "templates").rglob("*.html")}
    texts = [path.read_text("utf-8") for path in [*(WEB / "templates").rglob("*.html"), *WEB.rglob("*.py")]]
    named = {name for text in texts for name in re.findall(r"""["']((?:[a-z_]+/)?[a-z_]+\.html)["']""", text)}
    named |= {f"{folder}/{name}" for name in named for folder in ("pages", "fragments") if "/" not in name}
    assert sorted(there - named) == []
    for name in sorted(there):
        ground.app.state.ground.templates.get_template(name)
