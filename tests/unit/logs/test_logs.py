"""Log lines tell what the program did, and nothing about anybody."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from accessible_reader.conversions.children import ChildBug
from accessible_reader.errors import SignInRefused
from accessible_reader.logs import OpenWord, about, configure_logging, context
from accessible_reader.logs.setup import OURS
from accessible_reader.settings import Settings

MARKER = "Qin-Shouren-0815"
ID = "0123456789abcdef" * 2
log = logging.getLogger("accessible_reader.tests")
theirs = logging.getLogger("somebody_elses")


class Colour(StrEnum):
    RED = "red"


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    names = [*OURS, "dbos", "sqlalchemy", "uvicorn.access", ""]
    loggers = [logging.getLogger(name) for name in names]
    before = [(one.level, list(one.handlers), one.propagate, one.disabled) for one in loggers]
    for module, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    monkeypatch.setattr(context, "_process", {})
    yield
    for one, (level, handlers, propagate, disabled) in zip(loggers, before, strict=True):
        one.setLevel(level)
        one.handlers[:] = handlers
        one.propagate, one.disabled = propagate, disabled


@contextmanager
def lines(log_format: str = "json", log_level: str = "debug", **ids: str) -> Iterator[list[Any]]:
    stream = io.StringIO()
    chosen = Settings(data=Path(), log_format=log_format, log_level=log_level)  # type: ignore[arg-type]
    configure_logging(chosen, stream=stream, **ids)
    found: list[Any] = []
    yield found
    text = stream.getvalue()
    assert MARKER not in text
    found += [json.loads(line) for line in text.splitlines()] if log_format == "json" else text.splitlines()


def test_literals_numbers_ids_and_open_words_are_read_and_nothing_else() -> None:
    with lines(worker="w1.77") as found:
        log.info("took over %d jobs of %s in %.1f s", 3, OpenWord("w2.abcd"), 0.25)
        log.info("%s %s %s %s", ID, f"{ID * 2}.1.7", Colour.RED, KeyError)
        log.info("for %s %r", MARKER, [MARKER])
        log.info("%(who)s", {"who": MARKER})
        log.info("with %d", MARKER)
        log.info(f"hello {MARKER}")  # noqa: G004 (that is the point)
        log.info("more", extra={"name_of_reader": MARKER, "status": 200, "route": OpenWord("/titles/{id}")})
        log.info("a word %s", OpenWord(f"two words of {MARKER}"))
        log.info({"message": MARKER})
        log.info("%s, %s", SignInRefused("sign-in-wrong", card=MARKER), OSError(MARKER))
    messages = [line["message"] for line in found]
    assert messages == [
        "took over 3 jobs of w2.abcd in 0.2 s",
        f"{ID} {ID * 2}.1.7 RED KeyError",
        "for [text] '[list]'",
        "[text]",
        "with %d [text]",
        "[text]",
        "more",
        "a word [text]",
        "[text]",
        "SignInRefused sign-in-wrong, OSError",
    ]
    assert {line["worker"] for line in found} == {"w1.77"}
    assert {line["level"] for line in found} == {"INFO"}
    assert (found[6]["status"], found[6]["route"]) == (200, "/titles/{id}")
    assert found[6]["name_of_reader"] == "[text]"
    assert all(line["at"].startswith("tests/unit/logs/test_logs.py:") for line in found)
    assert found[0]["time"].endswith("Z")


def test_ids_of_the_work_at_hand_stand_on_every_line() -> None:
    with lines() as found:
        with about(request=ID, job=f"{ID * 2}.3"):
            log.info("inside")
            with about(job=MARKER):
                log.info("further inside")
        log.info("outside")
    assert (found[0]["request"], found[0]["job"]) == (ID, f"{ID * 2}.3")
    assert (found[1]["request"], found[1]["job"]) == (ID, "[text]")
    assert "request" not in found[2]


def test_errors_are_places_and_codes() -> None:
    child = f'Traceback:\n  File "/home/{MARKER}/converters/run.py", line 7, in parse\n    {MARKER}\nValueError: {MARKER}'
    with lines() as found:
        try:
            try:
                raise ValueError(MARKER)  # noqa: TRY301 (a chain of errors is made)
            except ValueError:
                raise SignInRefused("sign-in-wrong", card=MARKER) from FileNotFoundError(2, MARKER, MARKER)
        except SignInRefused:
            log.exception("refused")
        try:
            raise ChildBug(child)  # noqa: TRY301 (so that it has a place)
        except ChildBug as error:
            log.error("a bug", exc_info=error)  # noqa: TRY400 (as code does that has the error in a variable)
    first, second = found[0]["errors"]
    assert (first["type"], first["code"]) == ("accessible_reader.errors.SignInRefused", "sign-in-wrong")
    assert first["at"][0].endswith("test_errors_are_places_and_codes")
    assert (second["type"], second["errno"]) == ("FileNotFoundError", 2)
    inner = found[1]["errors"][1]
    assert inner == {"type": "ValueError", "at": ["converters/run.py:7 parse"]}


def test_what_nobody_caught_is_told_without_its_words() -> None:
    with lines() as found:
        thread = threading.Thread(target=lambda: int(MARKER))
        thread.start()
        thread.join()
        warnings.showwarning(UserWarning(MARKER), UserWarning, __file__, 3)
    assert found[0]["errors"][0]["type"] == "ValueError"
    assert found[1]["category"] == "UserWarning"


def test_levels_and_other_peoples_loggers() -> None:
    with lines(log_level="info") as found:
        log.debug("no")
        theirs.info("no")
        theirs.warning("of %s", MARKER)
        theirs.error("SELECT %s", MARKER)
        logging.getLogger("dbos").error(f"failed: {MARKER}")  # noqa: G004
        logging.getLogger("uvicorn.access").warning("no")
    assert [line["message"] for line in found] == ["of [text]", "SELECT [text]", "[text]"]
    with lines(log_level="debug") as found:
        log.debug("yes")
        theirs.debug("no")
        theirs.info("yes")
    assert [line["message"] for line in found] == ["yes", "yes"]


def test_the_job_engine_does_not_write_past_us() -> None:
    with lines() as found:
        from dbos._logger import init_logger

        init_logger()
        assert [type(one).__name__ for one in logging.getLogger("dbos").handlers] == ["CarefulHandler"]
    assert found == []


def test_plain_lines_are_for_people() -> None:
    with lines("plain", worker="w1") as found:
        log.warning("waiting for %s", OSError)
        try:
            int(MARKER)
        except ValueError:
            log.exception("oh")
    assert "WARNING accessible_reader.tests: waiting for OSError (at=tests/unit/" in found[0]
    assert found[0].endswith("worker=w1)")
    assert found[2].startswith("  ValueError: tests/unit/logs/test_logs.py:")


def test_a_mistake_in_a_message_costs_the_line_and_tells_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_record: object) -> None:
        raise RuntimeError(MARKER)

    stream = io.StringIO()
    configure_logging(Settings(data=Path(), log_format="json"), stream=stream)
    monkeypatch.setattr("accessible_reader.logs.setup.careful", broken)
    log.warning("x %s", MARKER)
    assert stream.getvalue().startswith("a log line was lost: RuntimeError")
    assert MARKER not in stream.getvalue()
