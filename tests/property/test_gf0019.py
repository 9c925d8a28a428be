"""Whatever words come: the cells are six-dot cells, read back as the readings, and lead back to the print."""

# ruff: noqa: SIM905 - lists of words and syllables are easier to read as one string

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from converters.braille.chinese import GfSettings, encode
from converters.braille.chinese.syllables import parse
from converters.language.chinese.model import Word
from tests import gf_decoder

_INITIALS = [*"b p m f d t n l g k h j q x zh ch sh r z c s y w".split(), ""]
_ENDINGS = (
    "a o e i u v er ai ao ei ou ia iao ie iu ua uai ui uo ve ue an ang en eng ian iang in ing uan uang un ong iong van vn"
).split()
# All that pinyin can spell, by the parser's own judgement; that it knows every real syllable is tested with pypinyin's list.
SPELLINGS = sorted({i + e for i in _INITIALS for e in _ENDINGS if parse(i + e + "1")} - {"yo"})
SPECIAL = [
    ("的", "de5"),
    ("么", "me5"),
    ("你", "ni3"),
    ("他", "ta1"),
    ("她", "ta1"),
    ("它", "ta1"),
    ("问", "wen4"),
    ("再", "zai4"),
    ("儿", "r5"),
]

readings = st.builds("{}{}".format, st.sampled_from(SPELLINGS), st.integers(1, 5))
characters = st.one_of(st.tuples(st.sampled_from("字山海云"), readings), st.sampled_from(SPECIAL))


def _is_ambiguous(first: str, second: str) -> bool:
    """A neutral zhi chi shi ri zi ci si before a syllable without initial: clause 10.2.7 has no tone to keep there."""
    return (
        re.fullmatch("(?:[zcs]h?|r)i5", first) is not None
        and re.match("[aeoywrê](?!i)|er|r5", second) is not None
        and parse(second).vowel_initial
    )  # type: ignore[union-attr]  # all parse


@st.composite
def han_words(draw: st.DrawFn) -> Word:
    pairs = draw(st.lists(characters, min_size=1, max_size=5))
    kept: list[tuple[str, str]] = []
    for pair in pairs:
        if not (kept and _is_ambiguous(kept[-1][1], pair[1])):
            kept.append(pair)
    text = "".join(c for c, _ in kept)
    keep = draw(st.one_of(st.just(()), st.tuples(*(st.booleans() for _ in kept))))
    return Word(text, 0, len(text), "han", tuple(r for _, r in kept), keep_tone=keep)


MARKS = "，、；：。？！“”‘’（）［］《》〈〉…—·-「」"
foreign = st.one_of(
    st.text(MARKS, min_size=1, max_size=3).map(lambda t: ("punctuation", t)),
    st.from_regex(r"[0-9]{1,4}(\.[0-9]{1,2})?", fullmatch=True).map(lambda t: ("number", t)),
    st.from_regex(r"[A-Za-z]{1,6}", fullmatch=True).map(lambda t: ("latin", t)),
    st.sampled_from([("space", " "), ("space", "\u3000"), ("space", "\n")]),
    st.text(max_size=3).filter(bool).map(lambda t: ("other", t)),
)


@st.composite
def texts(draw: st.DrawFn) -> tuple[Word, ...]:
    out, at = [], 0
    for item in draw(st.lists(st.one_of(han_words(), foreign), max_size=12)):
        word = item if isinstance(item, Word) else Word(item[1], 0, len(item[1]), item[0])  # type: ignore[arg-type]
        out.append(
            Word(word.text, at, at + len(word.text), word.kind, word.readings, keep_tone=word.keep_tone)
        )
        at += len(word.text)
    return tuple(out)


gf_settings = st.builds(
    GfSettings,
    tones=st.sampled_from(["rule", "all"]),
    contractions=st.booleans(),
    blank_after_sentence_end=st.booleans(),
    decimal_point=st.sampled_from(["2", "46", "3"]),
    number_link=st.sampled_from(["blank", "connector"]),
)


@given(han_words())
@example(Word("字", 0, 1, "han", ("ng4",)))
def test_a_word_reads_back_as_its_readings(word: Word) -> None:
    decoded = gf_decoder.words(encode((word,)).cells)
    assert len(decoded) == 1
    assert len(decoded[0]) == len(word.readings)
    for syllable, reading, character in zip(decoded[0], word.readings, word.text, strict=True):
        assert isinstance(syllable, gf_decoder.Syllable)
        assert syllable.may_be(reading), (syllable, reading)
        assert syllable.contracted in {"", character}


@given(st.lists(han_words(), max_size=6))
def test_words_stay_apart(words: list[Word]) -> None:
    decoded = gf_decoder.words(encode(words).cells)
    assert [len(word) for word in decoded] == [len(word.readings) for word in words]


@given(texts(), gf_settings)
@settings(max_examples=300)
def test_any_text_becomes_cells_that_lead_back_to_it(words: tuple[Word, ...], chosen: GfSettings) -> None:
    encoded = encode(words, chosen)
    assert set(encoded.cells) <= set(map(chr, range(0x2800, 0x2840)))
    # Every character of print is mapped, in order, and so is every cell but blanks and connectors that braille adds.
    end = words[-1].end if words else 0
    ink = [at for start, stop, _, _ in encoded.spans for at in range(start, stop)]
    assert ink == list(range(end))
    last = 0
    for _, _, start, stop in encoded.spans:
        assert set(encoded.cells[last:start]) <= {"⠀", "⠤"}
        assert last <= start <= stop
        last = stop
    assert last == len(encoded.cells)
    # Lines may end only where a character's cells do.
    edges = {stop for *_, stop in encoded.spans}
    assert set(encoded.connector_breaks) <= edges
    assert all(encoded.cells[at] != "⠀" for at in encoded.free_breaks)
    assert not encoded.cells.startswith("⠀")


@given(texts())
def test_encoding_is_the_same_each_time(words: tuple[Word, ...]) -> None:
    assert encode(words) == encode(words)
