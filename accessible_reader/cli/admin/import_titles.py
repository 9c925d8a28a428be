"""``accessible-reader admin import-titles``: titles and copies from a CSV file; rows with errors are told and left out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from accessible_reader.cli.printing import print_json, print_line


def import_titles(
    file: Annotated[Path, typer.Argument()],
    dry_run: Annotated[bool, typer.Option("--dry-run")] = False,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Add the titles of a table. Exit status 2 where a row had an error."""
    from accessible_reader.catalogue.importing import import_titles as run
    from accessible_reader.cli.admin.opening import open_people
    from accessible_reader.cli.words import say
    from converters.errors import BadInput

    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise BadInput("file-not-found", file=file.name) from None
    except OSError as error:
        raise BadInput("file-unreadable", file=file.name, reason=error.strerror or "") from None
    with open_people() as (database, _keys):
        made = run(database, data, dry_run=dry_run)
    if as_json:
        problems = [
            {"line": one.line, "code": one.code, "params": one.params, "message": say(one.code, **one.params)}
            for one in made.problems
        ]
        print_json({"added": made.added, "known": made.known, "problems": problems})
        return 2 if made.problems else 0
    for one in made.problems:
        print_line(say("import-titles-row", row=one.line, message=say(one.code, **one.params)), sys.stderr)
    print_line(
        say("import-titles-done", added=made.added, known=made.known, failed=len(made.problems)), sys.stdout
    )
    return 2 if made.problems else 0
