"""The little of CSS that changes what is read: what is hidden, and what is stressed.

Only rules with one simple selector count (``.c``, ``p``, ``p.c``, ``#id``), outside of ``@media``; that is how e-books write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import tinycss2

_SELECTOR = re.compile(r"([A-Za-z][\w-]*|\*)?(?:\.(-?[A-Za-z_][\w-]*)|#(-?[A-Za-z_][\w-]*))?")
_OF_INTEREST = re.compile(
    r"display|visibility|font-style|font-weight|font-variant|text-decoration|vertical-align|list-style|font\s*:",
    re.IGNORECASE,
)
_LARGEST = 2_000_000


@dataclass(frozen=True, slots=True)
class Style:
    """What a declaration block says, in our words. None means that it does not say."""

    hidden: bool | None = None
    emphasis: tuple[str, ...] = ()
    plain_list: bool = False

    def __bool__(self) -> bool:
        return self.hidden is not None or bool(self.emphasis) or self.plain_list


NO_STYLE: Final = Style()


@dataclass(slots=True)
class StyleSheet:
    """Rules by what they select: ``tag``, ``.class``, ``tag.class``, ``#id``."""

    rules: dict[str, Style] = field(default_factory=dict)

    def add(self, css: str) -> None:
        """Take in another style sheet; later rules win over earlier ones. What cannot be parsed is left out."""
        if len(css) > _LARGEST or not _OF_INTEREST.search(css):
            return
        for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
            if rule.type != "qualified-rule":
                continue
            body = tinycss2.serialize(rule.content)
            style = read_declarations(body) if _OF_INTEREST.search(body) else NO_STYLE
            if not style:
                continue
            for selector in tinycss2.serialize(rule.prelude).split(","):
                key = selector.strip()
                match = _SELECTOR.fullmatch(key)
                if match and key and key not in {"*", "body", "html"}:
                    self.rules[_key(match)] = _over(self.rules.get(_key(match), NO_STYLE), style)

    def of(self, tag: str, attributes: dict[str, str]) -> Style:
        """The style of an element, its ``style`` attribute included."""
        style = NO_STYLE
        if self.rules:
            keys = [tag]
            if "class" in attributes:
                classes = attributes["class"].split()[:20]
                keys += [f".{name}" for name in classes] + [f"{tag}.{name}" for name in classes]
            if "id" in attributes:
                keys.append(f"#{attributes['id']}")
            style = self._gather(keys)
        if "style" in attributes:
            style = _over(style, read_declarations(attributes["style"]))
        return style

    def _gather(self, keys: Iterable[str]) -> Style:
        style = NO_STYLE
        for key in keys:
            found = self.rules.get(key)
            if found is not None:
                style = _over(style, found)
        return style


def _key(match: re.Match[str]) -> str:
    tag, name, identity = match.groups()
    if identity:
        return f"#{identity}"
    tag = "" if tag in {None, "*"} else tag.lower()
    return f"{tag}.{name}" if name else tag


def _over(below: Style, above: Style) -> Style:
    return Style(
        below.hidden if above.hidden is None else above.hidden,
        above.emphasis or below.emphasis,
        above.plain_list or below.plain_list,
    )


@lru_cache(maxsize=2048)
def read_declarations(text: str) -> Style:
    """The style of ``font-style: italic; display: none`` and the like."""
    if len(text) > 4000 or not _OF_INTEREST.search(text):
        return NO_STYLE
    hidden: bool | None = None
    emphasis: list[str] = []
    plain_list = False
    for piece in text.lower().split(";"):
        name, _, value = piece.partition(":")
        name = name.strip()
        words = value.replace("!important", "").split()
        if not words:
            continue
        if name == "display":
            hidden = words[0] == "none"
        elif name == "visibility" and words[0] in {"hidden", "collapse"}:
            hidden = True
        elif name in {"list-style", "list-style-type"} and "none" in words:
            plain_list = True
        else:
            emphasis += _emphasis(name, words)
    return Style(hidden, tuple(dict.fromkeys(emphasis)), plain_list)


def _emphasis(name: str, words: list[str]) -> list[str]:
    if name in {"font-style", "font"} and {"italic", "oblique"} & set(words):
        return ["emphasis"]
    if name in {"font-weight", "font"}:
        heavy = {"bold", "bolder"} if name == "font" else {"bold", "bolder", "600", "700", "800", "900"}
        return ["strong"] if heavy & set(words) else []
    if name in {"font-variant", "font-variant-caps"} and {"small-caps", "all-small-caps"} & set(words):
        return ["small-caps"]
    if name in {"text-decoration", "text-decoration-line"}:
        return [
            kind for word, kind in (("underline", "underline"), ("line-through", "strike")) if word in words
        ]
    if name == "vertical-align":
        return {"super": ["superscript"], "sub": ["subscript"]}.get(words[0], [])
    return []
