"""Keys: the same for the same facts, another for each other fact."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_cache import clip_key

_plain = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
)
_facts = st.recursive(_plain, lambda parts: st.lists(parts, max_size=4), max_leaves=8)
_names = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
_all_facts = st.dictionaries(_names, _facts, max_size=5)


def _same(one: Any, other: Any) -> bool:
    """The rule in other words: truth values are no numbers, whole floats are."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and type(one == other) is bool and one == other


@given(_all_facts)
def test_the_order_does_not_matter(facts: dict[str, Any]) -> None:
    key = clip_key(**facts)
    assert key == clip_key(**dict(reversed(facts.items())))
    assert len(key) == 64
    assert set(key) <= set("0123456789abcdef")


@given(_all_facts, _names, _facts, _facts)
def test_each_fact_counts(facts: dict[str, Any], name: str, one: Any, other: Any) -> None:
    first, second = clip_key(**{**facts, name: one}), clip_key(**{**facts, name: other})
    assert (first == second) == _same(one, other)
    facts.pop(name, None)
    assert clip_key(**facts) != first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, "1"),
        (None, ""),
        (None, "null"),
        ("\u00e9", "e\u0301"),
        (["ab"], ["a", "b"]),
        ([[]], []),
        (0.1, 0.1 + 2**-55),
    ],
)
def test_facts_that_look_alike_differ(one: Any, other: Any) -> None:
    assert clip_key(fact=one) != clip_key(fact=other)


def test_a_number_is_a_number() -> None:
    assert clip_key(rate=1) == clip_key(rate=1.0)
    assert clip_key(rate=-0.0) == clip_key(rate=0)


def test_tomorrow_and_elsewhere_it_is_the_same() -> None:
    facts = "engine='espeak', rate=1.25, script=['say', '你好', ['ni3', 'hao3'], None, True]"
    program = f"from audio_cache import clip_key; print(clip_key({facts}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "da7d22c081f9dc0dca153df07c711f6713783fe7443adffc79eaabc5d297058e"


@pytest.mark.parametrize("fact", [b"x", {"a": 1}, {1}, object()])
def test_other_types_are_refused(fact: Any) -> None:
    with pytest.raises(TypeError):
        clip_key(fact=fact)


@pytest.mark.parametrize("fact", [float("nan"), float("inf"), [float("-inf")]])
def test_what_equals_nothing_is_refused(fact: Any) -> None:
    with pytest.raises(ValueError, match="JSON"):
        clip_key(fact=fact)
