"""Which lines of a plain text are chapter headings, in English and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from converters.language import is_chinese


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A line that heads a chapter.

    ``rank`` 0 volume, 1 part or book, 2 chapter, 3 section; ``key`` is what a contents list would repeat; ``role`` a word of the EPUB structure
    vocabulary; ``numbered``: it states a number but no title, which may stand on the next line.
    """

    text: str
    rank: int
    key: str
    role: str
    bare: bool = False


_ZH_NUMBER: Final = "[零〇一二三四五六七八九十百千两廿卅0-9０-９]{1,9}"
_ZH_RANKS: Final = {
    "卷": 0, "部": 0, "编": 0, "編": 0, "集": 0, "册": 0, "冊": 0, "篇": 1,
    "章": 2, "回": 2, "话": 2, "話": 2, "幕": 2, "讲": 2, "講": 2, "课": 2, "課": 2, "节": 3, "節": 3, "场": 3, "場": 3,
}  # fmt: skip
_ZH_PREFIX: Final = r"(?:《[^》]{0,30}》\s*)?(?:(?:正文|目录|目錄|内容|章节目录)\s+)?"
_ZH_NUMBERED: Final = re.compile(
    rf"{_ZH_PREFIX}(?P<label>第\s*(?P<number>{_ZH_NUMBER})\s*(?P<unit>[{''.join(_ZH_RANKS)}]))(?P<rest>.*)"
)
_ZH_VOLUME: Final = re.compile(
    rf"{_ZH_PREFIX}(?P<label>卷(?:之|第)?\s*{_ZH_NUMBER}|[上中下](?:卷|部|册|冊|编|編|集|篇))(?P<rest>.*)"
)
_ZH_NAMED: Final = {
    "preface": ("序", "序言", "自序", "代序", "前言", "译序", "译者序", "譯者序", "再版序", "总序", "總序", "原序", "弁言", "编者按", "出版说明", "出版說明", "内容简介", "內容簡介", "作者简介", "作者簡介"),
    "prologue": ("楔子", "引子", "序章", "序幕", "缘起", "緣起"),
    "introduction": ("引言", "导言", "導言", "导读", "導讀", "绪论", "緒論", "绪言", "导论", "導論"),
    "epilogue": ("尾声", "尾聲", "终章", "終章", "大结局", "大結局", "尾章"),
    "afterword": ("后记", "後記", "跋", "跋语", "编后记", "译后记", "譯後記"),
    "conclusion": ("结语", "結語", "结论", "結論"),
    "appendix": ("附录", "附錄", "番外", "外传", "外傳", "外篇"),
    "acknowledgments": ("致谢", "致謝", "鸣谢"),
    "bibliography": ("参考文献", "參考文獻"),
    "toc": ("目录", "目錄", "总目", "总目录", "總目錄", "目次"),
}  # fmt: skip
_ZH_ROLE: Final = {word: role for role, words in _ZH_NAMED.items() for word in words}
_ZH_NAMED_LINE: Final = re.compile(
    rf"{_ZH_PREFIX}(?P<word>{'|'.join(sorted((chr(92) + 's*').join(word) for word in _ZH_ROLE))})"
    rf"(?P<number>\s*{_ZH_NUMBER})?(?P<rest>(?:[\s:：·、—-].*)?)"
)

