"""Conversions as readers and staff ask for them: a reader's own settings become the recipe, and what is for the print-disabled only is made for those alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from accessible_reader.catalogue.models import Edition
from accessible_reader.conversions.board import BoardPage, board, count_states
from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord
from accessible_reader.conversions.service import BATCH, PATRON, STAFF, Conversions, Wish
from accessible_reader.database import Database, Keys, Session, select
from accessible_reader.errors import BadRecord, NotAllowed, NotFound
from accessible_reader.people.access import get_person, require, require_at, require_signed_in
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.people.preferences import preferences_of

PRIORITIES: Final = (PATRON, STAFF, BATCH)
"""Those that people choose from."""


class Requests(Guarded):
    """Asking for conversions."""

    def __init__(self, database: Database, keys: Keys, conversions: Conversions) -> None:
        super().__init__(database, keys)
        self._conversions = conversions

    def for_reader(
        self,
        actor: str,
        subject: str,
        edition_id: str,
        format_name: str,
        *,
        options: Mapping[str, Any] | None = None,
    ) -> ConversionRecord:
        """An edition in a format as ``subject`` likes it; ``options`` go before what they have chosen in their settings. They wait, so it goes before staff's own.

        Raises:
            NotFound: ``edition-without-file``, ``edition-not-found``.
            BadOptions: what does not fit.

        """
        with self._for(actor, Action.REQUEST_TITLE, subject, reading=True) as allowed:
            session = allowed.session
            edition = session.execute(
                select(Edition.rights, Edition.language).where(Edition.id == edition_id)
            ).one_or_none()
            if edition is None:
                raise NotFound("edition-not-found")
            if edition.rights == "print_disabled_only":
                require(session, actor, Action.OPEN_RESTRICTED, subject)
            chosen = preferences_of(session, subject).conversion_options(format_name, edition.language)
            branch_id = get_person(session, subject).home_branch_id
        wish = Wish(edition_id, format_name, {**chosen, **(options or {})}, branch_id, PATRON)
        return self._conversions.request(wish)

    def for_library(
        self,
        actor: str,
        edition_id: str,
        format_name: str,
        *,
        options: Mapping[str, Any] | None = None,
        branch_id: str | None = None,
        batch: bool = False,
    ) -> ConversionRecord:
        """For the shelves of a branch, by its staff; ``batch``: after everything else. Raises as :meth:`for_reader`."""
        with self._at(actor, Action.CONVERT_BATCH, branch_id, reading=True):
            pass
        wish = Wish(edition_id, format_name, options or {}, branch_id, BATCH if batch else STAFF)
        return self._conversions.request(wish)

    def progress(self, actor: str, name: str) -> ConversionRecord:
        """How far a conversion is. A row tells nothing of who asked for it, so everybody who is signed in may look. Raises NotFound ``conversion-not-found``."""
        self._signed_in(actor)
        return self._conversions.get(name)

    def artifact(self, actor: str, name: str) -> ArtifactRecord | None:
        """What a conversion made: its report; None until it is done."""
        self._signed_in(actor)
        return self._conversions.artifact(name)

    def list(
        self, actor: str, branch_id: str | None, states: Sequence[str] = (), limit: int = 100
    ) -> list[ConversionRecord]:
        """For staff: the queue of a branch, None: of the whole network, the newest first."""
        with self._at(actor, Action.CONVERT_BATCH, branch_id, reading=True):
            pass
        return self._conversions.list(states, branch_id, limit)

    def board(
        self,
        actor: str,
        *,
        states: Sequence[str] = (),
        branch_id: str | None = None,
        formats: Sequence[str] = (),
        edition_ids: Sequence[str] = (),
        after: str | None = None,
        limit: int = 20,
    ) -> BoardPage:
        """For staff of any branch: conversions with their titles, the newest first; each says whether the actor may manage it. Raises BadRecord ``search-page-unknown``."""
        with self._somewhere(actor, Action.MANAGE_JOBS, reading=True) as allowed:
            session = allowed.session
            page = board(
                session,
                states=states,
                branch_id=branch_id,
                formats=formats,
                edition_ids=edition_ids,
                after=after,
                limit=limit,
            )
            may = {
                place: _may_at(session, actor, place)
                for place in {line.record.branch_id for line in page.lines}
            }
        lines = tuple(replace(line, manageable=may[line.record.branch_id]) for line in page.lines)
        return BoardPage(lines, page.next)

    def waiting(self, actor: str) -> dict[str, int]:
        """For staff of any branch: how many stand in the queue, are being made, have failed."""
        with self._somewhere(actor, Action.MANAGE_JOBS, reading=True) as allowed:
            return count_states(allowed.session, ("queued", "running", "failed"))

    def may_manage(self, actor: str, name: str) -> bool:
        """Whether the actor may cancel the conversion, try it again, move it. Raises NotFound ``conversion-not-found``."""
        with self._transaction(reading=True) as session:
            return _may_at(session, actor, self._conversions.get(name).branch_id)

    def prioritise(self, actor: str, name: str, priority: int) -> ConversionRecord:
        """Move one forward or back in its queue: :data:`PATRON`, :data:`STAFF` or :data:`BATCH`. Raises NotFound; NotNow ``conversion-ended``; BadRecord ``priority-wrong``."""
        self._may_manage(actor, name)
        if priority not in PRIORITIES:
            raise BadRecord("priority-wrong")
        return self._conversions.prioritise(name, priority)

    def cancel(self, actor: str, name: str) -> ConversionRecord:
        """Stop it. Raises NotFound ``conversion-not-found``."""
        self._may_manage(actor, name)
        return self._conversions.cancel(name)

    def retry(self, actor: str, name: str) -> ConversionRecord:
        """Try a failed or cancelled one again. Raises NotFound, NotNow."""
        self._may_manage(actor, name)
        return self._conversions.retry(name)

    def _may_manage(self, actor: str, name: str) -> None:
        branch_id = self._conversions.get(name).branch_id
        with self._at(actor, Action.MANAGE_JOBS, branch_id, reading=True):
            pass

    def _signed_in(self, actor: str) -> None:
        with self._transaction(reading=True) as session:
            require_signed_in(session, actor)


def _may_at(session: Session, actor: str, branch_id: str | None) -> bool:
    try:
        require_at(session, actor, Action.MANAGE_JOBS, branch_id)
    except NotAllowed:
        return False
    return True
