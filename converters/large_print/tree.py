"""Book → render tree: plain JSON that the PDF template, EPUB, DOCX and HTML all draw from.

Block nodes are dicts with a kind ``k``; ``id`` is the stable id, ``lang`` a BCP 47 tag where the language changes::

    {"k": "h", "level": 1, "c": [...]}              {"k": "p", "c": [...]}
    {"k": "verse", "stanzas": [[{"c", "indent"}]]}  {"k": "code", "text"}
    {"k": "maths", "alt", "mathml"}                 {"k": "fig", "src", "alt", "cap": [blocks], "desc": [blocks]}
    {"k": "list", "kind", "start", "items": [{"label", "term": [...], "b": [blocks]}]}
    {"k": "table", "cap", "columns", "head", "cells": [{"x", "y", "w", "h", "th", "b"}]}   (spans already fitted to the grid)
    {"k": "notes", "items": [{"id", "label", "b"}]} {"k": "quote", "b"}  {"k": "aside", "b"}
    {"k": "page", "label"}                          {"k": "rule"}        {"k": "says", "say"}  (a sentence of ours)

Inline nodes are strings or dicts: ``{"k": "em", "e": kind, "c"}``, ``span``, ``a`` (``to``), ``ref`` (``to``, ``label``), ``ruby``
(``c``, ``rt``), ``maths``, ``img``, ``br``, ``page``, and ``{"k": "mark", "n": id}``: here begins the sentence or target ``n``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from converters.book import (
    Aside,
    Block,
    CodeBlock,
    Figure,
    Heading,
    ListBlock,
    MathBlock,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Separator,
    Table,
    Verse,
    VerseLine,
)
from converters.book.inlines import (
    Emphasis,
    Image,
    Inline,
    LineBreak,
    Link,
    Math,
    NoteReference,
    PageMarker,
    Ruby,
    Span,
    Text,
    inline_text,
)
from converters.edition.grid import grid_of
from converters.edition.words import Words

Node: TypeAlias = dict[str, Any]
InlineNode: TypeAlias = str | Node


@dataclass(frozen=True, slots=True)
class TreeOptions:
    """What the person chose that changes the tree. ``print_pages``: keep the numbers of the printed pages."""

    images: Literal["keep", "describe", "omit"] = "keep"
    notes: Literal["chapter", "footnote"] = "chapter"
    print_pages: bool = True


@dataclass(slots=True)
class TreeBuilder:
    """Builds the nodes of one chapter after another.

    ``sentence_starts`` maps a leaf's id to its sentences' (offset, id): empty where the output needs no marks. ``marked`` are ids of blocks
    and pages that need a mark too. ``moved`` are the notes that stand elsewhere than in the source. ``clean`` replaces what cannot be
    shown. ``resources`` are the pictures that are there.
    """

    options: TreeOptions
    words: Words
    clean: Callable[[str], str] = str
    resources: frozenset[str] = frozenset()
    sentence_starts: Callable[[str], list[tuple[int, str]]] = lambda _leaf: []
    marked: frozenset[str] = frozenset()
    moved: frozenset[str] = frozenset()
    inline_notes: dict[str, Note] = field(default_factory=dict)
    """With ``notes="footnote"``: notes by id, drawn where they are first called."""
    with_marks: bool = False
    _pending: list[str] = field(default_factory=list)
    _seen_references: set[str] = field(default_factory=set)
    _heading_base: int = 1
    _section_level: int = 1

    # --- blocks ------------------------------------------------------------------------------------------------------

    def section(
        self, section_id: str, level: int, blocks: Iterable[Block], language: str | None
    ) -> list[Node]:
        """The nodes of a run of blocks of one section; the section's id becomes the id of the first node that can carry it."""
        run = tuple(blocks)
        first = next((block for block in run if isinstance(block, Heading)), None)
        self._heading_base = first.level if first else 1
        self._section_level = max(1, min(level, 6))
        self._mark(section_id)
        nodes = self.blocks(run)
        kept = [node for node in nodes if node["k"] not in {"h", "page"}]
        if not kept and any(_holds_note(block) for block in run) and self.moved:
            nodes.append({"k": "says", "say": "notes_moved"})
        return [{"k": "section", "id": section_id, "b": nodes, **_lang(language)}]

    def blocks(self, blocks: Iterable[Block]) -> list[Node]:
        """The nodes of ``blocks``; moved notes are left out."""
        nodes: list[Node] = []
        for block in blocks:
            if isinstance(block, Note) and block.id in self.moved:
                continue
            if isinstance(block, PageBreak) and not self.options.print_pages:
                continue
            self._mark(block.id)
            node = self._block(block)
            if node is None:
                continue
            if isinstance(block, Note) and nodes and nodes[-1]["k"] == "notes":
                nodes[-1]["items"] += node["items"]
                continue
            nodes.append(node)
        return nodes

    def notes(self, notes: Iterable[Note]) -> Node:
        """Notes that were moved to the end of their chapter."""
        items = []
        for note in notes:
            self._mark(note.id)
            items.append(self._note(note))
        return {"k": "notes", "items": items, "moved": True}

    def rest(self) -> list[Node]:
        """Marks that found no text after them: put at the end of the chapter."""
        left, self._pending = self._pending, []
        return [{"k": "marks", "c": [{"k": "mark", "n": name} for name in left]}] if left else []

    def _mark(self, name: str) -> None:
        if self.with_marks and name and name in self.marked:
            self._pending.append(name)

    def _block(self, block: Block) -> Node | None:
        common: Node = {"id": block.id, **_lang(getattr(block, "language", None))}
        match block:
            case Paragraph(content=content):
                return {"k": "p", "c": self.leaf(block.id, content), **common}
            case Heading(content=content):
                level = self._section_level + max(0, block.level - self._heading_base)
                return {"k": "h", "level": min(level, 6), "c": self.leaf(block.id, content), **common}
            case Verse(stanzas=stanzas):
                return {
                    "k": "verse",
                    "stanzas": [[self._line(line) for line in s] for s in stanzas],
                    **common,
                }
            case CodeBlock(text=text):
                return {"k": "code", "text": self.clean(text), "c": self._marks(block.id), **common}
            case MathBlock(mathml=mathml, alternative=alternative):
                alt = self.clean(alternative or "")
                return {"k": "maths", "mathml": mathml, "alt": alt, "c": self._marks(block.id), **common}
            case Figure():
                return self._figure(block, common)
            case ListBlock():
                return self._list(block, common)
            case Table():
                return self._table(block, common)
            case Note():
                return {"k": "notes", "items": [self._note(block)]}
            case Quote(blocks=blocks):
                inside = self.blocks(blocks)
                return {"k": "quote", "b": inside, **common} if inside else None
            case Aside(blocks=blocks):
                inside = self.blocks(blocks)
                return {"k": "aside", "b": inside, **common} if inside else None
            case PageBreak(label=label):
                return {"k": "page", "label": self.clean(label), "c": self._marks(""), **common}
            case Separator():
                return {"k": "rule", **common}

    def _line(self, line: VerseLine) -> Node:
        self._mark(line.id)
        return {
            "c": self.leaf(line.id, line.content),
            "indent": line.indent,
            "id": line.id,
            **_lang(line.language),
        }

    def _figure(self, figure: Figure, common: Node) -> Node | None:
        alternative = None if figure.alternative is None else self.clean(figure.alternative)
        marks = self._marks(figure.id)
        there = figure.resource is not None and figure.resource in self.resources
        if alternative == "" and (not there or self.options.images == "omit"):
            self._pending += [mark["n"] for mark in marks if isinstance(mark, dict)]
            source: str | None = None
            if not figure.caption and not figure.description:
                return None
        else:
            source = figure.resource if there and self.options.images != "omit" else None
        return {
            "k": "fig",
            "src": source,
            "missing": figure.resource is None or not there,
            "alt": alternative,
            "show": "alt" if source is None or self.options.images == "describe" else "",
            "c": marks,
            "cap": self.blocks(figure.caption),
            "desc": self.blocks(figure.description),
            **common,
        }

    def _list(self, block: ListBlock, common: Node) -> Node | None:
        items = []
        for item in block.items:
            self._mark(item.id)
            if item.term is not None:
                self._mark(item.term.id)
            term = None if item.term is None else self.leaf(item.term.id, item.term.content)
            inside = self.blocks(item.blocks)
            if not inside and term is None and any(_holds_note(child) for child in item.blocks):
                continue
            label = None if item.label is None else self.clean(item.label)
            node: Node = {"label": label, "term": term, "b": inside, "id": item.id, **_lang(item.language)}
            if item.term is not None:
                node["term_id"] = item.term.id
                node |= {"term_lang": item.term.language} if item.term.language else {}
            items.append(node)
        if not items:
            return None
        return {"k": "list", "kind": block.kind, "start": block.start, "items": items, **common}

    def _table(self, table: Table, common: Node) -> Node:
        caption = self.blocks(table.caption)
        grid = grid_of(table)
        cells = []
        for place in grid.cells:
            cell = place.cell
            self._mark(cell.id)
            cells.append(
                {
                    "x": place.x,
                    "y": place.y,
                    "w": place.width,
                    "h": place.height,
                    "th": cell.header,
                    "scope": cell.scope,
                    "b": self.blocks(cell.blocks),
                    "id": cell.id,
                    **_lang(cell.language),
                }
            )
        return {
            "k": "table",
            "cap": caption,
            "columns": grid.columns,
            "rows": grid.rows,
            "head": grid.head,
            "cells": cells,
            **common,
        }

    def _note(self, note: Note) -> Node:
        return {
            "id": note.id,
            "label": self.clean(note.label),
            "b": self.blocks(note.blocks),
            **_lang(note.language),
        }

    # --- inlines -----------------------------------------------------------------------------------------------------

    def leaf(self, leaf_id: str, content: Iterable[Inline]) -> list[InlineNode]:
        """The inline nodes of a leaf, with a mark where each sentence begins."""
        starts = list(reversed(self.sentence_starts(leaf_id))) if self.with_marks else []
        nodes: list[InlineNode] = list(self._marks(""))
        _position, rest = self._inlines(content, 0, starts, nodes)
        nodes += [{"k": "mark", "n": name} for _start, name in reversed(rest)]
        return nodes

    def _marks(self, leaf_id: str) -> list[InlineNode]:
        names, self._pending = self._pending, []
        if leaf_id and self.with_marks:
            names = names + [name for _start, name in self.sentence_starts(leaf_id)]
        return [{"k": "mark", "n": name} for name in names]

    def _inlines(
        self, content: Iterable[Inline], at: int, starts: list[tuple[int, str]], nodes: list[InlineNode]
    ) -> tuple[int, list[tuple[int, str]]]:
        """Append the nodes of ``content``, which begins at offset ``at``; returns the offset after it. ``starts`` is used up from its end."""
        for inline in content:
            if isinstance(inline, Text):
                at = self._text(inline, at, starts, nodes)
                continue
            if isinstance(inline, (Emphasis, Span, Link)):
                inside: list[InlineNode] = []
                at, starts = self._inlines(inline.children, at, starts, inside)
                if inside:
                    nodes.append(_container(inline, inside))
                continue
            length = len(inline_text(inline))
            while starts and length and starts[-1][0] < at + length:
                nodes.append({"k": "mark", "n": starts.pop()[1]})
            at += length
            node = self._inline(inline)
            if node is not None:
                nodes.append(node)
        return at, starts

    def _text(self, text: Text, at: int, starts: list[tuple[int, str]], nodes: list[InlineNode]) -> int:
        pieces: list[InlineNode] = []
        words, cut, end = text.text, 0, at + len(text.text)
        while starts and starts[-1][0] < end:
            start, name = starts.pop()
            local = max(start - at, cut)
            if local > cut:
                pieces.append(self.clean(words[cut:local]))
                cut = local
            pieces.append({"k": "mark", "n": name})
        pieces.append(self.clean(words[cut:]))
        pieces = [piece for piece in pieces if piece != ""]
        if text.language:
            nodes.append({"k": "span", "lang": text.language, "c": pieces})
        else:
            nodes += pieces
        return end

    def _inline(self, inline: Inline) -> InlineNode | None:
        match inline:
            case LineBreak():
                return {"k": "br"}
            case Ruby(base=base, annotation=annotation):
                inside: list[InlineNode] = []
                self._inlines(base, 0, [], inside)
                return {"k": "ruby", "c": inside, "rt": self.clean(annotation), **_lang(inline.language)}
            case Math(mathml=mathml, alternative=alternative):
                return {"k": "maths", "mathml": mathml, "alt": self.clean(alternative or "")}
            case Image(resource=resource, alternative=alternative):
                there = resource is not None and resource in self.resources
                alt = None if alternative is None else self.clean(alternative)
                source = resource if there and self.options.images != "omit" else None
                if source is None and alt == "":
                    return None
                return {"k": "img", "src": source, "alt": alt}
            case NoteReference(note=note, label=label):
                return self._reference(note, self.clean(label))
            case PageMarker(label=label, id=page_id):
                if not self.options.print_pages:
                    return None
                mark = [{"k": "mark", "n": page_id}] if self.with_marks and page_id in self.marked else []
                return {"k": "page", "label": self.clean(label), "id": page_id, "c": mark}
            case _:
                return None

    def _reference(self, note: str, label: str) -> Node:
        node: Node = {"k": "ref", "to": note, "label": label}
        first = note not in self._seen_references
        self._seen_references.add(note)
        if first and note:
            node["first"] = True
            if note in self.inline_notes:
                found = self.inline_notes[note]
                node["note"] = self._note(found)
        return node


def _lang(language: str | None) -> Node:
    return {"lang": language} if language else {}


def _container(inline: Emphasis | Span | Link, inside: list[InlineNode]) -> Node:
    common = {"c": inside, **_lang(inline.language)}
    match inline:
        case Emphasis(kind=kind):
            return {"k": "em", "e": kind, **common}
        case Link(target=target):
            return {"k": "a", "to": target, **common}
        case _:
            return {"k": "span", **common}


def _holds_note(block: Block) -> bool:
    from converters.book import blocks_of

    return any(isinstance(inner, Note) for inner in blocks_of((block,)))
