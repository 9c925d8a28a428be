"""``espeak``: espeak-ng 1.52 from the ``espeakng-loader`` package, called in this process through its C API (``speak_lib.h``).

Debian's 1.51 is not used: it reads Mandarin as English (upstream issue 1370). Mandarin goes through the voice ``cmn-latn-pinyin``, which
takes numbered pinyin, so that our readings are what is said. The library keeps global state: one engine a process, behind a lock.
"""

from __future__ import annotations

import _ctypes
import ctypes
import re
import threading
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version as package_version
from typing import Any, ClassVar, Final, Literal

import numpy as np

from converters.errors import MissingPart
from converters.speech.engine import Capabilities, Clip, MarkTime, SpeechSession, Voice
from converters.speech.normalise import HAN
from converters.speech.script import Item, Mark, Pause, Say

PINYIN_VOICE: Final = "cmn-latn-pinyin"
WORDS_A_MINUTE: Final = 175
"""espeak's usual speed."""

_HAN: Final = re.compile(f"[{HAN}]")
_SYNCHRONOUS: Final = 2
"""AUDIO_OUTPUT_SYNCHRONOUS: samples come to a callback, on our thread. AUDIO_OUTPUT_RETRIEVAL speaks on a thread of its own, for which we
would wait some 10 ms a sentence: a third of the time."""
_DONT_EXIT: Final = 0x8000  # espeakINITIALIZE_DONT_EXIT
_BUFFER_MILLISECONDS: Final = 1_000  # few callbacks: each one costs a crossing into Python
_CHARS_UTF8: Final = 1
_POSITION_CHARACTER: Final = 1
_RATE_PARAMETER: Final = 1
_SLOWEST: Final = 80
_FASTEST: Final = 450  # espeakRATE_MAXIMUM
_GENDERS: Final[dict[int, Literal["male", "female"]]] = {1: "male", 2: "female"}
_RESPELT: Final = {"r": "er", "n": "en", "ng": "eng", "m": "mu", "hm": "heng", "hng": "heng", "o": "ou"}
"""Syllables that the pinyin voice would spell out in English."""
_PUNCTUATION: Final = str.maketrans(
    {
        "，": ", ",
        "、": ", ",
        "。": ". ",
        "！": "! ",
        "？": "? ",
        "；": "; ",
        "：": ": ",
        "…": ", ",
        "—": ", ",
        "（": ", ",
        "）": ", ",
    }
)


class _VoiceStruct(ctypes.Structure):
    """``espeak_VOICE``."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_void_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)


class EspeakLibrary:
    """The library, loaded once a process: use :func:`library`."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._chunks: list[bytes] = []
        self._callback = _Callback(self._receive)  # kept: the library only holds the pointer
        self._lib: Any = None
        self.sample_rate = 0
        self._state: tuple[str, int] = ("", 0)
        self.restart()

    def restart(self) -> None:
        """Load the library afresh, 5 ms.

        Its sound depends on counters that nothing else resets: after this the same texts, spoken in the same order, give the same samples.
        """
        with self.lock:
            if self._lib is not None:
                handle = self._lib._handle  # noqa: SLF001 (ctypes has no public way to unload)
                self._lib.espeak_Terminate()
                self._lib = None
                _ctypes.dlclose(handle)
            self._lib = self._load()
            self._lib.espeak_SetSynthCallback(self._callback)
            self._state = ("", 0)

    def _load(self) -> Any:
        try:
            import espeakng_loader

            lib = ctypes.CDLL(espeakng_loader.get_library_path())
            data = str(espeakng_loader.get_data_path()).encode()
        except (ImportError, OSError) as error:
            raise MissingPart("espeak-missing", reason=str(error)) from error
        lib.espeak_Synth.argtypes = (
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_uint,
            ctypes.c_void_p,
            ctypes.c_void_p,
        )
        lib.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceStruct))
        lib.espeak_Info.restype = ctypes.c_char_p
        lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
        lib.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int)
        self.sample_rate = lib.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MILLISECONDS, data, _DONT_EXIT)
        if self.sample_rate <= 0:
            raise MissingPart("espeak-missing", reason="espeak_Initialize")
        return lib

    def _receive(self, samples: int | None, count: int, _events: int | None) -> int:
        if samples and count > 0:
            self._chunks.append(ctypes.string_at(samples, 2 * count))
        return 0

    def version(self) -> str:
        """As espeak names itself, with the package's version."""
        own = str(self._lib.espeak_Info(None).split(b" ")[0], "ascii", "replace")
        return f"{own}+{package_version('espeakng-loader')}"

    def speak(self, text: str, voice: str, words_a_minute: int) -> bytes:
        """``text`` as 16-bit samples. Never markup, never phoneme codes: neither mode is switched on."""
        if not text.strip():
            return b""
        raw = text.replace("\0", " ").encode("utf-8", "replace")
        with self.lock:
            self._use(voice, words_a_minute)
            self._chunks.clear()
            self._lib.espeak_Synth(raw, len(raw) + 1, 0, _POSITION_CHARACTER, 0, _CHARS_UTF8, None, None)
            return b"".join(self._chunks)

    def phonemes(self, text: str, voice: str) -> str:
        """What espeak would pronounce, in its own notation: for tests and for finding mistakes."""
        with self.lock:
            self._use(voice, WORDS_A_MINUTE)
            pointer = ctypes.c_char_p(text.encode("utf-8", "replace"))
            found: list[str] = []
            while pointer.value:
                found.append(
                    self._lib.espeak_TextToPhonemes(ctypes.byref(pointer), 1, 0).decode("utf-8", "replace")
                )
            return " ".join(found)

    def _use(self, voice: str, words_a_minute: int) -> None:
        if self._state != (voice, words_a_minute):
            self._lib.espeak_SetVoiceByName(voice.encode())
            self._lib.espeak_SetParameter(_RATE_PARAMETER, words_a_minute, 0)
            self._state = (voice, words_a_minute)

    def voices(self) -> list[tuple[str, str, tuple[str, ...], int]]:
        """(name to ask for, title, languages, gender) of each voice, the library's order."""
        with self.lock:
            pointer = self._lib.espeak_ListVoices(None)
            found = []
            index = 0
            while pointer[index]:
                voice = pointer[index].contents
                languages = _languages(voice.languages)
                if languages:
                    found.append((languages[0], voice.name.decode("utf-8"), languages, int(voice.gender)))
                index += 1
            return found


