"""``accessible-reader admin restore``: a library from its backup."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from accessible_reader.cli.printing import print_json, print_line

if TYPE_CHECKING:
    from accessible_reader.backups import Plan, RestoreReport


def restore(
    file: Annotated[Path, typer.Argument()],
    *,
    into: Annotated[Path | None, typer.Option("--into", file_okay=False)] = None,
    replace: Annotated[bool, typer.Option("--replace")] = False,
    check: Annotated[bool, typer.Option("--check")] = False,
    passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Restore into the library of the settings, or into a new one in the folder ``into``. Exit status 2 where the audit log was tampered with, or files are missing."""
    from accessible_reader.backups import look_through, open_target
    from accessible_reader.backups import restore as run
    from accessible_reader.backups.envelope import is_sealed
    from accessible_reader.cli.admin.passphrase import ask_passphrase, find_passphrase
    from accessible_reader.cli.admin.progress import progress
    from accessible_reader.settings import Settings

    passphrase = find_passphrase(passphrase_file)
    if passphrase is None and is_sealed(file):
        passphrase = ask_passphrase(twice=False)
    with progress("restore-check-percent") as show:
        plan = look_through(file, passphrase, show)
    if check:
        _tell_plan(plan, as_json=as_json)
        return 0
    if passphrase is None and plan.keys is not None:
        passphrase = ask_passphrase(twice=False)
    settings = Settings()
    if into is not None:
        settings = settings.model_copy(
            update={"data": into, "database_url": "", "storage_url": "", "keys_file": None}
        )
    with (
        open_target(settings, plan, passphrase, replace=replace) as service,
        progress("restore-percent") as show,
    ):
        report = run(service, file, plan, passphrase=passphrase, replace=replace, progress=show)
    if as_json:
        print_json(report.to_json())
    else:
        _tell(report)
    return 2 if report.audit_broken or report.missing_count or report.damaged_count else 0


def _tell_plan(plan: Plan, *, as_json: bool) -> None:
    from accessible_reader.cli.words import say

    data: dict[str, Any] = {
        "id": plan.id, "made_at": plan.made_at, "software": plan.software, "library": plan.library, "rows": plan.rows, "files": plan.files,
        "file_bytes": plan.file_bytes, "with_keys": plan.keys is not None, "missing_count": plan.missing_count, "damaged_count": plan.damaged_count,
        "audit_number": plan.audit_number, "audit_hash": plan.audit_hash,
    }  # fmt: skip
    if as_json:
        print_json(data)
        return
    print_line(say("restore-whole", made_at=plan.made_at, rows=sum(plan.rows.values()), files=plan.files))
    print_line(say("backup-audit-end", number=plan.audit_number, hash=plan.audit_hash))


def _tell(report: RestoreReport) -> None:
    from accessible_reader.cli.words import say

    print_line(
        say("restore-done", made_at=report.made_at, rows=sum(report.rows.values()), files=report.files)
    )
    print_line(say("restore-requeued", count=report.requeued, intakes=report.requeued_intakes))
    print_line(say("restore-sign-in-again"))
    if report.forgotten_again:
        print_line(say("restore-forgotten-again", count=report.forgotten_again))
    for person in report.not_forgotten:
        print_line(say("restore-not-forgotten", person=person), sys.stderr)
    if report.missing_count or report.damaged_count:
        print_line(
            say("backup-not-whole", missing=report.missing_count, damaged=report.damaged_count), sys.stderr
        )
    if report.audit_broken:
        number, _, what = report.audit_broken.partition(" ")
        print_line(say("restore-audit-broken", number=number, what=say(f"audit-{what}")), sys.stderr)
    else:
        print_line(say("restore-audit-whole", number=report.audit_number, hash=report.audit_hash))
