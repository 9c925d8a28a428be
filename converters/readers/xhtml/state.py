"""What the builder holds while it walks: open frames, the line being gathered, anchors that wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from lxml import etree

from converters.language.tags import normalise_tag
from converters.readers.xhtml.context import BuildContext, BuiltDocument
from converters.readers.xhtml.frames import Frame, finish
from converters.readers.xhtml.inline_buffer import InlineBuffer
from converters.readers.xhtml.leaves import LeafPlace, leaves_of
from converters.readers.xhtml.names import attributes_of, text_in
from converters.readers.xhtml.parse import ParsedDocument

End: TypeAlias = Callable[[], None]


class BuilderState:
    """Base of the builder's rooms; each adds the elements it knows."""

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
        self._keys: dict[str, list[str]] = {}
        """Own ids and the anchors that mean them."""
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

    def _push(
        self, frame_kind: str, attributes: dict[str, str], *, own: bool = True, real: bool = True, **data: Any
    ) -> None:
        """Open a frame; ``own``: it has blocks of its own; ``real``: it will be a block, so its children inherit its language."""
        outer = self._frames[-1]
        language = language_of(attributes, outer.language)
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
        keys = self._keys.pop(identity, [])
        there = next((block.id for block in made if getattr(block, "id", "")), "")
        for key in keys:
            if there:
                self._built.anchors[key] = there
                self._keys.setdefault(there, []).append(key)
            else:
                self._built.anchors.pop(key, None)  # two elements may bear the same id
                self._pending.append(key)

    def _anchor(self, identity: str) -> None:
        key = f"{self._name}#{identity}"
        self._pending.append(key)
        root = self._built.blocks
        if self._frames[-1].blocks is root and identity not in self._built.starts:
            self._built.starts[identity] = len(root)

    def _new_id(self) -> str:
        self._count += 1
        return f"{self._name}!{self._count}"

    def _take_pending(self) -> str:
        """An id for the block that is made now, if anything points to it."""
        if not self._pending:
            return ""
        identity = self._new_id()
        for anchor in self._pending:
            if self._built.anchors.setdefault(anchor, identity) == identity:
                self._keys.setdefault(identity, []).append(anchor)
        self._pending = []
        return identity

    def _add(self, block: Any) -> None:
        self._frames[-1].blocks.append(block)

    def _flush(self) -> None:
        content = self._inline.take()
        if content:
            frame = self._frames[-1]
            frame.blocks.extend(leaves_of(content, self._place(frame)))
        if self._after:
            notes, self._after = self._after, []
            self._frames[-1].blocks.extend(notes)

    def _definitions(self) -> Frame | None:
        for frame in reversed(self._frames):
            if frame.kind == "definitions":
                return frame
            if frame.kind not in {"flow", "term"}:
                return None
        return None

    def _place(self, frame: Frame) -> LeafPlace:
        group: int | None = None
        if self._verse or frame.kind == "verse-leaf":
            group = frame.serial if frame.kind == "verse" else self._frames[-2].serial
        return LeafPlace(
            frame,
            self._definitions() if frame.kind == "term" else None,
            group,
            self._take_pending,
            self._context.description_of,
        )


def language_of(attributes: dict[str, str], around: str) -> str:
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
        return " ".join(text_in(element).split())[:500]
    return ""
