"""Codes from an app, recovery codes, and what a session may do without them."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from accessible_reader.audit import seen_of
from accessible_reader.database import select
from accessible_reader.errors import BadRecord, NotAllowed, NotNow, SignInRefused
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import change_person
from accessible_reader.people.sign_in.models import RecoveryCode, SignInSession, TotpRecord
from accessible_reader.people.sign_in.passkeys import ask_to_register, register
from accessible_reader.people.sign_in.pin_sign_in import choose_pin, put_pin, reset_pin, sign_in_with_pin
from accessible_reader.people.sign_in.second_factor import (
    AppIsSetUp,
    begin_app,
    confirm_app,
    factors_of,
    new_recovery_codes,
    remove_app,
    reset_second_factor,
    show_code,
)
from accessible_reader.people.sign_in.sessions import Method, Visitor, begin_session, who_is
from accessible_reader.people.sign_in.stage import Still
from tests.clock import TOMORROW
from tests.unit.people.conftest import Library, visitor
from tests.unit.people.sign_in.authenticator import Authenticator
from tests.unit.people.sign_in.test_passkeys import SITE

START = TOMORROW
HALF_MINUTE = timedelta(seconds=30)
HERE = "10.0.0.1"


class App:
    """An app on a telephone."""

    def __init__(self, secret: str) -> None:
        self._totp = pyotp.TOTP(secret.replace(" ", ""))

    def code(self, at: datetime) -> str:
        return self._totp.at(at)


def set_up(library: Library, person: str, at: datetime = START) -> tuple[App, AppIsSetUp]:
    who = visitor(library, person, Method.PIN, at)
    app = App(begin_app(library.database, library.keys, who, name="图书馆", at=at).secret)
    done = confirm_app(library.database, library.keys, who, app.code(at), address=HERE, at=at)
    return app, done


def show(library: Library, person: str, code: str, at: datetime) -> Visitor:
    who = visitor(library, person, Method.PIN, at)
    begun = show_code(library.database, library.keys, who, code, address=HERE, at=at)
    return who_is(library.database, begun.token, at)


def test_staff_without_a_second_factor_may_only_set_one_up(library: Library) -> None:
    with library.database.transaction() as session:
        begun = begin_session(session, library.librarian, Method.PIN, START)
    with pytest.raises(SignInRefused, match="second-factor-set-up"):
        who_is(library.database, begun.token, START)
    half = who_is(library.database, begun.token, START, half=True)
    assert half.still is Still.SET_UP
    for refused in (
        lambda: choose_pin(library.database, library.keys, library.hasher, half, "724916", at=START),
        lambda: new_recovery_codes(library.database, library.keys, half, START),
        lambda: remove_app(library.database, library.keys, half, START),
    ):
        with pytest.raises(SignInRefused, match="second-factor-set-up"):
            refused()
    app = App(begin_app(library.database, library.keys, half, name="图书馆", at=START).secret)
    done = confirm_app(library.database, library.keys, half, app.code(START), address=HERE, at=START)
    full = who_is(library.database, done.signed_in.token, START)
    assert (full.session_id, full.second, full.still) == (half.session_id, "totp", None)
    # Whoever knew the token from before knows nothing any more.
    with pytest.raises(SignInRefused, match="sign-in-needed"):
        who_is(library.database, begun.token, START, half=True)


@pytest.mark.parametrize(
    ("who", "demanding", "still"),
    [
        ("librarian", {Role.LIBRARIAN}, Still.SET_UP),
        ("manager", {Role.LIBRARIAN}, None),
        ("admin", {Role.ADMIN}, Still.SET_UP),
        ("volunteer", {Role.LIBRARIAN}, None),
        ("volunteer", {Role.VOLUNTEER}, Still.SET_UP),
        ("reader", set(Role) - {Role.PATRON}, None),
        ("librarian", set(), None),
    ],
)
def test_which_roles_need_one_is_a_setting(
    library: Library, who: str, demanding: set[Role], still: Still | None
) -> None:
    with library.database.transaction() as session:
        begun = begin_session(session, getattr(library, who), Method.LINK, START)
    seen = who_is(library.database, begun.token, START, demanding=frozenset(demanding), half=True)
    assert seen.still is still


def test_a_patron_who_set_one_up_is_asked_for_it(library: Library) -> None:
    app, _done = set_up(library, library.reader)
    later = START + HALF_MINUTE
    with library.database.transaction() as session:
        begun = begin_session(session, library.reader, Method.LINK, later)
    with pytest.raises(SignInRefused, match="second-factor-needed"):
        who_is(library.database, begun.token, later)
    assert show(library, library.reader, app.code(later), later).strong


def test_a_passkey_is_both_factors_and_can_be_the_one_that_is_set_up(library: Library) -> None:
    now = datetime.now(UTC)
    half = visitor(library, library.librarian, Method.PIN, now)
    device = Authenticator("https://library.example")
    question = ask_to_register(library.database, SITE, half)
    done = register(
        library.database,
        library.keys,
        SITE,
        half,
        question_id=question.id,
        answer=device.register(question.options),
        label="我的手机",
    )
    assert done.signed_in is not None
    assert who_is(library.database, done.signed_in.token).second == "passkey"
    # With the PIN alone nobody adds another one beside it.
    other = visitor(library, library.librarian, Method.PIN)
    assert other.still is Still.SECOND_FACTOR
    for refused in (
        lambda: ask_to_register(library.database, SITE, other),
        lambda: begin_app(library.database, library.keys, other, name="x"),
    ):
        with pytest.raises(SignInRefused, match="second-factor-needed"):
            refused()


def test_of_two_who_set_one_up_with_the_same_pin_the_first_wins(library: Library) -> None:
    slow = visitor(library, library.librarian, Method.PIN, START)
    set_up(library, library.librarian)
    with pytest.raises(SignInRefused, match="second-factor-needed"):
        begin_app(library.database, library.keys, slow, name="x", at=START)


@pytest.mark.parametrize(("off", "let_in"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_be_half_a_minute_off(library: Library, off: int, let_in: bool) -> None:
    app, _done = set_up(library, library.reader)
    at = START + timedelta(hours=1)
    code = app.code(at + off * HALF_MINUTE)
    if let_in:
        assert show(library, library.reader, code, at).second == "totp"
    else:
        with pytest.raises(SignInRefused, match="second-factor-wrong"):
            show(library, library.reader, code, at)


def test_a_code_is_good_once_and_no_earlier_one_after_it(library: Library) -> None:
    app, _done = set_up(library, library.reader)
    at = START + timedelta(hours=1)
    before, now, after = (app.code(at + step * HALF_MINUTE) for step in (-1, 0, 1))
    show(library, library.reader, now, at)
    for used in (now, before):
        with pytest.raises(SignInRefused, match="second-factor-wrong"):
            show(library, library.reader, used, at)
    show(library, library.reader, f" {after[:3]}\u3000{after[3:]} ", at)  # as it is dictated
    # The one that proved the app is used up, too.
    other = App(begin_app(library.database, library.keys, visitor_of(library, at), name="x", at=at).secret)
    who = visitor_of(library, at + 4 * HALF_MINUTE)
    late = at + 4 * HALF_MINUTE
    code = other.code(late)
    confirm_app(library.database, library.keys, who, code, address=HERE, at=late)
    with pytest.raises(SignInRefused, match="second-factor-wrong"):
        show(library, library.reader, code, late)


def visitor_of(library: Library, at: datetime) -> Visitor:
    """The reader, fully signed in: by a passkey."""
    return visitor(library, library.reader, Method.PASSKEY, at)


def test_of_many_who_use_one_code_at_once_one_is_let_in(library: Library) -> None:
    app, _done = set_up(library, library.reader)
    at = START + timedelta(hours=1)
    sessions = [visitor(library, library.reader, Method.PIN, at) for _ in range(4)]
    seen: list[str] = []

    def attempt(who: Visitor) -> None:
        try:
            show_code(library.database, library.keys, who, app.code(at), address=HERE, at=at)
            seen.append("in")
        except SignInRefused as error:
            seen.append(error.code)

    threads = [threading.Thread(target=attempt, args=[who]) for who in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen.count("in") == 1
    assert set(seen) <= {"in", "second-factor-wrong", "sign-in-wait"}


def test_guessing_becomes_slow_and_the_pin_does_not_make_it_quick_again(library: Library) -> None:
    app, _done = set_up(library, library.reader)
    at = START + timedelta(hours=1)
    codes = []
    for number in range(8):
        with library.database.transaction() as session:
            begun = begin_session(session, library.reader, Method.PIN, at)
        who = who_is(library.database, begun.token, at, half=True)
        try:
            show_code(library.database, library.keys, who, f"{number:06}", address=f"10.0.0.{number}", at=at)
        except SignInRefused as error:
            codes.append(error.code)
    assert codes == ["second-factor-wrong"] * 4 + ["sign-in-wait"] * 4
    later = at + timedelta(minutes=6)
    assert show(library, library.reader, app.code(later), later).strong


def test_recovery_codes_are_good_once_and_kept_as_hashes(library: Library) -> None:
    _app, done = set_up(library, library.reader)
    assert len(set(done.recovery_codes)) == 10
    assert all(len(code) == 11 and code.replace(" ", "").isdigit() for code in done.recovery_codes)
    with library.database.reading() as session:
        kept = " ".join(session.scalars(select(RecoveryCode.code_fingerprint)))
        sealed = session.scalars(select(TotpRecord.secret_sealed)).one() or ""
    assert not any(code.replace(" ", "") in kept for code in done.recovery_codes)
    assert "." in sealed
    at = START + timedelta(hours=1)
    mine = show(library, library.reader, done.recovery_codes[3], at)
    assert mine.second == "recovery"
    assert factors_of(library.database, mine).recovery_codes == 9
    assert seen_of(library.database, library.reader)[0].act == "use-recovery-code"
    with pytest.raises(SignInRefused, match="second-factor-wrong"):
        show(library, library.reader, done.recovery_codes[3], at)
    fresh = new_recovery_codes(library.database, library.keys, mine, at)
    with pytest.raises(SignInRefused, match="second-factor-wrong"):
        show(library, library.reader, done.recovery_codes[4], at)
    assert show(library, library.reader, fresh[0].replace(" ", ""), at).strong


def test_somebody_elses_recovery_code_is_none(library: Library) -> None:
    _app, done = set_up(library, library.reader)
    set_up(library, library.neighbour)
    with pytest.raises(SignInRefused, match="second-factor-wrong"):
        show(library, library.neighbour, done.recovery_codes[0], START)


def test_an_app_that_never_showed_a_code_is_asked_for_nothing(library: Library) -> None:
    who = visitor(library, library.reader, Method.PIN, START)
    with pytest.raises(NotNow, match="second-factor-not-begun"):
        confirm_app(library.database, library.keys, who, "123456", address=HERE, at=START)
    begin_app(library.database, library.keys, who, name="x", at=START)
    with pytest.raises(SignInRefused, match="second-factor-wrong"):
        confirm_app(library.database, library.keys, who, "1234567", address=HERE, at=START)
    assert visitor(library, library.reader, Method.PIN, START).still is None


def test_a_screen_left_open_changes_nothing_about_signing_in(library: Library) -> None:
    who = visitor(library, library.reader, Method.PIN, START)
    late = START + timedelta(minutes=30)
    for refused in (
        lambda: choose_pin(library.database, library.keys, library.hasher, who, "724916", at=late),
        lambda: begin_app(library.database, library.keys, who, name="x", at=late),
        lambda: ask_to_register(library.database, SITE, who, late),
    ):
        with pytest.raises(SignInRefused, match="sign-in-again"):
            refused()


def test_a_pin_from_staff_opens_only_the_page_for_another(library: Library) -> None:
    pin = reset_pin(
        library.database, library.keys, library.hasher, library.librarian, library.reader, note="回拨核对过"
    )
    begun = sign_in_with_pin(
        library.database, library.keys, library.hasher, card="NB20260417", pin=pin, address=HERE
    )
    with pytest.raises(SignInRefused, match="pin-change-needed"):
        who_is(library.database, begun.token)
    half = who_is(library.database, begun.token, half=True)
    with pytest.raises(SignInRefused, match="pin-change-needed"):
        begin_app(library.database, library.keys, half, name="x")
    with pytest.raises(BadRecord, match="pin-same"):
        choose_pin(library.database, library.keys, library.hasher, half, pin)
    goes_on = choose_pin(library.database, library.keys, library.hasher, half, "724916")
    assert who_is(library.database, goes_on.token).still is None


def test_a_manager_takes_a_lost_factor_away_but_not_their_own_or_an_administrators(library: Library) -> None:
    set_up(library, library.librarian)
    for who, reason in (
        ("librarian", "permission-not-for-yourself|permission-staff-only"),
        ("reader", "permission-staff-only"),
        ("south_librarian", "permission-staff-only"),
    ):
        with pytest.raises(NotAllowed, match=reason):
            reset_second_factor(library.database, library.keys, getattr(library, who), library.librarian)
    with pytest.raises(NotAllowed, match="permission-not-for-yourself"):
        reset_second_factor(library.database, library.keys, library.manager, library.manager)
    reset_second_factor(library.database, library.keys, library.manager, library.librarian)
    with library.database.reading() as session:
        assert not session.scalars(select(TotpRecord)).all()
        assert not session.scalars(select(RecoveryCode)).all()
        assert all(row.ended_at for row in session.scalars(select(SignInSession)))
    assert visitor(library, library.librarian, Method.PIN).still is Still.SET_UP


def test_nobody_gets_into_an_account_of_staff_whose_roles_they_may_not_give(library: Library) -> None:
    """A new PIN, a new e-mail address or no second factor: each would let in whoever did it."""
    database, keys = library.database, library.keys
    with database.transaction() as session:
        put_pin(session, keys, library.hasher, library.admin, "724916", temporary=False)
    for attempt in (
        lambda: reset_second_factor(database, keys, library.manager, library.admin),
        lambda: change_person(database, keys, library.manager, library.admin, {"email": "m@example.com"}),
        lambda: change_person(database, keys, library.librarian, library.manager, {"email": "m@example.com"}),
        lambda: reset_pin(database, keys, library.hasher, library.manager, library.admin, note="回拨核对过"),
        lambda: reset_pin(
            database, keys, library.hasher, library.librarian, library.manager, note="回拨核对过"
        ),
    ):
        with pytest.raises(NotAllowed, match="permission-of-staff"):
            attempt()
    change_person(database, keys, library.manager, library.librarian, {"email": "l@example.com"})
