"""How a reference to a note stands in the text."""

import pytest

from converters.large_print.node_text import note_sign


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("1", "[1]"),
        ("xiv", "[xiv]"),
        ("注", "[注]"),
        ("", "[]"),
        ("①", "①"),
        ("⑫", "⑫"),
        ("*", "*"),
        ("[3]", "[3]"),
    ],
)
def test_a_number_is_set_apart_once(label: str, shown: str) -> None:
    assert note_sign(label) == shown
