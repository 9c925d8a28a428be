"""``navigation.ncx``: headings as a tree, pages, notes, sidebars and pictures as lists, each with its name in text and sound.

Source: ANSI/NISO Z39.86-2005, clause 8.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from converters.speech.packages.daisy.clock import full_clock
from converters.speech.packages.daisy.edition import GENERATOR, Chapter, Edition
from converters.speech.packages.daisy.names import FileNames
from converters.speech.packages.daisy.navigation import Entry, EntryKind
from converters.speech.packages.daisy.xml import add, new_root, one_line
from converters.speech.packages.daisy3.skippable import ALL, add_tests, used_in
from converters.speech.packages.daisy3.smil import par_id
from converters.speech.packages.daisy3.words import list_names

NCX: Final = "http://www.daisy.org/z3986/2005/ncx/"
NCX_DOCTYPE: Final = (
    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
)
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_LISTS: Final[tuple[EntryKind, ...]] = ("note", "sidebar", "prodnote")


def ncx(edition: Edition, names: FileNames) -> Any:
    """The document."""
    facts = edition.facts
    root = new_root(NCX, "ncx", version="2005-1")
    root.set(_XML_LANG, facts.language)
    head = add(root, "head")
    used = {one.kind for chapter in edition.chapters for one in used_in(chapter)}
    add_tests(head, "smilCustomTest", tuple(one for one in ALL if one.kind in used), structures=True)
    for name, content in (
        ("dtb:uid", facts.uid),
        ("dtb:depth", str(edition.depth)),
        ("dtb:generator", GENERATOR),
        ("dtb:totalPageCount", str(len(edition.pages))),
        ("dtb:maxPageNumber", str(edition.last_page)),
    ):
        add(head, "meta", name=name, content=content)
    # The spoken title is the first chapter: the title is its first phrase, then each author has one.
    title = edition.chapters[0]
    _label(add(root, "docTitle"), facts.title, title, 0, names)
    for number, creator in enumerate(facts.creators, 1):
        _label(add(root, "docAuthor"), creator, title, number, names)
    writer = _Writer(edition, names)
    writer.headings(add(root, "navMap"))
    writer.pages(root)
    for kind in _LISTS:
        writer.list(root, kind)
    return root


def _label(parent: Any, text: str, chapter: Chapter, phrase: int, names: FileNames) -> None:
    add(parent, "text", one_line(text))
    if phrase < len(chapter.phrases):
        clip = chapter.phrases[phrase]
        add(
            parent,
            "audio",
            src=names.audio(chapter.number),
            clipBegin=full_clock(clip.begin),
            clipEnd=full_clock(clip.end),
        )


class _Writer:
    def __init__(self, edition: Edition, names: FileNames) -> None:
        self._names = names
        self._rows: list[tuple[Chapter, Entry, int]] = []
        # The same place has the same number whatever list it stands in: 8.4.2.
        order: dict[tuple[int, int], int] = {}
        for chapter in edition.chapters:
            for entry in chapter.entries:
                place = (chapter.number, entry.phrase)
                self._rows.append((chapter, entry, order.setdefault(place, len(order) + 1)))
        self._language = edition.facts.language
        self._made = 0

    def headings(self, parent: Any) -> None:
        """``navPoint`` in ``navPoint``, by level."""
        open_: list[Any] = [parent]
        for chapter, entry, order in self._of("heading"):
            del open_[entry.level :]
            point = add(open_[-1], "navPoint", id=self._id(), class_=f"h{entry.level}", playOrder=str(order))
            self._target(point, chapter, entry)
            open_.append(point)

    def pages(self, root: Any) -> None:
        """``pageList``; a number that comes again has no ``value``, which must be unique."""
        rows = list(self._of("page"))
        if not rows:
            return
        parent = add(root, "pageList", id="pages")
        add(add(parent, "navLabel"), "text", list_names(self._language)["page"])
        seen: set[str] = set()
        for chapter, entry, order in rows:
            value = entry.label if entry.page == "normal" and int(entry.label) > 0 else None
            if value is not None and value in seen:
                value = None
            seen.add(value or "")
            target = add(
                parent,
                "pageTarget",
                id=self._id(),
                class_="pagenum",
                type=entry.page,
                value=value,
                playOrder=str(order),
            )
            self._target(target, chapter, entry)

    def list(self, root: Any, kind: EntryKind) -> None:
        """A ``navList`` of one kind, where there is any."""
        rows = list(self._of(kind))
        if not rows:
            return
        parent = add(root, "navList", id=f"{kind}s", class_=kind)
        add(add(parent, "navLabel"), "text", list_names(self._language)[kind])
        for chapter, entry, order in rows:
            target = add(parent, "navTarget", id=self._id(), class_=kind, playOrder=str(order))
            self._target(target, chapter, entry)

    def _of(self, kind: EntryKind) -> Iterator[tuple[Chapter, Entry, int]]:
        return (row for row in self._rows if row[1].kind == kind)

    def _id(self) -> str:
        self._made += 1
        return f"nav{self._made:05}"

    def _target(self, parent: Any, chapter: Chapter, entry: Entry) -> None:
        _label(add(parent, "navLabel"), entry.label, chapter, entry.phrase, self._names)
        add(
            parent,
            "content",
            src=f"{self._names.smil(chapter.number)}#{par_id(chapter.number, entry.phrase)}",
        )
