"""The stops of a round, ordered by hand: each delivery has a field for its place, which works without a script and is quick to hear. An empty field takes it out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.round_views import RoundView
from accessible_reader.deliveries.views import VisitView
from accessible_reader.errors import ServiceError
from web.deliveries.planning import Planning
from web.deliveries.staff_words import told
from web.deliveries.words import bag_words
from web.forms import Posted
from web.i18n import Words
from web.visit import Visit

MOVABLE: Final = frozenset({VisitState.CONFIRMED, VisitState.PICKING, VisitState.PACKED})
"""What is on its way stays in its round."""
_MOST: Final = 999


@dataclass(slots=True)
class StopField:
    """A delivery and its field. ``inside``: it is in this round now."""

    visit_id: str
    bag: str
    told: str
    value: str
    inside: bool
    movable: bool
    error: str = ""

    @property
    def id(self) -> str:
        """Of the field, and its name."""
        return f"place-{self.visit_id}"


@dataclass(slots=True)
class StopsForm:
    """All of them; what is wrong with them, as the layout's summary asks for it."""

    fields: list[StopField]
    general: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether it has to be corrected."""
        return bool(self.problems())

    def problems(self) -> list[tuple[str, str]]:
        """Id and sentence, in the order of the page."""
        of_fields = [(one.id, one.error) for one in self.fields if one.error]
        return [*(("", one) for one in self.general), *of_fields]

    def blame(self, words: Words, error: ServiceError) -> None:
        """The service refused; the error says which delivery it is about, if one."""
        sentence = words.finding(error)
        for one in self.fields:
            if one.visit_id == error.params.get("visit"):
                one.error = words("staff-round-place-refused", bag=one.bag, why=sentence)
                return
        self.general.append(sentence)

    def order(self) -> list[str]:
        """Ids in the order of the places that were given."""
        placed = [one for one in self.fields if one.value]
        return [one.visit_id for one in sorted(placed, key=lambda one: int(one.value))]


def stops_form(visit: Visit, view: RoundView, at: Planning) -> StopsForm:
    """What is in the round, in order, and what of its day is in none."""
    of_day = visit.service.deliveries.board(
        visit.person_id, view.branch_id, list(VisitState), day=view.day, titles=False
    )
    by_id = {one.id: one for one in of_day}
    inside = [by_id[one] for one in view.visits if one in by_id]
    free = [one for one in of_day if is_free(one)]
    free.sort(key=lambda one: (one.part != view.part, one.asked_at))
    return StopsForm([
        *(_field(visit.words, one, at, str(number)) for number, one in enumerate(inside, 1)),
        *(_field(visit.words, one, at, "") for one in free),
    ])  # fmt: skip


def is_free(view: VisitView) -> bool:
    """Whether it could be put into a round."""
    return view.round_id is None and view.means == "visit" and view.state in MOVABLE


def read_places(form: StopsForm, words: Words, sent: Posted) -> None:
    """What was typed, and what is wrong with it."""
    taken: dict[int, str] = {}
    for one in form.fields:
        given = sent.get(one.id)
        one.value = given.strip() if isinstance(given, str) else ""
        if not one.value:
            if one.inside and not one.movable:
                one.error = words("staff-round-place-stays", bag=one.bag)
            continue
        number = int(one.value) if one.value.isdecimal() and len(one.value) <= 3 else 0
        if not 1 <= number <= _MOST:
            one.error = words("staff-round-place-number", bag=one.bag)
        elif number in taken:
            one.error = words("staff-round-place-twice", bag=one.bag, other=taken[number], number=number)
        else:
            one.value = str(number)
            taken[number] = one.bag


def kept_stops(view: RoundView, proposed: Sequence[str], unplaced: frozenset[str]) -> list[str]:
    """What staff had put into a round by hand and the proposal could not place: it stays, at the end."""
    return [one for one in view.visits if one in unplaced and one not in proposed]


def _field(words: Words, view: VisitView, at: Planning, value: str) -> StopField:
    return StopField(
        view.id,
        bag_words(view.bag),
        told(words, view, at.zone, with_day=False),
        value,
        bool(value),
        view.state in MOVABLE,
    )
