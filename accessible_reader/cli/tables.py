"""``accessible-reader braille-tables``: the braille codes on offer."""

from __future__ import annotations

from typing import Annotated

import typer

from accessible_reader.cli.printing import print_json, print_line


def braille_tables(
    language: Annotated[str | None, typer.Option("--language", metavar="TAG")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """All braille tables, or those for ``language``."""
    from accessible_reader.cli.words import say
    from converters.braille.tables import TABLES

    wanted = (language or "").lower()
    found = [
        table
        for table in TABLES
        if not wanted or table.language.lower() == wanted or table.language.lower().startswith(f"{wanted}-")
    ]
    if as_json:
        print_json(
            [
                {
                    "name": table.name,
                    "language": table.language,
                    "grade": table.grade,
                    "title": table.title,
                    "native_title": table.native_title,
                    "source": table.provenance,
                    "tested": table.tested,
                }
                for table in found
            ]
        )
        return
    for table in found:
        grade = say("tables-grade", grade=table.grade)
        tested = table.tested or say("tables-untested")
        print_line(f"{table.name}: {table.native_title}; {table.title}; {table.language}, {grade}; {tested}")
    print_line(say("tables-count", count=len(found)))
