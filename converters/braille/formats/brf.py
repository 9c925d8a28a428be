"""``braille-brf``: North American ASCII braille, one file a volume, for embossers and displays."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from converters.braille.converter import BrailleConverter
from converters.braille.pages import BrailleDocument
from converters.protocol import Conversion
from converters.workspace import write_atomically

ASCII: Final = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
"""The character of each six-dot cell from U+2800 on (upper case)."""
_TO_ASCII: Final = {0x2800 + index: char for index, char in enumerate(ASCII)}


class BrailleBrfConverter(BrailleConverter):
    """Writes ``volume-01.brf`` ...: CRLF after each line, a form feed after each page."""

    name: ClassVar[str] = "braille-brf"
    media_type: ClassVar[str] = "application/x-brf"

    def write(self, document: BrailleDocument, conversion: Conversion, folder: Path) -> tuple[str, ...]:
        """One file a volume."""
        names = []
        for volume in document.volumes:
            text = "".join("\r\n".join([*page.lines, "\f"]) for page in volume.pages)
            name = f"volume-{volume.number:02}.brf"
            write_atomically(folder / name, text.translate(_TO_ASCII).encode("ascii"))
            names.append(name)
        return tuple(names)
