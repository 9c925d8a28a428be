"""What an option may be, read from a converter's ``Options`` model: for flags, forms, documents and error messages."""

from __future__ import annotations

import enum
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Union, get_args, get_origin

import annotated_types
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from converters.errors import BadOptions, ConversionError
from converters.protocol import Converter

Kind = Literal["switch", "number", "decimal", "choice", "text", "list", "file"]
_KINDS: Final[Mapping[Any, Kind]] = {bool: "switch", int: "number", float: "decimal", str: "text"}


@dataclass(frozen=True, slots=True)
class OptionFact:
    """One option. ``low``/``high`` are inclusive; ``default`` is as JSON would write it; ``name`` is the field's, with dashes."""

    name: str
    field: str
    kind: Kind
    default: Any
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    optional: bool = False
    title: str = ""
    description: str = ""


def option_facts(converter: Converter) -> tuple[OptionFact, ...]:
    """Every option of ``converter``, in the order of its model."""
    return tuple(_fact(name, info) for name, info in converter.Options.model_fields.items())


def _fact(field: str, info: FieldInfo) -> OptionFact:
    annotation, optional = _without_none(info.annotation)
    choices = _choices(annotation)
    kind: Kind
    if choices:
        kind = "choice"
    elif get_origin(annotation) in {tuple, list, frozenset, set}:
        kind = "list"
        choices = _choices(next(iter(get_args(annotation)), None))
    else:
        kind = _KINDS.get(annotation, "text")
    if isinstance(info.json_schema_extra, dict) and info.json_schema_extra.get("file"):
        kind = "file"
    low, high = _bounds([*info.metadata, *getattr(annotation, "__metadata__", ())])
    default = info.get_default(call_default_factory=True, validated_data={})
    if isinstance(default, enum.Enum):
        default = default.value
    return OptionFact(
        field.replace("_", "-"),
        field,
        kind,
        list(default) if isinstance(default, (tuple, set, frozenset)) else default,
        choices,
        low,
        high,
        optional,
        info.title or field,
        info.description or "",
    )


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) in {Union, types.UnionType}:
        members = [member for member in get_args(annotation) if member is not type(None)]
        optional = len(members) < len(get_args(annotation))
        return (members[0] if len(members) == 1 else str), optional
    return annotation, False


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(str(value) for value in get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return tuple(str(member.value) for member in annotation)
    return ()


def _bounds(metadata: Iterable[Any]) -> tuple[float | None, float | None]:
    low: Any = None
    high: Any = None
    for item in metadata:
        match item:
            case annotated_types.Ge(ge=value) | annotated_types.Gt(gt=value):
                low = value
            case annotated_types.Le(le=value) | annotated_types.Lt(lt=value):
                high = value
            case annotated_types.Interval(ge=least, le=most):
                low, high = least, most
            case _:
                continue
    return low, high


def option_error(converter: Converter, error: ValidationError) -> ConversionError:
    """The first thing that does not fit, as a message that names the option and what is allowed."""
    first = error.errors()[0]
    facts = {fact.field: fact for fact in option_facts(converter)}
    field = str(first["loc"][0]) if first["loc"] else ""
    fact = facts.get(field)
    if fact is None:
        if first["type"] == "extra_forbidden":
            known = ", ".join(sorted(known.name for known in facts.values()))
            return BadOptions("option-unknown", option=field, format=converter.name, known=known or "–")
        return _reasoned(converter, field or "–", first)
    given = str(first.get("input", ""))
    common = {"option": fact.name, "format": converter.name, "value": given}
    if fact.choices:
        return BadOptions("option-not-a-choice", **common, choices=", ".join(fact.choices))
    if fact.kind == "switch":
        return BadOptions("option-not-a-switch", **common)
    if fact.kind in {"number", "decimal"}:
        if fact.low is not None and fact.high is not None:
            return BadOptions("option-not-in-range", **common, low=_plain(fact.low), high=_plain(fact.high))
        if fact.low is not None and first["type"].startswith("greater"):
            return BadOptions("option-too-small", **common, low=_plain(fact.low))
        if fact.high is not None and first["type"].startswith("less"):
            return BadOptions("option-too-large", **common, high=_plain(fact.high))
        return BadOptions("option-not-a-number", **common)
    return _reasoned(converter, fact.name, first)


def _reasoned(converter: Converter, name: str, details: ErrorDetails) -> ConversionError:
    """A validator of the model may raise an error of ours; else pydantic's English reason is better than none."""
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, ConversionError):
        return cause
    return BadOptions("bad-option", option=name, format=converter.name, reason=str(details["msg"]))


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else str(number)
