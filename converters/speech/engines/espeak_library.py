"""The espeak-ng library: its C API (``speak_lib.h``) through ctypes, loaded from the ``espeakng-loader`` package."""

from __future__ import annotations

import _ctypes
import ctypes
import threading
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as package_version
from typing import Any, Final

from converters.errors import MissingPart

WORDS_A_MINUTE: Final = 175
"""espeak's usual speed."""
USUAL_PITCH: Final = 50
"""espeak's usual pitch, on its scale from 0 (half of it) to 100 (twice)."""

_SYNCHRONOUS: Final = 2
"""AUDIO_OUTPUT_SYNCHRONOUS: samples come to a callback, on our thread. AUDIO_OUTPUT_RETRIEVAL speaks on a thread of its own, for which we
would wait some 10 ms a sentence: a third of the time."""
_DONT_EXIT: Final = 0x8000  # espeakINITIALIZE_DONT_EXIT
_BUFFER_MILLISECONDS: Final = 1_000  # few callbacks: each one costs a crossing into Python
_CHARS_UTF8: Final = 1
_POSITION_CHARACTER: Final = 1
_RATE_PARAMETER: Final = 1
_PITCH_PARAMETER: Final = 3
_WORD_EVENT: Final = 1  # espeakEVENT_WORD
_SQUEEZED_FROM: Final = 450
"""From this rate on (espeakRATE_MAXIMUM) espeak speaks at its usual speed and squeezes each buffer afterwards, but its events still tell where
in the buffer something was before."""


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


class _EventStruct(ctypes.Structure):
    """``espeak_EVENT``: only its size and where its fields lie are used, see :meth:`EspeakLibrary._receive`."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_INT: Final = ctypes.sizeof(ctypes.c_int)
_EVENT_INTS: Final = ctypes.sizeof(_EventStruct) // _INT
_POSITION_INT: Final = _EventStruct.text_position.offset // _INT
_SAMPLE_INT: Final = _EventStruct.sample.offset // _INT

_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int))


@dataclass(frozen=True, slots=True)
class Spoken:
    """``samples``: 16 bits each. ``words``: (character of the text, counted from 0; sample) of each WORD event, in time order.

    A number gives several events at one place ("$3.50"); words run together give one.
    """

    samples: bytes
    words: tuple[tuple[int, int], ...] = ()


class EspeakLibrary:
    """The library, loaded once a process: use :func:`library`. It keeps global state, so everything is behind a lock."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._chunks: list[bytes] = []
        self._words: list[tuple[int, int]] | None = None
        self._received = 0
        self._callback = _Callback(self._receive)  # kept: the library only holds the pointer
        self._lib: Any = None
        self.sample_rate = 0
        self._state: tuple[str, int, int] = ("", 0, 0)
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
            self._state = ("", 0, 0)

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

    def _receive(self, samples: int | None, count: int, events: Any) -> int:
        """The library's callback: up to a second of sound, and what happened in it (an array of events, of which one of type 0 is the end)."""
        if self._words is not None and events:
            at = 0
            while kind := events[at]:
                if kind == _WORD_EVENT:
                    sample = events[at + _SAMPLE_INT]
                    if self._state[1] >= _SQUEEZED_FROM:
                        inside = (sample - self._received) * WORDS_A_MINUTE // self._state[1]
                        sample = self._received + max(0, inside)
                    self._words.append((events[at + _POSITION_INT] - 1, sample))
                at += _EVENT_INTS
        if samples and count > 0:
            self._chunks.append(ctypes.string_at(samples, 2 * count))
            self._received += count
        return 0

    def version(self) -> str:
        """As espeak names itself, with the package's version."""
        own = str(self._lib.espeak_Info(None).split(b" ")[0], "ascii", "replace")
        return f"{own}+{package_version('espeakng-loader')}"

    def speak(self, text: str, voice: str, words_a_minute: int, pitch: int = USUAL_PITCH) -> bytes:
        """``text`` as 16-bit samples. Never markup, never phoneme codes: neither mode is switched on."""
        return self._speak(text, voice, words_a_minute, pitch, None).samples

    def speak_timed(self, text: str, voice: str, words_a_minute: int, pitch: int = USUAL_PITCH) -> Spoken:
        """As :meth:`speak`, with the words' times."""
        return self._speak(text, voice, words_a_minute, pitch, [])

    def _speak(
        self, text: str, voice: str, words_a_minute: int, pitch: int, words: list[tuple[int, int]] | None
    ) -> Spoken:
        if not text.strip():
            return Spoken(b"")
        raw = text.replace("\0", " ").encode("utf-8", "replace")
        with self.lock:
            self._use(voice, words_a_minute, pitch)
            self._chunks.clear()
            self._received = 0
            self._words = words
            try:
                self._lib.espeak_Synth(raw, len(raw) + 1, 0, _POSITION_CHARACTER, 0, _CHARS_UTF8, None, None)
            finally:
                self._words = None
            return Spoken(b"".join(self._chunks), tuple(words or ()))

    def phonemes(self, text: str, voice: str) -> str:
        """What espeak would pronounce, in its own notation: for tests and for finding mistakes."""
        with self.lock:
            self._use(voice, WORDS_A_MINUTE, USUAL_PITCH)
            pointer = ctypes.c_char_p(text.encode("utf-8", "replace"))
            found: list[str] = []
            while pointer.value:
                found.append(
                    self._lib.espeak_TextToPhonemes(ctypes.byref(pointer), 1, 0).decode("utf-8", "replace")
                )
            return " ".join(found)

    def _use(self, voice: str, words_a_minute: int, pitch: int) -> None:
        if self._state != (voice, words_a_minute, pitch):
            if self._state[0] not in {"", voice}:
                # A voice inherits the loudness of sounds from the one before: French after Hawaiian is 5 dB louder than by itself.
                self.restart()
            self._lib.espeak_SetVoiceByName(voice.encode())
            self._lib.espeak_SetParameter(_RATE_PARAMETER, words_a_minute, 0)
            self._lib.espeak_SetParameter(_PITCH_PARAMETER, pitch, 0)
            self._state = (voice, words_a_minute, pitch)

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
