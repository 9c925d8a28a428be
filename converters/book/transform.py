"""Rebuild a tree of frozen nodes with one change everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")


def transform(node: T, change: Callable[[Any], Any]) -> T:
    """``node`` with ``change`` applied to it and to every dataclass below it, children first.

    ``change`` gets a node whose children are already changed and returns the node to put in its place.
    Untouched parts are shared, not copied.
    """
    return cast("T", _walk(node, change))


def _walk(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, tuple):
        rebuilt = tuple(_walk(item, change) for item in value)
        return value if all(a is b for a, b in zip(rebuilt, value, strict=True)) else rebuilt
    names = _field_names(cast("Any", type(value)))
    if names is None:
        return value
    changed: dict[str, Any] = {}
    for name in names:
        old = getattr(value, name)
        if old and not isinstance(old, str):
            new = _walk(old, change)
            if new is not old:
                changed[name] = new
    return change(replace(value, **changed) if changed else value)


@cache
def _field_names(kind: Any) -> tuple[str, ...] | None:
    """Fields of a dataclass, looked up once a class; None for anything else."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None
