"""``pyttsx3``: the voices that the computer itself has (SAPI5 on Windows, NSSpeechSynthesizer on macOS, Debian's espeak-ng on Linux).

Never chosen on its own: only for those who know a voice of their computer and ask for it by name. Each text is spoken by a fresh child process
(``pyttsx3_child.py`` tells why), one at a time on the computer.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version
from pathlib import Path
from typing import Any, ClassVar, Final, Literal

import numpy as np
from numpy.typing import NDArray

from converters.errors import MissingPart
from converters.speech.engine import (
    SAMPLE_RATE,
    Capabilities,
    Clip,
    EngineUnavailable,
    MarkTime,
    SpeechSession,
    Voice,
)
from converters.speech.engines.machine_lock import one_at_a_time
from converters.speech.engines.outside import decode, trim
from converters.speech.script import Item, Mark, Pause, Say

_CHILD: Final = Path(__file__).with_name("pyttsx3_child.py")
_WORDS_A_MINUTE: Final = 200  # usual for all its drivers
_START_SECONDS: Final = 30.0
_SECONDS_A_CHARACTER: Final = 0.1
_QUEUE_SECONDS: Final = 600.0
_TRIES: Final = 2
_TAG: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")
_GENDERS: Final[dict[str, Literal["male", "female"]]] = {"male": "male", "female": "female"}
_BROKEN: Final = frozenset({"sit/cmn", "sit/cmn-latn-pinyin"})
"""Debian's espeak-ng 1.51 reads Mandarin as English (upstream issue 1370); the pinyin voice is of no use without our readings."""


class Pyttsx3Engine:
    """The computer's own voices."""

    name: ClassVar[str] = "pyttsx3"
    capabilities: ClassVar[Capabilities] = Capabilities(
        marks="sentence",
        rate=True,
        pitch=False,
        offline=True,
        parallel=False,
        readings=False,
        deterministic=False,
    )

    def version(self) -> str:
        """Of the package and of the kind of computer; of the voices themselves nobody can tell."""
        try:
            return f"{package_version('pyttsx3')}+{sys.platform}"
        except PackageNotFoundError as error:
            raise MissingPart("pyttsx3-missing", reason=str(error)) from error

    def voices(self) -> tuple[Voice, ...]:
        """What the computer says it has. Raises MissingPart ``pyttsx3-missing`` where pyttsx3 or its driver does not work."""
        return tuple(voice for voice, _ in _voices().values())

    def session(self, *, rate: float = 1.0, pitch: float = 1.0, threads: int = 1) -> SpeechSession:
        """A session; the drivers have no pitch."""
        del pitch
        return Pyttsx3Session(rate)


