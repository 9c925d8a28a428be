"""Orca loads this as its user's ``orca-customizations.py``: it writes down what goes to the braille display, and that Orca has nothing left to do.

``BRAILLE`` gets one line a refresh, as JSON: ``text`` (print characters), ``cells`` (after the braille table) and ``shown`` (the part that fits the display).
``PULSE`` gets one byte each time Orca's main loop has been idle for a while and no event waits: a reader of that file waits in Orca's time, not in seconds.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

from gi.repository import GLib
from orca import braille, event_manager

PULSE_MILLISECONDS: Final = 60
_refresh = braille.refresh
_begin_component = braille.Component.__init__


def begin_component(self: Any, accessible: Any, string: str, *args: Any, **more: Any) -> None:
    """Remember the sign for the state of a button or box (pressed, checked): it stands before the name, in cells only."""
    _begin_component(self, accessible, string, *args, **more)
    self.sign = more.get("indicator", args[1] if len(args) > 1 else "")


def printed(region: Any) -> str:
    """A region of the line as print characters."""
    return " ".join(
        one for one in (getattr(region, "sign", ""), getattr(region, "rawLine", region.string)) if one
    )


def refresh(*args: Any, **more: Any) -> None:
    """Refresh the display and write down what is on it now."""
    _refresh(*args, **more)
    if not braille._lines:
        return
    line = braille._lines[braille.viewport[1]]
    cells = line.getLineInfo()[0]
    begin = braille.viewport[0]
    text = "".join(printed(region) for region in line.regions)
    shown = cells[begin : begin + braille._displaySize[0]]
    with Path(os.environ["BRAILLE"]).open("a", encoding="utf-8") as log:
        log.write(json.dumps({"text": text, "cells": cells, "shown": shown}, ensure_ascii=False) + "\n")


def pulse() -> bool:
    """Called by the main loop when nothing more urgent is to be done."""
    if event_manager.getManager()._eventQueue.empty():
        with Path(os.environ["PULSE"]).open("ab") as log:
            log.write(b".")
    return True


braille.refresh = refresh
braille.Component.__init__ = begin_component
GLib.timeout_add(PULSE_MILLISECONDS, pulse, priority=GLib.PRIORITY_LOW)
