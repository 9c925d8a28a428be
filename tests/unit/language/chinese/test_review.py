"""The review list: the likeliest mistakes first, never more than the cap, also where sources were certain."""

import pytest

from converters.language.chinese import ChineseAnalyser
from converters.language.chinese.boundaries import Split
from converters.language.chinese.certainty import Certainty, signs
from converters.language.chinese.evidence import Place
from converters.language.chinese.readings import Reading
from converters.language.chinese.review import PER_THOUSAND, WORTH_ONE, Division, Doubt, worth_a_look
from tests.unit.language.chinese.test_readings_gold import NEWS

CROSSING = Split(0, 4, ("研究生", "命"), ("研究", "生命"))
WITHIN = Split(0, 3, ("图书馆",), ("图书", "馆"))


def doubt(start: int, mistaken: float) -> Doubt:
    return Doubt(start, start + 1, "长", 0, Reading("chang2", 1 - mistaken, ("zhang3",)), "很长。")


def test_the_likeliest_mistakes_fill_the_cap_and_stand_in_the_order_of_the_text() -> None:
    doubts = [doubt(k, (k * 37 % 100) / 100) for k in range(100)]
    listed = worth_a_look(doubts, [], 1000)
    assert len(listed) == PER_THOUSAND
    assert [u.start for u in listed] == sorted(k for k in range(100) if k * 37 % 100 >= 100 - PER_THOUSAND)
    assert listed[0].choices == ("chang2", "zhang3")


def test_divisions_have_places_of_their_own() -> None:
    doubts = [doubt(k, 0.5) for k in range(100)]
    divisions = [Division(k * 10, k * 10 + 3, WITHIN, "") for k in range(5)] + [
        Division(90, 94, CROSSING, "")
    ]
    listed = [u for u in worth_a_look(doubts, divisions, 1000) if u.reason == "segmentation"]
    assert len(listed) == 2
    assert listed[-1].text == "研究生命"


@pytest.mark.parametrize(("mistaken", "shown"), [(WORTH_ONE + 0.01, 1), (WORTH_ONE - 0.01, 0)])
def test_a_short_text_shows_one_place_when_it_is_worth_it(mistaken: float, shown: int) -> None:
    assert len(worth_a_look([doubt(1, mistaken), doubt(3, 0.01)], [], 12)) == shown


def test_a_short_text_shows_a_division_only_where_one_of_the_two_is_wrong() -> None:
    assert worth_a_look([], [Division(0, 3, WITHIN, "")], 12) == ()
    assert len(worth_a_look([], [Division(0, 4, CROSSING, "")], 12)) == 1


def place(**changes: object) -> Place:
    given: dict[str, object] = {
        "index": 0,
        "char": "吓",
        "candidates": ("xia4",),
        "word": "xia4",
        "grade": "=",
        "readings": ("xia4", "he4"),
        "said": {"exact2=": "xia4"},
        "where": "lvn",
    }
    return Place(**(given | changes))  # type: ignore[arg-type]


def test_one_candidate_does_not_mean_no_doubt() -> None:
    judge = Certainty({"one": -6.0, "soleword": 1.0, "吓xia4": 2.0, "gothers": 1.0})
    alone = judge.mistaken(place(), [1.0], {})
    contradicted = judge.mistaken(place(), [1.0], {"xia4": 0.1, "he4": 0.9})
    assert 0.04 < alone < 0.05
    assert contradicted > 2 * alone


def test_signs_tell_what_decided_and_who_disagreed() -> None:
    names = {name for name, _ in signs(place(), [1.0], {"xia4": 0.1, "he4": 0.9})}
    assert {"soleword", "exact=+", "gothers", "wlvn", "吓", "吓xia4"} <= names
    ruled = place(
        char="为", candidates=("wei4",), readings=("wei4", "wei2"), word=None, said={"rulex": "wei4"}
    )
    assert "solerule" in {name for name, _ in signs(ruled, [1.0], {})}
    names = {
        name for name, _ in signs(place(candidates=("xia4", "he4"), said={"inside2=": "he4"}), [0.8, 0.2], {})
    }
    assert {"choice", "doubt", "inside=-", "noexactl", "gnonec"} <= names


@pytest.mark.parametrize("mode", ["fast", "careful"])
def test_certain_rules_and_agreed_words_get_a_probability_and_choices(mode: str) -> None:
    analysis = ChineseAnalyser(mode).analyse("这项服务专门为盲人准备，他很快会唱会跳。" * 3)  # type: ignore[arg-type]
    word = next(w for w in analysis.words if "为" in w.text)
    assert word.readings[word.text.index("为")] == "wei4"
    assert 0.5 < word.confidences[word.text.index("为")] < 1
    asked = [u for u in analysis.uncertain if u.text == "为"]
    assert asked
    assert asked[0].choices[:2] == ("wei4", "wei2")


def test_a_book_by_paragraphs_stays_within_the_cap() -> None:
    analyser = ChineseAnalyser("fast")
    asked = characters = 0
    for line, _ in NEWS:
        analysis = analyser.analyse(line)
        asked += len(analysis.uncertain)
        characters += sum(len(w.readings) for w in analysis.words)
    assert 0 < asked <= characters * 25 / 1000
