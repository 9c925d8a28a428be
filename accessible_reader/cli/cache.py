"""``accessible-reader cache``: what is kept of speech, and making room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from accessible_reader.cli.printing import print_json, print_line

if TYPE_CHECKING:
    from audio_cache import CacheStats


class CacheAction(StrEnum):
    """What to do with the clips."""

    STATS = "stats"
    EVICT = "evict"
    CLEAR = "clear"


def cache(
    action: Annotated[CacheAction, typer.Argument()] = CacheAction.STATS,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Show what is kept; hold the bounds now; or remove everything."""
    from accessible_reader.cli.words import say
    from audio_cache import open_cache

    with told_kindly():
        store = open_cache()
        if action is CacheAction.STATS:
            stats = store.stats()
            if as_json:
                print_json(asdict(stats))
            else:
                for line in stats_lines(stats):
                    print_line(line)
            return
        done = store.evict() if action is CacheAction.EVICT else store.clear()
    if as_json:
        print_json(asdict(done))
    elif done.ran:
        print_line(say("cache-removed", count=done.entries, size=size_words(done.bytes)))
        print_line(say("cache-left", count=done.left_entries, size=size_words(done.left_bytes)))
    else:
        print_line(say("cache-off" if store.url == "off" else "cache-busy"))


def stats_lines(stats: CacheStats) -> Iterator[str]:
    """Sentences for a person."""
    from accessible_reader.cli.words import say

    if stats.url == "off":
        yield say("cache-off")
        return
    yield say("cache-place", place=stats.url)
    yield say("cache-entries", count=stats.entries, size=size_words(stats.bytes))
    if stats.oldest_use is not None and stats.newest_use is not None:
        yield say("cache-uses", oldest=_moment(stats.oldest_use), newest=_moment(stats.newest_use))
    asked = stats.hits + stats.misses
    if asked and stats.since is not None:
        percent = f"{100 * stats.hits / asked:.1f}"
        yield say(
            "cache-hits", since=_moment(stats.since), hits=stats.hits, misses=stats.misses, percent=percent
        )
    if stats.damaged or stats.dropped or stats.evicted:
        yield say("cache-losses", damaged=stats.damaged, dropped=stats.dropped, evicted=stats.evicted)
    yield say("cache-bounds", size=size_words(stats.max_bytes), days=f"{stats.max_age_days:g}")


@contextmanager
def told_kindly() -> Iterator[None]:
    """A bad setting and a store out of reach are nobody's bug."""
    from audio_cache import CacheSettingError
    from audio_cache.store import StoreError
    from converters.errors import BadOptions, DiskProblem

    try:
        yield
    except CacheSettingError as error:
        raise BadOptions(error.code, **error.params) from error
    except StoreError as error:
        raise DiskProblem(error.trouble.code, reason=error.trouble.reason) from error


def size_words(count: int) -> str:
    """Bytes in the largest unit that leaves something before the point."""
    size, unit = float(count), "B"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if size < 1024:
            break
        size, unit = size / 1024, larger
    return f"{size:.1f} {unit}" if unit != "B" else f"{count} B"


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M")
