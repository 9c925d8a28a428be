"""Transactions: the only way to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker


class Database:
    """The database of this process. Safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = sessionmaker(engine, expire_on_commit=False)
        self._reading = sessionmaker(engine.execution_options(reading=True), expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Everything in the block is committed together, or nothing is."""
        with self._writing() as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view, which hinders nobody and changes nothing."""
        with self._reading() as session:
            try:
                yield session
            finally:
                session.expunge_all()  # what was read stays readable; the end of the transaction would empty it
                session.rollback()

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self.engine.dialect.name

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


@contextmanager
def joined(where: Database | Session, *, reading: bool = False) -> Iterator[Session]:
    """The transaction ``where`` if it is one, so that several changes are one; else one of its own, which ends with the block."""
    if isinstance(where, Session):
        yield where
    elif reading:
        with where.reading() as session:
            yield session
    else:
        with where.transaction() as session:
            yield session
