"""Papers as staff ask for them; whose name or address stands on one is noted."""

from __future__ import annotations

from datetime import datetime

from accessible_reader.catalogue.models import Branch
from accessible_reader.database import Session
from accessible_reader.deliveries.carrying import Carrying
from accessible_reader.deliveries.models import DeliveryRound, Visit
from accessible_reader.deliveries.papers.embossing import label_brf
from accessible_reader.deliveries.papers.printing import code_128, pdf_of
from accessible_reader.deliveries.papers.sheets import card, label, route_sheet
from accessible_reader.deliveries.profiles import note_view, open_profile
from accessible_reader.deliveries.records import Hand, capacity, look_at_visit
from accessible_reader.errors import BadRecord, NotFound, NotNow
from accessible_reader.people.access import get_person, require, require_at
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.people.persons import open_fields


class Papers(Guarded):
    """Labels, cards, sheets."""

    def label(self, actor: str, visit_id: str) -> bytes:
        """The label of a bag as PDF: number, name, barcode, one line of braille. Raises as :func:`accessible_reader.deliveries.papers.printing.pdf_of`; NotFound ``visit-not-found``."""
        with self._transaction() as session:
            visit, hand, reader = self._visit(session, actor, visit_id)
            name = open_fields(session, self._keys, reader, ["name"])["name"] or ""
            note_view(hand, reader, ["name"], visit.id)
            language, library = get_person(session, reader).language, _library(session, visit.branch_id)
            bag = visit.bag
        return pdf_of(label(_printed(language), library, bag, name, code_128(bag)))

    def label_brf(self, actor: str, visit_id: str) -> bytes:
        """The same for the embosser."""
        with self._transaction(reading=True) as session:
            visit, _hand, reader = self._visit(session, actor, visit_id)
            language, library = get_person(session, reader).language, _library(session, visit.branch_id)
            bag = visit.bag
        return label_brf(_printed(language), bag, library)

    def card(self, actor: str, visit_id: str, library_address: str) -> bytes:
        """The address card for the post, to be turned over by the reader. Raises NotNow ``visit-not-by-post``, BadRecord ``visit-address-missing``."""
        with self._transaction() as session:
            visit, hand, reader = self._visit(session, actor, visit_id)
            if visit.means != "post":
                raise NotNow("visit-not-by-post")
            require(session, actor, Action.VIEW_CONTACT, reader)
            name = open_fields(session, self._keys, reader, ["name"])["name"] or ""
            address = open_profile(session, self._keys, reader).address
            if not address or not library_address.strip():
                raise BadRecord("visit-address-missing")
            note_view(hand, reader, ["name", "address"], visit.id)
            language, library = get_person(session, reader).language, _library(session, visit.branch_id)
            bag = visit.bag
        back = (library_address.strip(), library)
        return pdf_of(card(_printed(language), (address, name), back, code_128(bag), bag))

    def route_sheet(self, actor: str, round_id: str, language: str, *, at: datetime | None = None) -> bytes:
        """A round on paper, A4 in large print, for who carries it today and for staff. Raises NotFound ``visit-round-not-found``, ``visit-round-empty``; NotAllowed."""
        found = Carrying(self._database, self._keys).stops(actor, round_id, at=at)
        stops = [one for one in found if not one.withheld]
        if not stops:
            raise NotFound("visit-round-empty")
        with self._transaction(reading=True) as session:
            row = session.get_one(DeliveryRound, round_id)
            library = _library(session, row.branch_id)
        return pdf_of(route_sheet(_printed(language), library, row.day, stops))

    def _visit(self, session: Session, actor: str, visit_id: str) -> tuple[Visit, Hand, str]:
        visit = look_at_visit(session, visit_id)
        by = capacity(require_at(session, actor, Action.PLAN_ROUNDS, visit.branch_id))
        if visit.person_id is None:
            raise NotFound("visit-not-found")
        return visit, Hand(session, self._keys, actor, by), visit.person_id


def _library(session: Session, branch_id: str) -> str:
    return session.get_one(Branch, branch_id).name


def _printed(language: str) -> str:
    """One of those we have words and shapes of characters for."""
    if language.startswith("zh"):
        return "zh-TW" if language.lower() in {"zh-tw", "zh-hant", "zh-hk"} else "zh-CN"
    return "en"
