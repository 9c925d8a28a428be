"""Flags of the formats, made from their ``Options`` models.

``--cells 32``, ``--cells=32``, ``--duplex`` / ``--no-duplex``. A flag goes to every chosen format that has the field; one that no chosen format knows is
an error that says which formats do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from converters.errors import BadInput, BadOptions, LimitExceeded
from converters.options import OptionFact, option_facts
from converters.registry import DEFAULT_FORMATS, converter_names, get_converter

_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})
_LARGEST_TEXT = 5 * 2**20


@dataclass(frozen=True, slots=True)
class Flags:
    """``values[format][field]``: what was given for each chosen format; ``rest``: the arguments that are none of our flags."""

    values: Mapping[str, dict[str, Any]]
    rest: list[str]


def full_format_name(name: str) -> str:
    """The registered name for ``name``, which may leave out the family ("pef" for "braille-pef") where that is clear.

    Raises BadOptions ``unknown-format``.
    """
    known = converter_names()
    if name in known:
        return name
    ending = [format_name for format_name in known if format_name.endswith(f"-{name}")]
    if len(ending) == 1:
        return ending[0]
    raise BadOptions("unknown-format", format=name, known=", ".join(known))


def chosen_formats(names: Iterable[str]) -> tuple[str, ...]:
    """Full names, each once, in the order given; the default formats where ``names`` is empty."""
    chosen = tuple(dict.fromkeys(full_format_name(name) for name in names))
    return chosen or tuple(name for name in DEFAULT_FORMATS if name in converter_names())


def take_flags(arguments: list[str], ours: Mapping[str, bool]) -> Flags:
    """Take the formats' flags out of ``arguments``. ``ours``: the command's own flags, and whether each takes a value."""
    chosen = chosen_formats(_values_of("--to", arguments))
    facts = {name: {fact.name: fact for fact in option_facts(get_converter(name))} for name in chosen}
    values: dict[str, dict[str, Any]] = {name: {} for name in chosen}
    rest: list[str] = []
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            return Flags(values, [*rest, argument, *waiting])
        flag, has_value, value = argument.partition("=")
        if not flag.startswith("--") or flag in ours:
            rest.append(argument)
            if ours.get(flag) and not has_value and waiting:
                rest.append(waiting.pop(0))
            continue
        known = {name: found for name in chosen if (found := _find(flag, facts[name])) is not None}
        if not known:
            raise _unknown(flag, chosen)
        fact, meant = next(iter(known.values()))
        given: Any
        if fact.kind == "switch":
            given = _switch(value, meant=meant) if has_value else meant
        else:
            if not has_value and not waiting:
                raise BadOptions("usage-needs-value", option=flag)
            given = value if has_value else waiting.pop(0)
            if fact.kind == "file":
                given = _text_of(given)
        fitting = {name for name, (format_fact, _) in known.items() if _may_be(format_fact, given)}
        for name, (format_fact, _meant) in known.items():
            # Where two formats share a name but not the choices, the value is for those that know it.
            if name in fitting or not fitting:
                values[name][format_fact.field] = _parsed(format_fact, given)
    return Flags(values, rest)


def _text_of(name: str) -> str:
    """What a text file says; the option holds its lines. BadInput ``file-not-found``, ``file-not-text`` ..."""
    path = Path(name)
    try:
        if path.stat().st_size > _LARGEST_TEXT:
            raise LimitExceeded("limit-file-size", mebibytes=_LARGEST_TEXT // 2**20)
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise BadInput("file-not-found", file=path.name) from None
    except IsADirectoryError:
        raise BadInput("file-is-folder", file=path.name) from None
    except UnicodeDecodeError:
        raise BadInput("file-not-text", file=path.name) from None
    except OSError as error:
        raise BadInput("file-unreadable", file=path.name, reason=error.strerror or "") from None


def _values_of(flag: str, arguments: list[str]) -> list[str]:
    found = []
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == flag and index + 1 < len(arguments):
            found.append(arguments[index + 1])
        elif argument.startswith(f"{flag}="):
            found.append(argument[len(flag) + 1 :])
    return found


def _find(flag: str, facts: Mapping[str, OptionFact]) -> tuple[OptionFact, bool] | None:
    """The option that ``flag`` means, and what it means when it is a switch."""
    name = flag[2:]
    if name in facts:
        return facts[name], True
    if name.startswith("no-") and name[3:] in facts and facts[name[3:]].kind == "switch":
        return facts[name[3:]], False
    return None


def _unknown(flag: str, chosen: tuple[str, ...]) -> BadOptions:
    others = [
        name
        for name in converter_names()
        if name not in chosen
        and _find(flag, {fact.name: fact for fact in option_facts(get_converter(name))}) is not None
    ]
    if others:
        return BadOptions(
            "flag-of-other-format", flag=flag, formats=", ".join(others), chosen=", ".join(chosen)
        )
    return BadOptions("flag-unknown", flag=flag, chosen=", ".join(chosen))


def _switch(value: str, *, meant: bool) -> Any:
    if value.lower() in _TRUE:
        return meant
    if value.lower() in _FALSE:
        return not meant
    return value  # the model refuses it, in words


def _may_be(fact: OptionFact, value: Any) -> bool:
    return fact.kind != "choice" or str(value) in fact.choices


def _parsed(fact: OptionFact, value: Any) -> Any:
    if fact.kind == "list" and isinstance(value, str):
        return [piece.strip() for piece in value.split(",") if piece.strip()]
    if fact.optional and value in {"", "none"} and "none" not in fact.choices:
        return None
    return value
