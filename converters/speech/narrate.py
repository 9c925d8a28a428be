"""From a chapter of the Book to its script: what is said, in which order, with which pauses.

Structure that a page shows is said in a few words (a table's size, a cell's column, a picture, a note) or heard as a pause. Every word
of the book is either said or counted: see :class:`~converters.speech.tally.Tally`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from converters.book import (
    Block,
    Book,
    CodeBlock,
    Figure,
    Heading,
    Image,
    Inline,
    ListBlock,
    Math,
    MathBlock,
    Note,
    NoteReference,
    PageBreak,
    PageMarker,
    Paragraph,
    Separator,
    Table,
    Text,
    Verse,
)
from converters.book.walk import children_of, leaves_of
from converters.chapters import Chapter, pieces_with_blocks
from converters.language import SentenceIndex
from converters.speech.choices import Choices
from converters.speech.line_writer import SENTENCE_PAUSE, LineWriter, Manner
from converters.speech.normalise import count_words
from converters.speech.notes import NoteIndex, index_notes
from converters.speech.pages import page_places
from converters.speech.pinyin import Readings, readings
from converters.speech.pronunciation import Respell, respell
from converters.speech.runs import Piece, by_sentence, pieces_of, stand_in
from converters.speech.script import Script
from converters.speech.tables import Cell, cells_of
from converters.speech.tally import Tally

HEADING_PAUSE: Final = 1.0
BEFORE_HEADING_PAUSE: Final = 0.8
PARAGRAPH_PAUSE: Final = 0.4
VERSE_PAUSE: Final = 0.3
STANZA_PAUSE: Final = 0.6
CELL_PAUSE: Final = 0.25
SEPARATOR_PAUSE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Narration:
    """A chapter's script and its accounts."""

    script: Script
    tally: Tally


def narrate(
    book: Book,
    sentences: SentenceIndex,
    chapter: Chapter,
    choices: Choices,
    *,
    can_speak: Callable[[str], bool],
    notes: NoteIndex | None = None,
    readings: Readings = readings,
    respell: Respell = respell,
) -> Narration:
    """The script of one chapter. Pure. ``can_speak`` says whether a language (BCP 47) has a voice."""
    narrator = _Narrator(
        book, sentences, choices, can_speak=can_speak, notes=notes, readings=readings, respell=respell
    )
    for _piece, _section, language, blocks in pieces_with_blocks(book, chapter):
        narrator.section(blocks, language)
    return Narration(tuple(narrator.out.items), narrator.out.tally)


