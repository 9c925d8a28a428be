"""The copy that a podcast is made of: the book's MP3 files, marked for this loan, kept while a player comes back for them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from accessible_reader.conversions.copies import KEPT_EPISODES
from accessible_reader.conversions.models import ArtifactRecord
from accessible_reader.conversions.offers import offers_of
from accessible_reader.listening import OpenBook
from web.visit import Visit

FORMAT = "audio-mp3"


@dataclass(frozen=True, slots=True)
class Track:
    """A chapter: its ``key`` in the book ("001"), what it is called, its file."""

    key: str
    title: str
    seconds: float
    path: Path


def artifact_of(visit: Visit, edition_id: str) -> ArtifactRecord | None:
    """The newest recording; None where none is made yet."""
    found = (
        one.artifact
        for one in offers_of(visit.service.database, edition_id)
        if one.conversion.format == FORMAT
    )
    return next((one for one in found if one is not None), None)


def tracks_of(visit: Visit, person_id: str, book: OpenBook, artifact: ArtifactRecord) -> tuple[Track, ...]:
    """The chapters in order. The first time this is a copy like any other: in the ledger, and counted. Raises as giving a copy does."""
    branch_id = visit.service.people.profile(person_id, person_id).home_branch_id
    copy = visit.service.kept_copies.get(
        f"podcast/{book.loan_id}", artifact.id, person_id, branch_id, kept=KEPT_EPISODES, pack=False
    )
    told = json.loads(copy.path("manifest.json").read_bytes())
    return tuple(
        Track(one["file"].partition("-")[0], one["title"], one["seconds"], copy.path(one["file"]))
        for one in told["files"]
    )
