"""What is held while something about a title's copies is decided, always in this order: the person, the title, copies by barcode, then holds and loans.

The title's row stands for its line of those who wait: whoever gives a copy to the next one has it, so nobody is passed over and no two transactions each wait for the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from accessible_reader.catalogue.models import Copy, Edition, Title
from accessible_reader.database import Session, select
from accessible_reader.errors import NotFound
from accessible_reader.people.models import Person


def hold_person(session: Session, person_id: str) -> None:
    """Limits are counted; two requests of one person at once must not both be the last that is allowed. Raises NotFound ``person-not-found``, also for one who was forgotten."""
    person = session.get(Person, person_id, with_for_update={"key_share": True})
    if person is None or person.erased_at is not None:
        raise NotFound("person-not-found")


def hold_title(session: Session, title_id: str) -> None:
    """The line for a title. Raises NotFound ``title-not-found``."""
    # Not its key: who adds an edition or a wish need not wait.
    wanted = select(Title.id).where(Title.id == title_id).with_for_update(key_share=True)
    if session.scalar(wanted) is None:
        raise NotFound("title-not-found")


def hold_copies(session: Session, barcodes: Sequence[str]) -> list[Copy]:
    """These copies, as they are now, by barcode."""
    query = select(Copy).where(Copy.barcode.in_(barcodes)).order_by(Copy.barcode)
    return list(session.scalars(query.with_for_update().execution_options(populate_existing=True)))


def hold_set(session: Session, barcode: str) -> list[Copy]:
    """The title of the copy with this barcode, and all volumes of its set, in their order. Raises NotFound ``copy-not-found``."""
    seen = session.execute(
        select(Copy.barcode, Copy.set_id, Copy.edition_id).where(Copy.barcode == barcode.strip())
    ).one_or_none()
    if seen is None:
        raise NotFound("copy-not-found", barcode=barcode[:40])
    if seen.edition_id is not None:
        hold_title_of(session, seen.edition_id)
    barcodes = [seen.barcode]
    if seen.set_id is not None:
        barcodes = list(session.scalars(select(Copy.barcode).where(Copy.set_id == seen.set_id)))
    return sorted(hold_copies(session, barcodes), key=lambda one: (one.volume, one.barcode))


def hold_title_of(session: Session, edition_id: str) -> None:
    """The line for the title of an edition."""
    title_id = session.scalar(select(Edition.title_id).where(Edition.id == edition_id))
    if title_id is not None:
        hold_title(session, title_id)
