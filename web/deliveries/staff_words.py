"""A delivery as staff read of it: by the number of its bag, without a name, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from accessible_reader.deliveries.lifecycle import Reason, VisitState
from accessible_reader.deliveries.models import PARTS
from accessible_reader.deliveries.views import LineView, VisitView
from accessible_reader.deliveries.words import reason_words
from web.deliveries.words import kind_words, times_words
from web.i18n import Words


def state_code(view: VisitView) -> str:
    """Of the sentence about where it stands; what goes by post, or has a place in a round, has its own."""
    state = view.state.value.replace("_", "-")
    if view.means == "post" and view.state in {VisitState.CONFIRMED, VisitState.PACKED, VisitState.OUT}:
        return f"staff-deliver-told-post-{state}"
    if view.state is VisitState.PACKED and view.round_id is not None:
        return "staff-deliver-told-packed-round"
    return f"staff-deliver-told-{state}"


def told(words: Words, view: VisitView, zone: str, *, with_day: bool) -> str:
    """Where it stands. ``with_day``: also for which day, on pages that are not about one."""
    asked = words.day(view.asked_at.astimezone(ZoneInfo(zone)).date())
    sentence = words(
        state_code(view),
        asked=asked,
        times=times_words(words, view.times),
        stop=view.stop or 0,
        at=words.moment(view.delivered_at, zone) if view.delivered_at else "",
    )
    things = things_words(words, view)
    if view.day is not None and view.part is not None:
        when = when_words(words, view) if with_day else words(f"staff-deliver-part-{view.part}")
        sentence = f"{when}{words('staff-deliver-colon')}{sentence}"
    return words("staff-deliver-both", first=sentence, second=things)


def when_words(words: Words, view: VisitView) -> str:
    """Its day and part of the day; "" where it has none."""
    if view.day is None or view.part is None:
        return ""
    return words("staff-deliver-day-part", day=words.day(view.day), part=view.part)


def things_words(words: Words, view: VisitView) -> str:
    """How many things it brings, and for how many nothing has been found yet."""
    there = [one for one in view.lines if one.state not in {"struck", "missing"}]
    if not there:
        return words("staff-deliver-fetch")
    # Copies are looked for when it gets its day.
    open_ = sum(one.state == "wanted" for one in there) if view.day is not None else 0
    return words(
        "staff-deliver-things-open" if open_ else "staff-deliver-things", count=len(there), open=open_
    )


def line_words(words: Words, line: LineView) -> str:
    """What has become of one thing."""
    state = "being-made" if line.being_made else line.state.replace("_", "-")
    said = words(f"staff-deliver-line-{state}", barcode=line.barcode or "")
    return f"{kind_words(words, line.kind)}{words('facts-between')}{said}" if line.kind else said


def part_choices(words: Words) -> list[tuple[str, str]]:
    """Value and words, beginning with none."""
    return [
        ("", words("staff-deliver-choose")),
        *((one, words(f"staff-deliver-part-{one}")) for one in PARTS),
    ]


def why_choices(words: Words, reasons: Sequence[Reason]) -> list[tuple[str, str]]:
    """The same for reasons."""
    choices = [(one.value, reason_words(words.language, one)) for one in reasons]
    return [("", words("staff-deliver-choose")), *choices]


def kilograms(words: Words, grams: int) -> str:
    """As a scale shows them."""
    return words.number(round(grams / 1000, 1))
