"""``accessible-reader admin import-patrons``: patrons from a CSV file, all of them or none."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from accessible_reader.cli.printing import print_line


def import_patrons(
    file: Annotated[Path, typer.Argument()],
    branch: Annotated[str, typer.Option("--branch")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
) -> None:
    """Add the patrons of a table; rows that do not fit are named by line, and then nobody is added."""
    from accessible_reader.audit import SYSTEM
    from accessible_reader.cli.admin.opening import open_people
    from accessible_reader.cli.words import say
    from accessible_reader.errors import BadRecord
    from accessible_reader.people.importing import import_patrons as run

    data = _read(file)
    with open_people() as (database, keys):
        report = run(database, keys, SYSTEM, data, branch=branch, dry_run=dry_run)
    for problem in report.problems:
        print_line(say("patrons-row", line=problem.line, message=say(problem.code)), sys.stderr)
    if report.ignored_columns:
        print_line(say("patrons-ignored-columns", count=report.ignored_columns), sys.stderr)
    if report.problems:
        raise BadRecord("patrons-rows-bad", count=len(report.problems))
    print_line(say("patrons-would-add" if dry_run else "patrons-added", count=report.added))
    if report.present:
        print_line(say("patrons-present", count=report.present))


def _read(file: Path) -> bytes:
    from converters.errors import BadInput

    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise BadInput("file-not-found", file=file.name) from None
    except OSError as error:
        raise BadInput("file-unreadable", file=file.name, reason=error.strerror or "") from None
