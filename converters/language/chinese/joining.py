"""分词连写: from an engine's words to the words braille writes together (GF 0019-2018 §12.2).

The engines cut by their own habits; here their words are joined or cut until they follow the standard: words of two and three
syllables are one (12.2.1), reduplication (12.2.3 as practised: 人人, 清清楚楚 are one, 研究 研究 two), affixes (12.2.5: 孩子们, 科学性), tight
short groups (12.2.6: 很好, 山上, 每年), long names by words. On 的, idioms and personal names practice is divided: see :class:`JoinPolicy`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from converters.language.chinese.engines import is_word, words_within
from converters.language.chinese.words import Token


@dataclass(frozen=True, slots=True)
class JoinPolicy:
    """Points on which braille producers disagree; each library decides once.

    ``structural_particles``: 的 地 得 "joined" to the word before (今天的, as the test file of liblouis' zhcn-cbs has it) or "apart" (as in the
    Lanzhou corpus). ``aspect_particles``: 着 了 过 after a verb, likewise. ``idioms``: four-syllable idioms "joined" or "halves" (千山 万水).
    ``names``: Chinese personal names "joined" (to three syllables; longer ones as family and given name) or "split" always.
    ``measures``: a one-syllable numeral and its one-syllable measure word (一个) "joined" or "apart".
    """

    structural_particles: Literal["joined", "apart"] = "joined"
    aspect_particles: Literal["joined", "apart"] = "joined"
    idioms: Literal["joined", "halves"] = "joined"
    names: Literal["joined", "split"] = "joined"
    measures: Literal["joined", "apart"] = "joined"


_SUFFIXES = frozenset("们者性化员率式")
_DEGREE = frozenset("很太最更极挺真颇较")
_NEGATION = frozenset("不没")
_DEMONSTRATIVE = frozenset("每各本该此这那哪某几全")
_LOCATIVE = frozenset("上下里内外中前后旁边间底")
_DIRECTION = frozenset("来去上下进出到起过开回")
_NUMERAL = frozenset("一二三四五六七八九十两几半百千万亿零〇")
_MEASURE = frozenset(
    "个位只条张本件块片把根支枝棵颗粒头匹名种类样些点次回遍趟下场阵顿番双对副套群排层座栋间家所台架辆艘部首篇章节段句页口声"
    "年月日天号时分秒岁元角斤两尺寸里米亩度倍代届辈世任份封幅面杯碗盆瓶盒箱袋包"
)
_TIME_MEASURE = frozenset("年月日号时点分秒")
_VERBAL = frozenset({"v", "vd", "vn"})
_NOMINAL = frozenset({"n", "nz", "s", "r", "LOC", "nw", "f"})
_NAMES = frozenset({"PER", "LOC", "ORG", "nz", "nw"})
_COMPOUND_FAMILY = frozenset([
    "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "独孤", "南宫", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "长孙", "宇文", "轩辕",
    "令狐", "端木", "百里", "呼延", "东郭", "南门", "闻人", "申屠", "太史", "公羊", "赫连", "澹台", "宗政", "濮阳", "单于", "钟离",
])  # fmt: skip
_TRANSCRIBING = frozenset(
    "阿埃艾安昂奥巴班保贝本比彼宾波伯勃布查达戴丹当德登邓迪蒂丁顿多俄厄恩尔法范菲芬佛弗福富盖冈戈哥格古哈海汉赫亨胡华怀基吉加贾杰金卡凯坎康考科克肯库"
    "拉莱兰朗劳勒雷黎里利莉丽列林隆卢鲁路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密摩莫墨姆穆纳娜南内尼涅宁纽努诺欧帕潘庞培佩皮平普齐乔琼让热日荣茹瑞若萨塞桑森沙莎"
    "山尚舍圣施什史士斯苏索塔泰坦汤唐特提廷图托瓦万旺威韦维魏温文翁沃乌武西希锡夏香谢辛休雅亚延扬耶叶伊依因英尤于约泽扎詹哲芝珠祖"
)
_NUMBER_RUN = re.compile("[一二三四五六七八九十两几半百千万亿零〇]+")
_DIGITS = re.compile("[一二三四五六七八九零〇]+")


def join_listed(tokens: list[Token], second: Sequence[Token]) -> list[Token]:
    """Words of three and four characters that the second engine's dictionary lists and the first one cut (拖拉机 | 手), made whole."""
    wanted = {
        t.start: t
        for t in second
        if len(t.text) in {3, 4} and t.tag in {"n", "nz", "i", "l"} and is_word(t.text)
    }
    result: list[Token] = []
    until = -1
    ends = {t.end for t in tokens}
    for token in tokens:
        if token.start < until:
            result[-1] = _merge(result[-1], token)
            continue
        result.append(token)
        whole = wanted.get(token.start)
        if whole and whole.end in ends and token.end < whole.end:
            until = whole.end
            result[-1] = Token(token.text, token.start, whole.tag)
    return result


