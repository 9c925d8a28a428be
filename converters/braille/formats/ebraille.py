"""``braille-ebraille``: an eBraille 1.0 publication, for braille displays: no pages of our making, the display breaks the lines."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, cast

from pydantic import Field

from converters.braille.cells import BLANK
from converters.braille.converter import BrailleConverter, findings_of
from converters.braille.flow import Entry, Front, flow_from_json, front_from_json
from converters.braille.formats.ebraille_codes import braille_language, braille_system
from converters.braille.formats.ebraille_documents import HEAD, ContentDocument
from converters.braille.formats.ebraille_package import (
    MEDIA_TYPE,
    STYLE,
    STYLESHEET,
    Publication,
    copyright_date,
    entry_page,
    package_document,
    write_zip,
)
from converters.braille.options import TranslationOptions
from converters.braille.pages import BrailleDocument
from converters.braille.side_files import write_side_files
from converters.braille.transcriber import main_table
from converters.errors import Finding
from converters.protocol import Artifact, Conversion, ConverterOptions, Locator, Part, PartResult
from converters.run import sum_counts

FILE = "book.ebrl"


class EBrailleOptions(TranslationOptions):
    """Options of eBraille."""

    producer: str = Field(
        "Accessible Reader",
        min_length=1,
        max_length=200,
        title="Producer",
        description="Who made this braille edition, as it is written into the file: the name of the library.",
    )


class BrailleEBrailleConverter(BrailleConverter):
    """Writes ``book.ebrl``. Parts are the same as those of the paged formats."""

    name: ClassVar[str] = "braille-ebraille"
    media_type: ClassVar[str] = MEDIA_TYPE
    Options: ClassVar[type[ConverterOptions]] = EBrailleOptions

    def write(self, document: BrailleDocument, conversion: Conversion, folder: Path) -> tuple[str, ...]:
        """Not from pages: see :meth:`assemble`."""
        raise TypeError("eBraille has no pages")

    def assemble(
        self, conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
    ) -> Artifact:
        """One content document a chapter, the package document, the entry page, and all in one zip."""
        options = cast("EBrailleOptions", conversion.options)
        metadata = conversion.book.metadata
        (_part, _result, front_folder), *chapters = results
        front = front_from_json((front_folder / "flow.json").read_bytes())
        language = braille_language(metadata.language)
        documents = [("ebraille/title.html", _title_page(front, language))]
        places: dict[str, str] = {}
        pages: list[tuple[str, str, str]] = []
        for part, _result, part_folder in chapters:
            path = f"ebraille/{part.key}.html"
            items = flow_from_json((part_folder / "flow.json").read_bytes())
            document = ContentDocument(items, front.title, language, "style.css")
            documents.append((path, document.text))
            places |= dict.fromkeys(document.ids, path)
            pages += [(f"{path}#{id_}", cells, label) for id_, cells, label in document.pages]
        table = main_table(metadata.language, options.grade, options.table)
        when = _now()
        publication = Publication(
            metadata, (language,), (braille_system(table),), options.producer, complete=True, when=when,
            unknown_creator="佚名" if metadata.language.startswith("zh") else "Unknown",
        )  # fmt: skip
        paths = [path for path, _text in documents]
        first = paths[1] if len(paths) > 1 else paths[0]
        index = entry_page(
            language=language,
            title=front.title,
            contents_title=front.contents_title,
            pages_title=_pages_title(front),
            entries=list(_entries(front, places, first)),
            pages=pages,
            start=first,
        )
        files = [
            ("package.opf", package_document(publication, paths)),
            ("index.html", index),
            (STYLESHEET, STYLE),
            *documents,
        ]
        write_zip(folder / FILE, files, when)
        wanted = {sentence.id for sentence in conversion.sentences}
        wanted |= {target.target for target in conversion.book.pages}
        locators = tuple(
            Locator(id_, {"file": FILE, "document": path, "fragment": id_})
            for id_, path in places.items()
            if id_ in wanted
        )
        beside, noted = write_side_files(conversion, results, folder)
        findings = [*findings_of(results), *noted]
        if copyright_date(metadata) is None:
            findings.append(Finding("ebraille-copyright-date-unknown", {"year": when.year}))
        return Artifact(
            self.name, self.media_type, folder, FILE, (FILE, *beside), tuple(findings), sum_counts(results), locators
        )  # fmt: skip


def _now() -> datetime:
    """The moment of the transcription; SOURCE_DATE_EPOCH fixes it where two builds must be the same byte for byte."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC)


def _title_page(front: Front, language: str) -> str:
    lines = [f"<h1>{front.title}</h1>"]
    lines += [
        f"<p>{cells}</p>" for cells in (front.subtitle, *front.authors, front.publisher) if cells.strip(BLANK)
    ]
    links = '<link rel="stylesheet" type="text/css" href="style.css"/>'
    head = HEAD.format(language=f'"{language}"', title=front.title or BLANK, links=links)
    return f'{head}<body class="title-page">\n' + "\n".join(lines) + "\n</body>\n</html>\n"


def _entries(front: Front, places: dict[str, str], first: str) -> Iterator[tuple[Entry, str]]:
    """Entries of the contents that lead somewhere; never none, because contents are required (8.3.1)."""
    found = False
    for entry in front.entries:
        if entry.target in places and entry.cells:
            found = True
            yield entry, f"{places[entry.target]}#{entry.target}"
    if not found:
        yield Entry(front.title or BLANK, 0, ""), first


def _pages_title(front: Front) -> str:
    """Words for the list of printed pages: those of the title page without their numbers."""
    return front.print_pages[0].strip(BLANK) or front.contents_title
