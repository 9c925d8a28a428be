"""The child process of :mod:`converters.speech.engines.pyttsx3`: lists the computer's voices, or writes one text as one sound file.

Run as a file of its own, with nothing imported from here, by ``python -P pyttsx3_child.py`` (without ``-P`` the module next to it would stand in for the
library of the same name). Reads one JSON object from its input, writes one to its output.

Why so careful (pyttsx3 2.99): with espeak, ``runAndWait`` returns before the file is written; a second text in the same process may be cancelled by the end
of the first and is then cut short or empty; drivers print to the standard output. So: one text, and an answer only when the driver has
said that it finished, or, where it does not say so (SAPI5 speaks before it returns), when the file is as long as its header says.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

COMMANDS: Final = {"sapi5": ("<", " "), "nsss": ("[[", "[ ")}
"""What begins a command instead of text for a driver, and what it is given in its place: a book gives no commands."""
_POLL_SECONDS: Final = 0.01
_HEADER: Final = 12


def complete(file: Path) -> bool:
    """Whether ``file`` is a RIFF or AIFF file as long as its header says."""
    try:
        with file.open("rb") as stream:
            head = stream.read(_HEADER)
            size = os.fstat(stream.fileno()).st_size
    except OSError:
        return False
    order = {b"RIFF": "little", b"FORM": "big"}.get(head[:4])
    if order == "little":
        return len(head) == _HEADER and size >= 8 + int.from_bytes(head[4:8], "little")
    if order == "big":
        return len(head) == _HEADER and size >= 8 + int.from_bytes(head[4:8], "big")
    return False


def voices(engine: Any) -> list[dict[str, Any]]:
    """All voices as plain data: ``id``, ``name``, ``languages``, ``gender``."""
    return [
        {
            "id": str(voice.id),
            "name": str(voice.name),
            "languages": [str(language) for language in voice.languages or () if language],
            "gender": str(voice.gender or ""),
        }
        for voice in engine.getProperty("voices")
    ]


def speak(engine: Any, request: dict[str, Any]) -> None:
    """Write ``text`` to ``file`` in ``voice`` at ``rate`` words a minute; RuntimeError when that is not done in ``seconds``."""
    text, file = request["text"], Path(request["file"])
    deadline = time.monotonic() + request["seconds"]
    finished = threading.Event()
    cancelled = threading.Event()

    def note(name: str | None = None, *, completed: bool = True) -> None:
        del name
        (finished if completed else cancelled).set()

    engine.connect("finished-utterance", note)
    engine.setProperty("voice", request["voice"])
    engine.setProperty("rate", request["rate"])
    command = COMMANDS.get(engine.driver_name)
    engine.save_to_file(text.replace(*command) if command else text, str(file))
    engine.runAndWait()
    says_so = engine.driver_name != "sapi5"
    while not (complete(file) and (finished.is_set() or not says_so)):
        if cancelled.is_set():
            raise RuntimeError("the driver cancelled it")
        if time.monotonic() > deadline:
            raise RuntimeError("the file was not finished in time")
        time.sleep(_POLL_SECONDS)


def main() -> None:
    """Answer one request."""
    # What drivers print goes nowhere; the answer has a channel of its own.
    with os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8") as answers:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        answer: dict[str, Any]
        try:
            import pyttsx3

            request = json.loads(sys.stdin.buffer.read())
            engine = pyttsx3.init()
            answer = {"driver": engine.driver_name}
            if request["do"] == "voices":
                answer["voices"] = voices(engine)
            else:
                speak(engine, request)
        except Exception as error:  # noqa: BLE001 (drivers raise anything; the parent decides what it means)
            answer = {"error": f"{type(error).__name__}: {error}"}
        json.dump(answer, answers)
        answers.flush()
        os._exit(0)  # drivers' own threads and clean-up may hang


if __name__ == "__main__":
    main()
