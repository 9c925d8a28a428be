"""What every registered reader promises."""

import random
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from converters.book import Section, book_from_json, book_to_json, leaves, sections_of, text_of_book
from converters.errors import BadInput
from converters.language import sentences_of
from converters.protocol import ReadOptions
from converters.readers import choose_reader, read_book_here
from converters.registry import get_reader, reader_names
from converters.workspace import Workspace
from tests.samples import sample_book

READERS = tuple(name for name in reader_names() if name != "refused")
"""Without the one that only says which kinds are not read, and why."""
SOURCE = "# Chapter I\n\nCall me Ishmael. It is *cold*.\n\n# Chapter II\n\nI sail.[^1]\n\n- one\n- two\n\n[^1]: A note.\n"


def _pandoc(target: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        import pypandoc

        path = folder / f"book.{target}"
        command = [
            pypandoc.get_pandoc_path(),
            "--sandbox",
            "-f",
            "markdown",
            "-s",
            "-M",
            "title=Whales",
            "-o",
            str(path),
        ]
        subprocess.run(command, input=SOURCE.encode(), check=True, capture_output=True)
        return path

    return make


def _text(name: str, words: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_text(words, "utf-8")
        return path

    return make


EXAMPLES: dict[str, Callable[[Path], Path]] = {
    ".epub": lambda _folder: sample_book("en"),
    ".txt": _text("book.txt", "Chapter I\n\nCall me Ishmael. It is cold.\n\nChapter II\n\nI sail.\n"),
    ".md": _text("book.md", SOURCE),
    ".html": _text(
        "book.html",
        "<!DOCTYPE html><html lang=en><title>Whales</title><body><h1>Chapter I</h1><p>Call me Ishmael. It is <em>cold</em>.</p>"
        "<h1>Chapter II</h1><p>I sail.</p></body></html>",
    ),
    ".docx": _pandoc("docx"),
    ".odt": _pandoc("odt"),
    ".rtf": _pandoc("rtf"),
    ".fb2": _pandoc("fb2"),
}
WORDS = {".epub": "There are many reasons why a person cannot read a printed page."}


def test_names_media_types_and_extensions() -> None:
    for name in READERS:
        reader = get_reader(name)
        assert reader.name == name
        assert reader.extensions
        assert all(
            extension == extension.lower() and extension.startswith(".") for extension in reader.extensions
        )
        assert reader.media_types
        assert all(media_type.count("/") == 1 for media_type in reader.media_types)


def test_every_reader_has_an_example_here() -> None:
    for name in READERS:
        assert EXAMPLES.keys() & set(get_reader(name).extensions), f"{name} needs an example in this file"


@pytest.mark.parametrize("name", READERS)
def test_sniffing_never_fails(name: str, tmp_path: Path) -> None:
    source = tmp_path / "x"
    chance = random.Random(7)  # noqa: S311 (the same junk every time)
    heads = [
        b"",
        b"PK\x03\x04",
        b"<",
        b"{\\rtf",
        b"\xff\xfe",
        b"\0" * 4096,
        *(chance.randbytes(n) for n in (1, 100, 4096)),
    ]
    for head in heads:
        source.write_bytes(head)
        assert 0.0 <= get_reader(name).sniff(source, head) <= 1.0


@pytest.mark.parametrize("extension", EXAMPLES)
class TestExamples:
    def test_content_decides_not_the_name(self, extension: str, tmp_path: Path) -> None:
        source = EXAMPLES[extension](tmp_path)
        reader = choose_reader(source)
        assert extension in reader.extensions
        if extension not in {".txt", ".md"}:  # nothing in a text file says what it is
            disguised = tmp_path / "disguised.bin"
            disguised.write_bytes(source.read_bytes())
            assert choose_reader(disguised).name == reader.name

    def test_the_book(self, extension: str, tmp_path: Path) -> None:
        source = EXAMPLES[extension](tmp_path)
        workspace = Workspace(tmp_path)
        book = read_book_here(source, workspace).book
        assert WORDS.get(extension, "Call me Ishmael.") in " ".join(text_of_book(book).split())
        assert book.metadata.title
        assert book.metadata.language.split("-")[0] == "en"
        assert len(list(sections_of(book))) >= 2
        ids = [leaf.node.id for leaf in leaves(book)] + [section.id for section in sections_of(book)]
        assert all(ids)
        assert len(ids) == len(set(ids))
        assert book.contents, "chapters are in the contents"
        assert all(workspace.resource_path(resource.id).is_file() for resource in book.resources)
        assert book_from_json(book_to_json(book)) == book
        assert all(isinstance(section, Section) for section in book.sections)

    def test_the_same_file_gives_the_same_book(self, extension: str, tmp_path: Path) -> None:
        source = EXAMPLES[extension](tmp_path)
        books = [read_book_here(source, Workspace(tmp_path)).book for _ in range(2)]
        assert book_to_json(books[0]) == book_to_json(books[1])
        assert sentences_of(books[0]).to_json() == sentences_of(books[1]).to_json()

    def test_what_a_person_says_overrules_the_file(self, extension: str, tmp_path: Path) -> None:
        source = EXAMPLES[extension](tmp_path)
        book = read_book_here(source, Workspace(tmp_path), ReadOptions(language="fr")).book
        assert book.metadata.language == "fr"

    def test_half_a_file_is_read_or_refused_kindly(self, extension: str, tmp_path: Path) -> None:
        whole = EXAMPLES[extension](tmp_path).read_bytes()
        for share in (0.02, 0.5, 0.97):
            source = tmp_path / f"half{extension}"
            source.write_bytes(whole[: max(1, int(len(whole) * share))])
            try:
                book = read_book_here(source, Workspace(tmp_path)).book
            except BadInput:
                continue
            assert book.sections
