"""Which state of a visit may follow which, who may bring it about, and when a reason must be given: one pure table, and the only place that knows.

A *visit* is one way to a reader's door and back, by a volunteer, a driver or the post. It begins as a request, or as the draft that a plan makes, and ends on the shelf: its last
state but one is reached when what was brought is on its way back, the last when all of it has been checked in.

Where the things are follows from the state. Before ``picking`` nothing has left the shelf. From the scan into the bag until delivery each thing is a loan that is *sent* (never
due, nobody else's); on delivery the time begins; a bag that is given up comes back as any loan does. So no copy can be in two places, and none in no place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from accessible_reader.errors import BadRecord, NotAllowed, NotNow


class VisitState(StrEnum):
    """Where a visit stands."""

    DRAFTED = "drafted"
    """A plan has put it together; the reader may strike and swap."""
    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    """It has a day."""
    PICKING = "picking"
    PACKED = "packed"
    OUT = "out"
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"
    COLLECTED = "collected"
    SHELVED = "shelved"
    CANCELLED = "cancelled"
    PAUSED = "paused"


class VisitAction(StrEnum):
    """What happens to a visit."""

    CONFIRM = "confirm"
    CHANGE = "change"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    PICK = "pick"
    PACK = "pack"
    """The bag is complete and closed."""
    UNPACK = "unpack"
    HAND_OVER = "hand-over"
    DELIVER = "deliver"
    FAIL = "fail"
    REBOOK = "rebook"
    GIVE_UP = "give-up"
    """The bag comes back to be emptied."""
    COLLECT = "collect"
    SHELVE = "shelve"


class By(StrEnum):
    """In what capacity somebody acts: what the table of permissions answers, and ``carrier``, who has the visit in their round today."""

    SELF = "self"
    CARER = "carer"
    STAFF = "staff"
    CARRIER = "carrier"
    SYSTEM = "system"


class Reason(StrEnum):
    """Why: a closed list, because free text would hold what nobody else should know. Messages ``delivery-reason-...``."""

    NO_ANSWER = "no-answer"
    REFUSED = "refused"
    ADDRESS = "address"
    WEATHER = "weather"
    UNSAFE = "unsafe"
    ILL = "ill"
    AWAY = "away"
    NOT_WANTED = "not-wanted"
    LIBRARY = "library"
    """Something of ours: a volunteer fell ill, a bag was forgotten."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table."""

    after: VisitState
    by: frozenset[By]
    reason: bool = False
    """Whether a reason must be given."""


_READER: Final = frozenset({By.SELF, By.CARER})
_STAFF: Final = frozenset({By.STAFF})
_CARRIER: Final = frozenset({By.CARRIER, By.STAFF})
_ALL: Final = frozenset({By.SELF, By.CARER, By.STAFF, By.SYSTEM})
_S, _A = VisitState, VisitAction

FIRST: Final[dict[VisitState, frozenset[By]]] = {
    _S.REQUESTED: frozenset({By.SELF, By.CARER, By.STAFF}),
    _S.DRAFTED: frozenset({By.SYSTEM}),
}
"""In which states a visit may begin, and by whom."""

