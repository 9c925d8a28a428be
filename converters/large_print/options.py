"""The choices a person has; fields that mean the same in two formats have the same name."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from converters.large_print.presets import LEAST_SIZE
from converters.protocol import ConverterOptions

FontName = Literal[
    "preset", "liberation-sans", "atkinson-hyperlegible", "andika", "noto-sans", "noto-sans-cjk"
]


class LargePrintOptions(ConverterOptions):
    """Common to PDF, EPUB, DOCX and HTML."""

    preset: Literal["auto", "acb", "aph", "ukaaf", "giant", "zh-large"] = Field(
        "auto",
        title="Guideline",
        description="Whose large-print guideline to follow; auto is zh-large for Chinese and acb for all other languages.",
    )
    font: FontName = Field(
        "preset", title="Font", description="The font of the text; preset is the guideline's own."
    )
    size: float | None = Field(
        None, ge=LEAST_SIZE, le=72, title="Size", description="Size of the text in points, at least 16."
    )
    theme: Literal["print", "cream", "white", "yellow", "reverse"] = Field(
        "print",
        title="Colours",
        description="Colours of page and text; print leaves the page unpainted, for coloured paper.",
    )
    images: Literal["keep", "describe", "omit"] = Field(
        "keep",
        title="Pictures",
        description="Keep the pictures, keep and describe them in print, or print only their descriptions.",
    )
    print_pages: bool = Field(
        True, title="Print page numbers", description="Show where each page of the printed edition begins."
    )


class PagedOptions(LargePrintOptions):
    """Of the formats that have pages."""

    paper: Literal["preset", "a4", "letter", "16k"] = Field(
        "preset",
        title="Paper",
        description="A4, Letter or 16开 (185 × 260 mm); preset is the guideline's own.",
    )
    notes: Literal["chapter", "footnote"] = Field(
        "chapter",
        title="Notes",
        description="Notes at the end of each chapter, or at the foot of the page in the size of the text.",
    )


class PdfOptions(PagedOptions):
    """Of the PDF alone."""

    pages_per_volume: int = Field(
        360,
        ge=40,
        le=500,
        title="Pages a volume",
        description="Most pages of one volume: 360 printed on both sides of A4 weigh 900 g.",
    )
