"""The cover as a small JPEG that fits into every audio file."""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import Image

from converters.limits import LIMITS
from converters.protocol import Conversion

_SIDE: Final = 500
_latest: list[tuple[Conversion, bytes | None]] = []


def cover_jpeg(conversion: Conversion) -> bytes | None:
    """At most 500 × 500 pixels; None for a book without a cover, or with one that cannot be read."""
    if not _latest or _latest[0][0] is not conversion:
        _latest[:] = [(conversion, _make(conversion))]
    return _latest[0][1]


def _make(conversion: Conversion) -> bytes | None:
    resource = conversion.book.cover
    if resource is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(conversion.workspace.resource_path(resource)) as picture:
                if picture.width * picture.height > LIMITS.image_pixels:
                    return None
                picture.draft("RGB", (_SIDE, _SIDE))
                small = picture.convert("RGB")
                small.thumbnail((_SIDE, _SIDE))
                stream = io.BytesIO()
                small.save(stream, "JPEG", quality=80)
                return stream.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
