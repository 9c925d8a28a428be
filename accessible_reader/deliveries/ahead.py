"""What happens by itself: drafts a week ahead, the word to the reader three days ahead, go where nothing was said, the reminder the day before. Each may be done twice and happens once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from accessible_reader.audit import SYSTEM
from accessible_reader.catalogue.models import Edition, Title
from accessible_reader.conversions.service import STAFF, Conversions, Wish
from accessible_reader.database import Database, Keys, Session, select
from accessible_reader.deliveries import plans
from accessible_reader.deliveries.choosing import choose
from accessible_reader.deliveries.lifecycle import By, VisitAction, VisitState
from accessible_reader.deliveries.models import Visit
from accessible_reader.deliveries.records import Hand, hold_visit, take_step, tell, today_at
from accessible_reader.people.access import is_eligible
from accessible_reader.people.preferences import preferences_of
from converters.errors import ConversionError

TOLD: Final = timedelta(days=3)
SILENCE: Final = timedelta(days=1)
"""So long before the day what nobody objected to goes."""
MADE_AS: Final = {"braille": "braille-brf", "large_print": "large-print-pdf"}
"""What is made for which kind of copy, to be embossed or printed."""
_ONCE: Final = {"draft": "draft", "nothing-found": "draft", "reminder": "reminder"}
"""Notices of one word are one notice: a draft is told of once, whatever was in it then."""


def draft_plan(database: Database, keys: Keys, plan_id: str, at: datetime) -> str | None:
    """The next visit of a plan; its id, or None."""
    with database.transaction() as session:
        return plans.draft(session, keys, plan_id, at)


def start_conversions(database: Database, conversions: Conversions, visit_id: str) -> int:
    """What the reader wants, the branch has not, and can be made in time: its making is begun; how many."""
    with database.reading() as session:
        wanted = _to_make(session, visit_id)
    begun = 0
    for place, wish in wanted:
        try:
            record = conversions.request(wish)
        except ConversionError:
            continue  # it cannot be made; the line stays for staff to see
        with database.transaction() as session:
            visit = hold_visit(session, visit_id)
            for line in visit.lines:
                if line.place == place and line.state == "wanted":
                    line.conversion_id = record.id
                    begun += 1
    return begun


def _to_make(session: Session, visit_id: str) -> list[tuple[int, Wish]]:
    visit = session.get_one(Visit, visit_id)
    if visit.person_id is None:
        return []
    eligible = is_eligible(session, visit.person_id)
    found = []
    for line in visit.lines:
        if line.state != "wanted" or line.title_id is None or line.conversion_id is not None:
            continue
        kinds = [line.kind] if line.kind else visit.formats
        name = next((MADE_AS[kind] for kind in kinds if kind in MADE_AS), None)
        query = select(Edition.id, Edition.rights, Edition.language).where(
            Edition.title_id == line.title_id,
            Edition.source_sha256.is_not(None),
            Edition.withdrawn_at.is_(None),
        )
        edition = session.execute(query.order_by(Edition.added_at.desc(), Edition.id).limit(1)).first()
        if name is None or edition is None or (edition.rights == "print_disabled_only" and not eligible):
            continue
        options: dict[str, Any] = preferences_of(session, visit.person_id).conversion_options(
            name, edition.language
        )
        found.append((line.place, Wish(edition.id, name, options, visit.branch_id, STAFF)))
    return found


def due_visits(database: Database, at: datetime) -> list[str]:
    """Ids of the visits for which something may be due: told, gone, reminded."""
    states = [VisitState.DRAFTED, VisitState.CONFIRMED, VisitState.PICKING, VisitState.PACKED]
    query = select(Visit.id).where(
        Visit.state.in_([state.value for state in states]),
        Visit.day <= at.date() + TOLD + timedelta(days=1),
        Visit.day >= at.date() - timedelta(days=1),
        Visit.person_id.is_not(None),
    )
    with database.reading() as session:
        return list(session.scalars(query.order_by(Visit.day, Visit.id)))


def see_to(database: Database, keys: Keys, visit_id: str, at: datetime) -> str:
    """What is due for a visit now; what was done, in a word."""
    with database.transaction() as session:
        visit = hold_visit(session, visit_id)
        if visit.day is None or visit.person_id is None:
            return ""
        today = today_at(session, visit.branch_id, at)
        state = VisitState(visit.state)
        if visit.day < today:
            return ""
        if state is VisitState.DRAFTED:
            return _draft(session, keys, visit, today, at)
        if visit.day - SILENCE <= today and state in {
            VisitState.CONFIRMED,
            VisitState.PICKING,
            VisitState.PACKED,
        }:
            _tell(session, keys, visit, "reminder", at)
            return "reminded"
        return ""


def _draft(session: Session, keys: Keys, visit: Visit, today: date, at: datetime) -> str:
    day = visit.day or today
    if day - TOLD > today:
        return ""
    choose(session, keys, visit)  # what was made or came back meanwhile
    # Something to bring, or something to fetch.
    some = any(line.state == "chosen" for line in visit.lines) or _has_things(session, visit)
    if day - SILENCE > today:
        # Whoever is told has at least two days to answer.
        _tell(session, keys, visit, "draft" if some else "nothing-found", at)
        return "told"
    if not some:
        return ""  # stays on the board, for staff to choose by hand
    for line in visit.lines:
        if line.state == "wanted":
            line.state = "missing"
    take_step(Hand(session, keys, SYSTEM, By.SYSTEM), visit, VisitAction.CONFIRM, at=at)
    _tell(session, keys, visit, "reminder", at)
    return "confirmed"


def _tell(session: Session, keys: Keys, visit: Visit, code: str, at: datetime) -> None:
    wanted = [line.title_id for line in visit.lines if line.state in {"chosen", "in_bag"}]
    names = dict(session.execute(select(Title.id, Title.name).where(Title.id.in_(wanted))).all())
    day = visit.day
    if day is None or visit.person_id is None:
        return
    tell(
        session,
        keys,
        key=f"{_ONCE[code]}/{visit.id}/{day.isoformat()}",
        person_id=visit.person_id,
        branch_id=visit.branch_id,
        code=code,
        params={
            "day": day.isoformat(),
            "part": visit.part,
            "bag": visit.bag,
            "titles": [names[one] for one in wanted if one in names],
        },
        visit_id=visit.id,
        at=at,
    )


def _has_things(session: Session, visit: Visit) -> bool:
    query = select(Visit.id).where(
        Visit.person_id == visit.person_id, Visit.state == VisitState.DELIVERED.value, Visit.id != visit.id
    )
    return session.scalar(query.limit(1)) is not None
