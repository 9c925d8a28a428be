"""All voices of all engines, and which of them speaks a language.

Who speaks: the reader's wishes first, in their order, each for the languages it speaks; then the default (English: hibari; Mandarin, Taiwan's
too: Kokoro); then espeak-ng, for every other language and where a default is not installed, which is reported. English of all countries is
hibari's though its accent is American: a voice one can listen to for hours matters more. Who wants the accent asks for ``kokoro:bf_emma`` or
``espeak:en-gb``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Final, TypeAlias, cast

from converters.errors import BadOptions, Finding, MissingPart
from converters.speech.engine import SpeechEngine, Voice
from converters.speech.script import Item, Language, Say

_ENGINES: Final[dict[str, str]] = {
    "hibari": "converters.speech.engines.hibari:HibariEngine",
    "kokoro": "converters.speech.engines.kokoro:KokoroEngine",
    "espeak": "converters.speech.engines.espeak:EspeakEngine",
    "pyttsx3": "converters.speech.engines.pyttsx3:Pyttsx3Engine",
    "gtts": "converters.speech.engines.gtts:GttsEngine",
    "tone": "converters.speech.engines.tone:ToneEngine",
}
_FOR_TESTS: Final = frozenset({"tone"})
_DEFAULTS: Final[dict[str, str]] = {"en": "hibari:heart", "zh": "kokoro:zf_xiaoxiao"}
_FALLBACK: Final = "espeak"

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
    "cmn": "zh",
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


@cache
def voices_of(engine: str) -> tuple[Voice, ...]:
    """Its voices; none where it is not installed."""
    try:
        return get_engine(engine).voices()
    except MissingPart:
        return ()


def voices() -> tuple[Voice, ...]:
    """Every voice that people may choose, by engine, then as the engine lists them. Engines that are not installed have none."""
    return tuple(voice for name in engine_names() for voice in voices_of(name))


def find_voice(name: str) -> Voice:
    """The voice with this id; without an engine, the first engine's that has one of that name.

    Raises :class:`BadOptions` ``unknown-voice`` when there is none, :class:`MissingPart` when its engine is not installed.
    """
    engine, separator, _ = name.partition(":")
    engine = engine.lower()
    candidates = get_engine(engine).voices() if separator and engine in _ENGINES else voices()
    wanted = name.lower() if separator else f":{name.lower()}"
    for voice in candidates:
        if voice.id.lower() == wanted or (not separator and voice.id.lower().endswith(wanted)):
            return voice
    raise BadOptions("unknown-voice", voice=name)


Wish: TypeAlias = Voice | str
"""A voice, or the name of an engine: whichever of its voices speaks the language."""


def wishes_of(text: str | None) -> tuple[Wish, ...]:
    """What a reader asked for: voices and engines by name, separated by commas, in order of preference.

    Raises :class:`BadOptions` ``unknown-voice``; :class:`MissingPart` for an engine that is not installed: who asks for it by name should know.
    """
    wishes: list[Wish] = []
    for name in filter(None, ((text or "").replace("，", ",").replace("、", ",")).split(",")):
        wish = name.strip()
        if wish.lower() in _ENGINES:
            get_engine(wish.lower()).voices()
            wishes.append(wish.lower())
        elif wish:
            wishes.append(find_voice(wish))
    return tuple(wishes)


class VoiceTable:
    """Who speaks which language: ``wishes`` in order of preference, then the defaults, then espeak-ng."""

    def __init__(self, *wishes: Wish) -> None:
        self.wishes = wishes

    def voice_for(self, tag: str) -> Voice | None:
        """The voice for BCP 47 ``tag``; None where no engine speaks it."""
        return self._wished(tag) or _default(tag)

    def cast(self, items: Iterable[Item]) -> Mapping[str, Voice | None]:
        """Who speaks what in one line, by the tags in it.

        A word of English in a Chinese sentence is said by the Chinese voice where that can (``Voice.also``): nobody changes who reads to him in
        the middle of a sentence, unless the reader named a voice for that language.
        """
        weights: Counter[str] = Counter()
        tag = ""
        for item in items:
            if isinstance(item, Language):
                tag = item.tag
                weights[tag] += 0
            elif isinstance(item, Say):
                # A character of Chinese is two thirds of a word.
                weights[tag] += 2 * len(item.readings) if item.readings else 3 * len(item.text.split())
        if not weights:
            return {}
        main = self.voice_for(max(weights, key=lambda name: weights[name]))
        return {name: self._guest(name, main) for name in weights}

    def stand_in(self, tag: str) -> Finding | None:
        """Says so where the voice that ``tag`` should have is not installed and another speaks instead."""
        default = _DEFAULTS.get(_default_language(tag))
        if default is None or self._wished(tag) is not None or _default_voice(default) is not None:
            return None
        voice = _default(tag)
        return Finding(
            "speech-voice-stands-in",
            {"voice": default, "instead": voice.id if voice else "", "language": tag},
        )

    def _guest(self, tag: str, main: Voice | None) -> Voice | None:
        named = next((wish for wish in self.wishes if isinstance(wish, Voice) and _speaks(wish, tag)), None)
        if named is None and main is not None and _base(tag) in main.also:
            return main
        return self.voice_for(tag)

    def _wished(self, tag: str) -> Voice | None:
        for wish in self.wishes:
            if isinstance(wish, Voice):
                if _speaks(wish, tag):
                    return wish
            elif (found := _of_engine(wish, tag)) is not None:
                return found
        return None


def last_resort(tag: str) -> Voice | None:
    """espeak-ng's voice for ``tag``: always there, never online."""
    return _of_engine(_FALLBACK, tag)


_CHINESE_BY_TABLE: Final = frozenset(name for name, target in _PREFERRED.items() if target == "zh")


def _base(tag: str) -> str:
    return tag.lower().partition("-")[0]


def _speaks(voice: Voice, tag: str) -> bool:
    base = _base(tag)
    spoken = {_base(language) for language in voice.languages}
    return base in spoken or "und" in spoken or (base in _CHINESE_BY_TABLE and "zh" in spoken)


def _names_for(tag: str) -> list[str]:
    """What a voice for ``tag`` may be called, the closest first. Scripts do not matter to the ear."""
    subtags = [subtag for subtag in tag.lower().split("-") if len(subtag) != 4]
    shorter = ("-".join(subtags[:length]) for length in range(len(subtags), 0, -1))
    return [_PREFERRED.get(name, name) for name in shorter]


def _default_language(tag: str) -> str:
    """``en``, ``zh`` (Mandarin, not what is spoken in Hong Kong) or another's first subtag."""
    names = _names_for(tag)
    return _base(names[0]) if names else ""


def _default_voice(name: str) -> Voice | None:
    return next((voice for voice in voices_of(name.partition(":")[0]) if voice.id == name), None)


@cache
def _default(tag: str) -> Voice | None:
    default = _DEFAULTS.get(_default_language(tag))
    return (_default_voice(default) if default else None) or _of_engine(_FALLBACK, tag)


@cache
def _of_engine(engine: str, tag: str) -> Voice | None:
    by_language: dict[str, Voice] = {}
    for voice in voices_of(engine):
        for language in voice.languages:
            by_language.setdefault(language, voice)
    found = (by_language.get(name) for name in _names_for(tag))
    return next((voice for voice in found if voice is not None), by_language.get("und"))
