"""What an edition offers to people who do not see it, as findings whose sentences are in the messages."""

from __future__ import annotations

from accessible_reader.catalogue.models import Edition
from converters.errors import Finding


def features_of(edition: Edition) -> tuple[Finding, ...]:
    """What is there: contents, headings, print pages, described pictures ... found in the book, not claimed by its metadata."""
    return tuple(Finding.from_json(one) for one in edition.description.get("features", ()))


def missing_in(edition: Edition) -> tuple[Finding, ...]:
    """What is not there, to be known before one begins to read."""
    return tuple(Finding.from_json(one) for one in edition.description.get("missing", ()))
