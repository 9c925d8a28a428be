"""The name of a clip: a hash of everything that decides how it sounds."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Final, TypeAlias

SCHEMA: Final = 1
"""To be raised when the same facts come to mean another sound; all older clips are then never asked for again and age away."""

Fact: TypeAlias = "str | int | float | bool | list[Fact] | None"
_KEY: Final = re.compile(r"[0-9a-f]{64}")


def clip_key(**facts: Fact) -> str:
    """64 lower-case hexadecimal digits: BLAKE2b-256 of the facts in canonical JSON (RFC 8785 in spirit: sorted names, no blanks, ASCII).

    Facts may be given in any order; ``1`` and ``1.0`` are the same fact, ``1``, ``"1"`` and ``True`` are three. Lists may be nested, and tuples count
    as lists. Raises :class:`TypeError` for any other type and :class:`ValueError` for NaN and infinities, which equal nothing.
    """
    plain = {name: _canonical(fact) for name, fact in facts.items()}
    text = json.dumps([SCHEMA, plain], sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.blake2b(text.encode("ascii"), digest_size=32).hexdigest()


def entry_name(key: str) -> str:
    """Where the clip lies in its store: ``clips/a/b/ab...``. 256 folders: a million clips are 4,000 in each, and a new cache is not all mkdir.

    Raises :class:`ValueError` for what is no key of :func:`clip_key`: a key is never taken for a path.
    """
    if _KEY.fullmatch(key) is None:
        raise ValueError(f"not a clip key: {key[:80]!r}")
    return f"clips/{key[0]}/{key[1]}/{key}"


def is_key(name: str) -> bool:
    """Whether ``name`` could be a key; what is not is no file of ours and is left alone."""
    return _KEY.fullmatch(name) is not None


def _canonical(fact: Fact) -> Fact:
    if isinstance(fact, float):
        return int(fact) if fact.is_integer() else fact
    if fact is None or isinstance(fact, str | int):
        return fact
    if isinstance(fact, list | tuple):
        return [_canonical(part) for part in fact]
    raise TypeError(f"not a fact for a clip key: {type(fact).__name__}")
