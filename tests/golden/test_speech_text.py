"""What is spoken of small hard books, to the letter: read it aloud before saving it anew (``--save-golden``)."""

from pathlib import Path

import pytest

from converters.book import book_to_json
from converters.language import sentences_of
from converters.protocol import Conversion
from converters.readers import read_book_here
from converters.registry import get_converter
from converters.run import make_options, run_conversion
from converters.workspace import Workspace, write_atomically

CASES = Path(__file__).parent / "speech-text"


@pytest.mark.parametrize("case", sorted(path.name for path in CASES.iterdir()))
def test_what_is_spoken(case: str, workspace: Workspace, save_golden: bool) -> None:
    book = read_book_here(CASES / case / "in" / "book.html", workspace).book
    sentences = sentences_of(book)
    write_atomically(workspace.book_path, book_to_json(book))
    write_atomically(workspace.sentences_path, sentences.to_json())
    options = make_options(get_converter("speech-text"), {})
    made = run_conversion(Conversion(book, sentences, options, workspace, "speech-text"), processes=1)
    found = {name: (made.folder / name).read_text("utf-8") for name in made.files if name.endswith(".txt")}
    golden = CASES / case / "golden"
    if save_golden:
        golden.mkdir(exist_ok=True)
        for path in golden.glob("*.txt"):
            path.unlink()
        for name, text in found.items():
            (golden / name).write_text(text, "utf-8")
    assert found == {path.name: path.read_text("utf-8") for path in golden.glob("*.txt")}
