"""``accessible-reader admin upkeep``: does at once what workers do every hour and every day."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from accessible_reader.cli.printing import print_json, print_line


def upkeep(as_json: Annotated[bool, typer.Option("--json")] = False) -> int:
    """Remove what is kept no longer. Exit status 2 where something could not be done."""
    from accessible_reader.bootstrap import open_service
    from accessible_reader.cli.words import say
    from accessible_reader.database import now
    from accessible_reader.operation.upkeep import Upkeep

    with open_service() as service:
        work = Upkeep(service.database, service.store, service.conversions, service.intakes)
        results = work.run(now())
    if as_json:
        print_json([asdict(one) for one in results])
    else:
        for one in results:
            if one.count:
                print_line(say(f"upkeep-{one.name}", count=one.count))
            elif one.count is None:
                what = say(f"upkeep-{one.name}", count=0)
                print_line(say("upkeep-failed", what=what, reason=one.error), sys.stderr)
        if not any(one.count for one in results):
            print_line(say("upkeep-nothing"))
    return 2 if any(one.count is None for one in results) else 0
