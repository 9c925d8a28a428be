"""All voices of all engines, and which of them speaks a language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final, cast

from converters.errors import BadOptions
from converters.speech.engine import SpeechEngine, Voice

_ENGINES: Final[dict[str, str]] = {
    "espeak": "converters.speech.engines.espeak:EspeakEngine",
    "tone": "converters.speech.engines.tone:ToneEngine",
}
_FOR_TESTS: Final = frozenset({"tone"})

_PREFERRED: Final[dict[str, str]] = {
    # Languages and regions whose tag is not a voice's own, or where the first match would surprise.
    "en": "en-us",
    "en-ca": "en-us",
    "en-au": "en-gb",
    "en-nz": "en-gb",
    "en-ie": "en-gb",
    "en-za": "en-gb",
    "en-in": "en-gb",
    "es-mx": "es-419",
    "es-us": "es-419",
    "es-ar": "es-419",
    "fr": "fr-fr",
    "fr-ca": "fr-fr",
    "zh": "zh",
    "lzh": "zh",
    "wuu": "zh",
    "gan": "zh",
    "hsn": "zh",
    "zh-hk": "yue",
    "zh-mo": "yue",
    "no": "nb",
    "nn": "nb",
    "iw": "he",
    "in": "id",
    "sh": "sr",
    "prs": "fa",
}


def engine_names() -> tuple[str, ...]:
    """Names of the engines that people may choose."""
    return tuple(name for name in _ENGINES if name not in _FOR_TESTS)


@cache
def get_engine(name: str) -> SpeechEngine:
    """The engine called ``name``. KeyError for one that is not registered."""
    module, _, attribute = _ENGINES[name].partition(":")
    return cast("SpeechEngine", getattr(import_module(module), attribute)())


def voices() -> tuple[Voice, ...]:
    """Every voice that people may choose, by engine, then as the engine lists them."""
    return tuple(voice for name in engine_names() for voice in get_engine(name).voices())


def find_voice(name: str) -> Voice:
    """The voice with this id; without an engine, the first engine's. :class:`BadOptions` ``unknown-voice`` when there is none."""
    engine, separator, _ = name.partition(":")
    candidates = get_engine(engine).voices() if separator and engine in _ENGINES else voices()
    wanted = name.lower() if separator else f":{name.lower()}"
    for voice in candidates:
        if voice.id.lower() == wanted or (not separator and voice.id.lower().endswith(wanted)):
            return voice
    raise BadOptions("unknown-voice", voice=name)


@dataclass(frozen=True, slots=True)
class VoiceTable:
    """Who speaks which language: the reader's ``chosen`` voice for its languages, else the first engine that has one."""

    chosen: Voice | None = None

    def voice_for(self, tag: str) -> Voice | None:
        """The voice for BCP 47 ``tag``; None where no engine speaks it."""
        base = tag.lower().partition("-")[0]
        if self.chosen is not None:
            spoken = {language.partition("-")[0] for language in self.chosen.languages}
            if base in spoken or "und" in spoken or (base in _CHINESE_BY_TABLE and "zh" in spoken):
                return self.chosen
        return _voice_by_language(tag.lower())


_CHINESE_BY_TABLE: Final = frozenset(name for name, target in _PREFERRED.items() if target == "zh")


@cache
def _voice_by_language(tag: str) -> Voice | None:
    by_language: dict[str, Voice] = {}
    for voice in voices():
        for language in voice.languages:
            by_language.setdefault(language, voice)
    subtags = tag.split("-")
    for length in range(len(subtags), 0, -1):
        shorter = "-".join(subtags[:length])
        found = by_language.get(_PREFERRED.get(shorter, shorter))
        if found is not None:
            return found
    return None
