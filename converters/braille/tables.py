"""Braille tables as data: which codes we offer, for which language, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from converters.errors import BadOptions

_DATA: Final = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Table:
    """One braille code.

    ``language`` is the BCP 47 tag it is for; ``grade`` 0 has no contractions at all in a code that counts from 0, 1 is uncontracted, 2 contracted. ``title`` is its
    name in English, ``native_title`` in its own language. ``files`` are liblouis tables (ours by full path). ``script`` is the ISO 15924 code of its letters.
    """

    name: str
    language: str
    grade: int
    title: str
    native_title: str
    file: str
    script: str
    provenance: str
    extra: str = ""
    """A further file of ours in ``data/``."""
    words: bool = False
    """Chinese with blanks between words."""
    own: bool = False
    """By our own encoder (``converters.braille.chinese``) instead of ``file``; it writes Latin letters inside Chinese itself."""
    emphasis: bool = True
    """Whether its emphasis signs can be trusted."""
    folds: bool = False
    """liblouis gives dots 7 or 8 by mistake: they are taken away."""
    hyphens: str = ""
    """Hyphenation dictionary."""
    tested: str = ""
    """How well upstream's own tests cover it, in a few words; "" where there are none we know of."""

    @property
    def files(self) -> bytes:
        """What liblouis is given."""
        names = [self.file, str(_DATA / "common.cti")]
        if self.extra:
            names.insert(1, str(_DATA / self.extra))
        return ",".join(names).encode()


_UEB = "liblouis 3.24: Rules of Unified English Braille, ICEB 2013"
_LOUIS = "liblouis 3.24"

TABLES: Final[tuple[Table, ...]] = (
    Table("en-ueb-g2", "en", 2, "Unified English Braille, grade 2 (contracted)", "Unified English Braille, grade 2", "en-ueb-g2.ctb", "Latn", _UEB, extra="ueb.cti", hyphens="hyph_en_US.dic", tested="109,597 tests"),
    Table("en-ueb-g1", "en", 1, "Unified English Braille, grade 1 (uncontracted)", "Unified English Braille, grade 1", "en-ueb-g1.ctb", "Latn", _UEB, extra="ueb.cti", hyphens="hyph_en_US.dic", tested="109,597 tests"),
    Table("national-common", "zh-Hans", 1, "Chinese Common Braille (GF 0019-2018), by rule", "国家通用盲文", "zhcn-cbs.ctb", "Hani", "GF 0019-2018, by our own rules from words and readings", words=True, own=True, emphasis=False, tested="own tests by clause"),
    Table("zhcn-cbs", "zh-Hans", 1, "Chinese Common Braille (GF 0019-2018), by liblouis", "国家通用盲文（liblouis）", "zhcn-cbs.ctb", "Hani", _LOUIS + ": GF 0019-2018; misses context rules and some readings", words=True, emphasis=False, tested="44 tests"),
    Table("zhcn-g1", "zh-Hans", 1, "Current Mandarin Braille with all tones", "现行盲文（全标调）", "zhcn-g1.ctb", "Hani", _LOUIS, words=True, emphasis=False, tested="10 tests"),
    Table("zhcn-g2", "zh-Hans", 2, "Chinese Double-Phonic Braille (GB/T 15720-2008)", "汉语双拼盲文", "zhcn-g2.ctb", "Hani", _LOUIS + ": GB/T 15720-2008", words=True, emphasis=False, tested="10 tests"),
    Table("zh-tw", "zh-Hant", 1, "Taiwanese Braille (bopomofo)", "國語點字（注音）", "zh-tw.ctb", "Hani", _LOUIS, emphasis=False, folds=True, tested="5,149 tests"),
    Table("zh-hk", "yue", 1, "Cantonese Braille, Hong Kong", "粵語點字", "zh-hk.ctb", "Hani", _LOUIS + ": no reference named", emphasis=False, folds=True),
    Table("fr-g1", "fr", 1, "French, uncontracted", "Braille français intégral", "fr-bfu-comp6.utb", "Latn", _LOUIS + ": Code braille français uniformisé", hyphens="hyph_fr_FR.dic"),
    Table("fr-g2", "fr", 2, "French, contracted", "Braille français abrégé", "fr-bfu-g2.ctb", "Latn", _LOUIS + ": Code braille français uniformisé", hyphens="hyph_fr_FR.dic"),
    Table("de-g1", "de", 1, "German, Vollschrift (partly contracted)", "Deutsche Vollschrift", "de-g1.ctb", "Latn", _LOUIS + ": Das System der deutschen Brailleschrift 2018", hyphens="hyph_de_DE.dic"),
    Table("de-g2", "de", 2, "German, Kurzschrift (contracted)", "Deutsche Kurzschrift", "de-g2.ctb", "Latn", _LOUIS + ": Das System der deutschen Brailleschrift 2018", hyphens="hyph_de_DE.dic"),
    Table("es-g1", "es", 1, "Spanish, uncontracted", "Braille español integral", "es-g1.ctb", "Latn", _LOUIS, hyphens="hyph_es_ES.dic"),
    Table("es-g2", "es", 2, "Spanish, contracted", "Braille español estenográfico", "es-g2.ctb", "Latn", _LOUIS, hyphens="hyph_es_ES.dic"),
    Table("it-g1", "it", 1, "Italian, six dots", "Braille italiano", "it-it-comp6.utb", "Latn", _LOUIS, hyphens="hyph_it_IT.dic"),
    Table("pt-g1", "pt", 1, "Portuguese, uncontracted", "Braille português, grau 1", "pt-pt-g1.utb", "Latn", _LOUIS, hyphens="hyph_pt_PT.dic"),
    Table("pt-g2", "pt", 2, "Portuguese, contracted", "Braille português, grau 2", "pt-pt-g2.ctb", "Latn", _LOUIS, hyphens="hyph_pt_PT.dic"),
    Table("nl-g1", "nl", 1, "Dutch", "Nederlands braille", "nl-NL-g0.utb", "Latn", _LOUIS, hyphens="hyph_nl_NL.dic"),
    Table("pl-g1", "pl", 1, "Polish", "Polski brajl", "Pl-Pl-g1.utb", "Latn", _LOUIS, hyphens="hyph_pl_PL.dic"),
    Table("cs-g1", "cs", 1, "Czech", "České Braillovo písmo", "cs-g1.ctb", "Latn", _LOUIS, hyphens="hyph_cs_CZ.dic"),
    Table("sv-g1", "sv", 1, "Swedish, uncontracted", "Svensk punktskrift", "sv-g0.utb", "Latn", _LOUIS, hyphens="hyph_sv_SE.dic"),
    Table("vi-g1", "vi", 1, "Vietnamese, uncontracted", "Chữ nổi tiếng Việt", "vi-vn-g0.utb", "Latn", _LOUIS),
    Table("tr-g1", "tr", 1, "Turkish, uncontracted", "Türkçe Braille", "tr-g1.ctb", "Latn", _LOUIS),
    Table("ru-g1", "ru", 1, "Russian, for literature", "Русский Брайль", "ru-litbrl.ctb", "Cyrl", _LOUIS, hyphens="hyph_ru.dic"),
    Table("uk-g1", "uk", 1, "Ukrainian", "Український Брайль", "uk.utb", "Cyrl", _LOUIS),
    Table("el-g1", "el", 1, "Greek", "Ελληνική γραφή Μπράιγ", "el.ctb", "Grek", _LOUIS),
    Table("ar-g1", "ar", 1, "Arabic, uncontracted", "برايل عربي", "ar-ar-g1.utb", "Arab", _LOUIS),
    Table("ar-g2", "ar", 2, "Arabic, contracted", "برايل عربي مختصر", "ar-ar-g2.ctb", "Arab", _LOUIS),
    Table("he-g1", "he", 1, "Hebrew", "ברייל עברי", "he-IL.utb", "Hebr", _LOUIS),
    Table("ko-g1", "ko", 1, "Korean, uncontracted", "한국 점자, 정자", "ko-g1.ctb", "Hang", _LOUIS),
    Table("ko-g2", "ko", 2, "Korean, contracted", "한국 점자, 약자", "ko-g2.ctb", "Hang", _LOUIS),
    Table("hi-g1", "hi", 1, "Hindi", "हिन्दी ब्रेल", "hi-in-g1.utb", "Deva", _LOUIS + ": Bharati braille"),
)  # fmt: skip

_BY_NAME: Final = {table.name: table for table in TABLES}

LANGUAGE_OF_SCRIPT: Final[dict[str, str]] = {
    "Latn": "en", "Hani": "zh-Hans", "Cyrl": "ru", "Grek": "el", "Arab": "ar", "Hebr": "he", "Hang": "ko", "Deva": "hi",
}  # fmt: skip
"""The language a foreign script is read as where nothing says otherwise."""


def table_named(name: str) -> Table:
    """The table called ``name``; BadOptions ``braille-unknown-table``."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise BadOptions("braille-unknown-table", table=name, known=", ".join(_BY_NAME)) from None


@cache
def table_for(language: str, grade: int) -> Table | None:
    """The best table for a BCP 47 ``language``: of that ``grade``, or else the language's other one; None where there is none.

    A code that has only one grade is used for both.
    """
    wanted = _chinese(language) or language.lower().split("-")[0]
    if wanted == "zh-Hans":
        return _BY_NAME["national-common"]
    found = [table for table in TABLES if table.language == wanted]
    return min(found, key=lambda table: abs(table.grade - grade), default=None)


def _chinese(language: str) -> str:
    """``zh-Hans``, ``zh-Hant`` or ``yue`` for a Chinese tag, "" for any other."""
    subtags = language.lower().split("-")
    if subtags[0] == "yue" or (subtags[0] == "zh" and {"yue", "hk", "mo"} & set(subtags)):
        return "yue"
    if subtags[0] in {"zh", "cmn"}:
        return "zh-Hant" if {"hant", "tw"} & set(subtags) else "zh-Hans"
    return ""
