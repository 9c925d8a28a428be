"""A form as somebody filled it in: what they typed, what is wrong with it, and the model once nothing is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import Depends
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from converters.errors import ConversionError
from web.forms.fields import Field, make_field
from web.i18n import Words

Model = TypeVar("Model", bound=BaseModel)

Typed = dict[str, Any]
"""Field → text, or list of texts for check boxes, or an upload."""

_MOST_FIELDS: Final = 500
_MOST_BYTES: Final = 1 << 20
_SECRET: Final = frozenset({"password", "file"})

_CODES: Final = {
    "missing": "form-missing",
    "string_too_short": "form-missing",
    "literal_error": "form-choose",
    "enum": "form-choose",
    "string_too_long": "form-too-long",
    "too_long": "form-too-long",
    "too_short": "form-missing",
    "int_parsing": "form-number",
    "int_from_float": "form-number",
    "float_parsing": "form-number",
    "greater_than_equal": "form-too-small",
    "less_than_equal": "form-too-large",
}
"""Pydantic's kinds of errors → our sentences."""


async def posted(request: Request) -> FormData:
    """What was sent. Browsers send forms in two encodings; files come only where a page reads them."""
    try:
        return await request.form(max_files=20, max_fields=_MOST_FIELDS, max_part_size=_MOST_BYTES)
    except (ValueError, UnicodeDecodeError):
        raise HTTPException(400) from None


Posted = Annotated[FormData, Depends(posted)]


class Filled(Generic[Model]):
    """One form. New ones are empty; see :func:`fill` for one that was sent."""

    def __init__(
        self,
        model: type[Model],
        words: Words,
        values: Mapping[str, Any] | None = None,
        choices: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        self.model = model
        self.words = words
        self.values: Typed = dict(values or {})
        self.errors: dict[str, str] = {}
        self.general: list[str] = []
        """What concerns no single field."""
        self.done: Model | None = None
        self.choices = dict(choices or {})

    @property
    def failed(self) -> bool:
        """Whether it has to be corrected."""
        return bool(self.errors or self.general)

    @property
    def names(self) -> list[str]:
        """Fields in their order."""
        return list(self.model.model_fields)

    def field(self, name: str) -> Field:
        """For the template."""
        info = self.model.model_fields[name]
        value = self.values.get(name)
        if value is None:
            value = (
                ""
                if info.is_required() or info.default is None
                else info.get_default(call_default_factory=True)
            )
        return make_field(
            self.model, name, self.words, value, self.errors.get(name, ""), self.choices.get(name)
        )

    def problems(self) -> list[tuple[str, str]]:
        """For the summary: id to jump to ("" for none) and sentence, in the order of the page."""
        of_fields = [
            (self.field(name).first_id, self.errors[name]) for name in self.names if name in self.errors
        ]
        return [*(("", one) for one in self.general), *of_fields]

    def blame(self, name: str, error: ConversionError) -> None:
        """The service refused what is in the field ``name`` ("" for none in particular)."""
        self.done = None
        if name:
            self.errors[name] = self.words.finding(error)
        else:
            self.general.append(self.words.finding(error))

    def check(self) -> None:
        """Try to make the model."""
        given: Typed = {}
        for name, info in self.model.model_fields.items():
            value = self.values.get(name)
            if value is None or value == "":
                if not info.is_required() and info.default is None:
                    given[name] = None
                continue
            given[name] = value
        try:
            self.done = self.model.model_validate(given)
        except ValidationError as error:
            for wrong in error.errors(include_url=False, include_input=False):
                name = str(wrong["loc"][0]) if wrong["loc"] else ""
                sentence = self._sentence(name, wrong["type"], wrong.get("ctx", {}))
                if name:
                    self.errors.setdefault(name, sentence)
                else:
                    self.general.append(sentence)

    def _sentence(self, name: str, kind: str, about: Mapping[str, Any]) -> str:
        own = f"ask-{name.replace('_', '-')}-{kind.replace('_', '-')}"
        if self.words.has(own):
            return self.words(own)
        label = self.field(name).label if name else ""
        if kind not in _CODES and self.words.has(kind):  # a PydanticCustomError with a code of ours
            return self.words(kind, **about)
        limit = about.get("max_length") or about.get("ge") or about.get("le") or 0
        return self.words(_CODES.get(kind, "form-bad"), label=label, limit=limit)


def fill(
    model: type[Model],
    words: Words,
    sent: FormData,
    choices: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> Filled[Model]:
    """The form as it was sent. ``done`` is the model, or None and there are errors."""
    made = Filled(model, words, {}, choices)
    for name in made.names:
        kind = made.field(name).kind
        if kind == "checkboxes":
            made.values[name] = [str(one) for one in sent.getlist(name)]
        elif kind == "check":
            made.values[name] = bool(sent.get(name))
        elif name in sent:
            value = sent[name]
            made.values[name] = (
                value if isinstance(value, UploadFile) else str(value).replace("\x00", "").strip()
            )
    made.check()
    for name in made.names:
        if made.field(name).kind in _SECRET:  # nobody sends a password back
            made.values.pop(name, None)
    return made
