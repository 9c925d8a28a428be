"""Labels for the embosser: BRF, in the braille of the reader's language."""

from __future__ import annotations

from typing import Final

from accessible_reader.deliveries.papers.sheets import bag_cells
from converters.braille.formats.brf import ASCII
from converters.braille.tables import table_for
from converters.braille.translators import translator_of

_TO_ASCII: Final = {0x2800 + index: char for index, char in enumerate(ASCII)}
_CELLS: Final = 28
"""A label of 18 cm, at the usual 6.2 mm a cell."""


def label_brf(language: str, bag: str, library: str) -> bytes:
    """Two lines, a page: the number of the bag, and the library it goes back to. No name: others feel it too. Raises MissingPart where the braille engine is not installed."""
    table = table_for(language, 1) or table_for("zh-CN", 1)
    if table is None:  # pragma: no cover (we ship both)
        raise LookupError(language)
    words = translator_of(table).translate(library).cells[:_CELLS]
    text = f"{bag_cells(bag)}\r\n{words}\r\n\f"
    return text.translate(_TO_ASCII).encode("ascii")
