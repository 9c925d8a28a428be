"""Names of braille codes as eBraille's registry has them (eBraille Braille Codes Registry, DAISY Consortium)."""

from __future__ import annotations

from typing import Final

from converters.braille.tables import Table

_CODES: Final[dict[str, str]] = {
    "en-ueb-g2": "ueb grade2",
    "en-ueb-g1": "ueb grade1",
    "national-common": "Mandarin-common grade1",
    "zhcn-cbs": "Mandarin-common grade1",
    "zhcn-g1": "Mandarin-with-tones grade1",
    "zhcn-g2": "Mandarin-double-phonic grade2",
    "zh-tw": "Bopomofo grade1",
    "zh-hk": "Cantonese grade1",
    "hi-g1": "Bharati grade1",
    "sv-g1": "Swedish grade0",
    "vi-g1": "Vietnamese grade0",
}
_NAMES: Final[dict[str, str]] = {
    "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "pl": "Polish",
    "cs": "Czech", "tr": "Turkish", "ru": "Russian", "uk": "Ukrainian", "el": "Greek", "ar": "Arabic", "he": "Hebrew", "ko": "Korean",
}  # fmt: skip


def braille_system(table: Table) -> str:
    """The value of ``a11y:brailleSystem`` (eBraille 1.0, 5.3.3.2) for ``table``; its own title where the registry has no code for it."""
    if table.name in _CODES:
        return _CODES[table.name]
    name = _NAMES.get(table.language)
    return f"{name} grade{table.grade}" if name else table.title


def braille_language(language: str) -> str:
    """``language`` (BCP 47) as a tag with the script ``Brai`` (5.3.3.8): ``en-Brai-US``, ``cmn-Brai``."""
    primary, *rest = language.split("-")
    region = next((part.upper() for part in rest if len(part) == 2 and part.isalpha()), "")
    if primary.lower() == "zh":
        primary = "yue" if region in {"HK", "MO"} else "cmn"
    return "-".join(part for part in (primary.lower(), "Brai", region) if part)
