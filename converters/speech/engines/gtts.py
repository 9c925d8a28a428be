"""``gtts``: the voices of Google Translate, over the network. The text of the book is sent to Google.

Only for those who switch it on: off unless the environment has ``ACCESSIBLE_READER_ONLINE_SPEECH=1``; never chosen on its own. The package gTTS cuts the text and wraps it as the service
expects; we send it ourselves, because gTTS does not check the service's certificate, has no retry and follows any redirect.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Final

import numpy as np
from numpy.typing import NDArray

from converters.errors import MissingPart
from converters.speech.engine import SAMPLE_RATE, Capabilities, Clip, MarkTime, SpeechSession, Voice
from converters.speech.engines.gtts_service import Patience, Service
from converters.speech.engines.outside import change_speed, trim
from converters.speech.script import Item, Mark, Pause, Say

if TYPE_CHECKING:
    from converters.speech.engines.gtts_service import Sound

SWITCH: Final = "ACCESSIBLE_READER_ONLINE_SPEECH"
"""The environment variable that, set to 1, lets texts be sent to the service."""

_TAGS: Final = {
    # The service's name for a language: BCP 47 tags.
    "iw": ("he", "iw"),
    "jw": ("jv", "jw"),
    "tl": ("fil", "tl"),
    "no": ("nb", "no"),
    "zh-CN": ("zh", "zh-cn", "zh-hans", "cmn"),
    "zh-TW": ("zh-tw", "zh-hant"),
    "pt": ("pt", "pt-br"),
}
_SAME_AS_ANOTHER: Final = frozenset({"zh"})


def is_allowed() -> bool:
    """Whether somebody switched online speech on."""
    return os.environ.get(SWITCH, "").strip() == "1"


class GttsEngine:
    """Google's online voices, one a language."""

    name: ClassVar[str] = "gtts"
    capabilities: ClassVar[Capabilities] = Capabilities(
        marks="sentence",
        rate=True,
        pitch=False,
        offline=False,
        parallel=True,
        readings=False,
        deterministic=False,
    )
    patience: ClassVar[Patience] = Patience()

    def version(self) -> str:
        """Of what we do here; what the service does is its own affair."""
        return "1"

    def voices(self) -> tuple[Voice, ...]:
        """One voice a language. Raises MissingPart ``online-speech-off`` unless it is switched on."""
        _check_allowed()
        return _voices()

    def session(self, *, rate: float = 1.0, pitch: float = 1.0, threads: int = 1) -> SpeechSession:
        """A session. Raises MissingPart ``online-speech-off`` unless it is switched on."""
        del pitch
        _check_allowed()
        return GttsSession(Service(self.patience), rate)


class GttsSession:
    """Speaks; raises :class:`~converters.speech.engine.EngineUnavailable` when the service does not answer or refuses."""

    sample_rate = SAMPLE_RATE

    def __init__(self, service: Service, rate: float = 1.0) -> None:
        self._service = service
        self._rate = rate

    def synthesise(self, script: Iterable[Item], voice: Voice) -> Clip:
        """See :class:`~converters.speech.engine.SpeechSession`."""
        pieces: list[NDArray[np.int16]] = []
        marks: list[MarkTime] = []
        length = 0
        for item in script:
            match item:
                case Mark(id=name):
                    marks.append(MarkTime(name, length))
                    continue
                case Say(text=text):
                    piece = self._say(text, voice)
                case Pause(seconds=seconds):
                    piece = np.zeros(round(seconds * SAMPLE_RATE), np.int16)
                case _:
                    continue
            pieces.append(piece)
            length += len(piece)
        return Clip(np.concatenate([np.zeros(0, np.int16), *pieces]), SAMPLE_RATE, tuple(marks))

    def close(self) -> None:
        """End the connection."""
        self._service.close()

    def _say(self, text: str, voice: Voice) -> Sound:
        if not any(character.isalnum() for character in text):
            return np.zeros(0, np.int16)
        return change_speed(trim(self._service.speak(text, voice.name)), self._rate)


def _check_allowed() -> None:
    if not is_allowed():
        raise MissingPart("online-speech-off", setting=f"{SWITCH}=1")


@cache
def _voices() -> tuple[Voice, ...]:
    try:
        from gtts.lang import tts_langs
    except ImportError as error:
        raise MissingPart("gtts-missing", reason=str(error)) from error
    return tuple(
        Voice(
            f"{GttsEngine.name}:{code}",
            GttsEngine.name,
            code,
            f"{title} (online: the text is sent to Google)",
            _TAGS.get(code, (code.lower(),)),
        )
        for code, title in sorted(tts_langs().items())
        if code not in _SAME_AS_ANOTHER
    )
