"""A worker that is killed in the middle of a day's drafts and notices: every plan has one visit, every reader is told once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from accessible_reader.audit import SYSTEM
from accessible_reader.catalogue.copies import NewCopy, add_copies_in
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title
from accessible_reader.database import func, now, select
from accessible_reader.deliveries.models import DeliveryNotice, Visit
from accessible_reader.deliveries.notices import send_due
from accessible_reader.deliveries.plans import PlanWish
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.persons import new_row
from tests.databases import KINDS
from tests.service_ground import Library, open_library, until

READERS = 12


@pytest.fixture(params=KINDS)
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    with open_library(request.param, tmp_path) as library:
        yield library


def fill(library: Library) -> None:
    """Readers with plans whose next visit is in three days: drafted and told at once."""
    branch, service = library.add_branch("main"), library.service
    people = []
    with service.database.transaction() as session:
        for number in range(READERS):
            title = add_title(session, TitleFacts(f"书{number}", "zh"))
            edition = add_edition(session, title, EditionFacts("licensed", "7", "zh"))
            add_copies_in(session, edition.id, "main", "disc", [NewCopy(f"d{number}")])
            new = NewPerson(
                f"读者{number}", phone=f"1390000{number:04}", address="街1号", home_branch_id=branch
            )
            people.append(new_row(session, service.keys, new).id)
    first = now().date() + timedelta(days=3)
    for person in people:
        service.deliveries.set_profile(SYSTEM, person, {"channel": "sms"})
        service.deliveries.set_plan(SYSTEM, person, PlanWish(2, first, "morning", most_items=1))


def test_killed_again_and_again_nothing_is_lost_or_told_twice(library: Library) -> None:
    fill(library)
    database, outbox = library.service.database, library.service.settings.data / "sms"

    def told() -> int:
        return len(list(outbox.glob("*.json"))) if outbox.exists() else 0

    def drafted() -> int:
        with database.reading() as session:
            return session.scalar(select(func.count()).select_from(Visit)) or 0

    # In the middle of the drafts, and of the messages.
    for reached in (lambda: drafted() >= 3, lambda: told() >= 2, lambda: told() >= 7):
        worker = library.start_worker("w1").wait_ready()
        until(reached, 300, "the day did not go on")
        worker.kill()
    library.start_worker("w1").wait_ready()

    def states() -> Counter[str]:
        with database.reading() as session:
            return Counter(session.scalars(select(DeliveryNotice.state)))

    until(lambda: sum(states().values()) == READERS and not states()["waiting"], 300, "not all were told")
    library.stop()
    send_due(database, library.service.keys, {}, now() + timedelta(hours=1))
    with database.reading() as session:
        visits = session.scalars(select(Visit.person_id)).all()
    assert len(visits) == len(set(visits)) == READERS
    files = [json.loads(path.read_text("utf-8")) for path in outbox.glob("*.json")]
    numbers = Counter(one["to"] for one in files)
    assert set(numbers.values()) == {1}
    # Whoever was being told when the worker died is called: it may be one of those that have it, and is nobody who was told twice by the machine.
    found = states()
    assert set(found) <= {"sent", "to_call"}
    assert found["to_call"] <= 3
    assert found["sent"] + found["to_call"] == READERS
    assert len(files) >= found["sent"]
