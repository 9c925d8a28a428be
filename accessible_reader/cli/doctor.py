"""``accessible-reader doctor``: is every part there, and what mends what is not."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from accessible_reader.cli.cache import stats_lines, told_kindly
from accessible_reader.cli.printing import print_json, print_line

if TYPE_CHECKING:
    from audio_cache import CacheStats


def doctor(as_json: Annotated[bool, typer.Option("--json")] = False) -> int:
    """Exit status 0: everything needed works; 2: something is missing or does not work."""
    from accessible_reader.cli.words import say
    from accessible_reader.doctor import Check, examine
    from converters.limits import LIMITS

    checks: list[Check] = []
    for check in examine():
        checks.append(check)
        if as_json:
            continue
        code = (
            f"doctor-{check.state}"
            if check.needed or check.state == "works"
            else f"doctor-missing-for-{check.only_for}"
        )
        print_line(say(code, part=say(f"doctor-part-{check.name}"), detail=check.detail))
        if check.state != "works":
            print_line("  " + say("doctor-mend", command=check.mend))
    ill = [check for check in checks if check.needed and check.state != "works"]
    limits = asdict(LIMITS)
    stats = _cache_stats()
    if as_json:
        print_json(
            {
                "status": "ill" if ill else "well",
                "checks": [check.to_json() for check in checks],
                "limits": limits,
                "audio_cache": asdict(stats) if stats else None,
            }
        )
        return 2 if ill else 0
    print_line("")
    print_line(say("doctor-limits"))
    for name, value in limits.items():
        shown = f"{value // 2**20} MiB" if name.endswith("_bytes") else f"{value:g}"
        if name.endswith("_seconds"):
            shown += " s"
        if isinstance(value, int) and not name.endswith("_bytes"):
            shown = str(value)
        print_line(f"  {say('limit-name-' + name.replace('_', '-'))}: {shown}")
    if stats:
        print_line("")
        for line in stats_lines(stats):
            print_line(line)
    print_line("")
    print_line(say("doctor-ill", count=len(ill)) if ill else say("doctor-well"))
    return 2 if ill else 0


def _cache_stats() -> CacheStats | None:
    """None: the check has said why."""
    from audio_cache import open_cache
    from converters.errors import ConversionError

    try:
        with told_kindly():
            return open_cache().stats()
    except ConversionError:
        return None
