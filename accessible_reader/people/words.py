"""Sentences of the service for people who are not at this machine's command line: in their own language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from converters.messages import Catalogue, best_language

_MESSAGES: Final = Path(__file__).resolve().parents[1] / "messages"


@cache
def catalogue_for(language: str) -> Catalogue:
    """The messages nearest to a person's language; Simplified Chinese where we have none like it."""
    return Catalogue(best_language(language, default="zh-CN"), [_MESSAGES])


def say_to(language: str, code: str, **params: Any) -> str:
    """The sentence for ``code``."""
    return catalogue_for(language).format(code, params)
