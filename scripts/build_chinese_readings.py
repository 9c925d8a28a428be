"""Makes ``converters/language/chinese/data/readings.txt.xz`` anew from dictionaries that are free to use.

Usage: ``build_chinese_readings.py PINYIN_PRO_DATA JIEBA_DICT``, where PINYIN_PRO_DATA is ``json/complete.json`` of the npm package
``@pinyin-pro/data`` 1.3.1 (MIT) and JIEBA_DICT is ``jieba/dict.txt`` of the package ``jieba`` 0.42.1 (MIT: words with their frequency). The
Python packages ``pypinyin`` 0.55 and ``pypinyin-dict`` 0.9 (MIT; the latter holds CC-CEDICT readings, CC BY-SA 4.0 facts as redistributed there)
must be importable (``pip install pypinyin-dict``: 108 MB, and only needed here).

The result has one line a character (``char<TAB>reading reading ...``, the most frequent first) and, after an empty line, one line a word:
``word<TAB>digits``, one digit a character, the place of its reading in the character's line. Only words that say something are kept: they
hold a character with several readings.
"""

from __future__ import annotations

import importlib
import json
import lzma
import sys
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin.contrib.tone_convert import to_tone3

OUT = Path(__file__).parent.parent / "converters/language/chinese/data/readings.txt.xz"
MAX_LENGTH = 8
# How much each source is believed, for the syllable; measured on words that have one right answer.
WEIGHTS = {"pypinyin": 3.0, "pro": 2.5, "cedict": 2.5, "large": 1.5, "zdic": 0.6}


def tone3(syllable: str) -> str:
    """``lǜ`` → ``lv4``; an unmarked syllable is neutral (5)."""
    return to_tone3(syllable, v_to_u=False, neutral_tone_with_five=True).replace("ü", "v")


def is_han(text: str) -> bool:
    return all("\u3400" <= c <= "\u9fff" or c == "〇" or "\U00020000" <= c <= "\U0003ffff" for c in text)


def base_tones(word: str, readings: list[str]) -> list[str]:
    """一 and 不 in their base tones (GF 0019 §10.1): dictionaries differ in writing sandhi."""
    return [{"一": "yi1", "不": "bu4"}.get(c, r) for c, r in zip(word, readings, strict=True)]


def sources(pro_path: Path) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415  (big)

    tables = {"pypinyin": phrases_dict}
    for name, module in (("cedict", "cc_cedict"), ("large", "large_pinyin"), ("zdic", "zdic_cibs")):
        tables[name] = importlib.import_module(f"pypinyin_dict.phrase_pinyin_data.{module}").phrases_dict
    for name, table in tables.items():
        found[name] = {
            w: base_tones(w, [tone3(x[0]) for x in r])
            for w, r in table.items()
            if len(w) == len(r) and is_han(w)
        }
    pro = json.loads(pro_path.read_text(encoding="utf-8"))
    found["pro"] = {}
    for word, (readings, _) in pro.items():
        syllables = [tone3(s) for s in readings.split()]
        if len(syllables) == len(word) and is_han(word):
            found["pro"][word] = base_tones(word, syllables)
    return found


def vote(word: str, found: dict[str, dict[str, list[str]]]) -> list[str]:
    """One reading a character: the syllable and tone most sources give; neutral where two of three careful sources say so."""
    result = []
    given = {name: table[word] for name, table in found.items() if word in table}
    for i in range(len(word)):
        full: Counter[str] = Counter()
        neutral = 0.0
        for name, readings in given.items():
            reading = readings[i]
            if reading.endswith("5"):
                if name in {"cedict", "pro", "pypinyin"}:
                    neutral += 1
            else:
                full[reading] += WEIGHTS[name]
        if not full or (neutral and neutral >= sum(1 for n in given if n in {"cedict", "pro", "pypinyin"}) / 2):
            toneless: Counter[str] = Counter()
            for name, readings in given.items():
                if readings[i].endswith("5"):
                    toneless[readings[i]] += WEIGHTS[name]
            best_full = max(full.values(), default=0)
            best_neutral, weight = max(toneless.items(), key=lambda kv: kv[1])
            if not full or weight >= 0.5 * best_full:
                result.append(best_neutral)
                continue
        result.append(max(full.items(), key=lambda kv: kv[1])[0])
    return result


def characters(found: dict[str, dict[str, list[str]]], frequency: dict[str, int]) -> dict[str, Counter[str]]:
    """Every character's readings, weighted by official list, by commonness in words, by the order of the dictionaries."""
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415
    from pypinyin_dict.pinyin_data import khanyupinlu, kmandarin_8105, ktghz2013  # noqa: PLC0415

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
            for char, reading in zip(word, vote(word, found), strict=True):
                words[char][reading] += count
    for char, counts in words.items():
        total = sum(counts.values())
        for reading, count in counts.items():
            weights[char][reading] += 50 * count / total
    return weights


def main() -> None:
    pro_path, jieba_path = map(Path, sys.argv[1:3])
    frequency = {}
    for line in jieba_path.read_text(encoding="utf-8").splitlines():
        word, count, *_ = line.split(" ")
        frequency[word] = int(count)
    found = sources(pro_path)
    weights = characters(found, frequency)
    all_words = {
        w
        for name, table in found.items()
        for w in table
        if 1 < len(w) <= MAX_LENGTH and (name in {"cedict", "pypinyin"} or w in frequency or (name == "pro" and len(w) <= 4) or w in found["cedict"])
    }
    read = {w: vote(w, found) for w in all_words}
    for word, readings in read.items():
        for char, reading in zip(word, readings, strict=True):
            weights[char][reading] += 0.001
    order = {c: [r for r, _ in counts.most_common()] for c, counts in weights.items()}
    plain = {c for c, readings in order.items() if sum(weights[c][r] >= 0.4 for r in readings) < 2}
    lines = [f"{c}\t{' '.join(r[:10])}" for c, r in sorted(order.items())]
    lines.append("")
    kept = 0
    for word in sorted(all_words):
        readings = read[word]
        if any(r not in order[c][:10] for c, r in zip(word, readings, strict=True)):
            continue
        digits = "".join(str(order[c].index(r)) for c, r in zip(word, readings, strict=True))
        interesting = any(c not in plain for c in word) or any(d != "0" for d in digits)
        if not interesting or (len(word) > 4 and redundant(word, digits, read, order)):
            continue
        lines.append(f"{word}\t{digits}")
        kept += 1
    data = "\n".join(lines).encode()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(order)} characters, {kept} words, {len(data)} bytes, {OUT.stat().st_size} compressed")  # noqa: T201


def redundant(word: str, digits: str, read: dict[str, list[str]], order: dict[str, list[str]]) -> bool:
    """Whether a long entry says no more than the shorter words in it do (longest first, from the left)."""
    position = 0
    while position < len(word):
        for length in range(min(4, len(word) - position), 0, -1):
            piece = word[position : position + length]
            readings = read.get(piece) if length > 1 else [order[piece][0]]
            if readings and all(
                r in order[c] for c, r in zip(piece, readings, strict=True)
            ):
                said = [str(order[c].index(r)) for c, r in zip(piece, readings, strict=True)]
                if "".join(said) != digits[position : position + length]:
                    return False
                position += length
                break
    return True


if __name__ == "__main__":
    main()
