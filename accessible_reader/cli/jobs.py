"""``accessible-reader jobs``: what is being converted; stop one, try one again."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accessible_reader.cli.printing import print_json, print_line

if TYPE_CHECKING:
    from accessible_reader.conversions.models import ConversionRecord

_SHOWN_ID = 12


class JobsAction(StrEnum):
    """What to do."""

    LIST = "list"
    SHOW = "show"
    CANCEL = "cancel"
    RETRY = "retry"


class JobState(StrEnum):
    """Which conversions to list."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


def jobs(
    action: Annotated[JobsAction, typer.Argument()] = JobsAction.LIST,
    conversion: Annotated[str, typer.Argument()] = "",
    state: Annotated[list[JobState] | None, typer.Option("--state")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000)] = 50,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """List conversions, or show, cancel or retry the one whose id begins with what is given."""
    from accessible_reader.bootstrap import open_service

    with open_service() as service:
        conversions = service.conversions
        if action is JobsAction.LIST:
            records = conversions.list([one.value for one in state or ()], limit=limit)
        else:
            name = conversions.find(conversion)
            if action is JobsAction.CANCEL:
                conversions.cancel(name)
            elif action is JobsAction.RETRY:
                conversions.retry(name)
            records = [conversions.get(name)]
        if as_json:
            data = [plain(record) for record in records]
            if action is JobsAction.SHOW:
                artifact = conversions.artifact(records[0].id)
                if artifact is not None:
                    data[0]["artifact"] = {
                        "folder": artifact.folder,
                        "main": artifact.main,
                        "size": artifact.size,
                        "files": artifact.files,
                        "report": artifact.report,
                        "provenance": artifact.provenance,
                    }
            print_json(data if action is JobsAction.LIST else data[0])
            return
        for record in records:
            print_line(line_of(record))
        if not records:
            from accessible_reader.cli.words import say

            print_line(say("jobs-none"))


def plain(record: ConversionRecord) -> dict[str, Any]:
    """A conversion as plain data."""
    moments = {
        key: value.isoformat() if (value := getattr(record, key)) is not None else None
        for key in ("requested_at", "started_at", "ended_at")
    }
    names = ("id", "edition_id", "branch_id", "format", "options", "state", "attempt", "priority")
    counts = ("parts_done", "parts_total", "weight_done", "weight_total")
    values = {key: getattr(record, key) for key in (*names, *counts)}
    error = {"code": record.error_code, "params": record.error_params} if record.error_code else None
    return {**values, **moments, "error": error}


def line_of(record: ConversionRecord) -> str:
    """A conversion as one line for a person."""
    from accessible_reader.cli.words import say, sentence
    from converters.errors import ConversionError

    percent = 100 * record.weight_done // max(record.weight_total, 1)
    line = say(
        "jobs-line",
        id=record.id[:_SHOWN_ID],
        format=record.format,
        state=say(f"job-state-{record.state}"),
        percent=100 if record.state == "done" else percent,
    )
    if record.error_code:
        line += " " + sentence(ConversionError(record.error_code, **(record.error_params or {})))
    return line
