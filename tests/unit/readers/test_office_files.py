"""Word, OpenDocument and RTF through pandoc, and FB2: samples are made by pandoc itself from one Markdown text."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from PIL import Image as Picture

from converters.book import (
    Figure,
    ListBlock,
    Math,
    MathBlock,
    Note,
    NoteReference,
    Table,
    Verse,
    blocks_of,
    leaves,
    plain_text,
    sections_of,
    text_of_book,
)
from converters.errors import ProtectedFile
from converters.protocol import ReadOptions, ReadResult
from converters.readers import choose_reader, read_book_here
from converters.readers.pandoc.process import pandoc_path
from converters.workspace import Workspace
from tests.books_folder import shared_book

MARKDOWN = """---
title: The Guide
author: [Ann Example, Bob Other]
lang: en-GB
---

# First

Text with a note.[^1] And *emph*, **strong**, math $x^2+1$ here.

$$\\frac{a}{b}$$

[^1]: The note text, with *emphasis*.

## Sub

3. three
4. four

| Name | Age |
|------|----:|
| Ann  | 3   |

![A red square](r.png)

![](s.png)

| Roses are red
| Violets

# Second

End. 中文也在。
"""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    Picture.new("RGB", (8, 8), "red").save(folder / "r.png")
    Picture.new("RGB", (8, 8), "blue").save(folder / "s.png")
    (folder / "s.md").write_text(MARKDOWN)
    for kind in ("docx", "odt", "rtf", "fb2"):
        subprocess.run(
            [pandoc_path(), "-s", "s.md", "-o", f"s.{kind}"], cwd=folder, check=True, capture_output=True
        )
    return folder


def read(source: Path, workspace: Workspace) -> ReadResult:
    result = read_book_here(source, workspace)
    assert not [path for path in workspace.root.iterdir() if path.name != "resources"]
    return result


def blocks(result: ReadResult) -> list:
    return [block for one in sections_of(result.book) for block in blocks_of(one.blocks)]


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf", "fb2"])
def test_every_format_keeps_words_notes_tables_and_pictures(
    kind: str, samples: Path, workspace: Workspace
) -> None:
    assert choose_reader(samples / f"s.{kind}").name == kind
    result = read(samples / f"s.{kind}", workspace)
    book = result.book
    text = text_of_book(book)
    for words in (
        "Text with a note.",
        "emph",
        "strong",
        "three",
        "Ann",
        "Roses are red",
        "Violets",
        "End. 中文也在。",
    ):
        assert words in text
    assert text.count("The note text, with emphasis.") == 1
    assert "words-lost" not in {finding.code for finding in result.findings}
    titles = [one.title for one in sections_of(book)]
    assert [title for title in titles if title in {"First", "Sub", "Second"}] == ["First", "Sub", "Second"]
    kinds = {type(block) for block in blocks(result)}
    assert {Table, Figure, Note} <= kinds
    figures = [block for block in blocks(result) if isinstance(block, Figure)]
    assert len(figures) == 2
    assert len(book.resources) == 2
    assert all(figure.resource for figure in figures)
    assert figures[1].alternative is None  # nobody wrote one: never taken for decoration
    note = next(block for block in blocks(result) if isinstance(block, Note))
    references = [
        run.note
        for leaf in leaves(book)
        for run in getattr(leaf.node, "content", ())
        if isinstance(run, NoteReference)
    ]
    assert references == [note.id]


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_formulas_stay_in_their_lines(kind: str, samples: Path, workspace: Workspace) -> None:
    result = read(samples / f"s.{kind}", workspace)
    inline = [
        run
        for leaf in leaves(result.book)
        for run in getattr(leaf.node, "content", ())
        if isinstance(run, Math)
    ]
    assert len(inline) == 1
    assert "<msup>" in inline[0].mathml or "msup" in inline[0].mathml
    displayed = [block for block in blocks(result) if isinstance(block, MathBlock)]
    assert len(displayed) == 1
    assert "mfrac" in displayed[0].mathml


def test_docx_structure(samples: Path, workspace: Workspace) -> None:
    result = read(samples / "s.docx", workspace)
    book = result.book
    assert book.metadata.title == "The Guide"
    assert book.metadata.language == "en-GB"
    assert [person.name for person in book.metadata.contributors] == ["Ann Example", "Bob Other"]
    figures = [block for block in blocks(result) if isinstance(block, Figure)]
    assert figures[0].alternative == "A red square"
    assert text_of_book(book).count("A red square") == 1
    numbered = next(block for block in blocks(result) if isinstance(block, ListBlock))
    assert (numbered.kind, numbered.start) == ("ordered", 3)
    table = next(block for block in blocks(result) if isinstance(block, Table))
    assert all(cell.header for cell in table.rows[0].cells)


def test_odt_alternative_text(samples: Path, workspace: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "a.odt"
    with zipfile.ZipFile(samples / "s.odt") as given, zipfile.ZipFile(source, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name == "content.xml":
                data = data.replace(
                    b"</draw:frame>", b"<svg:title>T</svg:title><svg:desc>A red thing</svg:desc></draw:frame>"
                )
            made.writestr(name, data)
    figures = [block for block in blocks(read(source, workspace)) if isinstance(block, Figure)]
    assert [figure.alternative for figure in figures] == ["A red thing", "A red thing"]


def test_an_odt_with_a_password(samples: Path, workspace: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "a.odt"
    with zipfile.ZipFile(samples / "s.odt") as given, zipfile.ZipFile(source, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            made.writestr(
                name,
                data.replace(b"<manifest:file-entry", b"<manifest:encryption-data/><manifest:file-entry", 1),
            )
    with pytest.raises(ProtectedFile):
        read(source, workspace)


def test_word_sample(workspace: Workspace) -> None:
    result = read(shared_book("word_sample.docx"), workspace)
    book = result.book
    assert book.metadata.title == "Swimming in the lake"
    assert [one.title for one in sections_of(book)] == ["Swimming in the lake", "Let’s swim!", "Let’s eat"]
    figure = next(block for block in blocks(result) if isinstance(block, Figure))
    assert figure.alternative.startswith("A cartoon duck holding a paper")
    assert "Figure 1: This is a cute duckling" in text_of_book(book)
    assert result.findings == ()


FB2 = """<?xml version="1.0" encoding="windows-1251"?>
<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink">
<description><title-info><genre>prose</genre><author><first-name>Антон</first-name><last-name>Чехов</last-name></author>
<book-title>Рассказы</book-title><lang>ru</lang></title-info></description>
<body><title><p>Рассказы</p><p>Том первый</p></title>
<section><title><p>Глава первая</p></title><epigraph><p>Эпиграф.</p><text-author>Кто-то</text-author></epigraph>
<p>Все счастливые семьи похожи<a l:href="#n1" type="note">[1]</a> друг на друга.</p>
<poem><title><p>Песня</p></title><stanza><v>Строка раз</v><v>Строка два</v></stanza><stanza><v>Строка три</v></stanza></poem>
<p>Код: <code>x = 1</code>.</p><table><tr><th>Имя</th></tr><tr><td>Аня</td></tr></table>
<cite><p>Цитата.</p></cite><section><title><p>Вложенная</p></title><p>Внутри.</p></section></section></body>
<body name="notes"><section id="n1"><title><p>1</p></title><p>Текст сноски.</p></section></body></FictionBook>"""


def test_fb2(workspace: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "a.fb2"
    source.write_bytes(FB2.encode("cp1251"))
    result = read(source, workspace)
    book = result.book
    assert (book.metadata.title, book.metadata.language) == ("Рассказы", "ru")
    assert book.metadata.contributors[0].name == "Антон Чехов"
    assert [one.title for one in sections_of(book)] == ["Рассказы Том первый", "Глава первая", "Вложенная"]
    verse = next(block for block in blocks(result) if isinstance(block, Verse))
    assert [[plain_text(line.content) for line in stanza] for stanza in verse.stanzas] == [
        ["Песня"],
        ["Строка раз", "Строка два"],
        ["Строка три"],
    ]
    note = next(block for block in blocks(result) if isinstance(block, Note))
    assert plain_text(note.blocks[0].content) == "Текст сноски."
    for words in ("Эпиграф.", "Кто-то", "Песня", "x = 1", "Аня", "Цитата.", "Внутри."):
        assert words in text_of_book(book)
    assert result.findings == ()


def test_options_win(samples: Path, workspace: Workspace) -> None:
    options = ReadOptions(language="fr", title="Mine")
    book = read_book_here(samples / "s.docx", workspace, options).book
    assert (book.metadata.title, book.metadata.language) == ("Mine", "fr")
