"""What Typer has to say about bad use, in the user's language."""

from __future__ import annotations

from typing import Any

from typer.exceptions import TyperException

from accessible_reader.cli.words import say


def usage_sentence(error: TyperException) -> str:
    """One sentence for Typer's error; Typer's own English words only where we have none.

    Typer keeps the classes private, so they are told apart by name; ``tests/integration`` notices when a name changes.
    """
    param: Any = getattr(error, "param", None)
    name = _name(param)
    match type(error).__name__:
        case "MissingParameter":
            return say("usage-missing", name=name)
        case "NoSuchOption":
            possible = ", ".join(getattr(error, "possibilities", None) or ())
            option = str(getattr(error, "option_name", ""))
            if possible:
                return say("usage-no-such-option-but", option=option, possible=possible)
            return say("usage-no-such-option", option=option)
        case "BadOptionUsage":
            return say("usage-needs-value", option=str(getattr(error, "option_name", "")))
        case "BadParameter" if getattr(param, "min", None) is not None:
            return say("usage-not-in-range", name=name, low=param.min, high=param.max)
        case "BadParameter":
            return say("usage-bad-value", name=name, reason=error.message)
        case _:
            return say("usage-other", reason=error.format_message())


def _name(param: Any) -> str:
    if param is None:
        return "?"
    if param.param_type_name == "argument":
        return str(param.name).upper()
    return str(param.opts[0])
