"""Formulas in Nemeth code; checked against The Nemeth Braille Code for Mathematics and Science Notation, 1972 revision."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from converters.book import Book, Math, MathBlock, Metadata, Section, assign_ids
from converters.braille.nemeth import nemeth_breaks, nemeth_cells
from converters.braille.transcriber import Transcriber
from converters.language import maths
from converters.language.maths import FormulaSpeaker, linear
from tests.books_folder import shared_books
from tests.braille_checks import Made, check_pages, convert
from tests.unit.braille.books import p
from tests.unit.braille.test_proof_reading import check_alignment

HALF = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
SQUARE = "<msup><mi>x</mi><mn>2</mn></msup>"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_MATHML = re.compile(r"<math\b.*?</math>", re.DOTALL)
GOLD = {
    f"{HALF}<mo>+</mo>{SQUARE}<mo>=</mo><msqrt><mi>y</mi></msqrt>": "⠹⠂⠌⠆⠼⠬⠭⠘⠆⠀⠨⠅⠀⠜⠽⠻",
    "<msub><mi>x</mi><mn>1</mn></msub>": "⠭⠂",
    "<msub><mi>a</mi><mi>i</mi></msub>": "⠁⠰⠊",
    "<mi>a</mi><mo>&#x2264;</mo><mi>b</mi>": "⠁⠀⠐⠅⠱⠀⠃",
    "<mo>-</mo><mn>3</mn>": "⠤⠼⠒",
    "<mi>&#x3b1;</mi>": "⠨⠁",
    "<mo>(</mo><mi>x</mi><mo>,</mo><mi>y</mi><mo>)</mo>": "⠷⠭⠠⠀⠽⠾",
}


@pytest.mark.parametrize("formula", GOLD)
def test_gold_formulas(formula: str) -> None:
    assert nemeth_cells(f"<math>{formula}</math>") == f"⠸⠩⠀{GOLD[formula]}⠀⠸⠱"


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "<math></math>",
        "no markup",
        "<math><mi>中</mi></math>",
        "<math><mi>x</mi>",
        "<math><mi>☃</mi></math>",
    ],
)
def test_what_it_cannot_write(formula: str) -> None:
    assert nemeth_cells(formula) is None


def test_a_long_formula_breaks_before_signs_of_operation() -> None:
    cells = nemeth_cells("<math><mi>a</mi><mo>+</mo><mi>b</mi><mo>-</mo><mi>c</mi></math>") or ""
    assert [cells[at:] for at in nemeth_breaks(cells)] == ["⠬⠃⠤⠉⠀⠸⠱", "⠤⠉⠀⠸⠱"]


def book(*blocks, language: str = "en") -> Book:  # type: ignore[no-untyped-def]
    return assign_ids(Book(Metadata("B", language), (Section("B", blocks),)))


def said(made: Made) -> str:
    return "\n".join(line for page in made.body for line in page)


def test_inside_a_sentence_and_alone(tmp_path: Path) -> None:
    formula = f"<math>{SQUARE}</math>"
    made = convert(
        book(
            p("We know ", Math(formula, "x squared"), ", and ", Math(formula, None), "."),
            MathBlock(formula, None),
        ),
        tmp_path / "w",
    )
    check_pages(made)
    assert "⠸⠩⠀⠭⠘⠆⠀⠸⠱⠂" in said(made)
    assert said(made).replace("\n", "⠀").count("⠸⠩⠀⠭⠘⠆⠀⠸⠱") == 3
    assert not [finding for finding in made.artifact.findings if "formula" in finding.code]


def test_rows_of_a_formula_are_lines(tmp_path: Path) -> None:
    row = "<mtr><mtd><mi>x</mi></mtd><mtd><mo>=</mo><mn>{}</mn></mtd></mtr>"
    formula = f"<math><mtable>{row.format(1)}{row.format(2)}</mtable></math>"
    cells = nemeth_cells(formula) or ""
    assert "⠀⠀⠀" not in cells
    made = convert(book(MathBlock(formula, "x is one, x is two")), tmp_path / "w", profile="china")
    check_pages(made)


@pytest.mark.parametrize(("language", "options"), [("en", {"maths": "linear"}), ("zh-CN", {}), ("fr", {})])
def test_in_words_with_a_finding(language: str, options: dict[str, object], tmp_path: Path) -> None:
    formula = f'<math alttext="half">{HALF}</math>'
    made = convert(
        book(p("A ", Math(formula, "half"), " b"), MathBlock(formula, None), language=language),
        tmp_path / "w",
        **options,
    )
    assert "⠸⠩" not in said(made)
    found = {finding.code: finding for finding in made.artifact.findings}
    assert {"braille-formula-in-words", "braille-formula-linear"} <= set(found)
    assert found["braille-formula-in-words"].where == "B"


UNUSABLE = ["Alternative text not available", r"\frac{1}{2}", "(1)/(2)"]


@pytest.mark.parametrize("language", ["en", "zh-CN", "fr"])
@pytest.mark.parametrize("alternative", UNUSABLE)
def test_words_that_nobody_can_read_are_not_written(alternative: str, language: str, tmp_path: Path) -> None:
    """TeX, "not available" and a reader's makeshift line give way to the formula read out in order."""
    formula = f"<math>{HALF}</math>"
    made = convert(
        book(
            p("设A", Math(formula, alternative), "等于B。"),
            MathBlock(formula, alternative),
            language=language,
        ),
        tmp_path / "w",
        maths="linear",
        alignment="yes",
        grade=1,
    )
    transcriber = Transcriber(language, 1)
    read_out = transcriber.translate(linear(formula, language)).cells.strip("⠀")
    assert said(made).replace("\n", "⠀").replace("⠀", "").count(read_out.replace("⠀", "")) == 2
    assert transcriber.translate(alternative).cells not in said(made).replace("\n", "⠀")
    assert {finding.code for finding in made.artifact.findings} >= {"braille-formula-linear"}
    assert not [finding for finding in made.artifact.findings if finding.code == "braille-unknown-character"]
    review = json.loads((made.artifact.folder / "review.json").read_bytes())
    asked = [question for question in review["questions"] if question["reason"] == "formula"]
    assert [(question["text"], question["count"]) for question in asked] == [(alternative, 2)]
    sentences = {sentence.id: sentence for sentence in made.conversion.sentences}
    for place in asked[0]["places"]:
        assert place["sentence"] in sentences
    check_alignment(made)


