"""Open block elements, and what becomes of them when they end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from converters.book import (
    Aside,
    Block,
    Figure,
    ListBlock,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    TableCell,
    TableRow,
    Text,
)
from converters.readers.xhtml.verse import Line, make_verse

_STOP_AFTER_MARK: Final = re.compile(r"^\s*(?:[.:](?=\s)|[)\]、．。）】〕：])\s*(?=\w|[“‘《「『(（])")


@dataclass(slots=True)
class Frame:
    """An element that gathers blocks. ``blocks`` is its own list, or its parent's where the element only groups ("flow").

    ``language`` is in force inside; ``base`` is that of the nearest block that will stand in the book.
    """

    kind: str
    blocks: list[Any]
    language: str
    base: str
    serial: int = 0
    id: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    anchors: list[str] = field(default_factory=list)

    @property
    def own_language(self) -> str | None:
        """The language to write on the block: None where it is its parent's."""
        outer = self.data.get("outer", self.base)
        return self.base if self.base != outer else None


def finish_blocks(blocks: list[Any]) -> tuple[Block, ...]:
    """The children of a finished frame: lines of verse that stood loose become poems."""
    if any(isinstance(block, Line) for block in blocks):
        blocks = make_verse(blocks)
    return tuple(blocks)


def _without_stop(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """A note whose mark was taken from before its words, without the stop or bracket that stood after the mark ("1. See ...")."""
    if (
        blocks
        and isinstance(first := blocks[0], Paragraph)
        and first.content
        and isinstance(first.content[0], Text)
    ):
        words = _STOP_AFTER_MARK.sub("", first.content[0].text)
        if words and words != first.content[0].text:
            lead = replace(first.content[0], text=words)
            return (replace(first, content=(lead, *first.content[1:])), *blocks[1:])
    return blocks


def finish(frame: Frame) -> list[Any]:
    """The blocks that ``frame`` becomes, for its parent."""
    blocks = finish_blocks(frame.blocks)
    language = frame.own_language
    match frame.kind:
        case "quote":
            return [Quote(blocks, frame.id, language)] if blocks else []
        case "aside":
            return [Aside(blocks, frame.data["role"], frame.id, language)] if blocks else []
        case "note":
            blocks = _without_stop(blocks) if frame.data["label"] else blocks
            return [Note(frame.data["note_kind"], blocks, frame.data["label"], frame.id, language)]
        case "item" | "definition":
            item = ListItem(blocks, None, frame.id, frame.data.get("label"), language)
            return [item] if blocks else []
        case "list":
            return _finish_list(frame, blocks, language)
        case "definitions":
            return _finish_definitions(frame, blocks, language)
        case "cell":
            data = frame.data
            return [
                TableCell(
                    blocks, data["header"], data["scope"], data["columns"], data["rows"], frame.id, language
                )
            ]
        case "table":
            return _finish_table(frame, blocks, language)
        case "figure":
            return _finish_figure(frame, list(blocks))
        case _:
            return list(blocks)


def _finish_list(frame: Frame, blocks: tuple[Any, ...], language: str | None) -> list[Any]:
    """Items in order; notes in a list stand for themselves; stray blocks go to the item after them (lists: before)."""
    result: list[Any] = []
    items: list[ListItem] = []
    waiting: list[Any] = []

    def close() -> None:
        if waiting and items:
            items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *waiting))
            waiting.clear()
        if items:
            kind, start = frame.data["kind"], frame.data["start"]
            first = frame.id if not any(isinstance(made, ListBlock) for made in result) else ""
            labelled = number_items(items, frame.data)
            result.append(ListBlock(kind, labelled, start, first, language))
            items.clear()
        result.extend(waiting)
        waiting.clear()

    for block in blocks:
        if isinstance(block, ListItem):
            items.append(replace(block, blocks=(*waiting, *block.blocks)) if waiting else block)
            waiting.clear()
        elif isinstance(block, Note):
            close()
            result.append(block)
        elif isinstance(block, ListBlock) and items and not waiting:
            items[-1] = replace(items[-1], blocks=(*items[-1].blocks, block))
        elif isinstance(block, PageBreak):
            waiting.append(block)
        else:
            items.append(ListItem((*waiting, block)))
            waiting.clear()
    close()
    return result


