"""Formulas in words.

Where a language has rules for it, speech-rule-engine says MathML ("the fraction with numerator 1 ..."); it runs in one long-living ``node``
child. It has no Chinese and would silently answer in English, so Chinese, and any language when there is no node, gets the formula read
out in order, with its structure named (:func:`linear`).
"""

from __future__ import annotations

import contextlib
import html
import json
import os
import re
import resource
import selectors
import subprocess
import time
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, Literal

from lxml import etree

from converters.language.tags import base_language, is_chinese, is_traditional

LOCALES: Final = frozenset(["af", "ca", "da", "de", "en", "es", "fr", "hi", "it", "ko", "nb", "nn", "sv"])
"""Languages that speech-rule-engine 4.1.5 has rules for."""
_SECONDS: Final = 10.0
_START_SECONDS: Final = 60.0
_MOST_FAILURES: Final = 3
_LONGEST: Final = 100_000
_WORKER: Final = Path(__file__).with_name("maths_worker.mjs")

_NO_ALTERNATIVE: Final = re.compile(
    r"\s*(?:alternative text (?:is )?not available|no (?:alt(?:ernative)?|description).{0,20}|math(?:ml)?|equation|formula|image|alttext)?\.?\s*",
    re.IGNORECASE,
)
_TEX: Final = re.compile(r"\\[A-Za-z]+|[_^]\{|\$")

