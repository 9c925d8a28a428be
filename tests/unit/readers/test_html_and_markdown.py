"""HTML and Markdown files."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from PIL import Image as Picture

from converters.book import (
    CodeBlock,
    Figure,
    ListBlock,
    Note,
    NoteReference,
    Quote,
    Span,
    Table,
    blocks_of,
    leaves,
    sections_of,
    text_of_book,
)
from converters.protocol import Reader, ReadOptions, ReadResult
from converters.readers import choose_reader
from converters.readers.html import HtmlReader
from converters.readers.markdown import MarkdownReader, front_matter
from converters.workspace import Workspace

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><title>A Guide</title><meta name="author" content="Ann Example">
<meta name="description" content="How to."><style>p { color: red }</style></head>
<body><h1>A Guide</h1><p>First <em>words</em> and <span lang="fr">un mot français</span>.</p>
<script>document.write("never spoken")</script>
<h2>Things</h2><ol start="3"><li>three</li><li>four</li></ol>
<table><caption>Ages</caption><tr><th>Name</th><th>Age</th></tr><tr><td>Ann</td><td>3</td></tr></table>
<p><img src="a%20b.png" alt="A red square"></p><p><img src="gone.png" alt="Gone"></p><img src="DATA" alt="Inside">
<h2>More</h2><p>The end.</p></body></html>"""


def read(
    reader: Reader, source: Path, workspace: Workspace, options: ReadOptions | None = None
) -> ReadResult:
    assert choose_reader(source).name == reader.name
    return reader.read(source, workspace, options or ReadOptions())


def test_html(tmp_path: Path, workspace: Workspace) -> None:
    Picture.new("RGB", (8, 6), "red").save(tmp_path / "a b.png")
    data = base64.b64encode((tmp_path / "a b.png").read_bytes()[:-1] + b"\x82").decode()
    source = tmp_path / "guide.html"
    source.write_text(PAGE.replace("DATA", f"data:image/png;base64,{data}"))
    result = read(HtmlReader(), source, workspace)
    book = result.book
    assert book.metadata.title == "A Guide"
    assert book.metadata.language == "en-GB"
    assert book.metadata.description == "How to."
    assert [person.name for person in book.metadata.contributors] == ["Ann Example"]
    assert [(one.title, one.level) for one in sections_of(book)] == [
        ("A Guide", 1),
        ("Things", 2),
        ("More", 2),
    ]
    assert "never spoken" not in text_of_book(book)
    blocks = [block for one in sections_of(book) for block in blocks_of(one.blocks)]
    assert next(block for block in blocks if isinstance(block, ListBlock)).start == 3
    table = next(block for block in blocks if isinstance(block, Table))
    assert all(cell.header for cell in table.rows[0].cells)
    figures = [block for block in blocks if isinstance(block, Figure)]
    assert [figure.alternative for figure in figures] == ["A red square", "Gone", "Inside"]
    assert [figure.resource is None for figure in figures] == [False, True, False]
    assert {(resource.width, resource.height) for resource in book.resources} == {(8, 6)}
    assert all(workspace.resource_path(resource.id).exists() for resource in book.resources)
    assert [(f.code, f.params) for f in result.findings] == [("picture-missing", {"picture": "gone.png"})]
    assert any(
        isinstance(run, Span) and run.language == "fr"
        for leaf in leaves(book)
        for run in getattr(leaf.node, "content", ())
    )


@pytest.mark.parametrize(
    ("encoding", "meta"),
    [("gb18030", "gb2312"), ("big5", "big5"), ("utf-8", "utf-8"), ("utf-16", ""), ("gb18030", "")],
)
def test_html_in_any_encoding(tmp_path: Path, workspace: Workspace, encoding: str, meta: str) -> None:
    words = (
        "話說天下大勢，分久必合，合久必分。" if encoding == "big5" else "话说天下大势，分久必合，合久必分。"
    )
    declared = f'<meta charset="{meta}">' if meta else ""
    source = tmp_path / "a.html"
    source.write_bytes(
        f"<html><head>{declared}</head><body><p>{words * 5}</p></body></html>".encode(encoding)
    )
    assert text_of_book(read(HtmlReader(), source, workspace).book) == words * 5


