"""SMIL 1.0 of DAISY 2.02: one file a chapter, and ``master.smil`` with the list of them.

Source: DAISY 2.02 Recommendation (2001), 2.3 and 2.4; skippable structures by the Recommendation of 2003 (``system-required``).
"""

from __future__ import annotations

from typing import Any, Final

from lxml import etree

from converters.speech.packages.daisy.clock import rounded_clock, seconds
from converters.speech.packages.daisy.edition import GENERATOR, Chapter, Edition
from converters.speech.packages.daisy.names import FileNames
from converters.speech.packages.daisy.places import SKIPPABLE, GroupKind
from converters.speech.packages.daisy.xml import add

SMIL_DOCTYPE: Final = (
    '<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">'
)
_REQUIRED: Final[dict[GroupKind, str]] = {
    "note": "footnote-on",
    "sidebar": "sidebar-on",
    "prodnote": "prodnote-on",
}


def text_id(chapter: int, number: int) -> str:
    """The id of the ``text`` of phrase ``number`` (from 0): what all addresses of the book lead to, as players know it from older makers.

    No id comes twice in the whole book: some players look only at what is behind the ``#``.
    """
    return f"t{chapter:04}_{number + 1:05}"


def chapter_smil(edition: Edition, chapter: Chapter, names: FileNames) -> Any:
    """The timing of one chapter: a ``par`` a phrase, its text first."""
    root, head = _head(edition)
    add(head, "meta", name="title", content=chapter.title or edition.facts.title)
    add(head, "meta", name="ncc:totalElapsedTime", content=rounded_clock(chapter.elapsed))
    add(head, "meta", name="ncc:timeInThisSmil", content=rounded_clock(chapter.length))
    _layout(head)
    body = add(root, "body")
    sequence = add(body, "seq", dur=f"{seconds(chapter.length)}s")
    audio = names.audio(chapter.number)
    for number, phrase in enumerate(chapter.phrases):
        par = add(
            sequence,
            "par",
            endsync="last",
            id=f"p{chapter.number:04}_{number + 1:05}",
            system_required=_required(chapter, phrase.mark),
        )
        add(
            par, "text", src=f"{names.text(phrase.home)}#{phrase.element}", id=text_id(chapter.number, number)
        )
        add(
            par, "audio", src=audio, id=f"a{chapter.number:04}_{number + 1:05}",
            clip_begin=f"npt={seconds(phrase.begin)}s", clip_end=f"npt={seconds(phrase.end)}s",
        )  # fmt: skip
    return root


def master_smil(edition: Edition, names: FileNames) -> Any:
    """The list of all SMIL files."""
    root, head = _head(edition)
    add(head, "meta", name="dc:title", content=edition.facts.title)
    add(head, "meta", name="ncc:timeInThisSmil", content=rounded_clock(edition.length))
    _layout(head)
    body = add(root, "body")
    for chapter in edition.chapters:
        title = chapter.title or edition.facts.title
        add(body, "ref", title=title, src=names.smil(chapter.number), id=f"smil{chapter.number:05}")
    return root


def _required(chapter: Chapter, mark: str) -> str | None:
    if mark in chapter.pages:
        return "pagenumber-on"
    # One test a phrase is all there is: the outermost structure has it, so that leaving that out leaves out all in it.
    skippable = [group.kind for group in chapter.groups.get(mark, ()) if group.kind in SKIPPABLE]
    return _REQUIRED[skippable[0]] if skippable else None


def _head(edition: Edition) -> tuple[Any, Any]:
    root = etree.Element("smil")
    head = add(root, "head")
    add(head, "meta", name="dc:format", content="Daisy 2.02")
    add(head, "meta", name="dc:identifier", content=edition.facts.uid)
    add(head, "meta", name="ncc:generator", content=GENERATOR)
    return root, head


def _layout(head: Any) -> None:
    add(add(head, "layout"), "region", id="txtView")
