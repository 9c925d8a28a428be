"""Giving a reader a copy of what was made, as pages ask for it: who asks comes first, the book is lent to whoever may have it, and the ledger is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.conversions.provision import GivenCopy, Provisions
from accessible_reader.database import Database, Keys, retried, select
from accessible_reader.errors import NotFound
from accessible_reader.people.access import get_person, require
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.shelf import digital


@dataclass(frozen=True, slots=True)
class Handed:
    """A copy that may leave. ``conversion`` and ``artifact``: what it is a copy of."""

    conversion: ConversionRecord
    artifact: ArtifactRecord
    copy: GivenCopy


class Handouts(Guarded):
    """Copies for readers."""

    def __init__(self, database: Database, keys: Keys, provisions: Provisions) -> None:
        super().__init__(database, keys)
        self._provisions = provisions

    def download(self, actor: str, subject: str, conversion_id: str, folder: Path) -> Handed:
        """A copy for ``subject`` in the empty ``folder``, lent to them where that was not done yet. What is for the print-disabled only is given to those alone.

        Raises:
            NotFound: ``conversion-not-found``, ``artifact-not-found``.
            NotNow: as :meth:`Provisions.give` and :func:`accessible_reader.shelf.digital.lend_digital`.

        """
        conversion, artifact, branch_id = self._lend(actor, subject, conversion_id)
        given = self._provisions.give(artifact.id, subject, "download", folder, branch_id)
        return Handed(conversion, artifact, given)

    @retried
    def _lend(
        self, actor: str, subject: str, conversion_id: str
    ) -> tuple[ConversionRecord, ArtifactRecord, str | None]:
        with self._for(actor, Action.REQUEST_TITLE, subject) as allowed:
            session = allowed.session
            conversion = session.get(ConversionRecord, conversion_id)
            if conversion is None:
                raise NotFound("conversion-not-found", conversion="")
            artifact = session.scalar(
                select(ArtifactRecord).where(ArtifactRecord.conversion_id == conversion_id)
            )
            if artifact is None:
                raise NotFound("artifact-not-found", artifact="")
            if digital.is_restricted(session, conversion.edition_id):
                require(session, actor, Action.OPEN_RESTRICTED, subject)
            branch_id = get_person(session, subject).home_branch_id
            digital.lend_digital(session, subject, conversion.edition_id, branch_id=branch_id)
            return conversion, artifact, branch_id
