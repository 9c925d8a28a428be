"""The keys of personal data and a backup: known again without being in it, or in it under the passphrase."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accessible_reader.backups.envelope import new_lock, open_lock
from accessible_reader.database import Keys, KeysError
from converters.errors import DamagedFile

_PURPOSE: Final = b"accessible-reader backup: which key is this"
_ABOUT: Final = b"accessible-reader backup: keys"


def marks_of(keys: Keys) -> dict[str, Any]:
    """By what the keys are known again; nothing about them can be found out from it."""
    return {
        "index": _mark(keys.index),
        "encryption": {name: _mark(key) for name, key in keys.encryption.items()},
    }


def fit(keys: Keys, marks: dict[str, Any]) -> bool:
    """Whether everything in a backup with these ``marks`` can be read with ``keys``, which may hold newer ones besides."""
    mine = marks_of(keys)
    wanted = marks["encryption"].items()
    return bool(mine["index"] == marks["index"] and wanted <= mine["encryption"].items())


def seal_keys(keys: Keys, passphrase: str) -> dict[str, Any]:
    """The keys under a passphrase. Raises BadOptions ``backup-passphrase-short``."""
    lock, key = new_lock(passphrase)
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key).encrypt(nonce, keys.to_json().encode(), _ABOUT)
    return {"lock": lock.to_json(), "sealed": base64.b64encode(nonce + sealed).decode()}


def unseal_keys(data: dict[str, Any], passphrase: str) -> Keys:
    """What was sealed. Raises DamagedFile; BadOptions ``backup-passphrase-wrong``."""
    try:
        key = open_lock(data["lock"], passphrase)
        raw = base64.b64decode(data["sealed"])
        return Keys.from_json(AESGCM(key).decrypt(raw[:12], raw[12:], _ABOUT).decode())
    except (KeyError, TypeError, ValueError, InvalidTag, KeysError):
        raise DamagedFile("backup-damaged", what="keys.json") from None


def _mark(key: bytes) -> str:
    return hmac.new(key, _PURPOSE, hashlib.sha256).hexdigest()[:32]
