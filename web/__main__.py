"""``python -m web``: the pages, until they are told to stop."""

from __future__ import annotations

import sys

import uvicorn

from accessible_reader.bootstrap import open_service
from accessible_reader.logs import configure_logging
from accessible_reader.settings import settings
from web.app import create_app

_GRACE_SECONDS = 3
"""For answers that are under way; with closing everything it is below the five seconds that a service manager waits."""

_PATIENCE_SECONDS = 60.0
"""For a database that starts at the same time as we do."""


def main() -> int:
    """Serve. Ends on SIGTERM and SIGINT."""
    configure_logging(settings())
    with open_service(patience=_PATIENCE_SECONDS) as service:
        uvicorn.run(
            create_app(service),
            host=service.settings.host,
            port=service.settings.port,
            access_log=False,  # it would hold addresses with what people look for; ours holds patterns
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=_GRACE_SECONDS,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
