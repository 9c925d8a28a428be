"""What pages ask before they offer something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from accessible_reader.deliveries.fields import VisitWish, Wanted
from accessible_reader.deliveries.lifecycle import By, VisitAction, VisitState, next_state, steps_of
from accessible_reader.deliveries.plans import Pause, PlanWish
from accessible_reader.errors import BadRecord, NotAllowed, NotFound, NotNow
from accessible_reader.people.permissions import Scope
from accessible_reader.shelf.rules import close_on, set_rules
from converters.messages import LANGUAGES
from tests.clock import TOMORROW
from tests.unit.deliveries.conftest import Depot
from web.i18n import words_in


def test_only_what_the_table_lets_them_do_is_offered() -> None:
    for state in VisitState:
        for by in (By.SELF, By.CARER, By.STAFF, By.CARRIER):
            offered = steps_of(state, by)
            for action in VisitAction:
                if action in offered:
                    next_state(
                        state, action, by, reason=None if action not in {"fail", "give-up"} else "other"
                    )  # type: ignore[arg-type]
                else:
                    with pytest.raises((NotNow, NotAllowed)):
                        next_state(state, action, by)
    assert steps_of(VisitState.PACKED, By.SELF) == frozenset()
    assert VisitAction.CHANGE in steps_of(VisitState.PICKING, By.CARER)


def test_a_request_is_looked_at_before_it_is_made(depot: Depot) -> None:
    reader, check = depot.library.reader, depot.deliveries.check_ask
    wish = VisitWish((Wanted(depot.titles["hong"]),))
    check(reader, reader, wish)
    assert depot.deliveries.of(reader, reader) == []
    for wrong, error, code in (
        (replace(wish, most_items=0), BadRecord, "visit-field-bad"),
        (replace(wish, titles=()), BadRecord, "visit-nothing-wanted"),
        (replace(wish, titles=wish.titles * 2), BadRecord, "visit-title-twice"),
        (replace(wish, titles=(Wanted("0" * 32),)), NotFound, "title-not-found"),
        (replace(wish, means="post"), BadRecord, "visit-post-not-agreed"),
        (replace(wish, by_phone=True), BadRecord, "visit-field-bad"),
    ):
        with pytest.raises(error, match=code):
            check(reader, reader, wrong)
        with pytest.raises(error, match=code):
            depot.deliveries.ask(reader, reader, wrong)
    check(depot.library.librarian, reader, replace(wish, by_phone=True))
    with pytest.raises(NotAllowed):
        check(depot.library.volunteer, reader, wish)
    for _ in range(5):
        depot.ask("hong")
    with pytest.raises(NotNow, match="visit-limit"):
        check(reader, reader, wish)


def test_asked_twice_with_one_key_it_is_one_request(depot: Depot) -> None:
    reader, library, key = depot.library.reader, depot.library, "0123456789abcdef" * 2
    wish = VisitWish((Wanted(depot.titles["hong"]),), key=key)
    assert {depot.deliveries.ask(reader, reader, wish) for _ in range(2)} == {key}
    assert len(depot.deliveries.of(reader, reader)) == 1
    # Somebody else's key is no way to somebody else's delivery.
    depot.deliveries.set_profile(library.librarian, library.carer, {"address": "新街9号"})
    other = depot.deliveries.ask(library.carer, library.carer, wish)
    assert other != key
    assert [one.id for one in depot.deliveries.of(library.carer, library.carer)] == [other]
    with pytest.raises(BadRecord, match="visit-field-bad"):
        depot.deliveries.ask(reader, reader, replace(wish, key="../x"))


def test_whether_titles_are_shown_is_said(depot: Depot) -> None:
    visit = depot.ask("hong")
    blind_carer = depot.carer(Scope.REQUEST)
    assert depot.deliveries.get(depot.library.reader, visit).sees_titles
    shown = depot.deliveries.get(blind_carer, visit)
    assert not shown.sees_titles
    assert [one.title for one in shown.lines] == [None]


def test_the_day_of_the_next_visit_is_after_pauses_and_on_an_open_day(depot: Depot) -> None:
    reader = depot.library.reader
    first = TOMORROW.date() + timedelta(days=365)
    depot.deliveries.set_plan(reader, reader, PlanWish(2, first, "morning"))

    def coming() -> date:
        plan = depot.deliveries.plan(reader, reader)
        assert plan is not None
        assert plan.next_day == first
        return plan.coming

    assert coming() == first
    depot.deliveries.pause_plan(reader, reader, [Pause(first, first)])
    later = first + timedelta(days=14)
    assert coming() == later
    close_on(depot.database, "north", later)
    assert coming() == later + timedelta(days=1)
    depot.deliveries.pause_plan(reader, reader, [])
    set_rules(depot.database, "north", {"closed_weekdays": [first.weekday()]})
    assert coming() == first + timedelta(days=1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_not_now_is_told_in_words(language: str) -> None:
    words = words_in(language)
    told = {words("visit-not-now", state=state.value, action="change") for state in VisitState}
    assert len(told) == len(VisitState)
    assert not [one for one in told if "_" in one or "{" in one]
