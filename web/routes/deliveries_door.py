"""Where the bag goes and how one is let in: the reader says it, or staff write it down; a carer does neither."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel
from starlette.datastructures import FormData
from starlette.responses import Response

from accessible_reader.deliveries.models import CHANNELS
from accessible_reader.deliveries.profiles import DoorProfile
from accessible_reader.errors import BadRecord
from web.access import Pages, Who
from web.deliveries.asking import blame
from web.deliveries.doors import POST, VOLUNTEERS, agreed_to
from web.deliveries.sides import Side, own_side, phone_side
from web.deliveries.words import time_choices
from web.forms import Filled, Posted, asked, fill
from web.visit import Visit, Visiting

pages = Pages()

_TEXTS: Final = ("address", "knock", "password", "receivers", "emergency")


class DoorForm(BaseModel):
    """In the order of the page. ``password`` is what the visitor says: the reader must be able to check it, so it is shown."""

    address: str = asked(words="deliver-address", default="", max_length=500)
    knock: str = asked(words="deliver-knock", default="", max_length=300)
    password: str = asked(words="deliver-password", default="", max_length=60)
    receivers: str = asked(words="deliver-receivers", default="", max_length=200)
    emergency: str = asked(words="deliver-emergency", default="", max_length=200)
    channel: Literal[CHANNELS] = asked("radio", words="deliver-channel", choices=CHANNELS)  # type: ignore[valid-type]
    times: list[str] = asked("checkboxes", words="deliver-times", default=[])


@pages.page("/deliveries/door", Who.SIGNED_IN, name="delivery_door")
def door(visit: Visiting) -> Response:
    """As it is known."""
    return _begin(visit, own_side(visit))


@pages.form("/deliveries/door", Who.SIGNED_IN, name="delivery_door_save")
def door_save(visit: Visiting, sent: Posted) -> Response:
    """Keep it."""
    return _save(visit, own_side(visit), sent)


@pages.page("/staff/patrons/{person_id}/deliveries/door", Who.STAFF, name="delivery_phone_door")
def phone_door(visit: Visiting, person_id: str) -> Response:
    """The same for whoever is on the telephone."""
    return _begin(visit, phone_side(visit, person_id))


@pages.form("/staff/patrons/{person_id}/deliveries/door", Who.STAFF, name="delivery_phone_door_save")
def phone_door_save(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """The same."""
    return _save(visit, phone_side(visit, person_id), sent)


def _begin(visit: Visit, side: Side) -> Response:
    kept = visit.service.deliveries.profile(visit.person_id, side.subject)
    return _show(visit, side, Filled(DoorForm, visit.words, _values(kept), _choices(visit)))


def _save(visit: Visit, side: Side, sent: FormData) -> Response:
    kept = visit.service.deliveries.profile(visit.person_id, side.subject)
    form = fill(DoorForm, visit.words, sent, _choices(visit))
    if form.done is None:
        return _show(visit, side, form)
    # Only what differs: an address that is that of the person's record goes on following the record.
    before, after = _values(kept), form.done.model_dump()
    changes = {name: value for name, value in after.items() if value != before[name]}
    if "times" in changes:  # the best first: what was there stays before what is new
        order = {one: number for number, one in enumerate(kept.times)}
        changes["times"] = sorted(form.done.times, key=lambda one: order.get(one, len(order)))
    try:
        if changes:
            visit.service.deliveries.set_profile(visit.person_id, side.subject, changes)
    except BadRecord as error:
        blame(form, error, side)
        return _show(visit, side, form)
    return side.on_to(visit, "door", "said-deliver-door-kept")


def _show(visit: Visit, side: Side, form: Filled[DoorForm]) -> Response:
    return visit.page(
        "deliveries_door.html",
        "delivery-door-title",
        trail=side.trail(visit, "list"),
        status=422 if form.failed else 200,
        failed=form.failed,
        side=side,
        to=side.addresses(visit),
        form=form,
        agreed=agreed_to(visit, side),
        asked_for={"volunteers": VOLUNTEERS, "post": POST},
    )


def _values(kept: DoorProfile) -> dict[str, Any]:
    return {
        **{name: getattr(kept, name) or "" for name in _TEXTS},
        "channel": kept.channel,
        "times": list(kept.times),
    }


def _choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    return {"times": time_choices(visit.words)}
