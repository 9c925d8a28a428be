"""Looks through all documents before any is built: what points where, and which links call notes.

EPUB 3 says ``epub:type="noteref"``; older books only set a small raised number that links to a paragraph which links back. Those are found too
(:func:`_looks_like_reference`), carefully: a wrong guess would take a paragraph out of the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from converters.readers.xhtml.context import BuildContext
from converters.readers.xhtml.links import Target
from converters.readers.xhtml.names import BLOCKS, attributes_of, name_of, text_in, types_of
from converters.readers.xhtml.parse import ParsedDocument
from converters.readers.xhtml.pictures import label_of
from converters.readers.xhtml.structure import NOTE_KINDS, is_mark

_REFERENCES = frozenset({"noteref", "annoref"})
_NOTE_BLOCKS = frozenset({"p", "li", "div", "aside", "dd", "section", "blockquote"})


@dataclass(slots=True)
class _Call:
    """A link that may call a note."""

    element: Any
    document: str
    target: Target
    certain: bool
    raised: bool
    own_ids: tuple[str, ...]


def survey(
    documents: Sequence[ParsedDocument], context: BuildContext, targets: Iterable[Target] = ()
) -> None:
    """Fill ``context.references``; ``targets`` are those of the contents and the page list."""
    wanted = context.references.wanted
    for target in targets:
        wanted.setdefault(target.document, set()).add(target.fragment)
    calls: list[_Call] = []
    links: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for parsed in documents:
        for link in parsed.root.iter("{*}a"):
            _look_at(link, parsed.name, context, calls, links)
    places = _places(documents, calls)
    for call in calls:
        element = places.get((call.target.document, call.target.fragment))
        if element is None:
            if call.certain:
                context.references.note_links[call.element] = ""
            continue
        note = _note_of(element, call)
        if note is not None and (call.certain or _looks_like_reference(call, note, links)):
            _keep(context, call, note)
    _mark_ancestors(context)


def _look_at(
    element: Any,
    document: str,
    context: BuildContext,
    calls: list[_Call],
    links: dict[tuple[str, str], set[tuple[str, str]]],
) -> None:
    attributes = attributes_of(element)
    href = attributes.get("href")
    if not href:
        return
    target = context.target(document, href)
    types = types_of(attributes)
    certain = bool(types & _REFERENCES) or "duokan-footnote" in attributes.get("class", "").split()
    if not isinstance(target, Target):
        return
    context.references.wanted.setdefault(target.document, set()).add(target.fragment)
    if not target.fragment:
        return
    links.setdefault((document, target.document), set()).add((target.fragment, attributes.get("id", "")))
    if "backlink" in types or "referrer" in types:
        return
    words = text_in(element).strip()
    raised = _is_raised(element)
    if certain or (len(words) <= 12 and is_mark(words)):
        calls.append(_Call(element, document, target, certain, raised, _ids_around(element)))


def _is_raised(element: Any) -> bool:
    if any(name_of(child) == "sup" for child in element):
        return True
    parent: Any = element.getparent()
    for _ in range(2):
        if parent is None:
            return False
        if name_of(parent) == "sup":
            return True
        parent = parent.getparent()
    return "super" in attributes_of(element).get("style", "")


def _ids_around(element: Any) -> tuple[str, ...]:
    """The ids that a link back may aim at: the reference's own, those of the little elements around it and before it, and of its block."""
    found: list[str] = []
    node = element
    while node is not None:
        attributes = attributes_of(node)
        found += [attributes[key] for key in ("id", "name") if key in attributes]
        if name_of(node) in BLOCKS:
            break
        before = node.getprevious()
        if before is not None and not (before.tail or "").strip():
            found += [v for k, v in attributes_of(before).items() if k in {"id", "name"}]
        node = node.getparent()
    found += [v for child in element for k, v in attributes_of(child).items() if k == "id"]
    return tuple(found)


