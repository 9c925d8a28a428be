"""The chapters of a plain text: which lines head them, and which only list them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from converters.readers.plain_text.blocks import PAGE, is_separator
from converters.readers.plain_text.headings import (
    HeadingLine,
    bare_number,
    contents_line,
    heading_of,
    titles_next,
)
from converters.readers.plain_text.layout import Layout, Line


@dataclass(frozen=True, slots=True)
class Found:
    """A heading in the lines ``start`` to ``stop`` (exclusive); ``title`` is its second line, where the number stands alone."""

    start: int
    stop: int
    heading: HeadingLine
    title: str = ""


@dataclass(frozen=True, slots=True)
class Chapters:
    """The headings in order, and the half-open range of lines that is a contents list."""

    found: tuple[Found, ...]
    contents: tuple[int, int] | None = None


def find_chapters(lines: Sequence[Line], layout: Layout, language: str) -> Chapters:
    """Headings of ``lines`` in order."""
    candidates = [
        Found(at, at + 1, heading)
        for at, line in enumerate(lines)
        if line.text
        and (heading := heading_of(line.text)) is not None
        and not contents_line(line.text)
        and _stands_alone(lines, at, layout, heading)
    ]
    contents, rest = _without_contents(lines, candidates)
    if sum(found.heading.rank <= 2 and found.heading.role in {"chapter", "part"} for found in rest) < 2:
        rest = sorted([*rest, *_bare_numbers(lines)], key=lambda found: found.start)
    limits = [*(found.start for found in rest), len(lines)][1:]
    return Chapters(
        tuple(
            _with_title(found, lines, layout, language, limit)
            for found, limit in zip(rest, limits, strict=True)
        ),
        contents,
    )


def _stands_alone(lines: Sequence[Line], at: int, layout: Layout, heading: HeadingLine) -> bool:
    """In text broken by hand a heading has a blank line before it; else it is a line of a paragraph."""
    before = lines[at - 1].text if at else ""
    free = not before or before == PAGE or is_separator(before) or heading_of(before) is not None
    if layout.wrap:
        return free
    if heading.role not in {"chapter", "part"} and heading.rank == 2 and layout.indent == 0:
        # A one-word line such as "Notes" or "序" may be an item of a list; a heading is followed by more.
        return free or at + 1 < len(lines)
    return True


def _without_contents(
    lines: Sequence[Line], candidates: list[Found]
) -> tuple[tuple[int, int] | None, list[Found]]:
    """Take out the entries of a contents list at the front: close together, and repeated further on."""
    last = {found.heading.key: at for at, found in enumerate(candidates)}
    listed: list[int] = []
    for at, found in enumerate(candidates):
        following = candidates[at + 1].start if at + 1 < len(candidates) else len(lines)
        between = sum(bool(line.text) for line in lines[found.stop : min(following, found.stop + 40)])
        if last[found.heading.key] > at and between <= 3 and following - found.stop < 40:
            listed.append(at)
        elif listed and found.heading.role != "toc":
            break
    dotted = [at for at, line in enumerate(lines[:3000]) if line.text and contents_line(line.text)]
    start, stop = len(lines), 0
    if len(listed) >= 3:
        start, stop = candidates[listed[0]].start, candidates[listed[-1]].stop
    if len(dotted) >= 3:
        start, stop = min(start, dotted[0]), max(stop, dotted[-1] + 1)
    if start >= stop:
        return None, candidates
    # Lines right after the last entry still belong to the list, up to the first real heading or a gap of two lines.
    first_real = next((found.start for found in candidates if found.start >= stop), len(lines))
    stop = min(stop, first_real)
    return (start, stop), [found for found in candidates if not start <= found.start < stop]


def _bare_numbers(lines: Sequence[Line]) -> list[Found]:
    """Chapters headed by a number alone, where at least three stand in order between blank lines."""
    found: list[Found] = []
    for at, line in enumerate(lines):
        if not line.text or len(line.text) > 10 or line.text == PAGE:
            continue
        alone = (at == 0 or not lines[at - 1].text) and (at + 1 == len(lines) or not lines[at + 1].text)
        if alone and bare_number(line.text) == len(found) + 1:
            heading = HeadingLine(line.text, 2, f"number {len(found) + 1}", "chapter", bare=True)
            found.append(Found(at, at + 1, heading))
    return found if len(found) >= 3 else []


def _with_title(found: Found, lines: Sequence[Line], layout: Layout, language: str, limit: int) -> Found:
    """``found`` with the lines of its title that follow the first."""
    at = found.stop
    if not found.heading.bare:
        # A title broken by hand goes on to the blank line.
        pieces: list[str] = []
        while layout.wrap and at < limit and _goes_on(lines[at].text) and len(pieces) < 3:
            pieces.append(lines[at].text)
            at += 1
        whole = at >= limit or not lines[at].text or is_separator(lines[at].text)
        if pieces and whole and len(found.heading.text) > layout.wrap * 0.6 and sum(map(len, pieces)) < 160:
            return Found(found.start, at, found.heading, " ".join(pieces))
        return found
    blank = 0
    while at < limit and not lines[at].text and blank < 2:
        at += 1
        blank += 1
    if at >= limit or is_separator(lines[at].text) or not titles_next(lines[at].text, language):
        return found
    after_free = at + 1 >= limit or not lines[at + 1].text or lines[at + 1].indent > lines[at].indent
    if (layout.wrap or blank) and not after_free:
        return found
    if not any(line.text for line in lines[at + 1 : limit]):
        return found  # the only line of the chapter is its text
    return Found(found.start, at + 1, found.heading, lines[at].text)


def _goes_on(text: str) -> bool:
    return bool(text) and text != PAGE and not is_separator(text)
