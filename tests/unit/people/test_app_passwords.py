"""Passwords of apps: made once, shown once, kept as a hash, slow to guess, taken away in one step or all at once."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from accessible_reader.audit import seen_of
from accessible_reader.database import func, select
from accessible_reader.errors import BadRecord, NotFound, NotNow, SignInRefused
from accessible_reader.people.app_passwords import MOST, AppPasswords
from accessible_reader.people.erasure import erase_person
from accessible_reader.people.export import export_person
from accessible_reader.people.sign_in.models import AppPassword, Delay
from accessible_reader.people.sign_in.pin_sign_in import choose_pin, reset_pin, sign_in_with_pin
from accessible_reader.people.sign_in.sessions import forget_old_sessions, sign_out_everywhere
from tests.clock import TOMORROW
from tests.unit.people.conftest import Library, visitor

CARD = "NB20260417"
START = TOMORROW


@pytest.fixture
def apps(library: Library) -> AppPasswords:
    return AppPasswords(library.database, library.keys)


def test_an_app_signs_in_with_what_was_shown_once(library: Library, apps: AppPasswords) -> None:
    me = visitor(library, library.reader)
    made = apps.make(me, " Thorium  on my computer ")
    assert re.fullmatch(r"([a-z2-9]{4}-){4}[a-z2-9]{4}", made.password)
    assert made.card is not None
    for card, password in (
        (made.card, made.password),
        (CARD, made.password.upper().replace("-", " ")),
        ("nb 2026-0417", made.password.replace("-", "")),
    ):
        found = apps.who_is(card, password, address="10.0.0.1")
        assert (found.person_id, found.password_id) == (library.reader, made.id)
    [view] = apps.of(me)
    assert view.label == "Thorium on my computer"
    assert view.used_at is not None
    with library.database.reading() as session:
        row = session.get_one(AppPassword, made.id)
        stored = f"{row.fingerprint} {row.label_sealed}"
    assert made.password not in stored
    assert "Thorium" not in stored
    assert repr(made).count(made.password) == 0


def test_another_card_or_person_or_password_does_not_open_it(library: Library, apps: AppPasswords) -> None:
    made = apps.make(visitor(library, library.reader), "a")
    for card, password in (
        (CARD, "abcd-efgh-jkmn-pqrs-tuvw"),
        ("NB999", made.password),
        (CARD, ""),
        ("", ""),
    ):
        with pytest.raises(SignInRefused, match="app-sign-in-wrong"):
            apps.who_is(card, password, address=f"10.0.0.{len(card)}")
    with pytest.raises(SignInRefused, match="sign-in-wrong"):  # and it is no PIN
        sign_in_with_pin(
            library.database, library.keys, library.hasher, card=CARD, pin=made.password, address="a"
        )


def test_guessing_becomes_slow_and_does_not_slow_down_the_pages(library: Library, apps: AppPasswords) -> None:
    made = apps.make(visitor(library, library.reader), "a")
    for number in range(4):
        with pytest.raises(SignInRefused, match="app-sign-in-wrong"):
            apps.who_is(CARD, f"wrong{number}", address="10.0.0.9", at=START)
    with pytest.raises(SignInRefused, match="sign-in-wait") as refused:
        apps.who_is(CARD, made.password, address="10.0.0.9", at=START)
    assert refused.value.params["seconds"] == 2
    with pytest.raises(SignInRefused, match="sign-in-wrong"):  # not sign-in-wait: PINs are counted apart
        sign_in_with_pin(
            library.database, library.keys, library.hasher, card=CARD, pin="1", address="10.0.0.9", at=START
        )
    later = START + timedelta(seconds=3)
    assert apps.who_is(CARD, made.password, address="10.0.0.9", at=later).person_id == library.reader
    with pytest.raises(SignInRefused, match="app-sign-in-wrong"):  # it starts afresh
        apps.who_is(CARD, "wrong", address="10.0.0.9", at=later)
    apps.who_is(CARD, made.password, address="10.0.0.9", at=later)


def test_a_right_password_writes_at_most_once_an_hour(library: Library, apps: AppPasswords) -> None:
    me = visitor(library, library.reader)
    made = apps.make(me, "a")
    seen = []
    for minutes in (0, 1, 59, 61):
        apps.who_is(CARD, made.password, address="1", at=START + timedelta(minutes=minutes))
        seen.append(apps.of(me)[0].used_at)
    assert seen == [START, START, START, START + timedelta(minutes=61)]
    with library.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Delay)) == 0


def test_one_is_taken_away_and_the_others_stay(library: Library, apps: AppPasswords) -> None:
    me, other = visitor(library, library.reader), visitor(library, library.neighbour)
    first, second = apps.make(me, "phone"), apps.make(me, "computer")
    with pytest.raises(NotFound, match="app-password-not-found"):
        apps.end(other, first.id)
    apps.end(me, first.id)
    with pytest.raises(SignInRefused, match="app-sign-in-wrong"):
        apps.who_is(CARD, first.password, address="1")
    assert apps.who_is(CARD, second.password, address="2").person_id == library.reader
    assert [one.label for one in apps.of(me)] == ["computer"]
    assert apps.of(other) == []
    with pytest.raises(NotFound, match="app-password-not-found"):
        apps.end(me, first.id)
    acts = [one.act for one in seen_of(library.database, library.reader) if "app_password" in one.fields]
    assert acts == ["end-app-password", "make-app-password", "make-app-password"]


def test_whoever_signs_out_everywhere_signs_out_the_apps(library: Library, apps: AppPasswords) -> None:
    def made() -> str:
        return apps.make(visitor(library, library.reader), "a").password

    def ended(password: str) -> bool:
        try:
            apps.who_is(CARD, password, address="1", at=START + timedelta(days=next(days) * 2))
        except SignInRefused as error:
            return error.code == "app-sign-in-wrong"
        return False

    days = iter(range(100))
    everywhere, chosen, reset = made(), "", ""
    assert not ended(everywhere)
    sign_out_everywhere(library.database, library.keys, library.reader, library.reader)
    assert ended(everywhere)
    chosen = made()
    choose_pin(library.database, library.keys, library.hasher, visitor(library, library.reader), "724916")
    assert ended(chosen)
    reset = made()
    reset_pin(
        library.database, library.keys, library.hasher, library.librarian, library.reader, note="回拨核对过"
    )
    assert ended(reset)


def test_names_and_numbers_have_limits(library: Library, apps: AppPasswords) -> None:
    me = visitor(library, library.reader)
    for label in ("", "   ", "x" * 61, "a\x00b", "a\u202eb"):
        with pytest.raises(BadRecord, match="app-label-bad"):
            apps.make(me, label)
    for number in range(MOST):
        apps.make(me, f"app {number}")
    with pytest.raises(NotNow, match="app-password-too-many"):
        apps.make(me, "one more")
    apps.end(me, apps.of(me)[0].id)
    apps.make(me, "one more")


def test_an_old_session_makes_none(library: Library, apps: AppPasswords) -> None:
    me = visitor(library, library.reader)
    with pytest.raises(SignInRefused, match="sign-in-again"):
        apps.make(me, "a", at=me.made_at + timedelta(minutes=31))


def test_it_is_in_the_export_and_goes_with_the_person(library: Library, apps: AppPasswords) -> None:
    made = apps.make(visitor(library, library.reader), "Thorium")
    data = export_person(library.database, library.keys, library.reader, library.reader).data
    assert [one["label"] for one in data["sign_in"]["app_passwords"]] == ["Thorium"]
    assert made.password not in str(data)
    erase_person(library.database, library.keys, library.reader, library.reader)
    with pytest.raises(SignInRefused, match="app-sign-in-wrong"):
        apps.who_is(CARD, made.password, address="1")


def test_what_ended_long_ago_is_forgotten(library: Library, apps: AppPasswords) -> None:
    me = visitor(library, library.reader)
    apps.end(me, apps.make(me, "a").id)
    apps.make(me, "b")
    with library.database.transaction() as session:
        forget_old_sessions(session, datetime.now(UTC) + timedelta(days=29))
        assert session.scalar(select(func.count()).select_from(AppPassword)) == 2
        forget_old_sessions(session, datetime.now(UTC) + timedelta(days=31))
        assert session.scalar(select(func.count()).select_from(AppPassword)) == 1
