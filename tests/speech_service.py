"""A stand-in for Google Translate's speech service on this computer: the same address, requests and answers, and the same bad moods."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import lameenc
import numpy as np

PATH = "/_/TranslateWebserverUi/data/batchexecute"
SECONDS_A_CHARACTER = 0.05


def mp3_of(text: str, slow: bool = False) -> bytes:
    """A tone of 50 ms a character with 0.3 s of silence on both sides, at 24 kHz as the service has it."""
    rate = 24_000
    length = int(rate * SECONDS_A_CHARACTER * len(text) * (1.5 if slow else 1))
    tone = 9_000 * np.sin(2 * np.pi * 300 * np.arange(length) / rate)
    silence = np.zeros(int(0.3 * rate))
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(32)
    encoder.set_in_sample_rate(rate)
    encoder.set_channels(1)
    sound = np.concatenate([silence, tone, silence]).astype(np.int16).tobytes()
    return bytes(encoder.encode(sound) + encoder.flush())


class SpeechService:
    """``asked`` are the (text, language) it was given; ``moods`` what it does with the next requests, one each, instead of answering well.

    A mood is a status ("429", "500", "403"), "slow", "garbage", "no-audio", "not-mp3", "redirect" or "endless".
    """

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.times: list[float] = []
        self.headers: list[dict[str, str]] = []
        self.moods: deque[str] = deque()
        self.always = ""
        self.retry_after = ""
        self.released = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                service.answer(self)

            def log_message(self, *args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{PATH}"

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"])).decode()
        ((rpc, parameters, _, _),) = json.loads(parse_qs(body)["f.req"][0])[0]
        text, language, slow, _ = json.loads(parameters)
        assert rpc == "jQ1olc"
        assert len(text) <= 100
        self.asked.append((text, language))
        self.times.append(time.monotonic())
        self.headers.append(dict(request.headers))
        mood = self.moods.popleft() if self.moods else self.always
        with suppress(OSError):  # they did not wait
            self._send(request, mood, text, slow=bool(slow))

    def _send(self, request: BaseHTTPRequestHandler, mood: str, text: str, *, slow: bool) -> None:
        if mood.isdigit():
            request.send_response(int(mood))
            if self.retry_after:
                request.send_header("Retry-After", self.retry_after)
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        if mood == "redirect":
            request.send_response(302)
            request.send_header("Location", "/sorry/index")
            request.send_header("Content-Length", "0")
            request.end_headers()
            return
        if mood == "slow":
            self.released.wait(30)
            return
        sound = {
            "garbage": None,
            "no-audio": "",
            "not-mp3": base64.b64encode(b"<html>no</html>").decode(),
        }.get(mood, base64.b64encode(mp3_of(text, slow)).decode())
        inner = json.dumps([sound]) if sound else "null"
        envelope = json.dumps(
            [["wrb.fr", "jQ1olc", inner, None, None, None, "generic"]], separators=(",", ":")
        )
        content = (
            b"\xff\x00garbage" * 40 if sound is None else f")]}}'\n\n{len(envelope)}\n{envelope}\n".encode()
        )
        request.send_response(200)
        request.send_header("Set-Cookie", "NID=you; path=/")
        if mood != "endless":
            request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)
        while mood == "endless" and not self.released.is_set():
            request.wfile.write(b" " * 65_536)


@contextmanager
def speech_service() -> Iterator[SpeechService]:
    """One that runs until the block ends."""
    service = SpeechService()
    try:
        yield service
    finally:
        service.close()
