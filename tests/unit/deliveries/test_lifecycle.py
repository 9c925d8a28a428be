"""The table of a visit: nothing illegal can be reached, everything comes to an end, and only by those who may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessible_reader.deliveries.lifecycle import (
    BEFORE_PACKING,
    ENDED,
    FIRST,
    IN_OUR_HANDS,
    TABLE,
    By,
    Reason,
    VisitAction,
    VisitState,
    check_first,
    next_state,
)
from accessible_reader.errors import BadRecord, NotAllowed, NotNow, ServiceError

STEPS = st.lists(
    st.tuples(st.sampled_from(VisitAction), st.sampled_from(By), st.sampled_from([None, *Reason])),
    max_size=40,
)


@given(st.sampled_from(sorted(FIRST)), STEPS)
def test_no_sequence_of_actions_leaves_the_table(
    first: VisitState, steps: list[tuple[VisitAction, By, Reason | None]]
) -> None:
    state, bagged, with_reader = first, False, False
    for action, by, reason in steps:
        try:
            after = next_state(state, action, by, reason)
        except ServiceError:
            continue
        assert state not in ENDED
        line = TABLE[state, action]
        assert by in line.by or by is By.SYSTEM
        assert reason is not None or not line.reason
        # Where the bag is, told by what was done and by nothing else.
        if action is VisitAction.PACK:
            bagged = True
        if action in {VisitAction.UNPACK, VisitAction.GIVE_UP}:
            bagged = False
        if action is VisitAction.DELIVER:
            bagged, with_reader = False, True
        if action is VisitAction.COLLECT:
            assert with_reader
            with_reader = False
        if bagged:
            assert after in IN_OUR_HANDS
        if after is VisitState.CANCELLED:
            assert not bagged
            assert not with_reader
        if after is VisitState.SHELVED:
            assert not with_reader
        # Whoever reads, or cares for a reader, does nothing at the library's tables.
        if by in {By.SELF, By.CARER}:
            assert state in BEFORE_PACKING or action is VisitAction.DELIVER
        if by is By.CARRIER:
            assert action in {VisitAction.DELIVER, VisitAction.FAIL, VisitAction.COLLECT}
        state = after


def test_from_everywhere_staff_and_the_machine_can_bring_it_to_an_end() -> None:
    good = set(ENDED)
    while True:
        more = {
            state
            for (state, _), step in TABLE.items()
            if step.after in good and step.by & {By.STAFF, By.SYSTEM}
        }
        if more <= good:
            break
        good |= more
    assert good == set(VisitState)


def test_every_state_can_be_reached() -> None:
    reached = set(FIRST)
    while True:
        more = {step.after for (state, _), step in TABLE.items() if state in reached}
        if more <= reached:
            break
        reached |= more
    assert reached == set(VisitState)


def test_refusals_say_why() -> None:
    with pytest.raises(NotNow, match="visit-not-now"):
        next_state(VisitState.OUT, VisitAction.CANCEL, By.SELF)
    with pytest.raises(NotAllowed, match="permission-visit-step"):
        next_state(VisitState.PACKED, VisitAction.HAND_OVER, By.CARRIER)
    with pytest.raises(BadRecord, match="visit-reason-missing"):
        next_state(VisitState.OUT, VisitAction.FAIL, By.CARRIER)
    assert (
        next_state(VisitState.OUT, VisitAction.FAIL, By.CARRIER, Reason.NO_ANSWER) is VisitState.NOT_DELIVERED
    )
    with pytest.raises(NotAllowed, match="permission-visit-step"):
        check_first(VisitState.DRAFTED, By.CARER)
    check_first(VisitState.REQUESTED, By.CARER)


@pytest.mark.parametrize("state", list(VisitState))
def test_nothing_follows_an_end(state: VisitState) -> None:
    follow = [action for (before, action) in TABLE if before is state]
    assert bool(follow) is (state not in ENDED)
