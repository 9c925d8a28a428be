"""``accessible-reader admin export-ledger``: what was given to whom (by pseudonym), as CSV."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from accessible_reader.cli.printing import print_line


def export_ledger(
    *,
    out: Annotated[Path | None, typer.Option("--out")] = None,
    since: Annotated[datetime | None, typer.Option("--since", formats=["%Y-%m-%d"])] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"])] = None,
) -> None:
    """Write the ledger from the day ``since`` until before the day ``until`` (UTC) to a file, or to standard output."""
    from accessible_reader.bootstrap import open_service
    from accessible_reader.cli.words import say
    from accessible_reader.conversions.ledger import write_ledger

    days = [day.replace(tzinfo=UTC) if day is not None else None for day in (since, until)]
    with open_service() as service:
        if out is None:
            sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
            write_ledger(service.database, sys.stdout, *days)
            return
        # With a mark of UTF-8, without which spreadsheets show Chinese titles as rubbish.
        with out.open("w", encoding="utf-8-sig", newline="") as stream:
            count = write_ledger(service.database, stream, *days)
    print_line(say("ledger-written", count=count, file=str(out)))
