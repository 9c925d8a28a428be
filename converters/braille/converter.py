"""What all braille formats share: parts are translated in worker processes, laid out when put together, then written down."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, Literal, cast

from converters.book import Book, Section, sections_of
from converters.braille import alignment, review
from converters.braille.chapter_flow import ChapterFlow
from converters.braille.chinese.choices import ChineseChoices
from converters.braille.edges import Sheet
from converters.braille.flow import VERSION, flow_from_json, flow_to_json, front_from_json, front_to_json
from converters.braille.front_flow import front_flow
from converters.braille.front_pages import FrontPages
from converters.braille.layout import Layout
from converters.braille.leaf_flow import LeafTranscriber
from converters.braille.options import TRANSLATION, BrailleOptions
from converters.braille.pages import BrailleDocument
from converters.braille.paginate import Paginator
from converters.braille.profiles import Profile, profile_for
from converters.braille.side_files import write_side_files
from converters.braille.tables import table_for
from converters.braille.transcriber import Transcriber, main_table
from converters.braille.volumes import cut_volumes, make_volumes
from converters.chapters import Chapter, Piece, chapters, pieces_with_blocks
from converters.errors import BadInput, Finding
from converters.protocol import Artifact, Conversion, ConverterOptions, Json, Part, PartResult
from converters.run import load_result, save_result, sum_counts
from converters.workspace import json_bytes, write_atomically

FRONT = "000"
"""Key of the part that translates the words of title pages and contents."""
_WITHOUT_LATIN = frozenset(
    {
        "ja",
        "th",
        "km",
        "lo",
        "my",
        "bo",
        "am",
        "ti",
        "ka",
        "hy",
        "si",
        "ta",
        "te",
        "kn",
        "ml",
        "bn",
        "gu",
        "pa",
        "or",
    }
)
"""Languages in other scripts for which we have no table: a book of substitutes would help nobody."""


class BrailleConverter(ABC):
    """Base of the formats; a format says what it is called and writes a finished document down."""

    name: ClassVar[str]
    media_type: ClassVar[str]
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]] = "braille"
    Options: ClassVar[type[ConverterOptions]] = BrailleOptions
    part_seconds: ClassVar[float] = 600.0

    @abstractmethod
    def write(self, document: BrailleDocument, conversion: Conversion, folder: Path) -> tuple[str, ...]:
        """Write ``document`` into ``folder``; names of the files, what to open first in front."""

    def plan(self, conversion: Conversion) -> tuple[Part, ...]:
        """The chapters, and one part for the words we add. BadInput ``braille-language-without-table``."""
        options = cast("BrailleOptions", conversion.options)
        book = conversion.book
        language = book.metadata.language
        main_table(language, options.grade, options.table)
        if (
            not options.table
            and table_for(language, options.grade) is None
            and language.split("-")[0].lower() in _WITHOUT_LATIN
        ):
            raise BadInput("braille-language-without-table", language=language)
        front = Part(FRONT, book.metadata.title, weight=1000)
        starting = _chapter_sections(book)
        levels = {section.id: min(6, max(2, section.level)) for section in sections_of(book)}
        parts = []
        for chapter in chapters(book):
            first = chapter.pieces[0]
            starts = first.start == 0 and first.section in starting
            data: dict[str, Json] = {"starts": starts, "level": 1 if starts else levels[first.section]}
            data["pieces"] = [[piece.section, piece.start, piece.end] for piece in chapter.pieces]
            parts.append(Part(chapter.key, chapter.title, chapter.sections, chapter.weight, data))
        return (front, *parts)

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Translate one chapter into ``flow.json``; taken from another braille format's work where that is done."""
        shared = shared_folder(conversion) / part.key
        done = load_result(shared)
        if done is None:
            done = translate_part(conversion, part, shared)
            save_result(shared, done)
        for name in done.files:
            target = folder / name
            target.unlink(missing_ok=True)
            try:
                os.link(shared / name, target)
            except OSError:
                shutil.copyfile(shared / name, target)
        return done

    def assemble(
        self, conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
    ) -> Artifact:
        """Lay out pages and volumes and write them down."""
        document = lay_out(conversion, results)
        files = self.write(document, conversion, folder)
        beside, noted = write_side_files(conversion, results, folder)
        counts = sum_counts(results)
        counts["volumes"] = len(document.volumes)
        counts["braille_pages"] = sum(len(volume.pages) for volume in document.volumes)
        wanted = {sentence.id for sentence in conversion.sentences}
        wanted |= {target.target for target in conversion.book.pages}
        locators = tuple(row for row in document.locators() if row.sentence in wanted)
        return Artifact(
            self.name,
            self.media_type,
            folder,
            files[0],
            (*files, *beside),
            (*findings_of(results), *noted),
            counts,
            locators,
        )


def shared_folder(conversion: Conversion) -> Path:
    """Where translated parts lie that serve all braille formats made with the same translation options."""
    options = conversion.options
    key = json.dumps([VERSION, *(getattr(options, name) for name in TRANSLATION)])
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    return conversion.workspace.root / "parts" / "braille" / digest


