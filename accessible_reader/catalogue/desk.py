"""The catalogue as pages call it. Looking is for everybody, signed in or not; changing is for staff, whose id comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accessible_reader.catalogue import branches, copies, titles
from accessible_reader.catalogue.copies import NewCopy
from accessible_reader.catalogue.importing import Imported, import_titles
from accessible_reader.catalogue.indexing import index_title
from accessible_reader.catalogue.models import Branch
from accessible_reader.catalogue.search import Page, search
from accessible_reader.catalogue.titles import EditionFacts, TitleFacts
from accessible_reader.catalogue.views import EditionView, TitleView, edition_view, title_view
from accessible_reader.database import retried, select
from accessible_reader.people.access import require_at, require_somewhere
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action


@dataclass(frozen=True, slots=True)
class BranchView:
    """A branch in the tree; ``depth`` 0 is a main library."""

    id: str
    code: str
    name: str
    parent_id: str | None
    depth: int


class Titles(Guarded):
    """Works and their versions. They belong to the whole network: staff of any branch may correct them."""

    def search(
        self,
        words: str = "",
        *,
        facets: Mapping[str, str] | None = None,
        after: str | None = None,
        limit: int = 20,
    ) -> Page:
        """For everybody. See :func:`accessible_reader.catalogue.search.search`."""
        return search(self._database, words, facets=facets, after=after, limit=limit)

    def get(self, title_id: str) -> TitleView:
        """For everybody. Raises NotFound ``title-not-found``."""
        with self._transaction(reading=True) as session:
            return title_view(session, title_id)

    def edition(self, edition_id: str) -> EditionView:
        """For everybody. Raises NotFound ``edition-not-found``."""
        with self._transaction(reading=True) as session:
            return edition_view(session, edition_id)

    @retried
    def add(self, actor: str, facts: TitleFacts, edition: EditionFacts) -> tuple[str, str]:
        """A title of which the library has only things on shelves; ids of title and edition. Raises BadRecord as :func:`accessible_reader.catalogue.titles.add_title`."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE) as allowed:
            title = titles.add_title(allowed.session, facts)
            made = titles.add_edition(allowed.session, title, edition)
            index_title(allowed.session, title.id)
            return title.id, made.id

    @retried
    def edit(self, actor: str, title_id: str, facts: TitleFacts) -> None:
        """Replace what is known about a title."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE) as allowed:
            titles.edit_title(allowed.session, title_id, facts)

    @retried
    def set_rights(self, actor: str, edition_id: str, rights: str, basis: str) -> None:
        """What the library may do with an edition, and why."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE) as allowed:
            titles.set_rights(allowed.session, edition_id, rights, basis)

    @retried
    def withdraw_edition(self, actor: str, edition_id: str) -> None:
        """Take an edition out of use. Raises NotNow ``edition-has-copies``."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE) as allowed:
            titles.withdraw_edition(allowed.session, edition_id)

    def import_table(self, actor: str, data: bytes, *, dry_run: bool = False) -> Imported:
        """Titles and copies from a table. See :func:`accessible_reader.catalogue.importing.import_titles`."""
        with self._somewhere(actor, Action.EDIT_CATALOGUE, reading=True):
            pass
        return import_titles(self._database, data, dry_run=dry_run)


class Copies(Guarded):
    """Things on shelves, changed by staff of their branch."""

    @retried
    def add(self, actor: str, edition_id: str | None, branch: str, kind: str, new: Sequence[NewCopy]) -> None:
        """See :func:`accessible_reader.catalogue.copies.add_copies`. ``branch`` is a code."""
        with self._transaction() as session:
            place = branches.get_branch(session, branch)
            require_at(session, actor, Action.EDIT_CATALOGUE, place.id)
            copies.add_copies(session, edition_id, branch, kind, new)

    @retried
    def set_state(self, actor: str, barcode: str, state: str) -> None:
        """Take a copy off the shelf or put it back. See :func:`accessible_reader.catalogue.copies.set_copy_state`."""
        with self._transaction() as session:
            require_somewhere(session, actor, Action.EDIT_CATALOGUE)  # before anything is told of the barcode
            require_at(session, actor, Action.EDIT_CATALOGUE, copies.branch_of(session, barcode))
            copies.set_copy_state(session, barcode, state)

    @retried
    def move(self, actor: str, barcode: str, branch: str) -> None:
        """Give a copy, with its set, a new home: staff of the branch it leaves."""
        with self._transaction() as session:
            require_somewhere(session, actor, Action.EDIT_CATALOGUE)  # before anything is told of the barcode
            require_at(session, actor, Action.EDIT_CATALOGUE, copies.branch_of(session, barcode))
            copies.move_copy(session, barcode, branch)


class Branches(Guarded):
    """The tree of branches."""

    def tree(self) -> list[BranchView]:
        """For everybody: all branches, each below the one it belongs to."""
        with self._transaction(reading=True) as session:
            rows = list(session.scalars(select(Branch).order_by(Branch.code)))
        below: dict[str | None, list[Branch]] = {}
        for row in rows:
            below.setdefault(row.parent_id, []).append(row)
        views: list[BranchView] = []

        def walk(parent: str | None, depth: int) -> None:
            for row in below.get(parent, []):
                views.append(BranchView(row.id, row.code, row.name, row.parent_id, depth))
                walk(row.id, depth + 1)

        walk(None, 0)
        return views

    @retried
    def add(self, actor: str, code: str, name: str, parent: str | None = None) -> str:
        """A new branch below ``parent`` (a code); its id. See :func:`accessible_reader.catalogue.branches.add_branch`."""
        with self._transaction() as session:
            above = branches.get_branch(session, parent).id if parent else None
            require_at(session, actor, Action.MANAGE_BRANCH, above)
            return branches.add_branch(session, code, name, parent)

    @retried
    def move(self, actor: str, code: str, parent: str | None) -> None:
        """Hang the branch below another: whoever manages both. See :func:`accessible_reader.catalogue.branches.move_branch`."""
        with self._transaction() as session:
            for place in (code, parent):
                where = branches.get_branch(session, place).id if place else None
                require_at(session, actor, Action.MANAGE_BRANCH, where)
            branches.move_branch(session, code, parent)
