"""The pages as browsers meet them: a server of this process, on a port that is free."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from tests.service_ground import until
from tests.web_ground import Ground


@contextmanager
def serve(ground: Ground, at: socket.socket | None = None) -> Iterator[str]:
    """The address of ``ground``'s pages while the block runs. ``at``: a bound socket, for whoever must know the port before there is a library."""
    config = uvicorn.Config(
        ground.app, host="127.0.0.1", port=0, log_config=None, access_log=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([at] if at else None,), daemon=True)
    thread.start()
    until(lambda: server.started, what="the server did not start")
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
