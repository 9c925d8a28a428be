"""Lets code into the log and keeps data out.

A library's log must not tell who reads what: no name, card, address, title, text or file name. Searching messages for such things would find those that somebody thought of. So it is
the other way round: nothing passes but what was written by a programmer, or cannot be about a person.

* A message passes where it is a literal in the code that logs it. One put together beforehand (an f-string, the text of an error) does not.
* Of arguments and extra fields, numbers, moments, truth values, classes and members of enumerations pass; ids of ours, which say nothing (32 or 64 hexadecimal digits, with the
  numbers of an attempt and a part behind); the class and code of an error; and an :class:`OpenWord`, for which the code that made it answers.
* Of an error passes its class, its code, and where in the code it happened; never what it says.

Everything else becomes ``[text]`` or the name of its type. The file and line of the message are on every line, so a developer can always tell what it was.
"""

from __future__ import annotations

import copy
import logging
import re
import sys
import traceback
from datetime import date, timedelta
from enum import Enum
from pathlib import Path
from types import FrameType
from typing import Any, Final

from accessible_reader.logs.context import current_ids
from converters.errors import ConversionError

WITHHELD: Final = "[text]"
_OPEN: Final = re.compile(r"[\w.:/{}<>\[\]*+-]{0,160}", re.ASCII)
_ID: Final = re.compile(r"(?:[0-9a-f]{32}|[0-9a-f]{64})(?:\.[0-9]{1,6}){0,2}")
_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,80}")
_OWN: Final = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
_MOST_FRAMES: Final = 12
_MOST_ERRORS: Final = 4
_CHILD_FRAME: Final = re.compile(r'^\s*File "([^"\n]+)", line (\d+), in (\w+|<\w+>)$', re.MULTILINE)
_CHILD_ERROR: Final = re.compile(r"^([A-Za-z_][\w.]*)(?::|$)")
_PACKAGES: Final = ("accessible_reader", "converters", "audio_cache", "web", "tests")


class OpenWord(str):
    """A word that anybody may read: a code, the name of a worker, the pattern of a web address. Whoever makes one answers for it: never from what somebody entered, nor from a book."""

    __slots__ = ()


def careful(record: logging.LogRecord) -> logging.LogRecord:
    """A copy of ``record`` in which nothing is about anybody. To be called while the call that logs is still on the stack."""
    safe = copy.copy(record)
    safe.__dict__ = {key: value for key, value in record.__dict__.items() if key in _OWN}
    safe.msg, safe.args = _message(record), None
    safe.exc_info = safe.exc_text = safe.stack_info = None
    fields: dict[str, Any] = {"at": f"{short_path(record.pathname)}:{record.lineno}"}
    extra = {key: value for key, value in record.__dict__.items() if key not in _OWN}
    for key, value in {**current_ids(), **extra}.items():
        fields[key if _OPEN.fullmatch(key) else WITHHELD] = shown(value)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        fields["errors"] = errors_of(error)
    safe.__dict__.update(fields)
    safe.fields = fields
    return safe


def shown(value: object) -> Any:
    """What of ``value`` may be read: see the top of this file. The answer is a string, a number, a truth value or None."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, OpenWord):
        return str(value) if _OPEN.fullmatch(value) else WITHHELD
    if isinstance(value, type):
        return value.__qualname__
    if isinstance(value, ConversionError) and _CODE.fullmatch(value.code):
        return f"{type(value).__qualname__} {value.code}"
    if isinstance(value, BaseException):
        return type(value).__qualname__
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, (date, timedelta)):
        return str(value)
    if isinstance(value, str):
        return str(value) if _ID.fullmatch(value) else WITHHELD
    return f"[{type(value).__qualname__}]"


def _message(record: logging.LogRecord) -> str:
    template = record.msg
    if not isinstance(template, str) or not _is_literal(template, record):
        return WITHHELD
    arguments = record.args
    try:
        if not arguments:
            return template
        if isinstance(arguments, dict):
            return template % {key: shown(value) for key, value in arguments.items()}
        return template % tuple(shown(value) for value in arguments)
    except (TypeError, ValueError, KeyError):
        return f"{template} {WITHHELD}"  # a number was wanted where there is a text that may not be read


def _is_literal(text: str, record: logging.LogRecord) -> bool:
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 (there is no other way to see who calls)
    while frame is not None:
        code = frame.f_code
        if code.co_name == record.funcName and code.co_filename == record.pathname:
            return any(type(constant) is str and constant == text for constant in code.co_consts)
        frame = frame.f_back
    return False


def errors_of(error: BaseException) -> list[dict[str, Any]]:
    """The error and what caused it: ``{"type", "code", "at": ["file:line function", ...]}``, the outermost first; the last places of each."""
    found: list[dict[str, Any]] = []
    current: BaseException | None = error
    while current is not None and len(found) < _MOST_ERRORS:
        kind = type(current)
        entry: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")}
        if isinstance(current, ConversionError) and _CODE.fullmatch(current.code):
            entry["code"] = current.code
        if isinstance(current, OSError) and current.errno is not None:
            entry["errno"] = current.errno
        frames = traceback.extract_tb(current.__traceback__)[-_MOST_FRAMES:]
        entry["at"] = [f"{short_path(one.filename)}:{one.lineno} {one.name}" for one in frames]
        found.append(entry)
        told = getattr(current, "child_traceback", None)
        if isinstance(told, str):
            found.append(_error_of_child(told))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return found


def _error_of_child(told: str) -> dict[str, Any]:
    """Of a traceback that came as text: the class in its last line that is not indented, and its places."""
    lines = [line for line in told.splitlines() if line[:1].strip()]
    kind = _CHILD_ERROR.match(lines[-1]) if lines else None
    places = [f"{short_path(file)}:{line} {name}" for file, line, name in _CHILD_FRAME.findall(told)]
    return {"type": kind.group(1) if kind else WITHHELD, "at": places[-_MOST_FRAMES:]}


def short_path(path: str) -> str:
    """From the package on: where a program is installed may tell who installed it."""
    parts = Path(path).parts
    for marker in ("site-packages", "dist-packages"):
        if marker in parts:
            return "/".join(parts[parts.index(marker) + 1 :])
    for package in _PACKAGES:
        if package in parts:
            return "/".join(parts[parts.index(package) :])
    return parts[-1] if parts else ""
