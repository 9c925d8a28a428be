"""Walks a document once and builds its blocks. Nothing here recurses: a million elements deep is as good as ten.

An element either groups (its blocks go to its parent), makes a block when it ends (a :class:`~converters.readers.xhtml.frames.Frame`), opens an
inline run, or is read as a whole (ruby, formula, drawing). Text gathers in an :class:`~converters.readers.xhtml.inline_buffer.InlineBuffer` until a
block begins or ends; what was gathered then becomes a leaf.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from lxml import etree

from converters.book import PageBreak, Separator
from converters.errors import Finding
from converters.readers.xhtml import names
from converters.readers.xhtml.context import BuildContext, BuiltDocument
from converters.readers.xhtml.frames import finish_blocks
from converters.readers.xhtml.inline_elements import InlineElements
from converters.readers.xhtml.names import attributes_of, local_name
from converters.readers.xhtml.pages import is_page_break
from converters.readers.xhtml.parse import ParsedDocument
from converters.readers.xhtml.structure import NOTE_KINDS, block_kind, section_role, unread_navigation
from converters.readers.xhtml.styles import NO_STYLE, Style
from converters.readers.xhtml.table_parts import TableParts
from converters.readers.xhtml.verse import Line, indent_of, is_verse

_DEEPEST_BLOCKS: Final = 24
"""Quotes, lists, tables ... inside each other beyond this only group; their text is kept."""


def build_document(parsed: ParsedDocument, context: BuildContext) -> BuiltDocument:
    """All blocks of ``parsed``, in order. Linear in the size of the document; deep nesting is laid flat, with a finding."""
    return _Builder(parsed, context).build()


class _Builder(InlineElements, TableParts):
    """The walk, and the elements that make or group blocks."""

    def build(self) -> BuiltDocument:
        root = self._parsed.root
        self._mark_document_start()
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if not self._start(element):
                    walk.skip_subtree()
                elif element.text:
                    self._characters(element.text)
            else:
                end = self._ends.pop()
                if end is not None:
                    end()
                if element.tail and element is not root:
                    self._characters(element.tail)
        self._flush()
        built = self._built
        blocks = built.blocks
        if any(isinstance(block, Line) for block in blocks):
            self._settle_root_verse()
        self._settle_pending()
        if self._flattened:
            self._context.findings.append(Finding("nesting-flattened", {}, self._name))
        if self._hidden:
            self._context.findings.append(Finding("text-hidden", {"count": self._hidden}, self._name))
        return built

    def _mark_document_start(self) -> None:
        role = self._references.roles.get(self._name)
        if role:
            self._built.roles.append((0, role, ""))
        label = self._references.pages.get((self._name, ""))
        if label:
            self._page(label, "", [f"{self._name}#"])

    def _settle_root_verse(self) -> None:
        """Loose lines at the top become poems; the places that others point to move with them."""
        built = self._built
        blocks = list(built.blocks)
        cuts = {*built.starts.values(), *(index for index, _word, _id in built.roles)}
        edges = sorted({0, *(cut for cut in cuts if cut < len(blocks))})
        places: dict[int, int] = {len(blocks): 0}
        built.blocks.clear()
        for begin, stop in zip(edges, [*edges[1:], len(blocks)], strict=True):
            places[begin] = len(built.blocks)
            built.blocks.extend(finish_blocks(blocks[begin:stop]))
        places[len(blocks)] = len(built.blocks)
        built.starts = {key: places[value] for key, value in built.starts.items()}
        built.roles = [(places[index], word, key) for index, word, key in built.roles]

    def _settle_pending(self) -> None:
        """Anchors after the last block mean that block."""
        if not self._pending or not self._built.blocks:
            return
        last = self._built.blocks[-1]
        identity = getattr(last, "id", "") or self._new_id()
        if not getattr(last, "id", ""):
            self._built.blocks[-1] = replace(last, id=identity)
        for anchor in self._pending:
            self._built.anchors.setdefault(anchor, identity)

    def _characters(self, text: str) -> None:
        if self._code is not None:
            self._code.append(text)
        else:
            self._inline.text(text)

    def _start(self, element: etree._Element) -> bool:
        """Begin ``element``; False: it is done with, its children are not looked at."""
        tag = element.tag
        name = local_name(tag) if isinstance(tag, str) else ""
        if not name or name in names.DROPPED or element in self._skipped:
            self._ends.append(None)
            return False
        attributes = attributes_of(element)
        if not attributes and not self._styles.rules:
            return self._plain(element, name, attributes, frozenset(), NO_STYLE)
        types = names.types_of(attributes)
        identity = attributes.get("id") or (attributes.get("name") if name == "a" else None)
        paged = is_page_break(types) or (identity and (self._name, identity) in self._references.pages)
        if paged and self._page_break(element, attributes, types, identity or ""):
            return False
        style = self._styles.of(name, attributes) if self._styles.rules or "style" in attributes else NO_STYLE
        if self._is_hidden(element, name, attributes, style) or unread_navigation(name, types, self._context):
            self._hidden += name != "nav" and any(text.strip() for text in element.itertext())
            self._ends.append(None)
            return False
        if identity and identity in self._wanted and element not in self._references.note_elements:
            if name in names.BLOCKS and not self._single and name != "html":
                self._flush()
            self._anchor(identity)
        return self._plain(element, name, attributes, types, style)

    def _is_hidden(
        self, element: etree._Element, name: str, attributes: dict[str, str], style: Style
    ) -> bool:
        hidden = "hidden" in attributes or style.hidden or attributes.get("aria-hidden", "").lower() == "true"
        if not hidden or name in {"html", "body"}:
            return False
        if name in {"img", "svg", "image"} and not style.hidden and "hidden" not in attributes:
            return False  # a decorative picture: kept, silent
        return element not in self._references.note_ancestors and not (
            names.types_of(attributes) & NOTE_KINDS.keys()
        )

    def _plain(
        self,
        element: etree._Element,
        name: str,
        attributes: dict[str, str],
        types: frozenset[str],
        style: Style,
    ) -> bool:
        if element in self._references.note_elements or types & NOTE_KINDS.keys():
            self._start_note(element, name, attributes, types)
            return True
        if name in names.BLOCKS:
            return self._block(element, name, attributes, types, style)
        return self._inline_element(element, name, attributes, types, style)

    def _block(
        self,
        element: etree._Element,
        name: str,
        attributes: dict[str, str],
        types: frozenset[str],
        style: Style,
    ) -> bool:
        if self._code is not None:
            self._ends.append(None)
            return True
        if self._single:
            self._inline.block_break()
            self._ends.append(self._inline.block_break)
            return True
        self._flush()
        if name == "hr":
            self._add(Separator(self._take_pending()))
            self._ends.append(None)
            return True  # it should be empty; where it is not, its words count
        role = section_role(types)
        if role and self._frames[-1].blocks is self._built.blocks:
            self._built.roles.append((len(self._built.blocks), role, attributes.get("id", "")))
        if (
            name == "table"
            and attributes.get("role") not in {"presentation", "none"}
            and self._depth < _DEEPEST_BLOCKS
        ):
            self._push("table", attributes, rows=[])
            table = self._frames[-1]
            self._replace_end(lambda: self._close_row(table))  # cells without a row around them
        elif name in {"thead", "tbody", "tfoot", "tr", "td", "th", "caption"}:
            self._table_part(name, attributes)
        elif name in {"pre", "listing", "xmp", "plaintext"}:
            self._push("flow", attributes, own=False)
            self._code = []
            self._replace_end(self._end_code)
        elif name == "figcaption" and self._frames[-1].kind == "figure":
            self._caption(attributes)
        else:
            self._other_block(element, name, attributes, types, style)
        return True

    def _other_block(
        self,
        element: etree._Element,
        name: str,
        attributes: dict[str, str],
        types: frozenset[str],
        style: Style,
    ) -> None:
        kind, data = block_kind(element, name, attributes, types, style)
        verse = is_verse(attributes, types)
        if kind == "item" and self._frames[-1].kind != "list":
            kind, data = "flow", {}
        if kind in {"term", "definition"} and self._definitions() is None:
            kind, data = "flow", {}
        if kind == "heading":
            self._push("heading", attributes, own=False, **data)
            self._open_leaf(single=True)
        elif kind == "term":
            self._push("term", attributes, own=False)
            self._open_leaf(single=True)
        elif kind == "paragraph":
            self._push("verse-leaf" if verse and not self._verse else "paragraph", attributes, own=False)
            self._frames[-1].data["indent"] = indent_of(attributes)
            self._open_leaf(single=False)
        elif verse and kind in {"flow", "quote"} and not self._verse:
            self._push("verse", attributes, real=kind == "quote", quote=kind == "quote")
            self._verse += 1
            self._replace_end(self._end_verse)
        elif kind == "flow" or self._depth >= _DEEPEST_BLOCKS or (self._verse and kind in {"quote", "aside"}):
            self._flattened |= kind != "flow" and not self._verse
            self._push("flow", attributes, own=False)
            self._frames[-1].data["indent"] = indent_of(attributes)
        else:
            self._push(kind, attributes, **data)

    def _end_verse(self) -> None:
        self._flush()
        self._verse -= 1
        frame = self._frames[-1]
        frame.kind = "quote" if frame.data["quote"] and not _all_lines(frame.blocks) else "lines"


def _all_lines(blocks: list[Any]) -> bool:
    return bool(blocks) and all(isinstance(block, (Line, PageBreak)) for block in blocks)
