"""``daisy-202``."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from converters.errors import Finding
from converters.protocol import Conversion, ConverterOptions
from converters.speech.packages.daisy.converter import DaisyConverter, Results
from converters.speech.packages.daisy.edition import Chapter, Edition, edition_of
from converters.speech.packages.daisy.names import FileNames
from converters.speech.packages.daisy.options import Daisy202Options
from converters.speech.packages.daisy.pictures import Pictures
from converters.speech.packages.daisy.xml import write_xml
from converters.speech.packages.daisy202.ncc import XHTML_DOCTYPE, ncc
from converters.speech.packages.daisy202.smil import SMIL_DOCTYPE, chapter_smil, master_smil, text_id
from converters.speech.packages.daisy202.text import Texts

_MOST_PASSES = 4


class Daisy202Converter(DaisyConverter):
    """``ncc.html``, and for each chapter ``a0001.mp3``, ``s0001.smil``, ``t0001.html``."""

    name: ClassVar[str] = "daisy-202"
    Options: ClassVar[type[ConverterOptions]] = Daisy202Options
    main: ClassVar[str] = "ncc.html"

    def anchor(self, chapter: Chapter, phrase: int) -> str:
        """See the base."""
        return text_id(chapter.number, phrase)

    def text(self, chapter: int, names: FileNames) -> str:
        """See the base."""
        return names.text(chapter)

    def write(
        self, conversion: Conversion, results: Results, folder: Path, names: FileNames
    ) -> tuple[Edition, list[Finding]]:
        """See the base."""
        charset = conversion.options.charset
        pictures = Pictures(conversion, folder, names)
        texts = Texts(conversion, [part.key for part, _r, _f in results], names, pictures, charset)
        edition = edition_of(conversion, results, texts.ids)
        for chapter in edition.chapters:
            document = texts.documents.pop(chapter.key)
            write_xml(folder / names.text(chapter.number), document, XHTML_DOCTYPE, charset, html=True)
            smil = chapter_smil(edition, chapter, names)
            write_xml(folder / names.smil(chapter.number), smil, SMIL_DOCTYPE, charset)
        write_xml(folder / "master.smil", master_smil(edition, names), SMIL_DOCTYPE, charset)
        _write_ncc(folder, edition, names, charset)
        return edition, pictures.findings


def _write_ncc(folder: Path, edition: Edition, names: FileNames, charset: str) -> None:
    """It says how large the whole is, itself included: written again until that is true."""
    path = folder / "ncc.html"
    kilobytes = 0
    for _ in range(_MOST_PASSES):
        write_xml(
            path,
            ncc(edition, names, charset, _count(folder, path), kilobytes),
            XHTML_DOCTYPE,
            charset,
            html=True,
        )
        size = sum(file.stat().st_size for file in folder.iterdir())
        if kilobytes == round(size / 1024):
            return
        kilobytes = round(size / 1024)


def _count(folder: Path, path: Path) -> int:
    return sum(1 for _ in folder.iterdir()) + (not path.exists())