def _places(documents: Sequence[ParsedDocument], calls: list[_Call]) -> dict[tuple[str, str], Any]:
    sought: dict[str, set[str]] = {}
    for call in calls:
        sought.setdefault(call.target.document, set()).add(call.target.fragment)
    found: dict[tuple[str, str], Any] = {}
    for parsed in documents:
        ids = sought.get(parsed.name)
        if not ids:
            continue
        for element in parsed.root.iter(etree.Element):
            identity = element.get("id")
            if identity is None and name_of(element) == "a":
                identity = element.get("name")
            if identity in ids:
                found.setdefault((parsed.name, str(identity)), element)
    return found


def _note_of(element: Any, call: _Call) -> Any | None:
    """The element that is the note at ``element``: itself, or the block that it begins."""
    if types_of(attributes_of(element)) & NOTE_KINDS.keys():
        return element
    node = element
    for _ in range(6):
        name = name_of(node)
        if name in _NOTE_BLOCKS:
            parent = node.getparent()
            if parent is not None and name_of(parent) == "li" and _begins(node, parent):
                node = parent
            return None if name == "section" and not call.certain else _with_type(node)
        parent = node.getparent()
        if parent is None or name in BLOCKS or not _begins(node, parent):
            return None
        node = parent
    return None


def _with_type(node: Any) -> Any:
    parent = node.getparent()
    if parent is not None and types_of(attributes_of(parent)) & NOTE_KINDS.keys():
        return parent
    return node


def _begins(node: Any, parent: Any) -> bool:
    """Whether nothing but blanks and empty elements stands before ``node`` in ``parent``."""
    if (parent.text or "").strip():
        return False
    before = node.getprevious()
    for _ in range(20):
        if before is None:
            return True
        if (before.tail or "").strip() or text_in(before).strip():
            return False
        before = before.getprevious()
    return False


def _looks_like_reference(call: _Call, note: Any, links: dict[tuple[str, str], set[tuple[str, str]]]) -> bool:
    if name_of(note) in {"section", "article", "body"} or _inside(call.element, note):
        return False
    back = links.get((call.target.document, call.document), set())
    returns = any(fragment in call.own_ids for fragment, _id in back) and _links_back(note, call.own_ids)
    if not returns and not call.raised:
        return False
    return _has_words_before(call.element)


def _inside(element: Any, ancestor: Any) -> bool:
    node = element
    while node is not None:
        if node is ancestor:
            return True
        node = node.getparent()
    return False


def _links_back(note: Any, own_ids: tuple[str, ...]) -> bool:
    for number, element in enumerate(note.iter("{*}a")):
        if number > 50:
            return False
        if (attributes_of(element).get("href") or "").rpartition("#")[2] in own_ids:
            return True
    return False


def _has_words_before(element: Any) -> bool:
    """Whether a reference follows words in its block: the link back at the beginning of a note does not."""
    node = element
    for _ in range(12):
        parent = node.getparent()
        if parent is None:
            return False
        if (parent.text or "").strip():
            return True
        before = node.getprevious()
        for _sibling in range(50):
            if before is None:
                break
            if (before.tail or "").strip() or text_in(before).strip():
                return True
            before = before.getprevious()
        if before is not None or name_of(parent) in BLOCKS:
            return before is not None
        node = parent
    return False


def _keep(context: BuildContext, call: _Call, note: Any) -> None:
    references = context.references
    if note not in references.note_elements:
        kinds = types_of(attributes_of(note)) & NOTE_KINDS.keys()
        here = call.document == call.target.document
        kind = NOTE_KINDS[min(kinds)] if kinds else "footnote" if here else "endnote"
        key = f"{call.target.document}#{call.target.fragment}"
        references.note_elements[note] = (key, kind)
    identity = references.note_elements[note][0]
    references.note_links[call.element] = identity
    references.labels.setdefault(identity, label if is_mark(label := label_of(call.element)) else "*")


def _mark_ancestors(context: BuildContext) -> None:
    seen = context.references.note_ancestors
    for element in context.references.note_elements:
        node = element
        while node is not None and node not in seen:
            seen.add(node)
            node = node.getparent()
