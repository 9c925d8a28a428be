"""Whatever the book: no line too wide, no cell lost, page numbers in order, a place for every sentence."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from converters.book import Book
from converters.braille.cells import BLANK
from converters.braille.flow import FlowBlock
from converters.braille.layout import Layout
from converters.braille.paginate import Paginator, Sheet
from converters.braille.profiles import BANA
from converters.braille.scripts import script_runs
from converters.braille.transcriber import Transcriber
from tests.braille_checks import check_pages, convert, lost_leaves
from tests.brf_linter import lint_brf
from tests.property.strategies import books

QUIET = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
OPTIONS = st.fixed_dictionaries(
    {
        "cells": st.integers(20, 60),
        "lines": st.integers(8, 40),
        "grade": st.sampled_from((1, 2)),
        "running_head": st.booleans(),
        "print_pages": st.booleans(),
        "hyphenate": st.just(False),
        "volume_pages": st.integers(10, 40),
    }
)


@QUIET
@given(book=books(), options=OPTIONS)
def test_generated_books(book: Book, options: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as root:
        made = convert(book, Path(root) / "text", **options)
        check_pages(made)
        # In Nemeth code a formula stands in place of the words that describe it; as words it must not be lost.
        worded = convert(book, Path(root) / "words", **options, maths="linear")
        assert list(lost_leaves(worded, pieces=True)) == []
        brf = convert(book, Path(root) / "brf", "braille-brf", **options)
        for name in (name for name in brf.artifact.files if name.endswith(".brf")):
            data = (brf.artifact.folder / name).read_bytes()
            assert lint_brf(data, int(str(options["cells"])), int(str(options["lines"]))) == []


CELL = st.characters(min_codepoint=0x2801, max_codepoint=0x283F)
CELLS = st.lists(st.text(CELL, min_size=1, max_size=50), min_size=1, max_size=60).map(BLANK.join)
STYLES = st.sampled_from([name for name in BANA.styles if name != "cell"])


@settings(max_examples=80, deadline=None)
@given(
    blocks=st.lists(st.tuples(STYLES, CELLS, st.integers(0, 6)), max_size=12),
    width=st.integers(20, 45),
    height=st.integers(6, 30),
    head=st.booleans(),
)
def test_no_cell_is_lost_between_flow_and_pages(
    blocks: list[tuple[str, str, int]], width: int, height: int, head: bool
) -> None:
    paginator = Paginator(Sheet(width, height, "⠓⠓" if head else "", numbers=False), BANA)
    flow = [FlowBlock(style, cells, depth=depth, deepest=6) for style, cells, depth in blocks]
    Layout(paginator, BANA).chapter(flow, new_page=True)
    lines = [line for page in paginator.finish() for line in page.lines[int(head) :]]
    assert all(len(line) <= width and line == line.rstrip(BLANK) for line in lines)
    wanted = "".join(cells for _style, cells, _depth in blocks).replace(BLANK, "")
    assert matches("".join(line.replace(BLANK, "") + "|" for line in lines), wanted)


def matches(lines: str, wanted: str) -> bool:
    """Whether ``lines`` (each closed by "|") say ``wanted``, but for signs at line ends that a word goes on."""
    states = {0}
    for line in lines.split("|"):
        ends = (line, line.removesuffix(BANA.continued))
        states = {at + len(end) for at in states for end in ends if wanted.startswith(end, at)}
    return len(wanted) in states


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=200), base=st.sampled_from(("Latn", "Hani", "Cyrl")))
def test_script_runs_cover_the_text(text: str, base: str) -> None:
    runs = script_runs(text, base)
    assert "".join(text[run.start : run.end] for run in runs) == text


@settings(max_examples=80, deadline=None)
@given(
    text=st.text(st.characters(codec=None), max_size=120),
    language=st.sampled_from(("en", "zh-TW", "fr", "ar")),
)
def test_any_text_has_six_dot_cells_and_an_alignment(text: str, language: str) -> None:
    result = Transcriber(language, 2).translate(text)
    assert all("\u2800" <= cell <= "\u283f" for cell in result.cells)
    assert len(result.offsets) == len(text) + 1
    assert list(result.offsets) == sorted(result.offsets)
    assert result.offsets[-1] == len(result.cells)


def test_the_check_itself_sees_a_loss(tmp_path: Path) -> None:
    from tests.unit.braille.books import english_book

    made = convert(english_book(), tmp_path / "w")
    assert not list(lost_leaves(made, pieces=True))
    made.__dict__["body"] = made.body[1:]
    assert list(lost_leaves(made, pieces=True))
