"""Choosing PINs, and signing in with card number and PIN."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from accessible_reader.audit import seen_of
from accessible_reader.database import new_keys, select
from accessible_reader.errors import BadRecord, NotAllowed, NotFound, SignInRefused
from accessible_reader.people.persons import change_person
from accessible_reader.people.sign_in.delays import ACCOUNT, ADDRESS
from accessible_reader.people.sign_in.models import Delay, PinRecord, PinReset
from accessible_reader.people.sign_in.pin_sign_in import choose_pin, reset_pin, sign_in_with_pin
from accessible_reader.people.sign_in.pins import PinCost, PinHasher, check_pin, temporary_pin
from accessible_reader.people.sign_in.sessions import SignedIn, who_is
from tests.clock import TOMORROW
from tests.unit.people.conftest import Library, visitor

START = TOMORROW
PIN = "724916"
CARD = "NB20260417"


def sign_in(
    library: Library, pin: str = PIN, *, card: str = CARD, address: str = "10.0.0.1", at: datetime = START
) -> SignedIn:
    return sign_in_with_pin(
        library.database, library.keys, library.hasher, card=card, pin=pin, address=address, at=at
    )


def choose(library: Library, pin: str = PIN) -> None:
    choose_pin(library.database, library.keys, library.hasher, visitor(library, library.reader), pin)


@pytest.mark.parametrize(
    "pin",
    [
        "123456",
        "654321",
        "111111",
        "121212",
        "123123",
        "112233",
        "135791",
        "567890",
        "098765",
        "246802",
        "888888",
        "520520",
        "abcdef",
        "１２３４５６",
        "12-34-56",
        "147258",
        "25802580",
    ],
)
def test_what_everybody_tries_first_is_refused(pin: str) -> None:
    with pytest.raises(BadRecord, match="pin-too-common"):
        check_pin(pin)


@pytest.mark.parametrize(
    "pin", ["724916", "correct horse battery", "8 3 0 1 5 5", "山高水长月小石出", "a" * 3 + "7k2"]
)
def test_no_rules_of_composition(pin: str) -> None:
    check_pin(pin)


@pytest.mark.parametrize(("pin", "code"), [("72491", "pin-too-short"), ("7" + "24916" * 13, "pin-too-long")])
def test_length(pin: str, code: str) -> None:
    with pytest.raises(BadRecord, match=code):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["20260417", "260417", "138001", "+8613800138001", "19511951"])
def test_ones_own_numbers_are_refused(library: Library, pin: str) -> None:
    with pytest.raises(BadRecord, match=r"pin-known-number|pin-too-common"):
        choose(library, pin)
    with library.database.reading() as session:
        assert session.get(PinRecord, library.reader) is None


def test_temporary_pins_are_never_weak() -> None:
    for _ in range(200):
        check_pin(temporary_pin())


def test_the_database_alone_does_not_let_anybody_try_pins(library: Library) -> None:
    stored = library.hasher.hash(library.reader, PIN)
    assert stored.startswith("$argon2id$")
    assert library.hasher.fits(library.reader, stored, PIN)
    assert not PinHasher(new_keys(), PinCost(1, 8, 1)).fits(library.reader, stored, PIN)
    assert not library.hasher.fits(library.neighbour, stored, PIN)
    assert not library.hasher.fits(library.reader, None, PIN)
    assert not library.hasher.fits(library.reader, "nonsense", PIN)


def test_signing_in_however_it_is_typed_or_pasted(library: Library) -> None:
    choose(library)
    for card, pin in (
        (CARD, PIN),
        (" nb 2026-0417\n", " 724 916 "),
        ("ＮＢ２０２６０４１７", "７２４９１６"),
    ):
        begun = sign_in(library, pin, card=card)
        assert who_is(library.database, begun.token, START).person_id == library.reader


def test_wrong_card_and_wrong_pin_look_alike(library: Library) -> None:
    choose(library)
    for card, pin in ((CARD, "000111222"), ("NOBODY1", PIN), ("R02", PIN), ("", "")):
        with pytest.raises(SignInRefused) as caught:
            sign_in(library, pin, card=card)
        assert str(caught.value) == "sign-in-wrong"


def test_an_old_hash_is_made_anew_at_sign_in(library: Library) -> None:
    choose(library)
    stronger = PinHasher(library.keys, PinCost(2, 16, 1))
    sign_in_with_pin(library.database, library.keys, stronger, card=CARD, pin=PIN, address="x", at=START)
    with library.database.reading() as session:
        assert "m=16,t=2,p=1" in session.scalars(select(PinRecord.hash)).one()


def fail(library: Library, times: int, at: datetime, *, card: str = CARD, address: str = "10.0.0.1") -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused, match="sign-in-wrong"):
            sign_in(library, "999000", card=card, address=address, at=at)


def wait(library: Library, at: datetime, *, card: str = CARD, address: str = "10.0.0.1") -> int:
    """Seconds that one is told to wait."""
    with pytest.raises(SignInRefused) as caught:
        sign_in(library, card=card, address=address, at=at)
    assert caught.value.code == "sign-in-wait"
    return int(caught.value.params["seconds"])


def test_waits_grow_and_end(library: Library) -> None:
    choose(library)
    at, waits = START, []
    fail(library, ACCOUNT.free, at)
    for _ in range(12):
        fail(library, 1, at)
        waits.append(wait(library, at))
        at += timedelta(seconds=waits[-1])
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300]
    sign_in(library, at=at)  # never locked
    fail(library, ACCOUNT.free, at)  # and all is forgotten after it
    sign_in(library, at=at)


def test_trying_while_waiting_does_not_make_it_longer(library: Library) -> None:
    choose(library)
    at = START
    fail(library, ACCOUNT.free + 1, at)
    for second in (0, 1):
        assert wait(library, at + timedelta(seconds=second)) == 2 - second
    sign_in(library, at=at + timedelta(seconds=2))


def test_a_card_that_is_not_there_waits_as_well(library: Library) -> None:
    fail(library, ACCOUNT.free + 1, START, card="NOBODY1")
    assert wait(library, START, card="nobody-1", address="10.9.9.9") == 2


def test_one_address_that_tries_many_cards_waits(library: Library) -> None:
    choose(library)
    for number in range(ADDRESS.free + 1):
        fail(library, 1, START, card=f"CARD{number:04}")
    assert wait(library, START) == 2
    sign_in(library, address="10.0.0.2", at=START)


def test_a_reading_room_with_one_address_is_not_slowed_by_those_who_get_in(library: Library) -> None:
    choose(library)
    for _ in range(ADDRESS.free + 10):
        sign_in(library, at=START)


def test_a_clock_that_is_put_back_or_forward_makes_nobody_wait_longer(library: Library) -> None:
    choose(library)
    fail(library, ACCOUNT.free + 1, START)
    back = START - timedelta(hours=5)
    assert wait(library, back) == 2
    sign_in(library, at=back + timedelta(seconds=2))
    fail(library, ACCOUNT.free + 1, START)
    sign_in(library, at=START + timedelta(hours=5))


def test_old_failures_are_forgotten(library: Library) -> None:
    choose(library)
    fail(library, ACCOUNT.free, START)
    fail(library, 1, START + ACCOUNT.forgotten)
    sign_in(library, at=START + ACCOUNT.forgotten)


def test_many_at_once_do_not_slip_through(library: Library) -> None:
    choose(library)
    seen: list[str] = []

    def attempt() -> None:
        try:
            sign_in(library, "999000")
        except SignInRefused as error:
            seen.append(error.code)

    threads = [threading.Thread(target=attempt) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == ["sign-in-wait"] * (12 - ACCOUNT.free - 1) + ["sign-in-wrong"] * (ACCOUNT.free + 1)


def test_neither_card_nor_address_is_kept_in_the_clear(library: Library) -> None:
    fail(library, 1, START)
    with library.database.reading() as session:
        keys = session.scalars(select(Delay.key)).all()
    assert len(keys) == 2
    assert all(len(key) == 64 for key in keys)


def test_a_new_pin_ends_other_sessions(library: Library) -> None:
    choose(library)
    first, second = sign_in(library, at=datetime.now(UTC)), sign_in(library, at=datetime.now(UTC))
    goes_on = choose_pin(
        library.database, library.keys, library.hasher, who_is(library.database, second.token), "830155"
    )
    assert who_is(library.database, goes_on.token).person_id == library.reader
    with pytest.raises(SignInRefused, match="sign-in-needed"):
        who_is(library.database, first.token)
    with pytest.raises(SignInRefused, match="sign-in-needed"):
        who_is(library.database, second.token)
    with pytest.raises(SignInRefused, match="sign-in-wrong"):
        sign_in(library)


def test_staff_give_a_new_pin_after_calling_back(library: Library) -> None:
    choose(library)
    old = sign_in(library, at=datetime.now(UTC))
    pin = reset_pin(
        library.database,
        library.keys,
        library.hasher,
        library.librarian,
        library.reader,
        note="回拨，问了上次借的书",
    )
    with pytest.raises(SignInRefused):
        who_is(library.database, old.token)
    assert sign_in(library, pin).must_change_pin
    with library.database.reading() as session:
        kept = session.scalars(select(PinReset)).one()
    assert kept.staff_id == library.librarian
    assert "回拨" not in kept.note_sealed
    newest = seen_of(library.database, library.reader)[0]
    assert (newest.act, newest.reference) == ("reset-pin", kept.id)


def test_no_new_pin_without_a_note_a_number_or_a_right(library: Library) -> None:
    def reset(actor: str, note: str = "asked for the last book") -> str:
        return reset_pin(library.database, library.keys, library.hasher, actor, library.reader, note=note)

    with pytest.raises(BadRecord, match="pin-reset-needs-note"):
        reset(library.librarian, "  ok ")
    for actor in (library.south_librarian, library.admin, library.carer, library.reader):
        with pytest.raises(NotAllowed):
            reset(actor)
    change_person(library.database, library.keys, library.librarian, library.reader, {"phone": None})
    with pytest.raises(NotFound, match="person-no-phone"):
        reset(library.librarian)
