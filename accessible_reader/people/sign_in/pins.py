"""PINs: argon2id over a keyed hash, so that neither the database alone nor the keys alone let anybody try all million six-digit PINs.

No rules of composition and no expiry (NIST SP 800-63B-4, 3.1.1): six characters or more, digits if one likes, and none of those that everybody tries first.
"""

from __future__ import annotations

import itertools
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from accessible_reader.database import Keys
from accessible_reader.errors import BadRecord

SHORTEST: Final = 6
LONGEST: Final = 64
_TEMPORARY_DIGITS: Final = 8

_COMMON: Final = frozenset(
    [
        "123123",
        "123321",
        "112233",
        "121212",
        "101010",
        "131313",
        "520520",
        "521521",
        "5201314",
        "1314520",
        "520131",
        "131452",
        "147258",
        "147852",
        "258369",
        "159753",
        "159357",
        "147369",
        "741852",
        "789456",
        "456789",
        "456123",
        "123654",
        "112358",
        "142857",
        "314159",
        "110110",
        "110120",
        "119110",
        "168168",
        "888666",
        "666888",
        "password",
        "qwerty",
        "qwertyui",
        "asdfgh",
        "zxcvbn",
        "iloveyou",
        "woaini",
        "letmein",
        "admin1",
        "abc123",
        "a123456",
        "123456a",
        "102030",
        "010203",
        "080808",
        "123698",
        "321654",
        "987654",
        "696969",
    ]
)
"""What is tried first, in China and elsewhere, beside runs and repetitions."""


@dataclass(frozen=True, slots=True)
class PinCost:
    """Work of argon2id: passes, KiB of memory, lanes. The default is OWASP's second choice and takes about 30 ms of one core."""

    passes: int = 2
    kibibytes: int = 19_456
    lanes: int = 1


class PinHasher:
    """Makes and checks hashes of PINs; safe to share between threads."""

    def __init__(self, keys: Keys, cost: PinCost | None = None) -> None:
        chosen = cost or PinCost()
        self._keys = keys
        self._argon2 = PasswordHasher(chosen.passes, chosen.kibibytes, chosen.lanes)
        self._nobody = self._argon2.hash(secrets.token_hex(16))

    def hash(self, person_id: str, pin: str) -> str:
        """What is stored of ``pin``."""
        return self._argon2.hash(self._keyed(person_id, pin))

    def fits(self, person_id: str | None, stored: str | None, pin: str) -> bool:
        """Whether ``pin`` is the one. For nobody, or somebody without a PIN, it takes as long and is False."""
        try:
            self._argon2.verify(stored or self._nobody, self._keyed(person_id or "", pin))
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether it was made with less work than we ask for now."""
        return self._argon2.check_needs_rehash(stored)

    def _keyed(self, person_id: str, pin: str) -> str:
        return self._keys.fingerprint(f"{person_id}/{tidy_pin(pin)}", "pin")


def tidy_pin(pin: str) -> str:
    """As it was meant: full-width digits as digits, without the blanks and hyphens that come with pasting or dictating."""
    return "".join(c for c in unicodedata.normalize("NFKC", pin) if c not in " -\t\r\n\u3000")


def check_pin(pin: str, known: Iterable[str | None] = ()) -> None:
    """Whether ``pin`` may be chosen; ``known`` are the person's own numbers (card, telephone, birth year).

    Raises:
        BadRecord: ``pin-too-short``, ``pin-too-long``, ``pin-too-common``, ``pin-known-number``. Never with the PIN in it.

    """
    tidied = tidy_pin(pin)
    if len(tidied) < SHORTEST:
        raise BadRecord("pin-too-short", least=SHORTEST)
    if len(tidied) > LONGEST:
        raise BadRecord("pin-too-long", most=LONGEST)
    if _is_common(tidied.lower()):
        raise BadRecord("pin-too-common")
    for number in known:
        if number and tidied in {number, number[: len(tidied)], number[-len(tidied) :], number * 2}:
            raise BadRecord("pin-known-number")


def temporary_pin() -> str:
    """Eight random digits that are none of the weak ones: easy to say on the telephone."""
    while True:
        pin = "".join(secrets.choice("0123456789") for _ in range(_TEMPORARY_DIGITS))
        if not _is_common(pin):
            return pin


def _is_common(pin: str) -> bool:
    if pin in _COMMON or len(set(pin)) <= 2:
        return True
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(pin)}
    if len(steps) == 1:  # 123456, 987654, 135791, abcdef
        return True
    wrapped = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(pin)} if pin.isdecimal() else set()
    if len(wrapped) == 1:  # 567890
        return True
    # 112233, 123123, 2580 2580
    pairs = len(pin) % 2 == 0 and all(a == b for a, b in zip(pin[::2], pin[1::2], strict=True))
    repeated = any(
        pin == pin[:size] * (len(pin) // size) for size in range(1, len(pin) // 2 + 1) if len(pin) % size == 0
    )
    return repeated or (pairs and _is_run(pin[::2]))


def _is_run(text: str) -> bool:
    return len({ord(b) - ord(a) for a, b in itertools.pairwise(text)}) <= 1
