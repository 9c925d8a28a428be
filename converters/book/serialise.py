"""Canonical JSON for a Book: what is stored, hashed, compared and used in golden files.

Objects carry ``"type"``; fields with their default value are left out; keys are sorted; text is UTF-8, not escaped. The same Book
always gives the same bytes, and :func:`book_from_json` gives the same Book back.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from converters.book import blocks, inlines, model, resource
from converters.book.model import Book

FORMAT_VERSION = 1

_TYPES: dict[str, type] = {
    name: item
    for module in (blocks, inlines, model, resource)
    for name, item in vars(module).items()
    if isinstance(item, type) and is_dataclass(item)
}


_FIELDS: dict[str, tuple[tuple[str, Any], ...]] = {
    name: tuple((field.name, field.default) for field in fields(kind)) for name, kind in _TYPES.items()
}


def book_to_json(book: Book, *, indent: int | None = None) -> str:
    """Canonical JSON of ``book``; lone surrogates are written as escapes, so that the text always encodes as UTF-8."""
    data = {"accessible-reader-book": FORMAT_VERSION, "book": _encode(book)}
    text = json.dumps(
        data, ensure_ascii=False, sort_keys=True, indent=indent, separators=None if indent else (",", ":")
    )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(
            data, ensure_ascii=True, sort_keys=True, indent=indent, separators=None if indent else (",", ":")
        )
    return text


def book_from_json(text: str | bytes) -> Book:
    """The Book that :func:`book_to_json` wrote. Raises ValueError for anything else."""
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("accessible-reader-book") != FORMAT_VERSION:
        raise ValueError("not a book of this version")
    book = _decode(data["book"])
    if not isinstance(book, Book):
        raise ValueError("not a book")  # noqa: TRY004 (one error for all that is not ours)
    return book


def _encode(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    name = type(value).__name__
    if name in _FIELDS:
        result: dict[str, Any] = {"type": name}
        for field_name, default in _FIELDS[name]:
            item = getattr(value, field_name)
            if default is MISSING or item != default:
                result[field_name] = _encode(item)
        return result
    return value


def _decode(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decode(item) for item in value)
    if isinstance(value, dict):
        name = value.get("type")
        kind = _TYPES.get(name) if isinstance(name, str) else None
        if kind is None:
            raise ValueError(f"unknown type {name!r}")
        try:
            return kind(**{key: _decode(item) for key, item in value.items() if key != "type"})
        except TypeError as error:
            raise ValueError(str(error)) from error
    return value
