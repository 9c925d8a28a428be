"""What is in a bag and what is still to be fetched, as lines for whoever packs."""

from __future__ import annotations

from dataclasses import dataclass

from accessible_reader.deliveries.bags import BagLine, BagView, BagVolume
from web.deliveries.bag_answers import line_name, volumes_words
from web.deliveries.words import kind_words
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class LineHere:
    """One thing. ``name`` is its heading, in ``language``; ``whole`` the same in the page's language, to tell buttons apart; ``told``: sentences; ``step``: ``out``, ``not-found`` or ""."""

    place: int
    name: str
    language: str
    whole: str
    kind: str
    told: tuple[str, ...]
    step: str


@dataclass(frozen=True, slots=True)
class LinesHere:
    """``open``: not, or not all of it, in the bag; ``inside``: complete; ``not_coming``: struck, or not to be had."""

    open: tuple[LineHere, ...]
    inside: tuple[LineHere, ...]
    not_coming: tuple[LineHere, ...]


def lines_of(visit: Visit, bag: BagView) -> LinesHere:
    """All of them, sorted."""
    opened, inside, without = [], [], []
    for one in bag.lines:
        if one.state in {"chosen", "wanted"}:
            opened.append(_line(visit, one, "not-found"))
        elif one.state == "in_bag" and any(not volume.inside for volume in one.volumes):
            opened.append(_line(visit, one, "out"))
        elif one.state == "in_bag":
            inside.append(_line(visit, one, "out"))
        elif one.state in {"struck", "missing"}:
            without.append(_line(visit, one, ""))
        else:
            inside.append(_line(visit, one, ""))
    return LinesHere(tuple(opened), tuple(inside), tuple(without))


def _line(visit: Visit, line: BagLine, step: str) -> LineHere:
    words = visit.words
    told: list[str] = []
    missing = [one for one in line.volumes if not one.inside]
    if line.state in {"chosen", "in_bag"}:
        if missing and line.state == "in_bag":
            told.append(
                words("staff-bag-lacks", volumes=volumes_words(visit, [one.volume for one in missing]))
            )
        told += [_volume(visit, one) for one in missing]
        if not missing:
            told.append(words("staff-bag-inside", count=len(line.volumes)))
    else:
        told.append(
            words(f"staff-bag-line-{'being-made' if line.being_made else line.state.replace('_', '-')}")
        )
    kind = kind_words(words, line.kind) if line.kind else ""
    name = line.title or words("bag-said-choice")
    language = line.language or words.language
    return LineHere(line.place, name, language, line_name(visit, line), kind, tuple(told), step)


def _volume(visit: Visit, one: BagVolume) -> str:
    words = visit.words
    code = "staff-bag-volume" if one.volumes > 1 else "staff-bag-thing"
    mark = one.shelf_mark or words("staff-bag-no-mark")
    return words(code, number=one.volume, barcode=one.barcode, mark=mark)
