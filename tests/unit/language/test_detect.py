"""The language of a text, whatever the book declares."""

import pytest

from converters.language.detect import detect_language
from converters.language.tags import is_chinese, is_simplified, is_traditional, normalise_tag

HANS = "话说天下大势，分久必合，合久必分。周末七国分争，并入于秦。"
HANT = "話說天下大勢，分久必合，合久必分。周末七國分爭，併入于秦。"
EN = "It was the best of times, it was the worst of times, it was the age of wisdom. " * 8
FR = (
    "Longtemps, je me suis couché de bonne heure. Parfois, à peine ma bougie éteinte, mes yeux se fermaient. "
    * 8
)
DE = "Als Gregor Samsa eines Morgens aus unruhigen Träumen erwachte, fand er sich in seinem Bett. " * 8
JA = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"
KO = "죽는 날까지 하늘을 우러러 한 점 부끄럼이 없기를, 잎새에 이는 바람에도 나는 괴로워했다."
RU = "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива по-своему. " * 5
AR = "كان يا ما كان في قديم الزمان، كان هناك ملك عادل يحكم البلاد بالعدل والإحسان. " * 5


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (HANS, "zh-Hans"),
        (HANT, "zh-Hant"),
        (EN, "en"),
        (FR, "fr"),
        (DE, "de"),
        (JA, "ja"),
        (KO, "ko"),
        (RU, "ru"),
        (AR, "ar"),
    ],
)
def test_found_without_a_declaration(text: str, tag: str) -> None:
    assert detect_language(text, None) == (tag, False)
    assert detect_language(text, "") == (tag, False)


@pytest.mark.parametrize(
    ("text", "declared", "tag", "overruled"),
    [
        (HANS, "zh", "zh-Hans", False),
        (HANS, "chi", "zh-Hans", False),
        (HANS, "zh-cmn-Hans", "zh-Hans", False),
        (HANS, "zh_cn", "zh-CN", False),
        (HANS, "zh-TW", "zh-Hans", True),
        (HANT, "zh-TW", "zh-TW", False),
        (HANT, "zh-HK", "zh-HK", False),
        (HANT, "tw", "zh-TW", True),  # Twi: the text says what was meant
        (HANT, "zh-CN", "zh-Hant", True),
        (HANT, "en", "zh-Hant", True),
        (EN, "english", "en", False),
        (EN, "en-GB", "en-GB", False),
        (EN, "zh-CN", "en", True),
        (EN, "fr", "en", True),
        (EN, "no language at all", "en", True),
        (JA, "zh", "ja", True),
        (FR, "en-US", "fr", True),
    ],
)
def test_a_declaration_is_kept_unless_the_text_says_otherwise(text, declared, tag, overruled) -> None:
    assert detect_language(text, declared) == (tag, overruled)


@pytest.mark.parametrize(
    ("text", "declared", "tag"),
    [
        ("Hello", "fr", "fr"),
        ("東京", "ja", "ja"),
        ("Москва", None, "ru"),
        ("1, 2, 3", "de", "de"),
        ("Hello", None, "en"),
    ],
)
def test_too_short_to_tell_keeps_the_declaration(text, declared, tag) -> None:
    assert detect_language(text, declared) == (tag, False)


def test_placeholder_text_overrules_nothing() -> None:
    lorem = (
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore. "
        * 9
    )
    assert detect_language(lorem, "en") == ("en", False)


def test_main_language_of_mixed_text() -> None:
    assert detect_language(HANS * 20 + EN)[0] == "zh-Hans"
    assert detect_language(EN * 10 + HANS)[0] == "en"


@pytest.mark.parametrize("text", ["", " \n", "\0", "\ud800\udfff", "12345", "😀" * 500, "\ue000" * 50])
def test_odd_text_gives_a_tag_all_the_same(text: str) -> None:
    tag, overruled = detect_language(text, None)
    assert normalise_tag(tag) == tag
    assert not overruled


@pytest.mark.parametrize(
    ("tag", "clean"),
    [
        ("EN_us", "en-US"),
        ("en_GB.UTF-8", "en-GB"),
        ("eng", "en"),
        ("Zh-Hant-TW", "zh-TW"),
        ("zh-Hans-CN", "zh-CN"),
        ("zh-Hans-TW", "zh-Hans"),
        ("cmn-Hant", "zh-Hant"),
        ("zh-yue", "yue"),
        ("und", None),
        ("x-klingon", None),
        ("c", None),
        ("", None),
        ("a" * 100, None),
        ("../../etc/passwd", None),
    ],
)
def test_tags_are_cleaned(tag, clean) -> None:
    assert normalise_tag(tag) == clean


def test_which_chinese() -> None:
    assert all(map(is_traditional, ["zh-Hant", "zh-TW", "zh-HK", "zh-Hant-TW", "zh_tw", "yue"]))
    assert all(map(is_simplified, ["zh", "zh-Hans", "zh-CN", "zh-SG", "zh-Hans-HK"]))
    assert not any(map(is_chinese, ["en", "ja", "", None, "tw"]))