def test_a_formula_stands_between_blanks_in_chinese(tmp_path: Path) -> None:
    made = convert(
        book(p("设A", Math(f"<math>{HALF}</math>", "x"), "等于B。"), language="zh-CN"),
        tmp_path / "w",
        maths="nemeth",
    )
    assert "⠀⠸⠩⠀⠹⠂⠌⠆⠼⠀⠸⠱⠀" in said(made).replace("\n", "⠀")
    assert not made.artifact.findings


def test_without_node_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    speaker = FormulaSpeaker()
    monkeypatch.setattr(maths, "formula_speaker", lambda: speaker)
    nemeth_cells.cache_clear()
    try:
        made = convert(
            book(
                p("A ", Math("<math><mi>q</mi></math>", None), "."),
                MathBlock("<math><mi>z</mi></math>", "zed"),
            ),
            tmp_path / "w",
        )
    finally:
        nemeth_cells.cache_clear()
    assert "⠟" in said(made)
    assert [finding.code for finding in made.artifact.findings] == [
        "braille-formula-linear",
        "braille-formula-in-words",
    ]


def test_formulas_of_a_real_textbook() -> None:
    books = [path for path in shared_books(".epub") if path.name == "linear-algebra.epub"]
    if not books:
        pytest.skip("real books lie in a folder ../shared/books beside the clone")
    with zipfile.ZipFile(books[0]) as archive:
        pages = sorted(name for name in archive.namelist() if name.endswith(("html", "xml")))
        found = sorted(
            {
                one
                for name in pages
                for one in _MATHML.findall(_COMMENT.sub("", archive.read(name).decode("utf-8", "replace")))
            }
        )
    assert len(found) > 1000
    sample = found[:: len(found) // 25]
    written = [cells for one in sample if (cells := nemeth_cells(one))]
    # Taken from the pages as they are, without the reader: a few have entities or signs without cells.
    assert len(written) >= 0.9 * len(sample)
    for cells in written:
        assert cells.startswith("⠸⠩⠀")
        assert cells.endswith("⠀⠸⠱")
        assert all("\u2800" <= cell <= "\u283f" or cell == "\n" for cell in cells)
