"""How somebody is found and met at their door. Every view of it is in the audit log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Final

from accessible_reader.audit import record
from accessible_reader.database import Keys, Session, now
from accessible_reader.deliveries.fields import check_times, tidy_point, tidy_text
from accessible_reader.deliveries.lifecycle import By
from accessible_reader.deliveries.models import CHANNELS, DeliveryProfile
from accessible_reader.deliveries.records import Hand
from accessible_reader.errors import BadRecord
from accessible_reader.people.persons import open_fields
from accessible_reader.people.sealing import seal, unseal

SEALED: Final = ("address", "point", "knock", "password", "receivers", "emergency")
_LONGEST: Final = {"address": 500, "knock": 300, "password": 60, "receivers": 200, "emergency": 200}


@dataclass(frozen=True, slots=True)
class DoorProfile:
    """What is known of a door; never printed. ``address`` is that of the person's record where none was said for deliveries."""

    address: str | None = field(default=None, repr=False)
    point: str | None = field(default=None, repr=False)
    knock: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    receivers: str | None = field(default=None, repr=False)
    emergency: str | None = field(default=None, repr=False)
    times: tuple[str, ...] = ()
    channel: str = "phone"


def set_profile(session: Session, keys: Keys, subject: str, changes: Mapping[str, object]) -> list[str]:
    """Change fields of :class:`DoorProfile`; None or "" removes. Returns the names. Raises BadRecord ``visit-field-bad``."""
    unknown = set(changes) - {one.name for one in fields(DoorProfile)}
    if unknown:
        raise BadRecord("visit-field-bad", field="?")
    row = session.get(DeliveryProfile, subject, with_for_update=True)
    if row is None:
        row = DeliveryProfile(person_id=subject, times=[], channel="phone")
        session.add(row)
    for name, value in changes.items():
        if name == "times":
            times = tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else ("?",)
            check_times(times)
            row.times = list(times)
        elif name == "channel":
            if value not in CHANNELS:
                raise BadRecord("visit-field-bad", field="channel")
            row.channel = str(value)
        else:
            text = None if value is None else str(value)
            tidied = tidy_point(text) if name == "point" else tidy_text(name, text, _LONGEST[name])
            setattr(row, f"{name}_sealed", seal(keys, "delivery_profile", subject, name, tidied))
    row.changed_at = now()
    session.flush()
    return sorted(changes)


def open_profile(session: Session, keys: Keys, subject: str) -> DoorProfile:
    """In the clear, without permission or note: for services that see to both themselves."""
    row = session.get(DeliveryProfile, subject)
    found = DoorProfile()
    if row is not None:
        sealed = {
            name: unseal(keys, "delivery_profile", subject, name, getattr(row, f"{name}_sealed"))
            for name in SEALED
        }
        found = DoorProfile(**sealed, times=tuple(row.times), channel=row.channel)
    if found.address is None:
        found = replace(found, address=open_fields(session, keys, subject, ["address"])["address"])
    return found


def note_view(hand: Hand, subject: str, names: Iterable[str], reference: str = "") -> None:
    """Write into the audit log that somebody has seen this."""
    record(
        hand.session,
        hand.keys,
        actor=hand.actor,
        subject=subject,
        act="view",
        fields=sorted(names),
        purpose="own-data" if hand.by is By.SELF else "delivery",
        reference=reference,
    )
