"""Which copies are meant for a visit: what was asked for, and what the library chooses — likes minus dislikes minus what was read, from what the branch has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from accessible_reader.catalogue.copies import set_of
from accessible_reader.catalogue.models import Contributor, Copy, Edition, Subject, Title
from accessible_reader.database import IntegrityError, Keys, Session, and_, func, or_, select
from accessible_reader.deliveries.fields import USUAL_GRAMS, Tastes, open_tastes
from accessible_reader.deliveries.lifecycle import UPCOMING
from accessible_reader.deliveries.models import DeliveryPlan, Visit, VisitLine
from accessible_reader.people.access import has_consented, is_eligible
from accessible_reader.shelf.lifecycle import HoldState
from accessible_reader.shelf.models import Hold, Loan

_MOST_CANDIDATES: Final = 400
TAKEN: Final = ("chosen", "in_bag")
"""States of lines whose copy is nobody else's."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A copy, or the first volume of a set, that could be brought."""

    barcode: str
    title_id: str
    kind: str


def grams_of(copies: Sequence[Copy]) -> int:
    """Weight of volumes; for those that nobody has weighed, the usual one."""
    return sum(one.grams if one.grams is not None else USUAL_GRAMS[one.kind] for one in copies)


def grams_chosen(session: Session, visit: Visit) -> int:
    """Weight of all that is meant for a visit or in its bag."""
    total = 0
    for line in visit.lines:
        if line.state in TAKEN and line.barcode is not None:
            total += grams_of(set_without_lock(session, line.barcode))
    return total


def set_without_lock(session: Session, barcode: str) -> list[Copy]:
    """The copy and all volumes of its set, in order, only to look at."""
    copy = session.get_one(Copy, barcode)
    if copy.set_id is None:
        return [copy]
    return list(session.scalars(select(Copy).where(Copy.set_id == copy.set_id).order_by(Copy.volume)))


def choose(session: Session, keys: Keys, visit: Visit) -> int:
    """Find a copy for every line that has none; how many were found. The visit must be held. What cannot be found stays ``wanted``."""
    found = 0
    person_id = visit.person_id
    if person_id is None:
        return 0
    eligible = is_eligible(session, person_id)
    known = _titles_of(visit)
    read = _read(session, visit)
    tastes = open_tastes(keys, "visit", visit.id, visit.tastes_sealed)
    left = visit.most_grams - grams_chosen(session, visit)
    for line in visit.lines:
        if line.state != "wanted":
            continue
        if line.title_id is not None:
            kinds = [line.kind] if line.kind else visit.formats
            candidates = _of_title(
                session, visit.branch_id, person_id, line.title_id, kinds, eligible=eligible
            )
        else:
            candidates = _by_tastes(session, visit, tastes, known | read, eligible=eligible)
        for candidate in candidates:
            grams = grams_of(set_without_lock(session, candidate.barcode))
            if grams > left or not _take(session, line, candidate):
                continue
            known.add(candidate.title_id)
            left -= grams
            found += 1
            break
    return found


def _take(session: Session, line: VisitLine, candidate: Candidate) -> bool:
    """Whether it could be had; another visit may have taken it in this moment."""
    try:
        with session.begin_nested():
            # Of a set, the first volume stands for all: so two visits cannot each have a part.
            line.barcode, line.kind, line.state = candidate.barcode, candidate.kind, "chosen"
            line.title_id = candidate.title_id
            session.flush()
    except IntegrityError:
        session.refresh(line)
        return False
    return True


def _of_title(
    session: Session,
    branch_id: str,
    person_id: str,
    title_id: str,
    kinds: Sequence[str | None],
    *,
    eligible: bool,
) -> Iterator[Candidate]:
    held = select(Hold).where(
        Hold.person_id == person_id,
        Hold.title_id == title_id,
        Hold.state == HoldState.READY.value,
        Hold.pickup_branch_id == branch_id,
    )
    for hold in session.scalars(held).all():
        if hold.kind in kinds and hold.barcode is not None:
            yield Candidate(_first(session, session.get_one(Copy, hold.barcode)).barcode, title_id, hold.kind)
    for kind in kinds:
        query = _free(branch_id, eligible=eligible).where(Edition.title_id == title_id, Copy.kind == kind)
        for copy in session.scalars(query.order_by(Copy.barcode)).all():
            if whole(session, copy):
                yield Candidate(copy.barcode, title_id, copy.kind)


