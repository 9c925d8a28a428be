"""Reads the gold sentences of ``tests/gold/chinese/cells.tsv``; the format is told in ``tests/gold/README.md``."""

import re
from dataclasses import dataclass
from pathlib import Path

from converters.language.chinese.model import Word, WordKind

FILE = Path(__file__).parent / "gold" / "chinese" / "cells.tsv"
_TOKEN = re.compile(r"(?P<han>[^\s\[\]]+)\[(?P<readings>[^\]]*)\]|(?P<other>\u3000|␣|[^\s\[\]]+)")


@dataclass(frozen=True)
class Gold:
    clause: str
    words: tuple[Word, ...]
    cells: str
    remark: str


def parse_words(notation: str) -> tuple[Word, ...]:
    """``慈爱[ci2 ai4] ，`` as the analysis would give it."""
    words: list[Word] = []
    at = 0
    for match in _TOKEN.finditer(notation):
        text = match["han"] or match["other"].replace("␣", " ")
        kind: WordKind = "han" if match["han"] else _kind(text)
        words.append(Word(text, at, at + len(text), kind, tuple((match["readings"] or "").split())))
        at += len(text)
    return tuple(words)


def _kind(text: str) -> WordKind:
    if text.isspace():
        return "space"
    if text[0].isdecimal():
        return "number"
    if text[0].isascii() and text[0].isalpha():
        return "latin"
    return "other" if text[0] > "\uffff" or text[0] in "①②③⑩℃" else "punctuation"


def sentences() -> list[Gold]:
    rows = [
        line.split("\t") for line in FILE.read_text("utf-8").splitlines() if line and not line.startswith("#")
    ]
    return [Gold(clause, parse_words(words), cells, remark) for clause, words, cells, remark in rows]


WORKED_EXAMPLES = [
    ("中", "zhong1", "⠌⠲⠁"),
    ("国", "guo2", "⠛⠕⠂"),
    ("花", "hua1", "⠓⠿⠁"),
    ("知", "zhi1", "⠌⠁"),
    ("芬", "fen1", "⠋⠴"),
    ("分", "fen4", "⠋⠴⠆"),
    ("人", "ren2", "⠚⠴"),
    ("忍", "ren3", "⠚⠴⠄"),
    ("头", "tou2", "⠞⠷⠂"),
    ("坝", "ba4", "⠃⠔"),
    ("拔", "ba2", "⠃⠔⠂"),
    ("乐", "le4", "⠇⠢⠆"),
    ("乐", "yue4", "⠾"),
    ("字", "zi4", "⠵⠆"),
    ("育", "yu4", "⠬"),
    ("爱", "ai4", "⠪"),
    ("我", "wo3", "⠕"),
    ("沃", "wo4", "⠕⠆"),
    ("意", "yi4", "⠊⠆"),
    ("一", "yi1", "⠊"),
    ("哦", "o2", "⠢"),
    ("额", "e2", "⠢⠂"),
    ("慈爱", "ci2 ai4", "⠉⠂⠪"),
    ("事业", "shi4 ye4", "⠱⠆⠑⠆"),
    ("问", "wen4", "⠒⠆"),
    ("纹", "wen2", "⠒⠂"),
    ("再", "zai4", "⠵⠪⠆"),
    ("在", "zai4", "⠵⠪"),
    ("地道", "di4 dao4", "⠙⠊⠆⠙⠖⠆"),
    ("地道", "di4 dao5", "⠙⠊⠙⠖"),
    ("的", "de5", "⠙"),
    ("的", "di2", "⠙⠊⠂"),
    ("目的", "mu4 di4", "⠍⠥⠆⠙⠊"),
    ("么", "me5", "⠍"),
    ("你", "ni3", "⠝"),
    ("他", "ta1", "⠞"),
    ("她", "ta1", "⠞⠁"),
    ("它", "ta1", "⠈⠞"),
    ("他用", "ta1 yong4", "⠞⠔⠹"),
    ("它用", "ta1 yong4", "⠈⠞⠔⠹"),
    ("她用", "ta1 yong4", "⠞⠁⠹"),
    ("么啊", "me5 a5", "⠍⠢⠔"),
    ("地", "de5", "⠙⠢"),
    ("得", "de5", "⠙⠢"),
]
"""The worked examples of GF 0019-2018 that the project's reference gives, each with what it must not do: print, readings, cells."""
