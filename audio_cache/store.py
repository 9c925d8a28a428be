"""What a place for clips can do. Three keep to it: a folder, an object store, and none at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

TroubleCode = Literal["audio-cache-full", "audio-cache-denied", "audio-cache-unreachable"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why clips are not kept or not found: a message code, and the system's own words for whoever looks after it."""

    code: TroubleCode
    reason: str


class StoreError(Exception):
    """The store did not do what it was asked."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.code, trouble.reason)
        self.trouble = trouble


class Stored(NamedTuple):
    """``name`` with slashes; ``size`` in bytes; ``used`` in seconds since 1970: when it was last written or marked as used."""

    name: str
    size: int
    used: float


class Store(Protocol):
    """Names are relative, with slashes. Every method raises :class:`StoreError` and nothing else when the store is in trouble."""

    @property
    def url(self) -> str:
        """What :func:`audio_cache.open_cache` makes the same store of."""

    @property
    def mark_after(self) -> float:
        """Seconds after which a used entry is marked as used again: marks cost something."""

    @property
    def pause(self) -> float:
        """Seconds to leave the store alone after trouble; 0 where asking again costs nothing."""

    def read(self, name: str) -> tuple[bytes, float] | None:
        """Content and time of last use; None: not there."""

    def write(self, name: str, content: bytes) -> None:
        """All or nothing; the last of several writers wins."""

    def mark(self, name: str, content: bytes) -> None:
        """Used now."""

    def contains(self, name: str) -> bool:
        """Whether there is an entry; its content is not looked at."""

    def delete(self, name: str) -> bool:
        """Whether there was something to delete, as far as the store tells."""

    def list(self, folder: str) -> Iterator[Stored]:
        """Everything below ``folder``, in no order. What others delete meanwhile may be missing."""

    def locked(self) -> AbstractContextManager[bool]:
        """The lock of whoever tidies: True: it is ours until the end of the ``with``; False: somebody else tidies."""

    def free_bytes(self) -> int | None:
        """Room that is left; None: endless or unknown."""

    def sweep(self) -> None:
        """Remove what killed writers left behind."""