def _by_tastes(
    session: Session, visit: Visit, tastes: Tastes, without: set[str], *, eligible: bool
) -> Iterator[Candidate]:
    """The more likes the sooner, then the newest of the catalogue. Without likes: anything that is not disliked."""
    query = (
        _free(visit.branch_id, eligible=eligible)
        .join(Title, Title.id == Edition.title_id)
        .where(Copy.kind.in_(visit.formats), Edition.title_id.not_in(without))
        .with_only_columns(Edition.title_id, Title.added_at, Copy.barcode, Copy.kind)
        .order_by(Title.added_at.desc(), Title.id, Copy.barcode)
        .limit(_MOST_CANDIDATES)
    )
    if tastes.likes:
        query = query.where(Edition.title_id.in_(_matching(tastes.likes)))
    if tastes.dislikes:
        query = query.where(Edition.title_id.not_in(_matching(tastes.dislikes)))
    rows = list(session.execute(query).all())
    score = _scores(session, {row[0] for row in rows}, tastes.likes)
    order = {kind: number for number, kind in enumerate(visit.formats)}
    rows.sort(key=lambda row: (-score.get(row[0], 0), -row[1].timestamp(), row[0], order[row[3]], row[2]))
    for title_id, _added, barcode, kind in rows:
        if whole(session, session.get_one(Copy, barcode)):
            yield Candidate(barcode, title_id, kind)


def _free(branch_id: str, *, eligible: bool) -> Any:  # a Select, whose class only the database floor may name
    """First volumes on the shelves of the branch that are meant for no visit."""
    taken = select(VisitLine.barcode).where(VisitLine.state.in_(TAKEN), VisitLine.barcode.is_not(None))
    query = (
        select(Copy)
        .join(Edition, Edition.id == Copy.edition_id)
        .where(
            Copy.branch_id == branch_id,
            Copy.state == "available",
            Copy.volume == 1,
            Copy.barcode.not_in(taken),
            Edition.withdrawn_at.is_(None),
        )
    )
    return query if eligible else query.where(Edition.rights != "print_disabled_only")


def _matching(words: Sequence[str]) -> Any:  # as above
    """Titles with a subject or an author like one of ``words``."""
    lower = [one.casefold() for one in words]
    by_subject = select(Subject.title_id).where(
        or_(*(func.lower(Subject.name).contains(one, autoescape=True) for one in lower))
    )
    by_author = select(Contributor.title_id).where(
        or_(*(func.lower(Contributor.name).contains(one, autoescape=True) for one in lower))
    )
    return by_subject.union(by_author)


def _scores(session: Session, titles: set[str], likes: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for like in likes:
        wanted = select(Title.id).where(and_(Title.id.in_(titles), Title.id.in_(_matching([like]))))
        for title_id in session.scalars(wanted):
            found[title_id] = found.get(title_id, 0) + 1
    return found


def whole(session: Session, copy: Copy) -> bool:
    """Whether all volumes of the set are on the shelf; the set a library lends is never a part."""
    copies = set_without_lock(session, copy.barcode)
    return len(copies) == copy.volumes and all(one.state == "available" for one in copies)


def _first(session: Session, copy: Copy) -> Copy:
    return set_of(session, copy)[0]


def _titles_of(visit: Visit) -> set[str]:
    """Also what the reader has struck."""
    return {line.title_id for line in visit.lines if line.title_id is not None}


def _read(session: Session, visit: Visit) -> set[str]:
    """What they have now or are about to get, and, with their consent, all they had."""
    of_loans = (
        select(Edition.title_id)
        .join(Loan, Loan.edition_id == Edition.id)
        .where(Loan.person_id == visit.person_id)
    )
    plan = session.get(DeliveryPlan, visit.plan_id) if visit.plan_id else None
    person_id = visit.person_id or ""
    if not (has_consented(session, person_id, "reading_history") and (plan is None or plan.skip_read)):
        of_loans = of_loans.where(Loan.ended_at.is_(None))
    soon = (
        select(VisitLine.title_id)
        .join(Visit, Visit.id == VisitLine.visit_id)
        .where(
            Visit.person_id == visit.person_id,
            Visit.id != visit.id,
            Visit.state.in_([state.value for state in UPCOMING]),
            VisitLine.title_id.is_not(None),
        )
    )
    return {one for one in (*session.scalars(of_loans), *session.scalars(soon)) if one is not None}
