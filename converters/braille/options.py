"""What a person may choose about braille."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from converters.lexicon import LexiconOptions


class TranslationOptions(LexiconOptions):
    """Options on which the translated cells depend: the same for every format, however wide its lines."""

    grade: Literal[1, 2] = Field(
        2,
        title="Grade",
        description="1 is uncontracted braille, 2 is contracted braille, for languages that have both.",
    )
    table: str = Field(
        "",
        title="Braille code",
        description="A braille table by name, as listed by `braille-tables`, for the main language of the book; empty: the best one for the language and grade.",
    )
    contents_depth: int = Field(
        3,
        ge=0,
        le=6,
        title="Depth of the contents",
        description="How many levels of headings the contents list; 0 leaves the contents out.",
    )
    hyphenate: bool = Field(
        False,
        title="Divide words",
        description="Divide words at the end of a line by the hyphenation rules of the language, to save paper.",
    )
    maths: Literal["auto", "nemeth", "linear"] = Field(
        "auto",
        title="Formulas",
        description="nemeth writes formulas in Nemeth code between its indicators, linear in words; auto is nemeth in English books and linear in all other.",
    )
    alignment: Literal["auto", "yes", "no"] = Field(
        "auto",
        title="Ink and braille side by side",
        description="Keep a file that says which characters became which cells, for proof-reading; auto keeps it for Chinese, where readings are proof-read.",
    )
    chinese_readings: Literal["fast", "careful"] = Field(
        "fast",
        title="Chinese readings",
        description="How the readings of Chinese characters are found: fast by words and rules, careful with language models as well.",
    )
    chinese_tones: Literal["rule", "all"] = Field(
        "rule",
        title="Chinese tones",
        description="rule leaves tones out where GF 0019-2018 says so; all writes every tone, for learners.",
    )
    chinese_particles: Literal["joined", "apart"] = Field(
        "joined",
        title="The Chinese particles 的, 地, 得",
        description="joined to the word before them, or apart from it; practice differs.",
    )
    chinese_idioms: Literal["joined", "halves"] = Field(
        "joined",
        title="Chinese idioms of four characters",
        description="joined as one word, or written as two halves; practice differs.",
    )
    chinese_stop_blank: bool = Field(
        False,
        title="Blank after Chinese full stops",
        description="A blank after 。？！ when a word follows; the standard for braille publications does not ask for it.",
    )
    chinese_decimal_point: Literal["2", "46", "3"] = Field(
        "2",
        title="Chinese decimal point",
        description="The dots of the decimal point: 2 as in GB/T 18028-2010, 46 or 3 as in other software.",
    )
    chinese_number_link: Literal["blank", "connector"] = Field(
        "blank",
        title="Between a number and a Chinese word",
        description="What keeps the word's first cell from being read as a digit: a blank, or the connector dots 36.",
    )


class BrailleOptions(TranslationOptions):
    """Options of the formats with pages: the cells, and how they are laid out."""

    cells: int | None = Field(
        None,
        ge=20,
        le=100,
        title="Cells in a line",
        description="Width of the page or display in braille cells; empty: what the layout rules say (bana 40, ukaaf 38, china 30, china-32 32).",
    )
    lines: int | None = Field(
        None,
        ge=8,
        le=100,
        title="Lines on a page",
        description="Height of the page in lines of braille; empty: what the layout rules say (25, and one for the page number in china and china-32).",
    )
    profile: Literal["auto", "bana", "ukaaf", "china", "china-32"] = Field(
        "auto",
        title="Layout rules",
        description="Whose rules for headings, lists, notes and page numbers are followed: bana is the Braille Authority of North America, ukaaf British practice, china GB/T 44725-2024; auto is china for mainland Chinese braille and bana for all other.",
    )
    running_head: bool = Field(
        True,
        title="Running head",
        description="The title of the book at the top of each page, in layout rules that have one (bana, ukaaf).",
    )
    page_numbers: bool = Field(
        True,
        title="Braille page numbers",
        description="The number of the braille page, where the layout rules put it.",
    )
    print_pages: bool = Field(
        True,
        title="Print page numbers",
        description="Where a page of the printed book begins, for reading along with others; only if the book says so.",
    )
    volume_pages: int = Field(
        90,
        ge=10,
        le=1000,
        title="Pages in a volume",
        description="About how many braille pages are bound together; volumes begin with a chapter where possible.",
    )
    duplex: bool = Field(
        True,
        title="Both sides of the paper",
        description="Embossed on both sides of the paper; Chinese rules then number only right-hand pages.",
    )


TRANSLATION: tuple[str, ...] = tuple(TranslationOptions.model_fields)
"""The options on which the translated cells depend; all others only change how they are laid out."""