class _Narrator:
    def __init__(
        self,
        book: Book,
        sentences: SentenceIndex,
        choices: Choices,
        *,
        can_speak: Callable[[str], bool],
        notes: NoteIndex | None,
        readings: Readings,
        respell: Respell,
    ) -> None:
        self.out = LineWriter(book.metadata.language, can_speak, readings, respell)
        self._sentences = sentences
        self._choices = choices
        self._notes = notes or (index_notes(book) if choices.notes == "at-reference" else NoteIndex({}, {}))
        self._waiting: list[tuple[Note, str]] = []
        self._reading: set[str] = set()
        self._pages: set[str] = set()
        self.out.note_marks = choices.note_marks

    def section(self, blocks: Sequence[Block], language: str) -> None:
        """The blocks of one section, then the notes that waited for its end."""
        self._blocks(blocks, language)
        while self._waiting:
            note, inherited = self._waiting.pop(0)
            self._note(note, inherited)

    def _blocks(self, blocks: Iterable[Block], language: str) -> None:
        for block in blocks:
            self._block(block, getattr(block, "language", None) or language)

    def _block(self, block: Block, language: str) -> None:
        match block:
            case Paragraph(id=name, content=content):
                self._leaf(name, content, language, PARAGRAPH_PAUSE)
            case Heading(id=name, content=content):
                self.out.pause(BEFORE_HEADING_PAUSE)
                self._leaf(name, content, language, HEADING_PAUSE, manner="heading")
            case Verse(stanzas=stanzas):
                for stanza in stanzas:
                    for line in stanza:
                        self._leaf(line.id, line.content, line.language or language, VERSE_PAUSE)
                    self.out.pause(STANZA_PAUSE)
            case CodeBlock():
                self._code(block, language)
            case MathBlock(id=name, mathml=mathml, alternative=alternative):
                self._leaf(name, (Math(mathml, alternative),), language, PARAGRAPH_PAUSE)
            case Figure():
                self._figure(block, language)
            case ListBlock():
                self._list(block, language)
            case Table():
                self._table(block, language)
            case Note():
                self._meet_note(block, language)
            case PageBreak(label=label, id=name):
                self._page(label, name)
            case Separator():
                self.out.pause(SEPARATOR_PAUSE)
            case _:
                self._blocks(children_of(block), language)

    # --- leaves ---

    def _leaf(
        self,
        name: str,
        content: tuple[Inline, ...],
        language: str,
        pause: float,
        *,
        manner: Manner = "text",
    ) -> None:
        pieces = pieces_of(content, language)
        sentences = self._sentences.of(name)
        pages = [piece for piece in pieces if isinstance(piece.source, PageMarker)]
        for sentence, own, notes in by_sentence(sentences or stand_in(name, pieces, language), pieces):
            # A page that begins inside a sentence is announced before it: nothing cuts a sentence.
            while pages and pages[0].start < sentence.end:
                self._announce_page(pages.pop(0))
            wanted = self._wanted(own)
            called = [piece.source for piece in notes if isinstance(piece.source, NoteReference)]
            if any(piece.text.strip() or isinstance(piece.source, (Math, Image)) for piece in wanted):
                self.out.sentence(sentence, wanted, manner=manner, after=self._note_marks(called))
                self.out.pause(SENTENCE_PAUSE)
            self._read_called(called, name, language)
        for piece in pages:
            self._announce_page(piece)
        self.out.pause(pause)

    def _code(self, block: CodeBlock, language: str) -> None:
        if self._choices.code == "skip":
            self._skip((block,), language)
            return
        several = len(self._sentences.of(block.id)) > 1
        spell = self._choices.code == "spell"
        self.out.prefix(self.out.phrase("code"))
        pieces = pieces_of((Text(block.text),), language)
        depth = 0
        for sentence, own, _notes in by_sentence(self._sentences.of(block.id), pieces):
            line = block.text[block.text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
            indent = len(line.expandtabs(4)) if line.isspace() or not line else depth
            if spell and indent != depth:
                self.out.prefix(self.out.phrase("indent", count=indent))
            depth = indent
            self.out.sentence(sentence, own, manner="spell" if spell else "text")
            self.out.pause(SENTENCE_PAUSE)
        self.out.drop_prefix()
        if several:
            self.out.announce(self.out.phrase("code-end"))
        self.out.pause(PARAGRAPH_PAUSE)

    def _wanted(self, pieces: list[Piece]) -> list[Piece]:
        if self._choices.pictures:
            return pieces
        wanted = [piece for piece in pieces if not isinstance(piece.source, Image)]
        left_out = count_words("".join(p.text for p in pieces)) - count_words("".join(p.text for p in wanted))
        self.out.skip(left_out)
        return wanted

    def _skip(self, blocks: Iterable[Block], language: str) -> None:
        """Leave out all of ``blocks``, and count it."""
        for leaf in leaves_of(blocks, "", language):
            for sentence in self._sentences.of(leaf.node.id):
                self.out.skip(count_words(leaf.text[sentence.start : sentence.end]))
        self._pass_pages(blocks)

    def _pass_pages(self, blocks: Iterable[Block]) -> None:
        """Pages that begin inside ``blocks``, which are left out here or read elsewhere: pages keep their order all the same."""
        for page in page_places(blocks):
            self._page(page.label, page.id)

    def _announce_page(self, piece: Piece) -> None:
        if isinstance(piece.source, PageMarker):
            self._page(piece.source.label, piece.source.id)

    def _page(self, label: str, name: str) -> None:
        if name in self._pages:
            return
        self._pages.add(name)
        if self._choices.print_pages:
            self.out.announce(self.out.phrase("page", label=label), name)
        else:
            self.out.mark(name)  # silent, but "go to page 57" finds it

    # --- pictures, lists, tables ---

    def _figure(self, figure: Figure, language: str) -> None:
        sentences = self._sentences.of(figure.id)
        if not self._choices.pictures:
            self._skip((replace(figure, caption=()),), language)
            self._blocks(figure.caption, language)
            return
        if figure.alternative is None:
            self.out.tally.pictures_without_description += 1
            self.out.announce(self.out.phrase("picture-without-description"), figure.id)
        elif sentences:
            self.out.prefix(self.out.phrase("picture"))
            self._leaf(figure.id, (Text(figure.alternative),), language, PARAGRAPH_PAUSE)
        self._blocks(figure.caption, language)
        if figure.description:
            self.out.prefix(self.out.phrase("description"))
            self._blocks(figure.description, language)
            self.out.drop_prefix()

    def _list(self, block: ListBlock, language: str) -> None:
        for number, item in enumerate(block.items, block.start):
            inherited = item.language or language
            if item.label is not None or block.kind == "ordered":
                self.out.prefix(
                    self.out.phrase("label", label=(item.label or str(number)).strip().rstrip("."))
                )
            if item.term is not None:
                self._leaf(item.term.id, item.term.content, item.term.language or inherited, SENTENCE_PAUSE)
            self._blocks(item.blocks, inherited)
            self.out.flush_prefix(item.id)

    def _table(self, table: Table, language: str) -> None:
        rows, columns, cells = cells_of(table)
        details = self._choices.table_details
        if details:
            size = {
                "rows": self.out.count_phrase("rows", rows),
                "columns": self.out.count_phrase("columns", columns),
            }
            self.out.announce(self.out.phrase("table", **size), table.id)
        self._blocks(table.caption, language)
        for cell in cells:
            self._cell(cell, cell.cell.language or language, details=details)
        if details:
            self.out.announce(self.out.phrase("table-end"), pause=PARAGRAPH_PAUSE)

    def _cell(self, cell: Cell, language: str, *, details: bool) -> None:
        if details and cell.header:
            self.out.prefix(self.out.phrase("header", header=cell.header))
        self._blocks(cell.cell.blocks, language)
        if self.out.has_prefix:
            self.out.prefix(self.out.phrase("empty"))
            self.out.flush_prefix(cell.cell.id)
        self.out.pause(PARAGRAPH_PAUSE if cell.last else CELL_PAUSE)

    # --- notes ---

    def _meet_note(self, note: Note, language: str) -> None:
        if self._choices.notes == "skip":
            self._skip((note,), language)
            return
        if self._choices.notes == "at-reference" and note.id not in self._notes.called_in:
            self._note(note, language)
            return
        self._pass_pages((note,))
        if self._choices.notes == "end-of-section":
            self._waiting.append((note, language))

    def _note_marks(self, called: Sequence[NoteReference]) -> str:
        if not self._choices.note_marks or self._choices.notes == "at-reference":
            return ""
        return ", ".join(self.out.phrase("note-mark", label=reference.label.strip()) for reference in called)

    def _read_called(self, called: Sequence[NoteReference], leaf: str, language: str) -> None:
        """Read the notes that a sentence called, if they are read there; a note that calls itself is read once."""
        if self._choices.notes != "at-reference":
            return
        for reference in called:
            note = self._notes.notes.get(reference.note)
            if note is not None and self._notes.called_in[note.id] == leaf and note.id not in self._reading:
                self._reading.add(note.id)
                # Pages inside a note that stands elsewhere are announced there, in their order.
                elsewhere = {page.id for page in page_places((note,))} - self._pages
                self._pages |= elsewhere
                self._note(note, note.language or language)
                self._pages -= elsewhere
                self.out.announce(self.out.phrase("note-end"))

    def _note(self, note: Note, language: str) -> None:
        self.out.prefix(self.out.phrase("note", label=note.label.strip()).replace(" :", ":"))
        self._blocks(note.blocks, note.language or language)
        self.out.flush_prefix(note.id)
