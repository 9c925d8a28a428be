"""What stands on each paper. Pure: facts go in, lines come out; :mod:`printing` makes a PDF of them, :mod:`embossing` braille.

Outside of a bag stand its number and a name: no title, and no word of why somebody cannot come. Only the post asks for more: it carries free what says 盲人读物 (残疾人保障法 50; Universal
Postal Convention, art. 7: *cécogrammes*).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from accessible_reader.deliveries.carrying import Stop
from accessible_reader.deliveries.notices import day_words
from accessible_reader.people.words import say_to
from converters.braille.cells import number_cells

LEAST: Final = 24
"""Points on a label: to be read at arm's length by somebody who sees a little."""
_SHEET: Final = 18
"""Points on a route sheet, as in our large print."""
_BARCODE: Final = {"width": 84, "height": 22}


@dataclass(frozen=True, slots=True)
class Paper:
    """Pages of lines; sizes in millimetres and points. Never printed into logs."""

    title: str
    language: str
    width: int
    height: int
    margin: int
    size: int
    pages: tuple[tuple[dict[str, Any], ...], ...] = field(repr=False)


def spaced(bag: str) -> str:
    """``123 4567``: so that it can be read out."""
    return f"{bag[:3]} {bag[3:]}"


def label(language: str, library: str, bag: str, name: str, svg: str) -> Paper:
    """For the label printer, 100 × 150 mm."""
    lines: list[dict[str, Any]] = [
        {
            "kind": "heading",
            "text": f"{say_to(language, 'paper-bag')} {spaced(bag)}",
            "size": 32,
            "strong": True,
        },
        {"kind": "line", "text": name, "size": 28},
        {"kind": "barcode", "svg": svg, "alt": f"{say_to(language, 'paper-barcode')} {bag}", **_BARCODE},
        {"kind": "line", "text": bag_cells(bag), "size": LEAST},
        {"kind": "line", "text": library, "size": LEAST},
    ]
    return Paper(say_to(language, "paper-label"), language, 100, 150, 7, LEAST, (tuple(lines),))


def card(language: str, to: Sequence[str], back: Sequence[str], svg: str, bag: str) -> Paper:
    """For the post, A5 across: one side to the reader, the other back to the library; the reader turns it over. 盲人读物 stands on both, as the post asks."""

    def side(heading: str, address: Sequence[str]) -> tuple[dict[str, Any], ...]:
        return (
            {"kind": "heading", "text": "盲人读物 CECOGRAMMES", "size": 30, "strong": True},
            {"kind": "line", "text": say_to(language, "paper-free-of-postage"), "size": LEAST},
            {"kind": "rule"},
            {"kind": "line", "text": heading, "size": LEAST},
            *({"kind": "line", "text": one, "size": LEAST, "strong": True} for one in address),
            {
                "kind": "barcode", "svg": svg, "alt": f"{say_to(language, 'paper-barcode')} {bag}", "width": 70,
                "height": 16,
            },
        )  # fmt: skip

    pages = (side(say_to(language, "paper-to"), to), side(say_to(language, "paper-back"), back))
    return Paper(say_to(language, "paper-card"), language, 210, 148, 10, LEAST, pages)


def route_sheet(language: str, library: str, day: date, stops: Sequence[Stop]) -> Paper:
    """For whoever carries, A4 in large print: where, when, what to leave and to take along. Nothing of what anybody reads."""

    def say(code: str, **params: Any) -> str:
        return say_to(language, code, **params)

    nodes: list[dict[str, Any]] = [
        {"kind": "heading", "text": f"{library} {day_words(language, day)}", "size": 24, "strong": True}
    ]
    for stop in stops:
        lines = [
            say("paper-window", begins=f"{stop.begins:%H:%M}", ends=f"{stop.ends:%H:%M}"),
            stop.address,
            say("paper-leave", bag=spaced(stop.bag), pieces=stop.pieces),
            *(say("paper-collect", bag=spaced(one.bag), pieces=one.pieces) for one in stop.collect),
            say("paper-phone", phone=stop.phone) if stop.phone else "",
            say("paper-knock", knock=stop.knock) if stop.knock else "",
            say("paper-password", password=stop.password) if stop.password else "",
            say("paper-receivers", receivers=stop.receivers) if stop.receivers else "",
        ]
        nodes.append({"kind": "rule"})
        nodes.append(
            {
                "kind": "part",
                "text": f"{stop.number}. {stop.name}",
                "size": 22,
                "strong": True,
                "lines": [{"text": one} for one in lines if one],
            }
        )
    return Paper(say("paper-route"), language, 210, 297, 18, _SHEET, (tuple(nodes),))


def bag_cells(bag: str) -> str:
    """The number in braille, which in all our codes is the number sign and the first ten letters. Where the reader feels this line is the front."""
    return number_cells(int(bag))
