"""What belongs into a backup, and what does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from accessible_reader.catalogue.intakes import ACTIVE
from accessible_reader.catalogue.models import Intake, SourceFile
from accessible_reader.conversions.models import ArtifactRecord
from accessible_reader.database import Session, select
from accessible_reader.database.portable import PortableTable, count_rows, portable_tables
from accessible_reader.storage import StoredFile

LEFT_OUT: Final = frozenset({
    # The machines of another day.
    "worker",
    # What was finished of something unfinished: it begins anew. What was spoken is in the cache all the same.
    "conversion_part",
    # Whoever was signed in signs in again: who signed out after the backup must not be signed in by it.
    "sign_in_session",
    "login_link",
    "passkey_challenge",
})  # fmt: skip
"""Tables whose rows are of no use, or do harm, in another life of the library."""
SEARCH: Final = "search_index"
"""The search index under this name: its rows are not those of either database."""
_ALWAYS_THERE: Final = frozenset({"audit_head"})
_AT_ONCE: Final = 500
_FEW: Final = {"yield_per": _AT_ONCE}


def tables() -> list[PortableTable]:
    """The tables that are backed up, each after those it points to."""
    return portable_tables(without=sorted(LEFT_OUT))


def is_empty(session: Session) -> bool:
    """Whether nobody has used this library yet."""
    return not any(count_rows(session, one.name) for one in tables() if one.name not in _ALWAYS_THERE)


def files_of(session: Session) -> Iterator[tuple[StoredFile, bool]]:
    """Every file that a row names: books as they were handed in, then what was made of them; and whether it must be there. Files of intakes that came to nothing are swept after a while."""
    sources = select(SourceFile.stored_as, SourceFile.size, SourceFile.sha256).order_by(SourceFile.sha256)
    for row in session.execute(sources, execution_options=_FEW):
        yield StoredFile(*row), True
    intakes = (
        select(Intake.stored_as, Intake.size, Intake.sha256, Intake.state)
        .outerjoin(SourceFile, SourceFile.stored_as == Intake.stored_as)
        .where(Intake.state != "done", SourceFile.sha256.is_(None))
        .order_by(Intake.stored_as, Intake.state.in_(ACTIVE).desc())
    )
    last = ""
    for name, size, sha256, state in session.execute(intakes, execution_options=_FEW):
        if name != last:  # the same file may have been handed in twice
            yield StoredFile(name, size, sha256), state in ACTIVE
        last = name
    artifacts = select(ArtifactRecord.folder, ArtifactRecord.files).order_by(ArtifactRecord.id)
    for folder, files in session.execute(artifacts, execution_options=_FEW):
        for file in files:
            yield StoredFile(f"{folder}/{file['name']}", file["size"], file["sha256"]), True


def still_named(session: Session, names: list[str]) -> set[str]:
    """Those of ``names`` that a row names."""
    found: set[str] = set()
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        found.update(session.scalars(select(SourceFile.stored_as).where(SourceFile.stored_as.in_(some))))
        found.update(session.scalars(select(Intake.stored_as).where(Intake.stored_as.in_(some))))
        folders = {"/".join(name.split("/")[:3]) for name in some}
        artifacts = select(ArtifactRecord.folder, ArtifactRecord.files).where(
            ArtifactRecord.folder.in_(sorted(folders))
        )
        for folder, files in session.execute(artifacts):
            found.update(f"{folder}/{file['name']}" for file in files)
    return found & set(names)
