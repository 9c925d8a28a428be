"""Pages of a small book as a transcriber would set them: read the golden files aloud before saving new ones."""

from pathlib import Path

import pytest

from tests.braille_checks import convert
from tests.unit.braille.books import chinese_book, english_book

CASES = {
    "english-grade-2": (english_book, {}),
    "english-grade-1-narrow": (english_book, {"grade": 1, "cells": 30, "lines": 20, "hyphenate": True}),
    "english-ukaaf": (english_book, {"profile": "ukaaf"}),
    "chinese": (chinese_book, {}),
    "chinese-32-cells-one-side": (
        chinese_book,
        {"profile": "china-32", "duplex": False, "lines": 14, "hyphenate": True},
    ),
    "chinese-bana": (chinese_book, {"profile": "bana"}),
    "chinese-liblouis": (chinese_book, {"table": "zhcn-cbs"}),
}
FOLDER = Path(__file__).parent / "braille"


@pytest.mark.parametrize("case", CASES)
def test_pages(case: str, tmp_path: Path, save_golden: bool) -> None:
    book, options = CASES[case]
    made = convert(book(), tmp_path / "w", **options)
    text = (made.artifact.folder / "volume-01.txt").read_text().replace("\f", "-" * 20 + "\n")
    golden = FOLDER / f"{case}.txt"
    if save_golden:
        golden.write_text(text)
    assert text == golden.read_text()
