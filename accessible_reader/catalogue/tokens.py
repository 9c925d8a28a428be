"""What is searched for and what is found, as tokens: pure, and the same for SQLite and PostgreSQL.

A token is letters and digits only, folded: full width to half, capitals to small, accents dropped, traditional characters to simplified ones. Text in Han
characters becomes single characters, pairs, and — for names — pinyin: by syllable, joined from each word on to the end, and its initials. So 平凡的世界 is found by
平凡, 世, 凡的世, 平凡世界, 「平凡的世界」 in traditional characters, ``pingfan``, ``ping fan``, ``shijie`` and ``pfdsj``.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

MOST_BODY_TOKENS: Final = 30_000
"""Of a book's text, the most frequent: what a long novel says more than once or twice. PostgreSQL takes at most 1 MB a row."""
MOST_QUERY_WORDS: Final = 16
SAMPLES: Final = 256
"""Into so many equal parts the catalogue is divided by lot, to count by a part what would take long to count as a whole."""
_LONGEST_TOKEN: Final = 60
_LONGEST_JOINED: Final = 24
"""Characters of a name whose pinyin is joined."""
_LONGEST_QUERY: Final = 400
_HAN: Final = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"(?P<han>[{_HAN}]+)|(?P<word>[^\W_{_HAN}]+)")
_SAME: Final = str.maketrans({"著": "着", "妳": "你", "\x00": " "})
"""OpenCC leaves 著 alone, which may be 著作; for finding a book the two are one."""
_APOSTROPHES: Final = re.compile("(?<=\\w)['\u2019\u02bc](?=\\w)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of a query: all of ``tokens`` must be found, or one that begins with ``prefix``."""

    tokens: tuple[str, ...]
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """``strict``: Han characters stand side by side; ``loose``: word by word. ``key``: the query as a name would be compared."""

    strict: tuple[Wanted, ...]
    loose: tuple[Wanted, ...]
    key: str


def fold(text: str) -> str:
    """``text`` as it is compared: NFKC, simplified, small letters, no accents, no apostrophes inside words."""
    folded = _simplified(unicodedata.normalize("NFKC", text).casefold()).translate(_SAME)
    folded = _APOSTROPHES.sub("", folded)
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFKD", folded)
    bare = "".join(c for c in parts if not 0x300 <= ord(c) <= 0x36F)
    return unicodedata.normalize("NFC", bare).casefold()


def name_key(text: str) -> str:
    """A name without anything but its letters and digits: the same for the same name."""
    return " ".join(match.group() for match in _RUN.finditer(fold(text)))[:500]


def name_tokens(text: str) -> list[str]:
    """Words, characters and pairs of a name, distinct."""
    return _distinct(_characters(text))


def pinyin_tokens(text: str) -> list[str]:
    """How the Chinese of a name is spelled in pinyin: syllables, joined from each word on, and initials, distinct."""
    found: list[str] = []
    for match in _RUN.finditer(fold(text)):
        if match["han"]:
            found += _spelled(match["han"][:_LONGEST_JOINED])
    return _distinct(iter(found))


def body_tokens(texts: Iterable[str]) -> list[str]:
    """Words of a book's text and pairs of its Chinese characters, the most frequent first and distinct.

    Single characters would be in every book; Chinese words would be cut otherwise in a sentence than in a query.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        for match in _RUN.finditer(fold(text)):
            if match["han"]:
                counts.update(_safe(a + b) for a, b in pairwise(match["han"]))
            else:
                counts[_safe(match["word"])] += 1
    # Of equals the first of the alphabet, so that the same book gives the same tokens.
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [token for token, _count in ordered[:MOST_BODY_TOKENS]]


def facet_token(kind: str, value: str) -> str:
    """A token that stands for ``value`` of the facet ``kind``; it begins with ``_``, which no word has."""
    return "_" + hashlib.blake2s(f"{kind}\0{value}".encode(), digest_size=8).hexdigest()


def sample_of(title_id: str) -> int:
    """In which of the :data:`SAMPLES` a title is: as if drawn by lot, and always the same."""
    return hashlib.blake2s(title_id.encode(), digest_size=1).digest()[0]


def sample_name(number: int) -> str:
    """The token of a sample."""
    return f"_s{number}"


def query(text: str) -> Query:
    """What somebody typed. Nothing in it is syntax. The last word may be unfinished."""
    folded = fold(text[:_LONGEST_QUERY])
    runs = list(_RUN.finditer(folded))[:MOST_QUERY_WORDS]
    strict: list[Wanted] = []
    loose: list[Wanted] = []
    for number, match in enumerate(runs):
        if match["han"]:
            run = match["han"]
            strict.append(Wanted(tuple(_pairs(run))))
            loose += [Wanted(tuple(_pairs(word))) for word in _words(run)]
            continue
        token = _safe(match["word"])
        last = number == len(runs) - 1 and folded.endswith(match["word"]) and len(token) > 1
        strict.append(Wanted((token,), token if last else ""))
        loose.append(strict[-1])
    return Query(tuple(strict), tuple(dict.fromkeys(loose))[:MOST_QUERY_WORDS], name_key(text))


def match_key(name: str, author: str) -> str:
    """Hash of a work's name and first author: the same for 《活着》/余华 and 「活著」/余華. "" where one is missing: many books are called “Poems”."""
    key = name_key(name).replace(" ", "")
    # 「村上春树 著」 and family name first or last: the author's words in any order.
    people = " ".join(sorted(name_key(author).split()))
    return hashlib.blake2s(f"{key}\0{people}".encode(), digest_size=16).hexdigest() if key and people else ""


def _characters(text: str) -> Iterator[str]:
    for match in _RUN.finditer(fold(text)):
        if match["han"]:
            run = match["han"]
            yield from (_safe(one) for one in run)
            yield from (_safe(a + b) for a, b in pairwise(run))
        else:
            yield _safe(match["word"])


def _pairs(run: str) -> list[str]:
    return _distinct(_safe(a + b) for a, b in pairwise(run)) if len(run) > 1 else [_safe(run)]


def _safe(token: str) -> str:
    """SQLite's tokenizer knows no characters that Unicode got after version 6.1; PostgreSQL wants short ones."""
    if not all(c.isascii() or "\u3400" <= c <= "\u9fa5" or "\u00c0" <= c <= "\u04ff" for c in token):
        token = "".join(c if ord(c) <= 0x9FA5 and c.isalnum() else f"u{ord(c):x}" for c in token)
    return token[:_LONGEST_TOKEN]


def _distinct(tokens: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(tokens))


def _words(run: str) -> list[str]:
    import rjieba

    return [str(word) for word in rjieba.cut(run)]


def _simplified(text: str) -> str:
    if text.isascii():
        return text
    return str(_converter().convert(text))


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def _spelled(run: str) -> list[str]:
    words = [_syllables(word) for word in _words(run)]
    syllables = [one for word in words for one in word]
    found = list(syllables)
    found += [one for character in run for one in _readings(character)]
    start = 0
    for word in words:
        rest = syllables[start:]
        found.append("".join(rest))
        found.append("".join(word))
        if len(rest) > 1:
            found.append("".join(one[0] for one in rest))
        start += len(word)
    return [_safe(one) for one in found if one]


@lru_cache(maxsize=50_000)
def _syllables(word: str) -> tuple[str, ...]:
    from pypinyin import Style, lazy_pinyin

    spelled = lazy_pinyin(word, style=Style.NORMAL, errors="ignore")
    return tuple(one.replace("ü", "v").lower() for one in spelled if one.isalpha())


@lru_cache(maxsize=30_000)
def _readings(character: str) -> tuple[str, ...]:
    """All readings of a character that dictionaries give, at most three: whoever types a name may take another than we do."""
    from pypinyin import Style, pinyin

    given = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(one for one in (given[0][:3] if given else ()) if one.isascii() and one.isalpha())
