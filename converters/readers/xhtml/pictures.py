"""Pictures: which file, which words. Drawings (SVG) give their title, their description and the words written in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from converters.book import Image, Paragraph, Text
from converters.readers.xhtml.context import BuildContext
from converters.readers.xhtml.names import attributes_of, name_of, text_in

_FILE_NAME = re.compile(r"[\w\-. %()]{1,120}\.(?:jpe?g|png|gif|svgz?|webp|bmp|tiff?|avif)", re.IGNORECASE)
_BOILERPLATE = frozenset(
    {"image", "img", "picture", "photo", "figure", "graphic", "图片", "圖片", "插图", "插圖", "[image]"}
)
_LARGEST_SVG = 20_000_000


@dataclass(slots=True)
class FoundPicture:
    """``pieces`` for the line: pictures and, from drawings, words; ``whole`` False: the element's children are to be read instead."""

    pieces: list[Any] = field(default_factory=list)
    whole: bool = True


def alternative_of(attributes: dict[str, str]) -> str | None:
    """Alternative text: "" for decoration, None where nobody wrote one. A file name, or "image", is nobody's words.

    Order of ARIA's accessible name: ``aria-label``, ``alt``, ``title``.
    """
    if attributes.get("aria-hidden", "").lower() == "true" or attributes.get("role") in {
        "presentation",
        "none",
    }:
        return ""
    for name in ("aria-label", "alt", "title", "xlink:title"):
        written = " ".join(attributes.get(name, "").split())
        if written and not _FILE_NAME.fullmatch(written) and written.lower() not in _BOILERPLATE:
            return written
        if name == "alt" and "alt" in attributes and not written:
            return ""
    return None


def read_picture(
    element: etree._Element, name: str, attributes: dict[str, str], document: str, context: BuildContext
) -> FoundPicture:
    """What ``<img>``, ``<svg>``, ``<image>``, ``<object>`` and ``<input type="image">`` give."""
    if name == "svg":
        return _drawing(element, attributes, document, context)
    if name == "input":
        if attributes.get("type", "").lower() != "image":
            return FoundPicture()
        return FoundPicture([_image(attributes.get("src"), attributes, document, context)])
    if name in {"object", "embed"}:
        return _object(element, attributes, document, context)
    href = attributes.get("src") if name == "img" else attributes.get("xlink:href") or attributes.get("href")
    image = _image(href, attributes, document, context)
    described = attributes.get("aria-describedby")
    if described:
        words = _hidden_description(element, described)
        if words:
            context.descriptions[id(image)] = (image, (Paragraph((Text(words),)),))
    return FoundPicture([image])


def _image(href: str | None, attributes: dict[str, str], document: str, context: BuildContext) -> Image:
    resource = context.load_image(document, href) if href else None
    return Image(resource.id if resource else None, alternative_of(attributes))


def _object(
    element: etree._Element, attributes: dict[str, str], document: str, context: BuildContext
) -> FoundPicture:
    href = attributes.get("data") or attributes.get("src") or ""
    is_picture = attributes.get("type", "").startswith("image/") or bool(
        _FILE_NAME.fullmatch(href.rpartition("/")[2])
    )
    words = " ".join(text_in(element).split())
    if not is_picture:
        return FoundPicture(whole=False)
    resource = context.load_image(document, href)
    return FoundPicture([Image(resource.id if resource else None, words or alternative_of(attributes))])


def _hidden_description(element: etree._Element, identities: str) -> str:
    """The description that ``aria-describedby`` names, where it is hidden from sight: a visible one is read at its own place."""
    words: list[str] = []
    tree = element.getroottree()
    for identity in identities.split()[:5]:
        for found in cast("list[Any]", tree.xpath("//*[@id=$wanted]", wanted=identity))[:1]:
            attributes = attributes_of(found)
            style = attributes.get("style", "").replace(" ", "")
            if "hidden" in attributes or "display:none" in style or attributes.get("aria-hidden") == "true":
                words.append(" ".join(text_in(found).split()))
    return " ".join(words)


def _drawing(
    element: etree._Element, attributes: dict[str, str], document: str, context: BuildContext
) -> FoundPicture:
    """An ``<svg>``: pictures in it, its title and description, and each of its texts as a line of its own."""
    titles: dict[str, str] = {}
    texts: list[str] = []
    links: list[dict[str, str]] = []
    shapes = 0
    walk = etree.iterwalk(element, events=("start",))
    for _event, child in walk:
        name = name_of(child)
        if name in {"title", "desc"}:
            if name not in titles:
                titles[name] = " ".join(text_in(child).split())
            walk.skip_subtree()
        elif name in {"style", "script", "metadata"}:
            walk.skip_subtree()
        elif name in {"text", "foreignobject"}:
            texts.append(" ".join(" ".join(str(text) for text in child.itertext()).split()))
            walk.skip_subtree()
        elif name == "image":
            links.append(attributes_of(child))
        elif name not in {"svg", "g", "defs", "a", "clippath", "mask"}:
            shapes += 1
    alternative = alternative_of(attributes)
    if alternative is None:
        alternative = ". ".join(text for text in (titles.get("title"), titles.get("desc")) if text) or None
    pieces: list[Any] = []
    if links and not shapes:
        for link in links:
            own = alternative_of(link)
            resource = context.load_image(document, link.get("xlink:href") or link.get("href") or "")
            pieces.append(Image(resource.id if resource else None, own if own is not None else alternative))
    elif shapes or texts or alternative:
        tail, element.tail = element.tail, None
        data = etree.tostring(element, encoding="utf-8")
        element.tail = tail
        resource = context.keep_svg(document, data) if len(data) < _LARGEST_SVG else None
        pieces.append(Image(resource.id if resource else None, alternative))
    return FoundPicture([*pieces, *(text for text in texts if text)])


def label_of(element: etree._Element) -> str:
    """The mark of a note reference as printed; where it is a picture, that picture's alternative text."""
    words = " ".join(text_in(element).split())
    if not words:
        words = next((alt for child in element.iter() if (alt := attributes_of(child).get("alt"))), "")
    return words[:40]


def unused_cases(switch: etree._Element) -> list[Any]:
    """The children of an ``epub:switch`` that are not read: MathML is what we can show, else the default (EPUB 3.0, clause 2.1.4)."""
    children = [child for child in switch if name_of(child) in {"case", "default"}]
    chosen = next((c for c in children if any(name_of(d) == "math" for d in c.iter())), None)
    if chosen is None:
        chosen = next((c for c in children if name_of(c) == "default"), children[0] if children else None)
    return [child for child in children if child is not chosen]
