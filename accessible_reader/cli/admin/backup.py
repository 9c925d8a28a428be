"""``accessible-reader admin backup``: the whole library in one file, while it is at work."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accessible_reader.cli.printing import print_json, print_line

if TYPE_CHECKING:
    from accessible_reader.backups import BackupReport


def backup(
    target: Annotated[Path, typer.Argument()],
    *,
    plain: Annotated[bool, typer.Option("--plain")] = False,
    with_keys: Annotated[bool, typer.Option("--with-keys")] = False,
    passphrase_file: Annotated[Path | None, typer.Option("--passphrase-file")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Back up to a file, or under a name with date and end of the audit log into a folder. Exit status 2 where files of the library are lost."""
    from accessible_reader.backups import make_backup
    from accessible_reader.bootstrap import open_service
    from accessible_reader.cli.admin.passphrase import ask_passphrase, find_passphrase
    from accessible_reader.cli.admin.progress import progress

    passphrase = find_passphrase(passphrase_file)
    if passphrase is None and (with_keys or not plain):
        passphrase = ask_passphrase(twice=True)
    with open_service() as service, progress("backup-percent") as show:
        report = make_backup(
            service, target, passphrase=passphrase, sealed=not plain, with_keys=with_keys, progress=show
        )
        keys_path = str(service.settings.keys_path)
    if as_json:
        print_json(report.to_json())
    else:
        _tell(report, keys_path)
    return 2 if report.missing_count or report.damaged_count else 0


def _tell(report: BackupReport, keys_path: str) -> None:
    from accessible_reader.cli.words import say

    print_line(say("backup-done", file=report.file, rows=sum(report.rows.values()), files=report.files))
    print_line(say("backup-audit-end", number=report.audit_number, hash=report.audit_hash))
    print_line(say("backup-keys-in" if report.with_keys else "backup-keys-out", file=keys_path))
    if not report.sealed:
        print_line(say("backup-plain"))
    for name in report.missing:
        print_line(say("backup-file-missing", file=name), sys.stderr)
    for name in report.damaged:
        print_line(say("backup-file-damaged", file=name), sys.stderr)
    if report.missing_count or report.damaged_count:
        print_line(
            say("backup-not-whole", missing=report.missing_count, damaged=report.damaged_count), sys.stderr
        )
