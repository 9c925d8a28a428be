"""Pictures made fit for a format: verified, turned upright, in colours and sizes that every output can take.

A picture that cannot be decoded is left out with a finding; it never stops a book.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from converters.errors import Finding
from converters.limits import LIMITS

_LARGEST: Final = 2400
"""Pixels of the longer side: 300 to the inch over eight inches."""
_KEPT_AS_THEY_ARE: Final = {"PNG": {"1", "L", "LA", "P", "RGB", "RGBA"}, "JPEG": {"L", "RGB"}}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a folder: its file ``name``, and its size in pixels."""

    name: str
    width: int
    height: int
    media_type: str


class PictureStore:
    """Prepares pictures by resource id into ``folder``, each once. ``findings`` tell what was left out or made smaller."""

    def __init__(self, folder: Path, source: Iterable[tuple[str, str, Path]]) -> None:
        """``source``: resource id, media type, file."""
        self._folder = folder
        self._source = {resource: (media_type, path) for resource, media_type, path in source}
        self._made: dict[str, Picture | None] = {}
        self.findings: list[Finding] = []

    def get(self, resource: str | None, where: str = "") -> Picture | None:
        """The picture, or None where it is missing or broken (told once)."""
        if resource is None or resource not in self._source:
            return None
        if resource not in self._made:
            media_type, path = self._source[resource]
            try:
                self._made[resource] = self._prepare(resource, media_type, path)
            except _BrokenError as error:
                self.findings.append(Finding("large-print-picture-broken", {"reason": str(error)}, where))
                self._made[resource] = None
        return self._made[resource]

    def _prepare(self, resource: str, media_type: str, path: Path) -> Picture:
        if not path.is_file():
            raise _BrokenError("missing")
        if media_type == "image/svg+xml" or path.read_bytes()[:200].lstrip().startswith((b"<svg", b"<?xml")):
            return self._prepare_svg(resource, path)
        from PIL import Image, ImageOps

        Image.MAX_IMAGE_PIXELS = LIMITS.image_pixels
        try:
            with Image.open(path) as image:
                _refuse_bombs(image.width * image.height)
                image.load()
                upright = ImageOps.exif_transpose(image)
                small = max(upright.size) <= _LARGEST
                kind = str(image.format)
                stem = resource[:32]
                if (
                    small
                    and image.mode in _KEPT_AS_THEY_ARE.get(kind, ())
                    and upright.size == image.size
                    and not getattr(image, "is_animated", False)
                ):
                    name = f"{stem}.{'png' if kind == 'PNG' else 'jpg'}"
                    shutil.copyfile(path, self._folder / name)
                    return Picture(name, image.width, image.height, f"image/{kind.lower()}")
                if not small:
                    upright.thumbnail((_LARGEST, _LARGEST))
                see_through = "A" in upright.getbands() or "transparency" in upright.info
                name = f"{stem}.{'jpg' if kind == 'JPEG' else 'png'}"
                if kind == "JPEG":
                    upright.convert("RGB").save(self._folder / name, quality=90)
                else:
                    upright.convert("RGBA" if see_through else "RGB").save(self._folder / name)
                return Picture(
                    name, upright.width, upright.height, f"image/{'jpeg' if kind == 'JPEG' else 'png'}"
                )
        except _BrokenError:
            raise
        except MemoryError:
            raise _BrokenError("too large") from None
        except Exception as error:  # noqa: BLE001 (Pillow's decoders raise anything on broken data)
            raise _BrokenError(type(error).__name__) from None

    def _prepare_svg(self, resource: str, path: Path) -> Picture:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(path.read_bytes(), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _BrokenError(type(error).__name__) from None
        if not isinstance(root.tag, str) or root.tag.rpartition("}")[2] != "svg":
            raise _BrokenError("not SVG")
        for element in list(root.iter()):
            name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "#"
            if name in {"script", "foreignObject", "image", "#", "a"} and element is not root:
                _drop(element, keep_children=name == "a")
                continue
            for attribute in list(element.attrib):
                if attribute.rpartition("}")[2].lower().startswith("on") or (
                    attribute.rpartition("}")[2] == "href"
                    and not element.attrib[attribute].strip().startswith("#")
                ):
                    del element.attrib[attribute]
        width, height = _svg_size(root)
        name = f"{resource[:32]}.svg"
        (self._folder / name).write_bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
        return Picture(name, width, height, "image/svg+xml")


class _BrokenError(Exception):
    """A picture that cannot be shown; the text is the reason."""


def _refuse_bombs(pixels: int) -> None:
    if pixels > LIMITS.image_pixels:
        raise _BrokenError("too large")


def _drop(element: Any, *, keep_children: bool) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    if keep_children:
        for child in list(element):
            parent.insert(place, child)
            place += 1
    parent.remove(element)


def _svg_size(root: Any) -> tuple[int, int]:
    import re

    def number(value: str | None) -> float:
        found = re.match(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(px|pt|mm|cm|in)?\s*$", value or "")
        scale = {"pt": 1.33, "mm": 3.78, "cm": 37.8, "in": 96.0}
        return float(found.group(1)) * scale.get(found.group(2), 1.0) if found else 0.0

    attributes = root.attrib
    width, height = number(attributes.get("width")), number(attributes.get("height"))
    box = [number(piece) for piece in attributes.get("viewBox", "").replace(",", " ").split()[2:4]]
    if (not width or not height) and len(box) == 2 and all(box):
        width, height = box
    return max(1, int(width or 300)), max(1, int(height or 300))
