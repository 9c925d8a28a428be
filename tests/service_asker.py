"""Asks for conversions from a process of its own: ``python -m tests.service_asker`` with the service's settings in the environment.

Reads a line of JSON, ``[edition, [[format, options, branch, priority], ...]]``, says "ready", waits for another line, asks for all, and prints ``[[id, attempt], ...]``.
"""

from __future__ import annotations

import json
import sys


def main() -> None:
    import tests.service_registered  # noqa: F401 (registers)
    from accessible_reader.bootstrap import open_service
    from accessible_reader.conversions.service import Wish

    edition, wishes = json.loads(sys.stdin.readline())
    with open_service(patience=600.0) as service:
        service.queue.status("nothing")  # opens everything, so that asking is all that is left
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        records = [service.conversions.request(Wish(edition, *wish)) for wish in wishes]
        sys.stdout.write(json.dumps([[record.id, record.attempt] for record in records]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
