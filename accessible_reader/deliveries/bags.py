"""A bag as whoever packs it sees it: what is in it, what belongs in it, what it weighs; and which scanned copy is for which line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from accessible_reader.catalogue.models import Copy, Edition, Title
from accessible_reader.database import Keys, Session, select
from accessible_reader.deliveries import handing
from accessible_reader.deliveries.choosing import TAKEN, grams_of, set_without_lock
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.models import Visit, VisitLine
from accessible_reader.errors import NotNow
from accessible_reader.people.access import is_eligible
from accessible_reader.people.sealing import unseal
from accessible_reader.shelf.holds import hold_for

_PLAYED: Final = frozenset({"disc", "player"})
"""What cannot be seen to be whole: somebody plays it before it goes."""


@dataclass(frozen=True, slots=True)
class BagVolume:
    """A volume that belongs in a bag. ``inside``: it was scanned into it."""

    barcode: str
    shelf_mark: str
    volume: int
    volumes: int
    inside: bool


@dataclass(frozen=True, slots=True)
class BagLine:
    """One thing of a visit, whatever has become of it; ``state`` as in the model. ``title`` None: still to be chosen; ``volumes`` is empty where no copy is meant for it."""

    place: int
    state: str
    title: str | None = field(repr=False)
    language: str | None
    kind: str | None
    being_made: bool
    volumes: tuple[BagVolume, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class BagView:
    """A bag while it is packed.

    ``missing``: barcodes of volumes that belong in it and are not; ``second_look``: somebody else must look before it is closed; ``packed_by``: who scanned last; ``note``: from the reader to whoever packs.
    """

    visit_id: str
    bag: str
    branch_id: str
    state: VisitState
    grams: int
    most_grams: int
    in_bag: tuple[str, ...]
    missing: tuple[str, ...]
    second_look: bool
    packed_by: str | None
    note: str | None = field(repr=False)
    lines: tuple[BagLine, ...]


def bag_view(session: Session, keys: Keys, visit: Visit) -> BagView:
    """The bag as it is now."""
    lines = handing.bagged(visit)
    volumes = [set_without_lock(session, one.barcode) for one in lines if one.barcode is not None]
    wanted = [one.barcode for copies in volumes for one in copies]
    scanned = {one for line in lines for one in line.scanned}
    kinds = {one.kind for copies in volumes for one in copies}
    careful = len(kinds) > 1 or bool(kinds & _PLAYED)
    return BagView(
        visit.id,
        visit.bag,
        visit.branch_id,
        VisitState(visit.state),
        sum(grams_of(copies) for copies in volumes),
        visit.most_grams,
        tuple(sorted(scanned)),
        tuple(one for one in wanted if one not in scanned),
        careful and visit.looked_by is None,
        visit.packed_by,
        unseal(keys, "visit", visit.id, "note", visit.note_sealed),
        tuple(_line(session, one) for one in visit.lines),
    )


def _line(session: Session, line: VisitLine) -> BagLine:
    title = session.get(Title, line.title_id) if line.title_id else None
    meant = line.state in TAKEN and line.barcode is not None
    copies = set_without_lock(session, line.barcode) if meant and line.barcode else []
    return BagLine(
        line.place,
        line.state,
        title.name if title else None,
        title.language if title else None,
        copies[0].kind if copies else line.kind,
        line.conversion_id is not None and line.state == "wanted",
        tuple(
            BagVolume(one.barcode, one.shelf_mark, one.volume, one.volumes, one.barcode in line.scanned)
            for one in copies
        ),
    )


def line_for(session: Session, visit: Visit, copy: Copy) -> VisitLine:
    """The line that a scanned copy is for: meant for it, or as good as what is meant. Raises NotNow, as :meth:`accessible_reader.deliveries.packing.Packing.put_in` says."""
    first = set_without_lock(session, copy.barcode)[0].barcode
    for line in visit.lines:
        if line.state == "in_bag" and line.barcode == first:
            if copy.barcode in line.scanned:
                raise NotNow("visit-copy-in-bag", barcode=copy.barcode)
            return line
    others = select(VisitLine.state).where(
        VisitLine.barcode == first, VisitLine.state.in_(TAKEN), VisitLine.visit_id != visit.id
    )
    other = session.scalar(others)
    if other is not None:
        raise NotNow("visit-copy-in-other-bag", barcode=copy.barcode)
    barcodes = [one.barcode for one in set_without_lock(session, first)]
    hold = hold_for(session, barcodes)
    if hold is not None and hold.person_id != visit.person_id:
        raise NotNow("visit-copy-for-another", barcode=copy.barcode)
    edition = session.get(Edition, copy.edition_id) if copy.edition_id else None
    restricted = edition is not None and edition.rights == "print_disabled_only"
    if restricted and not (visit.person_id and is_eligible(session, visit.person_id)):
        raise NotNow("visit-not-eligible")
    if copy.branch_id != visit.branch_id and hold is None:
        raise NotNow("visit-copy-not-here", barcode=copy.barcode)
    title_id = edition.title_id if edition else None
    for line in visit.lines:
        if line.state in {"chosen", "wanted"} and (
            line.barcode == first or _as_good(line, title_id, copy.kind)
        ):
            return line
    raise NotNow("visit-copy-not-wanted", barcode=copy.barcode)


def _as_good(line: VisitLine, title_id: str | None, kind: str) -> bool:
    return title_id is not None and line.title_id == title_id and line.kind in {None, kind}


def check_weight(session: Session, visit: Visit, copy: Copy) -> None:
    """Whether the bag can bear this as well, with its whole set. Raises NotNow ``visit-too-heavy``."""
    there = sum(grams_of(set_without_lock(session, one.barcode or "")) for one in handing.bagged(visit))
    grams = there + grams_of(set_without_lock(session, copy.barcode))
    if grams > visit.most_grams:
        raise NotNow("visit-too-heavy", kilograms=kilograms(grams), most=kilograms(visit.most_grams))


def kilograms(grams: int) -> str:
    """``4.2``."""
    return f"{grams / 1000:.1f}"
