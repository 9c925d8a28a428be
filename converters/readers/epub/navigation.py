"""Tables of contents and page lists: the navigation document (EPUB 3.3, clause 7) and the NCX (OPF 2.0.1, DAISY Z39.86, clause 8).

Both are walked without recursion; entries that lead nowhere stay as titles, entries beyond what is allowed are counted and left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from converters.limits import LIMITS
from converters.readers.xhtml.links import Target
from converters.readers.xhtml.names import attributes_of, name_of, text_in, types_of
from converters.readers.xhtml.sections import ContentsEntry

Resolve: TypeAlias = Callable[[str], Target | None]


@dataclass(slots=True)
class Navigation:
    """``contents``, ``pages`` (label, place) in their order, ``landmarks`` (type → place); ``left_out`` entries were too many."""

    contents: list[ContentsEntry] = field(default_factory=list)
    pages: list[tuple[str, Target]] = field(default_factory=list)
    landmarks: dict[str, Target] = field(default_factory=dict)
    left_out: int = 0
    flattened: bool = False

    @property
    def leads_somewhere(self) -> bool:
        """Whether any entry of the contents has a target."""
        waiting = list(self.contents)
        while waiting:
            entry = waiting.pop()
            if entry.target is not None:
                return True
            waiting.extend(entry.children)
        return False


class _Tree:
    """Gathers entries while a walk goes in and out of levels."""

    def __init__(self, navigation: Navigation) -> None:
        self._navigation = navigation
        self._path: list[list[ContentsEntry]] = [navigation.contents]
        self._count = 0

    def down(self) -> None:
        """Into the children of the last entry; too deep, they stay on this level."""
        here = self._path[-1]
        deep = len(self._path) >= LIMITS.contents_depth
        self._navigation.flattened |= deep
        self._path.append(here[-1].children if here and not deep else here)

    def up(self) -> None:
        """Back out."""
        if len(self._path) > 1:
            self._path.pop()

    def add(self, entry: ContentsEntry) -> None:
        """A new entry at this level."""
        self._count += 1
        if self._count > LIMITS.contents_entries:
            self._navigation.left_out += 1
            return
        self._path[-1].append(entry)


def read_nav(root: etree._Element, resolve: Resolve) -> Navigation:
    """The navigation document. A ``nav`` without a type is taken for the contents where there is no other."""
    navigation = Navigation()
    navs = [element for element in root.iter() if name_of(element) == "nav"]
    typed = [(nav, types_of(attributes_of(nav))) for nav in navs]
    contents = next((nav for nav, types in typed if "toc" in types), None)
    if contents is None:
        contents = next((nav for nav, types in typed if not types), None)
    if contents is None and not navs:
        contents = next((e for e in root.iter() if name_of(e) in {"ol", "ul"}), None)
    if contents is not None:
        _nav_contents(contents, resolve, navigation)
    for nav, types in typed:
        if types & {"page-list", "pagelist"}:
            for label, target, _types in _links(nav, resolve):
                if target is not None and len(navigation.pages) < LIMITS.contents_entries:
                    navigation.pages.append((label, target))
        elif "landmarks" in types:
            for _label, target, kinds in _links(nav, resolve):
                if target is None:
                    continue
                for kind in kinds:
                    navigation.landmarks.setdefault(kind, target)
    return navigation


def _nav_contents(nav: etree._Element, resolve: Resolve, navigation: Navigation) -> None:
    tree = _Tree(navigation)
    walk = etree.iterwalk(nav, events=("start", "end"))
    lists = 0
    open_item: list[bool] = []
    """For each open ``li``: whether its entry is there yet."""
    for event, element in walk:
        name = name_of(element)
        if event == "end":
            if name in {"ol", "ul"} and element is not nav:
                lists -= 1
                if lists:
                    tree.up()
            elif name == "li" and open_item:
                open_item.pop()
        elif name in {"ol", "ul"} and element is not nav:
            if lists:
                if open_item and not open_item[-1]:
                    tree.add(ContentsEntry(""))
                    open_item[-1] = True
                tree.down()
            lists += 1
        elif name == "li":
            open_item.append(False)
        elif name in {"a", "span"} and open_item and not open_item[-1]:
            label = _label(element)
            href = attributes_of(element).get("href") if name == "a" else None
            link = element if name == "a" else next((e for e in element.iter() if name_of(e) == "a"), None)
            if href is None and link is not None:
                href = attributes_of(link).get("href")
            tree.add(ContentsEntry(label, resolve(href) if href else None))
            open_item[-1] = True
            walk.skip_subtree()


def _links(nav: etree._Element, resolve: Resolve) -> list[tuple[str, Target | None, frozenset[str]]]:
    found = []
    for element in nav.iter():
        if name_of(element) == "a":
            attributes = attributes_of(element)
            href = attributes.get("href")
            found.append((_label(element), resolve(href) if href else None, types_of(attributes)))
    return found


def _label(element: etree._Element) -> str:
    words = " ".join(text_in(element).split())
    if words:
        return words[:500]
    attributes = attributes_of(element)
    alternative = next((alt for e in element.iter() if (alt := attributes_of(e).get("alt"))), "")
    return " ".join((attributes.get("title") or attributes.get("aria-label") or alternative).split())[:500]


def read_ncx(root: etree._Element, resolve: Resolve) -> Navigation:
    """An NCX: ``navMap`` and ``pageList``, nested to any depth."""
    navigation = Navigation()
    tree = _Tree(navigation)
    walk = etree.iterwalk(root, events=("start", "end"))
    open_: list[ContentsEntry] = []
    in_map = False
    for event, element in walk:
        name = name_of(element)
        if name == "navmap":
            in_map = event == "start"
        elif name == "navpoint" and in_map:
            if event == "start":
                if open_:
                    tree.down()
                entry = ContentsEntry("")
                tree.add(entry)
                open_.append(entry)
            else:
                open_.pop()
                if open_:
                    tree.up()
        elif event == "end":
            continue
        elif name == "navlabel" and open_:
            open_[-1].title = open_[-1].title or _label(element)
            walk.skip_subtree()
        elif name == "content" and open_:
            if open_[-1].target is None:
                open_[-1].target = resolve(attributes_of(element).get("src", ""))
        elif name == "pagetarget":
            _page_target(element, resolve, navigation)
            walk.skip_subtree()
    return navigation


def _page_target(element: etree._Element, resolve: Resolve, navigation: Navigation) -> None:
    label, target = "", None
    for child in element.iter():
        if name_of(child) == "navlabel":
            label = _label(child)
        elif name_of(child) == "content":
            target = resolve(attributes_of(child).get("src", ""))
    label = label or attributes_of(element).get("value", "")
    if label and target is not None and len(navigation.pages) < LIMITS.contents_entries:
        navigation.pages.append((label, target))
