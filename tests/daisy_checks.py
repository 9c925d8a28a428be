"""Looks at a finished talking book with fresh eyes: parses every file anew, counts the MP3 frames, adds up the clips, and says what does not agree.

Nothing of the converters is used here: what they compute is computed a second time, in another way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
_PARSER = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
_MPEG2_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_SAMPLE_RATES = (22_050, 24_000, 16_000)


def parse(path: Path) -> Any:
    return etree.parse(str(path), _PARSER).getroot()


def mp3_seconds(path: Path) -> Fraction:
    """The length of a file of MPEG-2 layer III frames, one channel; ValueError for anything between, before or after the frames."""
    data = path.read_bytes()
    at = frames = 0
    rates = set()
    while at < len(data):
        first, second, third, fourth = data[at : at + 4]
        if first != 0xFF or second & 0xFE != 0xF2:
            raise ValueError(f"{path.name}: no MPEG-2 layer III frame at byte {at}")
        rate, samples = _MPEG2_RATES[third >> 4], _SAMPLE_RATES[third >> 2 & 3]
        if fourth >> 6 != 3:
            raise ValueError(f"{path.name}: more than one channel")
        rates.add((rate, samples))
        at += 72_000 * rate // samples + (third >> 1 & 1)
        frames += 1
    if at != len(data) or len(rates) != 1:
        raise ValueError(f"{path.name}: cut off, or not of constant bit rate: {rates}")
    return Fraction(frames * 576, rates.pop()[1])


def clock_seconds(text: str) -> Fraction:
    """A clock value of SMIL 1.0 or 2.0 in seconds."""
    plain = re.fullmatch(r"(?:npt=)?(\d+(?:\.\d+)?)s", text)
    if plain:
        return Fraction(plain[1])
    full = re.fullmatch(r"(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)", text)
    if not full:
        raise ValueError(f"not a clock value: {text!r}")
    return int(full[1]) * 3600 + int(full[2]) * 60 + Fraction(full[3])


def hhmmss(seconds: Fraction) -> str:
    whole = int(seconds + Fraction(1, 2))
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


@dataclass
class Clip:
    par: str
    text: str
    audio: str
    begin: Fraction
    end: Fraction
    tests: frozenset[str]


@dataclass
class Problems:
    found: list[str] = field(default_factory=list)

    def unless(self, condition: object, what: str) -> None:
        if not condition:
            self.found.append(what)

    def same(self, what: str, said: object, true: object) -> None:
        self.unless(said == true, f"{what}: says {said!r}, is {true!r}")


def local(element: Any) -> str:
    return etree.QName(element).localname


def ids_of(root: Any, name: str, problems: Problems) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in root.iter(etree.Element):
        one = element.get("id")
        if one is not None:
            problems.unless(one not in found, f"{name}: id {one} twice")
            problems.unless(re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", one), f"{name}: id {one} is no NCName")
            found[one] = element
    return found


def check_clips(clips: list[Clip], name: str, lengths: dict[str, Fraction], problems: Problems) -> Fraction:
    """Clips of one SMIL file: none empty, none past its file's end, each begins where the one before ends, all of the file is heard."""
    at = Fraction(0)
    for clip in clips:
        problems.unless(clip.begin < clip.end, f"{name}#{clip.par}: empty clip")
        problems.same(f"{name}#{clip.par} begins", clip.begin, at)
        problems.unless(clip.end <= lengths[clip.audio], f"{name}#{clip.par}: past the end of {clip.audio}")
        at = clip.end
    audio = {clip.audio for clip in clips}
    problems.same(f"{name}: sound files", len(audio), 1)
    problems.unless(
        lengths[clips[0].audio] - at < Fraction(1, 1000), f"{name}: the end of {audio} is not heard"
    )
    return sum((clip.end - clip.begin for clip in clips), Fraction(0))


def check_names(folder: Path, problems: Problems) -> None:
    for path in folder.iterdir():
        problems.unless(re.fullmatch(r"[a-z0-9]{1,10}\.[a-z0-9]{2,4}", path.name), f"file name {path.name}")


def check_order(rows: list[tuple[str, str]], place: dict[str, int], problems: Problems) -> None:
    """(what, address of a par) in the order in which they are heard."""
    known = [place[address] for _what, address in rows if address in place]
    problems.unless(known == sorted(known), "entries are not in the order in which they are heard")
    for what, address in rows:
        problems.unless(address in place, f"{what} leads nowhere: {address}")
    for address, count in Counter(address for _what, address in rows).items():
        problems.unless(count < 3, f"{count} entries lead to {address}")


def references(root: Any, names: tuple[str, ...]) -> Iterator[str]:
    for element in root.iter(etree.Element):
        for name in names:
            if element.get(name):
                yield element.get(name)
