"""Which store a URL means, and the settings from the environment."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import unquote, urlsplit

from audio_cache.cache import AudioCache
from audio_cache.folder import FolderStore
from audio_cache.nothing import NoStore
from audio_cache.store import Store

PLACE: Final = "ACCESSIBLE_READER_AUDIO_CACHE"
BYTES: Final = "ACCESSIBLE_READER_AUDIO_CACHE_BYTES"
DAYS: Final = "ACCESSIBLE_READER_AUDIO_CACHE_DAYS"
DEFAULT_BYTES: Final = 20 << 30
DEFAULT_DAYS: Final = 365.0
_SIZE: Final = re.compile(r"(\d+)\s*(?:([KMGT])(?:i?B)?)?", re.IGNORECASE)
_POWER: Final = {"": 0, "K": 10, "M": 20, "G": 30, "T": 40}
_Number = TypeVar("_Number", int, float)


class CacheSettingError(ValueError):
    """A setting that cannot be meant; ``code`` names a message, ``params`` fill it in."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


def open_cache(
    url: str | None = None, *, max_bytes: int | None = None, max_age_days: float | None = None
) -> AudioCache:
    """The cache at ``url``: a folder, ``file:///...``, ``s3://bucket/prefix``, ``memory://`` (of this process) or ``off``. Touches nothing yet.

    Without ``url``: ``ACCESSIBLE_READER_AUDIO_CACHE``, else the user's cache folder. Bounds: ``..._BYTES`` (``20G`` and the like are understood; default
    20 GiB) and ``..._DAYS`` without use (default 365). S3 takes endpoint, region and credentials from the ``AWS_*`` variables. Raises
    :class:`CacheSettingError`.
    """
    return AudioCache(
        _store(url or os.environ.get(PLACE) or _default_folder()),
        _bytes(os.environ.get(BYTES)) if max_bytes is None else _checked(BYTES, max_bytes),
        _days(os.environ.get(DAYS)) if max_age_days is None else _checked(DAYS, max_age_days),
    )


def reopen(url: str, max_bytes: int, max_age_days: float) -> AudioCache:
    """For pickle."""
    return open_cache(url, max_bytes=max_bytes, max_age_days=max_age_days)


def _store(url: str) -> Store:
    if url == "off":
        return NoStore()
    scheme, separator, _rest = url.partition("://")
    if not separator:
        return FolderStore(str(Path(url).expanduser().absolute()))
    parts = urlsplit(url)
    if scheme == "file" and parts.netloc in {"", "localhost"} and parts.path:
        return FolderStore(unquote(parts.path))
    if scheme == "memory" or (scheme == "s3" and parts.netloc):
        from audio_cache.objects import ObjectStore

        return ObjectStore(url)
    raise CacheSettingError("audio-cache-bad-url", url=url)


def _default_folder() -> str:
    import platformdirs

    return str(Path(platformdirs.user_cache_dir("accessible-reader")) / "audio")


def _bytes(text: str | None) -> int:
    if not text:
        return DEFAULT_BYTES
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise CacheSettingError("audio-cache-bad-bound", name=BYTES, value=text)
    return _checked(BYTES, int(found[1]) << _POWER[(found[2] or "").upper()])


def _days(text: str | None) -> float:
    if not text:
        return DEFAULT_DAYS
    try:
        return _checked(DAYS, float(text))
    except ValueError:
        raise CacheSettingError("audio-cache-bad-bound", name=DAYS, value=text) from None


def _checked(name: str, value: _Number) -> _Number:
    if not 0 < value < 1e18:
        raise CacheSettingError("audio-cache-bad-bound", name=name, value=str(value))
    return value
