"""What must be true of every braille book: nothing lost, nothing too wide, numbers in order, a place for every sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path

from converters.book import Book, Table, blocks_of, book_to_json, leaves, sections_of
from converters.book.blocks import Heading, Paragraph, VerseLine
from converters.book.walk import leaves_of
from converters.braille.cells import BLANK, label_cells
from converters.braille.chinese.choices import ChineseChoices
from converters.braille.converter import lay_out, page_of
from converters.braille.inline_text import leaf_text
from converters.braille.pages import BrailleDocument
from converters.braille.profiles import Profile
from converters.braille.transcriber import Transcriber
from converters.braille.translator import SUBSTITUTE
from converters.language import sentences_of
from converters.language.maths import usable_alternative
from converters.protocol import Artifact, Conversion, Part, PartResult
from converters.registry import get_converter
from converters.run import make_options
from converters.workspace import Workspace, write_atomically

_PAGE_CHANGE = re.compile("⠤{8,}[^⠤]*|⠐⠒⠼[^⠼]*")
_PREFIXES = {"": "", "⠞": "t", "⠏": "p"}


@dataclass
class Made:
    """A book converted in this process (tests are single-threaded worker processes)."""

    book: Book
    conversion: Conversion
    artifact: Artifact
    results: list[tuple[Part, PartResult, Path]] = field(default_factory=list)

    @cached_property
    def profile(self) -> Profile:
        """The layout rules that were followed."""
        return page_of(self.conversion.options, self.book.metadata.language)[0]

    @cached_property
    def document(self) -> BrailleDocument:
        """The pages before they were written down."""
        return lay_out(self.conversion, self.results)

    @cached_property
    def volumes(self) -> list[list[list[str]]]:
        """Volumes of pages of lines, from the Unicode text."""
        return [
            [page.split("\n")[:-1] for page in (self.artifact.folder / name).read_text().split("\f")[:-1]]
            for name in self.artifact.files
            if name.endswith(".txt")
        ]

    @cached_property
    def body(self) -> list[list[str]]:
        """Pages of the book itself, without the ones that we add."""
        return [
            page
            for volume, planned in zip(self.volumes, self.document.volumes, strict=True)
            for page in volume[len(planned.front) :]
        ]


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
    made = converter.assemble(conversion, results, workspace.made_folder(name))
    return Made(book, conversion, made, results)


def page_number(page: list[str]) -> str:
    """The number at the foot of a page, in print; "" for none."""
    cells = page[-1].split(BLANK)[-1]
    digits = dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚", "1234567890", strict=True))
    prefix, sign, number = cells.partition("⠼")
    if not sign or prefix not in _PREFIXES or not set(number) <= set(digits):
        return ""
    return _PREFIXES[prefix] + "".join(digits[cell] for cell in number)


def check_pages(made: Made) -> None:
    """Sizes, blanks, running numbers and places."""
    options, profile, document = made.conversion.options, made.profile, made.document
    expected = 1
    for volume, planned in zip(made.volumes, document.volumes, strict=True):
        labels = [page.number for page in planned.pages]
        assert volume == [page.lines for page in planned.pages]
        front = [label for label in labels if not label.isdigit()]
        assert [label for label in front if label] == [
            f"t{i + 1}" for i in range(sum(label[:1] == "t" for label in front))
        ] + [f"p{i + 1}" for i in range(sum(label[:1] == "p" for label in front))]
        body = labels[len(front) :]
        assert body == [str(number) for number in range(expected, expected + len(body))]
        expected += len(body)
        for side, (label, page) in enumerate(zip(labels, volume, strict=True)):
            if options.page_numbers:
                assert len(page) == document.height
                check_number(page, label, side, profile, duplex=options.duplex)
            for line in page:
                assert len(line) <= document.width
                assert line == line.rstrip(BLANK)
                assert all("\u2800" <= cell <= "\u283f" for cell in line)
    placed = {row.sentence: row.place for row in made.artifact.locators}
    assert {sentence.id for sentence in made.conversion.sentences} <= set(placed)
    for place in placed.values():
        planned = document.volumes[int(str(place["volume"])) - 1]
        assert planned.pages[int(str(place["page_in_volume"])) - 1].number == str(place["page"])
        assert 1 <= int(str(place["line"])) <= document.height


def check_number(page: list[str], label: str, side: int, profile: Profile, *, duplex: bool) -> None:
    """The number of a page (``side`` of the volume, from 0) stands where its profile puts it, and nowhere else."""
    if profile.number_place == "head":
        assert page[0].endswith(label_cells(label))
    elif profile.number_place == "last":
        assert page_number(page) == label
    elif (duplex and side % 2) or label[:1] in {"", "t"}:
        assert BLANK not in page[-1].strip(BLANK)
        assert not page[-1].startswith(BLANK)
    else:
        assert page[-1].endswith(label_cells(label.removeprefix("p")))
        if label.isdigit() and duplex:
            assert int(label) % 2 == 1


def streams(made: Made) -> list[str]:
    """All text of the body without blanks, heads, page numbers and page-change lines; in four readings of signs at line ends.

    ⠐ at the end of a full line and ⠤ at the beginning of a line may be signs of a divided word, or text.
    """
    profile = made.profile
    rows: list[str] = []
    for page in made.body:
        head = profile.number_place == "head" or (
            profile.running_head and made.conversion.options.running_head
        )
        lines = list(page[1:] if head else page)
        if profile.number_place == "own":
            lines.pop()
        elif profile.number_place == "last":
            lines[-1] = lines[-1][: len(lines[-1]) - len(label_cells(page_number(page)))]
        if (
            not head
            and profile.print_place == "first"
            and made.conversion.options.print_pages
            # A printed page's number: right at the margin, in cells of a label.
            and len(lines[0]) == made.conversion.options.cells
            and (first := re.search("(?<=[^\u2800])\u2800{3,}[⠁-⠵⠠⠰⠼]*⠼[^\u2800]+$", lines[0]))
        ):
            lines[0] = lines[0][: first.start()]
        rows += [line.strip(BLANK) for line in lines if not _PAGE_CHANGE.fullmatch(line.strip(BLANK))]
    return [
        "".join(
            (row.removesuffix("⠐") if ends else row).removeprefix("⠤" if begins else " ").replace(BLANK, "")
            for row in rows
            if row
        )
        for ends in (False, True)
        for begins in (False, True)
    ]


def lost_leaves(made: Made, *, pieces: bool = False, every: int = 1) -> Iterable[tuple[str, str]]:
    """Leaves whose cells, translated on their own, do not stand in the pages in one piece: ``(text, cells)``.

    Leaves with notes, formulas and pictures are cut there; ``pieces`` looks for each word only (cells of tables in columns); ``every`` n-th leaf only.
    """
    options = made.conversion.options
    transcriber = Transcriber(
        made.book.metadata.language, options.grade, options.table, ChineseChoices.from_options(options)
    )
    texts = streams(made)
    in_headers = {
        leaf.node.id
        for section in sections_of(made.book)
        for block in blocks_of(section.blocks)
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        if cell.header
        for leaf in leaves_of(cell.blocks, "", "")
    }
    for leaf in islice(leaves(made.book), 0, None, every):
        node = leaf.node
        if not isinstance(node, (Paragraph, Heading, VerseLine)):
            continue
        flat = leaf_text(node.content, leaf.language)
        if isinstance(node, Heading) or node.id in in_headers:
            flat.forms = [form for form in flat.forms if form[1] - form[0] < len(flat.text.strip())]
        # Formulas whose words nobody can read are read out in order instead: nothing of their words is looked for.
        unread = {
            (at, at + len(math.alternative or ""))
            for at, math in flat.maths
            if not usable_alternative(math.alternative, math.mathml)
        }
        text = flat.text
        for start, end in unread:
            text = text[:start] + ("x" if transcriber.main.own else SUBSTITUTE) * (end - start) + text[end:]
        cells = transcriber.translate(text, leaf.language, flat.spans, flat.emphasis())
        cuts = sorted(
            {0, len(flat.text), *(at for at, *_ in flat.notes), *(at for at, _ in flat.maths)}
            | {edge for start, end, _ in flat.images for edge in (start, end)}
            | {at for at, *_ in flat.pages}
            | {end for _, end in unread}
        )
        for start, end in pairwise(cuts):
            if (start, end) in unread:
                continue
            said = cells.cells[cells.offsets[start] : cells.offsets[end]]
            wanted = [said.replace(BLANK, "")] if not pieces else said.split(BLANK)
            for one in wanted:
                if one and not any(one in text or (pieces and _in_two(one, text)) for text in texts):
                    yield flat.text[start:end], one


def _in_two(word: str, text: str) -> bool:
    """Whether ``word`` stands in ``text`` broken once or twice: a word longer than a column of a table is."""
    return any(
        word[:cut] in text and (word[cut:] in text or (len(word) - cut > 8 and _in_two(word[cut:], text)))
        for cut in range(4, len(word) - 1)
    )
