"""Many desks and readers at once, on a real PostgreSQL, where rows are locked one by one: nobody waits for ever, and nothing is lent twice."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest

from accessible_reader.catalogue.branches import add_branch
from accessible_reader.catalogue.copies import NewCopy, add_copies
from accessible_reader.catalogue.models import Copy
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts, add_edition, add_title
from accessible_reader.database import Database, func, select
from accessible_reader.database.conflicts import is_conflict
from accessible_reader.errors import NotFound, NotNow
from accessible_reader.people.models import Person
from accessible_reader.shelf import holds, loans
from accessible_reader.shelf.models import Hold, Loan, LoanCopy

ROUNDS = 40
BARCODES = ("v10", "v2", "v1")
"""A set whose order by barcode is not its order by volume."""


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_lending_cancelling_and_taking_back_at_once(database: Database) -> None:
    seen: list[str] = []
    add_branch(database, "main", "总馆")
    with database.transaction() as session:
        title = add_title(session, TitleFacts("天龙八部", "zh-Hans"))
        edition = add_edition(session, title, EditionFacts("licensed", "合同", "zh-Hans"))
        people = [Person(), Person(), Person()]
        session.add_all(people)
        session.flush()
        readers = [one.id for one in people]
        title_id, edition_id = title.id, edition.id
    add_copies(database, edition_id, "main", "braille", [NewCopy(code) for code in BARCODES])

    def attempt(act: Callable[[], object]) -> None:
        try:
            act()
        except (NotNow, NotFound):
            pass  # somebody else was quicker
        except Exception as error:  # noqa: BLE001 (whatever it is fails the test)
            seen.append("deadlock" if is_conflict(error) else repr(error))

    # In a caller's transaction, where nothing is done again: a deadlock would be seen.
    def in_transaction(function: Callable[..., object], *given: object, **more: object) -> None:
        with database.transaction() as session:
            function(session, *given, **more)

    def desk(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 (the same each time)
        for _ in range(ROUNDS):
            reader, barcode = chance.choice(readers), chance.choice(BARCODES)
            with database.reading() as session:
                hold = session.scalar(select(Hold.id).where(Hold.ended_at.is_(None)).limit(1))
                loan = session.scalar(select(Loan.id).where(Loan.ended_at.is_(None)).limit(1))
            acts: list[Callable[[], None]] = [
                lambda reader=reader, barcode=barcode: in_transaction(loans.lend, reader, barcode),
                lambda barcode=barcode: in_transaction(loans.check_in, barcode, history=False),
                lambda reader=reader: in_transaction(holds.place_hold, reader, title_id, "braille", "main"),
            ]
            if hold is not None:
                acts += [
                    lambda hold=hold: in_transaction(holds.cancel_hold, hold),
                    lambda hold=hold: in_transaction(holds.pause_hold, hold),
                    lambda hold=hold: in_transaction(holds.resume_hold, hold),
                    lambda hold=hold: in_transaction(holds.lose_copy, hold),
                ]
            if loan is not None:
                acts += [
                    lambda loan=loan: in_transaction(loans.renew, loan),
                    lambda loan=loan: in_transaction(loans.hand_in, loan),
                ]
            attempt(chance.choice(acts))

    threads = [threading.Thread(target=desk, args=[seed]) for seed in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == []
    with database.reading() as session:
        out = session.execute(
            select(LoanCopy.barcode, func.count())
            .where(LoanCopy.back_at.is_(None))
            .group_by(LoanCopy.barcode)
        ).all()
        assert all(count == 1 for _barcode, count in out)
        waiting = session.scalar(select(func.count()).select_from(Hold).where(Hold.state == "waiting"))
        states = set(session.scalars(select(Copy.state)))
        # Nobody waits while all of it stands on the shelf.
        assert not (waiting and states == {"available"})


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_hold_is_cancelled_while_its_copy_is_lent(database: Database) -> None:
    add_branch(database, "main", "总馆")
    with database.transaction() as session:
        title = add_title(session, TitleFacts("平凡的世界", "zh-Hans"))
        edition = add_edition(session, title, EditionFacts("licensed", "合同", "zh-Hans"))
        reader = Person()
        session.add(reader)
        session.flush()
        title_id, edition_id, reader_id = title.id, edition.id, reader.id
    add_copies(database, edition_id, "main", "disc", [NewCopy("d1")])
    for _ in range(ROUNDS):
        hold = holds.place_hold(database, reader_id, title_id, "disc", "main")
        start, seen = threading.Barrier(2), []

        def attempt(act: Callable[..., object], *given: object, start=start, seen=seen) -> None:
            start.wait()
            try:
                with database.transaction() as session:
                    act(session, *given)
            except NotNow as error:
                seen.append(error.code)
            except Exception as error:  # noqa: BLE001 (whatever it is fails the test)
                seen.append("deadlock" if is_conflict(error) else repr(error))

        threads = [
            threading.Thread(target=attempt, args=[holds.cancel_hold, hold]),
            threading.Thread(target=attempt, args=[loans.lend, reader_id, "d1"]),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        # Whoever came first: lent for the hold, which then cannot be cancelled; or cancelled, and lent from the shelf.
        assert seen in ([], ["hold-not-now"])
        with database.reading() as session:
            assert session.get_one(Copy, "d1").state == "lent"
        loans.check_in(database, "d1", history=False)
