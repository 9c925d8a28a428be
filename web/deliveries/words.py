"""A delivery in words: where it stands, what happened to it and by whom, days and parts of the day, kinds of things, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from accessible_reader.deliveries.fields import WEEKDAYS
from accessible_reader.deliveries.lifecycle import Reason, VisitState
from accessible_reader.deliveries.models import PARTS
from accessible_reader.deliveries.notices import day_words
from accessible_reader.deliveries.plans import PlanView
from accessible_reader.deliveries.views import EventView, VisitView
from accessible_reader.deliveries.words import reason_words, status_words
from web.i18n import Words

_BAG_HEAD: Final = 3


def status(words: Words, view: VisitView, packed: date | None = None) -> str:
    """Where a visit stands, in a sentence. ``packed``: the day on which the bag was packed, where it is known."""
    if packed and view.state is VisitState.PACKED and view.means == "visit" and view.day and view.part:
        return words(
            "deliver-status-packed",
            packed=day_words(words.language, packed),
            day=day_words(words.language, view.day),
            part=part_words(words, view.part),
        )
    return status_words(words.language, view)


def part_words(words: Words, part: str) -> str:
    """“in the morning”."""
    return words(f"delivery-part-{part}")


def kind_words(words: Words, kind: str) -> str:
    """What a kind of copy is called."""
    return words(f"facet-format-{kind.replace('_', '-')}")


def reason_choices(words: Words, reasons: Iterable[Reason]) -> list[tuple[str, str]]:
    """Value and words, for buttons and lists."""
    return [(one.value, reason_words(words.language, one)) for one in reasons]


def bag_words(bag: str) -> str:
    """The number on a bag as it is read out: ``123 4567``."""
    return f"{bag[:_BAG_HEAD]} {bag[_BAG_HEAD:]}"


def time_words(words: Words, time: str) -> str:
    """``thu-morning``: “Thursday morning”."""
    day, _, part = time.partition("-")
    return words("deliver-time", weekday=words(f"deliver-weekday-{day}"), part=part)


def time_choices(words: Words) -> list[tuple[str, str]]:
    """Every part of every day of the week: value and words."""
    times = [f"{day}-{part}" for day in WEEKDAYS for part in PARTS]
    return [(one, time_words(words, one)) for one in times]


def times_words(words: Words, times: Sequence[str]) -> str:
    """“Tuesday morning and all Thursday”; any day where nothing was said."""
    if not times:
        return words("deliver-any-time")
    parts: dict[str, list[str]] = {}
    for one in times:
        parts.setdefault(one.partition("-")[0], []).append(one)
    shown = [[f"{day}-all"] if len(found) == len(PARTS) else found for day, found in parts.items()]
    return words.list(time_words(words, one) for found in shown for one in found)


def event_words(words: Words, event: EventView, me: str, subject: str | None, zone: str) -> str:
    """What happened, when, and who did it in what capacity: ``me`` reads it, ``subject`` is the visit's reader."""
    who = event.by
    if event.actor == me and event.by in {"self", "carer"}:
        who = "you"
    elif event.by == "carer" and me == subject:
        who = "your-carer"
    sentence = words(f"deliver-event-{event.action}", who=words(f"deliver-by-{who}"))
    if event.reason:
        why = reason_words(words.language, Reason(event.reason))
        sentence = words("deliver-event-because", what=sentence, why=why)
    return words("deliver-event", moment=words.moment(event.at, zone), what=sentence)


def plan_words(words: Words, plan: PlanView) -> str:
    """How often somebody comes, and when next."""
    part = part_words(words, plan.wish.part)
    return words("deliver-plan-next", weeks=plan.wish.every_weeks, day=words.day(plan.coming), part=part)
