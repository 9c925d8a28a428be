"""DTBook (ANSI/NISO Z39.86-2005): the text of DAISY books, made into the HTML elements that mean the same.

The tree is renamed in place; :mod:`converters.readers.xhtml` then reads it as it reads any document.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from converters.readers.xhtml.names import attributes_of, name_of, text_in

_NAMES: Final = {
    "dtbook": "html",
    "book": "body",
    "frontmatter": "section",
    "bodymatter": "section",
    "rearmatter": "section",
    "doctitle": "h1",
    "docauthor": "p",
    "covertitle": "p",
    "bridgehead": "h6",
    "sent": "span",
    "w": "span",
    "lic": "span",
    "linenum": "rp",
    "poem": "div",
    "linegroup": "div",
    "line": "p",
    "imggroup": "figure",
    "prodnote": "aside",
    "sidebar": "aside",
    "annotation": "aside",
    "note": "aside",
    "noteref": "a",
    "annoref": "a",
    "pagenum": "span",
    "author": "p",
    "byline": "p",
    "dateline": "p",
    "epigraph": "blockquote",
    "title": "p",
    "hd": "h6",
}
_TYPES: Final = {
    "frontmatter": "frontmatter",
    "bodymatter": "bodymatter",
    "rearmatter": "backmatter",
    "note": "rearnote",
    "annotation": "annotation",
    "noteref": "noteref",
    "annoref": "annoref",
    "pagenum": "pagebreak",
    "poem": "z3998:poem",
    "linegroup": "stanza",
    "sidebar": "sidebar",
}


def is_dtbook(root: etree._Element) -> bool:
    """Whether a tree is DTBook."""
    return name_of(root) == "dtbook"


def dtbook_to_html(root: etree._Element) -> None:
    """Rename the elements of ``root``, in place."""
    level = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = name_of(element) if event == "start" else str(element.get("data-level", ""))
        if event == "end":
            level -= name == "level"
            continue
        attributes = attributes_of(element)
        if name.startswith("level") and name[5:] in {"", "1", "2", "3", "4", "5", "6"}:
            level = int(name[5:]) if name[5:] else level + 1
            element.tag = "section"
            if not name[5:]:
                element.set("data-level", "level")
            if attributes.get("class"):
                element.set("epub-type", attributes["class"])
            continue
        if name == "hd" and name_of(element.getparent()) == "section":
            element.tag = f"h{max(1, min(level, 6))}"
            continue
        if name == "head" and element.getparent() is root:
            continue
        if name in _TYPES:
            element.set("epub-type", _TYPES[name])
        if name in {"noteref", "annoref"}:
            element.set("href", attributes.get("idref", ""))
        elif name == "pagenum":
            label = " ".join(text_in(element).split())
            element.set("title", label or attributes.get("page", ""))
        elif name == "list":
            ordered = attributes.get("type") == "ol"
            element.tag = "ol" if ordered else "ul"
            if attributes.get("type") == "pl":
                element.set("style", "list-style: none")
            if attributes.get("enum"):
                element.set("type", attributes["enum"])
            continue
        elif name == "caption":
            element.tag = "figcaption" if name_of(element.getparent()) == "figure" else "caption"
            continue
        element.tag = _NAMES.get(name, name or element.tag)
