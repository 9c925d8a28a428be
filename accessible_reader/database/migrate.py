"""Brings a database up to date, and says whether the tables are what the code expects (Alembic)."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine

_SCRIPTS = Path(__file__).parent / "migrations"


class MigrationError(Exception):
    """The tables are not what the code expects; the message names the difference."""


def is_current(engine: Engine) -> bool:
    """Whether no migration is missing, and none is there that this program does not know. Locks nothing."""
    with engine.execution_options(reading=True).connect() as connection:
        wanted = ScriptDirectory.from_config(_config(connection)).get_heads()
        return set(MigrationContext.configure(connection).get_current_heads()) == set(wanted)


def upgrade(engine: Engine) -> None:
    """Run all migrations that are missing, in one transaction where the database can. Where none is missing, nothing is locked: a busy database does not keep anybody from starting."""
    if is_current(engine):
        return
    with engine.begin() as connection:
        command.upgrade(_config(connection), "head")


def upgrade_to(connection: Connection, revision: str = "head") -> None:
    """The same in the caller's transaction, up to ``revision``."""
    command.upgrade(_config(connection), revision)


def current_revision(connection: Connection) -> str:
    """How far the tables are; "" where there are none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def knows_revision(revision: str) -> bool:
    """Whether this program can bring tables of ``revision`` up to date. It cannot where a newer program has made them."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    try:
        return ScriptDirectory.from_config(config).get_revision(revision) is not None
    except CommandError:
        return False


def check(engine: Engine) -> None:
    """Raises :class:`MigrationError` where tables and code differ."""
    with engine.begin() as connection:
        try:
            command.check(_config(connection))
        except CommandError as error:
            raise MigrationError(str(error)) from None


def revise(engine: Engine, message: str) -> None:
    """Write a new migration from the difference: for developers, ``make migration``."""
    with engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config
