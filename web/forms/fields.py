"""Fields of a form, from a pydantic model: label, hint, kind, choices. Their words are messages ``ask-<name>``, ``ask-<name>-hint``, ``ask-<name>-<value>``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from pydantic import BaseModel
from pydantic import Field as ModelField
from pydantic_core import PydanticUndefined

from web.i18n import Words

Kind = Literal[
    "text",
    "password",
    "email",
    "tel",
    "number",
    "search",
    "textarea",
    "radio",
    "select",
    "checkboxes",
    "check",
    "file",
    "hidden",
]
_HERE: Final = "web"


def asked(
    kind: Kind = "text",
    default: Any = PydanticUndefined,
    *,
    autocomplete: str = "",
    choices: Sequence[str] = (),
    words: str = "",
    numeric: bool = False,
    **limits: Any,
) -> Any:
    """A field of a form.

    ``words``: name of its messages where two forms ask differently; ``choices``: values of radio buttons, check boxes and lists; ``numeric``: show the digits on a telephone; ``autocomplete``: what
    the browser may fill in (WCAG 1.3.5); ``limits`` go to pydantic.
    """
    about: dict[str, Any] = {
        "kind": kind,
        "autocomplete": autocomplete,
        "choices": list(choices),
        "words": words,
        "numeric": numeric,
    }
    return ModelField(default, json_schema_extra={_HERE: about}, **limits)


@dataclass(frozen=True, slots=True)
class Field:
    """One field as a template shows it. ``error`` is a sentence, or ""."""

    name: str
    id: str
    kind: str
    label: str
    hint: str
    error: str
    value: Any = field(repr=False)
    required: bool
    autocomplete: str
    numeric: bool
    choices: tuple[tuple[str, str, str], ...]
    """Value, words, hint."""
    most: int | None

    @property
    def described_by(self) -> str:
        """Ids of hint and error, in the order they are read."""
        there = ((self.hint, f"{self.id}-hint"), (self.error, f"{self.id}-error"))
        return " ".join(name for text, name in there if text)

    @property
    def first_id(self) -> str:
        """Where a link from the summary leads: of several buttons, the first."""
        return f"{self.id}-1" if self.kind in {"radio", "checkboxes"} else self.id

    def chosen(self, choice: str) -> bool:
        """Whether ``choice`` is ticked."""
        return choice in self.value if isinstance(self.value, list) else str(self.value) == choice


def make_field(  # noqa: PLR0917 (whose field, in which words, with what in it)
    model: type[BaseModel],
    name: str,
    words: Words,
    value: Any,
    error: str,
    choices: Sequence[tuple[str, str]] | None = None,
) -> Field:
    """The field ``name`` of ``model``. ``choices``: value and words, where they are known only now (branches, voices)."""
    info = model.model_fields[name]
    extra = info.json_schema_extra
    about: Any = extra[_HERE] if isinstance(extra, dict) and _HERE in extra else {}
    key = about.get("words") or name.replace("_", "-")
    shown = tuple((one, text, "") for one, text in choices or ()) or tuple(
        (one, words(f"ask-{key}-{_code(one)}"), _maybe(words, f"ask-{key}-{_code(one)}-hint"))
        for one in about.get("choices", ())
    )
    most = next((one.max_length for one in info.metadata if hasattr(one, "max_length")), None)
    return Field(
        name=name,
        id=f"f-{name.replace('_', '-')}",
        kind=about.get("kind", "text"),
        label=words(f"ask-{key}"),
        hint=_maybe(words, f"ask-{key}-hint"),
        error=error,
        value=value,
        required=info.is_required(),
        autocomplete=about.get("autocomplete", ""),
        numeric=about.get("numeric", False),
        choices=shown,
        most=most,
    )


def _code(choice: str) -> str:
    """A value as part of a message's name."""
    return choice.replace(".", "-")


def _maybe(words: Words, code: str) -> str:
    return words(code) if words.has(code) else ""
