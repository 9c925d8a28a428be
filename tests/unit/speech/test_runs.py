"""Which words go to which voice."""

import pytest

from converters.speech.runs import split_by_script


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The word 银行 means bank.", "en", [("en", "The word "), ("zh", "银行"), ("en", " means bank.")]),
        (
            "他说“Hello, world!”然后",
            "zh-CN",
            [("zh-CN", "他说“"), ("en", "Hello, world"), ("zh-CN", "!”然后")],
        ),
        ("拍了5km，单位km", "zh-CN", [("zh-CN", "拍了5km，单位"), ("en", "km")]),
        ("with π and λόγος", "en", [("en", "with π and "), ("el", "λόγος")]),
        ("he said Привет мир!", "en", [("en", "he said "), ("ru", "Привет мир"), ("en", "!")]),
        ("日本語のカナ", "ja", [("ja", "日本語のカナ")]),
        ("名字叫さくら", "zh-Hant", [("zh-Hant", "名字叫"), ("ja", "さくら")]),
        ("naïve café", "fr", [("fr", "naïve café")]),
        ("مرحبا hello", "ar", [("ar", "مرحبا "), ("en", "hello")]),
    ],
)
def test_runs(text: str, language: str, expected: list[tuple[str, str]]) -> None:
    runs = list(split_by_script(text, language))
    assert "".join(run.text for run in runs) == text
    assert [(run.language, run.text) for run in runs] == expected


def test_chinese_inside_a_chinese_book_keeps_its_variety() -> None:
    assert [run.language for run in split_by_script("see 銀行", "en", "zh-Hant")] == ["en", "zh-Hant"]