class Pyttsx3Session:
    """Speaks, one child process a text. Raises :class:`~converters.speech.engine.EngineUnavailable` when the second try fails too."""

    sample_rate = SAMPLE_RATE

    def __init__(
        self, rate: float = 1.0, command: tuple[str, ...] = (sys.executable, "-P", str(_CHILD))
    ) -> None:
        self._words_a_minute = round(_WORDS_A_MINUTE * rate)
        self._command = command

    def synthesise(self, script: Iterable[Item], voice: Voice) -> Clip:
        """See :class:`~converters.speech.engine.SpeechSession`."""
        pieces: list[NDArray[np.int16]] = []
        marks: list[MarkTime] = []
        unspoken: list[str] = []
        length = 0
        for item in script:
            match item:
                case Mark(id=name):
                    marks.append(MarkTime(name, length))
                    continue
                case Say(text=text):
                    piece = self._say(_clean(text), voice)
                    if not len(piece):
                        unspoken += [character for character in text if character.isalnum()]
                case Pause(seconds=seconds):
                    piece = np.zeros(round(seconds * SAMPLE_RATE), np.int16)
                case _:
                    continue
            pieces.append(piece)
            length += len(piece)
        audio = np.concatenate([np.zeros(0, np.int16), *pieces])
        return Clip(audio, SAMPLE_RATE, tuple(marks), (), "".join(unspoken))

    def close(self) -> None:
        """Nothing is held between texts."""

    def _say(self, text: str, voice: Voice) -> NDArray[np.int16]:
        silence = np.zeros(0, np.int16)
        if not text:
            return silence
        words = any(character.isalnum() for character in text)
        problem = "it wrote an empty file"
        for _ in range(_TRIES):
            try:
                audio = trim(self._spoken_once(text, voice))
            except ValueError as error:
                problem = str(error)
                continue
            if len(audio) or not words:
                return audio
            problem = ""  # whole and silent, twice: it has no sound for this
        if not words or not problem:
            return silence
        raise EngineUnavailable(f"the computer's voice {voice.title} failed: {problem}")

    def _spoken_once(self, text: str, voice: Voice) -> NDArray[np.int16]:
        """Raises ValueError with the reason."""
        form: Literal["aiff", "wav"] = "aiff" if sys.platform == "darwin" else "wav"
        seconds = _START_SECONDS + _SECONDS_A_CHARACTER * len(text)
        with tempfile.TemporaryDirectory(prefix="accessible-reader-voice-") as folder:
            file = Path(folder) / f"text.{form}"
            request = {
                "do": "speak",
                "text": text,
                "file": str(file),
                "voice": _driver_id(voice),
                "rate": self._words_a_minute,
                "seconds": seconds,
            }
            with one_at_a_time(Pyttsx3Engine.name, _QUEUE_SECONDS):
                _ask(request, self._command, seconds + _START_SECONDS)
            try:
                return decode(file.read_bytes(), form)
            except FileNotFoundError:
                raise ValueError("it wrote no file") from None


def _ask(request: dict[str, Any], command: tuple[str, ...], seconds: float) -> dict[str, Any]:
    """The child's answer. Raises ValueError with the reason when it has none, or reports an error."""
    try:
        done = subprocess.run(
            command,
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            start_new_session=True,  # Ctrl-C is the parent's business
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise ValueError(f"no answer within {seconds:.0f} seconds") from None
    except OSError as error:
        raise ValueError(str(error)) from error
    except ValueError:
        raise ValueError(f"it stopped with status {done.returncode}") from None
    if "error" in answer:
        raise ValueError(answer["error"])
    return answer


@cache
def _voices() -> dict[str, tuple[Voice, str]]:
    """Name: (voice, the driver's own id)."""
    try:
        answer = _ask({"do": "voices"}, (sys.executable, "-P", str(_CHILD)), 2 * _START_SECONDS)
    except ValueError as error:
        raise MissingPart("pyttsx3-missing", reason=str(error)) from error
    found: dict[str, tuple[Voice, str]] = {}
    for row in answer["voices"]:
        if row["id"] in _BROKEN:
            continue
        # On Windows the id is a path in the registry; its last part names the voice.
        name = row["id"].rpartition("\\")[2]
        if name not in found:
            found[name] = (
                Voice(
                    f"{Pyttsx3Engine.name}:{name}",
                    Pyttsx3Engine.name,
                    name,
                    row["name"],
                    language_tags(row["languages"]),
                    _GENDERS.get(row["gender"].lower().removeprefix("voicegender"), "unknown"),
                ),
                row["id"],
            )
    return found


def language_tags(languages: Iterable[str]) -> tuple[str, ...]:
    """BCP 47 tags of a driver's names for languages ("en_US", "en-us"); ``und`` where it gives none that can be understood."""
    tags = [language.strip().lower().replace("_", "-") for language in languages]
    return tuple(dict.fromkeys(tag for tag in tags if _TAG.fullmatch(tag))) or ("und",)


def _driver_id(voice: Voice) -> str:
    known = _voices().get(voice.name)
    if known is None:
        raise EngineUnavailable(f"this computer has no voice {voice.name}")
    return known[1]


def _clean(text: str) -> str:
    """Without what drivers stumble on: NUL and lone surrogates."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").strip()
