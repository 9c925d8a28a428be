"""The accounts of a script: every word of the source is spoken, skipped by choice, said in other words, or named as unspeakable."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from converters.errors import Finding


@dataclass(slots=True)
class Tally:
    """``words`` = ``spoken`` + ``replaced`` + ``skipped`` + ``unspoken``, see :func:`converters.speech.normalise.count_words`."""

    words: int = 0
    spoken: int = 0
    """Said as they stand in the book."""
    replaced: int = 0
    """Said in other words: numbers, abbreviations, formulas."""
    skipped: int = 0
    """Left out because of an option."""
    unspoken: int = 0
    """No voice can say them; announced, and named in a finding."""
    pictures_without_description: int = 0
    formulas_read_out: int = 0
    """Without rules for the language: read in order."""
    formulas_without_rules: int = 0
    """The rules did not answer: read in order."""
    characters: Counter[str] = field(default_factory=Counter)
    """Characters that could not be said."""
    languages: Counter[str] = field(default_factory=Counter)
    """Words in languages without a voice of their own."""

    def counts(self) -> dict[str, int]:
        """For reports."""
        return {
            "words": self.words,
            "words_spoken": self.spoken,
            "words_replaced": self.replaced,
            "words_skipped": self.skipped,
            "words_unspoken": self.unspoken,
            "pictures_without_description": self.pictures_without_description,
        }

    def findings(self, where: str) -> tuple[Finding, ...]:
        """What a librarian should know of one chapter, ``where`` being its title."""
        found = [
            Finding(
                "speech-character-unspeakable",
                {
                    "character": character,
                    "code": f"U+{ord(character):04X}",
                    "name": unicodedata.name(character, "?"),
                    "count": count,
                },
                where,
            )
            for character, count in self.characters.items()
        ]
        found += [
            Finding("speech-language-without-voice", {"language": tag, "count": count}, where)
            for tag, count in self.languages.items()
        ]
        if self.pictures_without_description:
            found.append(
                Finding("speech-pictures-undescribed", {"count": self.pictures_without_description}, where)
            )
        if self.formulas_read_out:
            found.append(Finding("speech-formulas-read-out", {"count": self.formulas_read_out}, where))
        if self.formulas_without_rules:
            found.append(
                Finding("speech-formulas-without-rules", {"count": self.formulas_without_rules}, where)
            )
        return tuple(found)


def merge_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings of all chapters, those about the same thing added up, at the place where it comes first."""
    merged: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        about = tuple(sorted((name, value) for name, value in finding.params.items() if name != "count"))
        key = (finding.code, about)
        earlier = merged.get(key)
        if earlier is not None and "count" in finding.params:
            count = int(earlier.params["count"]) + int(finding.params["count"])
            merged[key] = Finding(finding.code, {**finding.params, "count": count}, earlier.where)
        else:
            merged.setdefault(key, finding)
    return tuple(merged.values())
