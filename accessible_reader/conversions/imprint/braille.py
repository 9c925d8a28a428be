"""BRF, PEF and braille text: a page of its own before the first."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from lxml import etree

from accessible_reader.conversions.imprint.words import Imprint
from converters.braille.formats.brf import ASCII

_PEF: Final = "http://www.daisy.org/ns/2008/pef"
_DC: Final = "http://purl.org/dc/elements/1.1/"
_BLANK: Final = "\u2800"
_TO_ASCII: Final = {0x2800 + index: char for index, char in enumerate(ASCII)}


def stamp_brf(path: Path, imprint: Imprint) -> None:
    """The page is as wide as the widest line of the file; a form feed ends it, and its empty back where sheets are embossed on both sides: what follows begins on a front."""
    text = path.read_bytes().decode("ascii")
    width = max((len(line) for line in text.replace("\f", "\n").splitlines()), default=0)
    rows = cells_of(imprint, max(width, 20))
    page = "".join(row.translate(_TO_ASCII).rstrip() + "\r\n" for row in rows) + _end(imprint)
    path.write_bytes((page + text).encode("ascii"))


def stamp_braille_text(path: Path, imprint: Imprint) -> None:
    """The same in Unicode cells."""
    text = path.read_bytes().decode()
    width = max((len(line) for line in text.replace("\f", "\n").splitlines()), default=0)
    page = "\n".join(cells_of(imprint, max(width, 20)))
    path.write_bytes(f"{page}\n{_end(imprint)}{text}".encode())


def _end(imprint: Imprint) -> str:
    return "\f\f" if imprint.duplex else "\f"


def stamp_pef(path: Path, imprint: Imprint) -> None:
    """``dc:rights`` in the head; a page in a section of its own at the front of every volume, since volumes are lent one by one."""
    tree = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True))
    root = tree.getroot()
    meta = root.find(f"{{{_PEF}}}head/{{{_PEF}}}meta")
    if meta is None:
        raise ValueError("a PEF without meta")
    rights = etree.SubElement(meta, f"{{{_DC}}}rights")
    rights.text = imprint.statement
    for volume in root.iter(f"{{{_PEF}}}volume"):
        section = etree.Element(f"{{{_PEF}}}section")
        page = etree.SubElement(section, f"{{{_PEF}}}page")
        for row in cells_of(imprint, int(volume.get("cols", "32"))):
            etree.SubElement(page, f"{{{_PEF}}}row").text = row
        volume.insert(0, section)
    path.write_bytes(etree.tostring(tree, xml_declaration=True, encoding="utf-8"))


def lines_of(imprint: Imprint) -> list[str]:
    """Each line of the imprint in cells, unbroken."""
    transcriber = _transcriber(imprint)
    return [str(transcriber.translate(line).cells).replace(" ", _BLANK) for line in imprint.lines]


def cells_of(imprint: Imprint, width: int) -> list[str]:
    """The imprint in the braille of its language, uncontracted so that everybody can read it, in rows of at most ``width`` cells."""
    return [row for line in lines_of(imprint) for row in _wrapped(line, width)]


def _transcriber(imprint: Imprint) -> Any:
    from converters.braille.chinese.choices import ChineseChoices
    from converters.braille.transcriber import Transcriber

    if not imprint.chinese:
        return Transcriber("en", 1, "", ChineseChoices(mode="fast"))
    language = "zh-Hant" if imprint.traditional else "zh-Hans"
    return Transcriber(language, 1, "zh-tw" if imprint.traditional else "", ChineseChoices(mode="fast"))


def _wrapped(cells: str, width: int) -> list[str]:
    rows: list[str] = []
    row = ""
    for word in cells.split(_BLANK):
        rest = word
        while rest:
            joined = f"{row}{_BLANK}{rest}" if row else rest
            if len(joined) <= width:
                row, rest = joined, ""
            elif row:
                rows.append(row)
                row = ""
            else:
                rows.append(rest[:width])
                rest = rest[width:]
    return [*rows, row] if row else rows