def number_items(items: list[ListItem], data: dict[str, Any]) -> tuple[ListItem, ...]:
    """Labels as printed where the list counts in its own way: letters, Roman numerals, backwards, or from a stated value."""
    style, backwards = data.get("style", "1"), data.get("reversed", False)
    values = data.get("values", {})
    if data["kind"] != "ordered" or (style == "1" and not backwards and not values):
        return tuple(items)
    number = data["start"] if data.get("started") or not backwards else len(items)
    labelled: list[ListItem] = []
    for item in items:
        number = values.get(item.label, number) if item.label else number
        labelled.append(replace(item, label=format_number(number, style)))
        number += -1 if backwards else 1
    return tuple(labelled)


def format_number(number: int, style: str) -> str:
    """``number`` as a list marker: ``1``, ``a``, ``A``, ``i`` or ``I`` (HTML, clause 4.4.5); digits where it has no such form."""
    if style in {"a", "A"} and number > 0:
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return letters.upper() if style == "A" else letters
    if style in {"i", "I"} and 0 < number < 4000:
        roman = ""
        for value, mark in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
            strict=True,
        ):
            roman += mark * (number // value)
            number %= value
        return roman.upper() if style == "I" else roman
    return str(number)


def _finish_definitions(frame: Frame, blocks: tuple[Any, ...], language: str | None) -> list[Any]:
    """Terms (paragraphs marked by the builder) begin items; definitions join the last one."""
    items: list[ListItem] = []
    waiting: list[Any] = []
    terms = frame.data["terms"]
    for block in blocks:
        if isinstance(block, Paragraph) and id(block) in terms:
            items.append(ListItem(tuple(waiting), block))
            waiting = []
        elif isinstance(block, ListItem):
            if items and items[-1].language == block.language:
                last = items[-1]
                items[-1] = replace(
                    last, blocks=(*last.blocks, *waiting, *block.blocks), id=last.id or block.id
                )
            else:
                items.append(replace(block, blocks=(*waiting, *block.blocks)))
            waiting = []
        elif isinstance(block, Note):
            waiting.append(block)
        elif items:
            items[-1] = replace(items[-1], blocks=(*items[-1].blocks, block))
        else:
            waiting.append(block)
    made: list[Any] = [ListBlock("definition", tuple(items), 1, frame.id, language)] if items else []
    return [*made, *waiting]


def _finish_table(frame: Frame, stray: tuple[Any, ...], language: str | None) -> list[Any]:
    rows: list[TableRow] = [row for row in frame.data["rows"] if row.cells]
    caption: tuple[Any, ...] = tuple(frame.data.get("caption", ()))
    if not rows:
        return [*caption, *stray]
    if len(rows) == 1 and len(rows[0].cells) == 1 and not caption:
        return [*rows[0].cells[0].blocks, *stray]  # one cell is a frame around text, not a table
    if all(cell.header for cell in rows[0].cells) and len(rows) > 1:
        rows[0] = replace(rows[0], head=True)
    if all(row.head for row in rows):
        rows = [replace(row, head=False) for row in rows]
    return [Table(tuple(rows), caption, frame.id, language), *stray]


def _finish_figure(frame: Frame, blocks: list[Any]) -> list[Any]:
    """The caption goes to the picture or the table it belongs to; else it stays a paragraph where it stood."""
    caption: tuple[Block, ...] = tuple(frame.data.get("caption", ()))
    if not caption:
        return blocks
    first = frame.data["caption_at"] == 0
    places = range(len(blocks)) if first else range(len(blocks) - 1, -1, -1)
    for place in places:
        block = blocks[place]
        if isinstance(block, (Figure, Table)) and not block.caption:
            blocks[place] = replace(block, caption=caption, id=block.id or frame.id)
            return blocks
    at = min(frame.data["caption_at"], len(blocks))
    return [*blocks[:at], *caption, *blocks[at:]]


CellScope = Literal["row", "column"]
