"""Pages of planning on which there is something to see: deliveries in every state, rounds, a proposal, a link, and every form that was refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from accessible_reader.deliveries.fields import Tastes
from accessible_reader.deliveries.lifecycle import Reason
from tests.web_deliveries import Deliverer
from tests.web_ground import Ground

_START = "30.25000,120.13000"


def planning_pages(ground: Ground, languages: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Where, and HTML; in each language by a librarian who reads in it."""
    deliverer = Deliverer(ground)
    looked, asked, refused = _situation(ground, deliverer)
    for language in languages:
        client = ground.client(deliverer.colleague(language), language)
        for address in looked:
            answer = client.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
            yield f"planning {language} {address}", answer.text
        for address, data, status in [*((*one, 200) for one in asked), *((*one, 422) for one in refused)]:
            answer = client.post(address, data=data)
            assert answer.status_code == status, (address, answer.status_code)
            yield f"planning {language} {address} {status}", answer.text


_Forms = list[tuple[str, dict[str, str]]]


def _situation(ground: Ground, deliverer: Deliverer) -> tuple[list[str], _Forms, _Forms]:
    rounds, librarian = ground.service.rounds, deliverer.librarian
    day = deliverer.today + timedelta(days=40)
    link = f"?day={day.isoformat()}&branch=north"
    near = deliverer.confirmed(deliverer.reader(point="30.25100,120.13000"), day=day)
    kept = deliverer.confirmed(deliverer.reader(share_with_volunteers=False), day=day)
    deliverer.confirmed(deliverer.reader(), day=day)
    deliverer.confirmed(deliverer.reader(share_with_volunteers=False), day=day)
    proposed = deliverer.round(kept, day=day, carrier="librarian", start=_START)
    asked = deliverer.asked(books=2, tastes=Tastes(("散文",), ("武侠",)), note="轻一点")
    paused = deliverer.asked()
    ground.service.deliveries.pause(librarian, paused)
    parcel = deliverer.packed(means="post")
    late = deliverer.packed()
    deliverer.put_back(late, 2)
    out, made = deliverer.out()
    failed, _ = deliverer.out()
    rounds.outcome(librarian, failed, delivered=False, reason=Reason.WEATHER)
    twice, _ = deliverer.out()
    rounds.outcome(librarian, twice, delivered=False, reason=Reason.NO_ANSWER)
    rounds.rebook(librarian, twice, deliverer.today, "evening")
    evening = deliverer.round(twice, part="evening")
    rounds.hand_over(librarian, evening)
    rounds.outcome(librarian, twice, delivered=False, reason=Reason.NO_ANSWER)
    there, _ = deliverer.out()
    rounds.outcome(librarian, there, delivered=True)
    off = deliverer.asked()
    ground.service.deliveries.cancel(librarian, off, Reason.NOT_WANTED)
    ready = deliverer.round(deliverer.packed(), deliverer.confirmed())
    here = "/staff/deliveries"
    visits = (asked, near, paused, parcel, late, out, failed, twice, there, off)
    looked = [
        here,
        f"{here}{link}",
        *(f"{here}/{one}" for one in visits),
        f"/staff/rounds{link}",
        "/staff/rounds/new",
        *(f"/staff/rounds/{one}" for one in (ready, made, proposed, evening)),
        f"/staff/rounds/{ready}/carrier",
    ]
    shown: _Forms = [
        (f"/staff/rounds/propose{link}", {"part": "morning"}),
        (f"/staff/rounds/{made}/link", {}),
        (f"{here}/{failed}/phone", {}),
        (f"{here}/{twice}/emergency", {}),
    ]
    refused: _Forms = [
        (f"{here}/{asked}/confirm", {"when": "other"}),
        (f"{here}/{asked}/change", {"note": "x" * 600}),
        (f"{here}/{asked}/cancel", {}),
        (f"{here}/{asked}/resume", {}),
        (f"{here}/{out}/outcome", {}),
        (f"{here}/{failed}/rebook", {"when": "x"}),
        (f"{here}/{failed}/give-up", {}),
        (f"{here}/{parcel}/card.pdf", {}),
        ("/staff/rounds/new", {"day": "x"}),
        (f"/staff/rounds/{ready}/stops", {f"place-{near}": "x"} | dict.fromkeys(_places(ground, ready), "1")),
        (f"/staff/rounds/{ready}/carrier", {}),
        (f"/staff/rounds/{proposed}/hand-over", {}),
        ("/staff/rounds/propose?day=2031-05-01", {"part": "morning"}),
    ]
    return looked, shown, refused


def _places(ground: Ground, round_id: str) -> list[str]:
    """Fields of a round's form."""
    view = ground.service.rounds.get(ground.people["librarian"], round_id)
    return [f"place-{one}" for one in view.visits]
