"""Notes, printed pages and preformatted text: what interrupts a line."""

from __future__ import annotations

from lxml import etree

from converters.book import CodeBlock, NoteReference, PageBreak, PageMarker
from converters.readers.xhtml.frames import Frame, finish
from converters.readers.xhtml.inline_buffer import InlineBuffer
from converters.readers.xhtml.pages import is_page_break, page_label
from converters.readers.xhtml.state import BuilderState
from converters.readers.xhtml.structure import NOTE_KINDS


class NotesAndPages(BuilderState):
    """Notes stand where they stand in the source; one inside a paragraph follows it."""

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

    def _open_note(self) -> Frame | None:
        return next((frame for frame in reversed(self._frames) if frame.kind == "note"), None)

    def _end_code(self) -> None:
        pieces, self._code = self._code or [], None
        text = "".join(pieces)
        text = text.removeprefix("\n").rstrip()
        if text.strip():
            frame = self._frames[-1]
            language = frame.language if frame.language != frame.base else None
            self._add(CodeBlock(text, self._take_pending(), language))
