"""Builds the two sample books from their sources: ``python samples/build.py [FOLDER]`` (default ``build/samples``).

The same sources give the same bytes on every machine: entries in a fixed order, stored without compression, with one fixed date.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
NAMES: Final = {"en": "reading-your-way.epub", "zh-Hans": "huan-yi-zhong-fangshi-dushu.epub"}
"""Language of each sample book and the name of its file."""
_DATE: Final = (2026, 11, 21, 0, 0, 0)
_CONTAINER: Final = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def build(language: str, folder: Path) -> Path:
    """Write the sample book in ``language`` (a key of :data:`NAMES`) into ``folder`` and return its path."""
    source = HERE / language
    pictures = HERE / "pictures"
    entries = [("META-INF/container.xml", _CONTAINER.encode())]
    entries += [(f"EPUB/{path.name}", path.read_bytes()) for path in sorted(source.iterdir())]
    entries += [
        (f"EPUB/{path.name}", path.read_bytes())
        for path in (pictures / "braille-cell.png", pictures / "stack.png")
    ]
    entries.append(("EPUB/cover.png", (pictures / f"cover-{language}.png").read_bytes()))
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / NAMES[language]
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w") as archive:
        for name, data in [("mimetype", b"application/epub+zip"), *sorted(entries)]:
            archive.writestr(zipfile.ZipInfo(name, _DATE), data)
    unfinished.replace(target)
    return target


def build_all(folder: Path) -> dict[str, Path]:
    """Both sample books, by language."""
    return {language: build(language, folder) for language in NAMES}


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "build" / "samples"
    sys.stdout.writelines(f"{path}\n" for path in build_all(target).values())
