"""Intakes as staff ask for them: who asks comes first. Files come in at a branch; all staff may see what is on its way, because titles belong to the whole network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from accessible_reader.catalogue.intake_views import (
    IntakeFacts,
    IntakePage,
    IntakeView,
    count_intakes,
    list_intakes,
)
from accessible_reader.catalogue.intakes import KEPT, Intakes
from accessible_reader.database import Database, Keys, now
from accessible_reader.errors import NotAllowed
from accessible_reader.people.access import by_whom, require_at
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action


class IntakeDesk(Guarded):
    """Handing in files, and seeing what became of them."""

    def __init__(self, database: Database, keys: Keys, intakes: Intakes) -> None:
        super().__init__(database, keys)
        self._intakes = intakes

    def hand_in(
        self, actor: str, branch_id: str | None, file: Path, facts: IntakeFacts, *, name: str = ""
    ) -> IntakeView:
        """A file for the catalogue, in the queue of a branch. See :meth:`Intakes.request`."""
        with self._at(actor, Action.EDIT_CATALOGUE, branch_id, reading=True):
            pass
        return self._intakes.request(file, facts, library=branch_id, by=by_whom(actor), name=name)

    def get(self, actor: str, intake_id: str) -> IntakeView:
        """One intake. Raises NotFound ``intake-not-found``."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE, reading=True):
            pass
        return self._intakes.get(intake_id)

    def may_manage(self, actor: str, branch_id: str | None) -> bool:
        """Whether they may hand in, cancel and try again at the branch."""
        with self._transaction(reading=True) as session:
            try:
                require_at(session, actor, Action.EDIT_CATALOGUE, branch_id)
            except NotAllowed:
                return False
        return True

    def list(
        self,
        actor: str,
        states: Sequence[str] = (),
        *,
        mine: bool = False,
        after: str | None = None,
        limit: int = 20,
    ) -> IntakePage:
        """The newest first; ``mine``: only what the actor has handed in. Raises BadRecord ``search-page-unknown``."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE, reading=True) as allowed:
            by = by_whom(actor) if mine else None
            return list_intakes(allowed.session, states, by=by, after=after, limit=limit)

    def counts(self, actor: str, *, recent: bool = False) -> Mapping[str, int]:
        """How many there are in each state; ``recent``: of those whose files are still kept for another try."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE, reading=True) as allowed:
            return count_intakes(allowed.session, since=now() - KEPT if recent else None)

    def cancel(self, actor: str, intake_id: str) -> IntakeView:
        """Stop it. Raises NotFound."""
        self._may(actor, intake_id)
        return self._intakes.cancel(intake_id)

    def retry(self, actor: str, intake_id: str) -> IntakeView:
        """Try again what was refused, failed or cancelled. Raises as :meth:`Intakes.retry`."""
        self._may(actor, intake_id)
        return self._intakes.retry(intake_id)

    def answer(self, actor: str, intake_id: str, *, same_work: bool) -> IntakeView:
        """Say whether a file is of the work that we have. Raises as :meth:`Intakes.answer`."""
        self._may(actor, intake_id)
        return self._intakes.answer(intake_id, same_work=same_work)

    def _may(self, actor: str, intake_id: str) -> None:
        with self._somewhere(actor, Action.EDIT_CATALOGUE, reading=True):
            pass
        branch_id = self._intakes.get(intake_id).branch_id
        with self._at(actor, Action.EDIT_CATALOGUE, branch_id, reading=True):
            pass
