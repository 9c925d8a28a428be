"""An output module of speech-dispatcher that writes down what it is told to say and makes no sound.

It speaks the protocol between speech-dispatcher and its modules (speech-dispatcher's manual, "Output modules"): commands come as lines, data ends with a single dot, every answer has a three-digit code.
The file named by ``SPOKEN`` gets one utterance a line: the kind of message, a tab, the text.
"""

from __future__ import annotations

import html
import os
import re
import sys
import time
from pathlib import Path
from typing import Final

# Screen readers wait for the beginning and the end of an utterance; answers in no time at all overtake one another, and "say all" then stops.
BREATH: Final = 0.02
MARKUP: Final = re.compile(r"<[^>]*>")
MARK: Final = re.compile(r'<mark name="([^"]*)"')
SPEAKING: Final = frozenset({"SPEAK", "CHAR", "KEY", "SOUND_ICON"})


def tell(*lines: str) -> None:
    """Answer."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


def read_line() -> str:
    """One line; ends the module when nobody asks any more."""
    line = sys.stdin.buffer.readline()
    if not line:
        sys.exit(0)
    return line.decode("utf-8", "replace").rstrip("\r\n")


def read_data() -> list[str]:
    """Lines up to the dot."""
    lines = []
    while (line := read_line()) != ".":
        lines.append(line.removeprefix(".") if line.startswith("..") else line)
    return lines


def speak(kind: str) -> None:
    """Write one utterance down, between the two events that a voice would tell of."""
    tell("202 OK RECEIVING MESSAGE")
    message = "\n".join(read_data())
    tell("200 OK SPEAKING")
    time.sleep(BREATH)
    tell("701 BEGIN")
    for mark in MARK.findall(message):
        tell(f"700-{mark}", "700 INDEX MARK")
    text = " ".join(html.unescape(MARKUP.sub("", message)).split())
    if text:
        with Path(os.environ["SPOKEN"]).open("a", encoding="utf-8") as log:
            log.write(f"{kind}\t{text}\n")
    time.sleep(BREATH)
    tell("702 END")


def main() -> None:
    """Answer until told to quit."""
    settings = {
        "AUDIO": ("207 OK RECEIVING AUDIO SETTINGS", "203 OK AUDIO INITIALIZED"),
        "LOGLEVEL": ("207 OK RECEIVING LOGLEVEL SETTINGS", "203 OK LOG LEVEL SET"),
        "SET": ("203 OK RECEIVING SETTINGS", "203 OK SETTINGS RECEIVED"),
    }
    plain = {
        "INIT": ("299-writes to a file", "299 OK LOADED SUCCESSFULLY"),
        "LIST VOICES": ("200-zh\tzh\tnone", "200-en\ten\tnone", "200 OK VOICE LIST SENT"),
        "QUIT": ("210 OK QUIT",),
    }
    while True:
        command = read_line().strip()
        if command in SPEAKING:
            speak(command)
        elif command in settings:
            before, after = settings[command]
            tell(before)
            read_data()
            tell(after)
        elif command in plain:
            tell(*plain[command])
            if command == "QUIT":
                return
        elif command.startswith("DEBUG"):
            tell("200 OK DEBUGGING")
        elif command not in {"STOP", "PAUSE"}:  # nothing is ever long enough to be stopped
            tell("300 ERR UNKNOWN COMMAND")


if __name__ == "__main__":
    main()
