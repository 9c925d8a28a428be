"""The keys of personal data: kept outside the database, so that a stolen copy of it tells nothing.

Fields are encrypted with AES-256-GCM. The field's table, column and row are authenticated with it, so a value cannot be moved to another person. A key is never replaced: a
new one is added and used from then on, old values stay readable.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE: Final = 12
_KEY: Final = 32


class KeysError(Exception):
    """The keys are missing or do not fit the data; whoever looks after the machine must put them right. The message has no secrets in it."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Key id → key for encryption, the newest last; ``index`` keys the hashes by which encrypted values are found again."""

    encryption: dict[str, bytes] = field(repr=False)
    index: bytes = field(repr=False)

    def encrypt(self, text: str, context: str) -> str:
        """``<key id>.<base64>``. ``context`` says whose value it is, e.g. ``person/<id>/phone``; the same is needed to decrypt."""
        name = list(self.encryption)[-1]
        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(self.encryption[name]).encrypt(nonce, text.encode(), context.encode())
        return f"{name}.{base64.b64encode(nonce + sealed).decode()}"

    def decrypt(self, value: str, context: str) -> str:
        """What was encrypted. Raises :class:`KeysError` for a value of another context, of a key we have not got, or a changed one."""
        name, _, data = value.partition(".")
        key = self.encryption.get(name)
        if key is None:
            raise KeysError(f"there is no key {name!r}")
        raw = base64.b64decode(data)
        try:
            return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], context.encode()).decode()
        except InvalidTag:
            raise KeysError("a value was changed, or belongs elsewhere") from None

    def fingerprint(self, text: str, purpose: str) -> str:
        """A keyed hash (HMAC-SHA-256, hex) by which a value can be found without being stored; different for each ``purpose``."""
        return hmac.new(self.index, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()

    def to_json(self) -> str:
        """For the file."""
        keys = {name: base64.b64encode(key).decode() for name, key in self.encryption.items()}
        return json.dumps({"encryption": keys, "index": base64.b64encode(self.index).decode()}, indent=2)

    @classmethod
    def from_json(cls, text: str) -> Keys:
        """What :meth:`to_json` wrote. Raises :class:`KeysError`."""
        try:
            data = json.loads(text)
            keys = {name: base64.b64decode(key) for name, key in data["encryption"].items()}
            index = base64.b64decode(data["index"])
        except (ValueError, KeyError, TypeError, AttributeError):
            raise KeysError("the keys cannot be read") from None
        if not keys or {len(key) for key in (*keys.values(), index)} != {_KEY}:
            raise KeysError("the keys have the wrong length")
        return cls(keys, index)


def new_keys() -> Keys:
    """Fresh keys."""
    return Keys({"k1": secrets.token_bytes(_KEY)}, secrets.token_bytes(_KEY))


def with_new_key(keys: Keys) -> Keys:
    """``keys`` and one more, used from now on."""
    return Keys({**keys.encryption, f"k{len(keys.encryption) + 1}": secrets.token_bytes(_KEY)}, keys.index)


def load_keys(path: Path, text: str | None = None) -> Keys:
    """The keys from ``text`` or from the file; made there on the very first start, readable by its owner only."""
    if text is not None:
        return Keys.from_json(text)
    try:
        return Keys.from_json(path.read_text())
    except FileNotFoundError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.touch(mode=0o600)
    partial.write_text(new_keys().to_json())
    try:
        os.link(partial, path)  # of two that start at once, one wins
    except FileExistsError:
        pass
    finally:
        partial.unlink()
    return Keys.from_json(path.read_text())
