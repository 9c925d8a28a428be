"""The library that a backup is brought back into: its keys must fit, because what is sealed with other keys can never be read again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from accessible_reader.backups.contents import is_empty
from accessible_reader.backups.header import Plan
from accessible_reader.backups.keyring import fit, unseal_keys
from accessible_reader.bootstrap import Service, bring_up_to_date, open_service
from accessible_reader.database import Database, Keys, KeysError, make_engine
from accessible_reader.errors import NotNow
from accessible_reader.settings import Settings
from converters.errors import BadOptions


@contextmanager
def open_target(
    settings: Settings, plan: Plan, passphrase: str | None, *, replace: bool = False
) -> Iterator[Service]:
    """The service, with keys that fit the backup: those that are there, or the backup's own. Keys that are there are never overwritten.

    Raises:
        NotNow: ``restore-not-empty`` without ``replace``.
        BadOptions: ``restore-keys-missing``, ``restore-keys-other``, ``backup-passphrase-missing``, ``backup-passphrase-wrong``.

    """
    settings.data.mkdir(parents=True, exist_ok=True)
    database = Database(make_engine(settings.database))
    try:
        bring_up_to_date(database)
        with database.reading() as session:
            empty = is_empty(session)
    finally:
        database.close()
    if not empty and not replace:
        raise NotNow("restore-not-empty")
    _ready_keys(settings, plan, passphrase, empty=empty)
    with open_service(settings) as service:
        yield service


def _ready_keys(settings: Settings, plan: Plan, passphrase: str | None, *, empty: bool) -> None:
    file = settings.keys_path
    there = _present(settings)
    if there is not None and fit(there, plan.marks):
        return
    if there is not None and (settings.keys is not None or not empty or plan.keys is None):
        raise BadOptions("restore-keys-other", file="ACCESSIBLE_READER_KEYS" if settings.keys else str(file))
    if plan.keys is None:
        raise BadOptions("restore-keys-missing", file=str(file))
    if not passphrase:
        raise BadOptions("backup-passphrase-missing")
    keys = unseal_keys(plan.keys, passphrase)
    if there is not None:
        # Made by themselves when somebody first looked at the empty library; nothing is sealed with them. All the same, keys are not thrown away.
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        file.rename(file.with_name(f"{file.name}.unused-{stamp}"))
    _write(file, keys)


def _present(settings: Settings) -> Keys | None:
    try:
        if settings.keys is not None:
            return Keys.from_json(settings.keys.get_secret_value())
        return Keys.from_json(settings.keys_path.read_text())
    except FileNotFoundError:
        return None
    except KeysError:
        raise BadOptions("restore-keys-other", file=str(settings.keys_path)) from None


def _write(file: Path, keys: Keys) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    partial.touch(mode=0o600)
    try:
        partial.write_text(keys.to_json())
        os.link(partial, file)
    finally:
        partial.unlink(missing_ok=True)