@pytest.mark.parametrize(
    ("name", "data", "reader"),
    [
        ("a.txt", b"<!DOCTYPE html><html><body><p>W</p></body></html>", "html"),
        (
            "a.txt",
            b"<?xml version='1.0'?>\n<!-- c -->\n<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>",
            "html",
        ),
        ("a.md", b"<!DOCTYPE html><html><body><p>W</p></body></html>", "html"),
        ("a.html", b"Only words, no markup at all.", "plain-text"),
        ("a.docx", b"Only words, no zip at all.", "plain-text"),
        ("a.txt", b"He wrote <html> on the board.", "plain-text"),
        ("a.txt", b"# Not a heading here\n\nwords", "plain-text"),
        ("a.md", b"# A heading\n\nwords", "markdown"),
        ("a.txt", b"{\\rtf1\\ansi words}", "rtf"),
        (
            "a.xml",
            b"<?xml version='1.0'?><FictionBook xmlns='http://www.gribuser.ru/xml/fictionbook/2.0'/>",
            "fb2",
        ),
        ("a", "\ufeff<html><p>W</p></html>".encode("utf-16-le"), "html"),
    ],
)
def test_content_counts_more_than_the_name(tmp_path: Path, name: str, data: bytes, reader: str) -> None:
    source = tmp_path / name
    source.write_bytes(data)
    assert choose_reader(source).name == reader


def test_a_drawing_in_the_page_is_kept(tmp_path: Path, workspace: Workspace) -> None:
    source = tmp_path / "a.html"
    source.write_text(
        '<html><body><p>Words.</p><svg width="4" height="3" role="img"><title>A circle</title><circle r="1"/></svg></body></html>'
    )
    book = read(HtmlReader(), source, workspace).book
    assert [resource.media_type for resource in book.resources] == ["image/svg+xml"]
    assert "A circle" in text_of_book(book)


MARKDOWN = """---
title: "The Guide"
author: [Ann Example, Bob Other]
lang: en-GB
keywords:
  - reading
---

# First

Text with a note.[^1] And *emph*, **strong** and ~~gone~~ words.

[^1]: The note text.

## Sub

| Name | Age |
|------|----:|
| Ann  | 3   |

> A quote.

```python
if x:
    y()
```

7. seven
8. eight

Term
:   Definition

<script>alert(1)</script>

![A red square](r.png)

# Second

End.
"""


def test_markdown(tmp_path: Path, workspace: Workspace) -> None:
    Picture.new("RGB", (8, 6), "red").save(tmp_path / "r.png")
    source = tmp_path / "guide.md"
    source.write_text(MARKDOWN)
    result = read(MarkdownReader(), source, workspace)
    book = result.book
    assert result.findings == ()
    assert (book.metadata.title, book.metadata.language) == ("The Guide", "en-GB")
    assert [person.name for person in book.metadata.contributors] == ["Ann Example", "Bob Other"]
    assert book.metadata.subjects == ("reading",)
    assert [one.title for one in sections_of(book)] == ["First", "Sub", "Second"]
    blocks = [block for one in sections_of(book) for block in blocks_of(one.blocks)]
    kinds = {type(block) for block in blocks}
    assert {Table, Quote, CodeBlock, ListBlock, Figure, Note} <= kinds
    assert next(block for block in blocks if isinstance(block, CodeBlock)).text == "if x:\n    y()"
    note = next(block for block in blocks if isinstance(block, Note))
    references = [
        run
        for leaf in leaves(book)
        for run in getattr(leaf.node, "content", ())
        if isinstance(run, NoteReference)
    ]
    assert [reference.note for reference in references] == [note.id]
    assert {block.kind for block in blocks if isinstance(block, ListBlock)} == {"ordered", "definition"}
    assert "alert" not in text_of_book(book)


def test_markdown_nested_too_deep_is_read_as_text(tmp_path: Path, workspace: Workspace) -> None:
    source = tmp_path / "a.md"
    source.write_text("> " * 500 + "the heart of it\n")
    result = read(MarkdownReader(), source, workspace)
    assert "the heart of it" in text_of_book(result.book)
    assert "markdown-too-deep" in {finding.code for finding in result.findings}


def test_front_matter_is_only_front_matter() -> None:
    assert front_matter("---\n\nA rule, then words.\n\n---\n\nMore.")[1].startswith("---")
    metadata, rest = front_matter("---\ntitle: 'A: B'\nauthor: 张三\n---\nWords")
    assert (metadata.title, metadata.contributors[0].name, rest) == ("A: B", "张三", "Words")
