"""Where log lines go and how they look: to standard error, one JSON object or one line of text each, every one made careful first."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, TextIO

from pythonjsonlogger.json import JsonFormatter

from accessible_reader.logs.careful import OpenWord, careful, short_path
from accessible_reader.logs.context import about_process
from accessible_reader.settings import Settings

OURS: Final = ("accessible_reader", "converters", "audio_cache", "web")
_WITH_HANDLERS: Final = ("dbos",)
"""Libraries that give their logger a handler of their own unless there is one: it would write past us."""
_CALM: Final = ("sqlalchemy", "alembic")
"""At info they log every statement, of which nothing may be read, and every look at the tables."""
_SILENCED: Final = ("uvicorn.access",)
"""It logs addresses of clients and whole paths; the web logs its requests itself."""

_log: Final = logging.getLogger(__name__)


class CarefulHandler(logging.StreamHandler[TextIO]):
    """Writes careful copies. Where there is a mistake in a message it says so, and does not print the arguments, as the standard library would."""

    def __init__(self, stream: TextIO | None, formatter: logging.Formatter) -> None:
        super().__init__(stream)
        self.setFormatter(formatter)

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return super().format(careful(record))

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """A line was lost; what it was about must not come out by another way."""
        kind = sys.exc_info()[0]
        try:
            self.stream.write(f"a log line was lost: {kind.__name__ if kind else ''} {record.lineno}\n")
        except (OSError, ValueError):
            return


class PlainFormatter(logging.Formatter):
    """``2026-11-22 10:00:00 WARNING accessible_reader.jobs.rescue: took over 3 jobs (worker=w1)``; errors below."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and one for each error."""
        fields = dict(getattr(record, "fields", {}))
        errors = fields.pop("errors", [])
        told = ", ".join(f"{key}={value}" for key, value in fields.items())
        moment = datetime.fromtimestamp(record.created).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        line = f"{moment} {record.levelname} {record.name}: {record.msg} ({told})"
        return "\n".join([line, *(f"  {one['type']}: {' < '.join(reversed(one['at']))}" for one in errors)])


class LineFormatter(JsonFormatter):
    """One JSON object: ``time`` (UTC), ``level``, ``logger``, ``message``, ``process``, ``at`` and the fields."""

    def __init__(self) -> None:
        super().__init__(
            ["name", "levelname", "process", "message"],
            rename_fields={"name": "logger", "levelname": "level"},
            json_ensure_ascii=False,
        )

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """The time first, for people who read it all the same."""
        moment = datetime.fromtimestamp(record.created, UTC)
        log_data["time"] = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        super().add_fields(log_data, record, message_dict)
        log_data.pop("fields", None)  # the same once more, for the plain lines


def configure_logging(settings: Settings, *, stream: TextIO | None = None, **ids: str) -> None:
    """Log to standard error (or ``stream``) as ``settings`` say. ``ids`` stand on every line, e.g. ``worker="w1"``. To be called once, when a process of the service starts.

    Warnings, and errors that nobody caught (also in threads), become log lines as well: what Python prints of them by itself quotes data.
    """
    target = stream or sys.stderr
    plain = settings.log_format == "plain" or (settings.log_format == "auto" and target.isatty())
    handler = CarefulHandler(target, PlainFormatter() if plain else LineFormatter())
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    others = logging.INFO if level <= logging.DEBUG else max(level, logging.WARNING)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(others)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in _CALM:
        logging.getLogger(name).setLevel(max(others, logging.WARNING))
    for name in _WITH_HANDLERS:
        theirs = logging.getLogger(name)
        theirs.handlers[:] = [handler]
        theirs.propagate = False
    for name in _SILENCED:
        logging.getLogger(name).disabled = True
    about_process(**{key: OpenWord(value) for key, value in ids.items()})
    _catch_the_rest()


def _catch_the_rest() -> None:
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    warnings.showwarning = _warned  # type: ignore[assignment]  # takes the same, and leaves most of it alone


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    _log.error("nobody caught an error", exc_info=(kind, error or kind(), trace))


def _warned(
    _message: Warning | str, category: type[Warning], filename: str, lineno: int, *_rest: object
) -> None:
    _log.warning(
        "a warning", extra={"category": category, "of": OpenWord(f"{short_path(filename)}:{lineno}")}
    )
