"""``accessible-reader health``: how the service is, for people and for programs that watch."""

from __future__ import annotations

from typing import Annotated

import typer

from accessible_reader.cli.printing import print_json, print_line


def health(as_json: Annotated[bool, typer.Option("--json")] = False) -> int:
    """Exit status 0: all is well; 1: something is ill."""
    from accessible_reader.bootstrap import open_service
    from accessible_reader.cli.words import say
    from accessible_reader.database import AWAY, KeysError
    from accessible_reader.operation.health import cannot_open
    from accessible_reader.operation.health import health as look

    try:
        with open_service() as service:
            found = look(service)
    except AWAY as error:
        found = cannot_open("database", error)
    except KeysError as error:
        found = cannot_open("keys", error)
    if as_json:
        print_json(found.to_json())
    else:
        for check in found.checks:
            detail = say(f"health-{check.code}", **check.figures)
            print_line(
                say(f"health-line-{check.state}", part=say(f"health-part-{check.name}"), detail=detail)
            )
        print_line(say("health-well" if found.well else "health-ill"))
    return 0 if found.well else 1
