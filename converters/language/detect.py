"""The language of a text, found from the text, because what books declare is often wrong.

The writing system decides first, by counting characters; languages that share one (Latin, Cyrillic, Arabic ...) are told apart by CLD3 (a small
neural network inside the ``cld3-py`` wheel, nothing is fetched); simplified and traditional Chinese by characters that only
one of them has. Only samples of the text are looked at: some milliseconds, a few MiB.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any, Final

from converters.language.tags import CHINESE, base_language, is_chinese, is_traditional, normalise_tag

_SLICES, _SLICE = 32, 700
_NO_LETTERS: Final = "en"
"""A text without letters (a table of numbers) and without a declaration must be read in some language: one every engine has."""

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@cache
def _exclusive() -> tuple[frozenset[str], frozenset[str]]:
    """Common characters that only simplified, and that only traditional Chinese has.

    The two national character sets tell: level 1 of GB 2312 (rows B0 to D7, 3,755 simplified characters) without all of Big5, and level 1 of Big5
    (rows A4 to C6, 5,401 traditional characters) without all of GB 2312. What both use (后 里 干 只) is thereby in neither.
    """
    simplified = _level("gb2312", range(0xB0, 0xD8), "big5")
    traditional = _level("big5", range(0xA4, 0xC7), "gb2312")
    return simplified, traditional


def _level(encoding: str, rows: range, other: str) -> frozenset[str]:
    codes = (bytes((row, cell)).decode(encoding, "ignore") for row in rows for cell in range(0x40, 0xFF))
    return frozenset(c for c in codes if len(c) == 1 and _HAN.match(c) and not c.encode(other, "ignore"))


_EAST_ASIAN: Final = frozenset({"ja", "ko"}) | CHINESE

_SAME: Final = (
    frozenset({"no", "nb", "nn", "da", "sv"}),
    frozenset({"hr", "sr", "bs", "sh", "sl", "mk"}),
    frozenset({"id", "ms", "jv", "su"}),
    frozenset({"pt", "gl", "es", "ca", "oc", "an", "ast"}),
    frozenset({"cs", "sk"}),
    frozenset({"nl", "af", "fy", "nds", "li"}),
    frozenset({"en", "sco", "ang", "enm"}),
    frozenset({"ru", "uk", "be", "bg", "cu"}),
    frozenset({"hi", "mr", "ne", "sa", "bho"}),
    frozenset({"ar", "arz", "apc", "ary", "arb"}),
    frozenset({"fr", "frm", "fro", "ht", "co"}),
    frozenset({"de", "gmh", "goh", "gsw", "bar", "lb", "yi"}),
    frozenset({"it", "la", "co", "scn", "nap"}),
    frozenset({"el", "grc"}),
    frozenset({"tl", "fil", "ceb"}),
    frozenset({"ga", "gd"}),
)
"""Languages near enough that a declaration is believed against a guess."""

_CLD3_NAMES: Final = {"iw": "he", "no": "nb", "fil": "fil", "jv": "jv"}


def detect_language(text: str, declared: str | None = None) -> tuple[str, bool]:
    """The BCP 47 tag of the main language of ``text``, and whether it goes against ``declared``.

    ``declared`` may be anything a book says ("tw", "chi", "zh-cmn-Hans", "english", None). It is kept, cleaned, with its region
    (``en-GB``, ``zh-TW``) unless the text clearly says otherwise; a text too short to tell keeps it. Chinese is always told as simplified or traditional.
    """
    wanted = normalise_tag(declared)
    stated = bool((declared or "").strip())
    sample = _sample(text)
    han, kana, hangul = (len(found.findall(sample)) for found in (_HAN, _KANA, _HANGUL))
    east_asian = han + kana + hangul
    others = sum(map(str.isalpha, sample)) - east_asian
    # One Han character says about as much as two and a half letters of an alphabet.
    if east_asian and east_asian * 2.5 >= others:
        found = _east_asian(sample, han, kana, hangul, wanted)
        if wanted and east_asian < 8 and base_language(wanted) in _EAST_ASIAN:
            return _kept(wanted, sample), False
    elif others:
        found = _alphabetic(sample, others, wanted)
    else:
        return wanted or _NO_LETTERS, stated and wanted is None
    return found, stated and not _agree(wanted, found)


def _agree(wanted: str | None, found: str) -> bool:
    if wanted is None or base_language(wanted) != base_language(found):
        return False
    if is_chinese(found) and "-" in wanted:
        return is_traditional(wanted) == is_traditional(found)
    return True


def _sample(text: str) -> str:
    """Evenly spread slices of ``text``, without what trips a detector: lone surrogates and addresses."""
    if len(text) <= _SLICES * _SLICE:
        sample = text
    else:
        step = (len(text) - _SLICE) / (_SLICES - 1)
        starts = [int(number * step) for number in range(_SLICES)]
        sample = "\n".join(text[start : start + _SLICE] for start in starts)
    return re.sub(r"https?://\S{1,200}", " ", _SURROGATE.sub(" ", sample).replace("\0", " "))


def _east_asian(sample: str, han: int, kana: int, hangul: int, wanted: str | None) -> str:
    if hangul > han + kana:
        return _as_declared(wanted, "ko")
    if kana * 12 > han + kana:  # Japanese prose is at least a third kana; a Chinese book may quote some
        return _as_declared(wanted, "ja")
    if wanted and base_language(wanted) == "ja" and kana:
        return wanted
    return _kept(wanted if wanted and is_chinese(wanted) else _mistaken_for_chinese(wanted), sample)


def _mistaken_for_chinese(wanted: str | None) -> str | None:
    """``tw`` is Twi, but books that say it are from Taiwan."""
    return "zh-TW" if wanted == "tw" else None


def _kept(wanted: str | None, sample: str) -> str:
    """Chinese as declared, made to agree with the characters in the text."""
    language = base_language(wanted) if wanted else "zh"
    if wanted and not is_chinese(wanted):
        return wanted
    only_simplified, only_traditional = _exclusive()
    simplified = sum(c in only_simplified for c in sample)
    traditional = sum(c in only_traditional for c in sample)
    if simplified == traditional:
        return wanted if wanted and ("-" in wanted or language != "zh") else f"{language}-Hans"
    script_is_traditional = traditional > simplified
    if wanted and "-" in wanted and is_traditional(wanted) == script_is_traditional:
        return wanted
    return f"{language}-{'Hant' if script_is_traditional else 'Hans'}"


def _as_declared(wanted: str | None, found: str) -> str:
    return wanted if wanted and base_language(wanted) == found else found


def _alphabetic(sample: str, letters: int, wanted: str | None) -> str:
    """The language of a text in an alphabet: a vote of pieces, so that one foreign chapter does not decide."""
    votes: Counter[str] = Counter()
    total = 0.0
    pieces = _pieces(sample)
    for piece in pieces:
        result = _cld3().FindLanguage(piece)
        language = str(result.language)
        total += 1
        if language == "und" or language.endswith("-Latn"):
            continue
        votes[_CLD3_NAMES.get(language, language)] += result.probability
    if not votes:
        return wanted or _NO_LETTERS
    best, weight = votes.most_common(1)[0]
    if letters < 20:
        best = _by_script(sample, best)
    if wanted is None:
        return best
    said = base_language(wanted)
    if said == best or any(said in group and best in group for group in _SAME):
        return wanted
    if _other_script(sample, wanted):
        return best
    # Latin is what placeholder text looks like ("Lorem ipsum"): it speaks against no declaration.
    sure = best != "la" and letters >= 400 and weight / total >= 0.6 and votes[said] / total < 0.2
    return best if sure else wanted


def _by_script(sample: str, best: str) -> str:
    """A few letters are not enough to tell languages apart: take the one most read in their writing system."""
    for language in ("ru", "ar"):
        if re.search(f"[{_SCRIPTS[language]}]", sample):
            return language
    latin = sum(c.isascii() and c.isalpha() for c in sample)
    return "en" if latin * 2 > sum(map(str.isalpha, sample)) else best


_SCRIPTS: Final = {
    "ar": "\u0600-\u06ff", "fa": "\u0600-\u06ff", "ur": "\u0600-\u06ff", "he": "\u0590-\u05ff", "yi": "\u0590-\u05ff",
    "ru": "\u0400-\u04ff", "uk": "\u0400-\u04ff", "bg": "\u0400-\u04ff", "el": "\u0370-\u03ff\u1f00-\u1fff",
    "hi": "\u0900-\u097f", "th": "\u0e00-\u0e7f", "ka": "\u10a0-\u10ff", "hy": "\u0530-\u058f", "bn": "\u0980-\u09ff", "ta": "\u0b80-\u0bff",
    "zh": "\u3400-\u9fff", "ja": "\u3040-\u9fff", "ko": "\uac00-\ud7a3", "yue": "\u3400-\u9fff", "lzh": "\u3400-\u9fff",
}  # fmt: skip
_LATIN: Final = "A-Za-z\u00c0-\u024f"


def _other_script(sample: str, wanted: str) -> bool:
    """Whether hardly a letter of ``sample`` is in the writing system of ``wanted`` (Latin where we do not know better)."""
    subtags = wanted.split("-")
    letters = _LATIN if "Latn" in subtags else _SCRIPTS.get(subtags[0], _LATIN)
    own = len(re.findall(f"[{letters}]", sample))
    known = subtags[0] in _SCRIPTS or subtags[0] in {"en", "fr", "de", "es", "it", "pt", "nl", "tw"}
    return known and own * 10 < sum(map(str.isalpha, sample))


def _pieces(sample: str) -> list[str]:
    folded = " ".join(sample.split())
    size = max(200, min(1200, len(folded) // 8))
    return [folded[at : at + size] for at in range(0, len(folded), size)][:24]


@cache
def _cld3() -> Any:
    import gcld3

    return gcld3.NNetLanguageIdentifier(0, 2000)
