"""Writes blocks: what stands one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

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
    Separator,
    Table,
    Text,
    Verse,
)
from converters.book.walk import leaves_of
from converters.edition.grid import Place, grid_of
from converters.marked_text.leaf_writer import LeafWriter, PictureLink, TextSources
from converters.marked_text.names import element_id
from converters.marked_text.vocabulary import Vocabulary, add_text


class BlockWriter:
    """Writes the blocks of one document; ``leaves`` writes what is inside a line and keeps the accounts."""

    def __init__(self, vocabulary: Vocabulary, sources: TextSources) -> None:
        self.leaves = LeafWriter(vocabulary, sources)
        self._vocabulary = vocabulary
        self._sources = sources
        self._depth = 1
        self._base = 1
        self._own_heading = False
        self._level = 0

    def section(
        self, blocks: Sequence[Block], language: str, *, depth: int, base: int, begins: bool
    ) -> list[etree._Element]:
        """Blocks of a section at ``depth`` whose own heading has level ``base``; ``begins``: from its first block."""
        self._depth, self._base = depth, base
        self._own_heading = begins
        parent = self._vocabulary.section(depth, "", "")
        self._blocks(parent, blocks, language, top=True)
        return list(parent)

    def _blocks(
        self, parent: etree._Element, blocks: Iterable[Block], language: str, *, top: bool = False
    ) -> None:
        for block in blocks:
            own = getattr(block, "language", None) or language
            element = (
                self._heading(block, own, top=top) if isinstance(block, Heading) else self._block(block, own)
            )
            if own != language:
                self._vocabulary.set_language(element, own, language)
            parent.append(self._vocabulary.alone(parent, element))

    def _block(self, block: Block, language: str) -> etree._Element:
        make, leaves = self._vocabulary.make, self.leaves
        match block:
            case Paragraph(id=name, content=content):
                element = make("paragraph")
                leaves.identify(element, name)
                leaves.fill(element, name, content, language)
            case Verse():
                element = self._verse(block, language)
            case CodeBlock(id=name, text=text):
                element, inside = self._vocabulary.code()
                leaves.identify(element, name)
                leaves.fill(inside, name, (Text(text),), language)
            case MathBlock():
                element = self._maths(block, language)
            case Figure():
                return self._figure(block, language)
            case ListBlock():
                return self._list(block, language)
            case Table():
                return self._table(block, language)
            case Note(id=name, kind=kind, label=label, blocks=blocks):
                element, inside = self._vocabulary.note(kind, label)
                leaves.identify(element, name)
                self._blocks(inside, blocks, language)
                if not len(element):
                    element.append(make("paragraph"))
            case Quote(id=name, blocks=blocks) | Aside(id=name, blocks=blocks):
                element = make(("quote" if isinstance(block, Quote) else "aside") if blocks else "paragraph")
                leaves.identify(element, name)
                self._blocks(element, blocks, language)
            case PageBreak(label=label, id=name):
                element, page = self._vocabulary.page(label, alone=True)
                leaves.identify(page, name)
            case Separator(id=name):
                element = make("separator")
                if element.tag.endswith("}p"):
                    element.append(make("break"))
                leaves.identify(element, name)
            case Heading():
                element = self._heading(block, language, top=False)
        return element

    def _heading(self, heading: Heading, language: str, *, top: bool) -> etree._Element:
        level = self._depth + max(0, heading.level - self._base)
        own = top and self._own_heading
        if top:
            self._own_heading = False
        if self._vocabulary.levels_follow_sections:
            level = self._depth if own else level
        elif self._level:
            # Who goes by headings takes a level that is left out for text that is missing.
            level = min(level, self._level + 1)
        self._level = min(level, 6)
        element = self._vocabulary.heading(level, own=own)
        self.leaves.identify(element, heading.id)
        self.leaves.fill(element, heading.id, heading.content, language)
        return element

    def _verse(self, verse: Verse, language: str) -> etree._Element:
        element = self._vocabulary.make("verse")
        self.leaves.identify(element, verse.id)
        for stanza in verse.stanzas:
            group = self._vocabulary.make("stanza")
            for line in stanza:
                made = self._vocabulary.verse_line(line.indent)
                self.leaves.identify(made, line.id)
                if line.language and line.language != language:
                    self._vocabulary.set_language(made, line.language, language)
                self.leaves.fill(made, line.id, line.content, line.language or language)
                group.append(made)
            element.append(group)
        return element

    def _maths(self, block: MathBlock, language: str) -> etree._Element:
        element = self._vocabulary.make("maths-block")
        self.leaves.identify(element, block.id)
        target = element
        sentences = self._sources.sentences(block.id)
        if sentences:
            target = self._vocabulary.make("sentence")
            self.leaves.identify(target, sentences[0].id)
            element.append(target)
        self.leaves.formula(target, block.mathml, block.alternative, language, display="block")
        return element

    def _place(self, name: str) -> etree._Element:
        """Where there is nothing to see, links still find the place."""
        element = self._vocabulary.make("paragraph")
        self.leaves.identify(element, name)
        return element

    # --- pictures ---

    def _figure(self, figure: Figure, language: str) -> etree._Element:
        picture = self._sources.picture(figure.resource)
        self.leaves.count(figure.alternative)
        if picture is not None:
            return self._shown(figure, picture, language)
        return self._missing(figure, language)

    def _shown(self, figure: Figure, picture: PictureLink, language: str) -> etree._Element:
        alternative = figure.alternative
        shown = self._sources.words.no_description if alternative is None else alternative
        image = self.leaves.image(picture, shown)
        # Its sentences are all told by the picture.
        sentences = self._sources.sentences(figure.id)
        for sentence in sentences:
            self.leaves.elements.setdefault(sentence.id, element_id(sentences[0].id))
        if sentences:
            image.set("id", element_id(sentences[0].id))
        element = self._vocabulary.make("figure")
        self.leaves.identify(element, figure.id)
        element.append(image)
        return self._with_words(element, figure, language)

    def _missing(self, figure: Figure, language: str) -> etree._Element:
        """Without its picture, the words of a figure are text."""
        if figure.alternative == "" and not figure.caption and not figure.description:
            return self._place(figure.id)
        kind = "figure" if self._vocabulary.blocks_in_figure else "picture-box"
        element = self._vocabulary.make(kind)
        self.leaves.identify(element, figure.id)
        if figure.alternative or figure.alternative is None:
            line = self._vocabulary.make("alternative")
            if figure.alternative:
                self.leaves.fill(line, figure.id, (Text(figure.alternative),), language)
            else:
                line.set("class", "undescribed")
                add_text(line, self._sources.words.no_description)
            element.append(line)
        return self._with_words(element, figure, language)

    def _with_words(self, element: etree._Element, figure: Figure, language: str) -> etree._Element:
        """Caption and description. XHTML's caption is last in a figure, so a description goes around: both stand in a group then."""
        plain = element.tag.endswith("}div")
        if figure.caption:
            caption = self._vocabulary.make("table-caption-block" if plain else "caption")
            self._blocks(caption, figure.caption, language)
            element.append(caption)
        if not figure.description:
            return element
        description = self._vocabulary.make("description")
        self._blocks(description, figure.description, language)
        if plain or not self._vocabulary.blocks_in_figure:
            element.append(description)
            return element
        group = self._vocabulary.make("group")
        group.append(element)
        group.append(description)
        return group

    # --- lists ---

    def _list(self, block: ListBlock, language: str) -> etree._Element:
        if not block.items:
            return self._place(block.id)
        if block.kind == "definition":
            return self._definitions(block, language)
        labelled = any(item.label for item in block.items)
        element = self._vocabulary.list(block.kind, block.start, labelled=labelled)
        self.leaves.identify(element, block.id)
        for number, item in enumerate(block.items, block.start):
            row = self._vocabulary.make("item")
            self._item(row, item, language)
            label = _label_of(item, number, ordered=block.kind == "ordered") if labelled else ""
            if label:
                shown = self._vocabulary.make("label")
                add_text(shown, f"{label} ")
                row.append(shown)
            own = item.language or language
            if item.term is not None:
                self._blocks(row, (item.term,), own)
            self._blocks(row, item.blocks, own)
            element.append(row)
        return element

    def _item(self, element: etree._Element, item: ListItem, language: str) -> None:
        self.leaves.identify(element, item.id)
        if item.language and item.language != language:
            self._vocabulary.set_language(element, item.language, language)

    def _definitions(self, block: ListBlock, language: str) -> etree._Element:
        element = self._vocabulary.make("definition-list")
        self.leaves.identify(element, block.id)
        for item in block.items:
            own = item.language or language
            if item.term is not None or not len(element):
                term = self._vocabulary.make("term")
                if item.term is None:
                    add_text(term, "–")
                else:
                    self.leaves.identify(term, item.term.id)
                    spoken = item.term.language or own
                    if spoken != language:
                        self._vocabulary.set_language(term, spoken, language)
                    self.leaves.fill(term, item.term.id, item.term.content, spoken)
                element.append(term)
            definition = self._vocabulary.make("definition")
            self._item(definition, item, language)
            self._blocks(definition, item.blocks, own)
            element.append(definition)
        return element

    # --- tables ---

    def _table(self, table: Table, language: str) -> etree._Element:
        grid = grid_of(table)
        element = self._vocabulary.make("table")
        self.leaves.identify(element, table.id)
        caption = self._caption(table, language)
        rows: dict[int, etree._Element] = {}
        for place in grid.cells:
            row = rows.setdefault(place.y, self._vocabulary.make("row"))
            row.append(self._cell(place, language, head=place.y < grid.head))
        if not rows:
            if caption and not caption[1]:
                left = caption[0]
            else:
                left = self._vocabulary.make("paragraph")
                left.extend(list(caption[0]) if caption else [])
            left.set("id", element_id(table.id))
            return left
        if caption and caption[1]:
            element.append(caption[0])
        for kind, wanted in (("table-head", range(grid.head)), ("table-body", range(grid.head, grid.rows))):
            part = self._vocabulary.make(kind)
            for y in wanted:
                if y in rows:
                    part.append(rows[y])
            if len(part):
                element.append(part)
        if all(y < grid.head for y in rows):
            # A table needs a body: heads without one are rows as others.
            element[-1].tag = self._vocabulary.make("table-body").tag
        if not caption or caption[1]:
            return element
        group = self._vocabulary.make("group")
        group.append(caption[0])
        group.append(element)
        return group

    def _caption(self, table: Table, language: str) -> tuple[etree._Element, bool] | None:
        """(the caption, whether it goes into the table): only lines of text fit into a table's own."""
        if not table.caption:
            return None
        inside = all(isinstance(block, Paragraph) for block in table.caption)
        if not inside:
            around = self._vocabulary.make("table-caption-block")
            self._blocks(around, table.caption, language)
            return around, False
        caption = self._vocabulary.make("table-caption")
        for number, block in enumerate(table.caption):
            if isinstance(block, Paragraph):
                if number:
                    caption.append(self._vocabulary.make("break"))
                line = self._vocabulary.make("span")
                self.leaves.identify(line, block.id)
                own = block.language or language
                if own != language:
                    self._vocabulary.set_language(line, own, language)
                self.leaves.fill(line, block.id, block.content, own)
                caption.append(line)
        return caption, True

    def _cell(self, place: Place, language: str, *, head: bool) -> etree._Element:
        cell = place.cell
        scope = "col" if head else {"row": "row", "column": "col"}.get(cell.scope or "", "row")
        # A header without a word heads nothing: the corner of a table is read as an unnamed header otherwise.
        words = any(leaf.text.strip() for leaf in leaves_of(cell.blocks, "", language))
        element = self._vocabulary.cell(
            header=words and (cell.header or head), scope=scope, columns=place.width, rows=place.height
        )
        self.leaves.identify(element, cell.id)
        own = cell.language or language
        if own != language:
            self._vocabulary.set_language(element, own, language)
        self._blocks(element, cell.blocks, own)
        return element


def _label_of(item: ListItem, number: int, *, ordered: bool) -> str:
    shown = (item.label or (str(number) if ordered else "•")).strip()
    return f"{shown}." if shown[-1:].isalnum() else shown
