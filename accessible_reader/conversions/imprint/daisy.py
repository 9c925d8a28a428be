"""Talking books: in the head of every document that has one, and in front of the text; nothing that a player plays is touched."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Final

from lxml import etree

from accessible_reader.conversions.imprint.books import PARSER
from accessible_reader.conversions.imprint.words import Imprint

_DC: Final = "http://purl.org/dc/elements/1.1/"
_DTBOOK: Final = "http://www.daisy.org/z3986/2005/dtbook/"
_XML_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_SIZE: Final = re.compile(rb'(name="ncc:kByteSize" content=")\d+')
_TITLES: Final = frozenset({"doctitle", "covertitle", "docauthor"})


def stamp_ncc(path: Path, imprint: Imprint) -> None:
    """``dc:rights`` in the head of DAISY 2.02's ``ncc.html``, and the size of all files as it is after marking."""
    data = _with_rights(path.read_bytes(), imprint)
    others = sum(file.stat().st_size for file in path.parent.iterdir() if file != path)
    kilobytes = round((others + len(data)) / 1024)
    path.write_bytes(_SIZE.sub(rb"\g<1>%d" % kilobytes, data, count=1))


def stamp_title_text(path: Path, imprint: Imprint) -> None:
    """The text file with the title of a DAISY 2.02 book: ``dc:rights`` in its head, lines after the title."""
    data = _with_rights(path.read_bytes(), imprint)
    tag = escape(imprint.language, quote=True)
    lines = "".join(f"<p>{escape(line)}</p>" for line in imprint.lines)
    block = f'<div class="imprint" lang="{tag}" xml:lang="{tag}">{lines}</div>'.encode(
        "ascii", "xmlcharrefreplace"
    )
    before, found, rest = data.rpartition(b"</body>")
    if not found:
        raise ValueError("a text without body")
    path.write_bytes(before + block + found + rest)


def stamp_opf(path: Path, imprint: Imprint) -> None:
    """The package file of a DAISY 3 book, which has the old Dublin Core names: ``dc:Rights``."""
    tree = etree.parse(path, PARSER)
    for holder in tree.iter("{*}dc-metadata"):
        rights = etree.SubElement(holder, f"{{{_DC}}}Rights")
        rights.text = imprint.statement
        break
    else:
        raise ValueError("a package without metadata")
    path.write_bytes(etree.tostring(tree, xml_declaration=True, encoding="utf-8"))


def stamp_dtbook(path: Path, imprint: Imprint) -> None:
    """The text of a DAISY 3 book: ``dc:Rights`` in its head, a level of its own in its front matter, after title and authors."""
    tree = etree.parse(path, PARSER)
    head = tree.find(f"{{{_DTBOOK}}}head")
    front = tree.find(f".//{{{_DTBOOK}}}frontmatter")
    if head is None or front is None:
        raise ValueError("a DTBook without head or front matter")
    etree.SubElement(head, f"{{{_DTBOOK}}}meta", {"name": "dc:Rights", "content": imprint.statement})
    level = etree.Element(f"{{{_DTBOOK}}}level1", {"class": "imprint", _XML_LANG: imprint.language})
    for line in imprint.lines:
        etree.SubElement(level, f"{{{_DTBOOK}}}p").text = line
    after = sum(etree.QName(one).localname in _TITLES for one in front)
    front.insert(after, level)
    path.write_bytes(etree.tostring(tree, xml_declaration=True, encoding="utf-8"))


def _with_rights(data: bytes, imprint: Imprint) -> bytes:
    statement = escape(imprint.statement, quote=True).encode("ascii", "xmlcharrefreplace")
    head, found, rest = data.partition(b"</head>")
    if not found:
        raise ValueError("a document without head")
    return head + b'<meta name="dc:rights" content="' + statement + b'"/>' + found + rest
