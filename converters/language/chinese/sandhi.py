"""Tones as they are spoken: 一, 不 and third tones before others. Braille writes base tones (GF 0019 §10.1); speech may call this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from converters.language.chinese.model import Word

_ORDINAL_BEFORE = frozenset("第十百千零〇二三四五六七八九")
_NUMBER_AFTER = frozenset("一二三四五六七八九十零〇点")
_WEEK = frozenset({"星期", "礼拜", "禮拜", "周", "週", "初"})


def spoken_readings(words: Sequence[Word]) -> list[tuple[str, ...]]:
    """The readings of each word with tone sandhi.

    一 is yí before a fourth tone (or 个), yì before others, yī in numbers, ordinals and at the end; 不 is bú before a fourth tone; of third tones that
    follow each other within a word the earlier become second, and across words the last of a one-syllable word does. Neutral 一 and 不 in 看一看, 好不好.
    """
    result: list[list[str]] = []
    chars: list[tuple[int, int, str]] = []
    spoken: list[tuple[int, int, str]] = []
    for number, word in enumerate(words):
        result.append(list(word.readings))
        if word.kind != "han":
            if word.kind != "space":
                _settle(spoken, result, words)
                spoken = []
            continue
        chars = [(number, k, char) for k, char in enumerate(_han(word))]
        spoken += chars
    _settle(spoken, result, words)
    return [tuple(r) for r in result]


def _han(word: Word) -> Iterable[str]:
    return word.text


def _settle(line: list[tuple[int, int, str]], result: list[list[str]], words: Sequence[Word]) -> None:
    """One stretch between punctuation marks, from the right: what follows must already be settled for 一 and 不, not for third tones."""
    base = [result[w][k] for w, k, _ in line]
    for i, (w, k, char) in enumerate(line):
        following = base[i + 1] if i + 1 < len(line) else ""
        if char == "一" and result[w][k] == "yi1":
            result[w][k] = _yi(line, i, following, words)
        elif char == "不" and result[w][k] == "bu4":
            inside = 0 < i < len(line) - 1 and line[i - 1][2] == line[i + 1][2]
            result[w][k] = "bu5" if inside else "bu2" if following.endswith("4") else "bu4"
    _third_tones(line, result)


def _yi(line: list[tuple[int, int, str]], i: int, following: str, words: Sequence[Word]) -> str:
    w, _, _ = line[i]
    before = line[i - 1][2] if i else ""
    after = line[i + 1][2] if i + 1 < len(line) else ""
    if before and before == after and before not in _ORDINAL_BEFORE:
        return "yi5"
    last_word = words[w - 1].text if w else ""
    ordinal = (
        before in _ORDINAL_BEFORE
        or last_word in _WEEK
        or words[w].text[:2] in _WEEK
        or before in {"初", "期"}
    )
    if ordinal or after in _NUMBER_AFTER or after in {"月", "号", "號", "日"} or not following:
        return "yi1"
    # 个 is neutral in 一个, but it is its fourth tone that counts
    return (
        "yi2"
        if following.endswith("4") or after in {"个", "個"}
        else "yi1"
        if following.endswith("5")
        else "yi4"
    )


def _third_tones(line: list[tuple[int, int, str]], result: list[list[str]]) -> None:
    third = [result[w][k].endswith("3") for w, k, _ in line]
    for i in range(len(line) - 1):
        w, k, _ = line[i]
        same_word = line[i + 1][0] == w
        alone = len(result[w]) == 1
        if third[i] and third[i + 1] and (same_word or alone):
            result[w][k] = result[w][k][:-1] + "2"
