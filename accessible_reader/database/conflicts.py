"""Transactions that fail through no fault of their own: the database is away, or ended one of two that each waited for the other."""

from __future__ import annotations

import functools
import random
import time
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

AWAY: Final = (OperationalError, InternalError, PoolTimeout)
"""What is raised when the database cannot be reached, is held by somebody, or has hung up: trying again later may help. (That it hung up in the middle of a transaction is an
``InternalError`` to the driver.)"""

_TRIES: Final = 8
_FIRST_PAUSE: Final = 0.02
_CONFLICTS: Final = frozenset({"40001", "40P01"})
"""PostgreSQL's serialization_failure and deadlock_detected: of the transaction nothing was done."""

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")


def is_conflict(error: BaseException) -> bool:
    """Whether the database rolled the transaction back for another's sake, so that trying again may succeed. On SQLite, writers wait instead."""
    return isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", None) in _CONFLICTS


def retried(function: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """For a function whose only effect is one transaction of its own: when that loses a conflict, the function is called again, a few times, after a moment of chance.

    Given a session instead of a database, it works in its caller's transaction, which is the caller's to do again. A connection that is lost is something else: then nobody knows whether the transaction was committed, and the error is raised.
    """

    @functools.wraps(function)
    def call(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        if args and isinstance(args[0], Session):
            return function(*args, **kwargs)
        pause = _FIRST_PAUSE
        tries = 1 if any(isinstance(one, Session) for one in args) else _TRIES
        for _ in range(tries - 1):
            try:
                return function(*args, **kwargs)
            except DBAPIError as error:
                if not is_conflict(error):
                    raise
            time.sleep(pause * (0.5 + random.random()))  # noqa: S311 (not a secret)
            pause *= 2
        return function(*args, **kwargs)

    return call
