"""What a speech engine is.

An engine is safe to share and cheap to make: it says what it can do and lists its voices. It hands out sessions, which do the
speaking, hold what is expensive (a library, a model) and belong to one thread of one process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from converters.speech.script import Item

SAMPLE_RATE: Final = 22_050
"""Of all clips, in hertz. Old DAISY players take MP3 at this rate and no other of the useful ones; engines that speak at another resample."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice. ``id`` is ``<engine>:<name>``, what options and caches use; ``languages`` are BCP 47 tags in lower case, the best first."""

    id: str
    engine: str
    name: str
    title: str
    languages: tuple[str, ...]
    gender: Literal["female", "male", "unknown"] = "unknown"
    also: tuple[str, ...] = ()
    """Languages (without region) whose words it says well inside a sentence of its own, though nobody would choose it for a book in them."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What an engine can do."""

    marks: Literal["sentence", "word"]
    """How finely it reports times: at each mark of the script, or at each word too."""
    rate: bool
    """Whether ``rate`` changes its speed."""
    pitch: bool
    """Whether ``pitch`` changes its pitch."""
    offline: bool
    parallel: bool
    """Whether several processes may speak at the same time."""
    readings: bool
    """Whether it speaks Chinese from the script's readings, not from readings of its own."""
    deterministic: bool
    """Whether a new session, given the same scripts in the same order, gives the same samples."""
    quick: bool = False
    """Whether speaking again takes no longer than reading from a disk: then only encoded sound is kept."""
    slow: bool = False
    """Whether it is hardly faster than speech: then who waits for its first words hears them before their sentence is whole."""
    heavy: bool = False
    """Whether a session loads a model: then it is kept for the next chapter."""


@dataclass(frozen=True, slots=True)
class MarkTime:
    """``mark`` of the script is reached at ``sample``, counted from the clip's first."""

    mark: str
    sample: int


@dataclass(frozen=True, slots=True)
class WordTime:
    """A word, characters ``start`` to before ``end`` in the text of the ``say``-th :class:`~converters.speech.script.Say` (from 0), begins at ``sample``."""

    say: int
    start: int
    end: int
    sample: int


@dataclass(frozen=True, slots=True)
class Clip:
    """Speech: ``audio`` is one channel of 16-bit samples at :data:`SAMPLE_RATE`, shape (n,); ``marks`` and ``words`` in order.

    ``words`` is empty for engines that report none. ``unspoken`` are characters that the engine had no sound for.
    """

    audio: NDArray[np.int16]
    sample_rate: int
    marks: tuple[MarkTime, ...] = ()
    words: tuple[WordTime, ...] = ()
    unspoken: str = ""

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.audio) / self.sample_rate


class EngineUnavailable(Exception):
    """An engine cannot speak just now (no network, a service that refuses): the caller speaks with another voice and reports it.

    ``reason`` is a few plain words for the report.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SpeechSession(Protocol):
    """Speaks. Not safe to share between threads or processes."""

    sample_rate: int
    """:data:`SAMPLE_RATE`."""

    def synthesise(self, script: Iterable[Item], voice: Voice) -> Clip:
        """``script`` spoken by ``voice``; marks and pauses in it are honoured, languages are the caller's business.

        Silence around words is the engine's shortest: pauses are made by the caller. Words it cannot speak are left out, never an error.
        """
        ...

    def close(self) -> None:
        """Give back what it holds. Speaking afterwards is an error."""
        ...


class SpeechEngine(Protocol):
    """One kind of voices. Safe to share."""

    name: ClassVar[str]
    capabilities: ClassVar[Capabilities]

    def version(self) -> str:
        """Changes whenever the same script may sound different: part of the key under which clips are kept."""
        ...

    def voices(self) -> tuple[Voice, ...]:
        """All its voices, in a stable order. Raises :class:`~converters.errors.MissingPart` where it is not installed."""
        ...

    def session(self, *, rate: float = 1.0, pitch: float = 1.0, threads: int = 1) -> SpeechSession:
        """A session at ``rate`` times the usual speed (0.5 to 3) and ``pitch`` times the usual pitch (0.5 to 2), where the engine can; an engine with a large model may speak one sentence on so many ``threads``. What is spoken does not depend on them."""
        ...
