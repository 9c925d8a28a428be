"""The project's own sample books, built once a test process."""

import tempfile
from functools import cache
from pathlib import Path

from samples.build import NAMES, build

LANGUAGES = tuple(NAMES)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="accessible-reader-samples-")


@cache
def sample_book(language: str) -> Path:
    """The built EPUB of the sample book in ``language`` ("en" or "zh-Hans")."""
    return build(language, Path(_folder().name))
