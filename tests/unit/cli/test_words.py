"""The language of the interface, and printing in it."""

import io

import pytest

from accessible_reader.cli.printing import print_line
from accessible_reader.cli.words import catalogue, interface_language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh-CN"),
        ({"LANG": "zh_TW.UTF-8"}, "zh-TW"),
        ({"LANG": "zh_HK"}, "zh-TW"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh-CN"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "", "LC_ALL": ""}, "en"),
        ({"LC_ALL": "C", "ACCESSIBLE_READER_LANGUAGE": "zh-Hant"}, "zh-TW"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_interface_language(environment: dict[str, str], language: str) -> None:
    assert interface_language(environment) == language


def test_the_same_message_in_three_languages() -> None:
    said = {
        language: catalogue(language).format("usage-missing", {"name": "BOOK"})
        for language in ("en", "zh-CN", "zh-TW")
    }
    assert said["en"] == "BOOK is missing."
    assert said["zh-CN"] == "缺少 BOOK。"


def test_a_terminal_without_chinese_gets_question_marks_not_a_crash() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    print_line("a 书 b", stream)
    assert raw.getvalue() == b"a ? b\n"
