"""``accessible-reader admin audit-export``: the audit log as a table, with the end of its chain to be noted elsewhere."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from accessible_reader.cli.printing import print_line


class AuditForm(StrEnum):
    """How it is written."""

    CSV = "csv"
    JSONL = "jsonl"


def audit_export(
    *,
    out: Annotated[Path | None, typer.Option("--out")] = None,
    form: Annotated[AuditForm, typer.Option("--format")] = AuditForm.CSV,
    since: Annotated[datetime | None, typer.Option("--since", formats=["%Y-%m-%d"])] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"])] = None,
) -> int:
    """Write the log from the day ``since`` until before the day ``until`` (UTC), and verify all of it. Exit status 2 where somebody has tampered with it."""
    from accessible_reader.audit import SYSTEM, chain_end, record, verify_chain
    from accessible_reader.audit.exporting import write_audit
    from accessible_reader.cli.admin.opening import open_people
    from accessible_reader.cli.words import say

    days = [day.replace(tzinfo=UTC) if day is not None else None for day in (since, until)]
    with open_people() as (database, keys):
        with database.transaction() as session:  # whoever reads the log is in it
            record(session, keys, actor=SYSTEM, subject=None, act="audit-export", purpose="export")
        broken = verify_chain(database, keys)
        end = chain_end(database)
        if out is None:
            sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
            count = write_audit(database, sys.stdout, form.value, *days)
            sys.stdout.flush()
        else:
            # With a mark of UTF-8 where a spreadsheet opens it.
            encoding = "utf-8-sig" if form is AuditForm.CSV else "utf-8"
            with out.open("w", encoding=encoding, newline="") as stream:
                count = write_audit(database, stream, form.value, *days)
    print_line(say("audit-written", count=count), sys.stderr)
    if broken is not None:
        print_line(say("audit-broken", number=broken.number, what=say(f"audit-{broken.what}")), sys.stderr)
        return 2
    print_line(say("backup-audit-end", number=end.number, hash=end.hash), sys.stderr)
    return 0
