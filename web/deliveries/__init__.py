"""What the pages of home delivery share: words for days, parts of the day, kinds, reasons, states and events."""

from web.deliveries.words import (
    bag_words,
    event_words,
    kind_words,
    part_words,
    reason_choices,
    status,
    time_choices,
    time_words,
    times_words,
)

__all__ = [
    "bag_words",
    "event_words",
    "kind_words",
    "part_words",
    "reason_choices",
    "status",
    "time_choices",
    "time_words",
    "times_words",
]
