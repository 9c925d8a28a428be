"""Cuts a chapter's blocks into parts of about one size; a block that is too long itself is cut between its sentences, items or rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from converters.marked_text import MarkedPiece

_ROWS: Final = frozenset({"p", "ol", "ul", "dl", "tbody", "div", "blockquote", "pre"})
"""What may be cut between its children."""


def cut_blocks(pieces: Iterable[MarkedPiece], most: int) -> Iterator[list[MarkedPiece]]:
    """``pieces`` in parts of at most about ``most`` bytes each; every block is in exactly one. A heading is never the last of a part."""
    part: list[MarkedPiece] = []
    size = 0
    for piece in pieces:
        begins = piece.begins
        blocks: list[etree._Element] = []
        for block in (one for whole in piece.blocks for one in _cut(whole, most)):
            own = _size(block)
            if size and size + own > most:
                held = [blocks.pop()] if blocks and _is_heading(blocks[-1]) else []
                if blocks:
                    part.append(MarkedPiece(piece.path, begins, tuple(blocks)))
                    begins = False
                if part:
                    yield part
                part, blocks, size = [], held, sum(map(_size, held))
            blocks.append(block)
            size += own
        part.append(MarkedPiece(piece.path, begins, tuple(blocks)))
    if part:
        yield part


def _cut(block: etree._Element, most: int) -> Iterator[etree._Element]:
    if _size(block) <= most:
        yield block
        return
    holder = _holder(block)
    if holder is None or len(holder) < 2:
        yield block
        return
    children = list(holder)
    groups: list[list[etree._Element]] = [[]]
    size = 0
    for child in (one for whole in children for one in _cut(whole, most)):
        own = _size(child)
        if groups[-1] and size + own > most // 2:
            groups.append([])
            size = 0
        groups[-1].append(child)
        size += own
    number = int(block.get("start", "1"))
    for child in list(holder):
        holder.remove(child)
    bare = deepcopy(block)
    for group_number, group in enumerate(groups):
        one = block if group_number == 0 else deepcopy(bare)
        if group_number:
            _no_ids(one)
            inner = _holder(one)
            (one if inner is None else inner).text = None
        inside = _holder(one)
        (one if inside is None else inside).extend(group)
        if block.tag.endswith("}ol"):
            one.set("start", str(number))
            number += len(group)
        yield one


def _holder(block: etree._Element) -> etree._Element | None:
    """The element whose children are told apart: the body of a table, else the block itself."""
    name = etree.QName(block).localname
    if name == "table":
        bodies = [child for child in block if etree.QName(child).localname == "tbody"]
        return bodies[-1] if bodies else None
    return block if name in _ROWS and block.get("class") != "maths" else None


def _no_ids(element: etree._Element) -> None:
    for one in element.iter():
        if "id" in one.attrib:
            del one.attrib["id"]


def _size(element: etree._Element) -> int:
    return len(etree.tostring(element, encoding="utf-8", with_tail=True)) - 80


def _is_heading(element: etree._Element) -> bool:
    name = etree.QName(element).localname
    return len(name) == 2 and name[0] == "h" and name[1].isdigit()