def join(tokens: list[Token], policy: JoinPolicy) -> list[Token]:
    """The words of one run of Han characters (tokens adjoin). Linear; changes nothing about the characters."""
    cut: list[Token] = []
    for token in _join_numerals(tokens):
        cut += _cut(token, policy)
    return _join_particles(_join_groups(_join_reduplication(cut), policy), policy)


def _join_numerals(tokens: list[Token]) -> list[Token]:
    """Engines tear numbers apart (一九四 | 九年): put them together, to cut them by rule."""
    result: list[Token] = []
    for token in tokens:
        last = result[-1] if result else None
        if (
            last
            and (match := _NUMBER_RUN.match(token.text))
            and len(token.text) - match.end() <= 1
            and _NUMBER_RUN.fullmatch(last.text.removeprefix("第"))
            and (len(last.text) > 1 or len(token.text) > 1 or last.text != token.text)
        ):
            result[-1] = _merge(last, token, "m")
        else:
            result.append(token)
    return result


def _cut(token: Token, policy: JoinPolicy) -> list[Token]:
    text = token.text
    size = len(text)
    if _is_number(text):
        parts = _numeral_parts(text) if size >= 3 else []
        return _parts(token, parts, "m") if parts else [token]
    if size == 4:
        if text[:2] == text[2:]:
            return _parts(token, [text[:2], text[2:]], token.tag)
        if token.tag == "PER" and text[:2] in _COMPOUND_FAMILY:
            return _parts(token, [text[:2], text[2:]], "PER")
        if token.tag == "l" and is_word(text[:2]) and is_word(text[2:]):
            return _parts(token, [text[:2], text[2:]], "")  # 扭转局面: a phrase, no idiom
        if policy.idioms == "halves" and token.tag in {"i", "l", "a", "v", "n", "d", "nz"} and is_word(text):
            return _parts(token, [text[:2], text[2:]], token.tag)
    if token.tag == "PER" and policy.names == "split" and 2 <= size <= 4:
        family = 2 if text[:2] in _COMPOUND_FAMILY and size > 2 else 1
        return _parts(token, [text[:family], text[family:]], "PER")
    if size >= 5 and token.tag != "PER":
        return _parts(token, list(split_long(text)), token.tag)
    if size == 4 and token.tag in _NAMES and token.tag != "PER":
        return _parts(token, list(split_long(text)), token.tag)
    if size in {3, 4} and token.tag == "ORG":
        return [token]
    return [token]


def _is_number(text: str) -> bool:
    """A number, perhaps an ordinal, with at most a measure word after it."""
    match = _NUMBER_RUN.match(text, int(text.startswith("第")))
    return match is not None and len(text) - match.end() <= 1 and match.end() - match.start() > 1


def _numeral_parts(text: str) -> list[str]:
    """三十五个 → 三十五 个; 三千五百六十二 → 三千 五百 六十二; 一九四九年 stays. Empty when there is nothing to cut."""
    ordinal = text.startswith("第")
    match = _NUMBER_RUN.match(text, int(ordinal))
    if not match or len(match[0]) < 2 or _DIGITS.fullmatch(match[0]) or is_word(match[0]):
        return []
    number, rest = "第" * ordinal + match[0], text[match.end() :]
    if len(rest) > 1:
        return []
    parts = re.findall("[^百千万亿]*[百千万亿]+|[^百千万亿]+", number)
    if rest in _TIME_MEASURE:
        parts[-1] += rest
    elif rest:
        parts.append(rest)
    return parts if len(parts) > 1 else []


def _parts(token: Token, parts: list[str], tag: str) -> list[Token]:
    result, start = [], token.start
    for part in parts:
        result.append(Token(part, start, tag))
        start += len(part)
    return result


