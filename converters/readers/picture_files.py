"""Pictures that come with a document: verified, kept in the workspace, never fetched."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from converters.book import Resource
from converters.errors import Finding
from converters.limits import MIB
from converters.readers.images import keep_picture
from converters.readers.xhtml import Target, resolve_href
from converters.workspace import Workspace

_MOST_BYTES: Final = 64 * MIB
_DATA: Final = re.compile(r"\s*data:([^,]{0,200}),", re.IGNORECASE)


@dataclass(slots=True)
class PictureFiles:
    """Loads pictures for :class:`~converters.readers.xhtml.BuildContext`; ``resources`` grows as they are found.

    ``read`` gives the bytes of a file named by its path from the document's folder, or None.
    """

    workspace: Workspace
    findings: list[Finding]
    read: Callable[[str], bytes | None]
    resources: list[Resource] = field(default_factory=list)
    _known: dict[str, Resource | None] = field(default_factory=dict)

    def load(self, document: str, href: str) -> Resource | None:
        """The picture that ``href`` in ``document`` means; None, with a finding, where there is none that is safe and whole."""
        if href not in self._known:
            self._known[href] = self._load(document, href)
        return self._known[href]

    def keep_svg(self, document: str, data: bytes) -> Resource | None:
        """Keep a drawing that stands in ``document`` itself."""
        return self._verified(data, f"{document}#svg")

    def _load(self, document: str, href: str) -> Resource | None:
        shown = href if len(href) <= 120 else href[:60] + "…"
        inline = _DATA.match(href)
        if inline:
            data = _decode_data(href[inline.end() :], inline[1])
        else:
            target = resolve_href(document, href)
            if not isinstance(target, Target):
                self._tell("picture-elsewhere" if target else "picture-missing", shown)
                return None
            data = self.read(target.document)
        if data is None:
            self._tell("picture-missing", shown)
            return None
        return self._verified(data, "data:" if inline else shown)

    def _verified(self, data: bytes, href: str) -> Resource | None:
        resource, finding = keep_picture(data, href, self.workspace)
        if finding is not None:
            self.findings.append(finding)
        if resource is not None and resource.id not in {known.id for known in self.resources}:
            self.resources.append(resource)
        return resource

    def _tell(self, code: str, href: str) -> None:
        self.findings.append(Finding(code, {"picture": href}))


def _decode_data(body: str, kind: str) -> bytes | None:
    if len(body) > _MOST_BYTES * 4 // 3:
        return None
    raw = unquote_to_bytes(body)
    if "base64" not in kind.lower():
        return raw
    try:
        return base64.b64decode(b"".join(raw.split()) + b"==", validate=False)
    except (binascii.Error, ValueError):
        return None


def files_in(folder: Path) -> Callable[[str], bytes | None]:
    """Reads files inside ``folder`` only: no way up, no symbolic link out, nothing but regular files of at most 64 MiB."""
    root = folder.resolve()

    def read(path: str) -> bytes | None:
        if "\0" in path:
            return None
        try:
            place = (root / path).resolve(strict=True)
            if not place.is_relative_to(root) or not place.is_file() or place.stat().st_size > _MOST_BYTES:
                return None
            return place.read_bytes()
        except (OSError, ValueError, RuntimeError):
            return None

    return read
