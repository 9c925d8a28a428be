"""``accessible-reader jobs``: what is being converted; look at one, stop it, try it again, move it forward."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accessible_reader.cli.printing import print_json, print_line

if TYPE_CHECKING:
    from accessible_reader.bootstrap import Service
    from accessible_reader.conversions.models import ConversionRecord

_SHOWN_ID = 12


class JobsAction(StrEnum):
    """What to do."""

    LIST = "list"
    SHOW = "show"
    CANCEL = "cancel"
    RETRY = "retry"
    PRIORITY = "priority"


class JobState(StrEnum):
    """Which conversions to list."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobPriority(StrEnum):
    """Who comes first."""

    PATRON = "patron"
    STAFF = "staff"
    BATCH = "batch"


def jobs(
    action: Annotated[JobsAction, typer.Argument()] = JobsAction.LIST,
    conversion: Annotated[str, typer.Argument()] = "",
    value: Annotated[JobPriority | None, typer.Argument()] = None,
    *,
    state: Annotated[list[JobState] | None, typer.Option("--state")] = None,
    library: Annotated[str, typer.Option("--library")] = "",
    form: Annotated[list[str] | None, typer.Option("--format")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000)] = 50,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """List conversions, or do something with the one whose id begins with what is given. Nothing that is printed says who asked for it."""
    from accessible_reader.bootstrap import open_service
    from accessible_reader.cli.words import say
    from converters.errors import BadOptions

    with open_service() as service:
        if action is JobsAction.LIST:
            branch_id = _branch(service, library) if library else None
            states = [one.value for one in state or ()]
            records = service.conversions.list(states, branch_id, limit, form or ())
        else:
            if not conversion:
                raise BadOptions("jobs-needs-id")
            records = [_do(service, action, service.conversions.find(conversion), value)]
        titles = _titles(service, records)
        if as_json:
            data = [plain(record) | {"title": titles[record.edition_id]} for record in records]
            if action is JobsAction.SHOW:
                data[0]["artifact"] = _artifact(service, records[0].id)
            print_json(data if action is JobsAction.LIST else data[0])
            return
        if action is JobsAction.SHOW:
            for line in details_of(service, records[0], titles[records[0].edition_id]):
                print_line(line)
            return
        for record in records:
            print_line(line_of(record, titles[record.edition_id]))
        if not records:
            print_line(say("jobs-none"))


def _do(service: Service, action: JobsAction, name: str, value: JobPriority | None) -> ConversionRecord:
    from accessible_reader.conversions.service import BATCH, PATRON, STAFF
    from converters.errors import BadOptions

    conversions = service.conversions
    if action is JobsAction.CANCEL:
        return conversions.cancel(name)
    if action is JobsAction.RETRY:
        return conversions.retry(name)
    if action is JobsAction.PRIORITY:
        if value is None:
            raise BadOptions("jobs-needs-priority")
        levels = {JobPriority.PATRON: PATRON, JobPriority.STAFF: STAFF, JobPriority.BATCH: BATCH}
        return conversions.prioritise(name, levels[value])
    return conversions.get(name)


def _branch(service: Service, code: str) -> str:
    from accessible_reader.catalogue.models import Branch
    from accessible_reader.database import select
    from converters.errors import BadOptions

    with service.database.reading() as session:
        found = session.scalar(select(Branch.id).where(Branch.code == code))
    if found is None:
        raise BadOptions("jobs-no-such-branch", branch=code)
    return found


def _titles(service: Service, records: Sequence[ConversionRecord]) -> dict[str, str]:
    from accessible_reader.catalogue.models import Edition, Title
    from accessible_reader.database import select

    wanted = sorted({record.edition_id for record in records})
    titles = dict.fromkeys(wanted, "")
    with service.database.reading() as session:
        for start in range(0, len(wanted), 500):
            query = (
                select(Edition.id, Title.name)
                .join(Title, Title.id == Edition.title_id)
                .where(Edition.id.in_(wanted[start : start + 500]))
            )
            titles.update((row[0], row[1]) for row in session.execute(query))
    return titles


def _artifact(service: Service, name: str) -> dict[str, Any] | None:
    artifact = service.conversions.artifact(name)
    if artifact is None:
        return None
    names = ("folder", "main", "size", "files", "report", "provenance")
    return {one: getattr(artifact, one) for one in names}


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


def line_of(record: ConversionRecord, title: str) -> str:
    """A conversion as one line for a person."""
    from accessible_reader.cli.words import say

    percent = 100 * record.weight_done // max(record.weight_total, 1)
    line = say(
        "jobs-line",
        id=record.id[:_SHOWN_ID],
        format=record.format,
        state=say(f"job-state-{record.state}"),
        percent=100 if record.state == "done" else percent,
        title=title,
    )
    return f"{line} {_why(record)}" if record.error_code else line


def details_of(service: Service, record: ConversionRecord, title: str) -> Iterator[str]:
    """Everything about one, a line each."""
    from accessible_reader.cli.report import readable_size
    from accessible_reader.cli.words import say

    yield record.id
    yield say("jobs-detail-book", title=title)
    yield say("jobs-detail-format", format=record.format)
    for name, value in record.options.items():
        if value not in (None, "", [], {}):
            yield say("jobs-detail-option", name=name.replace("_", "-"), value=str(value))
    yield say("jobs-detail-state", state=say(f"job-state-{record.state}"))
    yield say("jobs-detail-priority", priority=record.priority, attempt=record.attempt)
    yield say("jobs-detail-parts", done=record.parts_done, total=record.parts_total)
    for what in ("requested", "started", "ended"):
        moment = getattr(record, f"{what}_at")
        if moment is not None:
            yield say(f"jobs-detail-{what}", at=moment.isoformat(sep=" ", timespec="seconds"))
    if record.error_code:
        yield say("jobs-detail-error", message=_why(record), name=record.error_code)
    artifact = service.conversions.artifact(record.id)
    if artifact is not None:
        size = readable_size(artifact.size)
        yield say("jobs-detail-artifact", main=artifact.main, files=len(artifact.files), size=size)
        for check in artifact.report.get("checks", ()):
            yield say("jobs-detail-check", name=check["check"], passed="yes" if check["passed"] else "no")


def _why(record: ConversionRecord) -> str:
    from accessible_reader.cli.words import sentence
    from converters.errors import ConversionError

    return sentence(ConversionError(record.error_code or "", **(record.error_params or {})))
