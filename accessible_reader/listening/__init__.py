"""Listening and reading at once: a book opened for a reader, its outline, its chapters spoken while they are heard. No HTML here."""

from accessible_reader.listening.desk import Listening
from accessible_reader.listening.feeds import FeedOwner, PrivateFeeds
from accessible_reader.listening.outline import ChapterOutline, Entry, Outline, PagePlace, Spot
from accessible_reader.listening.rights import Offer, OpenBook
from accessible_reader.listening.takes import Line, Take

__all__ = [
    "ChapterOutline",
    "Entry",
    "FeedOwner",
    "Line",
    "Listening",
    "Offer",
    "OpenBook",
    "Outline",
    "PagePlace",
    "PrivateFeeds",
    "Spot",
    "Take",
]
