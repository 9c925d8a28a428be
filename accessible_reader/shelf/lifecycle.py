"""Which state of a loan or hold may follow which: pure tables, and the only place that knows.

Overdue is no state: it is an open loan whose last day is over. What is on the way, out or back, is in the library's hands and never overdue.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from accessible_reader.errors import NotNow


class LoanState(StrEnum):
    """Where a loan stands."""

    SENT = "sent"
    OPEN = "open"
    COMING_BACK = "coming_back"
    RETURNED = "returned"
    LOST = "lost"


class LoanEvent(StrEnum):
    """What happens to a loan."""

    DELIVER = "deliver"
    FAIL_DELIVERY = "fail-delivery"
    RENEW = "renew"
    HAND_IN = "hand-in"
    """Given to the post, a volunteer or another branch."""
    CHECK_IN = "check-in"
    DECLARE_LOST = "declare-lost"
    FIND = "find"


class HoldState(StrEnum):
    """Where a hold stands."""

    WAITING = "waiting"
    PAUSED = "paused"
    IN_TRANSIT = "in_transit"
    READY = "ready"
    COLLECTED = "collected"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class HoldEvent(StrEnum):
    """What happens to a hold."""

    PAUSE = "pause"
    RESUME = "resume"
    SEND = "send"
    """A copy was found at another branch and is on its way to the pick-up."""
    PUT_ASIDE = "put-aside"
    LOSE_COPY = "lose-copy"
    """The copy that was meant for it cannot be had; it waits again, at its old place."""
    COLLECT = "collect"
    EXPIRE = "expire"
    CANCEL = "cancel"


LOANS: Final[dict[tuple[LoanState, LoanEvent], LoanState]] = {
    (LoanState.SENT, LoanEvent.DELIVER): LoanState.OPEN,
    (LoanState.SENT, LoanEvent.FAIL_DELIVERY): LoanState.COMING_BACK,
    (LoanState.SENT, LoanEvent.CHECK_IN): LoanState.RETURNED,
    (LoanState.SENT, LoanEvent.DECLARE_LOST): LoanState.LOST,
    (LoanState.OPEN, LoanEvent.RENEW): LoanState.OPEN,
    (LoanState.OPEN, LoanEvent.HAND_IN): LoanState.COMING_BACK,
    (LoanState.OPEN, LoanEvent.CHECK_IN): LoanState.RETURNED,
    (LoanState.OPEN, LoanEvent.DECLARE_LOST): LoanState.LOST,
    (LoanState.COMING_BACK, LoanEvent.CHECK_IN): LoanState.RETURNED,
    (LoanState.COMING_BACK, LoanEvent.DECLARE_LOST): LoanState.LOST,
    (LoanState.LOST, LoanEvent.FIND): LoanState.RETURNED,
}

HOLDS: Final[dict[tuple[HoldState, HoldEvent], HoldState]] = {
    (HoldState.WAITING, HoldEvent.PAUSE): HoldState.PAUSED,
    (HoldState.PAUSED, HoldEvent.RESUME): HoldState.WAITING,
    (HoldState.WAITING, HoldEvent.SEND): HoldState.IN_TRANSIT,
    (HoldState.WAITING, HoldEvent.PUT_ASIDE): HoldState.READY,
    (HoldState.IN_TRANSIT, HoldEvent.PUT_ASIDE): HoldState.READY,
    (HoldState.IN_TRANSIT, HoldEvent.LOSE_COPY): HoldState.WAITING,
    (HoldState.READY, HoldEvent.LOSE_COPY): HoldState.WAITING,
    (HoldState.READY, HoldEvent.COLLECT): HoldState.COLLECTED,
    (HoldState.READY, HoldEvent.EXPIRE): HoldState.EXPIRED,
    (HoldState.WAITING, HoldEvent.CANCEL): HoldState.CANCELLED,
    (HoldState.PAUSED, HoldEvent.CANCEL): HoldState.CANCELLED,
    (HoldState.IN_TRANSIT, HoldEvent.CANCEL): HoldState.CANCELLED,
    (HoldState.READY, HoldEvent.CANCEL): HoldState.CANCELLED,
}

LOANS_ENDED: Final = frozenset({LoanState.RETURNED, LoanState.LOST})
HOLDS_ENDED: Final = frozenset({HoldState.COLLECTED, HoldState.EXPIRED, HoldState.CANCELLED})
HOLDS_WITH_COPY: Final = frozenset({HoldState.IN_TRANSIT, HoldState.READY})


def next_loan_state(state: LoanState, event: LoanEvent) -> LoanState:
    """The state after ``event``. Raises :class:`NotNow` ``loan-not-now``."""
    after = LOANS.get((state, event))
    if after is None:
        raise NotNow("loan-not-now", state=state.value, event=event.value)
    return after


def next_hold_state(state: HoldState, event: HoldEvent) -> HoldState:
    """The state after ``event``. Raises :class:`NotNow` ``hold-not-now``."""
    after = HOLDS.get((state, event))
    if after is None:
        raise NotNow("hold-not-now", state=state.value, event=event.value)
    return after


def is_overdue(state: LoanState, due: date | None, today: date) -> bool:
    """Whether the reader is late. The last day itself is in time."""
    return state is LoanState.OPEN and due is not None and today > due
