"""What a library may choose where the sources of Chinese braille disagree, each with its default and the reason.

Which words are written together (的, idioms, names) is settled earlier, in the analysis: ``JoinPolicy`` in
``converters.language.chinese.joining``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class GfSettings:
    """How 国家通用盲文 is written. The defaults are what the standards say, or what blind users' own tables do where they are silent."""

    tones: Literal["rule", "all"] = "rule"
    """``rule``: left out by clause 10.2. ``all``: every tone is written, for learners."""

    contractions: bool = True
    """The six contractions of clause 11."""

    blank_after_sentence_end: bool = False
    """A blank after 。？！ when a word follows. GB/T 44725-2024, 4.8.1 asks for blanks after ，、；： only, and liblouis writes none."""

    decimal_point: Literal["2", "46", "3"] = "2"
    """Dots of the decimal point: 2 (GB/T 18028-2010, 5.1), 46 (UEB and some programs) or 3 (liblouis)."""

    number_link: Literal["blank", "connector"] = "blank"
    """Between a number or letters and the Han character after them, whose initial could be read as one more digit or letter: a
    blank (liblouis' tests: 第3 次, 带u 盘), or the connector dots 36."""

    english_from: int = 2
    """From so many Latin words in a row, and for web and mail addresses, a run is written as English braille (UEB); shorter ones
    letter by letter with letter signs (GB/T 18028-2010, 5.2)."""
