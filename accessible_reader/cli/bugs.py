"""A bug of ours: the traceback goes into a file that outlives the terminal, the person gets one sentence."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
import traceback
from importlib.metadata import version
from pathlib import Path


def record_bug(error: BaseException) -> Path:
    """Write the traceback and return the file: in ``$XDG_STATE_HOME/accessible-reader`` or ``~/.local/state/...``, else a temporary folder."""
    text = "".join(
        [
            f"accessible-reader {version('accessible-reader')}, Python {platform.python_version()}, {platform.platform()}\n",
            f"{sys.argv!r}\n\n",
            *traceback.format_exception(error),
        ]
    )
    name = f"bug-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    state = os.environ.get("XDG_STATE_HOME") or str(Path("~/.local/state").expanduser())
    for folder in (Path(state) / "accessible-reader", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            path.write_text(text, "utf-8", errors="backslashreplace")
        except OSError:
            continue
        return path
    sys.stderr.write(text)  # nowhere to keep it: never lost all the same
    return Path("-")
