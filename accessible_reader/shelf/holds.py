"""Waiting for a title: one line for each title and kind; a copy at the pick-up branch goes before one that has to travel, the place in line before both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from accessible_reader.catalogue.branches import get_branch
from accessible_reader.catalogue.copies import set_of
from accessible_reader.catalogue.models import COPY_KINDS, Copy, Edition
from accessible_reader.database import Database, Session, func, joined, now, retried, select
from accessible_reader.errors import BadRecord, NotFound, NotNow
from accessible_reader.shelf.lifecycle import HOLDS_WITH_COPY, HoldEvent, HoldState, next_hold_state
from accessible_reader.shelf.locks import hold_person, hold_title
from accessible_reader.shelf.models import Hold
from accessible_reader.shelf.rules import rules_at


@retried
def place_hold(
    database: Database | Session,
    person_id: str,
    title_id: str,
    kind: str,
    pickup: str,
    *,
    at: datetime | None = None,
) -> str:
    """Get in line, and at once a copy where one is free. ``pickup``: code of a branch. Returns the hold's id.

    Raises:
        NotNow: ``hold-already``, ``hold-limit``, ``hold-no-copies``.
        NotFound: ``title-not-found``, ``branch-not-found``, ``person-not-found``.
        BadRecord: ``copy-kind-wrong``.

    """
    moment = at or now()
    if kind not in COPY_KINDS:
        raise BadRecord("copy-kind-wrong", kind=kind[:20])
    with joined(database) as session:
        hold_person(session, person_id)
        hold_title(session, title_id)
        branch = get_branch(session, pickup)
        mine = select(Hold).where(Hold.person_id == person_id, Hold.ended_at.is_(None))
        holds = list(session.scalars(mine))
        if any(one.title_id == title_id and one.kind == kind for one in holds):
            raise NotNow("hold-already")
        most = rules_at(session, branch.id).rules.most_holds
        if len(holds) >= most:
            raise NotNow("hold-limit", most=most)
        if not _copies(session, title_id, kind):
            raise NotNow("hold-no-copies")
        last = select(func.max(Hold.number)).where(Hold.title_id == title_id, Hold.kind == kind)
        hold = Hold(
            person_id=person_id,
            title_id=title_id,
            kind=kind,
            pickup_branch_id=branch.id,
            state=HoldState.WAITING.value,
            number=(session.scalar(last) or 0) + 1,
            placed_at=moment,
        )
        session.add(hold)
        session.flush()
        _find_copy(session, hold, moment)
        return hold.id


def cancel_hold(database: Database | Session, hold_id: str, *, at: datetime | None = None) -> None:
    """Leave the line; a copy that was put aside goes to the next. Raises :class:`NotNow` ``hold-not-now``; :class:`NotFound`."""
    _leave(database, hold_id, HoldEvent.CANCEL, at or now())


@retried
def pause_hold(database: Database | Session, hold_id: str) -> None:
    """Keep the place, but get nothing for now: in hospital, on a journey."""
    with joined(database) as session:
        hold = _hold(session, hold_id)
        hold.state = next_hold_state(HoldState(hold.state), HoldEvent.PAUSE).value


@retried
def resume_hold(database: Database | Session, hold_id: str, *, at: datetime | None = None) -> None:
    """Back in line at the old place."""
    with joined(database) as session:
        hold = _hold(session, hold_id)
        hold.state = next_hold_state(HoldState(hold.state), HoldEvent.RESUME).value
        session.flush()
        _find_copy(session, hold, at or now())


@retried
def arrive(database: Database | Session, hold_id: str, *, at: datetime | None = None) -> None:
    """The copy has reached the pick-up branch and waits on the hold shelf."""
    moment = at or now()
    with joined(database) as session:
        hold = _hold(session, hold_id)
        if HoldState(hold.state) is not HoldState.IN_TRANSIT:
            raise NotNow("hold-not-now", state=hold.state, event=HoldEvent.PUT_ASIDE.value)
        _put_aside(session, hold, _copies_of(session, hold), moment)


@retried
def lose_copy(database: Database | Session, hold_id: str, *, at: datetime | None = None) -> None:
    """What was meant for it cannot be found or is broken: back in line at the old place, and the next copy that is free."""
    with joined(database) as session:
        hold = _hold(session, hold_id)
        hold.state = next_hold_state(HoldState(hold.state), HoldEvent.LOSE_COPY).value
        for copy in _copies_of(session, hold):
            copy.state = "in_repair"
        hold.barcode = hold.ready_until = None
        session.flush()
        _find_copy(session, hold, at or now())


def expire_holds(database: Database | Session, branch_id: str, *, at: datetime | None = None) -> int:
    """Give on what nobody came for. To be done once a day; returns how many holds ended."""
    moment = at or now()
    with joined(database, reading=True) as session:
        today = rules_at(session, branch_id).rules.today(moment)
        over = select(Hold.id).where(
            Hold.pickup_branch_id == branch_id,
            Hold.state == HoldState.READY.value,
            Hold.ready_until < today,
        )
        ids = list(session.scalars(over))
    for hold_id in ids:
        _leave(database, hold_id, HoldEvent.EXPIRE, moment)
    return len(ids)


def place_in_line(database: Database | Session, hold_id: str) -> int:
    """How many are before it, from 0."""
    with joined(database, reading=True) as session:
        hold = session.get(Hold, hold_id)
        if hold is None:
            raise NotFound("hold-not-found")
        before = select(func.count()).where(
            Hold.title_id == hold.title_id,
            Hold.kind == hold.kind,
            Hold.state == HoldState.WAITING.value,
            Hold.number < hold.number,
        )
        return session.scalar(before) or 0


def holds_of(database: Database | Session, person_id: str) -> list[Hold]:
    """What somebody waits for, the oldest first."""
    query = select(Hold).where(Hold.person_id == person_id, Hold.ended_at.is_(None))
    with joined(database, reading=True) as session:
        return list(session.scalars(query.order_by(Hold.placed_at)))


def somebody_waits(session: Session, title_id: str, kind: str) -> bool:
    """Whether a returned copy would be given on at once."""
    query = select(Hold.id).where(
        Hold.title_id == title_id, Hold.kind == kind, Hold.state == HoldState.WAITING.value
    )
    return session.scalar(query.limit(1)) is not None


def hold_for(session: Session, barcodes: Sequence[str]) -> Hold | None:
    """The hold for which one of these copies was put aside or is on its way."""
    query = select(Hold).where(
        Hold.barcode.in_(barcodes), Hold.state.in_([state.value for state in HOLDS_WITH_COPY])
    )
    return session.scalar(query.with_for_update())


def end_hold_of(session: Session, person_id: str, title_id: str, kind: str) -> None:
    """The reader has got it another way."""
    query = select(Hold).where(
        Hold.person_id == person_id,
        Hold.title_id == title_id,
        Hold.kind == kind,
        Hold.state.in_([HoldState.WAITING.value, HoldState.PAUSED.value]),
    )
    hold = session.scalar(query.with_for_update())
    if hold is not None:
        hold.state = next_hold_state(HoldState(hold.state), HoldEvent.CANCEL).value
        hold.ended_at = now()
        hold.person_id = None


def allocate(session: Session, copies: Sequence[Copy], branch_id: str, moment: datetime) -> str | None:
    """Give a free set of copies, which lies at ``branch_id``, to the first in line. Returns the hold's id."""
    first = copies[0]
    if first.edition_id is None:
        return None
    edition = session.get_one(Edition, first.edition_id)
    query = (
        select(Hold)
        .where(
            Hold.title_id == edition.title_id,
            Hold.kind == first.kind,
            Hold.state == HoldState.WAITING.value,
        )
        .order_by(Hold.number)
        .limit(1)
        .with_for_update()
    )
    hold = session.scalar(query)
    if hold is None:
        return None
    _give(session, hold, copies, branch_id, moment)
    return hold.id