def translate_part(conversion: Conversion, part: Part, folder: Path) -> PartResult:
    """Cells of one part, written to ``folder``/flow.json. Runs in a worker process: see :mod:`converters.braille.liblouis`."""
    options = cast("BrailleOptions", conversion.options)
    book = conversion.book
    folder.mkdir(parents=True, exist_ok=True)
    choices = ChineseChoices.from_options(options)
    transcriber = Transcriber(book.metadata.language, options.grade, options.table, choices)
    main = transcriber.main
    nemeth = options.maths == "nemeth" or (options.maths == "auto" and main.language == "en")
    align = options.alignment == "yes" or (options.alignment == "auto" and main.script == "Hani")
    leaves = LeafTranscriber(
        transcriber,
        conversion.sentences,
        hyphenate=options.hyphenate,
        nemeth=nemeth,
        align=align and part.key != FRONT,
        align_chinese=options.alignment == "auto" and part.key != FRONT,
        chapter=part.title,
    )
    files = ["flow.json"]
    if part.key == FRONT:
        text = front_to_json(front_flow(book, leaves, options.contents_depth))
        leaves.characters = leaves.cells = 0
    else:
        rows = cast("list[list[Any]]", part.data["pieces"])
        chapter = Chapter(part.key, part.title, tuple(Piece(*row) for row in rows), part.weight)
        flow = ChapterFlow(leaves, int(cast("int", part.data["level"])))
        for piece, section, language, blocks in pieces_with_blocks(book, chapter):
            flow.piece(section, language, blocks, starts=piece.start == 0)
        text = flow_to_json(flow.finish())
    write_atomically(folder / "flow.json", json_bytes(text))
    if leaves.align or leaves.aligned:
        write_atomically(folder / alignment.FILE, json_bytes(alignment.to_json(leaves.aligned)))
        files.append(alignment.FILE)
    if part.key != FRONT and (main.own or leaves.doubtful):
        write_atomically(folder / review.FILE, json_bytes(review.to_json(leaves.doubtful)))
        files.append(review.FILE)
    findings = (*leaves.findings, *transcriber.findings(part.title))
    return PartResult(
        part.key, tuple(files), findings, {"characters": leaves.characters, "cells": leaves.cells}
    )


def lay_out(conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]]) -> BrailleDocument:
    """Pages and volumes from translated parts."""
    options = cast("BrailleOptions", conversion.options)
    (_part, _result, front_folder), *chapter_results = results
    front = front_from_json((front_folder / "flow.json").read_bytes())
    profile, sheet = page_of(options, conversion.book.metadata.language)
    if options.running_head and profile.running_head:
        sheet = replace(sheet, head=front.head)
    paginator = Paginator(sheet, profile)
    layout = Layout(paginator, profile, print_pages=options.print_pages)
    for part, _result, folder in chapter_results:
        items = flow_from_json((folder / "flow.json").read_bytes())
        layout.chapter(items, new_page=bool(part.data.get("starts", True)))
    pages = paginator.finish()
    ranges = cut_volumes(pages, options.volume_pages)
    volumes = make_volumes(pages, ranges, FrontPages(front, paginator.places, ranges, sheet, profile))
    return BrailleDocument(sheet.width, sheet.height, options.duplex, volumes, paginator.places)


def page_of(options: BrailleOptions, language: str) -> tuple[Profile, Sheet]:
    """The layout rules and the page, without running head, for a book in ``language``."""
    profile = profile_for(options.profile, main_table(language, options.grade, options.table).language)
    height = options.lines or profile.lines + (options.page_numbers and profile.number_place == "own")
    odd_only = profile.odd_only and options.duplex
    return profile, Sheet(options.cells or profile.cells, height, "", options.page_numbers, odd_only)


def findings_of(results: Sequence[tuple[Part, PartResult, Path]]) -> tuple[Finding, ...]:
    """The findings of all parts; the same unknown character in several chapters becomes one finding with the sum."""
    kept: list[Finding] = []
    counts: Counter[tuple[str, str]] = Counter()
    merged: dict[tuple[str, str], Finding] = {}
    for _part, result, _folder in results:
        for finding in result.findings:
            subject = finding.params.get("character") or finding.params.get("language")
            if not finding.code.startswith("braille-unknown") and finding.code != "braille-language-left":
                kept.append(finding)
                continue
            key = (finding.code, str(subject))
            counts[key] += int(finding.params.get("count", 1))
            merged.setdefault(key, finding)
    kept += [
        Finding(finding.code, {**finding.params, "count": counts[key]}, finding.where)
        for key, finding in merged.items()
    ]
    return tuple(kept)


def _chapter_sections(book: Book) -> set[str]:
    """Ids of the sections that begin a page: those at the top, and those inside sections that only hold them."""
    found: set[str] = set()

    def down(sections: tuple[Section, ...], *, alone: bool) -> None:
        for section in sections:
            found.add(section.id)
            if alone or section.role in {"part", "volume", "division", "bodymatter"}:
                down(section.sections, alone=alone and len(section.sections) == 1)

    down(book.sections, alone=len(book.sections) == 1)
    return found
