"""The form with which a delivery is asked for, by a patron, a carer, or a librarian who takes it down on the telephone; and the wish it becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, Literal, Protocol

from pydantic import BaseModel

from accessible_reader.catalogue.models import COPY_KINDS
from accessible_reader.deliveries.fields import MOST_ITEMS, WEEKDAYS, Tastes, VisitWish, Wanted
from accessible_reader.deliveries.models import MEANS, PARTS
from accessible_reader.errors import NotAllowed
from converters.errors import ConversionError
from converters.registry import get_converter
from web.deliveries.numbers import Amount, Count
from web.deliveries.sides import Side
from web.deliveries.words import kind_words
from web.forms import Filled, asked
from web.visit import Visit

NONE: Final = "none"
"""No second or third form."""
OTHER_FORMS: Final = (*COPY_KINDS, NONE)
LEAST_KILOGRAMS: Final = 0.5
MOST_KILOGRAMS: Final = 20
_COMMA: Final = re.compile(r"[,，、;；\n]")
_FORM_OF: Final = {"braille": "braille", "print": "large_print", "audio": "disc"}
"""What somebody likes to read with → what the library brings first."""


class AskForm(BaseModel):
    """In the order of the page."""

    find: str = asked("search", words="deliver-find", default="", max_length=100)
    titles: list[str] = asked("checkboxes", words="deliver-titles", default=[])
    choose: Count = asked("number", words="deliver-choose", default=0, ge=0, le=MOST_ITEMS)
    likes: str = asked(words="deliver-likes", default="", max_length=500)
    dislikes: str = asked(words="deliver-dislikes", default="", max_length=500)
    fetch: bool = asked("check", words="deliver-fetch", default=False)
    first: Literal[COPY_KINDS] = asked("radio", words="deliver-first")  # type: ignore[valid-type]
    second: Literal[OTHER_FORMS] = asked("radio", words="deliver-second", default=NONE)  # type: ignore[valid-type]
    third: Literal[OTHER_FORMS] = asked("radio", words="deliver-third", default=NONE)  # type: ignore[valid-type]
    most_items: Count = asked("number", words="deliver-most-items", ge=1, le=MOST_ITEMS)
    most_kilograms: Amount = asked(
        words="deliver-most-kilograms", ge=LEAST_KILOGRAMS, le=MOST_KILOGRAMS, allow_inf_nan=False
    )
    means: Literal[MEANS] = asked("radio", words="deliver-means", choices=MEANS)  # type: ignore[valid-type]
    days: list[Literal[WEEKDAYS]] = asked("checkboxes", words="deliver-days", default=[])  # type: ignore[valid-type]
    parts: list[Literal[PARTS]] = asked("checkboxes", words="deliver-parts", default=[])  # type: ignore[valid-type]
    note: str = asked("textarea", words="deliver-note", default="", max_length=500)


class Likes(Protocol):
    """What says what one likes to read: a request, a plan, a change."""

    likes: str
    dislikes: str


class Forms(Protocol):
    """What says which forms are wanted, the best first, and how much: a request or a plan."""

    first: str
    second: str
    third: str
    most_kilograms: float


FIELD_OF: Final = {
    "visit-too-many": "most_items",
    "visit-too-heavy-for-post": "most_kilograms",
    "visit-post-not-agreed": "means",
    "visit-nothing-wanted": "find",
    "visit-skip-read-not-agreed": "skip_read",
    "visit-day-past": "first_day",
}
"""Refusals of the service → the field they are about; others are about none."""
_NAME_OF: Final = {"most_grams": "most_kilograms", "formats": "first", "times": "days"}


def wish_of(done: AskForm, *, by_phone: bool, key: str = "") -> VisitWish:
    """What is asked for; ``key``: of the page on which the answers were looked at."""
    return VisitWish(
        titles=tuple(Wanted(one) for one in dict.fromkeys(done.titles)),
        choose=done.choose,
        tastes=tastes_of(done),
        formats=formats_of(done),
        most_items=done.most_items,
        most_grams=grams_of(done),
        times=times_of(done.days, done.parts),
        means=done.means,
        note=done.note,
        fetch=done.fetch,
        by_phone=by_phone,
        key=key,
    )


def tastes_of(done: Likes) -> Tastes:
    """Split where people put commas."""
    return Tastes(*(tuple(x.strip() for x in _COMMA.split(one)) for one in (done.likes, done.dislikes)))


def taste_values(tastes: Tastes) -> dict[str, str]:
    """As they are typed."""
    return {"likes": "，".join(tastes.likes), "dislikes": "，".join(tastes.dislikes)}


def formats_of(done: Forms) -> tuple[str, ...]:
    """The best first."""
    return tuple(one for one in (done.first, done.second, done.third) if one != NONE)


def grams_of(done: Forms) -> int:
    """The service counts in grams."""
    return round(done.most_kilograms * 1000)


def times_of(days: Sequence[str], parts: Sequence[str]) -> tuple[str, ...]:
    """Each of the parts on each of the days; where one of the two was left open, all of them. Nothing for nothing: then the usual times hold."""
    if not days and not parts:
        return ()
    return tuple(
        f"{day}-{part}"
        for day in WEEKDAYS
        for part in PARTS
        if (not days or day in days) and (not parts or part in parts)
    )


def form_choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    """What the lists of forms, days and parts of the day offer."""
    words = visit.words
    kinds = [(one, kind_words(words, one)) for one in COPY_KINDS]
    others = [(NONE, words("deliver-no-other-form")), *kinds]
    return {
        "first": kinds,
        "second": others,
        "third": others,
        "days": [(one, words(f"deliver-weekday-{one}")) for one in WEEKDAYS],
        "parts": [(one, words("deliver-part", part=one)) for one in PARTS],
        "part": [(one, words("deliver-part", part=one)) for one in PARTS],
    }


def usual_values(visit: Visit, side: Side) -> dict[str, Any]:
    """Forms as they read, and amounts that one person can carry up the stairs."""
    try:
        chosen = visit.service.preferences.of(visit.person_id, side.subject).format
    except NotAllowed:  # a carer who may plan and not ask
        chosen = None
    first = _FORM_OF.get(get_converter(chosen).kind, "") if chosen else ""
    forms = (first, NONE, NONE) if first else ("braille", "large_print", "disc")
    return {
        **dict(zip(("first", "second", "third"), forms, strict=True)),
        "most_items": "4",
        "most_kilograms": "5",
    }


def check_forms(form: Filled[Any]) -> None:
    """A form is not named twice; a third one only after a second."""
    done = form.done
    if done is None:
        return
    if done.second == done.first or (done.second == NONE and done.third == done.first):
        form.errors["second" if done.second == done.first else "third"] = form.words("deliver-form-twice")
    elif done.third != NONE and done.third in {done.first, done.second}:
        form.errors["third"] = form.words("deliver-form-twice")


def check_amounts(form: Filled[AskForm]) -> None:
    """What does not go together, told where it is to be corrected."""
    done, words = form.done, form.words
    if done is None:
        return
    count = len(set(done.titles)) + done.choose
    if done.fetch and count:
        form.errors["fetch"] = words("deliver-fetch-alone")
    elif not done.fetch and not count:
        form.errors["find"] = words("deliver-nothing-wanted")
    elif count > done.most_items:
        form.errors["most_items"] = words("deliver-too-many", count=count, most=done.most_items)


def blame(form: Filled[Any], error: ConversionError, side: Side) -> None:
    """A refusal of the service, at its field where it has one."""
    if error.code == "visit-address-missing":
        form.done = None
        form.general.append(form.words("deliver-no-address", by=side.by.value))
        return
    if error.code == "visit-field-bad":
        said = str(error.params.get("field"))
        name = said if said in form.names else _NAME_OF.get(said, "")
        if name in form.names:
            form.done = None
            form.errors[name] = form.words("form-bad", label=form.field(name).label)
            return
    name = FIELD_OF.get(error.code, "")
    form.blame(name if name in form.names else "", error)


def amount_words(kilograms: float) -> str:
    """5, 5.5: as it is typed."""
    return f"{kilograms:g}"
