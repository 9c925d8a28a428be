"""The packed English dictionary says what the package's own says, and no state of its file can do harm."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from converters.speech.engines import english_dictionary as packed

TEXT = (
    "I read it, and she has read it too; a live wire, to live. He will record the record. Close the close door, O wind, and wind it up!",
    "THE USA and NATO sent Dr. Ahab's harpooneers a 3-masted ship; it's 1851, 50% of $4.50, the 2nd of May. Queequeg's coffin?",
    "“The—what?” said Zzyzxblorf (of Nantucket), as-if to-day weren't Qwxyz's; am I? An AM radio. vs. etc. in, by, used to the used.",
    "re-entered whaling-cruisers' Mississippi's boxes, ladies, walked, wanted, putting, cutting, panicking. AA ABS ACT resume Resume RESUME",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The user's cache folder, empty."""
    monkeypatch.setattr(packed.platformdirs, "user_cache_path", lambda *_a, **_k: tmp_path / "cache")
    packed.english_dictionary.cache_clear()
    yield tmp_path / "cache" / "dictionaries"
    packed.english_dictionary.cache_clear()


@pytest.mark.parametrize("british", [False, True])
def test_it_reads_as_the_package_itself(british: bool) -> None:
    from hibari.g2p import G2P

    theirs, ours = G2P(british=british), packed.english_dictionary(british=british)
    for text in TEXT:
        assert ours(text) == theirs(text)
        assert [token.tag for token in ours.tokenize(text)] == [token.tag for token in theirs.tokenize(text)]


def test_every_word_is_in_it() -> None:
    ours = packed.english_dictionary().lexicon
    for source, found in zip(packed._sources("us")[:2], (ours.golds, ours.silvers), strict=True):
        entries: dict[str, Any] = json.loads(gzip.decompress(source.read_bytes()))
        assert len(entries) > 90_000
        assert [word for word, entry in entries.items() if found.get(word) != entry] == []
        assert "qwxyzzy" not in found


def test_it_is_made_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = packed.english_dictionary()(TEXT[0])
    packed.english_dictionary.cache_clear()
    monkeypatch.setattr(packed, "_make", lambda _accent: pytest.fail("it was there"))
    assert packed.english_dictionary()(TEXT[0]) == first
    assert [path.name[:11] for path in folder.iterdir()] == ["english-us-"]


@pytest.mark.parametrize("damage", [b"", b"short", None])
def test_a_damaged_file_is_made_again(folder: Path, damage: bytes | None) -> None:
    first = packed.english_dictionary()(TEXT[0])
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) // 2) if damage is None else damage)
    packed.english_dictionary.cache_clear()
    assert packed.english_dictionary()(TEXT[0]) == first
    assert file.read_bytes() == whole


def test_it_works_where_nothing_can_be_written(folder: Path) -> None:
    folder.parent.write_text("a file where the folder should be")
    assert packed.english_dictionary()("Hello there.") == "həlˈO ðˈɛɹ."
