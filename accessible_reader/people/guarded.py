"""What all services that people call have in common: who asks comes first, is asked about in the same transaction, and nothing happens without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from accessible_reader.database import Database, Keys, Session
from accessible_reader.people.access import require, require_at, require_somewhere
from accessible_reader.people.permissions import Action, Decision


@dataclass(frozen=True, slots=True)
class Allowed:
    """A transaction in which the actor may do it. ``by``: by what right (``self``, ``carer``, ``visitor``, ``staff``, ``system``)."""

    session: Session
    by: str


class Guarded:
    """Services of one domain. ``actor`` is the id of the signed-in person, or :data:`accessible_reader.audit.SYSTEM` for the machine itself.

    Methods raise :class:`~accessible_reader.errors.NotAllowed` (``permission-...``) and :class:`~accessible_reader.errors.NotFound` (``person-not-found``) besides what they name.
    """

    def __init__(self, database: Database, keys: Keys) -> None:
        self._database = database
        self._keys = keys

    @contextmanager
    def _for(self, actor: str, action: Action, subject: str, *, reading: bool = False) -> Iterator[Allowed]:
        """A transaction in which ``actor`` may do ``action`` for the person ``subject``."""
        with self._transaction(reading=reading) as session:
            yield _allowed(session, require(session, actor, action, subject))

    @contextmanager
    def _at(
        self, actor: str, action: Action, branch_id: str | None, *, reading: bool = False
    ) -> Iterator[Allowed]:
        """The same at a branch; None: for the whole network."""
        with self._transaction(reading=reading) as session:
            yield _allowed(session, require_at(session, actor, action, branch_id))

    @contextmanager
    def _somewhere(self, actor: str, action: Action, *, reading: bool = False) -> Iterator[Allowed]:
        """The same for what belongs to no branch: titles, the whole network's lists."""
        with self._transaction(reading=reading) as session:
            yield _allowed(session, require_somewhere(session, actor, action))

    @contextmanager
    def _transaction(self, *, reading: bool = False) -> Iterator[Session]:
        with self._database.reading() if reading else self._database.transaction() as session:
            yield session


def _allowed(session: Session, decision: Decision) -> Allowed:
    return Allowed(session, decision.by)
