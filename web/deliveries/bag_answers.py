"""What comes of a barcode while a bag is packed, or when what was delivered comes back: one sentence, as at the lending desk."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from accessible_reader.catalogue.desk import BranchView
from accessible_reader.deliveries.bags import BagLine, BagView
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.packing import CameBack
from accessible_reader.errors import NotFound, NotNow
from accessible_reader.shelf.things import Thing
from web.deliveries.words import bag_words, kind_words
from web.desk import Answer, give_back, what, why_not
from web.visit import Visit

_OWN: Final = frozenset({
    "visit-copy-in-bag", "visit-copy-in-other-bag", "visit-copy-for-another", "visit-copy-not-wanted", "visit-copy-not-here", "visit-not-eligible",
    "visit-too-heavy",
})  # fmt: skip
"""Refusals of the packing service, each with a sentence that says what to do with the thing in one's hand."""
_DONE: Final = frozenset({"in_bag", "with_reader", "back", "struck", "missing"})


def put_in(visit: Visit, visit_id: str, thing: Thing) -> Answer:
    """Into the bag with it."""
    try:
        bag = visit.service.packing.put_in(visit.person_id, visit_id, thing.barcode)
    except NotNow as error:
        return _refused(visit, visit_id, thing, error)
    words = visit.words
    line = _line_with(bag, thing.barcode)
    volume = next(one for one in line.volumes if one.barcode == thing.barcode)
    name = what(visit, thing)
    if volume.volumes > 1:
        name = words("bag-said-volume-of", what=name, number=volume.volume)
    return Answer(
        words("bag-said-in", what=name, kilograms=kilograms(visit, bag.grams), rest=_rest(visit, bag, line)),
        True,
    )


def take_out(visit: Visit, bag: BagView, line: BagLine) -> Answer:
    """Out of the bag again, with its whole set."""
    (first, *_others) = line.volumes
    thing = visit.service.loans.look_up(visit.person_id, first.barcode)
    try:
        visit.service.packing.take_out(visit.person_id, bag.visit_id, line.place)
    except NotNow as error:
        return _refused(visit, bag.visit_id, thing, error)
    after = visit.service.loans.look_up(visit.person_id, first.barcode)
    if after.hold_state == "ready" and after.hold_until is not None:
        day = visit.words.day(after.hold_until)
        return Answer(visit.words("bag-said-out-hold", what=what(visit, after), day=day), True)
    return Answer(_at_shelf(visit, "bag-said-out", after), True)


def scan_out(visit: Visit, visit_id: str, thing: Thing) -> Answer:
    """The same by its barcode."""
    bag = visit.service.packing.bag(visit.person_id, visit_id)
    inside = [one for one in bag.lines if one.state == "in_bag"]
    line = next((one for one in inside if thing.barcode in _barcodes(one)), None)
    if line is None:
        return Answer(visit.words("bag-said-not-inside", what=what(visit, thing)), False)
    return take_out(visit, bag, line)


def not_found(visit: Visit, bag: BagView, line: BagLine) -> Answer:
    """It is not on its shelf; perhaps there is another."""
    name = line_name(visit, line)
    try:
        after = visit.service.packing.not_found(visit.person_id, bag.visit_id, line.place)
    except NotNow as error:
        return _state_refused(visit, bag.visit_id, error)
    now_there = next(one for one in after.lines if one.place == line.place)
    if now_there.state == "chosen":
        first = now_there.volumes[0]
        thing = visit.service.loans.look_up(visit.person_id, first.barcode)
        return Answer(
            visit.words(
                "bag-said-another",
                what=name,
                other=what(visit, thing),
                barcode=first.barcode,
                mark=_mark(visit, first.shelf_mark),
            ),
            True,
        )
    return Answer(visit.words("bag-said-none", what=name), True)


