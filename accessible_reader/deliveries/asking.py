"""Asking for a delivery, changing one and calling it off, within the caller's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from accessible_reader.catalogue.models import Title
from accessible_reader.database import Session, func, new_id, now, select
from accessible_reader.deliveries.choosing import choose
from accessible_reader.deliveries.fields import (
    Tastes,
    VisitWish,
    Wanted,
    check_times,
    check_wish,
    seal_tastes,
    tidy_text,
)
from accessible_reader.deliveries.lifecycle import UPCOMING, Reason, VisitAction, VisitState
from accessible_reader.deliveries.models import DeliveryProfile, Visit, VisitLine
from accessible_reader.deliveries.records import Hand, begin_visit, take_step, tell_of_carer
from accessible_reader.errors import BadRecord, NotFound, NotNow
from accessible_reader.people.access import has_consented
from accessible_reader.people.models import Person
from accessible_reader.people.sealing import seal
from accessible_reader.shelf.locks import hold_person

MOST_UPCOMING: Final = 5
"""Visits of one reader at a time that have not reached them."""


def ask(hand: Hand, subject: str, wish: VisitWish, *, at: datetime | None = None) -> Visit:
    """A request.

    Raises:
        BadRecord: as :func:`accessible_reader.deliveries.fields.check_wish`; ``visit-address-missing``, ``visit-branch-missing``, ``visit-post-not-agreed``.
        NotNow: ``visit-limit``.
        NotFound: ``title-not-found``.

    """
    session, keys = hand.session, hand.keys
    hold_person(session, subject)
    there = session.get(Visit, wish.key) if wish.key else None
    if there is not None and there.person_id == subject:
        return there
    check_ask(session, subject, wish)
    person = session.get_one(Person, subject)
    profile = session.get(DeliveryProfile, subject)
    visit = Visit(
        id=wish.key if wish.key and there is None else new_id(),
        person_id=subject,
        branch_id=person.home_branch_id,
        state=VisitState.REQUESTED.value,
        means=wish.means,
        times=list(wish.times or (profile.times if profile else ())),
        formats=list(wish.formats),
        most_items=wish.most_items,
        most_grams=wish.most_grams,
        asked_how="phone" if wish.by_phone else "online",
        asked_at=at or now(),
    )
    visit.tastes_sealed = seal_tastes(keys, "visit", visit.id, wish.tastes)
    visit.note_sealed = seal(keys, "visit", visit.id, "note", tidy_text("note", wish.note))
    begin_visit(hand, visit)
    for one in wish.titles:
        add_line(session, visit, one)
    for _ in range(wish.choose):
        add_line(session, visit, None)
    tell_of_carer(hand, visit, "ask")
    return visit


def check_ask(session: Session, subject: str, wish: VisitWish) -> None:
    """Whether it could be asked for. Raises as :func:`ask`."""
    check_wish(wish)
    check_reachable(session, session.get_one(Person, subject), wish.means)
    waiting = select(func.count()).where(
        Visit.person_id == subject, Visit.state.in_([state.value for state in UPCOMING])
    )
    if (session.scalar(waiting) or 0) >= MOST_UPCOMING:
        raise NotNow("visit-limit", most=MOST_UPCOMING)
    wanted = [one.title_id for one in wish.titles]
    if len(set(wanted)) != len(wanted):
        raise BadRecord("visit-title-twice")
    if any(session.get(Title, one) is None for one in wanted):
        raise NotFound("title-not-found")


def check_reachable(session: Session, person: Person, means: str) -> None:
    """Somebody must know where to go, and who goes there. Raises BadRecord."""
    if person.home_branch_id is None:
        raise BadRecord("visit-branch-missing")
    profile = session.get(DeliveryProfile, person.id)
    if person.address_sealed is None and (profile is None or profile.address_sealed is None):
        raise BadRecord("visit-address-missing")
    if means == "post" and not has_consented(session, person.id, "share_with_post"):
        raise BadRecord("visit-post-not-agreed")


def add_line(session: Session, visit: Visit, wanted: Wanted | None) -> VisitLine:
    """One more thing; None: choose for me. Raises NotFound ``title-not-found``, BadRecord ``visit-title-twice``."""
    if wanted is not None:
        if session.get(Title, wanted.title_id) is None:
            raise NotFound("title-not-found")
        if any(one.title_id == wanted.title_id and one.state != "struck" for one in visit.lines):
            raise BadRecord("visit-title-twice")
    line = VisitLine(
        id=new_id(),
        visit_id=visit.id,
        place=max((one.place for one in visit.lines), default=0) + 1,
        title_id=wanted.title_id if wanted else None,
        kind=wanted.kind if wanted else None,
        state="wanted",
        scanned=[],
    )
    visit.lines.append(line)
    session.flush()
    return line


def line_at(visit: Visit, place: int) -> VisitLine:
    """The line with this number. Raises NotFound ``visit-line-not-found``."""
    for one in visit.lines:
        if one.place == place:
            return one
    raise NotFound("visit-line-not-found")


def open_lines(visit: Visit) -> list[VisitLine]:
    """Those that are neither struck nor given up."""
    return [one for one in visit.lines if one.state not in {"struck", "missing"}]


def change(
    hand: Hand,
    visit: Visit,
    *,
    times: tuple[str, ...] | None = None,
    note: str | None = None,
    tastes: Tastes | None = None,
) -> None:
    """Other days, another note, other tastes. Raises NotNow ``visit-not-now``, BadRecord ``visit-field-bad``."""
    keys = hand.keys
    take_step(hand, visit, VisitAction.CHANGE)
    if times is not None:
        check_times(times)
        visit.times = list(times)
    if note is not None:
        visit.note_sealed = seal(keys, "visit", visit.id, "note", tidy_text("note", note))
    if tastes is not None:
        visit.tastes_sealed = seal_tastes(keys, "visit", visit.id, tastes)
    tell_of_carer(hand, visit, "change")


def strike(hand: Hand, visit: Visit, place: int) -> None:
    """Do not bring this. Raises NotNow ``visit-line-in-bag``; NotFound ``visit-line-not-found``."""
    take_step(hand, visit, VisitAction.CHANGE, place=place)
    _strike(visit, place)
    hand.session.flush()
    tell_of_carer(hand, visit, "change")


def swap(hand: Hand, visit: Visit, place: int, wanted: Wanted | None) -> int | None:
    """Bring ``wanted`` instead (None: something else of the library's choice); the new line's place, or None where the library found nothing else and the line is struck.

    Raises as :func:`strike` and :func:`add_line`.
    """
    session, keys = hand.session, hand.keys
    take_step(hand, visit, VisitAction.CHANGE, place=place)
    _strike(visit, place)
    session.flush()
    line = add_line(session, visit, wanted)
    if visit.day is not None:
        choose(session, keys, visit)
    if wanted is None and visit.day is not None and line.state == "wanted":
        line.state = "struck"
    tell_of_carer(hand, visit, "change")
    session.flush()
    return None if line.state == "struck" else line.place


def _strike(visit: Visit, place: int) -> None:
    line = line_at(visit, place)
    if line.state == "in_bag":
        raise NotNow("visit-line-in-bag")
    if line.state in {"struck", "missing"}:
        raise NotFound("visit-line-not-found")
    line.state, line.barcode = "struck", None


def call_off(
    hand: Hand,
    visit: Visit,
    action: VisitAction,
    *,
    reason: Reason | None = None,
) -> None:
    """Cancel or pause: nothing is meant for it any more. Raises NotNow ``visit-not-now``, ``visit-bag-not-empty``."""
    if any(one.state == "in_bag" for one in visit.lines):
        raise NotNow("visit-bag-not-empty")
    take_step(hand, visit, action, reason=reason)
    for line in visit.lines:
        if line.state == "chosen":
            line.state, line.barcode = "wanted", None
    visit.round_id = visit.stop = None
    if action is VisitAction.PAUSE:
        visit.day = visit.part = None
    hand.session.flush()
    tell_of_carer(hand, visit, action.value)
