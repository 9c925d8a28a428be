"""``ncc.html``, the navigation control centre: what a player reads first, and all that a person can jump to.

Source: DAISY 2.02 Recommendation (2001), 2.1 and 2.2.
"""

from __future__ import annotations

from typing import Any, Final

from converters.speech.packages.daisy.clock import rounded_clock
from converters.speech.packages.daisy.edition import GENERATOR, Edition
from converters.speech.packages.daisy.names import FileNames
from converters.speech.packages.daisy.navigation import Entry
from converters.speech.packages.daisy.xml import add, new_root, one_line
from converters.speech.packages.daisy202.smil import text_id

XHTML: Final = "http://www.w3.org/1999/xhtml"
XHTML_DOCTYPE: Final = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
_CLASSES: Final = {"note": "noteref", "sidebar": "sidebar", "prodnote": "optional-prodnote"}


def html_document(language: str, title: str, charset: str) -> tuple[Any, Any, Any]:
    """A new XHTML document: root, head, body. The language counts for text, charset for the head's declaration."""
    root = new_root(XHTML, "html")
    root.set("lang", language)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    head = add(root, "head")
    add(head, "meta", http_equiv="Content-type", content=f"text/html; charset={charset}")
    add(head, "title", title)
    return root, head, add(root, "body")


def ncc(edition: Edition, names: FileNames, charset: str, files: int, kilobytes: int) -> Any:
    """The document. ``files`` and ``kilobytes`` count the whole talking book, this document too."""
    root, head, body = html_document(edition.facts.language, edition.facts.title, charset)
    count = 0
    for chapter in edition.chapters:
        for entry in chapter.entries:
            count += 1
            target = f"{names.smil(chapter.number)}#{text_id(chapter.number, entry.phrase)}"
            _entry(body, entry, f"ncc{count:05}", target, title=count == 1)
    for name, content, scheme in _metadata(edition, charset, count, files, kilobytes):
        add(head, "meta", name=name, content=content, scheme=scheme)
    return root


def _entry(body: Any, entry: Entry, name: str, target: str, *, title: bool) -> None:
    if entry.kind == "heading":
        made = add(body, f"h{entry.level}", class_="title" if title else None, id=name)
    elif entry.kind == "page":
        made = add(body, "span", class_=f"page-{entry.page}", id=name)
    else:
        made = add(body, "span", class_=_CLASSES[entry.kind], id=name)
    add(made, "a", one_line(entry.label), href=target)


def _metadata(
    edition: Edition, charset: str, items: int, files: int, kilobytes: int
) -> list[tuple[str, str, str | None]]:
    facts = edition.facts
    pages = [entry.page for entry in edition.pages]
    rows: list[tuple[str, str, str | None]] = [
        ("dc:title", facts.title, None),
        *(("dc:creator", name, None) for name in facts.creators),
        *(("dc:contributor", name, None) for name in facts.contributors),
        ("dc:date", facts.date, "yyyy-mm-dd"),
        ("dc:format", "Daisy 2.02", None),
        ("dc:identifier", facts.uid, None),
        ("dc:language", facts.language, "ISO 639"),
        ("dc:publisher", facts.publisher, None),
        *(("dc:subject", subject, None) for subject in facts.subjects),
        *((name, value, None) for name, value in _if_known(edition)),
        ("ncc:charset", charset, None),
        ("ncc:depth", str(edition.depth), None),
        ("ncc:files", str(files), None),
        ("ncc:footnotes", str(edition.count("note")), None),
        ("ncc:generator", GENERATOR, None),
        ("ncc:kByteSize", str(kilobytes), None),
        ("ncc:maxPageNormal", str(edition.last_page), None),
        ("ncc:multimediaType", "audioFullText", None),
        *(("ncc:narrator", name, None) for name in facts.narrators),
        ("ncc:pageFront", str(pages.count("front")), None),
        ("ncc:pageNormal", str(pages.count("normal")), None),
        ("ncc:pageSpecial", str(pages.count("special")), None),
        ("ncc:prodNotes", str(edition.count("prodnote")), None),
        ("ncc:producedDate", facts.date, "yyyy-mm-dd"),
        ("ncc:producer", "Accessible Reader", None),
        ("ncc:setInfo", "1 of 1", None),
        ("ncc:sidebars", str(edition.count("sidebar")), None),
        ("ncc:tocItems", str(items), None),
        ("ncc:totalTime", rounded_clock(edition.length), "hh:mm:ss"),
    ]
    return rows


def _if_known(edition: Edition) -> list[tuple[str, str]]:
    facts = edition.facts
    rows = [
        ("dc:description", facts.description),
        ("dc:rights", facts.rights),
        ("dc:source", facts.source),
        ("ncc:sourceDate", facts.source_date),
    ]
    return [(name, value) for name, value in rows if value]
