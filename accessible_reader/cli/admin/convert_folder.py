"""``accessible-reader admin convert-folder``: takes in every book of a folder and has it converted, after everything that is more urgent."""

from __future__ import annotations

import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from accessible_reader.cli.printing import print_line

if TYPE_CHECKING:
    from accessible_reader.bootstrap import Service

_LOOK_SECONDS = 1.0


class RightsClass(StrEnum):
    """Under what right the books are given out."""

    PUBLIC_DOMAIN = "public_domain"
    LICENSED = "licensed"
    PRINT_DISABLED_ONLY = "print_disabled_only"


def convert_folder(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False)],
    to: Annotated[list[str], typer.Option("--to")],
    *,
    rights: Annotated[RightsClass, typer.Option("--rights")],
    rights_basis: Annotated[str, typer.Option("--rights-basis")],
    branch: Annotated[str, typer.Option("--branch")] = "",
    wait: Annotated[bool, typer.Option("--wait/--no-wait")] = True,
) -> None:
    """Queue the conversions for the workers, and watch until all have ended. A book that cannot be read is told and left out."""
    from accessible_reader.bootstrap import open_service
    from accessible_reader.catalogue.intake import take_in
    from accessible_reader.catalogue.models import Branch
    from accessible_reader.cli.words import say, sentence
    from accessible_reader.conversions.service import BATCH, Wish
    from accessible_reader.database import select
    from converters.errors import BadOptions, ConversionError
    from converters.workspace import temporary_workspace

    names: list[str] = []
    failed = 0
    with open_service() as service:
        branch_id = None
        if branch:
            with service.database.reading() as session:
                branch_id = session.scalar(select(Branch.id).where(Branch.code == branch))
            if branch_id is None:
                raise BadOptions("batch-no-such-branch", branch=branch)
        for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.name[0] != "."):
            try:
                with temporary_workspace() as workspace:
                    taken = take_in(
                        service.database,
                        service.store,
                        file,
                        workspace,
                        rights=rights.value,
                        rights_basis=rights_basis,
                    )
                wishes = [Wish(taken.edition_id, name, {}, branch_id, BATCH) for name in to]
                names += [service.conversions.request(wish).id for wish in wishes]
            except ConversionError as error:
                failed += 1
                print_line(say("batch-book-failed", file=file.name, message=sentence(error)), sys.stderr)
        print_line(say("batch-queued", count=len(names)))
        if wait:
            failed += _watch(service, names)
    if failed:
        raise typer.Exit(2)


def _watch(service: Service, names: list[str]) -> int:
    from accessible_reader.cli.admin.progress import progress
    from accessible_reader.cli.words import say

    waiting, failed = dict.fromkeys(names), 0
    with progress("batch-percent") as show:
        while waiting:
            for name in list(waiting):
                record = service.conversions.get(name)
                if record.state not in {"queued", "running"}:
                    del waiting[name]
                    failed += record.state != "done"
            total = len(dict.fromkeys(names))
            show(total - len(waiting), total)
            if waiting:
                time.sleep(_LOOK_SECONDS)
    print_line(say("batch-done", done=len(dict.fromkeys(names)) - failed, failed=failed))
    return failed
