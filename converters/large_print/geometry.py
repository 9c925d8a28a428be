"""From a preset and a person's choices to points and millimetres."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from converters.large_print.fonts import BODY_FONTS, Font, cjk_face
from converters.large_print.options import LargePrintOptions, PagedOptions
from converters.large_print.presets import PAPERS, PRESETS, THEMES, Preset, Theme, default_preset

MM = 72 / 25.4
"""Points in a millimetre."""
_RTL = frozenset({"ar", "fa", "he", "iw", "ur", "yi", "ug", "ps", "sd", "ckb", "dv", "syr"})


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page: sizes and ``step`` (baseline to baseline) in points, lengths in millimetres."""

    preset: Preset
    theme: Theme
    theme_name: str
    font: Font
    size: float
    step: float
    headings: tuple[float, ...]
    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float

    @property
    def measure(self) -> float:
        """Width of the text in points."""
        return (self.width - self.inner - self.outer) * MM

    @property
    def text_height(self) -> float:
        """Height of the text in points."""
        return (self.height - self.top - self.bottom) * MM

    @property
    def lines(self) -> int:
        """Lines of text on a page."""
        return max(1, int((self.text_height - self.size) / self.step) + 1)


def geometry(options: LargePrintOptions, language: str) -> Geometry:
    """The page for a book in ``language``."""
    preset = PRESETS[options.preset if options.preset != "auto" else default_preset(language)]
    font = BODY_FONTS[options.font if options.font != "preset" else preset.font]
    if font.family.startswith("Noto Sans CJK"):
        font = cjk_face(language)
    size = options.size or preset.size
    if preset.least_x_height and options.size is None:
        size = max(size, math.ceil(preset.least_x_height / font.x_height * 4) / 4)
    step = size * preset.leading * (font.line if preset.leading_of == "line" else 1.0)
    ratio = size / preset.size
    paper = options.paper if isinstance(options, PagedOptions) and options.paper != "preset" else preset.paper
    width, height = PAPERS[paper]
    inner, outer = preset.margin + preset.binding, preset.margin
    if preset.longest_line:
        longest = preset.longest_line * font.average * size / MM
        spare = width - inner - outer - longest
        if spare > 0:
            inner, outer = inner + spare / 2, outer + spare / 2
    return Geometry(
        preset,
        THEMES[options.theme],
        options.theme,
        font,
        size,
        round(step, 2),
        tuple(round(heading * ratio, 2) for heading in preset.headings),
        width,
        height,
        preset.margin,
        preset.margin,
        inner,
        outer,
    )


def typst_language(tag: str) -> dict[str, Any]:
    """A BCP 47 tag as Typst takes it: language, region and direction."""
    subtags = tag.replace("_", "-").lower().split("-")
    language = (
        subtags[0] if subtags[0].isascii() and subtags[0].isalpha() and 2 <= len(subtags[0]) <= 3 else "und"
    )
    region = next((s.upper() for s in subtags[1:] if len(s) == 2 and s.isascii() and s.isalpha()), None)
    if region is None and language == "zh":
        region = "TW" if "hant" in subtags else "CN"
    if language == "und":
        language, region = "zxx", None
    return {"lang": language, "region": region, "rtl": language in _RTL and "latn" not in subtags}
