"""The last way in, at the server's command line."""

from __future__ import annotations

from accessible_reader.audit import SYSTEM, seen_of
from accessible_reader.people.sign_in.pin_sign_in import sign_in_with_pin
from accessible_reader.people.sign_in.sessions import Method, who_is
from accessible_reader.people.sign_in.stage import Still
from accessible_reader.people.staff import reset_sign_in
from tests.unit.people.conftest import Library, visitor
from tests.unit.people.sign_in.test_second_factor import HERE, START, set_up


def test_whoever_has_lost_everything_begins_anew(library: Library) -> None:
    set_up(library, library.admin)
    assert visitor(library, library.admin, Method.PIN, START).still is Still.SECOND_FACTOR
    pin = reset_sign_in(library.database, library.keys, library.hasher, "S05")
    begun = sign_in_with_pin(
        library.database, library.keys, library.hasher, card="S05", pin=pin, address=HERE
    )
    assert begun.must_change_pin
    assert who_is(library.database, begun.token, half=True).still is Still.SET_UP
    acts = [(one.act, one.actor) for one in seen_of(library.database, library.admin)[:2]]
    assert acts == [("reset-pin", SYSTEM), ("reset-second-factor", SYSTEM)]
