"""``accessible-reader admin audit-verify``: whether the audit log is as it was written, and holds an end that was noted elsewhere."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from accessible_reader.cli.printing import print_json, print_line

_SHORTEST = 12


def audit_verify(
    *,
    expect: Annotated[str, typer.Option("--expect")] = "",
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Go through the whole chain. Exit status 2 where somebody has tampered with it, or the noted hash is not in it."""
    from accessible_reader.audit import chain_end, verify_chain
    from accessible_reader.audit.exporting import find_hash
    from accessible_reader.cli.admin.opening import open_people
    from accessible_reader.cli.words import say
    from converters.errors import BadOptions

    noted = expect.strip().lower()
    if noted and not (_SHORTEST <= len(noted) <= 64 and all(c in "0123456789abcdef" for c in noted)):
        raise BadOptions("audit-hash-bad", least=_SHORTEST)
    with open_people() as (database, keys):
        broken = verify_chain(database, keys)
        end = chain_end(database)
        found = find_hash(database, noted) if noted and end.number else None
    what = broken.what if broken is not None else "older-than-noted" if noted and found is None else ""
    number = broken.number if broken is not None else end.number
    if as_json:
        print_json(
            {"number": end.number, "hash": end.hash, "broken": what, "broken_at": number if what else None}
        )
    elif what:
        print_line(say("audit-broken", number=number, what=say(f"audit-{what}")), sys.stderr)
    else:
        print_line(say("audit-whole", count=end.number))
        if found is not None:
            print_line(say("audit-noted-found", number=found))
        print_line(say("backup-audit-end", number=end.number, hash=end.hash))
    return 2 if what else 0
