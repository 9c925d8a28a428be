"""What a barcode is, for the desk: which book, in what state, for which hold shelf. Never who has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accessible_reader.catalogue.models import Copy, Edition, Title
from accessible_reader.database import Session, select
from accessible_reader.errors import NotFound
from accessible_reader.shelf.lifecycle import HOLDS_WITH_COPY
from accessible_reader.shelf.models import Hold


@dataclass(frozen=True, slots=True)
class Thing:
    """A copy and the title it is of; a player has none. ``set``: barcodes of all its volumes, in order, with the state of each."""

    barcode: str
    kind: str
    state: str
    branch_id: str
    shelf_mark: str
    title_id: str | None
    name: str | None
    language: str | None
    set: tuple[tuple[str, str], ...]
    hold_id: str | None
    """The hold for which it was put aside or is on its way."""
    hold_state: str | None
    pickup_branch_id: str | None
    hold_until: date | None


def thing_with(session: Session, barcode: str) -> Thing:
    """What has this barcode; small and capital letters are taken alike where only one fits. Raises NotFound ``copy-not-found``."""
    copy = session.get(Copy, barcode) or session.get(Copy, barcode.upper())
    if copy is None:
        raise NotFound("copy-not-found", barcode=barcode[:40])
    title = None
    if copy.edition_id is not None:
        title = session.scalar(select(Title).join(Edition).where(Edition.id == copy.edition_id))
    volumes = [copy]
    if copy.set_id is not None:
        wanted = select(Copy).where(Copy.set_id == copy.set_id).order_by(Copy.volume, Copy.barcode)
        volumes = list(session.scalars(wanted))
    hold = session.scalar(
        select(Hold).where(
            Hold.barcode.in_([one.barcode for one in volumes]),
            Hold.state.in_([state.value for state in HOLDS_WITH_COPY]),
        )
    )
    return Thing(
        copy.barcode,
        copy.kind,
        copy.state,
        copy.branch_id,
        copy.shelf_mark,
        title.id if title else None,
        title.name if title else None,
        title.language if title else None,
        tuple((one.barcode, one.state) for one in volumes),
        hold.id if hold else None,
        hold.state if hold else None,
        hold.pickup_branch_id if hold else None,
        hold.ready_until if hold else None,
    )