@lru_cache(maxsize=20_000)
def split_long(text: str) -> tuple[str, ...]:
    """A long name by its words (中国人民银行 → 中国 人民 银行): the cheapest path through the words of rjieba's dictionary."""
    if sum(c in _TRANSCRIBING for c in text) * 5 >= len(text) * 4:
        return (text,)  # 阿尔巴尼亚: the "words" in it are chance

    inside = words_within(text)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(1e9, 0)] * len(text)
    price = {1: 2.1, 2: 1.0, 3: 1.3, 4: 2.3}
    for end in range(1, len(text) + 1):
        for length in range(1, min(4, end) + 1):
            if length > 1 and text[end - length : end] not in inside:
                continue
            cost = best[end - length][0] + price[length]
            if cost < best[end][0]:
                best[end] = (cost, length)
    parts = []
    end = len(text)
    while end:
        parts.append(text[end - best[end][1] : end])
        end -= best[end][1]
    parts.reverse()
    singles = sum(len(p) == 1 for p in parts)
    # A name with hardly a word in it is not torn into characters.
    return (text,) if singles > 1 and singles * 2 > len(parts) - 1 else tuple(parts)


def _merge(first: Token, second: Token, tag: str = "") -> Token:
    return Token(first.text + second.text, first.start, tag or first.tag)


def _join_reduplication(tokens: list[Token]) -> list[Token]:
    result: list[Token] = []
    for token in tokens:
        text = token.text
        if result:
            last = result[-1]
            before = last.text
            one = len(text) == 1
            if one and text == before and text not in _NUMERAL and text not in "的了是我你他她它在":
                result[-1] = _merge(last, token)
                continue
            # 高高/兴兴; 清清/楚/楚 comes in two steps
            if (
                len(text) == 2
                and text[0] == text[1]
                and len(before) == 2
                and before[0] == before[1]
                and is_word(before[0] + text[0])
            ):
                result[-1] = _merge(last, token)
                continue
            # 看一看, 想了想, 好不好
            if one and len(result) > 1 and before in {"一", "了", "不"} and result[-2].text == text:
                middle = result.pop()
                result[-1] = _merge(_merge(result[-1], middle), token)
                continue
            if one and len(before) == 2 and before[0] == text and before[1] in "一了不":
                result[-1] = _merge(last, token)
                continue
        result.append(token)
    return result


def _join_groups(tokens: list[Token], policy: JoinPolicy) -> list[Token]:
    result: list[Token] = []
    for token in tokens:
        if result and _belongs(result[-1], token, policy):
            result[-1] = _merge(result[-1], token, _tag_of_group(result[-1], token))
        else:
            result.append(token)
    return result


def _tag_of_group(first: Token, second: Token) -> str:
    if first.text in _DEGREE or first.text in _NEGATION:
        return second.tag
    return "s" if second.text in _LOCATIVE and first.tag in _NOMINAL else first.tag


def _belongs(first: Token, second: Token, policy: JoinPolicy) -> bool:
    a, b = first.text, second.text
    if b in _SUFFIXES and first.tag not in {"u", "w", "p", "c", "d"} and (b != "化" or len(a) >= 2):
        return second.tag in {"k", "n", "xc", "u", ""} or b in "们者性"
    if len(a) != 1:
        return False
    if a == "第" and set(b) <= _NUMERAL:
        return True
    if len(b) != 1:
        return False
    if a in _DEGREE and second.tag in {"a", "ad", "an", "v", "zg"}:
        return True
    if a in _NEGATION and second.tag in {"v", "a", "ad", "vd", "p", "d"}:
        return True
    if a in _DEMONSTRATIVE and first.tag in {"r", "m", "n", "a", "d"} and b in _MEASURE:
        return True
    if a in _NUMERAL and b in _MEASURE:
        return policy.measures == "joined"
    if first.tag in {"n", "s"} and b in _LOCATIVE and second.tag in {"f", "s", "n"}:
        return True
    return first.tag == "v" and b in _DIRECTION and second.tag in {"v", "f", "vd"}


def _join_particles(tokens: list[Token], policy: JoinPolicy) -> list[Token]:
    result: list[Token] = []
    for token in tokens:
        text = token.text
        structural = text in {"的", "地", "得"} and token.tag in {"u", "ud", "uj", "uv", ""}
        aspect = text in {"着", "了", "过"} and token.tag in {"u", "ul", "uz", "ug", "xc", ""}
        if result and (
            (structural and policy.structural_particles == "joined" and result[-1].tag not in {"u", "w"})
            or (aspect and policy.aspect_particles == "joined" and result[-1].tag in _VERBAL | {"a", "an"})
        ):
            result[-1] = _merge(result[-1], token)
        else:
            result.append(token)
    return result
