"""A server that speaks S3 on 127.0.0.1 (moto) and can refuse: ``python -m tests.s3_server FOLDER``. Prints its port, ends with its standard input.

While ``FOLDER/refuse`` is there, every request is answered with 503; ``FOLDER/refused`` grows by a byte for each.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class S3Server:
    """A running one. ``environment`` leads programs there."""

    port: int
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}",
            "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }

    def make_bucket(self, name: str) -> str:
        """Its URL."""
        assert self.ask("PUT", f"/{name}")[0] == 200
        return f"s3://{name}"

    def ask(self, method: str, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        return answer.status, body

    def unfinished_uploads(self, bucket: str) -> int:
        """Multipart uploads that were neither finished nor given up."""
        status, body = self.ask("GET", f"/{bucket}?uploads")
        assert status == 200
        return body.count("<Upload>")

    def refuse(self) -> None:
        (self.folder / "refuse").touch()

    def serve_again(self) -> None:
        (self.folder / "refuse").unlink()

    def refused(self) -> int:
        """How many requests were refused."""
        file = self.folder / "refused"
        return file.stat().st_size if file.exists() else 0


@contextmanager
def s3_server(folder: Path) -> Iterator[S3Server]:
    """Start one in a process of its own, on a free port."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.s3_server", str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        yield S3Server(int(child.stdout.readline()), folder)
    finally:
        child.stdin.close()
        child.stdout.close()
        child.wait(60)


def _refusing(app: Any, folder: Path) -> Callable[..., Iterable[bytes]]:
    lock = threading.Lock()

    def run(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if (folder / "refuse").exists():
            with lock, (folder / "refused").open("ab") as count:
                count.write(b".")
            start_response("503 Slow Down", [("Content-Type", "text/plain")])
            return [b"not now"]
        return app(environ, start_response)  # type: ignore[no-any-return]

    return run


def main() -> None:
    from moto.moto_server.werkzeug_app import (
        DomainDispatcherApplication,
        MotoRequestHandler,
        create_backend_app,
    )
    from werkzeug.serving import make_server

    app = _refusing(DomainDispatcherApplication(create_backend_app), Path(sys.argv[1]))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=MotoRequestHandler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    sys.stdin.read()
    os._exit(0)  # nothing of it is kept


if __name__ == "__main__":
    main()
