"""How a plain text is laid out: paragraphs between blank lines, indented, or one a line; lines broken by hand or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from unicodedata import east_asian_width

_WIDE_TEXT: Final = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
)
_SAMPLE_LINES: Final = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its indent. ``indent`` and ``width`` in columns, a Han character two; ``text`` is "" for a blank line."""

    text: str
    indent: int = 0

    @property
    def width(self) -> int:
        """Columns of the text."""
        if len(self.text) > 500:  # longer than any line broken by hand: no need to be exact
            return len(self.text)
        return len(self.text) + len(_WIDE_TEXT.findall(self.text))


@dataclass(frozen=True, slots=True)
class Layout:
    """``wrap``: columns at which lines were broken by hand, 0 when every line is whole; ``indent``: of ordinary text (0: flush left)."""

    wrap: int
    indent: int
    first_indent: bool
    """Paragraphs begin with an indent (and need no blank line between them)."""


def measure(raw: str) -> Line:
    """One line of the file, with its indent counted: a tab is four columns, an ideographic blank two."""
    text = raw.strip()
    if not text:
        return Line("")
    lead = raw[: len(raw) - len(raw.lstrip())]
    return Line(text, sum({"\t": 4, "\u3000": 2}.get(c, 1) for c in lead))


def find_layout(lines: Sequence[Line]) -> Layout:
    """The layout of most of ``lines``."""
    step = max(1, len(lines) // _SAMPLE_LINES)
    sample = (
        lines
        if step == 1
        else [line for at in range(0, len(lines), step * 50) for line in lines[at : at + 50]]
    )
    wrap = _wrap_of(sample)
    indents: Counter[int] = Counter()
    for line in sample:
        indents[line.indent] += min(line.width, 200)
    total = sum(indents.values())
    if not wrap:
        # Headings are often flush left where the text is indented: of two usual indents the deeper is still no verse.
        return Layout(
            0, max((indent for indent, weight in indents.items() if weight * 4 >= total), default=0), False
        )
    usual = indents.most_common(1)[0][0]
    flush = min([usual, *(indent for indent, weight in indents.items() if weight * 20 > total)])
    first = [
        after.indent > flush
        for before, after in pairwise(sample)
        if before.text and after.text and before.indent == flush
    ]
    pairs = len(first)
    return Layout(wrap, flush, first_indent=bool(pairs) and 0.04 < sum(first) / pairs < 0.7)


def _wrap_of(lines: Sequence[Line]) -> int:
    """The column at which lines were broken, or 0.

    The proof is in the pairs: in a text broken by hand the next word would not have fitted on the line.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if a.text and b.text]
    if len(pairs) < 3:
        return 0
    ends = sorted(a.indent + a.width for a, _ in pairs)
    limit = ends[int(len(ends) * 0.95)]
    if not 30 <= limit <= 130:
        return 0
    # Only long lines can prove it: lines of verse, lists and headings are short in any text.
    long = [(a, b) for a, b in pairs if (a.indent + a.width) * 2 > limit]
    full = sum(a.indent + a.width + first_word_width(b) > limit - 4 for a, b in long)
    return limit if len(long) >= 3 and full >= len(long) * 0.6 else 0


def first_word_width(line: Line) -> int:
    """Columns that the first word of ``line`` needs, with the blank before it."""
    first = line.text[0]
    if east_asian_width(first) in "WF":
        return 2
    return 1 + len(line.text[:200].split(None, 1)[0])


def join_lines(lines: Sequence[str], known_words: frozenset[str] = frozenset()) -> str:
    """One paragraph from lines broken by hand: Chinese without blanks, hyphens at line ends kept unless ``known_words`` has the whole word."""
    pieces: list[str] = []
    for line in lines:
        if not pieces:
            pieces.append(line)
            continue
        last = pieces[-1]
        if _WIDE_TEXT.match(last[-1]) or _WIDE_TEXT.match(line[0]):
            pieces.append(line)
        elif last.endswith("-") and not last.endswith("--") and line[0].isalpha():
            halves = re.search(r"([^\W\d_]+)-$", last), re.match(r"[^\W\d_]+", line)
            if halves[0] and halves[1] and (halves[0][1] + halves[1][0]).lower() in known_words:
                pieces[-1] = last[:-1]
            pieces.append(line)
        elif last.endswith("--") or line.startswith("--"):
            pieces.append(line)
        else:
            pieces.append(" " + line)
    return "".join(pieces)
