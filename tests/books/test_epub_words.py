"""Every word of every real EPUB comes out once, in order: counted against the files with their tags cut out, by no code of the reader."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from converters.book import Book, leaves
from converters.book.blocks import CodeBlock, Figure, MathBlock
from converters.book.inlines import Inline, LineBreak, Math, NoteReference, Ruby, Text
from converters.readers import read_book_here
from converters.workspace import Workspace
from tests.books_folder import shared_book, shared_books

LONGEST_LOST_RUN = 15
WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
BOOKS = shared_books(".epub")


def words_in_file(path: Path) -> list[str]:
    """The words of the spine's documents, by regular expressions alone; formulas and navigation left out."""
    with zipfile.ZipFile(path) as archive:
        container = archive.read("META-INF/container.xml").decode()
        package = re.search(r'full-path="([^"]+)"', container)
        assert package is not None
        folder = posixpath.dirname(package.group(1))
        opf = archive.read(package.group(1)).decode("utf-8-sig")
        items: dict[str, tuple[str, str]] = {}
        for item in re.findall(r"<(?:\w+:)?item\b[^>]*>", opf):
            attributes = dict(re.findall(r'([\w-]+)\s*=\s*"([^"]*)"', item))
            items[attributes["id"]] = (attributes["href"], attributes.get("properties", ""))
        text = []
        for reference in re.findall(r'<(?:\w+:)?itemref\b[^>]*idref="([^"]+)"', opf):
            href, properties = items[reference]
            if "nav" in properties.split():
                continue
            text.append(stripped(archive.read(posixpath.join(folder, unquote(href))).decode("utf-8-sig")))
    return WORD.findall("\n".join(text))


def stripped(markup: str) -> str:
    body = markup[markup.find("<body") :]
    for gone in ("script", "style", "math", "svg", r"m:math"):
        body = re.sub(rf"<{gone}\b.*?</{gone}>", " ", body, flags=re.DOTALL)
    body = re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)
    body = re.sub(r'<[^<>]*epub:type="pagebreak"[^<>]*>[^<]*</\w+>', "", body)
    body = re.sub(r"</?(?:p|div|h\d|li|td|th|tr|br|dt|dd|section|blockquote|hr)\b[^<>]*>", " ", body)
    return html.unescape(re.sub(r"<[^<>]+>", "", body))


def words_in_book(book: Book) -> list[str]:
    pieces = []
    for leaf in leaves(book):
        match leaf.node:
            case Figure() | MathBlock():
                continue
            case CodeBlock(text=text):
                pieces.append(text)
            case node:
                pieces.append("".join(shown(node.content)))
    return WORD.findall("\n".join(pieces))


def shown(content: tuple[Inline, ...]) -> Iterator[str]:
    """What a line shows: words, and the marks of notes."""
    for node in content:
        match node:
            case Text(text=text):
                yield text
            case LineBreak():
                yield "\n"
            case NoteReference(label=label):
                yield label if label != "*" else ""
            case Ruby(base=base, annotation=annotation):
                yield from shown(base)
                yield annotation
            case Math():
                yield " "
            case _ if hasattr(node, "children"):
                yield from shown(node.children)


def runs_apart(wanted: list[str], found: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Where the two differ: (lost words, added words). Finds its place again at the next six words that agree."""
    size = 6
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(found) - size + 1):
        places.setdefault(tuple(found[at : at + size]), []).append(at)
    i = j = 0
    while i < len(wanted) and j < len(found):
        if wanted[i] == found[j]:
            i, j = i + 1, j + 1
            continue
        for step in range(5000):
            key = tuple(wanted[i + step : i + step + size])
            later = next((at for at in places.get(key, ()) if at >= j), None)
            if later is not None:
                yield wanted[i : i + step], found[j:later]
                i, j = i + step, later
                break
        else:
            break
    yield wanted[i:], found[j:]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_no_run_of_words_is_lost_moved_or_repeated(path: Path, workspace: Workspace) -> None:
    wanted, found = words_in_file(path), words_in_book(read_book_here(path, workspace).book)
    assert len(wanted) > 500
    for lost, added in runs_apart(wanted, found):
        assert len(lost) < LONGEST_LOST_RUN, f"lost: {' '.join(lost[:60])}"
        assert len(added) < LONGEST_LOST_RUN, f"added: {' '.join(added[:60])}"
    assert abs(len(wanted) - len(found)) <= len(wanted) * 0.001 + 5


def test_the_comparison_itself_sees_losses_and_moves() -> None:
    words = [f"w{n}" for n in range(300)]
    assert max(len(lost) for lost, _ in runs_apart(words, words[:100] + words[130:])) == 30
    moved = words[:100] + words[200:] + words[100:200]
    assert max(len(lost) for lost, _ in runs_apart(words, moved)) >= 15
    assert max(len(added) for _, added in runs_apart(words, words[:50] + words)) == 50


def test_what_the_real_books_are_known_for(tmp_path: Path) -> None:
    def read(name: str) -> Book:
        root = tmp_path / name
        root.mkdir()
        return read_book_here(shared_book(name), Workspace(root)).book

    literature = read("childrens-literature.epub")
    assert [page.label for page in literature.pages] == [str(number) for number in range(169, 261)]
    assert literature.metadata.subtitle == "A Textbook of Sources for Teachers and Teacher-Training Classes"
    assert max(depth(point) for point in literature.contents) == 4
    smoke = read("SmokeTest-EPUB2.epub")
    assert [point.title for point in smoke.contents] == [
        "1. King Solomon's Mines",
        "2. The Marvellous Land of Oz",
    ]
    assert [section.role for section in smoke.sections] == ["cover", "", ""]
    arabic = read("regime-anticancer-arabic.epub")
    assert (arabic.metadata.language, arabic.metadata.direction) == ("ar", "rtl")
    assert read("call-to-arms-zh-Hant.epub").metadata.language in {"zh-Hant", "zh-TW"}
    assert read("journey-to-the-west-zh-Hans.epub").metadata.language in {"zh-Hans", "zh-CN"}
    moby = read("moby-dick.epub")
    assert sum(section.role == "chapter" for section in moby.sections) == 136
    assert moby.cover is not None


def depth(point: object) -> int:
    return 1 + max((depth(child) for child in point.children), default=0)  # type: ignore[attr-defined]
