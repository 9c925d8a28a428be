"""Alembic's way in: it runs on the connection that :mod:`accessible_reader.database.migrate` gives it."""

from __future__ import annotations

from typing import Any

from alembic import context

from accessible_reader.database.models import metadata

_OURS_ALONE = ("search_index",)
"""Tables that each database makes in its own way, by hand, in a migration."""
_OF_THE_JOB_ENGINE = frozenset({
    "application_versions", "dbos_migrations", "notifications", "operation_outputs", "queues", "streams", "workflow_events",
    "workflow_events_history", "workflow_input", "workflow_output", "workflow_schedules", "workflow_status",
})  # fmt: skip
"""It makes these itself: on SQLite beside ours, on PostgreSQL in a schema of its own."""


def _include(_object: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    if kind != "table" or name is None:
        return True
    return not name.startswith(_OURS_ALONE) and name not in _OF_THE_JOB_ENGINE


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    include_object=_include,
)
with context.begin_transaction():
    context.run_migrations()
