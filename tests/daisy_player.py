"""Runs Debian's ``daisy-player``, a real player of DAISY 2.02 and 3, on a computer without sound card or screen.

The player looks for sound cards in ``/proc``; it is given a copy of itself that looks elsewhere. What it plays goes to a sound server of its own
and is recorded from there; what it shows is read from a terminal of its own.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_PROGRAMS = ("daisy-player", "pulseaudio", "pactl", "parec", "tmux")
_CARDS = b"/proc/asound/cards"
RATE = 22_050


def missing() -> str:
    """What is missing; "" when nothing is."""
    lacking = [name for name in _PROGRAMS if not shutil.which(name)]
    needed = "apt-get install --no-install-recommends daisy-player pulseaudio pulseaudio-utils tmux"
    return f"{', '.join(lacking)} not installed: {needed}" if lacking else ""


@dataclass(frozen=True)
class Player:
    """A player with an open book."""

    home: Path
    environment: dict[str, str]

    def screen(self) -> str:
        """What it shows."""
        return self._tmux("capture-pane", "-p", "-t", "player")

    def press(self, *keys: str) -> None:
        """Press keys, by the names tmux has for them."""
        self._tmux("send-keys", "-t", "player", *keys)

    def until(self, condition: Callable[[str], object], seconds: float = 20) -> str:
        """The screen as soon as ``condition`` holds for it; AssertionError when it never does."""
        end = time.monotonic() + seconds
        while not condition(shown := self.screen()):
            assert time.monotonic() < end, f"the player shows:\n{shown}"
            time.sleep(0.1)
        return shown

    def record(self, seconds: float) -> NDArray[np.float32]:
        """What it plays now, one channel at :data:`RATE`."""
        command = ["parec", "-d", "null.monitor", "--format=s16le", f"--rate={RATE}", "--channels=1"]
        with subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE) as recorder:
            assert recorder.stdout is not None
            data = recorder.stdout.read(round(seconds * RATE) * 2)
            recorder.terminate()
            recorder.stdout.close()
        return np.frombuffer(data, np.int16).astype(np.float32) / 32768

    def _tmux(self, *command: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self.home / "tmux"), *command],
            env=self.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout


@contextmanager
def playing(book: Path, width: int = 100, height: int = 40) -> Iterator[Player]:
    """A player that has opened the folder ``book``; everything is ended and gone afterwards."""
    # The path inside the program can only be replaced by one that is as long.
    home = Path("/tmp") / f"dp{secrets.token_hex(3)[:5]}"  # noqa: S108 (short, and made for us alone)
    home.mkdir(mode=0o700)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TERM": "screen",
        "XDG_RUNTIME_DIR": str(home),
        "PULSE_RUNTIME_PATH": str(home / "pulse"),
    }
    server = None
    player = Player(home, environment)
    try:
        (home / "cards").write_text(" 0 [Null           ]: Null - Null\n                      Null\n")
        program = home / "player"
        found = shutil.which("daisy-player")
        assert found is not None
        data = Path(found).resolve().read_bytes()
        assert len(str(home / "cards")) == len(_CARDS)
        program.write_bytes(data.replace(_CARDS, str(home / "cards").encode()))
        program.chmod(0o700)
        with (home / "pulse.log").open("wb") as log:
            server = subprocess.Popen(
                ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "-L", "module-null-sink sink_name=null", "-L", "module-native-protocol-unix"],
                env=environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        _wait_for_server(environment)
        command = f"exec {program} -n -i -d 0:pulseaudio {book}"
        player._tmux(
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-s",
            "player",
            "-x",
            str(width),
            "-y",
            str(height),
            command,
        )
        yield player
    finally:
        with suppress(subprocess.CalledProcessError):
            player._tmux("kill-server")
        if server is not None:
            server.send_signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                server.wait(10)
            server.kill()
            server.wait()
        shutil.rmtree(home, ignore_errors=True)


def _wait_for_server(environment: dict[str, str]) -> None:
    for _ in range(100):
        if (
            subprocess.run(["pactl", "info"], env=environment, capture_output=True, check=False).returncode
            == 0
        ):
            return
        time.sleep(0.1)
    raise AssertionError("the sound server did not start")
