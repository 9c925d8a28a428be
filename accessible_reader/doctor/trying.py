"""How a part is tried, and the commands that mend it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from accessible_reader.doctor.check import Check

SETUP: Final = "make setup"
SECONDS: Final = 60.0
"""Longest time for one try."""


def apt(package: str) -> str:
    """The command that installs a Debian package, for whoever runs this."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get install -y {package}"


def run_python(name: str, program: str, package: str, good: Callable[[str], bool]) -> Check:
    """``program`` in a Python of its own; ``good`` tells from its output whether the part works."""
    mend = f"{SETUP}  # or: pip install {package}"
    try:
        found = version(package)
    except PackageNotFoundError:
        return Check(name, "missing", package, mend)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    if done.returncode == 0 and good(done.stdout.strip()):
        return Check(name, "works", found)
    return Check(name, "broken", (done.stderr.strip().splitlines() or [""])[-1][:200], mend)


def program_there(name: str, program: str, arguments: list[str], package: str, *, needed: bool) -> Check:
    """A program that is started with ``arguments``; ``package`` is Debian's."""
    where = shutil.which(program)
    if where is None:
        return Check(name, "missing", program, apt(package), needed)
    done = subprocess.run([where, *arguments], capture_output=True, text=True, timeout=SECONDS, check=False)
    said = ((done.stdout or done.stderr).strip().splitlines() or [""])[0]
    if done.returncode:
        return Check(name, "broken", said[:200], apt(package), needed)
    return Check(name, "works", said, needed=needed)
