"""A recipe: a format and its options. The same recipe for the same edition is the same conversion."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from converters.registry import get_converter
from converters.run import make_options


def full_options(converter: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options with all defaults written out, as JSON would have them. Raises :class:`~converters.errors.BadOptions`."""
    made = make_options(get_converter(converter), dict(options))
    plain: dict[str, Any] = made.model_dump(mode="json")
    return plain


def conversion_id(edition_id: str, converter: str, options: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of edition, format and full options: who asks for the same gets the same."""
    recipe = json.dumps([edition_id, converter, options], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(recipe.encode()).hexdigest()
