"""English as a person reads it aloud."""

import pytest

from converters.speech.normalise import english


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("In 1879 he paid $3.50.", "In eighteen seventy-nine he paid three dollars and fifty cents."),
        ("on 3/4/2024", "on March fourth, twenty twenty-four"),
        ("2024-03-04", "March fourth, twenty twenty-four"),
        ("March 4, 1879", "March fourth, eighteen seventy-nine"),
        ("4 March 1879", "fourth of March, eighteen seventy-nine"),
        ("Dr. Smith lived on Elm Dr. in St. Paul", "Doctor Smith lived on Elm Drive in Saint Paul"),
        ("Main St. is long", "Main Street is long"),
        ("J. R. R. Tolkien", "J R R Tolkien"),
        ("the U.S.A. won", "the U S A won"),
        ("Chapter XIV", "Chapter fourteen"),
        ("Book I of Henry VIII", "Book one of Henry the eighth"),
        ("Book I read", "Book I read"),
        ("10:05 p.m.", "ten oh five p m"),
        ("at 3:00", "at three o'clock"),
        (
            "50% of 1,234.5 km",
            "fifty percent of one thousand two hundred and thirty-four point five kilometres",
        ),
        ("the 1870s and '90s", "the eighteen seventies and nineties"),
        ("the 21st", "the twenty-first"),
        ("2½ and 3/4", "two and a half and three quarters"),
        ("1914–1918", "nineteen fourteen to nineteen eighteen"),
        ("pp. 3-5, No. 7", "pages three to five, number seven"),
        ("−5 °C", "minus five degrees Celsius"),
        ("see https://a.org/b", "see a dot org slash b"),
        ("me@x.com", "me at x dot com"),
        ("007", "zero zero seven"),
        ("555-1234", "five five five, one two three four"),
        ("$1 or £0.99", "one dollar or ninety-nine pence"),
        ("e.g. this", "for example this"),
        ("H2O and MP3", "H two O and MP three"),
        ("rock & roll", "rock and roll"),
        ("the 30/2/2024 is no date", None),
        ("Call me Ishmael.", "Call me Ishmael."),
    ],
)
def test_as_spoken(written: str, spoken: str | None) -> None:
    said = " ".join(english(written).text.split())
    if spoken is None:
        assert "February" not in said
    else:
        assert said == spoken


def test_british_days_come_first() -> None:
    assert english("3/4/2024", british=True).text == "April third, twenty twenty-four"


@pytest.mark.parametrize(
    ("heading", "spoken"),
    [("XIV", "fourteen"), ("II. The Whale", "two. The Whale"), ("MIX", "MIX"), ("I am", "I am")],
)
def test_roman_numerals_in_headings(heading: str, spoken: str) -> None:
    assert english(heading, heading=True).text == spoken


def test_replaced_words_are_counted() -> None:
    assert english("He paid $3.50 to Mr. X").replaced == 2
    assert english("Nothing here").replaced == 0


def test_a_long_line_of_digits_is_no_trap() -> None:
    assert english("1" * 20_000).text.startswith("one one")
    assert english("9" * 50 + "th").replaced == 1