_EN_WORDS: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred first second third fourth"
    " fifth sixth seventh eighth ninth tenth last the"
)
_EN_NUMBER: Final = rf"(?:[0-9]{{1,4}}|[IVXLCDM]{{1,9}}|(?:(?:{'|'.join(_EN_WORDS.split())})[\s-]?){{1,3}})"
_EN_RANKS: Final = {"volume": 0, "vol": 0, "book": 1, "part": 1, "act": 1, "chapter": 2, "chap": 2, "canto": 2, "stave": 2, "letter": 2, "lecture": 2, "scene": 3, "section": 3}  # fmt: skip
_EN_NUMBERED: Final = re.compile(
    rf"(?P<label>(?P<unit>{'|'.join(_EN_RANKS)})\.?\s+(?P<number>{_EN_NUMBER}))(?P<rest>(?:$|[\s.:,;—–-].*))", re.IGNORECASE
)  # fmt: skip
_EN_NAMED: Final = {
    "prologue": "prologue", "epilogue": "epilogue", "preface": "preface", "foreword": "foreword", "introduction": "introduction",
    "afterword": "afterword", "postscript": "afterword", "conclusion": "conclusion", "dedication": "dedication", "contents": "toc",
    "table of contents": "toc", "acknowledgments": "acknowledgments", "acknowledgements": "acknowledgments", "appendix": "appendix",
    "appendices": "appendix", "bibliography": "bibliography", "glossary": "glossary", "index": "index", "notes": "endnotes", "footnotes": "endnotes", "endnotes": "endnotes",
    "etymology": "", "extracts": "", "author's note": "", "author’s note": "", "finis": "",
}  # fmt: skip
_EN_NAMED_LINE: Final = re.compile(
    rf"(?P<word>{'|'.join(sorted(_EN_NAMED, key=len, reverse=True))})(?P<number>\s+[A-Z0-9]{{1,3}})?(?P<rest>\.?$|[.:—]\s*[A-Z].*)",
    re.IGNORECASE,
)
_BARE_NUMBER: Final = re.compile(
    r"(?P<number>[IVXLC]{1,8}|[0-9]{1,3})\.?|(?P<zh>[一二三四五六七八九十百]{1,5})[、.．]?"
)
_PAGE_AT_END: Final = re.compile(r"(?:[.…·．\s_]{2,}|\t)\s*(?:\d{1,4}|[ivxlc]{1,6})\s*$|[.…·．]{3,}\s*$")
_LONGEST_ZH, _LONGEST_EN = 45, 100


def heading_of(line: str) -> HeadingLine | None:
    """``line`` (stripped) as a heading, or None: running text that merely begins like one is none."""
    if not line or len(line) > _LONGEST_EN:
        return None
    first = line[0]
    if first.isascii():
        return _english(line)
    return _chinese(line)


def contents_line(line: str) -> bool:
    """Whether ``line`` ends in dots and a page number, as lines of a contents list do."""
    return len(line) <= _LONGEST_EN and bool(_PAGE_AT_END.search(line))


def bare_number(line: str) -> int | None:
    """The number of a line that is nothing but a number ("IV.", "12", "三"), else None."""
    match = _BARE_NUMBER.fullmatch(line)
    if not match:
        return None
    if match["zh"]:
        return chinese_number(match["zh"])
    return int(match["number"]) if match["number"].isdigit() else roman_number(match["number"])


