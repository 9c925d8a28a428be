"""The media overlay of one document: which sound belongs to which element, in order, nested as the text is.

Source: EPUB 3.3, section 9 (Media Overlays); skippable and escapable structures: 9.3.4 and 9.3.5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from converters.marked_text.vocabulary import EPUB_TYPE
from converters.speech.engine import SAMPLE_RATE
from converters.speech.track import Track, cues_of

SMIL: Final = "http://www.w3.org/ns/SMIL"
OPS: Final = "http://www.idpf.org/2007/ops"

_ESCAPABLE: Final = {
    "table": "table", "tr": "table-row", "td": "table-cell", "th": "table-cell",
    "ul": "list", "ol": "list", "dl": "list", "li": "list-item", "dd": "list-item", "figure": "figure",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clip:
    """``element`` is told from ``start`` to before ``end``, in milliseconds of the track."""

    element: str
    start: int
    end: int


def milliseconds(samples: int) -> int:
    """Rounded down, so that the last clip never ends after its file."""
    return samples * 1000 // SAMPLE_RATE


def clips_of(track: Track, elements: Mapping[str, str], whole: str) -> tuple[Clip, ...]:
    """The clips of a track: without gaps, none empty, the first from 0, the last to the end.

    ``elements`` gives the element of a mark; what belongs to none is told on ``whole``. Neighbours on the same element are one clip.
    """
    heard = {line.mark for line in track.lines if line.end > line.start}
    clips: list[Clip] = []
    for cue in cues_of(track):
        known = [mark for mark in cue.marks if mark in elements]
        mark = next((mark for mark in known if mark in heard), known[-1] if known else None)
        element = whole if mark is None else elements[mark]
        start, end = milliseconds(cue.start), milliseconds(cue.end)
        if clips and (clips[-1].element == element or end == start):
            clips[-1] = Clip(clips[-1].element, clips[-1].start, end)
        else:
            clips.append(Clip(element, clips[-1].end if clips else 0, end))
    return tuple(clips)


def overlay(body: etree._Element, clips: Sequence[Clip], text: str, audio: str) -> bytes:
    """The SMIL file. ``body`` is the document's, whose structures nest the clips; ``text`` and ``audio`` are addresses from the SMIL file."""
    elements = {element.get("id"): element for element in body.iter(etree.Element) if element.get("id")}
    root = etree.Element(f"{{{SMIL}}}smil", nsmap={None: SMIL, "epub": OPS})  # type: ignore[dict-item]  # None is the default namespace
    root.set("version", "3.0")
    top = etree.SubElement(root, f"{{{SMIL}}}body")
    top.set(f"{{{OPS}}}textref", text)
    open_: list[tuple[str, etree._Element]] = []
    for number, clip in enumerate(clips, 1):
        target = elements[clip.element]
        around = [one for one in _around(target, body) if one.get("id")]
        names = [str(one.get("id")) for one in around]
        same = 0
        while same < len(open_) and same < len(names) and open_[same][0] == names[same]:
            same += 1
        del open_[same:]
        for one, name in zip(around[same:], names[same:], strict=True):
            sequence = etree.SubElement(open_[-1][1] if open_ else top, f"{{{SMIL}}}seq")
            sequence.set(f"{{{OPS}}}textref", f"{text}#{name}")
            if kind := _type_of(one):
                sequence.set(EPUB_TYPE, kind)
            open_.append((name, sequence))
        par = etree.SubElement(open_[-1][1] if open_ else top, f"{{{SMIL}}}par")
        par.set("id", f"par-{number}")
        if target.get(EPUB_TYPE) in {"pagebreak", "noteref"}:
            par.set(EPUB_TYPE, str(target.get(EPUB_TYPE)))
        etree.SubElement(par, f"{{{SMIL}}}text").set("src", f"{text}#{clip.element}")
        sound = etree.SubElement(par, f"{{{SMIL}}}audio")
        sound.set("src", audio)
        sound.set("clipBegin", clock(clip.start))
        sound.set("clipEnd", clock(clip.end))
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def clock(value: int) -> str:
    """Milliseconds as a SMIL clock value: ``h:mm:ss.mmm``."""
    seconds, rest = divmod(value, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{rest:03}"


def _around(target: etree._Element, body: etree._Element) -> list[etree._Element]:
    """Structures that hold ``target``, and itself where it is one, outermost first."""
    found = [target] if _type_of(target) and target.get(EPUB_TYPE) not in {"pagebreak", "noteref"} else []
    for one in target.iterancestors():
        if one is body:
            break
        if _type_of(one) or etree.QName(one).localname == "section":
            found.append(one)
    return found[::-1]


def _type_of(element: etree._Element) -> str:
    return element.get(EPUB_TYPE) or _ESCAPABLE.get(etree.QName(element).localname, "")
