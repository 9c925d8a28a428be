"""What a process counts while it runs. Everything that can be counted from rows is in ``metrics.py``; here is what leaves no row.

The web adds counters of its own to :data:`PROCESS`. No label may hold what somebody entered, nor have many values.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from prometheus_client import CollectorRegistry, Counter

from accessible_reader.errors import SignInRefused

PROCESS: Final = CollectorRegistry(auto_describe=True)
"""The counters of this process."""

_refused: Final = Counter(
    "accessible_reader_sign_in_refused",
    "Sign-ins that were refused, by the way they were tried and the reason.",
    ["way", "code"],
    registry=PROCESS,
)

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def counts_refusals(way: str) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """A decorator: refusals of this way to sign in are counted."""

    def decorate(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        @wraps(function)
        def counted(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            try:
                return function(*args, **kwargs)
            except SignInRefused as error:
                _refused.labels(way, error.code).inc()
                raise

        return counted

    return decorate
