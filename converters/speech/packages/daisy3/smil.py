"""SMIL of DAISY 3: one file a chapter; structures that can be skipped or left are ``seq`` elements.

Source: ANSI/NISO Z39.86-2005, clause 7; escape by ``end="DTBuserEscape;..."`` (7.4.2), skipping by ``customTest`` (7.4.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from converters.speech.packages.daisy.clock import full_clock
from converters.speech.packages.daisy.edition import GENERATOR, Chapter, Edition
from converters.speech.packages.daisy.names import FileNames
from converters.speech.packages.daisy.places import Group
from converters.speech.packages.daisy.xml import add, new_root
from converters.speech.packages.daisy3.skippable import add_tests, skip_test, used_in

SMIL: Final = "http://www.w3.org/2001/SMIL20/"
SMIL_DOCTYPE: Final = '<!DOCTYPE smil PUBLIC "-//NISO//DTD dtbsmil 2005-2//EN" "http://www.daisy.org/z3986/2005/dtbsmil-2005-2.dtd">'
DTBOOK_FILE: Final = "dtbook.xml"
_CLASSES: Final = {
    "prodnote": "prodnote",
    "note": "note",
    "sidebar": "sidebar",
    "table": "table",
    "list": "list",
}


def par_id(chapter: int, number: int) -> str:
    """The id of the ``par`` of phrase ``number`` (from 0). No id comes twice in the whole book: some players look only at what is behind the ``#``."""
    return f"p{chapter:04}_{number + 1:05}"


@dataclass(frozen=True, slots=True)
class ChapterSmil:
    """``sequences``: the id of the first ``seq`` of each group, by the id of the group's block."""

    root: Any
    sequences: dict[str, str]


def chapter_smil(edition: Edition, chapter: Chapter, names: FileNames) -> ChapterSmil:
    """The timing of one chapter."""
    root = new_root(SMIL, "smil")
    head = add(root, "head")
    add(head, "meta", name="dtb:uid", content=edition.facts.uid)
    add(head, "meta", name="dtb:generator", content=GENERATOR)
    add(head, "meta", name="dtb:totalElapsedTime", content=full_clock(chapter.elapsed))
    tests = used_in(chapter)
    if tests:
        add_tests(add(head, "customAttributes"), "customTest", tests, structures=False)
    body = add(root, "body")
    main = add(body, "seq", id=f"m{chapter.number:04}", dur=full_clock(chapter.length), fill="remove")
    writer = _Writer(chapter, names.audio(chapter.number))
    writer.phrases(main)
    return ChapterSmil(root, writer.sequences)


class _Writer:
    def __init__(self, chapter: Chapter, audio: str) -> None:
        self._chapter = chapter
        self._audio = audio
        self._made = 0
        self.sequences: dict[str, str] = {}

    def phrases(self, main: Any) -> None:
        """All phrases of the chapter; neighbours in the same structure share its ``seq``."""
        open_: list[tuple[Group, Any]] = []
        for number, phrase in enumerate(self._chapter.phrases):
            page = phrase.mark in self._chapter.pages
            groups = self._chapter.groups.get(phrase.mark, ())
            same = 0
            while same < len(open_) and same < len(groups) and open_[same][0].id == groups[same].id:
                same += 1
            del open_[same:]
            for group in groups[same:]:
                open_.append((group, self._sequence(open_[-1][1] if open_ else main, group)))
            par = add(
                open_[-1][1] if open_ else main,
                "par",
                id=par_id(self._chapter.number, number),
                class_="pagenum" if page else None,
                customTest="pagenum" if page else None,
            )
            add(par, "text", src=f"{DTBOOK_FILE}#{phrase.element}")
            add(
                par,
                "audio",
                src=self._audio,
                clipBegin=full_clock(phrase.begin),
                clipEnd=full_clock(phrase.end),
            )
            for _group, sequence in open_:
                # Leaving the structure ends it as its last phrase does.
                sequence.set("end", f"DTBuserEscape;{par_id(self._chapter.number, number)}.end")

    def _sequence(self, parent: Any, group: Group) -> Any:
        self._made += 1
        name = f"q{self._chapter.number:04}_{self._made:05}"
        self.sequences.setdefault(group.id, name)
        return add(
            parent, "seq", id=name, class_=_CLASSES[group.kind], customTest=skip_test(group), fill="remove"
        )
