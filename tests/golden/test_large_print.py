"""Two small hard books in large print, page and paper: look at both before saving them anew (``--save-golden``)."""

import subprocess
from pathlib import Path

import pytest

from converters.readers import read_book_here
from converters.workspace import Workspace
from tests.large_print_reading import convert

CASES = Path(__file__).parent / "large-print"


def words_on_paper(path: Path) -> str:
    """What Poppler sees, laid out as it stands, a line of dashes after each page."""
    # Poppler's versions differ in how many blanks they put between words, so that runs of them count as two.
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = []
    for page in text.removesuffix("\f").split("\f"):
        lines = [
            "  ".join(piece.strip() for piece in line.split("  ") if piece.strip())
            for line in page.splitlines()
        ]
        pages.append("\n".join(line for line in lines if line))
    return f"\n{'-' * 20}\n".join(pages) + "\n"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_what_is_seen(case: str, workspace: Workspace, save_golden: bool) -> None:
    book = read_book_here(CASES / case / "in" / "book.html", workspace).book
    preset = case.partition("-")[2]
    page = convert(book, workspace, "large-print-html", preset=preset)
    paper = convert(book, workspace, "large-print-pdf", preset=preset)
    found = {
        "large-print.html": (page.folder / page.main).read_text("utf-8"),
        "pages.txt": words_on_paper(paper.folder / paper.main),
    }
    golden = CASES / case / "golden"
    if save_golden:
        golden.mkdir(exist_ok=True)
        for name, text in found.items():
            (golden / name).write_text(text, "utf-8")
    assert found == {path.name: path.read_text("utf-8") for path in golden.iterdir()}
