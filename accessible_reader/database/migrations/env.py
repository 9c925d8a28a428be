"""Alembic's way in: it runs on the connection that :mod:`accessible_reader.database.migrate` gives it."""

from __future__ import annotations

from typing import Any

from alembic import context

from accessible_reader.database.models import metadata

_OURS_ALONE = ("search_index",)
"""Tables that each database makes in its own way, by hand, in a migration."""


def _include(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    return not (kind == "table" and name is not None and name.startswith(_OURS_ALONE))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    include_object=_include,
)
with context.begin_transaction():
    context.run_migrations()
