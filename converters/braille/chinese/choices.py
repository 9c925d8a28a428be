"""All that a library chooses about its Chinese braille: cells, joining of words, thoroughness of the readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from converters.braille.chinese.settings import GfSettings
from converters.language.chinese import Lexicon
from converters.language.chinese.joining import JoinPolicy
from converters.lexicon import corrections_of, lexicon_of


@dataclass(frozen=True, slots=True)
class ChineseChoices:
    """Hashable: one translator is made for each that is met."""

    settings: GfSettings = field(default_factory=GfSettings)
    policy: JoinPolicy = field(default_factory=JoinPolicy)
    mode: Literal["fast", "careful"] = "fast"
    """Of :class:`~converters.language.chinese.ChineseAnalyser`."""
    lexicon: Lexicon | None = field(default=None, compare=False)
    """The shipped one where none is given."""
    corrections: str = ""
    """What ``lexicon`` adds to the shipped one: two choices with different corrections are not the same."""

    @classmethod
    def from_options(cls, options: Any) -> ChineseChoices:
        """The choices in a converter's options (the fields ``chinese_...`` of ``BrailleOptions``)."""
        return cls(
            GfSettings(
                tones=options.chinese_tones,
                blank_after_sentence_end=options.chinese_stop_blank,
                decimal_point=options.chinese_decimal_point,
                number_link=options.chinese_number_link,
            ),
            JoinPolicy(structural_particles=options.chinese_particles, idioms=options.chinese_idioms),
            options.chinese_readings,
            lexicon_of(options),
            corrections_of(options),
        )
