"""The JSON that the template reads: page, title page, contents, and the chapters of one volume."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from converters.edition.words import words_for
from converters.errors import Finding
from converters.large_print.fonts import MATHS, MONO, Gate, in_order, name_of
from converters.large_print.geometry import Geometry, typst_language
from converters.large_print.typesetter import MissingGlyphError, typeset
from converters.large_print.volumes import Entry, Volume, entries_of, front_pages, volumes_of
from converters.protocol import Conversion, Json

_TRIES = 5


class VolumeMaker:
    """Writes the volumes of one book. ``ranks`` are the fonts its text needs (see :class:`~converters.large_print.fonts.Gate`)."""

    def __init__(self, conversion: Conversion, page: Geometry, ranks: Mapping[str, int]) -> None:
        self._book = conversion.book
        self._options = conversion.options
        self._page = page
        self._words = words_for(conversion.book.metadata.language)
        self._gate = Gate(page.font, conversion.book.metadata.language)
        self._title = self._gate.clean(self._book.metadata.title.strip()) or "—"
        self._entries = [
            Entry(self._gate.clean(entry.title), entry.depth, entry.target)
            for entry in entries_of(self._book)
        ]
        self._lines = self._title_lines()
        self._refused: set[str] = set()
        self._ranks = dict(ranks) | self._gate.ranks
        self._page_of: dict[str, tuple[int, int]] = {}

    @property
    def families(self) -> list[str]:
        """All fonts, body font first; those of code and formulas last."""
        names = [*in_order(self._ranks), MONO.family, MATHS.family]
        return list(dict.fromkeys(names))

    def write_measuring(self, folder: Path, lines: Sequence[str]) -> None:
        """``volume.json`` for a measuring pass over ``lines`` (units as JSON)."""
        self._write(folder, self._common() | {"measure": True, "first_page": 1, "targets": {}}, lines)

    def write_whole(self, folder: Path, lines: Sequence[str], marks: Sequence[Mapping[str, Any]]) -> None:
        """``volume.json`` of the whole book as one volume: what benchmarks compare with."""
        volumes = volumes_of([unit["pages"] for unit in marks], 10**9)
        list(self.places(volumes, marks))
        self._write(folder, self._document(volumes[0], volumes, set(), "".join(lines)), lines)

    def plan_volumes(self, marks: Sequence[Mapping[str, Any]]) -> list[Volume]:
        """Volumes that keep to the cap, contents included."""
        front = front_pages(self._entries, self._page)
        cap = max(20, self._options.pages_per_volume - front)
        return volumes_of([unit["pages"] for unit in marks], cap)

    def names(self, count: int) -> tuple[str, ...]:
        """File names of ``count`` volumes, sorting in order."""
        if count == 1:
            return ("large-print.pdf",)
        digits = len(str(count))
        return tuple(f"large-print-{number:0{digits}}-of-{count}.pdf" for number in range(1, count + 1))

    def places(
        self, volumes: Sequence[Volume], marks: Sequence[Mapping[str, Any]]
    ) -> Iterator[tuple[str, dict[str, Json]]]:
        """Each sentence, section and printed page with its volume and page number, in reading order."""
        labels = {page.target: page.label for page in self._book.pages}
        print_page: str | None = None
        for volume in volumes:
            for unit in volume.units:
                for name, page in marks[unit]["marks"]:
                    print_page = labels.get(name, print_page)
                    place: dict[str, Json] = {"volume": volume.number, "page": volume.starts[unit] + page - 1}
                    if print_page is not None:
                        place["print_page"] = print_page
                    self._page_of[name] = (volume.number, volume.starts[unit] + page - 1)
                    if name.startswith(("s-", "page-")):
                        yield name, place

    def gate_findings(self) -> list[Finding]:
        """Characters of titles that had to be replaced, and those the typesetter refused."""
        missing = sorted(self._gate.missing | self._refused)
        return [Finding("large-print-glyph-missing", {"character": name_of(c)}) for c in missing]

    def write_volume(
        self,
        volume: Volume,
        volumes: Sequence[Volume],
        *,
        lines: Sequence[str],
        homes: Sequence[Path],
        linked: set[str],
        work: Path,
        output: Path,
    ) -> list[Finding]:
        """Typeset one volume into ``output``. ``homes`` are the folders of the units' pictures, ``linked`` the ids that are linked to."""
        root = work / str(volume.number)
        root.mkdir(parents=True)
        for home in {homes[unit] for unit in volume.units}:
            link_pictures(home, root)
        units = [lines[unit] for unit in volume.units]
        body = "".join(units)
        document = self._document(volume, volumes, linked, body)
        for _attempt in range(_TRIES):
            self._write(root, document, units)
            try:
                typeset(root, self.families, output)
            except MissingGlyphError as error:
                self._refused |= error.characters
                units = [_without(unit, error.characters) for unit in units]
                document = json.loads(_without(json.dumps(document, ensure_ascii=False), error.characters))
                continue
            break
        else:
            raise RuntimeError("the typesetter goes on refusing characters")
        if volume.pages + 2 > self._options.pages_per_volume:
            return [
                Finding(
                    "large-print-volume-thick", {"volume": volume.number, "pages": volume.pages}, output.name
                )
            ]
        return []

    def _document(
        self, volume: Volume, volumes: Sequence[Volume], linked: set[str], body: str
    ) -> dict[str, Any]:
        targets = {name: 1 for name in linked if f'"{name}"' in body}
        targets |= {entry.target: 1 for entry in self._entries if f'"n":"{entry.target}"' in body}
        return self._common() | {
            "measure": False,
            "first_page": volume.first_page,
            "targets": targets,
            "title": self._volume_title(volume, volumes),
            "title_lines": [*self._lines, *self._volume_lines(volume, volumes)],
            "contents": self._contents(volumes),
        }

    def _volume_title(self, volume: Volume, volumes: Sequence[Volume]) -> str:
        if len(volumes) == 1:
            return self._title
        number = self._words.volume_of.format(number=volume.number, count=len(volumes))
        return f"{self._title} – {number}"

    def _title_lines(self) -> list[dict[str, Any]]:
        metadata = self._book.metadata
        lines: list[dict[str, Any]] = []
        if metadata.subtitle:
            lines.append({"text": self._gate.clean(metadata.subtitle), "strong": False})
        names = [person.name for person in metadata.contributors if person.name.strip()][:12]
        lines += [{"text": self._gate.clean(name), "strong": False} for name in names]
        if metadata.publisher:
            lines.append({"text": self._gate.clean(metadata.publisher), "strong": False})
        return lines

    def _volume_lines(self, volume: Volume, volumes: Sequence[Volume]) -> list[dict[str, Any]]:
        own = {"lang": typst_language(self._words.language), "strong": True}
        lines = []
        if len(volumes) > 1:
            number = self._words.volume_of.format(number=volume.number, count=len(volumes))
            lines.append({**own, "text": number})
            last = volume.first_page + volume.pages - 1
            pages = self._words.pages_from_to.format(first=volume.first_page, last=last)
            lines.append({**own, "text": pages, "strong": False})
        size = f"{self._page.size:g}"
        lines.append({**own, "text": self._words.large_print.format(size=size), "strong": False})
        return lines

    def _contents(self, volumes: Sequence[Volume]) -> dict[str, Any]:
        rows = []
        for entry in self._entries:
            place = self._page_of.get(entry.target)
            if place is None:
                continue
            volume, page = place
            rows.append(
                {
                    "id": entry.target,
                    "title": entry.title,
                    "depth": min(entry.depth, 4),
                    "volume": str(volume),
                    "page": str(page),
                }
            )
        columns = [self._words.chapter, self._words.volume, self._words.page]
        if len(volumes) == 1:
            del columns[1]
        return {"title": self._words.contents, "columns": columns, "rows": rows}

    def _common(self) -> dict[str, Any]:
        page, metadata = self._page, self._book.metadata
        language = typst_language(metadata.language)
        return {
            "title": self._title,
            "title_shown": self._title,
            "authors": [self._gate.clean(person.name) for person in metadata.contributors][:12],
            "about": self._gate.clean(metadata.description)[:500] if metadata.description else None,
            "lang": language,
            "own_lang": typst_language(self._words.language),
            "page": {
                "size": page.size,
                "step": page.step,
                "paragraph_step": page.preset.paragraph_step,
                "indent": page.preset.first_line_indent,
                "headings": list(page.headings),
                "emphasis": page.preset.emphasis,
                "contents": page.preset.contents,
                "width": page.width,
                "height": page.height,
                "top": page.top,
                "bottom": page.bottom,
                "inner": page.inner,
                "outer": page.outer,
                "ink": page.theme.ink,
                "paper": page.theme.paper,
                "tint": page.theme.tint,
                "link": page.theme.link if page.theme_name != "print" else page.theme.ink,
                "rtl": language["rtl"] or metadata.direction == "rtl",
                "fonts": in_order(self._ranks),
                "mono": list(dict.fromkeys([MONO.family, *in_order(self._ranks)])),
                "maths": [MATHS.family, *in_order(self._ranks)],
            },
        }

    @staticmethod
    def _write(folder: Path, document: dict[str, Any], units: Sequence[str]) -> None:
        head = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        (folder / "volume.json").write_text(f'{head[:-1]},"units":[{",".join(units)}]}}', "utf-8")


def _without(text: str, characters: frozenset[str]) -> str:
    from converters.large_print.fonts import description_of

    return text.translate({ord(c): description_of(c) for c in characters})


def link_pictures(home: Path, root: Path) -> None:
    """Put the pictures of ``home`` (32 hex digits and an ending) into ``root`` too, without copying."""
    for path in home.iterdir():
        if len(path.stem) == 32 and not (root / path.name).exists():
            os.link(path, root / path.name)
