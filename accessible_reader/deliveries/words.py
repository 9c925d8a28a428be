"""Where a visit stands, in a sentence for its reader."""

from __future__ import annotations

from accessible_reader.deliveries.lifecycle import Reason, VisitState
from accessible_reader.deliveries.notices import day_words
from accessible_reader.deliveries.views import VisitView
from accessible_reader.people.words import say_to


def status_words(language: str, visit: VisitView) -> str:
    """Such as: your bag is packed and comes on Thursday 26 November, in the morning."""
    state = visit.state.value.replace("_", "-")
    if visit.day is None or visit.part is None:
        if visit.state in {VisitState.REQUESTED, VisitState.PAUSED, VisitState.CANCELLED}:
            return say_to(language, f"visit-status-{state}")
        return say_to(language, "visit-status-no-day")
    if visit.means == "post" and visit.state in {VisitState.CONFIRMED, VisitState.PACKED, VisitState.OUT}:
        return say_to(language, f"visit-status-post-{state}", day=day_words(language, visit.day))
    part = say_to(language, f"delivery-part-{visit.part}")
    return say_to(language, f"visit-status-{state}", day=day_words(language, visit.day), part=part)


def reason_words(language: str, reason: Reason) -> str:
    """Why, for a button or a list."""
    return say_to(language, f"delivery-reason-{reason.value}")
