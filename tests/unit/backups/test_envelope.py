"""The envelope: nobody reads, changes, cuts off or moves anything in it unseen."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accessible_reader.backups import envelope
from accessible_reader.backups.envelope import CHUNK, MAGIC, OpeningReader, SealingWriter, new_lock
from converters.errors import BadOptions, DamagedFile

WORDS = "correct horse battery"
_LOCK, _KEY = new_lock(WORDS, passes=1, kibibytes=64)


def seal(data: bytes) -> bytes:
    out = io.BytesIO()
    writer = SealingWriter(out, _LOCK, _KEY)
    for start in range(0, len(data), 300_000):
        writer.write(data[start : start + 300_000])
    writer.finish()
    return out.getvalue()


def read(sealed: bytes, passphrase: str = WORDS) -> bytes:
    return OpeningReader(io.BytesIO(sealed), passphrase).readall()  # type: ignore[return-value]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5])
def test_what_is_sealed_comes_out(size: int) -> None:
    data = bytes(i * 7 % 251 for i in range(size))
    sealed = seal(data)
    assert sealed.startswith(MAGIC)
    assert read(sealed) == data
    if size > 1:
        assert data[:64] not in sealed


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2 * CHUNK + 700), st.integers(1, 255))
def test_a_changed_byte_is_noticed(place: int, change: int) -> None:
    sealed = bytearray(seal(bytes(2 * CHUNK)))
    place = place % len(sealed)
    sealed[place] ^= change
    with pytest.raises((DamagedFile, BadOptions)):
        read(bytes(sealed))


def test_what_is_cut_off_swapped_or_added_is_noticed() -> None:
    sealed = seal(bytes(range(256)) * (3 * CHUNK // 256))
    head = len(sealed) - 3 * (CHUNK + 16)
    one, two, three = (sealed[head + n * (CHUNK + 16) : head + (n + 1) * (CHUNK + 16)] for n in range(3))
    begin = sealed[:head]
    assert read(begin + one + two + three)
    for wrong in (
        begin + one + two,
        begin + two + one + three,
        begin + one + two + three + three,
        begin,
        sealed[:-1],
    ):
        with pytest.raises(DamagedFile):
            read(wrong)


def test_a_wrong_passphrase_is_told_from_damage() -> None:
    with pytest.raises(BadOptions) as caught:
        read(seal(b"x"), "correct horse batterz")
    assert caught.value.code == "backup-passphrase-wrong"


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(BadOptions) as caught:
        new_lock("short")
    assert caught.value.code == "backup-passphrase-short"


@pytest.mark.parametrize(
    "change",
    [b'"kibibytes": 999999999', b'"kibibytes": -1', b'"kibibytes": "x"', b'"kibi": 64'],
)
def test_a_lock_that_would_take_all_memory_is_damage(change: bytes) -> None:
    sealed = seal(b"x").replace(b'"kibibytes": 64', change)
    with pytest.raises(DamagedFile):
        read(sealed)


def test_a_passphrase_costs_what_it_should() -> None:
    lock, _ = new_lock(WORDS)
    assert (lock.passes, lock.kibibytes) >= (3, 64 * 1024)  # OWASP's least for argon2id and more
    assert envelope.LEAST_CHARACTERS >= 12
