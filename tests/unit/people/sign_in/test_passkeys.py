"""Passkeys, with one made of software."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accessible_reader.errors import BadRecord, NotFound, SignInRefused
from accessible_reader.people.sign_in.passkeys import (
    Site,
    ask_to_register,
    ask_to_sign_in,
    passkeys_of,
    register,
    remove_passkey,
    sign_in_with_passkey,
)
from accessible_reader.people.sign_in.sessions import who_is
from tests.clock import TOMORROW
from tests.unit.people.conftest import Library, visitor
from tests.unit.people.sign_in.authenticator import PRESENT, Authenticator

SITE = Site("library.example", "图书馆", ("https://library.example",))
NOW = TOMORROW


def new_passkey(library: Library, person: str = "") -> Authenticator:
    device = Authenticator("https://library.example")
    owner_here = visitor(library, person or library.reader)
    question = ask_to_register(library.database, SITE, owner_here)
    answer = device.register(question.options)
    register(
        library.database,
        library.keys,
        SITE,
        owner_here,
        question_id=question.id,
        answer=answer,
        label="我的手机",
    )
    return device


def test_registering_and_signing_in(library: Library) -> None:
    device = new_passkey(library)
    for _ in range(2):
        question = ask_to_sign_in(library.database, SITE)
        begun = sign_in_with_passkey(library.database, SITE, question.id, device.sign_in(question.options))
        assert begun.person_id == library.reader
        assert who_is(library.database, begun.token).strong
    (shown,) = passkeys_of(library.database, library.keys, library.reader)
    assert shown.label == "我的手机"
    assert shown.used_at is not None


def test_the_device_learns_nothing_of_the_person(library: Library) -> None:
    options = str(ask_to_register(library.database, SITE, visitor(library, library.reader)).options)
    assert "王小明" not in options
    assert "NB20260417" not in options


def other_origin(device: Authenticator) -> None:
    device.origin = "https://library.example.evil"


def not_verified(device: Authenticator) -> None:
    device.flags = PRESENT


def copied(device: Authenticator) -> None:
    device.count = 0


def unknown(device: Authenticator) -> None:
    device.credential_id = b"x" * 32


@pytest.mark.parametrize("spoil", [other_origin, not_verified, copied, unknown])
def test_what_is_wrong_is_not_let_in(library: Library, spoil: Callable[[Authenticator], None]) -> None:
    device = new_passkey(library)
    for _ in range(2):
        question = ask_to_sign_in(library.database, SITE)
        sign_in_with_passkey(library.database, SITE, question.id, device.sign_in(question.options))
    spoil(device)
    question = ask_to_sign_in(library.database, SITE)
    with pytest.raises(SignInRefused, match="sign-in-passkey-bad"):
        sign_in_with_passkey(library.database, SITE, question.id, device.sign_in(question.options))


@pytest.mark.parametrize("answer", [{"id": ""}, {"id": 7}, {"id": None, "response": "x"}, {"response": {}}])
def test_nonsense_is_not_let_in(library: Library, answer: dict[str, Any]) -> None:
    device = new_passkey(library)
    question = ask_to_sign_in(library.database, SITE)
    answer = {**device.sign_in(question.options), **answer}
    with pytest.raises(SignInRefused, match="sign-in-passkey-bad"):
        sign_in_with_passkey(library.database, SITE, question.id, answer)
    question = ask_to_register(library.database, SITE, visitor(library, library.carer))
    with pytest.raises(BadRecord, match="passkey-bad"):
        register(
            library.database,
            library.keys,
            SITE,
            visitor(library, library.carer),
            question_id=question.id,
            answer=answer,
            label="x",
        )


def test_another_key_does_not_pass_for_it(library: Library) -> None:
    device, other = new_passkey(library), Authenticator("https://library.example")
    other.credential_id = device.credential_id
    question = ask_to_sign_in(library.database, SITE)
    with pytest.raises(SignInRefused, match="sign-in-passkey-bad"):
        sign_in_with_passkey(library.database, SITE, question.id, other.sign_in(question.options))


def test_a_question_is_answered_once_and_in_time(library: Library) -> None:
    device = new_passkey(library)
    question = ask_to_sign_in(library.database, SITE)
    answer = device.sign_in(question.options)
    sign_in_with_passkey(library.database, SITE, question.id, answer)
    with pytest.raises(SignInRefused):
        sign_in_with_passkey(library.database, SITE, question.id, answer)
    late = ask_to_sign_in(library.database, SITE, NOW)
    with pytest.raises(SignInRefused):
        sign_in_with_passkey(
            library.database, SITE, late.id, device.sign_in(late.options), NOW + timedelta(minutes=10)
        )


def test_a_question_to_one_person_is_not_answered_by_another(library: Library) -> None:
    question = ask_to_register(library.database, SITE, visitor(library, library.reader))
    answer = Authenticator("https://library.example").register(question.options)
    with pytest.raises(BadRecord, match="passkey-bad"):
        register(
            library.database,
            library.keys,
            SITE,
            visitor(library, library.neighbour),
            question_id=question.id,
            answer=answer,
            label="x",
        )


def test_a_passkey_that_is_removed_does_not_open(library: Library) -> None:
    device = new_passkey(library)
    (shown,) = passkeys_of(library.database, library.keys, library.reader)
    with pytest.raises(NotFound):
        remove_passkey(
            library.database, library.keys, visitor(library, library.neighbour), shown.credential_id
        )
    remove_passkey(library.database, library.keys, visitor(library, library.reader), shown.credential_id)
    question = ask_to_sign_in(library.database, SITE)
    with pytest.raises(SignInRefused):
        sign_in_with_passkey(library.database, SITE, question.id, device.sign_in(question.options))
