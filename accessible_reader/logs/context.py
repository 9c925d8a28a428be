"""What the present work is about: ids that stand on every line that is logged meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from typing import Final

_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})
_ids: ContextVar[Mapping[str, object]] = ContextVar("log_ids", default=_NOTHING)
_process: dict[str, object] = {}


@contextmanager
def about(**ids: object) -> Iterator[None]:
    """Lines logged in the block carry ``ids``, e.g. ``request=...``, ``job=...``, ``conversion=...``; what stands outside stays, unless it is named again.

    Values are shown as arguments of a message are: ids and :class:`~accessible_reader.logs.careful.OpenWord`, no other text.
    """
    token = _ids.set({**_ids.get(), **ids})
    try:
        yield
    finally:
        _ids.reset(token)


def about_process(**ids: object) -> None:
    """Every line of this process carries ``ids``, in all threads, e.g. ``worker=...``."""
    _process.update(ids)


def current_ids() -> dict[str, object]:
    """What :func:`about_process` and the enclosing :func:`about` blocks said."""
    return {**_process, **_ids.get()}
