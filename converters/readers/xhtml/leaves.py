"""From a gathered line to the leaf it is: paragraph, heading, picture, formula, line of verse, change of scene."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from converters.book import (
    Block,
    Figure,
    Heading,
    Image,
    LineBreak,
    Math,
    MathBlock,
    PageBreak,
    PageMarker,
    Paragraph,
    Separator,
    Text,
)
from converters.book.inlines import Container
from converters.readers.xhtml.frames import Frame
from converters.readers.xhtml.inline_buffer import only_marks
from converters.readers.xhtml.verse import Line

_SCENE_BREAK = re.compile(
    r"[\s*\u2217\u2022\u00b7~_\-\u2013\u2014\u2042#=+\u2605\u2606\u25c6\u25c7\u203b\u2766\u2767.]*"
)


@dataclass(frozen=True, slots=True)
class LeafPlace:
    """Where a leaf stands: its frame, the definition list it may be a term of, its group in a poem (None outside), and who gives it an id."""

    frame: Frame
    definitions: Frame | None
    group: int | None
    take_id: Callable[[], str]
    describe: Callable[[Image], tuple[Block, ...]]
    """The long description of a picture."""

    @property
    def language(self) -> str | None:
        """The language to write on the leaf: None where it is that of what is around it."""
        return self.frame.language if self.frame.language != self.frame.base else None


def leaves_of(content: tuple[Any, ...], place: LeafPlace) -> list[Any]:
    """The leaf of ``content``; page breaks at its end stand after it, and alone for themselves."""
    if only_marks(content):
        return [PageBreak(marker.label, marker.id) for marker in _markers(content)]
    tail: list[Any] = []
    while content and (isinstance(content[-1], PageMarker) or _is_blank(content[-1])):
        if isinstance(content[-1], PageMarker):
            tail.insert(0, PageBreak(content[-1].label, content[-1].id))
        content = content[:-1]
    return [*_leaf(content, place), *tail]


def _leaf(content: tuple[Any, ...], place: LeafPlace) -> list[Any]:
    frame, language = place.frame, place.language
    if frame.kind == "heading":
        return [Heading(frame.data["level"], content, place.take_id(), language)]
    if frame.kind == "term":
        term = Paragraph(content, place.take_id(), language)
        if place.definitions is not None:
            place.definitions.data["terms"][id(term)] = term
        return [term]
    if place.group is not None:
        return [Line(content, place.group, place.take_id(), language, frame.data.get("indent", 0))]
    images = _only_images(content)
    if images:
        return [
            Figure(
                image.resource,
                image.alternative,
                place.describe(image),
                (),
                place.take_id(),
                language,
            )
            for image in images
        ]
    if len(content) == 1 and frame.kind != "caption":
        if isinstance(content[0], Math):
            return [MathBlock(content[0].mathml, content[0].alternative, place.take_id(), language)]
        if isinstance(content[0], Text) and _is_scene_break(content[0].text):
            return [Separator(place.take_id())]
    return [Paragraph(content, place.take_id(), language)]


def _is_scene_break(words: str) -> bool:
    """Stars, dots or lines alone: ``* * *``."""
    return len(words) < 40 and bool(_SCENE_BREAK.fullmatch(words)) and len(words.replace(" ", "")) >= 3


def _is_blank(node: Any) -> bool:
    return isinstance(node, Text) and not node.text.strip(" ")


def _markers(content: tuple[Any, ...]) -> list[PageMarker]:
    found: list[PageMarker] = []
    for node in content:
        if isinstance(node, PageMarker):
            found.append(node)
        elif isinstance(node, Container):
            found += _markers(node.children)
    return found


def _only_images(content: tuple[Any, ...]) -> list[Image]:
    """The pictures of a line that holds nothing else; empty where there are words too."""
    images: list[Image] = []
    for node in content:
        if isinstance(node, Image):
            images.append(node)
        elif isinstance(node, Container):
            inner = _only_images(node.children)
            if not inner:
                return []
            images += inner
        elif not (_is_blank(node) or isinstance(node, LineBreak)):
            return []
    return images
