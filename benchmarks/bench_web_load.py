"""Readers for ``make bench-web``: a program of its own, so that asking does not slow answering. Reads a JSON object from standard input, writes one to standard output.

Pages are asked for at fixed moments, whether or not earlier ones have been answered, and a wait counts from that moment: a service that falls behind cannot hide it.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from typing import Any

import httpx2 as httpx


async def pages(job: dict[str, Any]) -> dict[str, Any]:
    """``job``: address, sessions (tokens), a_second, seconds, addresses (name of a kind → paths). Returns kind → milliseconds of each answer, the statuses, and what came too late to be sent in time."""
    chance = random.Random(11)  # noqa: S311 (the same readers each time)
    waits: dict[str, list[float]] = {kind: [] for kind in job["addresses"]}
    statuses: dict[str, int] = {}
    sizes: dict[str, int] = dict.fromkeys(job["addresses"], 0)
    late = 0.0

    async def ask(client: httpx.AsyncClient, kind: str, path: str, session: str, due: float) -> None:
        nonlocal late
        late = max(late, time.monotonic() - due)
        try:
            answer = await client.get(path, headers={"cookie": f"session={session}"})
            status = str(answer.status_code)
            sizes[kind] = max(sizes[kind], len(answer.content))
        except httpx.HTTPError as error:
            status = type(error).__name__
        statuses[status] = statuses.get(status, 0) + 1
        waits[kind].append(1000 * (time.monotonic() - due))

    limits = httpx.Limits(max_connections=200, max_keepalive_connections=200)
    async with httpx.AsyncClient(base_url=job["address"], limits=limits, timeout=60) as client:
        start = time.monotonic()
        tasks = []
        kinds = list(job["addresses"])
        for number in range(int(job["a_second"] * job["seconds"])):
            due = start + number / job["a_second"]
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            kind = kinds[number % len(kinds)]
            path, session = chance.choice(job["addresses"][kind]), chance.choice(job["sessions"])
            tasks.append(asyncio.create_task(ask(client, kind, path, session, due)))
        await asyncio.gather(*tasks)
    return {"waits": waits, "statuses": statuses, "late": 1000 * late, "sizes": sizes}


if __name__ == "__main__":
    json.dump(asyncio.run(pages(json.load(sys.stdin))), sys.stdout)
