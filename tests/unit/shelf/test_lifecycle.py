"""No way leads to an illegal state."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible_reader.errors import NotNow
from accessible_reader.shelf import lifecycle
from accessible_reader.shelf.lifecycle import HoldEvent, HoldState, LoanEvent, LoanState
from accessible_reader.shelf.positions import Place, Whereabouts, merge


@given(st.sampled_from([LoanState.SENT, LoanState.OPEN]), st.lists(st.sampled_from(LoanEvent)))
def test_loans_whatever_happens(state: LoanState, events: list[LoanEvent]) -> None:
    ended = False
    for event in events:
        try:
            after = lifecycle.next_loan_state(state, event)
        except NotNow:
            continue  # refused: nothing changed
        assert not (ended and after not in lifecycle.LOANS_ENDED), "what is over does not begin again"
        if event is LoanEvent.RENEW:
            assert state is after is LoanState.OPEN
        if after is LoanState.OPEN:
            assert event in {LoanEvent.DELIVER, LoanEvent.RENEW}
        state, ended = after, ended or after in lifecycle.LOANS_ENDED
        if state is not LoanState.OPEN:
            assert not lifecycle.is_overdue(state, date(2000, 1, 1), date(2026, 1, 1))
    if state is LoanState.RETURNED:
        for event in LoanEvent:
            with pytest.raises(NotNow):
                lifecycle.next_loan_state(state, event)


@given(st.lists(st.sampled_from(HoldEvent)))
def test_holds_whatever_happens(events: list[HoldEvent]) -> None:
    state = HoldState.WAITING
    has_copy = False
    for event in events:
        try:
            after = lifecycle.next_hold_state(state, event)
        except NotNow:
            continue
        assert state not in lifecycle.HOLDS_ENDED, "what is over stays over"
        if event in {HoldEvent.SEND, HoldEvent.PUT_ASIDE}:
            has_copy = True
        if event is HoldEvent.COLLECT:
            assert has_copy
        if event in {HoldEvent.LOSE_COPY, HoldEvent.COLLECT, HoldEvent.EXPIRE, HoldEvent.CANCEL}:
            has_copy = False
        state = after
        assert (state in lifecycle.HOLDS_WITH_COPY) == has_copy


def test_every_state_can_be_reached_and_left_or_is_an_end() -> None:
    assert {*lifecycle.LOANS.values()} | {LoanState.SENT} == set(LoanState)
    assert {*lifecycle.HOLDS.values()} == set(HoldState)
    assert {state for state, _ in lifecycle.HOLDS} == set(HoldState) - lifecycle.HOLDS_ENDED
    assert {state for state, _ in lifecycle.LOANS} == set(LoanState) - {LoanState.RETURNED}


START = datetime(2026, 1, 1, tzinfo=UTC)
PLACES = st.builds(
    lambda ordinal, minute, device: Place(
        f"s{ordinal}", ordinal, "print", device, START + timedelta(minutes=minute)
    ),
    st.integers(0, 200),
    st.integers(0, 5),
    st.sampled_from(["phone", "player"]),
)


@given(st.lists(PLACES, min_size=1), st.randoms())
def test_the_order_of_arrival_does_not_decide_where_somebody_is(places: list[Place], random: object) -> None:
    def arrive(order: list[Place]) -> Whereabouts:
        there: Whereabouts | None = None
        for place in order:
            there = merge(there, place)
        assert there is not None
        return there

    shuffled = list(places)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = arrive(places), arrive(shuffled)
    assert (one.place.at, one.place.ordinal, one.furthest) == (two.place.at, two.place.ordinal, two.furthest)
    assert one.place.at == max(place.at for place in places)
    assert one.furthest == max(place.ordinal for place in places)
