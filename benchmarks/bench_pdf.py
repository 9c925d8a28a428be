"""Large-print PDF in volumes beside one bare ``typst compile`` of the whole book with the same template.

Ours counts everything from the Book on: render trees, glyph gate, the measuring pass, worker processes, and the volumes. The bare compile gets
the finished JSON of the whole book in one piece and one process.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measure import measure, table
from converters.book import book_to_json
from converters.language import sentences_of
from converters.large_print.geometry import geometry
from converters.large_print.pdf_units import make_units, unit_marks
from converters.large_print.pdf_volume import VolumeMaker
from converters.large_print.typesetter import measure as lay_out
from converters.readers import read_book_here
from converters.registry import get_converter
from converters.run import load_conversion, make_options, run_conversion
from converters.workspace import Workspace, write_atomically
from tests.books_folder import BOOKS

NAME = "large-print-pdf"


def prepare(root: str) -> Any:
    """The conversion of the book that lies in the workspace ``root``."""
    return load_conversion(Workspace(Path(root)), make_options(get_converter(NAME), {}), NAME)


def ours(conversion: Any) -> str:
    """The whole conversion; says how many volumes and pages."""
    artifact = run_conversion(conversion)
    return f"{artifact.counts['volumes']} volumes, {artifact.counts['pages']} pages"


def prepare_bare(root: str) -> Path:
    """One ``volume.json`` with the whole book, title page and contents."""
    conversion = prepare(root)
    page = geometry(conversion.options, conversion.book.metadata.language)
    folder = Path(root) / "bare"
    folder.mkdir()
    lines, ranks = [], {}
    for part in get_converter(NAME).plan(conversion):
        made = make_units(conversion, part, page, folder)
        lines += [json.dumps(unit, ensure_ascii=False, separators=(",", ":")) for unit in made.units]
        ranks |= made.ranks
    maker = VolumeMaker(conversion, page, ranks)
    maker.write_measuring(folder, lines)
    marks = unit_marks(lay_out(folder, maker.families))
    maker.write_whole(folder, lines, marks)
    return folder


_COMPILE = """
import sys, typst
folder = sys.argv[1]
fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder + "/fonts"])
compiler = typst.Compiler(folder + "/main.typ", root=folder, font_paths=fonts)
compiler.compile(output=folder + "/book.pdf", pdf_standards=["ua-1"])
"""


def bare(folder: Path) -> str:
    """One compilation by the wheel as it comes: its own threads, its own allocator settings."""
    subprocess.run([sys.executable, "-c", _COMPILE, folder], check=True)
    return f"{(folder / 'book.pdf').stat().st_size / 1e6:.1f} MB"


def main() -> None:
    """Print the table."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else BOOKS / "moby-dick.epub"
    if not source.is_file():
        print(f"{source.name} is not here: bench_pdf was left out")
        return
    with tempfile.TemporaryDirectory() as root:
        workspace = Workspace(Path(root))
        book = read_book_here(source, workspace).book
        write_atomically(workspace.book_path, book_to_json(book))
        write_atomically(workspace.sentences_path, sentences_of(book).to_json())
        alone = measure(prepare_bare, bare, root)
        made = measure(prepare, ours, root)
    print(
        table(
            [("one typst compile, whole book", alone), (f"{NAME}, {made.result}", made)], alone, source.name
        )
    )


if __name__ == "__main__":
    main()
