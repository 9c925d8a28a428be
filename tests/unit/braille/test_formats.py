import json
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from converters.book import Book, Heading, Metadata, Paragraph, Section, Text, assign_ids
from converters.errors import BadInput, BadOptions
from converters.registry import get_converter
from tests.braille_checks import check_pages, convert, lost_leaves
from tests.brf_linter import lint_brf
from tests.unit.braille.books import chinese_book, english_book

PEF = "{http://www.daisy.org/ns/2008/pef}"
SCHEMAS = (Path(__file__).resolve().parents[4] / "shared" / "schemas" / "pef" / "pef-2008-1-full.rng",)


def long_book(chapters: int = 12, paragraphs: int = 30) -> Book:
    sections = tuple(
        Section(
            f"Chapter {number}",
            (
                Heading(1, (Text(f"Chapter {number}"),)),
                *(
                    Paragraph((Text(f"Paragraph {n} of {number}. " + "Some words of it go on and on. " * 9),))
                    for n in range(paragraphs)
                ),
            ),
        )
        for number in range(1, chapters + 1)
    )
    return assign_ids(Book(Metadata("A long book", "en"), sections))


@pytest.mark.parametrize("book", [english_book, chinese_book])
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"grade": 1, "cells": 24, "lines": 10},
        {"running_head": False, "print_pages": False},
        {"cells": 100, "lines": 100},
    ],
)
def test_pages_are_right_and_nothing_is_lost(book, options, tmp_path: Path) -> None:
    made = convert(book(), tmp_path / "w", **options)
    check_pages(made)
    assert list(lost_leaves(made, pieces=True)) == []


def test_brf(tmp_path: Path) -> None:
    made = convert(english_book(), tmp_path / "w", "braille-brf")
    data = (made.artifact.folder / "volume-01.brf").read_bytes()
    assert lint_brf(data) == []
    assert b"  ,! KEEP] ( ! LAMP LIV$ AT ! 5D" in data
    same = convert(english_book(), tmp_path / "t", "braille-text")
    assert data.count(b"\f") == len(same.volumes[0])


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"A" * 41 + b"\r\n\f", "41 cells"),
        (b"A \r\n\f", "blanks at the end"),
        (b"a\r\n\f", "no North American braille"),
        (b"A\n\f", "line end"),
        (b"A\r\n" * 26 + b"\f", "26 lines"),
        (b"A\r\n", "form feed"),
    ],
)
def test_the_linter_finds_what_is_wrong(data: bytes, complaint: str) -> None:
    assert any(complaint in problem for problem in lint_brf(data))


class TestPef:
    def test_is_valid_and_says_whose_book_it_is(self, tmp_path: Path) -> None:
        book = english_book()
        book = replace(
            book, metadata=replace(book.metadata, title="Lamps <&> \x01 \ud800", publisher="A & B")
        )
        made = convert(book, tmp_path / "w", "braille-pef")
        tree = etree.parse(made.artifact.folder / "book.pef")
        text = etree.tostring(tree, encoding="unicode")
        assert "urn:x-test:lamp" in text
        assert "Ada Writer" in text
        assert tree.find(f".//{PEF}volume").attrib == {
            "cols": "40",
            "rows": "25",
            "rowgap": "0",
            "duplex": "true",
        }
        assert len(tree.findall(f".//{PEF}section")) == 2
        schema = next((path for path in SCHEMAS if path.is_file()), None)
        if schema is None:
            pytest.skip(
                "pef-2008-1-full.rng is not here: it lies in a folder ../shared/schemas beside the clone"
            )
        etree.RelaxNG(etree.parse(schema)).assertValid(tree)

    def test_has_the_same_rows_as_the_text(self, tmp_path: Path) -> None:
        pef = convert(english_book(), tmp_path / "p", "braille-pef")
        text = convert(english_book(), tmp_path / "t")
        tree = etree.parse(pef.artifact.folder / "book.pef")
        rows = [[row.text or "" for row in page] for page in tree.iter(f"{PEF}page")]
        assert rows == text.volumes[0]


class TestVolumes:
    def test_each_has_a_title_page_contents_and_whole_chapters(self, tmp_path: Path) -> None:
        made = convert(long_book(), tmp_path / "w", volume_pages=25)
        check_pages(made)
        assert len(made.volumes) > 2
        assert made.artifact.files == tuple(f"volume-{n:02}.txt" for n in range(1, len(made.volumes) + 1))
        for number, volume in enumerate(made.volumes, 1):
            title = "".join(volume[0])
            assert "⠠⠧⠕⠇⠥⠍⠑\u2800" + "⠼" + "⠁⠃⠉⠙⠑⠋⠛"[number - 1] in title
            first = next(page for page in volume if page[-1].split("\u2800")[-1].startswith("⠼"))
            assert first[2].strip("\u2800").startswith("⠠⠡⠁⠏⠞⠻")

    def test_contents_lead_to_the_right_page(self, tmp_path: Path) -> None:
        made = convert(long_book(3, 8), tmp_path / "w")
        contents = made.volumes[0][1]
        entries = [line for line in contents if "⠐⠐⠐" in line]
        assert len(entries) == 3
        headings = [number for number, page in enumerate(made.body, 1) if "⠠⠡⠁⠏⠞⠻" in page[2]]
        assert [line.split("⠼")[-1] for line in entries] == [
            "⠁⠃⠉⠙⠑⠋⠛⠓⠊"[number - 1] if number < 10 else "⠁" + "⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊"[number - 10] for number in headings
        ]

    def test_contents_can_be_left_out(self, tmp_path: Path) -> None:
        made = convert(long_book(2, 2), tmp_path / "w", contents_depth=0)
        assert sum(page[-1].strip("\u2800")[:1] == "⠏" for page in made.volumes[0]) == 0


def test_the_three_formats_translate_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    convert(english_book(), tmp_path / "w", "braille-brf")
    monkeypatch.setattr("converters.braille.converter.translate_part", None)
    convert(english_book(), tmp_path / "w", "braille-pef", cells=30)
    with pytest.raises(TypeError):
        convert(english_book(), tmp_path / "w", "braille-text", grade=1)


def test_findings_name_what_a_librarian_should_check(tmp_path: Path) -> None:
    found = {
        finding.code: finding.params for finding in convert(english_book(), tmp_path / "w").artifact.findings
    }
    assert found["braille-unknown-character"]["character"] == "U+263A"
    assert found["braille-unknown-character"]["count"] == 3
    assert "braille-picture-without-alternative" in found


def test_languages_without_table_are_refused(tmp_path: Path) -> None:
    book = english_book()
    japanese = replace(book, metadata=replace(book.metadata, language="ja"))
    with pytest.raises(BadInput, match="braille-language-without-table"):
        convert(japanese, tmp_path / "w")
    with pytest.raises(BadOptions, match="braille-unknown-table"):
        convert(book, tmp_path / "w", table="nonsense")


def test_locators_are_json(tmp_path: Path) -> None:
    made = convert(english_book(), tmp_path / "w")
    rows = {row.sentence: dict(row.place) for row in made.artifact.locators}
    assert json.loads(json.dumps(rows)) == rows
    assert rows["page-2"]["print_page"] == "2"
    assert get_converter("braille-text").name == "braille-text"
