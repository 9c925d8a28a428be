"""Amounts as people type them: with any digits, and with “件” or “公斤” behind them."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

_UNIT: Final = re.compile(r"\s*(公斤|千克|kg|件|本|周|週|星期)\s*$", re.IGNORECASE)


def _plain(value: Any) -> Any:
    return _UNIT.sub("", unicodedata.normalize("NFKC", value)).strip() if isinstance(value, str) else value


Count = Annotated[int, BeforeValidator(_plain)]
"""A whole number."""
Amount = Annotated[float, BeforeValidator(_plain)]
"""A number that may have a decimal point."""
