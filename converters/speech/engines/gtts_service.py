"""Asking Google Translate's speech service: one request for 100 characters, patiently, and never more often than is polite."""

from __future__ import annotations

import base64
import binascii
import os
import random
import re
import time
from dataclasses import dataclass
from http.cookiejar import DefaultCookiePolicy
from typing import Final, TypeAlias
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from converters.errors import BadOptions
from converters.speech.engine import EngineUnavailable
from converters.speech.engines.machine_lock import wait_for_turn
from converters.speech.engines.outside import decode

Sound: TypeAlias = NDArray[np.int16]

ENDPOINT: Final = "https://translate.google.com/_/TranslateWebserverUi/data/batchexecute"
ENDPOINT_SETTING: Final = "ACCESSIBLE_READER_ONLINE_SPEECH_URL"
"""The environment variable that puts another address in place of :data:`ENDPOINT`: for tests, and for those who run a relay. HTTPS, or this computer."""

_AUDIO: Final = re.compile(rb'jQ1olc","\[\\"([A-Za-z0-9+/=_-]*)\\"\]')
_MP3: Final = re.compile(rb"ID3|\xff[\xe0-\xff]")
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_MOST_BYTES: Final = 8_000_000
_LONGEST_WAIT: Final = 30.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds, and how often. A text (a sentence) takes at most ``text_seconds``; after giving up, others are refused at once for ``rest_seconds``."""

    interval: float = 0.5
    """Between two requests of all processes of this user."""
    tries: int = 4
    first_wait: float = 1.0
    """Before the second try; doubled before each further one. The service may ask for longer (``Retry-After``)."""
    request_seconds: float = 10.0
    text_seconds: float = 60.0
    rest_seconds: float = 300.0


class _RefusedError(Exception):
    """One request failed. ``again``: whether it makes sense to repeat it, after ``wait`` seconds at least."""

    def __init__(self, reason: str, *, again: bool = True, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.again = again
        self.wait = wait


class Service:
    """A connection to the service. Every failure is an :class:`~converters.speech.engine.EngineUnavailable`, with the reason."""

    def __init__(self, patience: Patience) -> None:
        import requests
        from gtts import gTTS

        self._patience = patience
        self._endpoint = endpoint()
        self._http = requests.Session()
        self._http.headers.update(gTTS.GOOGLE_TTS_HEADERS)
        self._http.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))  # nobody is to be recognised
        self._resting_until = 0.0
        self._last_reason = ""

    def close(self) -> None:
        """End the connection."""
        self._http.close()

    def speak(self, text: str, language: str) -> Sound:
        """``text`` as the service speaks it, shape (n,), at our sample rate; nothing, where nothing in it can be spoken."""
        if time.monotonic() < self._resting_until:
            raise EngineUnavailable(self._last_reason)
        deadline = time.monotonic() + self._patience.text_seconds
        try:
            pieces = [self._patiently(body, deadline) for body in bodies(text, language)]
        except EngineUnavailable as error:
            self._resting_until = time.monotonic() + self._patience.rest_seconds
            self._last_reason = error.reason
            raise
        return np.concatenate([np.zeros(0, np.int16), *pieces])

    def _patiently(self, body: str, deadline: float) -> Sound:
        wait = self._patience.first_wait
        tries = 0
        while True:
            tries += 1
            try:
                return self._ask(body, deadline)
            except _RefusedError as error:
                # Processes that failed together should not come back together.
                pause = max(error.wait, wait * random.uniform(0.75, 1.25))  # noqa: S311 (no secret)
                if not error.again or tries >= self._patience.tries or time.monotonic() + pause > deadline:
                    raise EngineUnavailable(f"the online voice: {error}") from error
                time.sleep(pause)
                wait *= 2

    def _ask(self, body: str, deadline: float) -> Sound:
        import requests

        wait_for_turn("gtts", self._patience.interval, self._patience.text_seconds)
        ends = min(deadline, time.monotonic() + self._patience.request_seconds)
        try:
            with self._http.post(
                self._endpoint,
                data=body,
                timeout=max(0.1, ends - time.monotonic()),
                allow_redirects=False,
                stream=True,
            ) as reply:
                _check(reply.status_code, reply.headers.get("Retry-After", ""))
                content = b""
                for chunk in reply.iter_content(65_536):
                    content += chunk
                    if len(content) > _MOST_BYTES:
                        raise _RefusedError("its answer is too long", again=False)
                    if time.monotonic() > ends:
                        raise _RefusedError("it took too long")
        except requests.Timeout:
            raise _RefusedError("it took too long") from None
        except requests.RequestException as error:
            raise _RefusedError(f"it cannot be reached ({type(error).__name__})") from error
        return _sound(content)


def endpoint() -> str:
    """Where the service is. BadOptions ``online-speech-address`` for an address over which a text could be overheard."""
    address = os.environ.get(ENDPOINT_SETTING, "").strip() or ENDPOINT
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return address
    raise BadOptions("online-speech-address", setting=ENDPOINT_SETTING)


def bodies(text: str, language: str) -> list[str]:
    """The requests for ``text``, made by gTTS; none where it finds nothing to say."""
    from gtts import gTTS

    clean = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").strip()
    if not clean:
        return []
    try:
        return [str(body) for body in gTTS(clean, lang=language, lang_check=False).get_bodies()]
    except AssertionError:  # how gTTS says that nothing is left
        return []


def _check(status: int, retry_after: str) -> None:
    if status == 200:
        return
    if 300 <= status < 400:
        raise _RefusedError("it sent us elsewhere, as it does when it is asked too often")
    wait = min(_LONGEST_WAIT, float(retry_after)) if retry_after.isdigit() else 0.0
    raise _RefusedError(f"it answered with status {status}", again=status in _AGAIN, wait=wait)


def _sound(content: bytes) -> Sound:
    found = [audio for audio in _AUDIO.findall(content) if audio]
    if not found:
        raise _RefusedError("its answer had no sound")
    try:
        sound = b"".join(base64.b64decode(audio, validate=True) for audio in found)
        return decode(sound if _MP3.match(sound) else b"", "mp3")
    except (ValueError, binascii.Error):
        raise _RefusedError("its answer was no MP3 sound") from None
