"""Ruby: base text with its reading beside it, kept as pairs so that each is read once."""

from __future__ import annotations

from lxml import etree

from converters.book import Ruby, Text
from converters.readers.xhtml.names import name_of


def read_ruby(element: etree._Element) -> list[Ruby | str]:
    """The pairs of a ``<ruby>`` (HTML, clause 4.5.10; ``rb`` and ``rtc`` of XHTML 1.1 too); plain strings where a base has no reading.

    ``rp`` is for browsers without ruby and left out; of two readings (``rtc``) the first is kept.
    """
    bases: list[str] = []
    readings: list[str] = []
    result: list[Ruby | str] = []
    inside: list[str] = []
    closed = False

    def settle() -> None:
        nonlocal closed
        result.extend(_pairs(bases, readings))
        bases.clear()
        readings.clear()
        closed = False

    def take(text: str | None) -> None:
        if not text:
            return
        if "rp" in inside or "script" in inside or "style" in inside:
            return
        if "rtc" in inside and readings and not closed:
            return
        if "rt" in inside or "rtc" in inside:
            if not readings:
                readings.append("")
            readings[-1] += text
            return
        if readings and text.strip():
            settle()
        if readings or not (bases or text.strip()):
            return
        if "rb" in inside or not bases:
            bases[-1:] = [*(bases[-1:] or [""])[:-1], (bases[-1] if bases else "") + text]
        elif text.strip():
            bases[-1] += text

    for event, child in etree.iterwalk(element, events=("start", "end")):
        name = name_of(child)
        if event == "start":
            if child is not element:
                inside.append(name)
            if name == "rb" and "rt" not in inside and "rtc" not in inside:
                if readings:
                    settle()
                bases.append("")
            elif name in {"rt", "rtc"} and not (name == "rt" and "rtc" in inside[:-1] and readings):
                if name == "rt" or not readings:
                    readings.append("")
                closed = name == "rtc" and len(readings) == 1
            take(child.text)
        elif child is not element:
            inside.pop()
            take(child.tail)
    settle()
    return result


def _pairs(bases: list[str], readings: list[str]) -> list[Ruby | str]:
    spoken = [" ".join(reading.split()) for reading in readings]
    bases = [" ".join(base.split()) for base in bases]
    if len(spoken) > len(bases) or (len(spoken) == 1 and len(bases) > 1):
        bases, spoken = ["".join(bases)], ["".join(spoken)]
    spoken += [""] * (len(bases) - len(spoken))
    pairs: list[Ruby | str] = []
    for base, reading in zip(bases, spoken, strict=True):
        if base and reading:
            pairs.append(Ruby((Text(base),), reading))
        elif base or reading:
            pairs.append(base or reading)
    return pairs
