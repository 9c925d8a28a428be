"""From built documents and a table of contents to the sections of a book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from converters.book import Heading, NavigationPoint, PageBreak, PageTarget, Section
from converters.book.inlines import plain_text
from converters.limits import LIMITS
from converters.readers.xhtml.context import BuiltDocument
from converters.readers.xhtml.links import Target

_DEEPEST_SECTIONS = 12


@dataclass(slots=True)
class ContentsEntry:
    """An entry of a table of contents; ``target`` None where it is only a heading over others."""

    title: str
    target: Target | None = None
    children: list[ContentsEntry] = field(default_factory=list)


@dataclass(slots=True)
class BuiltSections:
    """What :func:`build_sections` makes: everything of a Book but its metadata, and the anchors for ``assign_ids``."""

    sections: tuple[Section, ...]
    contents: tuple[NavigationPoint, ...]
    pages: tuple[PageTarget, ...]
    anchors: dict[str, str]


@dataclass(slots=True)
class _Cut:
    """A place where a section begins: before block ``index`` of document number ``document``."""

    document: int
    index: int
    level: int
    title: str
    role: str = ""
    listed: bool = True
    id: str = ""


@dataclass(slots=True)
class _Open:
    """A section while it is being filled."""

    cut: _Cut
    language: str | None
    blocks: list[Any] = field(default_factory=list)
    children: list[_Open] = field(default_factory=list)


def build_sections(
    documents: Sequence[BuiltDocument], contents: Sequence[ContentsEntry] | None = None
) -> BuiltSections:
    """Sections as ``contents`` names and nests them, in the order of ``documents``.

    An entry that points into a document divides it there. A document that no entry points to goes on where the one before it ended, unless it
    begins with a heading or says what it is: then it is a section of its own. Without ``contents`` the headings make them. The
    Book still needs ``assign_ids(book, result.anchors)``.
    """
    places = {document.name: number for number, document in enumerate(documents)}
    entries = list(contents) if contents else _entries_from_headings(documents)
    anchors: dict[str, str] = {}
    for document in documents:
        anchors.update(document.anchors)
    of_entry: dict[int, _Cut] = {}
    cuts = _cuts(documents, places, entries, of_entry)
    tops = _fill(documents, cuts, anchors)
    sections = tuple(_finished(top, 1) for top in tops if _holds_anything(top))
    pages = tuple(PageTarget(label, page) for document in documents for label, page in document.pages)
    points = tuple(_point(entry, places, of_entry) for entry in entries)
    return BuiltSections(sections, points, pages, anchors)


# --- where sections begin --------------------------------------------------------------------------------------------


def _cuts(
    documents: Sequence[BuiltDocument],
    places: dict[str, int],
    entries: list[ContentsEntry],
    of_entry: dict[int, _Cut],
) -> list[_Cut]:
    cuts: dict[tuple[int, int], list[_Cut]] = {}
    stack = [(entry, 1) for entry in reversed(entries)]
    seen = 0
    while stack:
        entry, level = stack.pop()
        seen += 1
        if seen > LIMITS.contents_entries:
            break
        stack.extend((child, min(level + 1, _DEEPEST_SECTIONS)) for child in reversed(entry.children))
        place = _place(entry, documents, places)
        if place is None:
            continue
        here = cuts.setdefault(place, [])
        if not here or here[-1].level < level:
            here.append(_Cut(*place, level, entry.title))
        of_entry[id(entry)] = here[-1]
    for number, document in enumerate(documents):
        if (number, 0) not in cuts:
            cut = _unlisted(number, document, nothing_before=not cuts or min(cuts) > (number, 0))
            if cut is not None:
                cuts[number, 0] = [cut]
    ordered = [cut for _place, group in sorted(cuts.items()) for cut in group]
    last = 1
    for cut in ordered:
        if cut.listed:
            last = cut.level
        elif cut.level > 1:
            cut.level = last
        cut.role = _role_at(documents[cut.document], cut.index)
    return ordered


def _place(
    entry: ContentsEntry, documents: Sequence[BuiltDocument], places: dict[str, int]
) -> tuple[int, int] | None:
    if entry.target is None:
        # A heading over others begins where the first of them does.
        first = entry
        for _ in range(_DEEPEST_SECTIONS):
            if not first.children:
                return None
            first = first.children[0]
            if first.target is not None:
                return _place(first, documents, places)
        return None
    number = places.get(entry.target.document)
    if number is None:
        return None
    document = documents[number]
    if not entry.target.fragment:
        return number, 0
    index = document.starts.get(entry.target.fragment)
    if index is None:
        # Inside a list or a table: no place to divide at; an anchor that is nowhere means the document.
        return None if f"{document.name}#{entry.target.fragment}" in document.anchors else (number, 0)
    return number, _moved_back(document.blocks, index, entry.title)


def _moved_back(blocks: Sequence[Any], index: int, title: str) -> int:
    """An anchor just after its own heading means the heading; page breaks just before belong to what they open."""
    before = blocks[index - 1] if 0 < index <= len(blocks) else None
    if isinstance(before, Heading) and not _starts_with_heading(blocks, index):
        words = "".join(plain_text(before.content).split())
        if words and (words in "".join(title.split()) or "".join(title.split()) in words):
            index -= 1
    while index > 0 and isinstance(blocks[index - 1], PageBreak):
        index -= 1
    return index if any(not isinstance(block, PageBreak) for block in blocks[:index]) else 0


def _starts_with_heading(blocks: Sequence[Any], index: int = 0) -> bool:
    for block in blocks[index:]:
        if not isinstance(block, PageBreak):
            return isinstance(block, Heading)
    return False


def _unlisted(number: int, document: BuiltDocument, *, nothing_before: bool) -> _Cut | None:
    """A section for a document that the contents do not name; None where it goes on with the one before."""
    if not document.blocks:
        return None
    role = _role_at(document, 0)
    heading = next((block for block in document.blocks[:4] if isinstance(block, Heading)), None)
    own = _starts_with_heading(document.blocks) or role not in {"", "bodymatter", "backmatter", "frontmatter"}
    if not own and not nothing_before:
        return None
    title = " ".join(plain_text(heading.content).split()) if heading else document.title
    level = 2 if heading is not None and role in {"", "bodymatter"} and not nothing_before else 1
    return _Cut(number, 0, level, title, role, listed=False)


def _role_at(document: BuiltDocument, index: int) -> str:
    general = {"bodymatter", "frontmatter", "backmatter"}
    found = [word for at, word, _identity in document.roles if at == index]
    return next((word for word in found if word not in general), found[0] if found else "")


def _entries_from_headings(documents: Sequence[BuiltDocument]) -> list[ContentsEntry]:
    """A table of contents made of headings of the first three ranks, for books that have none."""
    top: list[ContentsEntry] = []
    open_: list[tuple[int, ContentsEntry]] = []
    for document in documents:
        for index, block in enumerate(document.blocks):
            if not isinstance(block, Heading) or block.level > 3:
                continue
            title = " ".join(plain_text(block.content).split())
            if not title:
                continue
            fragment = f"!heading-{index}"
            document.starts[fragment] = index
            entry = ContentsEntry(title, Target(document.name, fragment))
            while open_ and open_[-1][0] >= block.level:
                open_.pop()
            (open_[-1][1].children if open_ else top).append(entry)
            open_.append((block.level, entry))
    return top


# --- filling them ----------------------------------------------------------------------------------------------------


def _fill(documents: Sequence[BuiltDocument], cuts: list[_Cut], anchors: dict[str, str]) -> list[_Open]:
    tops: list[_Open] = []
    path: list[_Open] = []
    waiting = list(reversed(cuts))
    for number, document in enumerate(documents):
        at = 0
        while waiting and waiting[-1].document == number:
            cut = waiting.pop()
            _append(path, tops, document, document.blocks[at : cut.index])
            at = max(at, cut.index)
            cut.id = f"{document.name}!s{cut.index}.{cut.level}"
            if cut.index == 0:
                anchors.setdefault(f"{document.name}#", cut.id)
            while path and path[-1].cut.level >= cut.level:
                path.pop()
            opened = _Open(cut, document.language)
            (path[-1].children if path else tops).append(opened)
            path.append(opened)
        _append(path, tops, document, document.blocks[at:])
        first = next((b.id for b in document.blocks if getattr(b, "id", "")), path[-1].cut.id if path else "")
        anchors.setdefault(f"{document.name}#", first)
    return tops


def _append(path: list[_Open], tops: list[_Open], document: BuiltDocument, blocks: Sequence[Any]) -> None:
    if not blocks:
        return
    if not path:
        opened = _Open(_Cut(0, 0, 1, "", listed=False, id=f"{document.name}!s"), document.language)
        tops.append(opened)
        path.append(opened)
    path[-1].blocks.extend(blocks)


def _holds_anything(section: _Open) -> bool:
    return bool(section.blocks) or any(_holds_anything(child) for child in section.children)


def _finished(section: _Open, level: int) -> Section:
    children = tuple(_finished(child, level + 1) for child in section.children if _holds_anything(child))
    blocks = _ranked(section.blocks, level)
    title = section.cut.title or _first_heading(blocks)
    return Section(title, blocks, children, level, section.cut.role, section.cut.id, section.language)


def _first_heading(blocks: Sequence[Any]) -> str:
    heading = next((block for block in blocks[:4] if isinstance(block, Heading)), None)
    return " ".join(plain_text(heading.content).split()) if heading else ""


def _ranked(blocks: Sequence[Any], level: int) -> tuple[Any, ...]:
    """Headings moved so that the section's own has its level and the others follow below, none above it."""
    first = next((block for block in blocks if isinstance(block, Heading)), None)
    if first is None:
        return tuple(blocks)
    shift = min(level, 6) - first.level
    result: list[Any] = []
    for block in blocks:
        if isinstance(block, Heading):
            lowest = min(level if block is first else level + 1, 6)
            rank = max(lowest, min(block.level + shift, 6))
            result.append(replace(block, level=rank) if rank != block.level else block)
        else:
            result.append(block)
    return tuple(result)


# --- the contents ----------------------------------------------------------------------------------------------------


def _point(entry: ContentsEntry, places: dict[str, int], of_entry: dict[int, _Cut]) -> NavigationPoint:
    target: str | None = None
    cut = of_entry.get(id(entry))
    if cut is not None:
        target = cut.id
    elif entry.target is not None and entry.target.document in places:
        target = f"{entry.target.document}#{entry.target.fragment}"
    return NavigationPoint(
        entry.title, target, tuple(_point(child, places, of_entry) for child in entry.children)
    )
