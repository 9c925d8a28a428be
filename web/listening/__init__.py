"""What the player's pages have in common."""

from web.listening.places import (
    Marked,
    about,
    device_of,
    entries,
    goal,
    marks_of,
    offered,
    resumption,
    start_spot,
    whereabouts,
)

__all__ = [
    "Marked",
    "about",
    "device_of",
    "entries",
    "goal",
    "marks_of",
    "offered",
    "resumption",
    "start_spot",
    "whereabouts",
]
