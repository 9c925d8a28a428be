"""A worker for tests, started as a process: ``python -m tests.service_worker NAME OPTIONS`` with the service's settings in the environment.

``OPTIONS`` is JSON: fields of ``WorkerOptions``; ``"stop_in_intake"``, a moment at which it stops; ``"house_seconds"``, how often it keeps house.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from pathlib import Path


def main() -> None:
    import tests.service_registered  # noqa: F401 (registers)
    from accessible_reader.bootstrap import open_service
    from accessible_reader.conversions import children
    from accessible_reader.conversions import worker as worker_module
    from accessible_reader.conversions.worker import ConversionWorker, WorkerOptions

    children._PRELOADED = (*children._PRELOADED, "tests.service_registered")
    name, options = sys.argv[1], json.loads(sys.argv[2])
    if moment := options.pop("stop_in_intake", None):
        from tests.service_intake_stops import stop_at

        stop_at(moment[0], Path(moment[1]))
    if house := options.pop("house_seconds", None):
        worker_module._HOUSE_SECONDS = house  # type: ignore[misc]
    with open_service(patience=600.0) as service:
        worker = ConversionWorker(
            service.database,
            service.store,
            service.conversions,
            service.settings.data,
            WorkerOptions(name, **({"processes": 2} | options)),
            deliveries=service.delivery_work,
        )
        worker.start()
        sys.stdout.write(f"ready {worker.id}\n")
        sys.stdout.flush()
        worker.lost.wait()
    sys.stdout.write("lost\n")
    sys.stdout.flush()
    os._exit(75)


if __name__ == "__main__":
    warnings.simplefilter("error")
    logging.basicConfig(level=logging.WARNING)
    main()
