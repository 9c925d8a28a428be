"""Keys of personal data."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from accessible_reader.database import Keys, KeysError, load_keys, new_keys, with_new_key


def test_what_was_encrypted_is_found_again_and_is_never_the_same_twice() -> None:
    keys = new_keys()
    first, second = (
        keys.encrypt("13800000000", "person/1/phone"),
        keys.encrypt("13800000000", "person/1/phone"),
    )
    assert first != second
    assert "138" not in first
    assert keys.decrypt(first, "person/1/phone") == keys.decrypt(second, "person/1/phone") == "13800000000"


def test_a_value_cannot_be_moved_or_changed() -> None:
    keys = new_keys()
    value = keys.encrypt("secret", "person/1/phone")
    with pytest.raises(KeysError):
        keys.decrypt(value, "person/2/phone")
    with pytest.raises(KeysError):
        keys.decrypt(value[:-6] + ("A" if value[-6] != "A" else "B") + value[-5:], "person/1/phone")
    with pytest.raises(KeysError):
        new_keys().decrypt(value, "person/1/phone")


def test_old_values_stay_readable_under_a_new_key() -> None:
    keys = new_keys()
    old = keys.encrypt("x", "c")
    more = with_new_key(keys)
    new = more.encrypt("x", "c")
    assert new.partition(".")[0] != old.partition(".")[0]
    assert more.decrypt(old, "c") == more.decrypt(new, "c") == "x"
    assert more.fingerprint("x", "card") == keys.fingerprint("x", "card")


def test_fingerprints_find_the_same_and_tell_purposes_apart() -> None:
    keys = new_keys()
    assert keys.fingerprint("A12345", "card") == keys.fingerprint("A12345", "card")
    assert keys.fingerprint("A12345", "card") != keys.fingerprint("A12345", "certificate")
    assert keys.fingerprint("A12345", "card") != new_keys().fingerprint("A12345", "card")


def test_the_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "data" / "keys.json"
    keys = load_keys(path)
    assert load_keys(path) == keys
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["keys.json"]
    assert load_keys(tmp_path / "nowhere", keys.to_json()) == keys


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"encryption": {}, "index": ""}', '{"encryption": {"k1": "AAAA"}, "index": "AAAA"}'],
)
def test_keys_that_cannot_be_right_are_refused(text: str) -> None:
    with pytest.raises(KeysError):
        Keys.from_json(text)


def test_keys_are_not_printed() -> None:
    keys = new_keys()
    assert repr(keys) == "Keys()"
    assert repr(keys.index) not in str(keys)
