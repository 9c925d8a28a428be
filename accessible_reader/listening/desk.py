"""Opening books to listen and to read: rights, the book's outline, chapters spoken while they are heard."""

from __future__ import annotations

import os
import shutil
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, TypeVar

from accessible_reader.conversions.children import ChildBug, Children, TaskCancelled, WorkerStops
from accessible_reader.conversions.rooms import WorkRooms
from accessible_reader.database import Database, Keys, retried
from accessible_reader.listening import rights
from accessible_reader.listening.outline import Outline, outline_of
from accessible_reader.listening.provision import note
from accessible_reader.listening.rights import Offer, OpenBook
from accessible_reader.listening.speaking import warm_up
from accessible_reader.listening.takes import Studio, Take
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.preferences import Preferences
from accessible_reader.storage import FileStore
from converters.errors import ConversionError
from converters.run import load_conversion
from converters.speech.track import TrackOptions
from converters.workspace import Workspace, write_atomically

Answer = TypeVar("Answer")
_OUTLINE: Final = "outline-1.json"
"""Change the number when outlines change."""
_OUTLINES: Final = 24
_NOTED: Final = 50_000
_TASK_SECONDS: Final = 120.0


class Listening(Guarded):
    """Books that are open. ``speakers``: child processes that speak, ``None``: one a processor."""

    def __init__(
        self, database: Database, keys: Keys, store: FileStore, folder: Path, speakers: int | None = None
    ) -> None:
        super().__init__(database, keys)
        self._store = store
        self._folder = folder
        self._speakers = speakers or os.cpu_count() or 1
        self._outlines: OrderedDict[str, Outline] = OrderedDict()
        self._lock = threading.Lock()
        self._noted: set[tuple[str, str]] = set()
        self._made: tuple[Studio, Children, WorkRooms] | None = None

    # --- who may ---

    def offer(self, edition_id: str) -> Offer:
        """What can be borrowed. Raises as :func:`accessible_reader.listening.rights.offer`."""
        with self._transaction(reading=True) as session:
            return rights.offer(session, edition_id)

    def open(self, actor: str, edition_id: str) -> OpenBook:
        """The book, for whoever has it on loan. Raises as :func:`accessible_reader.listening.rights.open_book`."""
        with self._transaction(reading=True) as session:
            return rights.open_book(session, actor, edition_id)

    @retried
    def note_provision(self, actor: str, book: OpenBook, form: str) -> None:
        """Write into the ledger that ``actor`` was given the book in ``form`` (``audio-stream``, ``text-page``): once a loan."""
        # Players ask for each range: none of them may wait for a writer.
        line = (book.loan_id, form)
        if line in self._noted:
            return
        with self._transaction() as session:
            note(session, self._keys, actor, book, form)
        if len(self._noted) > _NOTED:
            self._noted.clear()
        self._noted.add(line)

    # --- what is in it ---

    def root(self, book: OpenBook) -> Path:
        """The workspace of the book as it was read; nothing may be written there. Raises what reading raises."""
        return self._workshop[2].edition(book.source, lambda: True, 1)

    def outline(self, book: OpenBook) -> Outline:
        """Its outline."""
        name = book.source.sha256
        with self._lock:
            known = self._outlines.get(name)
            if known is not None:
                self._outlines.move_to_end(name)
                return known
        root = self.root(book)
        path = root / _OUTLINE
        if not path.exists():
            self.ask(book, _write_outline)
        made = Outline.from_json(path.read_bytes())
        with self._lock:
            self._outlines[name] = made
            while len(self._outlines) > _OUTLINES:
                self._outlines.popitem(last=False)
        return made

    def ask(self, book: OpenBook, function: Callable[..., Answer], *arguments: Any) -> Answer:
        """``function(root, *arguments)`` in a child with limits: whatever looks into the book does it there."""
        answer: Answer = self._workshop[1].run(
            function, self.root(book), *arguments, seconds=_TASK_SECONDS, title=book.name, priority=1
        )
        return answer

    # --- hearing it ---

    def options(self, preferences: Preferences, language: str) -> dict[str, Any]:
        """How a book in ``language`` is spoken for somebody. The speed is the player's: so one making serves everybody."""
        chosen = preferences.conversion_options("audio-mp3", language)
        fields = {name: value for name, value in chosen.items() if name in TrackOptions.model_fields}
        fields.pop("rate", None)
        made: dict[str, Any] = TrackOptions(**fields).model_dump(mode="json")
        return made

    def join(self, book: OpenBook, options: dict[str, Any], key: str, start: str | None) -> Take:
        """The chapter ``key`` from the sentence ``start`` on (None: whole), for one listener more; :meth:`leave` when they go. Raises NotNow ``listening-busy``."""
        return self._workshop[0].join(book.source.sha256, self.root(book), options, key, start)

    def leave(self, take: Take) -> None:
        """A listener less."""
        self._workshop[0].leave(take)

    def find(self, book: OpenBook, options: dict[str, Any], key: str, start: str | None) -> Take | None:
        """The same where it is made, or being made, already."""
        return self._workshop[0].find(book.source.sha256, options, key, start)

    def warm(self, book: OpenBook, options: dict[str, Any]) -> None:
        """Have a child ready for the first word; does not wait for it."""
        studio, root = self._workshop[0], self.root(book)

        def run() -> None:
            # Whoever presses play will hear of it.
            with suppress(ConversionError, ChildBug, TaskCancelled, WorkerStops):
                studio.children.run(warm_up, root, options, seconds=_TASK_SECONDS, priority=2)

        if studio.is_idle:
            threading.Thread(target=run, name="warm", daemon=True).start()

    @property
    def studio(self) -> Studio:
        """Where takes are made."""
        return self._workshop[0]

    @property
    def _workshop(self) -> tuple[Studio, Children, WorkRooms]:
        with self._lock:
            if self._made is None:
                readers = Children(1)
                rooms = WorkRooms(self._folder / "work", self._store, readers, _room_name())
                self._made = (Studio(self._folder / "work" / "listening", self._speakers), readers, rooms)
            return self._made

    def close(self) -> None:
        """Stop everything."""
        with self._lock:
            made, self._made = self._made, None
        if made is not None:
            made[0].close()
            made[1].close()
            shutil.rmtree(self._folder / "work" / "scratch" / _room_name(), ignore_errors=True)


def _room_name() -> str:
    return f"listening-{os.getpid()}"


def _write_outline(root: Path) -> None:
    outline = outline_of(load_conversion(Workspace(root), None, ""))
    write_atomically(root / _OUTLINE, outline.to_json())
