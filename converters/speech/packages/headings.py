"""The headings of a chapter and when each is heard: what a player offers to jump to."""

from __future__ import annotations

from dataclasses import dataclass

from converters.book import Heading
from converters.book.walk import leaf_text, leaves_of
from converters.chapters import chapter_of_key, pieces_with_blocks
from converters.protocol import Conversion, Part
from converters.speech.track import Track


@dataclass(frozen=True, slots=True)
class HeardHeading:
    """``title`` (one line) of heading ``id``, of ``level`` 1 to 6, is heard from ``sample``."""

    id: str
    title: str
    level: int
    sample: int


def headings_in(conversion: Conversion, part: Part, track: Track) -> list[HeardHeading]:
    """In the order in which they are heard. A heading that is not said (empty, or skipped) is left out."""
    times = {line.mark: line.start for line in reversed(track.lines)}
    found = []
    for _piece, _section, language, blocks in pieces_with_blocks(
        conversion.book, chapter_of_key(conversion.book, part.key)
    ):
        for leaf in leaves_of(blocks, "", language):
            if not isinstance(leaf.node, Heading):
                continue
            heard = [
                times[sentence.id]
                for sentence in conversion.sentences.of(leaf.node.id)
                if sentence.id in times
            ]
            title = " ".join(leaf_text(leaf.node).split())
            if heard and title:
                found.append(HeardHeading(leaf.node.id, title, leaf.node.level, heard[0]))
    return sorted(found, key=lambda heading: heading.sample)
