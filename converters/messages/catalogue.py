"""Finds the words for a code.

Messages are Project Fluent (``.ftl``): ids instead of English sentences as keys, plural rules per language, values never parsed
as markup. A floor above may hang its own folder of the same shape below ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from fluent.runtime import FluentBundle, FluentResource

LANGUAGES: Final = ("zh-CN", "zh-TW", "en")
_HERE = Path(__file__).parent


def best_language(*wanted: str | None, default: str = "en") -> str:
    """The interface language for the first of ``wanted`` (BCP 47 or POSIX locale names) that we have."""
    for tag in wanted:
        if not tag:
            continue
        subtags = tag.split(".")[0].split("@")[0].replace("_", "-").lower().split("-")
        if subtags[0] == "zh":
            return "zh-TW" if {"tw", "hk", "mo", "hant"} & set(subtags) else "zh-CN"
        if subtags[0] == "en":
            return "en"
    return default


class Catalogue:
    """All messages in one language; falls back to English, and to the code itself, never raises."""

    def __init__(self, language: str, folders: Iterable[Path] = ()) -> None:
        self.language = language
        self._folders = (_HERE, *folders)
        self._tags = tuple(dict.fromkeys((language, "en")))

    def __contains__(self, code: str) -> bool:
        return bool(_bundle(self.language, self._folders).has_message(code))

    def format(self, code: str, params: Mapping[str, Any] | None = None) -> str:
        """The sentence for ``code`` with ``params`` filled in; control characters in parameters are shown as U+FFFD."""
        for tag in self._tags:  # English is only read where a message is missing
            bundle = _bundle(tag, self._folders)
            if bundle.has_message(code):
                pattern = bundle.get_message(code).value
                if pattern is not None:
                    text, _errors = bundle.format_pattern(
                        pattern, {k: _clean(v) for k, v in (params or {}).items()}
                    )
                    return str(text)
        return f"{code} {dict(params)}" if params else code


def _clean(value: Any) -> Any:
    """Book text in a message must not steer a terminal or grow without end."""
    if not isinstance(value, str):
        return value
    shown = "".join(c if c.isprintable() else "\ufffd" for c in value[:300])
    return shown + "…" if len(value) > 300 else shown


@cache
def _bundle(language: str, folders: tuple[Path, ...]) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for folder in folders:
        for path in sorted((folder / language).glob("*.ftl")):
            bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle
