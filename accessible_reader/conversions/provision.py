"""Giving a copy to a person: marked as its rights ask for, and written into the ledger before it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal

from accessible_reader.catalogue.models import Branch, Edition, Title
from accessible_reader.conversions.errors import NotFound, NotNow
from accessible_reader.conversions.imprint.words import Imprint
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord, Provision
from accessible_reader.database import Database, Keys, Session, func, new_id, now, select
from accessible_reader.people.sealing import pseudonym
from accessible_reader.storage import FileStore
from converters.processes import run_limited

How = Literal["download", "stream", "delivery", "device"]
_STAMP_SECONDS: Final = 300.0
_COPY_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class GivenCopy:
    """A copy in ``folder``: ``main`` is what to open first; ``files`` are all. ``imprint`` is None where none was asked for."""

    folder: Path
    main: str
    files: tuple[str, ...]
    copy_id: str
    imprint: Imprint | None


class Provisions:
    """Hands out artifacts. Whether the person may have them is decided before, by the table of permissions in ``people``."""

    def __init__(
        self, database: Database, store: FileStore, keys: Keys, most_a_day: int | None = None
    ) -> None:
        self._database = database
        self._store = store
        self._keys = keys
        self._most_a_day = most_a_day

    def pseudonym(self, person_id: str) -> str:
        """Under what a person stands in the ledger: the same each time, and nobody without the key can tell who it is."""
        return pseudonym(self._keys, person_id)

    def give(
        self, artifact_id: str, person_id: str, how: How, folder: Path, branch_id: str | None = None
    ) -> GivenCopy:
        """A copy for ``person_id`` in the empty ``folder``.

        Raises :class:`NotFound`; :class:`NotNow` ``format-without-imprint`` for a format that cannot carry the mark which this edition's rights ask for, ``download-cap`` for more downloads within 24 hours than the library allows. The ledger's line is
        written last before the copy is handed over; where that fails, nobody gets anything.
        """
        with self._database.reading() as session:
            row = session.execute(
                select(ArtifactRecord, ConversionRecord, Edition, Title)
                .join(ConversionRecord, ConversionRecord.id == ArtifactRecord.conversion_id)
                .join(Edition, Edition.id == ConversionRecord.edition_id)
                .join(Title, Title.id == Edition.title_id)
                .where(ArtifactRecord.id == artifact_id)
            ).first()
            library = session.scalar(select(Branch.name).where(Branch.id == branch_id)) if branch_id else None
            if library is None:
                library = session.scalar(
                    select(Branch.name).where(Branch.parent_id.is_(None)).order_by(Branch.code)
                )
        if row is None:
            raise NotFound("artifact-not-found", artifact=artifact_id)
        artifact, conversion, edition, title = row
        recipient = self.pseudonym(person_id)
        if how == "download":
            with self._database.reading() as session:
                self._check_cap(session, recipient)
        nonce = new_id()
        copy_id = self._keys.fingerprint(f"{artifact_id}/{recipient}/{nonce}", "copy")[:_COPY_DIGITS].upper()
        imprint = None
        if edition.rights == "print_disabled_only":
            duplex = bool(conversion.options.get("duplex"))
            imprint = Imprint(library or "", copy_id, edition.language, duplex)
        names = tuple(file["name"] for file in artifact.files)
        for name in names:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            self._store.fetch(f"{artifact.folder}/{name}", target)
        if imprint is not None:
            self._mark(folder, conversion.format, names, imprint)
        authors = "; ".join(one.name for one in title.contributors if one.role == "aut")
        with self._database.transaction() as session:
            if how == "download":  # once more: another may have been made meanwhile
                self._check_cap(session, recipient)
            session.add(
                Provision(
                    artifact_id=artifact_id,
                    edition_id=edition.id,
                    title=title.name,
                    authors=authors,
                    format=conversion.format,
                    rights=edition.rights,
                    recipient=recipient,
                    copy_id=copy_id,
                    how=how,
                    branch_id=branch_id,
                )
            )
        return GivenCopy(folder, artifact.main, names, copy_id, imprint)

    def _check_cap(self, session: Session, recipient: str) -> None:
        if self._most_a_day is None:
            return
        since = now() - timedelta(days=1)
        rows = select(func.count()).select_from(Provision)
        mine = rows.where(
            Provision.recipient == recipient, Provision.at >= since, Provision.how == "download"
        )
        if (session.scalar(mine) or 0) >= self._most_a_day:
            raise NotNow("download-cap", most=self._most_a_day)

    def _mark(self, folder: Path, converter: str, names: tuple[str, ...], imprint: Imprint) -> None:
        from accessible_reader.conversions.imprint.stamp import FORMATS, stamp

        if converter not in FORMATS:
            raise NotNow("format-without-imprint", format=converter)
        if not run_limited(stamp, folder, converter, names, imprint, seconds=_STAMP_SECONDS):
            raise NotNow("format-without-imprint", format=converter)