def roman_number(text: str) -> int:
    """The value of Roman numerals; odd ones are read as they add up."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}[c] for c in text.upper()]
    return sum(-value if value < max(values[at:], default=0) else value for at, value in enumerate(values))


def chinese_number(text: str) -> int:
    """The value of a Chinese number below 100,000, written with units (一百零二) or digits (一〇二, １０２)."""
    digits = {c: value for value, c in enumerate("〇一二三四五六七八九")} | {
        "零": 0,
        "两": 2,
        "廿": 20,
        "卅": 30,
    }
    units = {"十": 10, "百": 100, "千": 1000}
    if not any(c in units for c in text):
        plain = "".join(c if c.isdigit() and c.isascii() else str(digits.get(c, c)) for c in text)
        return int(plain) if plain.isdigit() else 0
    total = current = 0
    for c in text:
        if c in units:
            total += max(current, 1) * units[c]
            current = 0
        else:
            current = digits.get(c, int(c) if c.isdigit() else 0)
    return total + current


def _chinese(line: str) -> HeadingLine | None:
    if len(line) > _LONGEST_ZH:
        return None
    match = _ZH_NUMBERED.fullmatch(line)
    if match:
        if not _zh_title(match["rest"]):
            return None
        rank = _ZH_RANKS[match["unit"]]
        number = chinese_number("".join(match["number"].split()))
        role = "chapter" if rank == 2 else "part" if rank < 2 else ""
        return HeadingLine(line, rank, f"{match['unit']}{number}", role, not match["rest"].strip())
    match = _ZH_VOLUME.fullmatch(line)
    if match:
        if (match["rest"] and match["rest"][0] not in " \u3000:：·") or not _zh_title(match["rest"]):
            return None
        return HeadingLine(line, 0, match["label"], "part", not match["rest"].strip())
    match = _ZH_NAMED_LINE.fullmatch(line)
    if match and _zh_title(match["rest"]) and len(line) <= 30:
        word = "".join(match["word"].split())
        return HeadingLine(
            line, 2, word + "".join((match["number"] or match["rest"]).split()), _ZH_ROLE[word]
        )
    return None


def _zh_title(rest: str) -> bool:
    """Whether what follows "第一回" is a title: nothing, or set off, or short; never a sentence."""
    stripped = rest.strip(" \u3000:：、.．·-—")
    if not stripped:
        return True
    if re.search(r"[。；;]|[，,：:]$|[“”「」『』].*说|[？！?!].+[，。]", stripped):
        return False
    set_off = rest[0] in " \u3000\t:：、.．·-—（(《【"
    if not set_off:
        return len(stripped) <= 20 and not re.search(r"[，,、的了是在有]", stripped)
    return not re.search(r"，.*，.*，", stripped)


def _english(line: str) -> HeadingLine | None:
    match = _EN_NUMBERED.fullmatch(line)
    if match:
        if not _en_title(match["rest"]):
            return None
        unit = match["unit"].lower()
        rank = _EN_RANKS[unit]
        role = "chapter" if rank == 2 else "part" if rank < 2 else ""
        bare = not match["rest"].strip(" .:—–-")
        return HeadingLine(line, rank, f"{unit} {match['number'].strip().lower()}", role, bare)
    match = _EN_NAMED_LINE.fullmatch(line)
    if match and (line[0].isupper()) and len(line) <= 70:
        word = match["word"].lower()
        return HeadingLine(line, 2, line.strip(" .").lower(), _EN_NAMED[word])
    return None


def _en_title(rest: str) -> bool:
    """Whether what follows "Chapter 5" is a title: set off by a mark, or with a capital; never a sentence."""
    title = rest.strip()
    if not title.strip(".:—–-"):
        return True
    if title[0] in ",;" or title[-1] in ",;":
        return False
    marked = title[0] in ".:—–-"
    title = title.lstrip(".:—–- ")
    first = title[0]
    if not marked:
        # "Chapter 5 Describes ..." with most words in capitals; "Chapter 5 was long." is a sentence.
        words = [word for word in re.findall(r"[^\W\d_]+", title) if len(word) > 3]
        capitals = sum(word[0].isupper() for word in words)
        return (
            (first.isupper() or not first.isalpha())
            and not title.endswith(".")
            and capitals * 2 >= len(words)
        )
    if title.endswith(".") and len(re.findall(r"\.\s+[A-Z]", title)) >= 1:
        return False
    return not first.islower()


def titles_next(following: str, language: str) -> bool:
    """Whether ``following`` is the title of a heading that has a number only."""
    if not following or contents_line(following):
        return False
    if is_chinese(language):
        return len(following) <= 20 and not re.search(r"[，。！？；：,!?;:“”「」…]", following)
    words = [word for word in re.findall(r"[^\W\d_]+", following) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in words)
    return (
        len(following) <= 70
        and following[0].isupper()
        and following[-1] not in ",;:-—"
        and (
            following.isupper()
            or (capitals * 3 >= len(words) * 2 and (following[-1] != "." or len(following) <= 50))
        )
    )
