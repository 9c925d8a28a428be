"""The pick list, the bag, and what comes back: scanned, with a clear sentence where something does not belong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from accessible_reader.catalogue.copies import branch_of, get_copy, set_copy_state
from accessible_reader.catalogue.models import Title
from accessible_reader.database import now, retried, select
from accessible_reader.deliveries import handing
from accessible_reader.deliveries.asking import call_off, line_at, open_lines
from accessible_reader.deliveries.bags import BagView, bag_view, check_weight, kilograms, line_for
from accessible_reader.deliveries.choosing import TAKEN, choose, set_without_lock
from accessible_reader.deliveries.lifecycle import Reason, VisitAction, VisitState
from accessible_reader.deliveries.models import Visit, VisitLine
from accessible_reader.deliveries.records import Hand, capacity, hold_visit, look_at_visit, take_step
from accessible_reader.errors import NotFound, NotNow
from accessible_reader.people.access import by_whom, has_consented, require_at
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.shelf import loans
from accessible_reader.shelf.models import Loan, LoanCopy


@dataclass(frozen=True, slots=True)
class Pick:
    """One volume to be fetched from a shelf. ``picked``: it is in the bag."""

    shelf_mark: str
    barcode: str
    title: str = field(repr=False)
    language: str
    kind: str
    volume: int
    volumes: int
    bag: str
    visit_id: str
    place: int
    picked: bool


@dataclass(frozen=True, slots=True)
class CameBack:
    """What came of a barcode that was handed in: of which bag it was, whether all of that is back, volumes of its set that are still out, the hold that gets it; ``things_out``: what else the bag had brought and is not back."""

    bag: str | None
    bag_is_back: bool
    missing: tuple[str, ...]
    hold: str | None
    things_out: int = 0


class Packing(Guarded):
    """For the librarian with the scanner."""

    def pick_list(self, actor: str, branch_id: str, day: date) -> list[Pick]:
        """What is to be fetched for the visits up to ``day``, in the order of the shelves."""
        with self._at(actor, Action.PLAN_ROUNDS, branch_id, reading=True) as allowed:
            session = allowed.session
            query = (
                select(VisitLine, Visit)
                .join(Visit, Visit.id == VisitLine.visit_id)
                .where(
                    Visit.branch_id == branch_id,
                    Visit.day <= day,
                    Visit.state.in_([VisitState.CONFIRMED.value, VisitState.PICKING.value]),
                    VisitLine.state.in_(TAKEN),
                )
            )
            found = []
            for line, visit in session.execute(query).all():
                if line.barcode is None:
                    continue
                copies = set_without_lock(session, line.barcode)
                title = session.get(Title, line.title_id) if line.title_id else None
                name, language = (title.name, title.language) if title else ("", "")
                found += [
                    Pick(
                        one.shelf_mark, one.barcode, name, language, one.kind, one.volume, one.volumes, visit.bag,
                        visit.id, line.place, one.barcode in line.scanned,
                    )
                    for one in copies
                ]  # fmt: skip
        return sorted(found, key=lambda one: (one.shelf_mark, one.title, one.volume, one.barcode))

    @retried
    def start(self, actor: str, visit_id: str, *, at: datetime | None = None) -> None:
        """Fetching begins. Raises NotNow ``visit-not-now``."""
        with self._visit(actor, visit_id, Action.PLAN_ROUNDS) as (hand, visit):
            choose(hand.session, self._keys, visit)  # what has come back since the day was set
            take_step(hand, visit, VisitAction.PICK, at=at)

    def find_bag(self, actor: str, bag: str) -> BagView:
        """The bag whose label was scanned. Raises NotFound ``visit-bag-not-found``."""
        with self._transaction(reading=True) as session:
            visit_id = session.scalar(select(Visit.id).where(Visit.bag == bag.strip()))
            if visit_id is None:
                raise NotFound("visit-bag-not-found")
            visit = look_at_visit(session, visit_id)
            require_at(session, actor, Action.PLAN_ROUNDS, visit.branch_id)
            return bag_view(session, self._keys, visit)

    def bag(self, actor: str, visit_id: str) -> BagView:
        """The same bag by the id of its visit. Raises NotFound ``visit-not-found``."""
        with self._transaction(reading=True) as session:
            visit = look_at_visit(session, visit_id)
            require_at(session, actor, Action.PLAN_ROUNDS, visit.branch_id)
            return bag_view(session, self._keys, visit)

    @retried
    def put_in(self, actor: str, visit_id: str, barcode: str, *, at: datetime | None = None) -> BagView:
        """A barcode goes into the bag. With the first volume the whole set is lent to the reader, on its way.

        Raises:
            NotFound: ``copy-not-found``.
            NotNow: ``visit-not-now``; ``visit-copy-in-bag``, ``visit-copy-in-other-bag``, ``visit-copy-for-another``, ``visit-copy-not-wanted``, ``visit-copy-not-here``,
                ``visit-not-eligible``, ``visit-too-heavy``; as :func:`accessible_reader.shelf.loans.lend`.

        """
        with self._visit(actor, visit_id, Action.LEND) as (hand, visit):
            _check_picking(visit)
            session = hand.session
            copy = get_copy(session, barcode)
            line = line_for(session, visit, copy)
            if line.state != "in_bag":
                check_weight(session, visit, copy)
                line.barcode = set_without_lock(session, copy.barcode)[0].barcode
                handing.put_in_bag(session, visit, line, copy.barcode, at)
            line.scanned = sorted({*line.scanned, copy.barcode})
            visit.packed_by, visit.looked_by = by_whom(actor), None
            session.flush()
            return bag_view(session, self._keys, visit)

    @retried
    def take_out(self, actor: str, visit_id: str, place: int, *, at: datetime | None = None) -> BagView:
        """A thing, with its whole set, goes back to the shelf; the next in line gets it. The line waits for another. Raises NotNow, NotFound ``visit-line-not-found``."""
        with self._visit(actor, visit_id, Action.LEND) as (hand, visit):
            _check_picking(visit)
            line = line_at(visit, place)
            if line.state != "in_bag":
                raise NotFound("visit-line-not-found")
            handing.take_from_bag(hand.session, line, at)
            line.state, line.barcode, visit.looked_by = "wanted", None, None
            hand.session.flush()
            return bag_view(hand.session, self._keys, visit)

    @retried
    def not_found(self, actor: str, visit_id: str, place: int) -> BagView:
        """It is not where it should be: it is marked as lost, and the line gets another copy, or another title where the library chooses, or nothing."""
        with self._visit(actor, visit_id, Action.LEND) as (hand, visit):
            _check_picking(visit)
            line = line_at(visit, place)
            if line.state not in {"chosen", "wanted"}:
                raise NotFound("visit-line-not-found")
            if line.state == "chosen" and line.barcode is not None:
                copy = get_copy(hand.session, line.barcode)
                line.state, line.barcode = "wanted", None
                if copy.state == "available":
                    set_copy_state(hand.session, copy.barcode, "lost")
                hand.session.flush()
                choose(hand.session, self._keys, visit)
            if line.state == "wanted":
                line.state = "missing"
            hand.session.flush()
            return bag_view(hand.session, self._keys, visit)

    @retried
    def look(self, actor: str, visit_id: str) -> None:
        """A second pair of eyes. Raises NotNow ``visit-look-yourself``."""
        with self._visit(actor, visit_id, Action.LEND) as (hand, visit):
            _check_picking(visit)
            if visit.packed_by is None or visit.packed_by == by_whom(actor):
                raise NotNow("visit-look-yourself")
            visit.looked_by = by_whom(actor)
            hand.session.flush()

    @retried
    def close(self, actor: str, visit_id: str, *, return_card: bool, at: datetime | None = None) -> None:
        """The bag is complete. ``return_card``: the card with the library's address is in it.

        Raises:
            NotNow: ``visit-not-now``, ``visit-bag-empty``, ``visit-lines-open``, ``visit-volume-missing``, ``visit-return-card-missing``, ``visit-second-look``, ``visit-too-heavy``.

        """
        with self._visit(actor, visit_id, Action.LEND) as (hand, visit):
            _check_picking(visit)
            view = bag_view(hand.session, self._keys, visit)
            # A visit may also only fetch: then there is nothing to pack.
            waiting = [one for one in open_lines(visit) if one.state not in {"in_bag", "back"}]
            if waiting:
                raise NotNow("visit-lines-open", count=len(waiting))
            if not view.in_bag and visit.lines:
                raise NotNow("visit-bag-empty")
            if view.missing:
                raise NotNow("visit-volume-missing", barcode=view.missing[0], count=len(view.missing))
            if view.grams > visit.most_grams:
                raise NotNow(
                    "visit-too-heavy", kilograms=kilograms(view.grams), most=kilograms(visit.most_grams)
                )
            if view.in_bag and not return_card:
                raise NotNow("visit-return-card-missing")
            if view.second_look:
                raise NotNow("visit-second-look")
            visit.return_card = return_card
            take_step(hand, visit, VisitAction.PACK, at=at)

    @retried
    def reopen(self, actor: str, visit_id: str) -> None:
        """The bag is opened again. Raises NotNow ``visit-not-now``."""
        with self._visit(actor, visit_id, Action.LEND) as (hand, visit):
            take_step(hand, visit, VisitAction.UNPACK)
            visit.return_card, visit.looked_by = False, None
            visit.round_id = visit.stop = None

    @retried
    def empty(self, actor: str, visit_id: str, reason: Reason, *, at: datetime | None = None) -> None:
        """Everything goes back to the shelf, and the visit is cancelled."""
        with self._visit(actor, visit_id, Action.LEND) as (hand, visit):
            if VisitState(visit.state) is VisitState.PACKED:
                take_step(hand, visit, VisitAction.UNPACK)
            for line in handing.bagged(visit):
                handing.take_from_bag(hand.session, line, at)
                line.state, line.barcode = "wanted", None
            hand.session.flush()
            call_off(hand, visit, VisitAction.CANCEL, reason=reason)

    @retried
    def check_in(
        self, actor: str, barcode: str, *, at_branch: str | None = None, at: datetime | None = None
    ) -> CameBack:
        """Something came back from a reader, in a bag or by post; as at the ordinary desk, and the visit knows of it. ``at_branch``: where it is handed in; None: where it belongs. Raises as :func:`accessible_reader.shelf.loans.check_in`."""
        code = barcode.strip()
        with self._transaction() as session:
            require_at(session, actor, Action.RUN_DESK, at_branch or branch_of(session, code))
            found = handing.visit_of_barcode(session, code)
            visit = None if found is None else hold_visit(session, found[0].id)
            out = select(Loan.person_id).join(LoanCopy, LoanCopy.loan_id == Loan.id)
            reader = session.scalar(out.where(LoanCopy.barcode == code, LoanCopy.back_at.is_(None)))
            # Of what never reached them there is nothing to remember.
            had = visit is None or visit.delivered_at is not None
            history = had and reader is not None and has_consented(session, reader, "reading_history")
            back = loans.check_in(session, code, history=history, at_branch=at_branch, at=at)
            if visit is None:
                return CameBack(None, True, back.missing, back.hold)
            handing.settle(session, self._keys, visit, at or now())
            still = [one for one in visit.lines if one.state in {"in_bag", "with_reader"}]
            waits = len(still) - bool(back.missing)
            return CameBack(
                visit.bag, visit.state == VisitState.SHELVED.value, back.missing, back.hold, waits
            )

    @contextmanager
    def _visit(self, actor: str, visit_id: str, action: Action) -> Iterator[tuple[Hand, Visit]]:
        with self._transaction() as session:
            visit = hold_visit(session, visit_id)
            # The branch packs for its own; what is lent stands in the reader's name, who is of that branch.
            need = Action.RUN_DESK if action is Action.LEND else action
            by = capacity(require_at(session, actor, need, visit.branch_id))
            yield Hand(session, self._keys, actor, by), visit


def _check_picking(visit: Visit) -> None:
    if VisitState(visit.state) is not VisitState.PICKING:
        raise NotNow("visit-not-now", state=visit.state, action=VisitAction.PACK.value)
