"""The dictionaries that are free to use: word → readings, and what is known of single characters."""

from __future__ import annotations

import importlib
import json
import pickle
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

from pypinyin.contrib.tone_convert import to_tone3

Readings = Mapping[str, list[str]]


def tone3(syllable: str) -> str:
    """``lǜ`` → ``lv4``; an unmarked syllable is neutral (5)."""
    return to_tone3(syllable, v_to_u=False, neutral_tone_with_five=True).replace("ü", "v")


def is_han(text: str) -> bool:
    """Whether all are Han characters."""
    return all("\u3400" <= c <= "\u9fff" or c == "〇" or "\U00020000" <= c <= "\U0003ffff" for c in text)


def base_tones(word: str, readings: list[str]) -> list[str]:
    """一 and 不 in their base tones (GF 0019 §10.1): dictionaries differ in writing sandhi."""
    return [{"一": "yi1", "不": "bu4"}.get(c, r) for c, r in zip(word, readings, strict=True)]


def sources(pro_path: Path) -> dict[str, Readings]:
    """Each dictionary by name; ``pro_path`` is ``json/complete.json`` of ``@pinyin-pro/data``."""
    from pypinyin.phrases_dict import phrases_dict

    tables = {"pypinyin": phrases_dict}
    for name, module in (("cedict", "cc_cedict"), ("large", "large_pinyin"), ("zdic", "zdic_cibs")):
        tables[name] = importlib.import_module(f"pypinyin_dict.phrase_pinyin_data.{module}").phrases_dict
    found: dict[str, Readings] = {
        name: {
            w: base_tones(w, [tone3(x[0]) for x in r])
            for w, r in table.items()
            if len(w) == len(r) and is_han(w)
        }
        for name, table in tables.items()
    }
    pro = {}
    for word, (readings, _) in json.loads(pro_path.read_text(encoding="utf-8")).items():
        syllables = [tone3(s) for s in readings.split()]
        if len(syllables) == len(word) and is_han(word):
            pro[word] = base_tones(word, syllables)
    found["pro"] = pro
    return found


def frequencies(jieba_path: Path) -> dict[str, int]:
    """Words of jieba's list and how often they were seen."""
    frequency = {}
    for line in jieba_path.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        frequency[word] = int(count)
    return frequency


def characters(
    found: Mapping[str, Readings], frequency: Mapping[str, int], vote: Callable[[str], list[str]]
) -> dict[str, Counter[str]]:
    """Every character's readings, weighted by official list, by commonness in words, by the order of the dictionaries."""
    from pypinyin.pinyin_dict import pinyin_dict
    from pypinyin_dict.pinyin_data import khanyupinlu, kmandarin_8105, ktghz2013

    official = {chr(k): [tone3(s) for s in v.split(",")] for k, v in ktghz2013.pinyin_dict.items()}
    common = {chr(k): [tone3(s) for s in v.split(",")] for k, v in khanyupinlu.pinyin_dict.items()}
    first = {chr(k): tone3(v.split(",")[0]) for k, v in kmandarin_8105.pinyin_dict.items()}
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for code, value in pinyin_dict.items():
        char = chr(code)
        readings = [tone3(s) for s in value.split(",")]
        weights[char][first.get(char, readings[0])] += 40
        allowed = set(official.get(char, readings))
        for place, reading in enumerate(common.get(char, [])):
            if reading in allowed or place == 0:
                weights[char][reading] += 60 / (1 + place)
        for place, reading in enumerate(readings):
            if reading in allowed:
                weights[char][reading] += 1 / (1 + place)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in frequency.items():
        if 1 < len(word) <= 4 and any(word in found[n] for n in ("cedict", "pypinyin", "pro")):
            for char, reading in zip(word, vote(word), strict=True):
                words[char][reading] += count
    for char, counts in words.items():
        total = sum(counts.values())
        for reading, count in counts.items():
            weights[char][reading] += 50 * count / total
    return weights


def several_readings() -> set[str]:
    """Characters with several readings in living use: those CC-CEDICT gives several, as listed in the package g2pM."""
    path = Path(str(files("g2pM"))) / "digest_cedict.pkl"
    table = pickle.loads(path.read_bytes())  # noqa: S301 (part of an installed package)
    return {char for char, readings in table.items() if len(readings) > 1}
