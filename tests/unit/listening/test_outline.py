"""What is where in a book."""

from __future__ import annotations

import pytest

from accessible_reader.listening import Outline
from accessible_reader.listening.outline import WEIGHT_A_SECOND, outline_of
from converters.run import load_conversion
from converters.workspace import Workspace


@pytest.fixture(scope="module")
def outline(book: Workspace) -> Outline:
    return outline_of(load_conversion(book, None, ""))


def test_every_sentence_has_its_number(outline: Outline, book: Workspace) -> None:
    conversion = load_conversion(book, None, "")
    all_of_them = [one.id for one in conversion.sentences]
    assert [name for chapter in outline.chapters for name in chapter.sentences] == all_of_them
    for number, name in enumerate(all_of_them):
        spot = outline.find(name)
        assert spot is not None
        assert (spot.sentence, spot.ordinal) == (name, number)
        assert outline.at_ordinal(number) == spot


def test_it_is_the_same_after_it_was_written_down(outline: Outline) -> None:
    assert Outline.from_json(outline.to_json()) == outline


def test_other_places_lead_to_the_next_sentence(outline: Outline) -> None:
    assert [page.label for page in outline.pages] == ["ii", "３"]
    second = outline.find(outline.pages[1].id)
    assert second is not None
    assert second.chapter == "002"
    assert outline.page("3") == outline.pages[1]  # full width does not count
    assert outline.page("II") == outline.pages[0]
    assert outline.page("4") is None
    assert outline.find("nowhere") is None


def test_pages_of_sentences(outline: Outline) -> None:
    start, last = outline.start(), outline.at_share(1.0)
    assert start is not None
    assert last is not None
    assert outline.page_of(start) == ""
    assert outline.page_of(last) == "３"


def test_shares_and_times_grow_together(outline: Outline) -> None:
    shares = [outline.share(number) for number in range(outline.sentences + 1)]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    middle = outline.at_seconds(outline.seconds / 2)
    assert middle == outline.at_share(0.5)
    assert outline.at_seconds(10**9) == outline.at_ordinal(outline.sentences)
    assert outline.seconds == pytest.approx(
        sum(w for c in outline.chapters for w in c.weights) / WEIGHT_A_SECOND
    )


def test_chapters_have_neighbours(outline: Outline) -> None:
    before, after = outline.neighbours("001")
    assert before is None
    assert after is outline.chapter("002")
    assert outline.number_of("002") == 2
    spot = outline.start_of("002")
    assert spot is not None
    assert spot.sentence == outline.chapters[1].sentences[0]
