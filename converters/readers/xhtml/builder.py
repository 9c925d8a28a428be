"""Walks a document once and builds its blocks. Nothing here recurses: a million elements deep is as good as ten.

An element either groups (its blocks go to its parent), makes a block when it ends (a :class:`~converters.readers.xhtml.frames.Frame`), opens an
inline run, or is read as a whole (ruby, formula, drawing). Text gathers in an :class:`~converters.readers.xhtml.inline_buffer.InlineBuffer` until a
block begins or ends; what was gathered then becomes a leaf.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from lxml import etree

from converters.book import (
    CodeBlock,
    Emphasis,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    Math,
    MathBlock,
    NoteReference,
    PageBreak,
    PageMarker,
    Paragraph,
    Separator,
    Span,
    TableRow,
    Text,
)
from converters.book.inlines import Container
from converters.errors import Finding
from converters.language.tags import normalise_tag
from converters.readers.xhtml import names, pictures
from converters.readers.xhtml.context import BuildContext, BuiltDocument
from converters.readers.xhtml.frames import Frame, finish, finish_blocks
from converters.readers.xhtml.inline_buffer import (
    DEEPEST,
    Indent,
    InlineBuffer,
    only_marks,
    only_references,
)
from converters.readers.xhtml.mathml import read_math
from converters.readers.xhtml.names import attributes_of, local_name
from converters.readers.xhtml.pages import is_page_break, page_label
from converters.readers.xhtml.parse import ParsedDocument
from converters.readers.xhtml.ruby import read_ruby
from converters.readers.xhtml.structure import (
    NOTE_KINDS,
    block_kind,
    is_backlink,
    is_mark,
    section_role,
    unread_navigation,
)
from converters.readers.xhtml.styles import NO_STYLE, Style
from converters.readers.xhtml.verse import Line, indent_of, is_verse

_DEEPEST_BLOCKS: Final = 24
"""Quotes, lists, tables ... inside each other beyond this only group; their text is kept."""
_SCENE_BREAK = re.compile(
    r"[\s*\u2217\u2022\u00b7~_\-\u2013\u2014\u2042#=+\u2605\u2606\u25c6\u25c7\u203b\u2766\u2767.]*"
)
_MOST_SPAN = 100

End = Callable[[], None]


def build_document(parsed: ParsedDocument, context: BuildContext) -> BuiltDocument:
    """All blocks of ``parsed``, in order. Linear in the size of the document; deep nesting is laid flat, with a finding."""
    return _Builder(parsed, context).build()


class _Builder:
    def __init__(self, parsed: ParsedDocument, context: BuildContext) -> None:
        self._parsed = parsed
        self._context = context
        self._name = parsed.name
        self._styles = context.styles(parsed.name)
        self._references = context.references
        self._wanted = context.references.wanted.get(parsed.name, set())
        root_language = _root_language(parsed.root)
        language = root_language or context.language
        self._built = BuiltDocument(self._name, _title_of(parsed.root), root_language, [])
        self._frames = [Frame("root", self._built.blocks, language, language)]
        self._ends: list[End | None] = []
        self._inline = InlineBuffer()
        self._pending: list[str] = []
        """Anchors that wait for the next block."""
        self._after: list[Any] = []
        """Notes that stood inside the paragraph being gathered."""
        self._count = 0
        self._depth = 0
        """How many frames will be blocks in the book."""
        self._leaf = 0
        """How many elements are open whose text is one line or paragraph."""
        self._single = 0
        """As _leaf, for those that cannot hold blocks: headings, terms."""
        self._verse = 0
        self._code: list[str] | None = None
        self._skipped: set[Any] = set()
        self._flattened = False
        self._hidden = 0

    # --- the walk ----------------------------------------------------------------------------------------------------

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
        blocks = self._built.blocks
        moved: list[int] = []
        result: list[Any] = []
        cuts = {*self._built.starts.values(), *(index for index, _word, _id in self._built.roles)}
        start = 0
        for index in range(len(blocks) + 1):
            if index == len(blocks) or index in cuts:
                result.extend(finish_blocks(blocks[start:index]))
                start = index
            moved.append(0)
        places: dict[int, int] = {}
        position = 0
        result = []
        ordered = sorted({0, *(cut for cut in cuts if cut <= len(blocks)), len(blocks)})
        for begin, stop in zip(ordered, [*ordered[1:], len(blocks)], strict=True):
            places[begin] = position
            made = finish_blocks(blocks[begin:stop])
            result.extend(made)
            position += len(made)
        self._built.blocks[:] = result
        self._built.starts = {key: places.get(value, value) for key, value in self._built.starts.items()}
        self._built.roles = [(places.get(i, i), word, key) for i, word, key in self._built.roles]

    def _settle_pending(self) -> None:
        """Anchors after the last block mean that block."""
        if not self._pending or not self._built.blocks:
            return
        last = self._built.blocks[-1]
        identity = getattr(last, "id", "") or self._new_id()
        if not getattr(last, "id", ""):
            from dataclasses import replace

            self._built.blocks[-1] = replace(last, id=identity)
        for anchor in self._pending:
            self._built.anchors.setdefault(anchor, identity)

    def _characters(self, text: str) -> None:
        if self._code is not None:
            self._code.append(text)
        else:
            self._inline.text(text)

    # --- one element -------------------------------------------------------------------------------------------------

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
        if is_page_break(types) or (identity and (self._name, identity) in self._references.pages):
            if self._page_break(element, attributes, types, identity or ""):
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

    def _anchor(self, identity: str) -> None:
        key = f"{self._name}#{identity}"
        self._pending.append(key)
        root = self._built.blocks
        if self._frames[-1].blocks is root and identity not in self._built.starts:
            self._built.starts[identity] = len(root)

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

    # --- blocks ------------------------------------------------------------------------------------------------------

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
            return False
        role = section_role(types)
        if role and self._frames[-1].blocks is self._built.blocks:
            self._built.roles.append((len(self._built.blocks), role, attributes.get("id", "")))
        if (
            name == "table"
            and attributes.get("role") not in {"presentation", "none"}
            and self._depth < _DEEPEST_BLOCKS
        ):
            self._push("table", attributes, rows=[])
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

    def _push(
        self, frame_kind: str, attributes: dict[str, str], *, own: bool = True, real: bool = True, **data: Any
    ) -> None:
        """Open a frame; ``own``: it has blocks of its own; ``real``: it will be a block, so its children inherit its language."""
        outer = self._frames[-1]
        language = _language_of(attributes, outer.language)
        base = language if own and real else outer.base
        self._count += 1
        blocks: list[Any] = [] if own else outer.blocks
        frame = Frame(frame_kind, blocks, language, base, self._count, data={"outer": outer.base, **data})
        if own and real:
            frame.id = self._take_pending()
        self._frames.append(frame)
        if own:
            self._depth += 1
            verse, self._verse = self._verse, 0
            leaf, self._leaf = self._leaf, 0

            def end() -> None:
                self._close_own()
                self._verse, self._leaf = verse, leaf

            self._ends.append(end)
        else:
            self._ends.append(self._close_shared)

    def _replace_end(self, end: End, *, after: bool = False) -> None:
        """Do ``end`` too when the element that was begun last ends; ``after``: last, else first."""
        inner = self._ends[-1]

        def both() -> None:
            if not after:
                end()
            if inner is not None:
                inner()
            if after:
                end()

        self._ends[-1] = both

    def _open_leaf(self, *, single: bool) -> None:
        self._leaf += 1
        self._single += single

        def end() -> None:
            self._flush()
            self._leaf -= 1
            self._single -= single

        self._replace_end(end)

    def _close_shared(self) -> None:
        self._flush()
        self._frames.pop()

    def _close_own(self) -> None:
        self._flush()
        frame = self._frames.pop()
        self._depth -= 1
        made = finish(frame)
        if frame.id and not any(getattr(block, "id", "") == frame.id for block in made):
            self._realias(frame.id, made)
        for block in made:
            self._add(block)

    def _realias(self, identity: str, made: list[Any]) -> None:
        """The frame came to nothing of its own: its anchors mean what is in its place, or what comes next."""
        keys = [key for key, value in self._built.anchors.items() if value == identity]
        there = next((block.id for block in made if getattr(block, "id", "")), "")
        for key in keys:
            if there:
                self._built.anchors[key] = there
            else:
                del self._built.anchors[key]
                self._pending.append(key)

    def _end_verse(self) -> None:
        self._flush()
        self._verse -= 1
        frame = self._frames[-1]
        frame.kind = "quote" if frame.data["quote"] and not _all_lines(frame.blocks) else "lines"

    def _end_code(self) -> None:
        pieces, self._code = self._code or [], None
        text = "".join(pieces)
        text = text.removeprefix("\n").rstrip()
        if text.strip():
            frame = self._frames[-1]
            language = frame.language if frame.language != frame.base else None
            self._add(CodeBlock(text, self._take_pending(), language))

    def _caption(self, attributes: dict[str, str]) -> None:
        figure = self._frames[-1]
        self._push("caption", attributes, real=False)
        caption = self._frames[-1]
        caption.base = figure.base

        def keep() -> None:
            self._flush()
            kept = finish_blocks(caption.blocks)
            figure.data.setdefault("caption_at", len(figure.blocks))
            figure.data["caption"] = (*figure.data.get("caption", ()), *kept)
            caption.blocks.clear()

        self._replace_end(keep)

    def _table_part(self, name: str, attributes: dict[str, str]) -> None:
        table = self._open_table()
        if table is None:
            self._push("flow", attributes, own=False)
        elif name == "caption":
            frame = self._frames[-1]
            self._frames[-1] = table
            self._caption(attributes)
            self._frames[-2] = frame
        elif name in {"td", "th"}:
            if "cells" not in table.data:
                self._open_row(table)
            self._cell(table, name, attributes)
        elif name == "tr":
            self._push("flow", attributes, own=False)
            self._open_row(table)
            self._replace_end(lambda: self._close_row(table))
        else:
            self._push("flow", attributes, own=False)
            before = table.data.get("head", False)
            table.data["head"] = name == "thead"
            self._replace_end(lambda: table.data.update(head=before))

    def _open_row(self, table: Frame) -> None:
        self._close_row(table)
        table.data["cells"] = []

    def _close_row(self, table: Frame) -> None:
        self._flush()
        cells = table.data.pop("cells", None)
        if cells:
            table.data["rows"].append(TableRow(tuple(cells), table.data.get("head", False)))

    def _cell(self, table: Frame, name: str, attributes: dict[str, str]) -> None:
        header = name == "th" or attributes.get("role") in {"columnheader", "rowheader"}
        scope = {"row": "row", "rowgroup": "row", "col": "column", "colgroup": "column"}.get(
            attributes.get("scope", "").lower()
        )
        if header and scope is None and (table.data.get("head") or attributes.get("role") == "columnheader"):
            scope = "column"
        self._push(
            "cell",
            attributes,
            header=header,
            scope=scope,
            columns=_span(attributes.get("colspan")),
            rows=_span(attributes.get("rowspan")),
        )
        cell = self._frames[-1]
        # What stood between the cells (a page break, words out of place) goes into the next one.
        cell.blocks[:0] = table.blocks
        table.blocks.clear()

        def end() -> None:
            self._flush()
            (made,) = finish(cell)
            cell.blocks.clear()
            cell.kind, cell.id = "done", ""
            table.data.setdefault("cells", []).append(made)

        self._replace_end(end)

    def _open_table(self) -> Frame | None:
        """The table that a part found here belongs to; None outside of one."""
        for frame in reversed(self._frames):
            if frame.kind == "table":
                return frame
            if frame.kind not in {"flow"}:
                return None
        return None

    def _definitions(self) -> Frame | None:
        for frame in reversed(self._frames):
            if frame.kind == "definitions":
                return frame
            if frame.kind != "flow":
                return None
        return None

    # --- notes and pages ---------------------------------------------------------------------------------------------

    def _start_note(
        self, element: etree._Element, name: str, attributes: dict[str, str], types: frozenset[str]
    ) -> None:
        known = self._references.note_elements.get(element)
        kind = next((NOTE_KINDS[word] for word in sorted(types) if word in NOTE_KINDS), None)
        inside_leaf = self._leaf > 0 or not self._inline.blank
        if known is None and inside_leaf:
            self._inline.atom(NoteReference(f"{self._name}!n{self._count + 1}", "*"))
        outer_inline, outer_single, outer_after = self._inline, self._single, self._after
        if inside_leaf:
            self._inline, self._single, self._after = InlineBuffer(), 0, []
        else:
            self._flush()
        self._push(
            "note",
            attributes,
            note_kind=kind or (known[1] if known else "footnote"),
            label="",
            backlinks=True,
        )
        frame = self._frames[-1]
        frame.id = known[0] if known else f"{self._name}!n{frame.serial}"
        frame.data["label"] = self._references.labels.get(
            frame.id, "*" if inside_leaf and known is None else ""
        )
        self._built.anchors[f"{self._name}#{attributes.get('id', '')}"] = frame.id
        for anchor in self._pending if not inside_leaf else ():
            self._built.anchors[anchor] = frame.id
        if not inside_leaf:
            self._pending = []
            return
        self._leaf = 0

        def end() -> None:
            self._flush()
            notes = finish(frame)
            frame.blocks.clear()
            frame.kind, frame.id = "done", ""
            self._inline, self._single = outer_inline, outer_single
            self._after = [*outer_after, *notes]

        inner = self._ends[-1]

        def both() -> None:
            end()
            kept, self._after = self._after, []
            hold, self._inline = self._inline, InlineBuffer()
            if inner is not None:
                inner()
            self._inline, self._after = hold, kept

        self._ends[-1] = both

    def _page_break(
        self, element: etree._Element, attributes: dict[str, str], types: frozenset[str], identity: str
    ) -> bool:
        """Note the page; True when the element is nothing but its mark."""
        listed = self._references.pages.get((self._name, identity)) if identity else None
        label, whole = page_label(element, attributes, listed, marked=is_page_break(types))
        if label:
            keys = [f"{self._name}#{identity}"] if identity else []
            self._page(label, identity, keys)
        if whole:
            self._ends.append(None)
        return whole

    def _page(self, label: str, identity: str, keys: list[str]) -> None:
        page = f"{self._name}!p{len(self._built.pages)}"
        self._built.pages.append((label, page))
        for key in keys:
            self._built.anchors[key] = page
        if identity and self._frames[-1].blocks is self._built.blocks:
            self._built.starts.setdefault(identity, len(self._built.blocks))
        if self._code is not None:
            self._end_code()
            self._code = []
            self._add(PageBreak(label, page))
        elif self._inline.blank and not self._single:
            self._add(PageBreak(label, page))
        else:
            self._inline.mark(PageMarker(label, page))

    # --- inline ------------------------------------------------------------------------------------------------------

    def _inline_element(
        self,
        element: etree._Element,
        name: str,
        attributes: dict[str, str],
        types: frozenset[str],
        style: Style,
    ) -> bool:
        inline = self._inline
        if name == "br":
            self._ends.append(None)
            self._break()
            return True
        if self._code is not None:
            self._code.append(attributes.get("alt", "") if name == "img" else "")
            self._ends.append(None)
            return True
        if name in {"img", "image", "svg", "object", "input", "embed"}:
            whole = self._picture(element, name, attributes)
            self._ends.append(None)
            return not whole
        if name == "math":
            math, block = read_math(element)
            self._display_math(math) if block and not self._single else inline.atom(math)
            self._ends.append(None)
            return False
        if name == "ruby":
            for piece in read_ruby(element):
                inline.text(piece) if isinstance(piece, str) else inline.atom(piece)
            self._ends.append(None)
            return False
        if name == "switch":
            self._skipped.update(pictures.unused_cases(element))
        elif name in names.MEDIA:
            self._context.findings.append(Finding("media-left-out", {"kind": name}, self._name))
        elif name == "wbr":
            self._ends.append(None)
            return True
        if name == "a" or element in self._references.note_links:
            return self._link(element, attributes, types)
        self._open_run(name, attributes, style)
        return True

    def _break(self) -> None:
        if self._code is not None:
            self._code.append("\n")
            return
        self._inline.line_break()
        if self._inline.breaks == 2 and not self._single:
            self._flush()

    def _display_math(self, math: Math) -> None:
        self._flush()
        frame = self._frames[-1]
        language = frame.language if frame.language != frame.base else None
        self._add(MathBlock(math.mathml, math.alternative, self._take_pending(), language))

    def _picture(self, element: etree._Element, name: str, attributes: dict[str, str]) -> bool:
        """Add a picture; False where the children are to be read instead."""
        found = pictures.read_picture(element, name, attributes, self._name, self._context)
        for piece in found.pieces:
            if isinstance(piece, str):
                self._flush_line()
                self._inline.text(piece)
                self._flush_line()
            else:
                self._inline.atom(piece)
        return found.whole

    def _flush_line(self) -> None:
        """End the line here where that is possible; else at least keep words apart."""
        if self._single or self._leaf:
            self._inline.text(" ")
        else:
            self._flush()

    def _link(self, element: etree._Element, attributes: dict[str, str], types: frozenset[str]) -> bool:
        if element in self._references.note_links:
            label = pictures.label_of(element)
            note = self._references.note_links[element]
            if not is_mark(label):  # words of the text that are the link: they are read, then the mark
                self._open_run("span", attributes, NO_STYLE)
                self._replace_end(lambda: self._inline.atom(NoteReference(note, "*")), after=True)
                return True
            self._inline.atom(NoteReference(note, label))
            self._ends.append(None)
            return False
        if is_backlink(element, types, self._open_note()):
            self._ends.append(None)
            return False
        href = attributes.get("href") or attributes.get("xlink:href")
        target = self._context.target(self._name, href) if href else None
        if target is None or self._inline.depth >= DEEPEST:
            self._open_run("span", attributes, NO_STYLE)
            return True
        where = target if isinstance(target, str) else f"#{target.document}#{target.fragment}"
        self._inline.open(lambda children: (Link(where, children),) if not only_marks(children) else children)
        self._ends.append(self._inline_closer())
        return True

    def _open_note(self) -> Frame | None:
        return next((frame for frame in reversed(self._frames) if frame.kind == "note"), None)

    def _open_run(self, name: str, attributes: dict[str, str], style: Style) -> None:
        """An element that may stress its text or change its language; most do neither."""
        if self._verse and (steps := indent_of(attributes)):
            self._inline.mark(Indent(steps))
        kinds = (names.EMPHASIS[name],) if name in names.EMPHASIS else ()
        kinds = tuple(dict.fromkeys((*kinds, *style.emphasis)))
        around = self._frames[-1].language
        language = _language_of(attributes, around) if attributes else around
        if (not kinds and language == around) or self._inline.depth >= DEEPEST:
            self._ends.append(None)
            return
        own = language if language != around else None

        def wrap(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
            if only_marks(children) or (kinds == ("superscript",) and only_references(children)):
                return children
            for number, kind in enumerate(reversed(kinds)):
                outermost = number == len(kinds) - 1
                children = (Emphasis(kind, children, own if outermost else None),)  # type: ignore[arg-type]
            return children if kinds else (Span(children, own),)

        self._inline.open(wrap)
        self._ends.append(self._inline_closer())

    def _inline_closer(self) -> End:
        inline = self._inline
        return inline.close

    # --- leaves ------------------------------------------------------------------------------------------------------

    def _new_id(self) -> str:
        self._count += 1
        return f"{self._name}!{self._count}"

    def _take_pending(self) -> str:
        """An id for the block that is made now, if anything points to it."""
        if not self._pending:
            return ""
        identity = self._new_id()
        for anchor in self._pending:
            self._built.anchors.setdefault(anchor, identity)
        self._pending = []
        return identity

    def _add(self, block: Any) -> None:
        self._frames[-1].blocks.append(block)

    def _flush(self) -> None:
        content = self._inline.take()
        if content:
            frame = self._frames[-1]
            frame.blocks.extend(self._leaves(content, frame))
        if self._after:
            notes, self._after = self._after, []
            self._frames[-1].blocks.extend(notes)

    def _leaves(self, content: tuple[Any, ...], frame: Frame) -> list[Any]:
        if only_marks(content):
            return [PageBreak(marker.label, marker.id) for marker in _markers(content)]
        tail: list[Any] = []
        while content and (isinstance(content[-1], PageMarker) or _is_blank(content[-1])):
            if isinstance(content[-1], PageMarker):
                tail.insert(0, PageBreak(content[-1].label, content[-1].id))
            content = content[:-1]
        return [*self._leaf_of(content, frame), *tail]

    def _leaf_of(self, content: tuple[Any, ...], frame: Frame) -> list[Any]:
        language = frame.language if frame.language != frame.base else None
        if frame.kind == "heading":
            return [Heading(frame.data["level"], content, self._take_pending(), language)]
        if frame.kind == "term":
            term = Paragraph(content, self._take_pending(), language)
            definitions = self._definitions_of_term()
            if definitions is not None:
                definitions.data["terms"][id(term)] = term
            return [term]
        if self._verse or frame.kind == "verse-leaf":
            group = self._frames[-2].serial if frame.kind != "verse" else frame.serial
            return [Line(content, group, self._take_pending(), language, frame.data.get("indent", 0))]
        images = _only_images(content)
        if images:
            first = self._take_pending()
            return [
                Figure(
                    image.resource,
                    image.alternative,
                    pictures.description_of(image),
                    (),
                    "" if n else first,
                    language,
                )
                for n, image in enumerate(images)
            ]
        if len(content) == 1 and isinstance(content[0], Math) and frame.kind != "caption":
            return [MathBlock(content[0].mathml, content[0].alternative, self._take_pending(), language)]
        if len(content) == 1 and isinstance(content[0], Text):
            words = content[0].text
            if len(words) < 40 and _SCENE_BREAK.fullmatch(words) and len(words.replace(" ", "")) >= 3:
                return [Separator(self._take_pending())]
        return [Paragraph(content, self._take_pending(), language)]

    def _definitions_of_term(self) -> Frame | None:
        for frame in reversed(self._frames[:-1]):
            if frame.kind == "definitions":
                return frame
            if frame.kind != "flow":
                return None
        return None


def _all_lines(blocks: list[Any]) -> bool:
    return bool(blocks) and all(isinstance(block, (Line, PageBreak)) for block in blocks)


def _is_blank(node: Any) -> bool:
    return isinstance(node, Text) and not node.text.strip(" ")


def _markers(content: tuple[Any, ...]) -> list[PageMarker]:
    found: list[PageMarker] = []
    for node in content:
        if isinstance(node, PageMarker):
            found.append(node)
        elif isinstance(node, Container):
            found += _markers(node.children)
    return found


def _only_images(content: tuple[Any, ...]) -> list[Image]:
    """The pictures of a line that holds nothing else; empty where there are words too."""
    images: list[Image] = []
    for node in content:
        if isinstance(node, Image):
            images.append(node)
        elif isinstance(node, Container):
            inner = _only_images(node.children)
            if not inner:
                return []
            images += inner
        elif not (_is_blank(node) or type(node).__name__ == "LineBreak"):
            return []
    return images


def _span(value: str | None) -> int:
    digits = (value or "").strip()
    return (
        max(1, min(int(digits), _MOST_SPAN))
        if digits.isascii() and digits.isdigit() and len(digits) < 9
        else 1
    )


def _language_of(attributes: dict[str, str], around: str) -> str:
    """The language that an element states, if it says more than is known: ``en-US`` inside ``en`` is nothing new."""
    stated = attributes.get("xml:lang") or attributes.get("lang")
    if not stated:
        return around
    language = normalise_tag(stated)
    if language is None or around.startswith(f"{language}-"):
        return around
    return language


def _root_language(root: etree._Element) -> str | None:
    for element in (root, root.find("{*}body")):
        if element is not None:
            attributes = attributes_of(element)
            found = normalise_tag(attributes.get("xml:lang") or attributes.get("lang"))
            if found:
                return found
    return None


def _title_of(root: etree._Element) -> str:
    for element in root.iter("{*}title"):
        return " ".join("".join(str(text) for text in element.itertext()).split())[:500]
    return ""
