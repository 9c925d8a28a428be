"""``accessible-reader admin demo``: a small library to try everything with."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accessible_reader.cli.printing import print_line

if TYPE_CHECKING:
    from accessible_reader.bootstrap import Service
    from accessible_reader.operation.demo import Demo

_LOOK_SECONDS = 0.5
_GRACE_SECONDS = 10.0


def demo(
    books: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False)],
    *,
    sign_ins: Annotated[Path | None, typer.Option("--sign-ins")] = None,
    quick_voice: Annotated[list[str] | None, typer.Option("--quick-voice")] = None,
    convert: Annotated[bool, typer.Option("--convert/--no-convert")] = True,
) -> None:
    """Fill an empty library, convert its books, and say how to sign in. ``--quick-voice zh=espeak`` for a voice other than the usual one."""
    from accessible_reader.bootstrap import open_service
    from accessible_reader.cli.words import say
    from accessible_reader.operation.demo import make_demo

    voices = dict(one.split("=", 1) for one in quick_voice or [] if "=" in one)
    with open_service() as service:
        made = make_demo(
            service, books, lambda name: print_line(say("demo-book", file=name), sys.stderr), voices=voices
        )
        if sign_ins is not None:
            rows = [
                {"who": one.who, "name": one.name, "card": one.card, "pin": one.pin} for one in made.people
            ]
            with os.fdopen(os.open(sign_ins, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                json.dump(rows, file, ensure_ascii=False, indent=2)
        if convert:
            _convert(service, made)
    for one in made.people:
        print_line(say("demo-sign-in", who=say(f"demo-{one.who}"), name=one.name, card=one.card, pin=one.pin))


def _convert(service: Service, made: Demo) -> None:
    from accessible_reader.cli.words import say
    from accessible_reader.conversions.worker import ConversionWorker
    from accessible_reader.operation.demo import unfinished

    worker = ConversionWorker(service.database, service.store, service.conversions, service.settings.data)
    worker.start()
    try:
        left = len(made.conversions) + 1
        while waiting := unfinished(service, made):
            if len(waiting) < left:
                left = len(waiting)
                print_line(say("demo-left", count=left), sys.stderr)
            time.sleep(_LOOK_SECONDS)
    finally:
        worker.stop(_GRACE_SECONDS)
