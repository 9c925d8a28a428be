"""The last touches: heading levels of a page of ours, ways back from notes, links within the part; and then text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from lxml import etree

_HEADING: Final = re.compile(r"\}h([1-6])$")
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_AFTER_TITLE: Final = 2
"""The page's own title is level 1."""


def put_right(top: Iterable[etree._Element], callers: Mapping[str, str], base: str) -> None:
    """Change the elements in place. ``callers``: note → element from which it is called."""
    headings = [(one, int(found[1])) for root in top for one in root.iter() if (found := _heading(one))]
    highest = min((level for _one, level in headings), default=1)
    before = _AFTER_TITLE - 1
    for one, level in headings:
        # Who goes by headings takes a level that is left out for text that is missing.
        before = min(level - highest + _AFTER_TITLE, before + 1, 6)
        one.tag = f"{{{etree.QName(one).namespace}}}h{before}"
    for root in top:
        for one in root.iter():
            if isinstance(one.tag, str):
                _put_one_right(one, callers, base)


def _heading(element: etree._Element) -> re.Match[str] | None:
    return _HEADING.search(element.tag) if isinstance(element.tag, str) else None


def _put_one_right(one: etree._Element, callers: Mapping[str, str], base: str) -> None:
    name = etree.QName(one).localname
    if name == "img":
        one.set("loading", "lazy")
        for side in ("width", "height"):
            if one.get(side) == "0":
                del one.attrib[side]
    elif name == "a" and not str(one.get("href", "")).startswith(base):
        one.set("rel", "noreferrer")
    elif one.get("role") == "doc-footnote" and one.get("id") in callers:
        back = etree.SubElement(one, f"{{{etree.QName(one).namespace}}}a")
        back.set("href", f"{base}at?id={callers[one.get('id', '')]}")
        back.set("role", "doc-backlink")
        back.set("class", "back")
        back.text = "↩"


def html_of(top: Iterable[etree._Element], ids: Collection[str], base: str) -> str:
    """As HTML (WHATWG): without name spaces, links to ``ids`` shortened."""
    found = []
    for root in top:
        for one in root.iter():
            if not isinstance(one.tag, str):
                continue
            one.tag = etree.QName(one).localname
            for name in [key for key in map(str, one.attrib) if key.startswith("{")]:
                del one.attrib[name]
            href = one.get("href", "")
            target = href.removeprefix(f"{base}at?id=")
            if target != href and target in ids:
                one.set("href", f"#{target}")
        etree.cleanup_namespaces(root)
        text = etree.tostring(root, method="html", encoding="unicode", with_tail=False)
        found.append(re.sub(r' xmlns(:\w+)?="[^"]*"', "", text))
    return "\n".join(found)
