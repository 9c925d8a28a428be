"""``accessible-reader worker``: does the library's conversions until it is stopped."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from accessible_reader.cli.printing import print_line

LOST_STATUS = 75
"""EX_TEMPFAIL: others have taken over our work; whoever looks after services starts us again."""
_LOOK_SECONDS = 1.0
_PATIENCE = 600.0
"""Seconds that a database is waited for: after a power cut it may come up later than we do."""


def worker(
    name: Annotated[str, typer.Option("--name")] = "",
    processes: Annotated[int | None, typer.Option("--processes", min=1, max=256)] = None,
    grace: Annotated[float, typer.Option("--grace", min=0, max=3600)] = 10.0,
) -> None:
    """Take jobs until SIGTERM or Ctrl-C. What is unfinished then goes on elsewhere, or here after the next start."""
    from accessible_reader.bootstrap import open_service
    from accessible_reader.cli.signals import Stopped
    from accessible_reader.cli.words import say
    from accessible_reader.conversions.worker import ConversionWorker, WorkerOptions
    from accessible_reader.logs import OpenWord, about_process, configure_logging
    from accessible_reader.settings import settings

    chosen = settings()
    configure_logging(chosen)
    status = 0
    with open_service(chosen, patience=_PATIENCE) as service:
        options = WorkerOptions(
            name or chosen.worker,
            processes,
            beat_seconds=chosen.beat_seconds,
            gone_seconds=chosen.gone_seconds,
        )
        working = ConversionWorker(
            service.database,
            service.store,
            service.conversions,
            service.settings.data,
            options,
            deliveries=service.delivery_work,
        )
        try:
            about_process(worker=OpenWord(working.id))
            working.start()
            print_line(say("worker-started", name=working.id))
            while not working.lost.wait(_LOOK_SECONDS):
                pass
            print_line(say("worker-lost"), sys.stderr)
            status = LOST_STATUS
        except Stopped as stop:
            print_line(say("worker-stopping"), sys.stderr)
            status = 128 + stop.number
        working.stop(grace)
    sys.stdout.flush()
    sys.stderr.flush()
    # Threads of the job engine may still wait for other workers' parts; there is nothing left that they could lose.
    os._exit(status)
