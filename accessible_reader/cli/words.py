"""The language of the interface, and the sentences in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from converters.errors import ConversionError, Finding
from converters.messages import Catalogue, best_language

MESSAGES: Final = Path(__file__).resolve().parents[1] / "messages"


def interface_language(environment: Mapping[str, str]) -> str:
    """``ACCESSIBLE_READER_LANGUAGE``, else what POSIX says: the first of LC_ALL, LC_MESSAGES and LANG that is set counts."""
    wanted = environment.get("ACCESSIBLE_READER_LANGUAGE")
    locale = next(
        (value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), None
    )
    return best_language(wanted, locale)


@cache
def catalogue(language: str) -> Catalogue:
    """All messages of the converters and of the command line."""
    return Catalogue(language, [MESSAGES])


def words() -> Catalogue:
    """The messages in the language of whoever started this program."""
    return catalogue(interface_language(os.environ))


def say(code: str, **params: Any) -> str:
    """The sentence for ``code``."""
    return words().format(code, params)


def sentence(problem: ConversionError | Finding) -> str:
    """What to tell a person about an error or a finding."""
    return words().format(problem.code, problem.params)
