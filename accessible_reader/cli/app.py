"""Puts the commands together, and turns every ending into an exit status.

0 done; 1 a bug of ours; 2 bad input or bad use; 128 + n stopped by signal n (130 for Ctrl-C).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from accessible_reader.cli.admin import make_admin
from accessible_reader.cli.braille import braille
from accessible_reader.cli.bugs import record_bug
from accessible_reader.cli.cache import cache
from accessible_reader.cli.convert import ConvertCommand, convert
from accessible_reader.cli.doctor import doctor
from accessible_reader.cli.formats import formats
from accessible_reader.cli.health import health
from accessible_reader.cli.info import info
from accessible_reader.cli.jobs import jobs
from accessible_reader.cli.printing import NobodyListens, print_line
from accessible_reader.cli.readings import readings
from accessible_reader.cli.serve import serve
from accessible_reader.cli.signals import Stopped, watch
from accessible_reader.cli.tables import braille_tables
from accessible_reader.cli.typer_words import PlainCommand, PlainGroup
from accessible_reader.cli.usage import usage_sentence
from accessible_reader.cli.voices import voices
from accessible_reader.cli.words import say, sentence
from accessible_reader.cli.worker import worker
from converters.errors import ConversionError, disk_error


def _version(value: bool | None) -> None:
    if value:
        from importlib.metadata import version

        print_line(f"accessible-reader {version('accessible-reader')}")
        raise typer.Exit(0)


def make_app() -> typer.Typer:
    """The program with all its commands."""
    app = typer.Typer(cls=PlainGroup, no_args_is_help=True, add_completion=False, rich_markup_mode=None)

    @app.callback()
    def _root(
        version: bool | None = typer.Option(None, "--version", is_eager=True, callback=_version),
    ) -> None:
        del version

    app.command("convert", cls=ConvertCommand)(convert)
    app.command("info", cls=PlainCommand)(info)
    app.command("formats", cls=PlainCommand)(formats)
    app.command("voices", cls=PlainCommand)(voices)
    app.command("braille", cls=PlainCommand)(braille)
    app.command("braille-tables", cls=PlainCommand)(braille_tables)
    app.command("readings", cls=PlainCommand)(readings)
    app.command("cache", cls=PlainCommand)(cache)
    app.command("serve", cls=PlainCommand)(serve)
    app.command("worker", cls=PlainCommand)(worker)
    app.command("health", cls=PlainCommand)(health)
    app.command("jobs", cls=PlainCommand)(jobs)
    app.add_typer(make_admin(), name="admin")
    app.command("doctor", cls=PlainCommand)(doctor)
    return app


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program with ``arguments`` (default: those of the process) and return its exit status."""
    try:
        command = typer.main.get_command(make_app())
        status = command.main(arguments, prog_name="accessible-reader", standalone_mode=False)
        sys.stdout.flush()
    except Stopped as stop:
        print_line(say("stopped"), sys.stderr)
        return 128 + stop.number
    except ConversionError as error:
        print_line(say("error-line", message=sentence(error)), sys.stderr)
        return 2
    except TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            print_line(error.format_message())
            return 2
        print_line(say("error-line", message=usage_sentence(error)), sys.stderr)
        print_line(say("usage-hint"), sys.stderr)
        return 2
    except (NobodyListens, BrokenPipeError):
        # Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 (the last line of defence)
        known = disk_error(error) if isinstance(error, OSError) else None
        if known is not None:
            print_line(say("error-line", message=sentence(known)), sys.stderr)
            return 2
        where = record_bug(error)
        bug = say("bug", reason=type(error).__name__, file=str(where))
        print_line(say("error-line", message=bug), sys.stderr)
        return 1
    return status if isinstance(status, int) else 0


def main() -> None:
    """Entry point of the ``accessible-reader`` program."""
    # numpy's arithmetic library would start threads that we have no use for, and a process with threads cannot be copied: each worker would
    # have to be started afresh, a second of computing each.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    watch()
    sys.exit(run())
