"""XML as bytes: declaration, document type, charset; and one line of text for labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree

from converters.marked_text import xml_text

_VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "param"})

_INLINE = frozenset(
    {
        *(
            "a",
            "span",
            "sent",
            "em",
            "strong",
            "sub",
            "sup",
            "code",
            "img",
            "br",
            "noteref",
            "pagenum",
            "text",
        ),
        *("audio", "doctitle", "w", "html", "smil", "dtbook"),
    }
)
"""Elements that stand in a line of text, or that stay on the line of what is around them."""


def one_line(text: str) -> str:
    """``text`` as a label: XML's characters only, blanks folded."""
    return " ".join(xml_text(text).split())


def new_root(namespace: str, tag: str, **attributes: str) -> Any:
    """A document's root, in its default namespace."""
    nsmap: dict[Any, str] = {None: namespace}
    return etree.Element(f"{{{namespace}}}{tag}", attributes, nsmap=nsmap)


def add(parent: Any, tag: str, text: str | None = None, **attributes: str | None) -> Any:
    """A new last child of ``parent`` in its namespace. Attributes that are None are left out; ``_`` in a name is ``-``, at its end nothing."""
    namespace = etree.QName(parent).namespace
    name = f"{{{namespace}}}{tag}" if namespace and ":" not in tag and not tag.startswith("{") else tag
    made = etree.SubElement(parent, name)
    for key, value in attributes.items():
        if value is not None:
            made.set(key.rstrip("_").replace("_", "-"), xml_text(value))
    if text is not None:
        made.text = xml_text(text)
    return made


def write_xml(path: Path, root: Any, doctype: str, charset: str = "utf-8", *, html: bool = False) -> None:
    """Write the document. ``html``: empty elements get an end tag where HTML wants one, for players that read XHTML as HTML."""
    if html:
        for element in root.iter(etree.Element):
            if not len(element) and not element.text and etree.QName(element).localname not in _VOID:
                element.text = ""
    _break_lines(root)
    body = etree.tostring(root, encoding="unicode")
    text = f'<?xml version="1.0" encoding="{charset}"?>\n{doctype}\n{body}\n'
    path.write_bytes(text.encode(charset))


def _break_lines(root: Any) -> None:
    """An element a line, where blanks mean nothing: between elements that stand one below the other."""
    for element in root.iter(etree.Element):
        if etree.QName(element).localname not in _INLINE and not (element.tail or "").strip():
            element.tail = "\n"
