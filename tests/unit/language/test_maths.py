"""Formulas in words; nothing that breaks node may stop a conversion."""

import pytest

from converters.language import maths
from converters.language.maths import FormulaSpeaker, linear, say_formula, usable_alternative

FRACTION = "<math><mfrac><mn>1</mn><msup><mi>x</mi><mn>2</mn></msup></mfrac></math>"


def test_the_books_own_words_come_first() -> None:
    assert say_formula(FRACTION, "one over x squared", "en").by == "alternative"
    assert not usable_alternative("Alternative text not available", FRACTION)
    assert not usable_alternative(r"\frac{1}{x}", FRACTION)
    assert usable_alternative("x", FRACTION)


def test_a_line_of_signs_that_a_reader_made_is_no_authors_text() -> None:
    assert not usable_alternative("1/x^2", FRACTION)
    assert usable_alternative("1/x^2", FRACTION.replace("<math", '<math alttext="1/x^2"'))
    assert usable_alternative("a < b", '<m:math alttext="a &lt; b"/>')
    assert say_formula(FRACTION, "1/x^2", "zh-CN").text == "x的2次方分之1"


def test_rules_by_language_and_never_english_for_chinese() -> None:
    assert (
        say_formula(FRACTION, None, "en-GB").text == "the fraction with numerator 1 and denominator x squared"
    )
    assert say_formula(FRACTION, None, "fr").by == "rules"
    assert say_formula(FRACTION, None, "zh-CN").text == "x的2次方分之1"
    assert say_formula(FRACTION, None, "ru").by == "linear"


def test_broken_mathml_is_said_as_far_as_it_goes() -> None:
    assert say_formula("<math><mi>x</mi>", "", "en").text == ""
    assert say_formula("<math><mi>x</mi>", r"\alpha", "en").text == r"\alpha"
    assert linear('<!DOCTYPE m [<!ENTITY a "b">]><math><mi>x</mi></math>', "en") == "x"
    assert linear("<math>" + "<mrow>" * 5000 + "</mrow>" * 5000 + "</math>", "en") == ""


def test_without_node_it_is_read_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    speaker = FormulaSpeaker()
    assert speaker.say(FRACTION, "en") is None
    monkeypatch.setattr(maths, "formula_speaker", lambda: speaker)
    assert say_formula.__wrapped__(FRACTION, None, "en") == maths.SpokenFormula("1 over x to the 2", "linear")
    speaker.say(FRACTION, "en")
    speaker.say(FRACTION, "en")
    assert not speaker.works


def test_a_child_that_hangs_or_lies_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maths, "_START_SECONDS", 0.2)
    for program in (["sleep", "60"], ["yes", "{}"], ["false"]):
        monkeypatch.setattr(maths, "_start", lambda program=program: _pipe(program))
        speaker = FormulaSpeaker()
        for _ in range(3):
            assert speaker.say(FRACTION, "en") is None
        assert not speaker.works
        speaker.close()


def _pipe(program: list[str]):  # type: ignore[no-untyped-def]
    import subprocess

    return subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