TABLE: Final[dict[tuple[VisitState, VisitAction], Step]] = {
    # Silence means go: the machine confirms a draft that nobody has objected to. A request gets its day from staff.
    (_S.DRAFTED, _A.CONFIRM): Step(_S.CONFIRMED, _ALL),
    (_S.REQUESTED, _A.CONFIRM): Step(_S.CONFIRMED, _STAFF),
    (_S.CONFIRMED, _A.CONFIRM): Step(_S.CONFIRMED, _STAFF),
    (_S.DRAFTED, _A.CHANGE): Step(_S.DRAFTED, _ALL),
    (_S.REQUESTED, _A.CHANGE): Step(_S.REQUESTED, _ALL),
    (_S.CONFIRMED, _A.CHANGE): Step(_S.CONFIRMED, _ALL),
    # What is not in the bag yet can still be changed.
    (_S.PICKING, _A.CHANGE): Step(_S.PICKING, _READER | _STAFF),
    (_S.DRAFTED, _A.PAUSE): Step(_S.PAUSED, _READER | _STAFF),
    (_S.REQUESTED, _A.PAUSE): Step(_S.PAUSED, _READER | _STAFF),
    (_S.CONFIRMED, _A.PAUSE): Step(_S.PAUSED, _READER | _STAFF),
    # The day may be over: it is agreed on anew.
    (_S.PAUSED, _A.RESUME): Step(_S.REQUESTED, _READER | _STAFF),
    (_S.DRAFTED, _A.CANCEL): Step(_S.CANCELLED, _ALL),
    (_S.REQUESTED, _A.CANCEL): Step(_S.CANCELLED, _ALL),
    (_S.CONFIRMED, _A.CANCEL): Step(_S.CANCELLED, _ALL),
    (_S.PAUSED, _A.CANCEL): Step(_S.CANCELLED, _ALL),
    (_S.PICKING, _A.CANCEL): Step(_S.CANCELLED, _ALL),
    (_S.CONFIRMED, _A.PICK): Step(_S.PICKING, _STAFF),
    (_S.PICKING, _A.PACK): Step(_S.PACKED, _STAFF),
    (_S.PACKED, _A.UNPACK): Step(_S.PICKING, _STAFF),
    (_S.PACKED, _A.HAND_OVER): Step(_S.OUT, _STAFF),
    # A parcel is reported by whoever took it in.
    (_S.OUT, _A.DELIVER): Step(_S.DELIVERED, _CARRIER | _READER),
    (_S.OUT, _A.FAIL): Step(_S.NOT_DELIVERED, _CARRIER, reason=True),
    # The neighbour came out as the car was leaving.
    (_S.NOT_DELIVERED, _A.DELIVER): Step(_S.DELIVERED, _CARRIER),
    # Another day was agreed on, or nobody took it along on its own.
    (_S.PICKING, _A.REBOOK): Step(_S.PICKING, _STAFF),
    (_S.PACKED, _A.REBOOK): Step(_S.PACKED, _STAFF),
    (_S.NOT_DELIVERED, _A.REBOOK): Step(_S.PACKED, frozenset({By.STAFF, By.SYSTEM})),
    (_S.NOT_DELIVERED, _A.GIVE_UP): Step(_S.COLLECTED, _STAFF, reason=True),
    (_S.DELIVERED, _A.COLLECT): Step(_S.COLLECTED, _CARRIER | {By.SYSTEM}),
    (_S.COLLECTED, _A.SHELVE): Step(_S.SHELVED, frozenset({By.STAFF, By.SYSTEM})),
}

ENDED: Final = frozenset({_S.SHELVED, _S.CANCELLED})
BEFORE_PACKING: Final = frozenset({_S.DRAFTED, _S.REQUESTED, _S.CONFIRMED, _S.PICKING, _S.PAUSED})
"""As long as the reader may change their mind."""
IN_OUR_HANDS: Final = frozenset({_S.PICKING, _S.PACKED, _S.OUT, _S.NOT_DELIVERED})
"""What is in the bag is lent and with the library: never due, never anybody else's."""
UPCOMING: Final = BEFORE_PACKING | frozenset({_S.PACKED, _S.OUT, _S.NOT_DELIVERED})
"""Nothing has reached the reader yet."""


def next_state(state: VisitState, action: VisitAction, by: By, reason: Reason | None = None) -> VisitState:
    """The state after ``action``. The machine itself, at whose command line an administrator sits, may take every step, as in the table of permissions; ``SYSTEM`` in the table is what it does of itself.

    Raises:
        NotNow: ``visit-not-now``: not in this state, whoever asks.
        NotAllowed: ``permission-visit-step``: not by them.
        BadRecord: ``visit-reason-missing``.

    """
    step = TABLE.get((state, action))
    if step is None:
        raise NotNow("visit-not-now", state=state.value, action=action.value)
    if by not in step.by and by is not By.SYSTEM:
        raise NotAllowed("permission-visit-step")
    if step.reason and reason is None:
        raise BadRecord("visit-reason-missing")
    return step.after


def steps_of(state: VisitState, by: By) -> frozenset[VisitAction]:
    """What they can do now: for pages, which show no button that would be refused."""
    return frozenset(action for (before, action), step in TABLE.items() if before is state and by in step.by)


def check_first(state: VisitState, by: By) -> None:
    """Whether a visit may begin so. Raises NotAllowed ``permission-visit-step``."""
    if state not in FIRST or (by not in FIRST[state] and by is not By.SYSTEM):
        raise NotAllowed("permission-visit-step")