def _languages(address: int | None) -> tuple[str, ...]:
    """``espeak_VOICE.languages``: pairs of a priority byte and a zero-ended name, ended by a zero priority."""
    names = []
    while address and ctypes.string_at(address, 1) != b"\0":
        name = ctypes.string_at(address + 1)
        names.append(name.decode("ascii").lower())
        address += len(name) + 2
    return tuple(names)


@cache
def library() -> EspeakLibrary:
    """The one library of this process. Raises :class:`~converters.errors.MissingPart` ``espeak-missing``."""
    return EspeakLibrary()


class EspeakEngine:
    """All languages that espeak-ng has; robotic, but clear, quick and free of the network."""

    name: ClassVar[str] = "espeak"
    capabilities: ClassVar[Capabilities] = Capabilities(
        marks="sentence",
        rate=True,
        pitch=False,
        offline=True,
        parallel=True,
        readings=True,
        deterministic=True,
    )

    def version(self) -> str:
        """Of the library."""
        return library().version()

    def voices(self) -> tuple[Voice, ...]:
        """One voice a name; left out are ``cmn``, which reads Han characters in a way of its own, and Klingon."""
        found = {
            name: Voice(
                f"espeak:{name}",
                self.name,
                name,
                title,
                ("zh", "cmn") if name == PINYIN_VOICE else languages,
                _GENDERS.get(gender, "unknown"),
            )
            for name, title, languages, gender in reversed(library().voices())
            if name not in {"cmn", "piqd"}
        }
        return tuple(reversed(found.values()))

    def session(self, *, rate: float = 1.0, pitch: float = 1.0) -> SpeechSession:
        """A session; all sessions of a process share the library, which starts afresh for each new one."""
        del pitch
        return _EspeakSession(rate)


class _EspeakSession:
    def __init__(self, rate: float) -> None:
        self._library = library()
        self._library.restart()
        self.sample_rate = self._library.sample_rate
        self._words_a_minute = max(_SLOWEST, min(_FASTEST, round(WORDS_A_MINUTE * rate)))

    def synthesise(self, script: Iterable[Item], voice: Voice) -> Clip:
        pieces: list[bytes] = []
        marks: list[MarkTime] = []
        length = 0
        for item in script:
            match item:
                case Mark(id=name):
                    marks.append(MarkTime(name, length))
                    continue
                case Say():
                    text = pinyin_text(item) if voice.name == PINYIN_VOICE else item.text
                    piece = self._library.speak(text, voice.name, self._words_a_minute)
                case Pause(seconds=seconds):
                    piece = bytes(2 * round(seconds * self.sample_rate))
                case _:
                    continue
            pieces.append(piece)
            length += len(piece) // 2
        return Clip(np.frombuffer(b"".join(pieces), np.int16), self.sample_rate, tuple(marks))

    def close(self) -> None:
        return


def pinyin_text(say: Say) -> str:
    """What the pinyin voice is given: a syllable for each Han character, blanks between them, stops in ASCII.

    An erhua ending (``r5``) becomes a syllable ``er5``, since 1.52 spells out a lone ``r5``; so do others of :data:`_RESPELT`.
    """
    readings = iter(say.readings)
    pieces: list[str] = []
    for character in say.text:
        if _HAN.match(character):
            syllable = next(readings, "")
            pieces.append(f" {_RESPELT.get(syllable[:-1], syllable[:-1])}{syllable[-1:]} ")
        else:
            pieces.append(character.translate(_PUNCTUATION))
    return " ".join("".join(pieces).split())
