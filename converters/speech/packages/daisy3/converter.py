"""``daisy-3``."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from converters.errors import Finding
from converters.protocol import Conversion
from converters.speech.packages.daisy.converter import DaisyConverter, Results
from converters.speech.packages.daisy.edition import Chapter, Edition, edition_of
from converters.speech.packages.daisy.names import FileNames
from converters.speech.packages.daisy.pictures import Pictures
from converters.speech.packages.daisy.xml import write_xml
from converters.speech.packages.daisy3.ncx import NCX_DOCTYPE, ncx
from converters.speech.packages.daisy3.package import OPF_DOCTYPE, package
from converters.speech.packages.daisy3.resources import RESOURCES_DOCTYPE, resources
from converters.speech.packages.daisy3.smil import DTBOOK_FILE, SMIL_DOCTYPE, chapter_smil, par_id
from converters.speech.packages.daisy3.text import DTBOOK_DOCTYPE, BookText


class Daisy3Converter(DaisyConverter):
    """``book.opf``, ``navigation.ncx``, ``dtbook.xml``, ``text.res``, and for each chapter ``a0001.mp3`` and ``s0001.smil``."""

    name: ClassVar[str] = "daisy-3"
    main: ClassVar[str] = "book.opf"

    def anchor(self, chapter: Chapter, phrase: int) -> str:
        """See the base."""
        return par_id(chapter.number, phrase)

    def text(self, chapter: int, names: FileNames) -> str:
        """See the base."""
        return DTBOOK_FILE

    def write(
        self, conversion: Conversion, results: Results, folder: Path, names: FileNames
    ) -> tuple[Edition, list[Finding]]:
        """See the base."""
        pictures = Pictures(conversion, folder, names)
        text = BookText(conversion, [part.key for part, _r, _f in results], pictures)
        edition = edition_of(conversion, results, text.ids)
        timing = [chapter_smil(edition, chapter, names) for chapter in edition.chapters]
        for chapter, smil in zip(edition.chapters, timing, strict=True):
            write_xml(folder / names.smil(chapter.number), smil.root, SMIL_DOCTYPE)
        write_xml(folder / DTBOOK_FILE, text.finish(edition, timing, names), DTBOOK_DOCTYPE)
        write_xml(folder / "navigation.ncx", ncx(edition, names), NCX_DOCTYPE)
        write_xml(folder / "text.res", resources(edition), RESOURCES_DOCTYPE)
        files = sorted({"book.opf", *(path.name for path in folder.iterdir())})
        write_xml(folder / "book.opf", package(edition, names, files), OPF_DOCTYPE)
        return edition, pictures.findings
