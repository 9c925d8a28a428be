"""Listening over HTTP: seconds from asking for a chapter that nothing was made of to its first sound; and 200 listeners at once, 64 kbit/s each, by ranges.

    python -m benchmarks.bench_listen [--listeners 200] [--seconds 30] [BOOK.epub ...]

A server is a process of its own; the voices' cache is empty. "warm": the player's page was opened before, as readers do; "cold": the file was asked for as the first thing after the start.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2 as httpx
import psutil

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
RATE = 64_000 // 8


def main() -> None:
    """Print the tables."""
    ask = argparse.ArgumentParser()
    ask.add_argument("books", nargs="*", type=Path)
    ask.add_argument("--listeners", type=int, default=200)
    ask.add_argument("--seconds", type=float, default=30)
    given = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first_sounds(Path(folder), given.books)
        asyncio.run(listeners(Path(folder) / "many", given.listeners, given.seconds))


def first_sounds(folder: Path, books: list[Path]) -> None:
    """A table: each book's seconds to the first sound, cold and warm."""
    print(f"\n{'first sound of':<44}{'cold s':>8}{'warm s':>8}{'load':>7}", flush=True)
    for book in books:
        cold = _first_sound(folder / f"{book.stem}-cold", book, warm=False)
        warm = _first_sound(folder / f"{book.stem}-warm", book, warm=True)
        print(f"{book.name:<44}{cold:>8.2f}{warm:>8.2f}{os.getloadavg()[0]:>7.1f}", flush=True)


@contextmanager
def _server(folder: Path, book: Path | None) -> Iterator[tuple[str, str, str, int]]:
    """(address, edition, session, process id)."""
    folder.mkdir()
    environment = os.environ | {
        "ACCESSIBLE_READER_AUDIO_CACHE": str(folder / "cache"),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "benchmarks.listening_server", str(folder), str(book or "")]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        address, edition, session = process.stdout.readline().split()
        yield address, edition, session, process.pid
    finally:
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
        process.kill()
        process.wait()


def _first_sound(folder: Path, book: Path, *, warm: bool) -> float:
    with _server(folder, book) as (address, edition, session, _pid):
        client = httpx.Client(base_url=address, cookies={"session": session}, timeout=300)
        chapters = [
            key
            for key in (f"{number:03}" for number in range(1, 9))
            if client.get(f"/listen/{edition}/spot", params={"chapter": key}).status_code == 200
        ]
        if warm:
            client.get(f"/listen/{edition}").raise_for_status()
            time.sleep(8)  # somebody finds the button
        began = time.monotonic()
        with client.stream("GET", f"/listen/{edition}/chapters/{chapters[-1]}.mp3") as answer:
            got = 0
            for piece in answer.iter_bytes():
                got += len(piece)
                if got >= 2_000:  # a third of a second of sound
                    return time.monotonic() - began
    raise SystemExit("no sound")


async def listeners(folder: Path, count: int, seconds: float) -> None:
    """``count`` at once for ``seconds``, each with a book of half an hour that is complete; prints waits and stalls."""
    with _server(folder, None) as (address, edition, session, pid):
        limits = httpx.Limits(max_connections=count)
        async with httpx.AsyncClient(
            base_url=address, cookies={"session": session}, limits=limits, timeout=60
        ) as client:
            path = f"/listen/{edition}/chapters/001.mp3"
            size = int((await client.head(path)).headers["content-length"])
            server = psutil.Process(pid)
            before = sum(server.cpu_times()[:2])
            waits: list[float] = []
            stalls = [0]
            await asyncio.gather(
                *(_listen(client, path, size, number, seconds, waits, stalls) for number in range(count))
            )
            cpu = sum(server.cpu_times()[:2]) - before
    waits.sort()
    print(f"\n{count} listeners, {RATE * 8 // 1000} kbit/s each, {seconds:.0f} s, ranges of 4 s, 8 s ahead")
    print(
        f"  requests {len(waits)}, median {waits[len(waits) // 2] * 1000:.0f} ms, p95 {waits[int(len(waits) * 0.95)] * 1000:.0f} ms, longest {waits[-1]:.2f} s"
    )
    print(
        f"  stalls {stalls[0]}, server CPU {cpu:.1f} s ({100 * cpu / seconds:.0f} % of a core), load {os.getloadavg()[0]:.1f}"
    )


async def _listen(  # noqa: PLR0917 (one listener of many)
    client: httpx.AsyncClient,
    path: str,
    size: int,
    number: int,
    seconds: float,
    waits: list[float],
    stalls: list[int],
) -> None:
    """A player that keeps eight seconds ahead; a stall is when it has nothing left to play."""
    await asyncio.sleep(number * 4 / 200)
    began = time.monotonic()
    at, ahead = (number * 97_003) % max(1, size - 40 * RATE), 0.0
    while (heard := time.monotonic() - began) < seconds:
        if ahead - heard > 4:
            await asyncio.sleep(ahead - heard - 4)
            continue
        asked = time.monotonic()
        answer = await client.get(path, headers={"range": f"bytes={at}-{at + 4 * RATE - 1}"})
        waits.append(time.monotonic() - asked)
        if answer.status_code != 206 or (ahead and time.monotonic() - began > ahead):
            stalls[0] += 1
        at = (at + 4 * RATE) % max(1, size - 4 * RATE)
        ahead = max(ahead, time.monotonic() - began) + 4


if __name__ == "__main__":
    main()
