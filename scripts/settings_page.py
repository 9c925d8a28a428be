"""``docs/settings.md``, written by ``make docs``: every ``ACCESSIBLE_READER_…`` variable, what it means, its default, an example.

Settings of the service are fields of the classes in :data:`CLASSES` and tell themselves what they are. The others are read where they are needed, and are told here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from pydantic_settings import BaseSettings

from accessible_reader.cli.admin.passphrase import VARIABLE as PASSPHRASE
from accessible_reader.settings import Settings
from audio_cache.opening import BYTES, DAYS, DEFAULT_BYTES, DEFAULT_DAYS, PLACE
from converters.speech.engines.gtts import SWITCH
from converters.speech.engines.gtts_service import ENDPOINT, ENDPOINT_SETTING
from web.settings import WebSettings

PREFIX: Final = "ACCESSIBLE_READER_"
CLASSES: Final[dict[str, type[BaseSettings]]] = {
    "The service: `serve`, `worker` and the commands of staff": Settings,
    "The website": WebSettings,
}
# Name, meaning, default, example.
OTHERS: Final[dict[str, tuple[tuple[str, str, str, str], ...]]] = {
    "Every command": (
        (
            f"{PREFIX}LANGUAGE",
            "Language of messages: `en`, `zh-CN` or `zh-TW`, or any tag that leads to one of them.",
            "the system's (`LC_ALL`, `LC_MESSAGES`, `LANG`)",
            "zh-CN",
        ),
        (
            f"{PREFIX}PLAIN",
            "Set to anything: progress is told in whole lines instead of a bar that is drawn over itself, as screen readers want it.",
            "empty",
            "1",
        ),
    ),
    "Speech": (
        (
            PLACE,
            "Where spoken sentences are kept: a folder, `s3://bucket/prefix` (endpoint, region and credentials from the `AWS_…` variables), or `off`.",
            "the user's cache folder",
            "/srv/clips",
        ),
        (
            BYTES,
            "How much is kept; what was not heard for longest goes first.",
            f"`{DEFAULT_BYTES >> 30}G`",
            "200G",
        ),
        (
            DAYS,
            "What nobody has heard for so many days goes, whatever room there is.",
            f"`{DEFAULT_DAYS:g}`",
            "90",
        ),
        (
            SWITCH,
            "`1` allows voices that speak on somebody else's computers (`gtts`: Google). **Every sentence of a book that such a voice reads is sent there**; without it nothing leaves this computer.",
            "off",
            "1",
        ),
        (
            ENDPOINT_SETTING,
            "Another address in place of Google's, for those who run a relay. HTTPS, or this computer.",
            f"`{ENDPOINT}`",
            "https://relay.example.org/speech",
        ),
    ),
    "Back-ups": (
        (
            PASSPHRASE,
            "The passphrase that back-ups are locked with, for timers that nobody can answer; otherwise it is asked for or read from a file.",
            "asked for",
            "four words or more that nobody guesses",
        ),
    ),
}
_EXAMPLES: Final[dict[str, str]] = {
    "DATA": "/srv/accessible-reader",
    "DATABASE_URL": "postgresql+psycopg://reader@db.example.org/library",
    "STORAGE_URL": "s3://books/library",
    "KEYS_FILE": "/etc/accessible-reader/keys.json",
    "LIBRARY": "shenzhen",
    "WORKER": "reading-room-2",
    "HOST": "::",
    "WORKERS": "2",
    "SPEAKERS": "1",
    "LOG_LEVEL": "debug",
    "LOG_FORMAT": "json",
    "PUBLIC_URL": "https://listen.example.org",
    "MAIL_SENDER": "library@example.org",
    "SECOND_FACTOR_ROLES": '["admin"]',
    "KEYS": "$(cat keys.json)",
    "HELP_PHONE": "0755-1234-5678",
    "HELP_EMAIL": "help@example.org",
    "HELP_HOURS": "Mon–Fri 9–17",
    "METRICS_TOKEN": "a long random word",
}
_DEFAULTS: Final[dict[str, str]] = {
    # What is made when it is asked for differs from computer to computer.
    "DATA": "the user's data folder",
}
_HEAD: Final = """# Settings

Written by `make docs` from the code. All settings are environment variables; the service and the website also read them from a file `.env` in the folder in which they are started.
Every one has a default that suits one library on one machine. A list is written as JSON.
"""


def settings_page() -> str:
    """The whole of ``docs/settings.md``."""
    lines = [_HEAD]
    for title, rows in OTHERS.items():
        lines += [*_table(title), *(_row(*row) for row in rows), ""]
    for title, settings in CLASSES.items():
        lines += [*_table(title), *_rows(settings), ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(title: str) -> tuple[str, ...]:
    return (f"## {title}", "", "| variable | | default | example |", "| --- | --- | --- | --- |")


def _rows(settings: type[BaseSettings]) -> Iterator[str]:
    for name, field in settings.model_fields.items():
        words = field.description or ""
        if allowed := _allowed(field.annotation):
            words += f" One of {allowed}."
        default = _default(field)
        shown = _DEFAULTS.get(name.upper()) or (f"`{default}`" if default else "empty")
        yield _row(f"{PREFIX}{name.upper()}", words, shown, _EXAMPLES.get(name.upper(), default))


def _row(name: str, words: str, default: str, example: str) -> str:
    shown = f"`{name}={_quoted(example)}`" if example else ""
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in (f"`{name}`", words, default, shown)) + " |"


def _quoted(example: str) -> str:
    if example.startswith("$("):
        return f'"{example}"'
    return f"'{example}'" if set(example) & set(' "[]|&;') else example


def _allowed(annotation: Any) -> str:
    if get_origin(annotation) is not Literal:
        return ""
    return ", ".join(f"`{value}`" for value in get_args(annotation))


def _default(field: FieldInfo) -> str:
    """As it would be written into the environment; "" for nothing and for what only the running program can tell."""
    value = field.default
    if value is PydanticUndefined or value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, frozenset | set | list | tuple):
        return json.dumps(sorted(value), ensure_ascii=False)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Path):
        return value.as_posix()
    return str(value)
