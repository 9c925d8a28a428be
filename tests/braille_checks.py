"""What must be true of every braille book: nothing lost, nothing too wide, numbers in order, a place for every sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from converters.book import Book, book_to_json, leaves
from converters.book.blocks import Heading, Paragraph, VerseLine
from converters.braille.cells import BLANK, label_cells
from converters.braille.chinese.choices import ChineseChoices
from converters.braille.inline_text import leaf_text
from converters.braille.transcriber import Transcriber
from converters.language import sentences_of
from converters.protocol import Artifact, Conversion
from converters.registry import get_converter
from converters.run import make_options
from converters.workspace import Workspace, write_atomically

_PAGE_CHANGE = re.compile("⠤{8,}[^⠤]*")


@dataclass
class Made:
    """A book converted in this process (tests are single-threaded worker processes)."""

    book: Book
    conversion: Conversion
    artifact: Artifact

    @cached_property
    def volumes(self) -> list[list[list[str]]]:
        """Volumes of pages of lines, from the Unicode text."""
        return [
            [page.split("\n")[:-1] for page in (self.artifact.folder / name).read_text().split("\f")[:-1]]
            for name in self.artifact.files
        ]

    @cached_property
    def body(self) -> list[list[str]]:
        """Pages of the book itself, without the ones that we add."""
        return [page for volume in self.volumes for page in volume if page_number(page).isdigit()]


def convert(book: Book, root: Path, name: str = "braille-text", **options: object) -> Made:
    """``book`` in one format, part by part, without starting workers."""
    workspace = Workspace(root)
    root.mkdir(parents=True, exist_ok=True)
    sentences = sentences_of(book)
    write_atomically(workspace.book_path, book_to_json(book))
    converter = get_converter(name)
    conversion = Conversion(book, sentences, make_options(converter, dict(options)), workspace, name)
    results = []
    for part in converter.plan(conversion):
        folder = workspace.part_folder(name, part.key)
        results.append((part, converter.convert_part(conversion, part, folder), folder))
    return Made(book, conversion, converter.assemble(conversion, results, workspace.made_folder(name)))


def page_number(page: list[str]) -> str:
    """The number at the foot of a page, in print."""
    cells = page[-1].split(BLANK)[-1]
    digits = dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚", "1234567890", strict=True))
    prefix, _, number = cells.partition("⠼")
    return {"": "", "⠞": "t", "⠏": "p"}[prefix] + "".join(digits[cell] for cell in number)


def check_pages(made: Made) -> None:
    """Sizes, blanks, running numbers and places."""
    options = made.conversion.options
    expected = 1
    for volume in made.volumes:
        labels = [page_number(page) for page in volume]
        front = [label for label in labels if not label.isdigit()]
        assert front == [f"t{i + 1}" for i in range(sum(label[0] == "t" for label in front))] + [
            f"p{i + 1}" for i in range(sum(label[0] == "p" for label in front))
        ]
        body = labels[len(front) :]
        assert body == [str(number) for number in range(expected, expected + len(body))]
        expected += len(body)
        for page in volume:
            assert len(page) == options.lines
            for line in page:
                assert len(line) <= options.cells
                assert line == line.rstrip(BLANK)
                assert all("\u2800" <= cell <= "\u283f" for cell in line)
    placed = {row.sentence: row.place for row in made.artifact.locators}
    assert {sentence.id for sentence in made.conversion.sentences} <= set(placed)
    for place in placed.values():
        volume = made.volumes[int(str(place["volume"])) - 1]
        page = volume[int(str(place["page_in_volume"])) - 1]
        assert page_number(page) == str(place["page"])
        assert 1 <= int(str(place["line"])) <= options.lines


def streams(made: Made) -> list[str]:
    """All text of the body without blanks, heads, page numbers and page-change lines; in four readings of signs at line ends.

    ⠐ at the end of a full line and ⠤ at the beginning of a line may be signs of a divided word, or text.
    """
    head = bool(made.conversion.options.running_head)
    rows: list[str] = []
    for page in made.body:
        lines = list(page[1:] if head else page)
        foot = label_cells(page_number(page))
        lines[-1] = lines[-1][: len(lines[-1]) - len(foot)]
        if not head and (first := re.search(BLANK * 3 + "[^\u2800]+$", lines[0])):
            lines[0] = lines[0][: first.start()]
        rows += [line.strip(BLANK) for line in lines if not _PAGE_CHANGE.fullmatch(line)]
    return [
        "".join(
            (row.removesuffix("⠐") if ends else row).removeprefix("⠤" if begins else " ").replace(BLANK, "")
            for row in rows
            if row
        )
        for ends in (False, True)
        for begins in (False, True)
    ]


def lost_leaves(made: Made, *, pieces: bool = False) -> Iterable[tuple[str, str]]:
    """Leaves whose cells, translated on their own, do not stand in the pages in one piece: ``(text, cells)``.

    Leaves with notes, formulas and pictures are cut there; ``pieces`` looks for each word only (cells of tables in columns).
    """
    options = made.conversion.options
    transcriber = Transcriber(
        made.book.metadata.language, options.grade, options.table, ChineseChoices.from_options(options)
    )
    texts = streams(made)
    for leaf in leaves(made.book):
        node = leaf.node
        if not isinstance(node, (Paragraph, Heading, VerseLine)):
            continue
        flat = leaf_text(node.content, leaf.language)
        if isinstance(node, Heading):
            flat.forms = [form for form in flat.forms if form[1] - form[0] < len(flat.text.strip())]
        cells = transcriber.translate(flat.text, leaf.language, flat.spans, flat.emphasis())
        cuts = sorted(
            {0, len(flat.text), *(at for at, *_ in flat.notes), *(at for at, _ in flat.maths)}
            | {edge for start, end, _ in flat.images for edge in (start, end)}
            | {at for at, *_ in flat.pages}
        )
        for start, end in pairwise(cuts):
            said = cells.cells[cells.offsets[start] : cells.offsets[end]]
            wanted = [said.replace(BLANK, "")] if not pieces else said.split(BLANK)
            for one in wanted:
                if one and not any(one in text for text in texts):
                    yield flat.text[start:end], one
