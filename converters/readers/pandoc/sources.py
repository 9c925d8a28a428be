"""What an office file says outside of pandoc's sight: metadata, alternative texts, and all its words, to find out what was lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from converters.book import Contributor, Metadata
from converters.errors import DamagedFile, Finding

_ENTITIES: Final = re.compile(rb"<!(?:ENTITY|DOCTYPE[^>\[]*\[)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
_NOT_READ: Final = frozenset({"Fallback", "delText", "instrText", "oMath", "del", "annotation", "tracked-changes", "object", "sequence-decls", "moveFrom"})  # fmt: skip
_FEW_WORDS: Final = 3
_PARAGRAPHS: Final = frozenset({"p", "h", "v", "subtitle", "text-author", "td", "th", "title", "date"})


@dataclass(slots=True)
class SourceFacts:
    """``words`` counts every word that a reader of the file sees; ``alternatives`` picture name → alternative text."""

    metadata: Metadata
    words: Counter[str] = field(default_factory=Counter)
    alternatives: dict[str, str] = field(default_factory=dict)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """``data`` as a tree. No entity is expanded, nothing fetched. Raises DamagedFile ``office-entities`` / ``office-damaged``."""
    if _ENTITIES.search(data[:100_000]):
        raise DamagedFile("office-entities", file=name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise DamagedFile("office-damaged", file=name) from None


def words_in(text: str) -> Counter[str]:
    """Words of ``text`` with their counts; Chinese by the character, so that no segmentation is needed."""
    spaced = re.sub(r"([\u2e80-\u9fff\uf900-\ufaff])", r" \1 ", text)
    return Counter(_WORD.findall(spaced))


def lost_words(source: Counter[str], book_text: str) -> list[Finding]:
    """A finding where more than a few words of the file are not in the Book; its sample tells where to look."""
    lost = source - words_in(book_text)
    if sum(lost.values()) <= max(_FEW_WORDS, sum(source.values()) // 1000):
        return []
    return [Finding("words-lost", {"count": sum(lost.values()), "sample": " ".join(list(lost)[:12])})]


def words_of(root: etree._Element) -> Counter[str]:
    """Words of a Word, OpenDocument or FB2 tree, paragraph by paragraph; deleted text, formulas and fallbacks aside."""
    return words_in("".join(_pieces(root)))


def _pieces(root: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        local = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        if event == "start":
            if not local or local in _NOT_READ:
                walk.skip_subtree()
            elif local in {"tab", "br", "line-break", "s", "cr", "noBreakHyphen"}:
                yield " "
            elif element.text:
                yield element.text
        else:
            if local in _PARAGRAPHS:
                yield "\n"
            if element.tail and element is not root:
                yield element.tail


def office_metadata(core: bytes, name: str) -> Metadata:
    """Metadata from ``docProps/core.xml`` or ``meta.xml`` (Dublin Core in both)."""
    if not core:
        return Metadata("", "")
    try:
        root = parse_xml(core, name)
    except DamagedFile:
        return Metadata("", "")

    def all_of(*names: str) -> list[str]:
        return [
            " ".join(element.text.split())[:500]
            for local in names
            for element in root.iter(f"{{*}}{local}")
            if element.text and element.text.strip()
        ]

    def first(*names: str) -> str | None:
        return next(iter(all_of(*names)), None)

    # OpenDocument: "initial-creator" wrote it, "creator" only saved it last.
    writer = first("initial-creator") or first("creator")
    people = [person.strip() for person in re.split(r"[;；、]", writer or "") if person.strip()]
    return Metadata(
        title=first("title") or "",
        language=first("language") or "",
        contributors=tuple(Contributor(person) for person in people[:20]),
        description=first("description", "subject"),
        subjects=tuple(re.split(r"\s*[,;，；、]\s*", first("keywords", "keyword") or ""))[:30]
        if first("keywords", "keyword")
        else (),
        publisher=first("publisher"),
    )


def fb2_metadata(root: etree._Element) -> Metadata:
    """Metadata from ``<description>`` of an FB2 file."""

    def text(path: str) -> str | None:
        found: Any = root.find(path)
        words = (
            " ".join("".join(str(piece) for piece in found.itertext()).split())[:2000]
            if found is not None
            else ""
        )
        return words or None

    people = []
    for role, tag in (("aut", "author"), ("trl", "translator")):
        for person in root.iterfind(f"{{*}}description/{{*}}title-info/{{*}}{tag}"):
            parts = [
                person.findtext(f"{{*}}{part}") or ""
                for part in ("first-name", "middle-name", "last-name", "nickname")
            ]
            name = " ".join(" ".join(parts[:3]).split()) or parts[3].strip()
            if name:
                people.append(Contributor(name[:300], role))
    info = "{*}description/{*}title-info/"
    return Metadata(
        title=text(info + "{*}book-title") or "",
        language=text(info + "{*}lang") or "",
        contributors=tuple(people),
        description=text(info + "{*}annotation"),
        date=text(info + "{*}date"),
        publisher=text("{*}description/{*}publish-info/{*}publisher"),
        source=text("{*}description/{*}publish-info/{*}isbn"),
    )


def odt_alternatives(content: etree._Element) -> dict[str, str]:
    """Picture name → the title or description that the author gave it, which pandoc leaves out."""
    found: dict[str, str] = {}
    for frame in content.iter("{*}frame"):
        image = frame.find("{*}image")
        if image is None:
            continue
        href = next((str(value) for key, value in image.attrib.items() if str(key).endswith("}href")), "")
        words = [frame.findtext("{*}desc") or "", frame.findtext("{*}title") or ""]
        text = next((" ".join(word.split()) for word in words if word.strip()), "")
        if href and text:
            found[href.removeprefix("./")] = text
    return found
