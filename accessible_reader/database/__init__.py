"""The database: the only floor, besides the ``models.py`` files, that knows SQLAlchemy. The words for queries are handed on here."""

from sqlalchemy import and_, bindparam, case, delete, exists, func, insert, or_, select, text, update
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from accessible_reader.database.base import Base, UtcDateTime, new_id, now
from accessible_reader.database.conflicts import AWAY, is_conflict, retried
from accessible_reader.database.engine import make_engine, make_jobs_engine
from accessible_reader.database.keys import Keys, KeysError, load_keys, new_keys, with_new_key
from accessible_reader.database.migrate import MigrationError, check, upgrade
from accessible_reader.database.session import Database, joined

__all__ = [
    "AWAY", "Base", "DataError", "Database", "IntegrityError", "Keys", "KeysError", "MigrationError", "OperationalError", "Session", "UtcDateTime", "and_", "bindparam", "case", "check",
    "delete", "exists", "func", "insert", "is_conflict", "joined", "load_keys", "make_engine", "make_jobs_engine", "new_id", "new_keys", "now", "or_", "retried", "select", "text", "update",
    "upgrade", "with_new_key",
]  # fmt: skip
