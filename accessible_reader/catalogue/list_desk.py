"""Lists of titles as staff keep them: who asks comes first. A list of a branch is kept by its staff, one of the whole library, as titles are, by staff of any branch."""

from __future__ import annotations

from collections.abc import Sequence

from accessible_reader.catalogue import lists
from accessible_reader.catalogue.lists import ListFacts, ListPage
from accessible_reader.catalogue.models import CuratedEntry, CuratedList
from accessible_reader.database import Session, retried, select
from accessible_reader.errors import NotFound
from accessible_reader.people.access import by_whom, require_at, require_somewhere
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action


class TitleLists(Guarded):
    """The lists of the library."""

    def all(self, actor: str) -> Sequence[CuratedList]:
        """Every list, also those that readers do not see yet, by name."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE, reading=True) as allowed:
            query = select(CuratedList).order_by(CuratedList.name, CuratedList.id)
            return list(allowed.session.scalars(query))

    def get(self, actor: str, list_id: str) -> CuratedList:
        """One list. Raises NotFound ``list-not-found``."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE, reading=True) as allowed:
            return _list(allowed.session, list_id)

    def titles(self, actor: str, list_id: str, *, after: int | None = None, limit: int = 20) -> ListPage:
        """A page of a list. Raises NotFound ``list-not-found``."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE, reading=True):
            pass
        return lists.titles_in_list(self._database, list_id, after=after, limit=limit, hidden=True)

    def with_title(self, actor: str, title_id: str) -> frozenset[str]:
        """Ids of the lists in which a title is."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE, reading=True) as allowed:
            query = select(CuratedEntry.list_id).where(CuratedEntry.title_id == title_id)
            return frozenset(allowed.session.scalars(query))

    @retried
    def make(self, actor: str, facts: ListFacts) -> str:
        """A new list; its id. Raises BadRecord ``list-name-missing``."""
        with self._transaction() as session:
            _require(session, actor, facts.branch_id)
            return lists.make_list(session, facts, by=by_whom(actor))

    @retried
    def change(self, actor: str, list_id: str, facts: ListFacts) -> None:
        """Say something else about it, or give it to another branch. Raises NotFound, BadRecord."""
        with self._transaction() as session:
            self._may(session, actor, list_id)
            _require(session, actor, facts.branch_id)
            lists.change_list(session, list_id, facts)

    @retried
    def remove(self, actor: str, list_id: str) -> None:
        """Remove a list; its titles stay in the catalogue."""
        with self._transaction() as session:
            self._may(session, actor, list_id)
            lists.remove_list(session, list_id)

    @retried
    def put(
        self, actor: str, list_id: str, title_id: str, *, note: str = "", before: str | None = None
    ) -> None:
        """Add a title, or move it. See :func:`accessible_reader.catalogue.lists.put_into_list`."""
        with self._transaction() as session:
            self._may(session, actor, list_id)
            lists.put_into_list(session, list_id, title_id, note=note, before=before)

    @retried
    def take_out(self, actor: str, list_id: str, title_id: str) -> None:
        """Take a title out."""
        with self._transaction() as session:
            self._may(session, actor, list_id)
            lists.take_out_of_list(session, list_id, title_id)

    def _may(self, session: Session, actor: str, list_id: str) -> None:
        require_somewhere(session, actor, Action.EDIT_CATALOGUE)
        _require(session, actor, _list(session, list_id).branch_id)


def _list(session: Session, list_id: str) -> CuratedList:
    found = session.get(CuratedList, list_id)
    if found is None:
        raise NotFound("list-not-found")
    return found


def _require(session: Session, actor: str, branch_id: str | None) -> None:
    if branch_id is None:
        require_somewhere(session, actor, Action.EDIT_CATALOGUE)
    else:
        require_at(session, actor, Action.EDIT_CATALOGUE, branch_id)
