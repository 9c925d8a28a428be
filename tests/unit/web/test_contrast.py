"""The colours of every theme: text at least 7:1 on what it lies on (WCAG 1.4.6), borders and the focus at least 3:1 (1.4.11, 2.4.13)."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

CSS = (Path(__file__).resolve().parents[3] / "web" / "static" / "site.css").read_text("utf-8")
THEMES = {
    name or "light": dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{6})", block))
    for name, block in re.findall(
        r'(?:^:root|\[data-theme="([a-z-]+)"\]) \{ (--ground[^}]*)\}', CSS, re.MULTILINE
    )
}


def light(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_the_standards() -> None:
    assert round(ratio("#000000", "#ffffff"), 2) == 21.0
    assert round(ratio("#777777", "#ffffff"), 2) == 4.48


def test_all_themes_are_there() -> None:
    assert set(THEMES) == {
        "light",
        "dark",
        "white-on-black",
        "yellow-on-black",
        "black-on-yellow",
        "sepia",
        "system",
    }
    assert THEMES["system"] == THEMES["dark"], "what the device asks for in the dark is our dark theme"
    assert len({frozenset(colours) for colours in THEMES.values()}) == 1


@pytest.mark.parametrize("name", sorted(THEMES))
def test_text_can_be_read(name: str) -> None:
    colours = THEMES[name]
    pairs = [
        *product(("text", "quiet", "link", "visited", "wrong", "good"), ("ground", "panel")),
        ("on-button", "button"),
        ("on-focus", "focus"),
    ]
    low = {
        pair: round(ratio(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if ratio(colours[pair[0]], colours[pair[1]]) < 7
    }
    assert low == {}


@pytest.mark.parametrize("name", sorted(THEMES))
def test_edges_and_focus_can_be_seen(name: str) -> None:
    colours = THEMES[name]
    assert ratio(colours["line"], colours["ground"]) >= 3
    assert ratio(colours["button"], colours["ground"]) >= 3
    # The focus is two rings, one in the colour of the text: one of the two shows on any ground.
    assert max(ratio(colours[one], colours["ground"]) for one in ("focus", "text")) >= 3
    assert ratio(colours["focus"], colours["text"]) >= 3 or ratio(colours["focus"], colours["ground"]) >= 3


def test_no_colour_stands_outside_the_tokens() -> None:
    rules = re.sub(r"(?:^:root|\[data-theme=\"[a-z-]+\"\]) \{ --ground[^}]*\}", "", CSS, flags=re.MULTILINE)
    screen = rules.partition("@media print")[0]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(|hsl\(", screen) == []
