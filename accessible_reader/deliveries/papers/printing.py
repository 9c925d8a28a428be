"""Papers as tagged PDF/UA, through Typst; barcodes by ZXing."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Final

from accessible_reader.deliveries.papers.sheets import Paper
from accessible_reader.errors import BadRecord
from converters.errors import ConversionError
from converters.large_print.fonts import LIBERATION, cjk_face, need
from converters.large_print.typesetter import MissingGlyphError, typeset

_TEMPLATE: Final = Path(__file__).with_name("papers.typ")
_BRAILLE: Final = "Noto Sans Symbols2"
_RARE: Final = ("HanaMinA", "HanaMinB")


def code_128(text: str) -> str:
    """The barcode as SVG, without words: those stand beside it, larger."""
    import zxingcpp

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    return str(made.to_svg(add_hrt=False, add_quiet_zones=True))


def pdf_of(paper: Paper) -> bytes:
    """The paper as a PDF/UA file.

    Raises:
        BadRecord: ``paper-glyph-missing``: a name or address has a character that no font shows.
        MissingPart: ``large-print-font-missing``, ``large-print-typst-missing``.

    """
    face = need(cjk_face(paper.language))
    # Latin letters and digits from the same face: one look on a label, and no digit is taken for another.
    families = [face.family, LIBERATION.family, _BRAILLE, *_RARE]
    language, _, region = paper.language.partition("-")
    data = {
        "title": paper.title,
        "lang": language,
        "region": region or None,
        "fonts": [family.lower() for family in families],
        "size": paper.size,
        "width": paper.width,
        "height": paper.height,
        "margin": paper.margin,
        "pages": paper.pages,
    }
    with tempfile.TemporaryDirectory(prefix="paper-") as name:
        root = Path(name)
        (root / "main.typ").write_bytes(_TEMPLATE.read_bytes())
        (root / "volume.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        try:
            typeset(root, families, root / "paper.pdf")
        except MissingGlyphError:
            raise BadRecord("paper-glyph-missing") from None
        except ConversionError as error:
            if error.code != "large-print-typesetter-refused":
                raise
            # Its reason would quote a name; and of names and addresses only the characters can be at fault.
            raise BadRecord("paper-glyph-missing") from None
        return (root / "paper.pdf").read_bytes()
