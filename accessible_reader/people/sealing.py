"""Sealed fields: encrypted with the keys outside the database, bound to table, row and field, so that no value can be moved to another person."""

from __future__ import annotations

import unicodedata
from typing import overload

from accessible_reader.database import Keys


@overload
def seal(keys: Keys, table: str, row: str, field: str, value: str) -> str: ...
@overload
def seal(keys: Keys, table: str, row: str, field: str, value: str | None) -> str | None: ...
def seal(keys: Keys, table: str, row: str, field: str, value: str | None) -> str | None:
    """``value`` for the database; None stays None."""
    return None if value is None else keys.encrypt(value, f"{table}/{row}/{field}")


def unseal(keys: Keys, table: str, row: str, field: str, value: str | None) -> str | None:
    """What was sealed. Raises :class:`~accessible_reader.database.KeysError` for a value that belongs elsewhere."""
    return None if value is None else keys.decrypt(value, f"{table}/{row}/{field}")


def fingerprint(keys: Keys, field: str, value: str | None) -> str | None:
    """The keyed hash by which ``value`` is found again, whatever its spacing, width and case."""
    if value is None:
        return None
    folded = "".join(unicodedata.normalize("NFKC", value).casefold().split())
    if field in {"card", "phone"}:
        folded = "".join(c for c in folded if c.isalnum())
    return keys.fingerprint(folded, f"person/{field}")


def pseudonym(keys: Keys, person_id: str) -> str:
    """Under which a person stands in the provision ledger; only whoever has the keys *and* the person's id can tell whose it is."""
    return keys.fingerprint(person_id, "provision")
