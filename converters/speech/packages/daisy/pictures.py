"""The book's pictures under short names."""

from __future__ import annotations

from pathlib import Path

from converters.edition.pictures import PictureStore
from converters.errors import Finding
from converters.marked_text import PictureLink
from converters.protocol import Conversion
from converters.speech.packages.daisy.names import FileNames


class Pictures:
    """Prepares pictures into ``folder`` as they are asked for, each once."""

    def __init__(self, conversion: Conversion, folder: Path, names: FileNames) -> None:
        workspace = conversion.workspace
        self._store = PictureStore(
            folder,
            ((one.id, one.media_type, workspace.resource_path(one.id)) for one in conversion.book.resources),
        )
        self._folder = folder
        self._names = names
        self._links: dict[str, PictureLink | None] = {}
        self.media_types: dict[str, str] = {}
        """By file name."""

    @property
    def findings(self) -> list[Finding]:
        """What was left out or broken."""
        return self._store.findings

    def get(self, resource: str | None) -> PictureLink | None:
        """The picture; None where it is missing or broken."""
        if resource is None:
            return None
        if resource not in self._links:
            self._links[resource] = self._make(resource)
        return self._links[resource]

    def _make(self, resource: str) -> PictureLink | None:
        picture = self._store.get(resource)
        if picture is None:
            return None
        name = self._names.picture(len(self.media_types) + 1, picture.name.rpartition(".")[2])
        (self._folder / picture.name).rename(self._folder / name)
        self.media_types[name] = picture.media_type
        return PictureLink(name, picture.width, picture.height)
