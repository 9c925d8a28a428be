"""Braille of moby-dick.epub: our whole conversion beside liblouis alone on the same text, in one run."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import Measured, measure, table
from converters.book import leaves
from converters.protocol import Conversion
from converters.readers import read_book
from converters.run import load_conversion, make_options, run_conversion
from converters.workspace import Workspace

BOOK = Path(__file__).resolve().parents[2] / "shared" / "books" / "moby-dick.epub"


def paragraphs(root: Path) -> list[str]:
    """The text of every leaf, one string each."""
    conversion = load_conversion(Workspace(root), None, "braille-brf")
    return [text for leaf in leaves(conversion.book) if (text := leaf.text.strip())]


def liblouis_alone(texts: list[str]) -> int:
    """Debian's binding as it comes, positions and all; the number of cells."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("louis", "/usr/lib/python3/dist-packages/louis/__init__.py")
    assert spec is not None
    assert spec.loader is not None
    louis: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(louis)
    mode = louis.dotsIO | louis.ucBrl | louis.noUndefined
    return sum(len(louis.translate(["en-ueb-g2.ctb"], text, mode=mode)[0]) for text in texts)


def conversion_of(root: Path, name: str) -> Conversion:
    """What ``run_conversion`` gets, loaded before the clock starts."""
    from converters.registry import get_converter

    return load_conversion(Workspace(root), make_options(get_converter(name), {}), name)


def ours(conversion: Conversion) -> int:
    """The whole conversion on two processes; the number of braille pages."""
    return run_conversion(conversion, processes=2).counts["braille_pages"]


def main() -> None:
    """Print the table."""
    if not BOOK.is_file():
        print(f"{BOOK.name} is not here: nothing to measure")
        return
    rows: list[tuple[str, Measured]] = []
    with tempfile.TemporaryDirectory() as root:
        read_book(BOOK, Workspace(Path(root)))
        bare = measure(paragraphs, liblouis_alone, Path(root))
        rows.append((f"liblouis alone, {bare.result:,} cells", bare))
        for name in ("braille-brf", "braille-pef", "braille-text"):
            made = measure(conversion_of, ours, Path(root), name)
            note = "" if name == "braille-brf" else ", translated already"
            rows.append((f"{name}, {made.result:,} pages{note}", made))
    print(table(rows, bare, f"{BOOK.name}, 2 processes"))


if __name__ == "__main__":
    main()
