"""``large-print-docx``: a Word file that staff can change and print again."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from converters.edition.pictures import PictureStore
from converters.edition.words import words_for
from converters.large_print.chapter_trees import TextGate, chapter_trees
from converters.large_print.docx_styles import set_up
from converters.large_print.docx_writer import DocxWriter
from converters.large_print.geometry import geometry
from converters.large_print.options import PagedOptions
from converters.large_print.single_part import (
    SinglePartConverter,
    characters_in,
    keep_places,
    picture_source,
)
from converters.large_print.volumes import Entry, entries_of
from converters.large_print.xhtml import ids_in
from converters.protocol import Conversion, ConverterOptions, Part, PartResult

_FILE = "large-print.docx"


class LargePrintDocx(SinglePartConverter):
    """Writes ``large-print.docx``. Notes stand at the end of their chapter: python-docx cannot make Word's own notes."""

    name: ClassVar[str] = "large-print-docx"
    media_type: ClassVar[str] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    Options: ClassVar[type[ConverterOptions]] = PagedOptions

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Write the document."""
        book, metadata = conversion.book, conversion.book.metadata
        words = words_for(metadata.language)
        gate = TextGate()
        page = geometry(conversion.options, metadata.language)
        images = folder / "images"
        images.mkdir(exist_ok=True)
        store = PictureStore(images, picture_source(conversion))
        trees = chapter_trees(book, conversion.options, gate, "chapter")
        document = docx.Document()
        set_up(document, page, metadata.language)
        title = gate.clean(metadata.title.strip()) or "—"
        properties = document.core_properties
        properties.title, properties.language = title[:250], metadata.language[:250]
        properties.author = ", ".join(gate.clean(p.name) for p in metadata.contributors)[:250]
        properties.comments = ""
        document.add_paragraph(title, style="Title")
        for person in metadata.contributors[:12]:
            document.add_paragraph(gate.clean(person.name), style="Block")
        document.add_paragraph(words.large_print.format(size=f"{page.size:g}"), style="Block")
        heading = document.add_paragraph(words.contents, style="Block")
        heading.paragraph_format.page_break_before = True
        heading.runs[0].bold = True
        ids = ids_in([tree.nodes for tree in trees])
        writer = DocxWriter(
            document,
            page=page,
            words=words,
            language=metadata.language,
            store=store,
            images=images,
            ids=ids,
        )
        entries = [entry for entry in entries_of(book) if entry.target in ids]
        _contents(document, entries, writer, gate)
        for tree in trees:
            writer.chapter(tree.nodes)
        _page_numbers(document)
        document.save(str(folder / _FILE))
        for path in images.iterdir():
            path.unlink()
        images.rmdir()
        keep_places(folder, dict.fromkeys(sorted(ids), _FILE))
        findings = (*store.findings, *writer.findings, *gate.findings())
        return PartResult(part.key, (_FILE, "places.json"), findings, {"characters": characters_in(book)})


def _field(paragraph: Any, kind: str, instruction: str = "") -> None:
    run = paragraph.add_run()
    if kind == "instruction":
        element = OxmlElement("w:instrText")
        element.set(qn("xml:space"), "preserve")
        element.text = instruction
    else:
        element = OxmlElement("w:fldChar")
        element.set(qn("w:fldCharType"), kind)
    run._r.append(element)  # noqa: SLF001 (python-docx has no fields)


def _contents(document: Any, entries: list[Entry], writer: DocxWriter, gate: TextGate) -> None:
    """A field that Word can update (with page numbers); what it holds until then are links to the chapters."""
    for number, entry in enumerate(entries):
        paragraph = document.add_paragraph(style="Block")
        paragraph.paragraph_format.left_indent = Pt(12 * min(entry.depth, 4))
        paragraph.paragraph_format.space_after = Pt(0)
        if number == 0:
            _field(paragraph, "begin")
            _field(paragraph, "instruction", 'TOC \\o "1-3" \\h \\z \\u')
            _field(paragraph, "separate")
        writer.entry(paragraph, entry.target, gate.clean(entry.title))
        if number == len(entries) - 1:
            _field(paragraph, "end")


def _page_numbers(document: Any) -> None:
    """Bold, in the lower outer corner: right on odd pages, left on even ones."""
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        for kind, text in (("begin", ""), ("instruction", "PAGE"), ("separate", ""), ("end", "")):
            if kind == "end":
                paragraph.add_run("1")
            _field(paragraph, kind, text)
        for run in paragraph.runs:
            run.bold = True
