"""The dictionary of ``hibari-tts`` (183,000 words, and 80,000 features by which it tells nouns from verbs) in a fifteenth of the memory.

As Python's objects it takes 100 MB in each process and 0.4 s to load. As MARISA tries it takes 6 MB and 20 ms, and says the same. The tries are made once and kept in the user's
cache folder under the hash of what they were made from; a file that is not whole is made again, and where nothing can be written they are made anew in each process.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import struct
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import platformdirs

_VERSION: Final = 1
"""Of the file; change it when what is in it changes."""
_WEIGHT: Final = struct.Struct("<Bd")
"""Number of a tag, and its weight."""
_LENGTH: Final = struct.Struct("<I")
_DIGEST: Final = 32
_CHOICES: Final = "\0"
"""Begins an entry that depends on the part of speech; JSON follows."""


@cache
def english_dictionary(*, british: bool = False) -> Any:
    """A ``hibari.g2p.G2P`` that looks words up in tries."""
    from hibari.g2p import G2P
    from hibari.g2p.lexicon import Lexicon
    from hibari.g2p.tokenize import Tokenizer

    gold, silver, weights, rest = _tables("gb" if british else "us")
    found = G2P.__new__(G2P)  # its __init__ would load everything
    found.lexicon = Lexicon({}, {}, british)
    found.lexicon.golds = _words_of(gold)
    found.lexicon.silvers = _words_of(silver)
    found.tokenizer = Tokenizer(json.loads((_assets() / "tokenizer_exceptions.json").read_bytes()))
    found.tagger = _tagger(weights, rest)
    found._oov = None  # noqa: SLF001 (opened when a word is not in the dictionary)
    found.unk, found.british = "", british
    return found


def _words_of(trie: Any) -> Any:
    """The package's dictionary of ``trie``: it adds capitals to what it finds."""
    from hibari.g2p.lexicon import Dict

    class Words(Dict):  # type: ignore[misc]  # the package has no types
        # Most words of a text are among those that came before.
        get = lru_cache(8_192)(Dict.get)

        def __hash__(self) -> int:
            return id(self)

    return Words(_Entries(trie))


class _Entries:
    """What :meth:`dict.get` is to the package."""

    def __init__(self, trie: Any) -> None:
        self._trie = trie

    def get(self, word: str) -> str | dict[str, str | None] | None:
        found = _values(self._trie, word)
        if not found:
            return None
        text: str = found[0].decode()
        if text.startswith(_CHOICES):
            choices: dict[str, str | None] = json.loads(text[1:])
            return choices
        return text


def _values(trie: Any, key: str) -> list[bytes]:
    """What is kept under ``key``. A NUL ends a key in a trie, so that a key beginning with it would find everything."""
    return [] if "\0" in key else trie.get(key) or []


def _tagger(weights: Any, rest: Mapping[str, Any]) -> Any:
    """The package's tagger over a trie of weights."""
    from hibari.g2p.tagger import Tagger

    tags: list[str] = rest["tags"]

    @lru_cache(4_096)
    def of(feature: str) -> tuple[tuple[str, float], ...]:
        found = _values(weights, feature)
        return (
            tuple((tags[number], weight) for number, weight in _WEIGHT.iter_unpack(found[0])) if found else ()
        )

    class Tries(Tagger):  # type: ignore[misc]  # the package has no types
        def predict(self, features: Iterable[str]) -> str:
            """The package's sums, in its order."""
            scores: dict[str, float] = {}
            for feature in features:
                for tag, weight in of(feature):
                    scores[tag] = scores.get(tag, 0) + weight
            return max(tags, key=lambda tag: (scores.get(tag, 0), tag)) if scores else "NN"

    return Tries({**rest, "weights": {}})


# --- the file ---------------------------------------------------------------------------------------------------------


def _tables(accent: str) -> tuple[Any, Any, Any, dict[str, Any]]:
    """Tries of good words, of others, and of weights; and the rest of the tagger."""
    import marisa_trie

    path = _path(accent)
    pieces = _read(path)
    if pieces is None:
        pieces = _make(accent)
        _write(path, pieces)
    gold, silver, weights = (marisa_trie.BytesTrie().frombytes(piece) for piece in pieces[:3])
    return gold, silver, weights, json.loads(pieces[3])


def _sources(accent: str) -> tuple[Path, Path, Path]:
    folder = _assets()
    return (
        folder / f"lexicon_{accent}_gold.json.gz",
        folder / f"lexicon_{accent}_silver.json.gz",
        folder / "tagger.json.gz",
    )


def _path(accent: str) -> Path:
    """Where the file for exactly these sources is kept."""
    digest = hashlib.sha256(str(_VERSION).encode())
    for source in _sources(accent):
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    folder = platformdirs.user_cache_path("accessible-reader", appauthor=False) / "dictionaries"
    return folder / f"english-{accent}-{digest.hexdigest()[:16]}"


def _make(accent: str) -> list[bytes]:
    """One after another, so that what was unpacked is gone before the next."""
    gold, silver, tagger = _sources(accent)
    return [_packed_words(gold), _packed_words(silver), *_packed_tagger(tagger)]


def _packed_words(source: Path) -> bytes:
    import marisa_trie

    entries = _load(source)
    packed: bytes = marisa_trie.BytesTrie(
        (word, _packed_entry(entry)) for word, entry in entries.items() if entry is not None
    ).tobytes()
    return packed


def _packed_entry(entry: str | dict[str, str | None]) -> bytes:
    return (entry if isinstance(entry, str) else _CHOICES + json.dumps(entry)).encode()


def _packed_tagger(source: Path) -> tuple[bytes, bytes]:
    import marisa_trie

    tagger = _load(source)
    numbers = {tag: number for number, tag in enumerate(tagger["tags"])}
    weights: bytes = marisa_trie.BytesTrie(
        (feature, b"".join(_WEIGHT.pack(numbers[tag], weight) for tag, weight in row.items()))
        for feature, row in tagger.pop("weights").items()
    ).tobytes()
    return weights, json.dumps(tagger).encode()


def _load(source: Path) -> dict[str, Any]:
    with gzip.open(source) as file:
        found: dict[str, Any] = json.load(file)
    return found


def _read(path: Path) -> list[bytes] | None:
    """What :func:`_write` wrote; None where it is missing or not whole: a damaged trie could end the process."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    body = memoryview(content)[_DIGEST:]
    if hashlib.sha256(body).digest() != content[:_DIGEST]:
        return None
    pieces = []
    at = 0
    while at < len(body):
        (length,) = _LENGTH.unpack_from(body, at)
        at += _LENGTH.size
        pieces.append(bytes(body[at : at + length]))
        at += length
    return pieces


def _write(path: Path, pieces: list[bytes]) -> None:
    """Whole or not at all; where it cannot be written, the next process makes it again."""
    body = b"".join(_LENGTH.pack(len(piece)) + piece for piece in pieces)
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(hashlib.sha256(body).digest() + body)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


def _assets() -> Path:
    from hibari.tts import ASSETS

    return Path(ASSETS)
