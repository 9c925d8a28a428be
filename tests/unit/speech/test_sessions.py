"""Sessions with a model outlive their chapter; others, those at other settings and a parent's do not."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any

import pytest

from converters.speech import sessions
from converters.speech.engines.tone import ToneEngine
from converters.speech.sessions import SessionKeeper


class _Session:
    def __init__(self) -> None:
        self.closed = False

    def close(self) -> None:
        self.closed = True


class _Engine:
    def __init__(self, *, heavy: bool) -> None:
        self.capabilities = replace(ToneEngine.capabilities, heavy=heavy)

    def session(self, **_settings: float) -> Any:
        return _Session()


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> SessionKeeper:
    engines = {"model": _Engine(heavy=True), "light": _Engine(heavy=False)}
    monkeypatch.setattr(sessions, "get_engine", engines.__getitem__)
    return SessionKeeper()


def _lend(keeper: SessionKeeper, engine: str = "model", rate: float = 1.0) -> Any:
    return keeper.borrow(engine, rate, 1.0)


def _back(keeper: SessionKeeper, session: Any, engine: str = "model", rate: float = 1.0) -> None:
    keeper.give_back(engine, rate, 1.0, session)


def test_a_model_is_opened_once(keeper: SessionKeeper) -> None:
    first = _lend(keeper)
    _back(keeper, first)
    assert _lend(keeper) is first
    assert not first.closed


def test_one_that_is_lent_is_nobody_elses(keeper: SessionKeeper) -> None:
    first, second = _lend(keeper), _lend(keeper)
    assert first is not second
    _back(keeper, first)
    _back(keeper, second)
    assert (first.closed, second.closed) == (True, False)
    assert _lend(keeper) is second


def test_other_settings_need_another(keeper: SessionKeeper) -> None:
    slow = _lend(keeper, rate=0.5)
    _back(keeper, slow, rate=0.5)
    usual = _lend(keeper)
    assert usual is not slow
    _back(keeper, usual)
    assert slow.closed


def test_a_model_for_somebody_who_waits_is_another(keeper: SessionKeeper) -> None:
    alone = _lend(keeper)
    _back(keeper, alone)
    hurried = keeper.borrow("model", 1.0, 1.0, 2)
    assert hurried is not alone
    keeper.give_back("model", 1.0, 1.0, hurried, 2)
    assert alone.closed
    assert keeper.borrow("model", 1.0, 1.0, 2) is hurried


def test_what_is_quickly_made_is_closed(keeper: SessionKeeper) -> None:
    light = _lend(keeper, "light")
    _back(keeper, light, "light")
    assert light.closed


def test_a_copied_process_begins_anew(keeper: SessionKeeper, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _lend(keeper)
    _back(keeper, first)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert _lend(keeper) is not first
    assert not first.closed
