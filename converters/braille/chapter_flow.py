"""A chapter of a book into flow blocks: what is a heading, a list, a note, a picture for a braille reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from converters.book import (
    Aside,
    Block,
    CodeBlock,
    Figure,
    Heading,
    ListBlock,
    ListItem,
    MathBlock,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Separator,
    Table,
    Verse,
)
from converters.book.walk import blocks_of
from converters.braille.flow import FlowBlock, FlowItem
from converters.braille.inline_text import LeafText
from converters.braille.leaf_flow import CLOSE_NOTE, OPEN_NOTE, LeafTranscriber
from converters.braille.table_flow import table_flow
from converters.errors import Finding

_DEEPEST_INDENT: Final = 8
_SIDE_HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})


class ChapterFlow:
    """Builds the flow of one chapter. Call :meth:`piece` for each of its pieces in order, then :meth:`finish`."""

    def __init__(self, leaves: LeafTranscriber, level: int = 1) -> None:
        """``level`` is that of its first heading: 1, or more where it is only a section of a chapter."""
        self.leaves = leaves
        self._level = level
        self.items: list[FlowItem] = []
        self._anchors: list[str] = []
        self._notes: list[tuple[Note, str]] = []
        self._margin = 0
        self._shift: int | None = None
        self._words = False
        """Whether anything but headings and notes was met."""

    def piece(self, section: Section, language: str, blocks: Sequence[Block], *, starts: bool) -> None:
        """Some blocks of ``section``; ``starts`` where they are its first."""
        if starts:
            self._anchors.append(section.id)
        self._walk(blocks, language)

    def finish(self) -> list[FlowItem]:
        """The whole flow; footnotes at its end, under a heading of their own where there is other text."""
        if self._notes:
            if self._words:
                self._gap()
                self._emit(FlowBlock("h2", self.leaves.phrase(self.leaves.words.notes)))
            notes, self._notes = self._notes, []
            for note, language in notes:
                self._note(note, language)
            self._gap()
        if self._anchors:
            self._emit(FlowBlock("mark", ""))
        return self.items

    # --- plumbing

    def _emit(self, item: FlowItem) -> None:
        item.margin = self._margin
        if self._anchors:
            item.anchors = (*self._anchors,)
            self._anchors = []
        self.items.append(item)

    def _gap(self) -> None:
        """Here something begins or ends that stands apart from its neighbours; under a heading it does not begin anew."""
        if self.items and getattr(self.items[-1], "style", "") in _SIDE_HEADINGS:
            return
        if self.items and getattr(self.items[-1], "style", "") != "gap":
            self.items.append(FlowBlock("gap", ""))

    def _walk(
        self,
        blocks: Iterable[Block],
        language: str,
        style: str = "paragraph",
        depth: int = 0,
        deepest: int = 0,
    ) -> None:
        for block in blocks:
            own = getattr(block, "language", None) or language
            if not isinstance(block, (Heading, Note, PageBreak)):
                self._words = True
            match block:
                case Paragraph(content=content):
                    self._leaf(self.leaves.block(style, content, block.id, own), depth, deepest)
                case Heading():
                    self._heading(block, own)
                case Verse():
                    self._verse(block, own, depth)
                case CodeBlock():
                    self._code(block, own, depth)
                case MathBlock():
                    self._math(block, own)
                case Figure():
                    self._figure(block, own)
                case ListBlock():
                    self._list(block, own, depth, deepest)
                case Table():
                    self._table(block, own)
                case Note():
                    self._anchors.append(block.id)
                    if block.kind == "footnote":
                        self._anchors.pop()
                        self._notes.append((block, own))
                    else:
                        self._note(block, own)
                case Quote(blocks=inner):
                    self._anchors.append(block.id)
                    self._gap()
                    self._margin += 1
                    self._walk(inner, own)
                    self._margin -= 1
                    self._gap()
                case Aside(blocks=inner):
                    self._anchors.append(block.id)
                    self._gap()
                    self._emit(FlowBlock("box-top", ""))
                    self._walk(inner, own)
                    self._emit(FlowBlock("box-bottom", ""))
                    self._gap()
                case PageBreak(label=label, id=id_):
                    mark = (0, self.leaves.label(label), label, id_)
                    self.items.append(FlowBlock("mark", "", pages=(mark,)))
                case Separator():
                    self._gap()
                    self._emit(FlowBlock("separator", "", block.id))
                    self._gap()

    def _leaf(self, block: FlowBlock, depth: int = 0, deepest: int = 0) -> None:
        block.depth, block.deepest = min(depth, _DEEPEST_INDENT), min(deepest, _DEEPEST_INDENT)
        if block.cells or block.pages or block.sentences:
            self._emit(block)
        elif block.id:
            self._anchors.append(block.id)

    # --- kinds of blocks

    def _heading(self, heading: Heading, language: str) -> None:
        if self._shift is None:
            # The first heading is the title, whatever level the source gave it.
            self._shift = heading.level - self._level
            level = self._level
        else:
            level = min(6, max(1 if heading.level == 1 else 2, heading.level - self._shift))
        block = self.leaves.block(f"h{level}", heading.content, heading.id, language, plain=True)
        block.cells = block.cells.replace("\n", "\u2800")
        self._leaf(block)

    def _verse(self, verse: Verse, language: str, depth: int) -> None:
        self._anchors.append(verse.id)
        indents = [line.indent for stanza in verse.stanzas for line in stanza]
        least, deepest = min(indents, default=0), max(indents, default=0)
        for stanza in verse.stanzas:
            self._gap()
            for line in stanza:
                block = self.leaves.block("verse", line.content, line.id, line.language or language)
                self._leaf(block, depth + line.indent - least, depth + deepest - least)
        self._gap()

    def _code(self, code: CodeBlock, language: str, depth: int) -> None:
        self._anchors.append(code.id)
        self._gap()
        # Sentences of code are its lines; each line is a block of its own, so each gets the sentences that begin in it.
        marks = list(self.leaves.sentences.of(code.id))
        start = 0
        for line in code.text.splitlines(keepends=True):
            words = line.strip()
            if words:
                at = start + len(line) - len(line.lstrip())
                block = self.leaves.flat_block("code", LeafText(words), code.id, language, at=at)
                block.sentences = tuple((0, m.id) for m in marks if start <= m.start < start + len(line))
                indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
                self._leaf(block, depth + min(indent // 2, _DEEPEST_INDENT), depth)
            start += len(line)
        self._gap()

    def _math(self, block: MathBlock, language: str) -> None:
        self._gap()
        flow = self.leaves.math_block("math", block.mathml, block.alternative, block.id, language)
        self._leaf(flow)
        self._gap()

    def _figure(self, figure: Figure, language: str) -> None:
        self._anchors.append(figure.id)
        if figure.alternative == "" and not figure.description and not figure.caption:
            return
        self._gap()
        leaves = self.leaves
        first = len(self.items)
        if figure.alternative:
            lead = leaves.phrase(leaves.words.picture).rstrip("\u2800") + "\u2800"
            self._leaf(leaves.flat_block("picture", LeafText(figure.alternative), figure.id, language, lead))
        elif figure.alternative is None:
            leaves.findings.append(Finding("braille-picture-without-alternative", {}, leaves.chapter))
            self._emit(FlowBlock("picture", leaves.phrase(leaves.words.no_alternative), figure.id))
        self._walk(figure.description, language, "picture")
        self._bracket(first)
        self._walk(figure.caption, language, "caption")
        self._gap()

    def _bracket(self, first: int) -> None:
        """Transcriber's note indicators around the blocks from ``first`` on."""
        said = [item for item in self.items[first:] if isinstance(item, FlowBlock) and item.cells]
        if not said:
            return
        opening = said[0]
        width = len(OPEN_NOTE)
        opening.cells = OPEN_NOTE + opening.cells
        opening.sentences = tuple((at + width if at else 0, id_) for at, id_ in opening.sentences)
        opening.pages = tuple((at + width if at else 0, *rest) for at, *rest in opening.pages)  # type: ignore[misc]  # as in leaf_flow
        opening.breaks = tuple(at + width for at in opening.breaks)
        opening.hyphens = tuple(at + width for at in opening.hyphens)
        said[-1].cells += CLOSE_NOTE

    def _list(self, block: ListBlock, language: str, depth: int, deepest: int) -> None:
        self._anchors.append(block.id)
        if depth == 0:
            self._gap()
            deepest = _depth_of(block) - 1
        for number, item in enumerate(block.items, block.start):
            own = item.language or language
            if item.id:
                self._anchors.append(item.id)
            if item.term is not None:
                term = self.leaves.block("list", item.term.content, item.term.id, item.term.language or own)
                self._leaf(term, depth, deepest)
            self._item(item, own, self._marker(block, item, number), depth, deepest)
        if depth == 0:
            self._gap()

    def _item(self, item: ListItem, language: str, marker: str, depth: int, deepest: int) -> None:
        blocks = list(item.blocks)
        if blocks and isinstance(blocks[0], Paragraph) and item.term is None:
            first = blocks.pop(0)
            assert isinstance(first, Paragraph)  # noqa: S101 (told by the line above, for the type checker)
            self._leaf(
                self.leaves.block("list", first.content, first.id, first.language or language, prefix=marker),
                depth,
                deepest,
            )
            self._words = True
        elif marker.strip("\u2800"):
            self._leaf(FlowBlock("list", marker.rstrip("\u2800"), item.id), depth, deepest)
        for child in blocks:
            if isinstance(child, ListBlock):
                self._list(child, child.language or language, depth + 1, deepest)
            else:
                self._walk((child,), language, "list-more", depth, deepest)

    def _marker(self, block: ListBlock, item: ListItem, number: int) -> str:
        if item.label is not None:
            text = item.label.strip()
        elif block.kind == "ordered":
            text = f"{number}."
        else:
            text = "•" if block.kind == "unordered" else ""
        if not text:
            return ""
        if text == "•" and self.leaves.transcriber.main.script == "Hani":
            return ""  # Chinese braille has no bullet: the hanging indent shows the items
        return self.leaves.phrase(text, self.leaves.transcriber.language).strip("\u2800") + "\u2800"

    def _table(self, table: Table, language: str) -> None:
        self._anchors.append(table.id)
        for cell in (cell for row in table.rows for cell in row.cells):
            for inner in blocks_of(cell.blocks):
                if isinstance(inner, PageBreak):
                    mark = (0, self.leaves.label(inner.label), inner.label, inner.id)
                    self.items.append(FlowBlock("mark", "", pages=(mark,)))
        self._gap()
        self._walk(table.caption, language, "caption")
        flow = table_flow(table, language, self.leaves)
        if flow is not None:
            self._emit(flow)
        self._gap()

    def _note(self, note: Note, language: str) -> None:
        own = note.language or language
        self._anchors.append(note.id)
        sign = self.leaves.note_sign(note.label) + "\u2800" if note.label else ""
        blocks = list(note.blocks)
        if blocks and isinstance(blocks[0], Paragraph):
            first = blocks.pop(0)
            assert isinstance(first, Paragraph)  # noqa: S101 (told by the line above, for the type checker)
            self._leaf(self.leaves.block("note", first.content, first.id, first.language or own, prefix=sign))
        elif sign:
            self._emit(FlowBlock("note", sign.rstrip("\u2800"), note.id))
        self._walk(blocks, own, "note-more")


def _depth_of(block: ListBlock) -> int:
    inner = [
        _depth_of(child) for item in block.items for child in item.blocks if isinstance(child, ListBlock)
    ]
    return 1 + max(inner, default=0)