def _find_copy(session: Session, hold: Hold, moment: datetime) -> None:
    if somebody_before(session, hold):
        return
    free = [one for one in _copies(session, hold.title_id, hold.kind) if one.state == "available"]
    free.sort(key=lambda one: (one.branch_id != hold.pickup_branch_id, one.barcode))
    for one in free:
        copies = set_of(session, one)
        if all(other.state == "available" for other in copies):
            _give(session, hold, copies, one.branch_id, moment)
            return


def somebody_before(session: Session, hold: Hold) -> bool:
    """Whether another waits longer."""
    query = select(Hold.id).where(
        Hold.title_id == hold.title_id,
        Hold.kind == hold.kind,
        Hold.state == HoldState.WAITING.value,
        Hold.number < hold.number,
    )
    return session.scalar(query.limit(1)) is not None


def _give(session: Session, hold: Hold, copies: Sequence[Copy], branch_id: str, moment: datetime) -> None:
    hold.barcode = copies[0].barcode
    if branch_id == hold.pickup_branch_id:
        _put_aside(session, hold, copies, moment)
        return
    hold.state = next_hold_state(HoldState(hold.state), HoldEvent.SEND).value
    for copy in copies:
        copy.state = "in_transit"
    session.flush()


def _put_aside(session: Session, hold: Hold, copies: Sequence[Copy], moment: datetime) -> None:
    hold.state = next_hold_state(HoldState(hold.state), HoldEvent.PUT_ASIDE).value
    days = rules_at(session, hold.pickup_branch_id)
    hold.ready_until = days.hold_until(days.rules.today(moment))
    for copy in copies:
        copy.state = "on_hold_shelf"
    session.flush()


@retried
def _leave(database: Database | Session, hold_id: str, event: HoldEvent, moment: datetime) -> None:
    with joined(database) as session:
        hold = _hold(session, hold_id)
        hold.state = next_hold_state(HoldState(hold.state), event).value
        copies = _copies_of(session, hold)
        hold.ended_at = moment
        # Nobody's business any more; a hold that led to nothing is no history that a reader asked for.
        hold.person_id = None
        hold.barcode = None
        for copy in copies:
            copy.state = "available"
        session.flush()
        if copies:
            allocate(session, copies, hold.pickup_branch_id, moment)


def _copies(session: Session, title_id: str, kind: str) -> list[Copy]:
    query = (
        select(Copy)
        .join(Edition, Edition.id == Copy.edition_id)
        .where(Edition.title_id == title_id, Copy.kind == kind, Copy.state.not_in(("lost", "withdrawn")))
        .order_by(Copy.barcode)
        .with_for_update(of=Copy)
    )
    return list(session.scalars(query))


def _copies_of(session: Session, hold: Hold) -> list[Copy]:
    if hold.barcode is None:
        return []
    return set_of(session, session.get_one(Copy, hold.barcode, with_for_update=True))


def _hold(session: Session, hold_id: str) -> Hold:
    title_id = session.scalar(select(Hold.title_id).where(Hold.id == hold_id))
    if title_id is None:
        raise NotFound("hold-not-found")
    hold_title(session, title_id)
    return session.get_one(Hold, hold_id, with_for_update=True)
