"""One clip as it lies in the store: 32 bytes of header, then the payload.

====== ===== =============================================================
offset bytes
====== ===== =============================================================
0      4     ``ARc1``
4      8     length of the payload, big-endian
12     20    BLAKE2b-160 of the payload, keyed with the clip's key
32     ...   the payload
====== ===== =============================================================

The digest is keyed so that a whole and sound clip under a wrong name counts as damaged too: nobody shall hear another sentence.
"""

from __future__ import annotations

import hashlib
import struct
from typing import Final

_HEADER: Final = struct.Struct(">4sQ20s")
_MAGIC: Final = b"ARc1"


def pack(key: str, payload: bytes) -> bytes:
    """The bytes to be stored."""
    return _HEADER.pack(_MAGIC, len(payload), _digest(key, payload)) + payload


def unpack(key: str, content: bytes) -> bytes | None:
    """The payload, or None when the content is not exactly what :func:`pack` made for this key."""
    if len(content) < _HEADER.size:
        return None
    magic, length, digest = _HEADER.unpack_from(content)
    payload = content[_HEADER.size :]
    if magic != _MAGIC or length != len(payload) or digest != _digest(key, payload):
        return None
    return payload


def _digest(key: str, payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=20, key=bytes.fromhex(key)).digest()
