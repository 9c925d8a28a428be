"""What is a reader's alone: the wish list, places in books, bookmarks with notes."""

from __future__ import annotations

from accessible_reader.database import retried
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.shelf import marks, positions
from accessible_reader.shelf.models import Bookmark
from accessible_reader.shelf.positions import Place, Whereabouts


class Wishes(Guarded):
    """The wish list; whoever may ask for books for somebody may write on it."""

    @retried
    def add(self, actor: str, subject: str, title_id: str) -> None:
        """Put a title on the list; twice is once. Raises NotFound ``title-not-found``."""
        with self._for(actor, Action.REQUEST_TITLE, subject) as allowed:
            marks.wish(allowed.session, subject, title_id)

    @retried
    def remove(self, actor: str, subject: str, title_id: str) -> None:
        """Take it off."""
        with self._for(actor, Action.REQUEST_TITLE, subject) as allowed:
            marks.unwish(allowed.session, subject, title_id)

    def of(self, actor: str, subject: str) -> list[str]:
        """Ids of the titles on the list, the newest first."""
        with self._for(actor, Action.REQUEST_TITLE, subject, reading=True) as allowed:
            return marks.wishes_of(allowed.session, subject)


class Positions(Guarded):
    """Where somebody is in a book: theirs alone."""

    @retried
    def save(self, actor: str, subject: str, edition_id: str, place: Place) -> Whereabouts:
        """Write down a place and answer with the one in force. Raises as :func:`accessible_reader.shelf.positions.save_position`."""
        with self._for(actor, Action.SEE_HISTORY, subject) as allowed:
            return positions.save_position(allowed.session, subject, edition_id, place)

    def get(self, actor: str, subject: str, edition_id: str) -> Whereabouts | None:
        """Where somebody is, or None."""
        with self._for(actor, Action.SEE_HISTORY, subject, reading=True) as allowed:
            return positions.position(allowed.session, subject, edition_id)

    @retried
    def forget(self, actor: str, subject: str, edition_id: str) -> None:
        """Begin anew."""
        with self._for(actor, Action.SEE_HISTORY, subject) as allowed:
            positions.forget_position(allowed.session, subject, edition_id)


class Bookmarks(Guarded):
    """Marked places with notes: theirs alone."""

    @retried
    def add(  # noqa: PLR0917 (whose, where, what: in the order one would say it)
        self, actor: str, subject: str, edition_id: str, sentence: str, ordinal: int, note: str = ""
    ) -> str:
        """Mark a place; the bookmark's id. Raises as :func:`accessible_reader.shelf.marks.add_bookmark`."""
        with self._for(actor, Action.SEE_HISTORY, subject) as allowed:
            return marks.add_bookmark(allowed.session, subject, edition_id, sentence, ordinal, note)

    @retried
    def change_note(self, actor: str, subject: str, bookmark_id: str, note: str) -> None:
        """Write another note. Raises NotFound ``bookmark-not-found``, also for somebody else's."""
        with self._for(actor, Action.SEE_HISTORY, subject) as allowed:
            marks.change_note(allowed.session, subject, bookmark_id, note)

    @retried
    def remove(self, actor: str, subject: str, bookmark_id: str) -> None:
        """Remove it."""
        with self._for(actor, Action.SEE_HISTORY, subject) as allowed:
            marks.remove_bookmark(allowed.session, subject, bookmark_id)

    def of(self, actor: str, subject: str, edition_id: str) -> list[Bookmark]:
        """Somebody's marks in an edition, in the order of the book."""
        with self._for(actor, Action.SEE_HISTORY, subject, reading=True) as allowed:
            return marks.bookmarks_of(allowed.session, subject, edition_id)