_SIGNS: Final = re.compile(r"[/^_=+×·√()|{}<>∑∫∏≤≥−&■█]")
_ALTTEXT: Final = re.compile(r"""<[^>]*\balttext=(["'])(.*?)\1""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SpokenFormula:
    """``text`` is what to say; ``by`` is how it was found: the book's own words, the rules, or read out in order."""

    text: str
    by: Literal["alternative", "rules", "linear"]


def usable_alternative(alternative: str | None, mathml: str) -> bool:
    """Whether ``alternative`` is an author's words that can be read aloud.

    TeX code and "not available" cannot, nor can the line of signs that readers put where nobody wrote an ``alttext``.
    """
    if not alternative or _NO_ALTERNATIVE.fullmatch(alternative) or _TEX.search(alternative):
        return False
    if not mathml or not _SIGNS.search(alternative):
        return True
    written = _ALTTEXT.search(mathml)
    return written is not None and " ".join(html.unescape(written[2]).split()) == " ".join(
        alternative.split()
    )


@lru_cache(maxsize=20_000)
def say_formula(mathml: str, alternative: str | None, language: str) -> SpokenFormula:
    """The words for a formula in ``language`` (BCP 47). Never fails: at worst the letters and numbers in order, or the alternative as it is."""
    if alternative and usable_alternative(alternative, mathml):
        return SpokenFormula(alternative, "alternative")
    locale = base_language(language)
    locale = "nb" if locale == "no" else locale
    if mathml and len(mathml) <= _LONGEST and locale in LOCALES:
        spoken = formula_speaker().say(mathml, locale)
        if spoken:
            return SpokenFormula(spoken, "rules")
    spoken = linear(mathml, language)
    if spoken:
        return SpokenFormula(spoken, "linear")
    return SpokenFormula(alternative or "", "alternative")


def formula_in_nemeth(mathml: str) -> str | None:
    """``mathml`` in Nemeth braille, as Unicode cells; None where the rules or node are missing. What it has no cells for stands as it is."""
    if not mathml or len(mathml) > _LONGEST:
        return None
    return formula_speaker().say(mathml, "nemeth")


class FormulaSpeaker:
    """The node child. Answers None rather than fail, hang, or start again for ever."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._failures = 0
        self._count = 0
        self._pending = b""

    @property
    def works(self) -> bool:
        """False once it has failed too often, or where node is missing."""
        return self._failures < _MOST_FAILURES

    def say(self, mathml: str, locale: str) -> str | None:
        """``mathml`` in the words of ``locale``, one of :data:`LOCALES` or ``nemeth`` (braille); None where it cannot be said."""
        if not self.works:
            return None
        started = self._process is not None
        try:
            if self._process is None:
                self._process = _start()
            self._count += 1
            request = {"id": self._count, "mathml": mathml, "locale": locale}
            answer = self._ask(self._process, request, _SECONDS if started else _START_SECONDS)
        except (OSError, ValueError, TimeoutError):
            self._failures += 1
            self.close()
            return None
        spoken = answer.get("speech")
        return " ".join(spoken.split()) if isinstance(spoken, str) and spoken.strip() else None

    def _ask(
        self, process: subprocess.Popen[bytes], request: dict[str, Any], seconds: float
    ) -> dict[str, Any]:
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipes")
        process.stdin.write(json.dumps(request, ensure_ascii=True).encode() + b"\n")
        process.stdin.flush()
        end = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._pending:
                if not selector.select(max(0.0, end - time.monotonic())):
                    raise TimeoutError
                chunk = os.read(process.stdout.fileno(), 65_536)
                if not chunk:
                    raise OSError("node ended")
                self._pending += chunk
        line, _, self._pending = self._pending.partition(b"\n")
        answer = json.loads(line)
        if not isinstance(answer, dict) or answer.get("id") != request["id"]:
            raise ValueError("an answer to another question")
        return answer

    def close(self) -> None:
        """End the child."""
        process, self._process, self._pending = self._process, None, b""
        if process is not None:
            process.kill()
            with contextlib.suppress(OSError):
                process.communicate()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["node", "--max-old-space-size=256", str(_WORKER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        preexec_fn=_free_address_space,  # noqa: PLW1509 (workers have one thread)
    )


def _free_address_space() -> None:
    """V8 reserves far more address space than it uses: the worker's limit would keep it from starting."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


@cache
def formula_speaker() -> FormulaSpeaker:
    """The one of this process."""
    return FormulaSpeaker()


# --- without rules ---------------------------------------------------------------------------------------------------

_STRUCTURES: Final = {
    "en": {
        "mfrac": "{0} over {1}",
        "msqrt": "square root of {0}",
        "mroot": "root {1} of {0}",
        "msup": "{0} to the {1}",
        "msub": "{0} sub {1}",
        "msubsup": "{0} sub {1} to the {2}",
        "munder": "{0} under {1}",
        "mover": "{0} over {1}",
        "munderover": "{0} from {1} to {2}",
    },
    "zh-Hans": {
        "mfrac": "{1}分之{0}",
        "msqrt": "根号{0}",
        "mroot": "{0}的{1}次方根",
        "msup": "{0}的{1}次方",
        "msub": "{0}下标{1}",
        "msubsup": "{0}下标{1}的{2}次方",
        "munder": "{0}下方{1}",
        "mover": "{0}上方{1}",
        "munderover": "{0}从{1}到{2}",
    },
    "zh-Hant": {
        "mfrac": "{1}分之{0}",
        "msqrt": "根號{0}",
        "mroot": "{0}的{1}次方根",
        "msup": "{0}的{1}次方",
        "msub": "{0}下標{1}",
        "msubsup": "{0}下標{1}的{2}次方",
        "munder": "{0}下方{1}",
        "mover": "{0}上方{1}",
        "munderover": "{0}從{1}到{2}",
    },
}
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064"), " ")


def linear(mathml: str, language: str) -> str:
    """``mathml`` read out in order with its structure named, in Chinese or English words; "" for what is no MathML."""
    try:
        # The parser takes no entities, no network and limits depth: formulas come from strangers.
        root = etree.fromstring(
            mathml.encode("utf-8", "replace"), etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except (etree.XMLSyntaxError, ValueError):
        return ""
    name = ("zh-Hant" if is_traditional(language) else "zh-Hans") if is_chinese(language) else "en"
    return " ".join(_read_out(root, _STRUCTURES[name]).split())


def _read_out(node: Any, structures: dict[str, str]) -> str:
    if not isinstance(node.tag, str):
        return ""
    name = etree.QName(node).localname
    if name in {"annotation", "annotation-xml"}:
        return ""
    children = [child for child in node if isinstance(child.tag, str)]
    if not children:
        return str(node.text or "").translate(_INVISIBLE)
    parts = [_read_out(child, structures) for child in children]
    if name == "msqrt":
        parts = [" ".join(parts)]
    pattern = structures.get(name)
    if pattern is not None and len(parts) == pattern.count("{"):
        return f" {pattern.format(*(part.strip() for part in parts))} "
    return " ".join(parts)
