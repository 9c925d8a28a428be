"""Looks at a picture before anything else does: whether it is whole, what it is, how large it is.

Pillow reads a picture's header to know its size before it unpacks anything, so a bomb is refused unopened.
"""

from __future__ import annotations

import io
import re
import warnings
from typing import Final

from converters.book import Resource
from converters.errors import Finding
from converters.limits import LIMITS
from converters.workspace import Workspace

_TYPES: Final = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
    "TIFF": "image/tiff",
    "AVIF": "image/avif",
    "JPEG2000": "image/jp2",
    "ICO": "image/x-icon",
}
_SVG = re.compile(rb"<(?:[A-Za-z]+:)?svg\b")
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)")


def keep_picture(data: bytes, href: str, workspace: Workspace) -> tuple[Resource | None, Finding | None]:
    """Verify ``data`` and keep it in ``workspace``.

    ``href`` is for messages. None with a finding ``picture-broken`` or ``picture-too-large`` where it cannot be used. The media type is what the
    bytes are, whatever the file's name says.
    """
    if _is_svg(data):
        width, height = _svg_size(data)
        return workspace.add_resource(data, "image/svg+xml", href, width, height), None
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=list(_TYPES)) as picture:
                kind, (width, height) = picture.format or "", picture.size
                if width * height > LIMITS.image_pixels:
                    return None, Finding("picture-too-large", {"picture": href}, href)
                picture.verify()
            if kind in {"JPEG", "GIF", "WEBP", "AVIF"}:  # verify() of these does not look at the pixels
                with Image.open(io.BytesIO(data), formats=[kind]) as picture:
                    if kind == "JPEG":
                        picture.draft("L", (max(1, width // 8), max(1, height // 8)))
                    picture.load()
    except Image.DecompressionBombError:
        return None, Finding("picture-too-large", {"picture": href}, href)
    except (
        UnidentifiedImageError,
        OSError,
        SyntaxError,
        ValueError,
        EOFError,
        TypeError,
        IndexError,
        KeyError,
        OverflowError,
    ):
        return None, Finding("picture-broken", {"picture": href}, href)
    except Exception as error:  # decoders of damaged pictures raise struct.error, zlib.error and more
        if isinstance(error, MemoryError):
            raise
        return None, Finding("picture-broken", {"picture": href}, href)
    return workspace.add_resource(
        data, _TYPES.get(kind, "application/octet-stream"), href, width, height
    ), None


def _is_svg(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and bool(_SVG.search(head))


def _svg_size(data: bytes) -> tuple[int | None, int | None]:
    from converters.readers.xhtml.names import attributes_of
    from converters.readers.xhtml.parse import parse_document

    attributes = attributes_of(parse_document(data).root)
    box = attributes.get("viewbox", "").replace(",", " ").split()
    sizes = [attributes.get("width", ""), attributes.get("height", "")]
    found: list[int | None] = []
    for number, size in enumerate(sizes):
        match = _LENGTH.match(size) if not size.strip().endswith("%") else None
        match = match or (_LENGTH.match(box[number + 2]) if len(box) == 4 else None)
        found.append(min(round(float(match.group(1))), 100_000) or None if match else None)
    return found[0], found[1]
