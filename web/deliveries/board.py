"""The board of the day: what waits, what is due, how far it is, and the next step with each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from accessible_reader.deliveries.lifecycle import UPCOMING, Reason, VisitState
from accessible_reader.deliveries.round_views import FailedVisit, RoundView
from accessible_reader.deliveries.views import VisitView
from accessible_reader.deliveries.words import reason_words
from web.deliveries.planning import Planning
from web.deliveries.staff_words import told, when_words
from web.deliveries.words import bag_words
from web.visit import Visit

_S: Final = VisitState
GROUPS: Final = (
    ("drafted", frozenset({_S.DRAFTED})),
    ("to-pack", frozenset({_S.CONFIRMED, _S.PICKING})),
    ("packed", frozenset({_S.PACKED})),
    ("out", frozenset({_S.OUT})),
    ("delivered", frozenset({_S.DELIVERED, _S.COLLECTED, _S.SHELVED})),
    ("off", frozenset({_S.CANCELLED})),
)
"""Headings of a day, in the order in which they are worked through. What failed stands above them, whatever its day."""
_LEFT_OVER: Final = frozenset({_S.DRAFTED, _S.CONFIRMED, _S.PICKING, _S.PACKED, _S.OUT})
_DAY_COUNTS: Final = ("drafted", "to-pack", "packed", "out", "delivered")


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One delivery. ``step``: what the link (with ``button``: the form) to ``address`` does next; "" where there is nothing to do."""

    id: str
    bag: str
    told: str
    step: str
    address: str
    button: bool = False


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """Deliveries under a heading."""

    heading: str
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """``counts``: one sentence about the day."""

    counts: str
    groups: tuple[BoardGroup, ...]
    rounds: tuple[tuple[str, str], ...]
    """Sentence and address."""


def board_of(visit: Visit, at: Planning) -> Board:
    """The board. Nobody's name is on it: it is worked through by the numbers of the bags."""
    service, actor = visit.service, visit.person_id
    board = service.deliveries.board
    upcoming = board(actor, at.branch.id, sorted(UPCOMING), titles=False)
    of_day = board(actor, at.branch.id, list(VisitState), day=at.day, titles=False)
    failed = {one.visit_id: one for one in service.rounds.failed(actor, at.branch.id)}
    groups = [_failed(visit, [one for one in upcoming if one.id in failed], failed)]
    late = [
        one
        for one in upcoming
        if one.day is not None and one.day < at.today and one.day != at.day and one.state in _LEFT_OVER
    ]
    groups.append(_group(visit, at, "left-over", late, with_day=True))
    for name, states in GROUPS:
        groups.append(_group(visit, at, name, [one for one in of_day if one.state in states]))
    waiting = [one for one in upcoming if one.day is None and one.state is not _S.PAUSED]
    groups.append(_group(visit, at, "waiting", waiting))
    empty = [
        one
        for one in upcoming
        if one.state is _S.DRAFTED
        and one.day is not None
        and one.day >= at.today
        and one.day != at.day
        and not any(line.state == "chosen" for line in one.lines)
    ]
    groups.append(_group(visit, at, "empty-drafts", empty, with_day=True))
    groups.append(_group(visit, at, "paused", [one for one in upcoming if one.state is _S.PAUSED]))
    rounds = service.rounds.of(actor, at.branch.id, at.day)
    return Board(
        _counts(visit, at, of_day),
        tuple(one for one in groups if one.lines),
        tuple((round_words(visit, one), _address(visit, "staff_round", round_id=one.id)) for one in rounds),
    )


def round_words(visit: Visit, one: RoundView, carrier: str = "") -> str:
    """A round in a sentence; ``carrier``: a name, where whoever shows it has asked for it."""
    words = visit.words
    who = carrier or words("staff-round-has-carrier" if one.carrier_id else "staff-round-no-carrier")
    return words(
        "staff-round-told", part=words(f"staff-deliver-part-{one.part}"), count=len(one.visits), who=who
    )


def next_step(visit: Visit, at: Planning, view: VisitView) -> tuple[str, str, bool]:
    """Words, address, and whether it is a button."""
    words = visit.words
    here = _here(visit, view)
    if view.state in {_S.CONFIRMED, _S.PICKING}:
        return words("staff-deliver-step-pack"), _address(visit, "staff_bag", visit_id=view.id), False
    if view.state is _S.PACKED and view.means == "post":
        return (
            words("staff-deliver-step-post"),
            _address(visit, "staff_delivery_post", visit_id=view.id),
            True,
        )
    if view.state is _S.PACKED and view.round_id is not None:
        return (
            words("staff-deliver-step-round"),
            _address(visit, "staff_round", round_id=view.round_id),
            False,
        )
    if view.state is _S.PACKED:
        rounds = _address(visit, "staff_rounds") + at.link(view.day)
        return words("staff-deliver-step-rounds"), rounds, False
    steps = {
        _S.REQUESTED: "day",
        _S.DRAFTED: "look",
        _S.OUT: "outcome",
        _S.NOT_DELIVERED: "again",
        _S.PAUSED: "look",
    }
    step = steps.get(view.state)
    return (words(f"staff-deliver-step-{step}"), here, False) if step else ("", "", False)


def _group(
    visit: Visit, at: Planning, name: str, views: Iterable[VisitView], *, with_day: bool = False
) -> BoardGroup:
    lines = []
    for one in views:
        step, address, button = next_step(visit, at, one)
        if name == "left-over" and one.state is not _S.OUT:  # its day is over: it needs another first
            step, address, button = visit.words("staff-deliver-step-rebook"), _here(visit, one), False
        sentence = told(visit.words, one, at.zone, with_day=with_day)
        lines.append(BoardLine(one.id, bag_words(one.bag), sentence, step, address, button))
    heading = visit.words(f"staff-deliver-group-{name}", count=len(lines))
    return BoardGroup(heading, tuple(lines))


def _failed(visit: Visit, views: list[VisitView], failed: dict[str, FailedVisit]) -> BoardGroup:
    words = visit.words
    lines = []
    for one in views:
        about = failed[one.id]
        sentence = words(
            f"staff-deliver-failed-{about.next}",
            when=when_words(words, one),
            why=reason_words(words.language, Reason(about.reason)),
            count=about.failures,
        )
        here = _address(visit, "staff_delivery", visit_id=one.id)
        step = words(f"staff-deliver-step-{about.next}")
        lines.append(BoardLine(one.id, bag_words(one.bag), sentence, step, here))
    return BoardGroup(words("staff-deliver-group-failed", count=len(lines)), tuple(lines))


def _counts(visit: Visit, at: Planning, of_day: list[VisitView]) -> str:
    words = visit.words
    states = Counter(one.state for one in of_day)
    total = sum(states.values()) - states[_S.CANCELLED]
    if not total:
        return words("staff-deliver-counts-none", day=words.day(at.day))
    parts = [
        words(f"staff-deliver-count-{name}", count=count)
        for name, of in GROUPS
        if name in _DAY_COUNTS and (count := sum(states[state] for state in of))
    ]
    if states[_S.NOT_DELIVERED]:
        parts.append(words("staff-deliver-count-failed", count=states[_S.NOT_DELIVERED]))
    return words("staff-deliver-counts", day=words.day(at.day), count=total, parts=words.list(parts))


def _here(visit: Visit, view: VisitView) -> str:
    return _address(visit, "staff_delivery", visit_id=view.id)


def _address(visit: Visit, route: str, **path: str) -> str:
    return str(visit.request.app.url_path_for(route, **path))
