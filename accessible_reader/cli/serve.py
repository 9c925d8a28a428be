"""``accessible-reader serve``: the website and its workers, kept running until stopped."""

from __future__ import annotations

import os
import platform
import socket
import sys
import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accessible_reader.cli.printing import print_line

if TYPE_CHECKING:
    from accessible_reader.database import Database
    from accessible_reader.operation.child import Program
    from accessible_reader.operation.supervisor import Watch
    from accessible_reader.settings import Settings

_WEB = "web"
_MORE_THAN_GRACE = 10.0
"""Seconds that an orderly end of a worker takes besides its grace."""
_NAME_LENGTH = 40
_PAUSE = 2.0
_GIVES_WAY = 10
"""Niceness of workers beside a website: pages, and the voice of somebody who listens at once, come before a conversion; alone it has the whole machine all the same."""


def serve(
    host: Annotated[str | None, typer.Option("--host")] = None,
    port: Annotated[int | None, typer.Option("--port", min=1, max=65_535)] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=0, max=64)] = None,
    web: Annotated[bool, typer.Option("--web/--no-web")] = True,
    grace: Annotated[float, typer.Option("--grace", min=0, max=3600)] = 10.0,
) -> int:
    """Run the website and workers. Exit status 128 + n when stopped by signal n, 1 when one of them cannot be kept running."""
    from accessible_reader.cli.signals import Stopped
    from accessible_reader.cli.words import say
    from accessible_reader.database import Database, make_engine
    from accessible_reader.logs import configure_logging
    from accessible_reader.operation.supervisor import Supervisor
    from accessible_reader.settings import Settings
    from converters.errors import BadOptions

    given = {"host": host, "port": port, "workers": workers}
    chosen = Settings(**{key: value for key, value in given.items() if value is not None})  # type: ignore[arg-type]
    configure_logging(chosen)
    programs = _programs(chosen, web=web, grace=grace)
    if not programs:
        raise BadOptions("serve-nothing")
    if web:
        _check_port(chosen)
    chosen.data.mkdir(parents=True, exist_ok=True)
    # Whoever waits long for a database that is away looks after nothing meanwhile.
    os.environ.setdefault("PGCONNECT_TIMEOUT", "5")
    database = Database(make_engine(chosen.database))
    try:
        supervisor = Supervisor(programs, _watches(chosen, database, web=web), _tell)
        try:
            _prepare(database)
            print_line(say("serve-starting", web="yes" if web else "no", workers=chosen.workers))
            return supervisor.run()
        except Stopped as stop:
            print_line(say("serve-stopping"), sys.stderr)
            return 128 + stop.number
        finally:
            supervisor.stop(grace + _MORE_THAN_GRACE)
    finally:
        database.close()


def _prepare(database: Database) -> None:
    """Tables first: programs that all begin by making them would only wait for each other."""
    from accessible_reader.bootstrap import bring_up_to_date
    from accessible_reader.database import AWAY

    told = False
    while True:
        try:
            bring_up_to_date(
                database, jobs=False
            )  # the job engine is large; whoever needs it makes its tables
        except AWAY:
            if not told:
                _tell("serve-waits")
            told = True
            time.sleep(_PAUSE)
        else:
            return


def _programs(chosen: Settings, *, web: bool, grace: float) -> list[Program]:
    from accessible_reader.operation.child import Program

    found = []
    if web:
        where = {"ACCESSIBLE_READER_HOST": chosen.host, "ACCESSIBLE_READER_PORT": str(chosen.port)}
        found.append(Program(_WEB, (sys.executable, "-m", "web"), where))
    base = chosen.worker or f"{platform.node()}-serve"
    base = "".join(c if c.isascii() and (c.isalnum() or c == "-") else "-" for c in base)[:_NAME_LENGTH]
    for number in range(1, chosen.workers + 1):
        name = f"{base}-{number}"
        command = (sys.executable, "-m", "accessible_reader", "worker", "--name", name, "--grace", str(grace))
        found.append(Program(f"worker-{number}", command, {}, name, _GIVES_WAY if web else 0))
    return found


def _watches(chosen: Settings, database: Database, *, web: bool) -> list[Watch]:
    from accessible_reader.operation.watches import BeatWatch, WebWatch

    watches: list[Watch] = [BeatWatch(database, chosen.gone_seconds)]
    if web:
        watches.append(WebWatch(_WEB, chosen.host, chosen.port, chosen.gone_seconds, _tell))
    return watches


def _check_port(chosen: Settings) -> None:
    """A port that is taken is told at once, not by a program that dies five times."""
    from converters.errors import BadOptions

    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(
            chosen.host, chosen.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError:
        raise BadOptions("serve-host-unknown", host=chosen.host) from None
    with socket.socket(family, kind, protocol) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(address)
        except OSError as error:
            raise BadOptions("serve-port-taken", port=str(chosen.port), reason=error.strerror or "") from None


def _tell(code: str, **params: Any) -> None:
    from accessible_reader.cli.words import say

    print_line(say(code, **params), sys.stdout if code == "serve-open" else sys.stderr)