def come_back(visit: Visit, branch: BranchView, thing: Thing) -> Answer:
    """Something that was brought to a reader is handed in: where it goes now, and what of its bag is still out."""
    came: list[CameBack] = []

    def check_in() -> tuple[str, ...]:
        came.append(visit.service.packing.check_in(visit.person_id, thing.barcode, at_branch=branch.id))
        return came[0].missing

    said = give_back(visit, branch, thing, check_in)
    if not came or came[0].bag is None:
        return said
    back = came[0]
    how = "whole" if back.bag_is_back else "things" if back.things_out else "volumes"
    about = visit.words(f"bag-said-back-{how}", bag=bag_words(back.bag or ""), count=back.things_out)
    return replace(said, sentence=visit.words("bag-said-both", first=said.sentence, second=about))


def not_open(visit: Visit, bag: BagView) -> str:
    """Why nothing can be put into it now, and what to do."""
    return visit.words(f"staff-bag-state-{bag.state.value.replace('_', '-')}")


def line_name(visit: Visit, line: BagLine) -> str:
    """The thing in words: “The Night Ferry” (braille, 2 volumes); what the library is to choose."""
    words = visit.words
    if line.title is None:
        return words("bag-said-choice")
    kind = kind_words(words, line.kind) if line.kind else words("bag-said-any-kind")
    return words("desk-thing", title=line.title, kind=kind, count=max(1, len(line.volumes)))


def kilograms(visit: Visit, grams: int) -> str:
    """As a scale shows them."""
    return visit.words.number(round(grams / 1000, 1))


def _rest(visit: Visit, bag: BagView, line: BagLine) -> str:
    """What is still to be done with this bag."""
    words = visit.words
    missing = [one.volume for one in line.volumes if not one.inside]
    if missing:
        return words("bag-said-rest-volumes", volumes=volumes_words(visit, missing))
    waiting = sum(one.state not in _DONE or _lacks(one) for one in bag.lines)
    if waiting:
        return words("bag-said-rest-things", count=waiting)
    if bag.second_look:
        return words("bag-said-rest-look")
    return words("bag-said-rest-none")


def volumes_words(visit: Visit, numbers: list[int]) -> str:
    """“volume 2 and volume 3”."""
    return visit.words.list(visit.words("bag-said-volume", number=one) for one in numbers)


def _lacks(line: BagLine) -> bool:
    return line.state == "in_bag" and any(not one.inside for one in line.volumes)


def _refused(visit: Visit, visit_id: str, thing: Thing, error: NotNow) -> Answer:
    if error.code == "visit-not-now":
        return _state_refused(visit, visit_id, error)
    if error.code in _OWN:
        code = f"bag-said-{error.code.removeprefix('visit-')}"
        params: dict[str, Any] = {
            "kilograms": error.params.get("kilograms", ""),
            "most": error.params.get("most", ""),
        }
        return Answer(_at_shelf(visit, code, thing, **params), False)
    return why_not(visit, thing, error)


def _state_refused(visit: Visit, visit_id: str, error: NotNow) -> Answer:
    """A colleague has closed it, or the reader has called off."""
    bag = visit.service.packing.bag(visit.person_id, visit_id)
    if bag.state is VisitState.PICKING:
        return Answer(visit.words.finding(error), False)
    return Answer(not_open(visit, bag), False)


def _line_with(bag: BagView, barcode: str) -> BagLine:
    found = next((one for one in bag.lines if barcode in _barcodes(one)), None)
    if found is None:
        raise NotFound("visit-line-not-found")
    return found


def _barcodes(line: BagLine) -> set[str]:
    return {one.barcode for one in line.volumes}


def _at_shelf(visit: Visit, code: str, thing: Thing, **params: Any) -> str:
    return visit.words(code, what=what(visit, thing), mark=_mark(visit, thing.shelf_mark), **params)


def _mark(visit: Visit, shelf_mark: str) -> str:
    return visit.words("bag-said-shelf", mark=shelf_mark) if shelf_mark else visit.words("bag-said-its-shelf")
