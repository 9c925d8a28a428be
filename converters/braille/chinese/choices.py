"""All that a library chooses about its Chinese braille: cells, joining of words, thoroughness of the readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from converters.braille.chinese.settings import GfSettings
from converters.language.chinese.joining import JoinPolicy


@dataclass(frozen=True, slots=True)
class ChineseChoices:
    """Hashable: one translator is made for each that is met."""

    settings: GfSettings = field(default_factory=GfSettings)
    policy: JoinPolicy = field(default_factory=JoinPolicy)
    mode: Literal["fast", "careful"] = "fast"
    """Of :class:`~converters.language.chinese.ChineseAnalyser`."""

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
        )
