"""``convert --help-format NAME``: the options of one format, explained in the user's language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accessible_reader.cli.flags import full_format_name
from accessible_reader.cli.words import say, words
from converters.options import OptionFact, option_facts
from converters.registry import get_converter


def explain_format(name: str) -> Iterator[str]:
    """Lines: the format, then each option with its title, description, what is allowed and the default."""
    converter = get_converter(full_format_name(name))
    yield f"{converter.name} ({converter.media_type})"
    yield say(f"format-{converter.name}")
    facts = option_facts(converter)
    if not facts:
        yield ""
        yield say("explain-no-options")
    for fact in facts:
        yield ""
        yield f"{flag_of(fact)}"
        yield f"  {option_text(fact, 'title', converter.kind)}"
        description = option_text(fact, "description", converter.kind)
        if description:
            yield f"  {description}"
        yield f"  {allowed(fact)} {say('explain-default', value=default_of(fact))}"


def flag_of(fact: OptionFact) -> str:
    """How the option is written on the command line."""
    if fact.kind == "switch":
        return f"--{fact.name} / --no-{fact.name}"
    return f"--{fact.name} {say(f'explain-metavar-{fact.kind}')}"


def option_text(fact: OptionFact, which: str, kind: str) -> str:
    """The option's ``title`` or ``description`` in the user's language; the model's own English where no message exists.

    ``kind`` is the converter's: ``option-<kind>-<name>-...`` comes before ``option-<name>-...``, which all formats share.
    """
    for code in (f"option-{kind}-{fact.name}-{which}", f"option-{fact.name}-{which}"):
        if code in words():
            return say(code)
    return str(getattr(fact, which))


def allowed(fact: OptionFact) -> str:
    """What may be given, as one sentence."""
    if fact.kind == "switch":
        return say("explain-switch")
    if fact.choices:
        code = "explain-list-of-choices" if fact.kind == "list" else "explain-choices"
        return say(code, choices=", ".join(fact.choices))
    if fact.kind in {"number", "decimal"}:
        if fact.low is not None and fact.high is not None:
            return say("explain-range", low=_number(fact.low), high=_number(fact.high))
        if fact.low is not None:
            return say("explain-at-least", low=_number(fact.low))
        if fact.high is not None:
            return say("explain-at-most", high=_number(fact.high))
        return say("explain-number")
    return say(f"explain-{fact.kind}")


def default_of(fact: OptionFact) -> str:
    """The default as a person would type it."""
    value: Any = fact.default
    if value is None or value in ("", []):
        return say("explain-none")
    if isinstance(value, bool):
        return say("explain-on" if value else "explain-off")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(value)


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else str(value)
