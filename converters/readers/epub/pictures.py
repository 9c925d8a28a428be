"""The pictures of an EPUB: found, verified, kept once."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from converters.book import Resource
from converters.errors import Finding
from converters.limits import LIMITS
from converters.readers.archive import Archive
from converters.readers.epub.package import Package
from converters.readers.images import keep_picture
from converters.readers.xhtml.links import Target, resolve_href
from converters.readers.xhtml.names import attributes_of, name_of
from converters.workspace import Workspace

_DATA = re.compile(r"data:image/[\w.+-]{1,40}((?:;[\w=-]{1,40})*),", re.IGNORECASE)
_PICTURE_BYTES = 64 * 1024 * 1024


class PictureShelf:
    """Loads each picture the first time it is asked for. ``resources`` holds what was kept, in the order of the book."""

    def __init__(
        self, archive: Archive, workspace: Workspace, locked: frozenset[str], findings: list[Finding]
    ) -> None:
        self.resources: list[Resource] = []
        self._archive = archive
        self._workspace = workspace
        self._locked = locked
        self._findings = findings
        self._known: dict[str, Resource | None] = {}

    def load(self, document: str, href: str) -> Resource | None:
        """The picture that ``href`` in ``document`` means; None with a finding. Nothing is ever fetched from outside."""
        if href.lstrip().lower().startswith("data:"):
            return self._inline(document, href.strip())
        target = resolve_href(document, href)
        if not isinstance(target, Target):
            if href.strip():
                self._findings.append(Finding("picture-elsewhere", {"picture": href[:200]}, document))
            return None
        name = self._archive.find(target.document)
        if name is None:
            self._findings.append(Finding("picture-missing", {"picture": target.document[:200]}, document))
            return None
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def keep_svg(self, document: str, data: bytes) -> Resource | None:
        """Keep a drawing that stands in a document."""
        return self._keep(data, f"{document}#svg")

    def _read(self, name: str) -> Resource | None:
        if name in self._locked:
            return None
        return self._keep(self._archive.read(name, min(_PICTURE_BYTES, LIMITS.archive_entry_bytes)), name)

    def _inline(self, document: str, href: str) -> Resource | None:
        match = _DATA.match(href)
        if not match:
            return None
        raw = href[match.end() :]
        try:
            data = (
                base64.b64decode(unquote_to_bytes(raw))
                if "base64" in match.group(1)
                else unquote_to_bytes(raw)
            )
        except (binascii.Error, ValueError):
            data = b""
        return self._keep(data, f"{document}#data")

    def _keep(self, data: bytes, href: str) -> Resource | None:
        resource, finding = keep_picture(data, href, self._workspace)
        if finding is not None:
            self._findings.append(finding)
        if resource is not None and all(resource.id != kept.id for kept in self.resources):
            self.resources.append(resource)
        return resource


def find_cover(package: Package, shelf: PictureShelf, archive: Archive) -> str | None:
    """The id of the cover picture: EPUB 3's property, EPUB 2's ``meta name="cover"``, or the only plausible name."""
    item = package.by_property("cover-image")
    if item is None:
        named = next(
            (
                attributes.get("content", "")
                for element in package.root.iter()
                if name_of(element) == "meta"
                and (attributes := attributes_of(element)).get("name") == "cover"
            ),
            "",
        )
        item = package.items.get(named) or next(
            (i for i in package.items.values() if i.path and named and i.path.endswith(named)), None
        )
    if item is None or not item.path or not (item.media_type.startswith("image/") or archive.find(item.path)):
        return None
    if item.media_type and not item.media_type.startswith("image/"):
        return None
    resource = shelf.load("", "/" + item.path.replace("%", "%25").replace("#", "%23").replace("?", "%3F"))
    return resource.id if resource else None
