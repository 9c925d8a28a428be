"""Forms from models: what is wrong is said in words, what was typed stays."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel
from starlette.datastructures import FormData

from accessible_reader.errors import BadRecord
from web.forms import Filled, asked, fill
from web.i18n import words_in

WORDS = words_in("en")


class Trial(BaseModel):
    """Fields whose words are there already."""

    card: str = asked(min_length=1, max_length=5)
    size: Literal["100", "200"] = asked("radio", choices=("100", "200"))
    cells_in: int | None = asked("number", words="cells", default=None, ge=20)
    motion: bool = asked("check", default=False)
    pin: str = asked("password", default="")


def test_everything_in_order() -> None:
    form = fill(
        Trial, WORDS, FormData({"card": " 12 ", "size": "200", "cells_in": "32", "motion": "1", "pin": "x"})
    )
    assert form.done == Trial(card="12", size="200", cells_in=32, motion=True, pin="x")
    assert not form.failed


def test_each_problem_is_a_sentence_with_the_label() -> None:
    form = fill(
        Trial, WORDS, FormData({"card": "123456", "size": "300", "cells_in": "many", "pin": "secret"})
    )
    assert form.done is None
    assert form.problems() == [
        ("f-card", "“Card number” can have at most 5 characters."),
        ("f-size-1", "Choose one under “Text size”."),
        ("f-cells-in", "“Cells in a line” has to be a number."),
    ]
    assert form.field("card").value == "123456"
    assert form.field("card").described_by == "f-card-error"
    assert form.field("pin").value == "", "a password is never sent back"
    small = fill(Trial, WORDS, FormData({"card": "1", "size": "100", "cells_in": "3"}))
    assert small.problems() == [("f-cells-in", "“Cells in a line” must be at least 20.")]
    assert fill(Trial, WORDS, FormData({})).problems()[0] == ("f-card", "Fill in “Card number”.")


def test_what_the_service_refuses_is_a_problem_too() -> None:
    form = fill(Trial, WORDS, FormData({"card": "1", "size": "100"}))
    form.blame("card", BadRecord("person-card-bad"))
    form.blame("", BadRecord("pin-too-common"))
    assert form.done is None
    assert [where for where, _sentence in form.problems()] == ["", "f-card"]


def test_an_empty_form_shows_defaults_and_hints() -> None:
    form = Filled(Trial, WORDS, {"size": "100"})
    assert form.field("size").chosen("100")
    assert not form.field("size").chosen("200")
    assert form.field("cells_in").hint.startswith("How many cells")
    assert form.field("card").required
    assert [text for _value, text, _hint in form.field("size").choices] == ["100% (standard)", "200%"]


def test_a_file_where_text_was_wanted_is_no_fault_of_ours() -> None:
    assert fill(Trial, WORDS, FormData({"card": "1\x00", "size": "100"})).done is not None
