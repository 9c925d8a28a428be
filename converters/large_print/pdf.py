"""``large-print-pdf``: tagged PDF/UA-1 in volumes.

Parts are groups of chapters. Each is laid out once without writing a PDF, which tells how many pages every chapter has and where each
sentence begins; every chapter starts on a new page, so these counts hold in whatever volume it ends up. ``assemble`` then packs
chapters into volumes, knows all page numbers, and writes each volume once, with the contents of the whole book.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, ClassVar, Literal

from converters.chapters import chapters
from converters.errors import BadInput
from converters.large_print.geometry import geometry
from converters.large_print.options import PdfOptions
from converters.large_print.pdf_units import make_units, unit_marks
from converters.large_print.pdf_volume import VolumeMaker, link_pictures
from converters.large_print.typesetter import measure
from converters.large_print.volumes import pack
from converters.protocol import Artifact, Conversion, ConverterOptions, Locator, Part, PartResult
from converters.run import all_findings, sum_counts
from converters.workspace import write_atomically

_PAGES_A_PART = 1200
_LAYOUTS_A_PART = 4


class LargePrintPdf:
    """Writes ``large-print.pdf``, or ``large-print-1-of-5.pdf`` and so on."""

    name: ClassVar[str] = "large-print-pdf"
    media_type: ClassVar[str] = "application/pdf"
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]] = "print"
    Options: ClassVar[type[ConverterOptions]] = PdfOptions
    part_seconds: ClassVar[float] = 1200.0

    def plan(self, conversion: Conversion) -> tuple[Part, ...]:
        """Groups of chapters that fill, by their weight, at most some 1,200 pages each."""
        page = geometry(conversion.options, conversion.book.metadata.language)
        # A Chinese character weighs as much as four letters and takes the room of two and a quarter.
        letter = page.size / 4 if page.preset.name == "zh-large" else page.font.average * page.size
        most = int(_PAGES_A_PART * page.lines * page.measure / letter * 0.7)
        every = chapters(conversion.book)
        if not every:
            raise BadInput("large-print-without-text", book=conversion.book.metadata.title)
        groups = [
            [every[index] for index in indices]
            for indices in pack([chapter.weight for chapter in every], most)
        ]
        return tuple(
            Part(
                f"{number:04}",
                group[0].title,
                tuple(dict.fromkeys(name for chapter in group for name in chapter.sections)),
                sum(chapter.weight for chapter in group),
                {
                    "chapters": [chapter.key for chapter in group],
                    "layouts": 1 + sum(chapter.weight for chapter in group) * _LAYOUTS_A_PART // most,
                },
            )
            for number, group in enumerate(groups, 1)
        )

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Lay the chapters of ``part`` out and keep their trees, pictures and page numbers."""
        page = geometry(conversion.options, conversion.book.metadata.language)
        made = make_units(conversion, part, page, folder)
        lines = [json.dumps(unit, ensure_ascii=False, separators=(",", ":")) for unit in made.units]
        write_atomically(folder / "units.jsonl", "\n".join(lines))
        maker = VolumeMaker(conversion, page, made.ranks)
        # Several small layouts instead of one large: memory grows with the pages of a document.
        pieces: Any = part.data["layouts"]
        runs = pack([len(line) for line in lines], sum(map(len, lines)) // pieces + 1)
        units = _measured(maker, folder, [[lines[index] for index in run] for run in runs])
        write_atomically(folder / "marks.json", json.dumps(units, separators=(",", ":")))
        return PartResult(
            part.key,
            ("units.jsonl", "marks.json", *made.pictures),
            tuple(made.findings),
            {"characters": made.characters},
            {
                "ranks": dict(made.ranks),
                "links": [*sorted(made.links)],
                "ids": [*sorted(made.ids)],
                "pictures": list(made.pictures),
            },
        )

    def assemble(
        self, conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
    ) -> Artifact:
        """Pack the chapters into volumes and write each."""
        page = geometry(conversion.options, conversion.book.metadata.language)
        ranks: dict[str, int] = {}
        links: set[str] = set()
        ids: set[str] = set()
        lines: list[str] = []
        marks: list[dict[str, Any]] = []
        homes: list[Path] = []
        for _part, result, source in results:
            data: Any = result.data
            ranks |= data["ranks"]
            links |= set(data["links"])
            ids |= set(data["ids"])
            found = json.loads((source / "marks.json").read_bytes())
            marks += found
            texts = (source / "units.jsonl").read_text("utf-8").split("\n")
            lines += [text for text in texts if text]
            homes += [source] * len(found)
        maker = VolumeMaker(conversion, page, ranks)
        volumes = maker.plan_volumes(marks)
        rows = tuple(Locator(name, place) for name, place in maker.places(volumes, marks))
        work = conversion.workspace.root / "typesetting"
        findings = list(all_findings(results))
        names = maker.names(len(volumes))
        try:
            with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
                jobs = [
                    pool.submit(
                        maker.write_volume,
                        volume,
                        volumes,
                        lines=lines,
                        homes=homes,
                        linked=links & ids,
                        work=work,
                        output=folder / name,
                    )
                    for volume, name in zip(volumes, names, strict=True)
                ]
                for job in jobs:
                    findings += job.result()
        finally:
            shutil.rmtree(work, ignore_errors=True)
        findings += maker.gate_findings()
        counts = sum_counts(results) | {
            "volumes": len(volumes),
            "pages": sum(volume.pages for volume in volumes),
        }
        unique = tuple({json.dumps(f.to_json(), sort_keys=True): f for f in findings}.values())
        return Artifact(self.name, self.media_type, folder, names[0], names, unique, counts, rows)


def _measured(maker: VolumeMaker, folder: Path, runs: list[list[str]]) -> list[dict[str, Any]]:
    """The pages and marks of all units of ``runs``, two layouts at a time."""

    def one(number: int, lines: list[str]) -> list[dict[str, Any]]:
        root = folder / f"layout-{number}"
        root.mkdir(exist_ok=True)
        link_pictures(folder, root)
        maker.write_measuring(root, lines)
        units = unit_marks(measure(root, maker.families))
        shutil.rmtree(root)
        return units

    with ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        jobs = [pool.submit(one, number, lines) for number, lines in enumerate(runs)]
        return [unit for job in jobs for unit in job.result()]
