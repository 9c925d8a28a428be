"""Language tags as books write them, made into clean BCP 47 tags.

Chinese keeps its region where one is stated (``zh-CN``, ``zh-SG``, ``zh-TW``, ``zh-HK``, ``zh-MO``: it decides reading standard and braille), else its
script (``zh-Hans``, ``zh-Hant``); a bare ``zh`` says neither. :func:`is_chinese` and :func:`is_traditional` are what
other parts ask instead of comparing tags.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

CHINESE: Final = frozenset({"zh", "cmn", "yue", "wuu", "hak", "nan", "gan", "hsn", "cjy", "lzh"})
"""Languages written in Han characters: Mandarin, its sisters, and classical Chinese."""
_TRADITIONAL_REGIONS: Final = frozenset({"tw", "hk", "mo"})
_SIMPLIFIED_REGIONS: Final = frozenset({"cn", "sg", "my"})

_NAMES: Final = {
    "english": "en",
    "chinese": "zh",
    "mandarin": "zh",
    "simplified chinese": "zh-Hans",
    "chinese simplified": "zh-Hans",
    "traditional chinese": "zh-Hant",
    "chinese traditional": "zh-Hant",
    "中文": "zh",
    "汉语": "zh-Hans",
    "漢語": "zh-Hant",
    "简体中文": "zh-Hans",
    "简体": "zh-Hans",
    "繁體中文": "zh-Hant",
    "繁体中文": "zh-Hant",
    "正體中文": "zh-TW",
    "英语": "en",
    "英文": "en",
    "french": "fr",
    "français": "fr",
    "german": "de",
    "deutsch": "de",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "portuguese": "pt",
    "russian": "ru",
    "русский": "ru",
    "japanese": "ja",
    "日本語": "ja",
    "korean": "ko",
    "한국어": "ko",
    "arabic": "ar",
    "العربية": "ar",
    "cn": "zh-CN",  # not a language at all, but a country: seen in Chinese EPUBs
    "jp": "ja",
    "cht": "zh-Hant",
    "chs": "zh-Hans",
    "zh-cht": "zh-Hant",
    "zh-chs": "zh-Hans",
    "zh-classical": "lzh",
}
"""Names and inventions found where a tag should stand."""

_POSIX = re.compile(r"[.@].*$")


@lru_cache(maxsize=2048)
def normalise_tag(tag: str | None) -> str | None:
    """``tag`` in its usual form, or None where it names no language: ``zh_cn`` → ``zh-CN``, ``chi`` → ``zh``, ``english`` → ``en``.

    ``zh-cmn-Hans`` → ``zh-Hans``; ``zh-Hant-TW`` → ``zh-TW``; ``und``, ``mul`` and private tags → None. Regions stay: ``en-GB``.
    """
    if not tag or len(tag) > 60:
        return None
    plain = _POSIX.sub("", " ".join(tag.split())).strip()
    named = _NAMES.get(re.sub(r"[()\s]+", " ", plain).strip().lower()) or _NAMES.get(
        plain.replace("_", "-").lower()
    )
    if named:
        return named
    # Here, not above: its data takes a tenth of a second to load, and each worker process imports this module.
    import langcodes
    from langcodes.tag_parser import LanguageTagError

    try:
        found = langcodes.get(langcodes.standardize_tag(plain))
    except (LanguageTagError, ValueError):
        return None
    language = found.language
    if (
        not language
        or not language.isalpha()
        or language in {"und", "mul", "mis", "zxx"}
        or not found.is_valid()
    ):
        return None
    if language == "cmn":
        language = "zh"
    script, region = found.script, found.territory
    if language in CHINESE and script and region:
        agrees = region.lower() in (_TRADITIONAL_REGIONS if script == "Hant" else _SIMPLIFIED_REGIONS)
        script, region = (None, region) if agrees else (script, None)
    return "-".join(part for part in (language, script, region) if part)


def base_language(tag: str) -> str:
    """The language without script and region, lower case: ``zh-Hant`` → ``zh``."""
    return tag.replace("_", "-").partition("-")[0].lower()


def is_chinese(tag: str | None) -> bool:
    """Whether ``tag`` is Chinese of any kind: ``zh-Hans``, ``zh-TW``, ``yue-Hant``, ``lzh`` ..."""
    return bool(tag) and base_language(tag or "") in CHINESE


def is_traditional(tag: str | None) -> bool:
    """Whether ``tag`` is Chinese in traditional characters: ``zh-Hant``, ``zh-TW``, ``zh-HK``, ``zh-MO``; a bare ``zh`` is not."""
    if not tag or not is_chinese(tag):
        return False
    subtags = tag.replace("_", "-").lower().split("-")
    if "hans" in subtags:
        return False
    return "hant" in subtags or bool(_TRADITIONAL_REGIONS & set(subtags[1:])) or subtags[0] == "yue"


def is_simplified(tag: str | None) -> bool:
    """Whether ``tag`` is Chinese and not traditional: simplified is what a bare ``zh`` is taken for."""
    return is_chinese(tag) and not is_traditional(tag)
