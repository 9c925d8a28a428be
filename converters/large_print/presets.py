"""The presets, as data: what each large-print guideline asks for.

Sources: ``acb`` American Council of the Blind, Best Practices and Guidelines for Large Print Documents (revised May 2025);
``aph`` American Printing House, Guidelines for Large Print; ``ukaaf`` UK Association for Accessible Formats G003 with RNIB's
Clear Print; ``giant`` and ``zh-large`` are this project's (no general Chinese 大字版 standard was found; GB 40070-2021 for
children's print is the nearest). Sizes are points, lengths millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

PresetName = Literal["acb", "aph", "ukaaf", "giant", "zh-large"]
PaperName = Literal["a4", "letter", "16k"]
ThemeName = Literal["print", "cream", "white", "yellow", "reverse"]
Look = Literal["underline", "bold"]


@dataclass(frozen=True, slots=True)
class Preset:
    """One guideline. ``leading`` counts the font's own line height (``line``) or its size (``em``)."""

    name: PresetName
    font: str
    """A key of :data:`converters.large_print.fonts.BODY_FONTS`."""
    size: float
    headings: tuple[float, ...]
    """Sizes of heading levels 1, 2, ...; the last holds for all deeper ones. Headings are bold."""
    leading: float
    leading_of: Literal["line", "em"]
    paragraph_step: float
    """From the last baseline of a paragraph to the first of the next, in lines."""
    first_line_indent: float
    """In em; 0 is block style."""
    emphasis: Look
    """How stress is shown; never italics, which blur for many low-vision readers."""
    contents: Literal["leaders", "tinted"]
    margin: float
    binding: float
    """Added to the inner margin."""
    paper: PaperName
    longest_line: int | None = None
    """Most characters in a line, where the guideline says so."""
    least_x_height: float | None = None
    """Least height of the letter x, in points: the size is raised until it is reached."""


PRESETS: Final[dict[str, Preset]] = {
    preset.name: preset
    for preset in (
        Preset(
            name="acb",
            font="liberation-sans",
            size=18,
            headings=(22, 20, 18),
            leading=1.15,
            leading_of="line",
            paragraph_step=2.0,
            first_line_indent=0,
            emphasis="underline",
            contents="leaders",
            margin=25.4,
            binding=6.4,
            paper="letter",
        ),
        Preset(
            name="aph",
            font="liberation-sans",
            size=18,
            headings=(22, 20, 18),
            leading=1.25,
            leading_of="line",
            paragraph_step=2.0,
            first_line_indent=0,
            emphasis="bold",
            contents="tinted",
            margin=25.4,
            binding=6.4,
            paper="letter",
            longest_line=43,
            least_x_height=9.0,
        ),
        Preset(
            name="ukaaf",
            font="liberation-sans",
            size=18,
            headings=(22, 20, 18),
            leading=1.0,
            leading_of="line",
            paragraph_step=2.0,
            first_line_indent=0,
            emphasis="bold",
            contents="leaders",
            margin=20.0,
            binding=6.0,
            paper="a4",
            longest_line=70,
        ),
        Preset(
            name="giant",
            font="liberation-sans",
            size=24,
            headings=(30, 26, 24),
            leading=1.25,
            leading_of="line",
            paragraph_step=2.0,
            first_line_indent=0,
            emphasis="bold",
            contents="leaders",
            margin=25.4,
            binding=6.0,
            paper="a4",
        ),
        Preset(
            name="zh-large",
            font="noto-sans-cjk",
            size=18,
            headings=(22, 20, 18),
            leading=1.6,
            leading_of="em",
            paragraph_step=1.5,
            first_line_indent=2,
            emphasis="bold",
            contents="leaders",
            margin=22.0,
            binding=6.0,
            paper="a4",
        ),
    )
}
PAPERS: Final[dict[str, tuple[float, float]]] = {
    "a4": (210.0, 297.0),
    "letter": (215.9, 279.4),
    "16k": (185.0, 260.0),
}
"""Width and height; 16开 is the trade size of Chinese books."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours; ``paper`` None leaves the page unpainted, so that the printer's own paper shows. ``tint`` marks table heads and rows.

    Every pair keeps at least 7 : 1 (WCAG 2.2, 1.4.6); tints are never grey (APH).
    """

    ink: str
    paper: str | None
    tint: str
    link: str


THEMES: Final[dict[str, Theme]] = {
    "print": Theme("#000000", None, "#fff2c2", "#00308f"),
    "cream": Theme("#000000", "#fffbe6", "#ffedb3", "#00308f"),
    "white": Theme("#000000", "#ffffff", "#fff2c2", "#00308f"),
    "yellow": Theme("#000000", "#ffef9e", "#ffe066", "#00206b"),
    "reverse": Theme("#ffffff", "#000000", "#00264d", "#ffe066"),
}
LEAST_SIZE: Final = 16.0


def default_preset(language: str) -> PresetName:
    """``zh-large`` for Chinese (Japanese and Korean share its needs), else ``acb``."""
    return (
        "zh-large"
        if language.split("-", maxsplit=1)[0].lower() in {"zh", "yue", "wuu", "nan", "ja", "ko"}
        else "acb"
    )
