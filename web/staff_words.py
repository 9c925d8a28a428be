"""What staff read about a book: what was found in its file, in plain words, and what can be made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel

from accessible_reader.catalogue.views import EditionView, TitleView
from web.forms import Filled, asked
from web.visit import Visit

FORMATS: Final = (
    "audio-mp3", "daisy-202", "daisy-3", "audio-m4b", "audio-epub", "braille-brf", "braille-pef", "braille-ebraille",
    "large-print-pdf", "large-print-epub", "large-print-docx", "large-print-html",
)  # fmt: skip
"""What staff have made for shelves; what most want first."""
_COUNTS: Final = ("chapters", "pages", "notes", "tables", "formulas")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the report. ``language``: of the value, where it is not the page's."""

    label: str
    value: str
    language: str = ""


class MakeForm(BaseModel):
    """Which format, and how urgent."""

    format: str = asked("select", words="staff-format", max_length=40)
    batch: bool = asked("check", False, words="staff-batch")


def found_in(visit: Visit, title: TitleView, edition: EditionView) -> list[Fact]:
    """Label and value, in the order in which a librarian checks them."""
    words, counts = visit.words, edition.counts
    language = title.language if title.language != words.language else ""
    found = [Fact(words("staff-found-title"), title.name, language)]
    authors = words.list(title.authors) if title.authors else words("staff-found-nobody")
    found.append(Fact(words("book-role-aut"), authors, language if title.authors else ""))
    found.append(Fact(words("facet-language"), words.name_of(edition.language)))
    found += [
        Fact(words(f"staff-count-{name}"), words.number(counts[name])) for name in _COUNTS if counts.get(name)
    ]
    if counts:
        found.append(Fact(words("staff-count-pictures"), _pictures(visit, counts)))
    if edition.identifier:
        found.append(Fact(words("staff-found-identifier"), edition.identifier))
    if edition.publisher:
        found.append(Fact(words("book-publisher"), f"{edition.publisher} {edition.published}".strip()))
    found.append(Fact(words("ask-rights"), words(f"rights-{edition.rights.replace('_', '-')}")))
    return found


def _pictures(visit: Visit, counts: dict[str, Any]) -> str:
    there, described = counts.get("pictures", 0), counts.get("pictures_described", 0)
    decorative = counts.get("pictures_decorative", 0)
    if not there:
        return visit.words("staff-pictures-none")
    return visit.words("staff-pictures", described=described, without=max(0, there - described - decorative))


def make_form(visit: Visit, edition: EditionView) -> Filled[MakeForm] | None:
    """The formats that can be asked for; None where there is no file to make them of."""
    if not edition.has_file or edition.withdrawn:
        return None
    return Filled(MakeForm, visit.words, {"format": "audio-mp3"}, {"format": format_choices(visit)})


def format_choices(visit: Visit) -> list[tuple[str, str]]:
    """Value and words."""
    return [(one, visit.words(f"take-{one}")) for one in FORMATS]


def format_name(visit: Visit, name: str) -> str:
    """What a format is called, also one that readers are not offered."""
    return visit.words(f"take-{name}") if visit.words.has(f"take-{name}") else visit.words(f"format-{name}")
