"""``braille-text``: Unicode braille, one UTF-8 file a volume."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from converters.braille.converter import BrailleConverter
from converters.braille.pages import BrailleDocument
from converters.protocol import Conversion
from converters.workspace import write_atomically


class BrailleTextConverter(BrailleConverter):
    """Writes ``volume-01.txt`` ...: a line feed after each line, a form feed after each page."""

    name: ClassVar[str] = "braille-text"
    media_type: ClassVar[str] = "text/plain"

    def write(self, document: BrailleDocument, conversion: Conversion, folder: Path) -> tuple[str, ...]:
        """One file a volume."""
        names = []
        for volume in document.volumes:
            text = "".join("\n".join([*page.lines, "\f"]) for page in volume.pages)
            name = f"volume-{volume.number:02}.txt"
            write_atomically(folder / name, text)
            names.append(name)
        return tuple(names)
