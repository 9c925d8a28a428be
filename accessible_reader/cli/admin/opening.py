"""The database and the keys for commands that need no job engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accessible_reader.database import Database, Keys


@contextmanager
def open_people() -> Iterator[tuple[Database, Keys]]:
    """As the settings say, the tables up to date."""
    from accessible_reader.bootstrap import bring_up_to_date
    from accessible_reader.database import Database, load_keys, make_engine
    from accessible_reader.settings import Settings

    chosen = Settings()
    chosen.data.mkdir(parents=True, exist_ok=True)
    database = Database(make_engine(chosen.database))
    try:
        bring_up_to_date(database)
        yield database, load_keys(chosen.keys_path, chosen.keys.get_secret_value() if chosen.keys else None)
    finally:
        database.close()
