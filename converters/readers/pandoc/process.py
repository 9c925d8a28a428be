"""Runs pandoc: sandboxed, with limits on time, memory and output, and gone when we are gone."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

from converters.errors import DamagedFile, LimitExceeded, MissingPart
from converters.limits import MIB

SECONDS: Final = 120
MEMORY: Final = 2048 * MIB
OUTPUT: Final = 256 * MIB
_OUT_OF_MEMORY: Final = 251
"""GHC's exit status when the heap limit is reached."""


def pandoc_path() -> str:
    """Pandoc's binary, which is inside the ``pypandoc-binary`` wheel. Raises MissingPart ``pandoc-missing``."""
    import pypandoc

    try:
        path = str(pypandoc.get_pandoc_path())
    except OSError:
        raise MissingPart("pandoc-missing") from None
    return path


def run_pandoc(source: Path, kind: str, folder: Path, name: str) -> Path:
    """``source`` of pandoc's input format ``kind`` as HTML in ``folder``; pictures go into ``folder/media``.

    ``name`` is the book's file name, for messages. Raises DamagedFile ``office-damaged``, LimitExceeded ``limit-pandoc-time`` or
    ``limit-pandoc-memory``.
    """
    target = folder / "book.html"
    command = [
        pandoc_path(), "+RTS", f"-M{MEMORY // MIB * 3 // 4}m", "-K64m", "-RTS", "--sandbox", "--from", kind, "--to", "html5",
        "--standalone", "--mathml", "--wrap=none", "--extract-media=media", "--output", str(target), str(source),
    ]  # fmt: skip
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=SECONDS,
            check=False,
            preexec_fn=_locked_up(),  # our reading child has one thread, so this is safe
        )
    except subprocess.TimeoutExpired:
        raise LimitExceeded("limit-pandoc-time", seconds=SECONDS) from None
    if done.returncode in {_OUT_OF_MEMORY, -signal.SIGSEGV, -signal.SIGKILL, -signal.SIGXFSZ, 2}:
        raise LimitExceeded("limit-pandoc-memory", mebibytes=MEMORY // MIB)
    if done.returncode == -signal.SIGXCPU:
        raise LimitExceeded("limit-pandoc-time", seconds=SECONDS)
    if done.returncode or not target.exists():
        raise DamagedFile("office-damaged", file=name)
    return target


def _locked_up() -> Callable[[], None]:
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()
    death_signal = 1  # PR_SET_PDEATHSIG, linux/prctl.h

    def limit() -> None:
        libc.prctl(death_signal, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        for what, most in (
            (resource.RLIMIT_CPU, SECONDS),
            (resource.RLIMIT_FSIZE, OUTPUT),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_AS, MEMORY),
        ):
            resource.setrlimit(what, (most, most))

    return limit
