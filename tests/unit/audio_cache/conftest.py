"""Stores to run the same tests against."""

import http.client
import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audio_cache import AudioCache, open_cache

_SERVER = Path(__file__).with_name("s3_server.py")
_NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def s3_bucket() -> Iterator[str]:
    """``s3://clips``, on a server of its own; the environment leads obstore there."""
    child = subprocess.Popen(
        [sys.executable, str(_SERVER)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        port = int(child.stdout.readline())
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request("PUT", "/clips")
        assert connection.getresponse().status == 200
        connection.close()
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
            environment.setenv("AWS_ALLOW_HTTP", "true")
            environment.setenv("AWS_REGION", "us-east-1")
            environment.setenv("AWS_ACCESS_KEY_ID", "test")
            environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
            yield "s3://clips"
    finally:
        child.stdin.close()
        child.stdout.close()
        child.wait(20)


@pytest.fixture(params=["folder", "memory", "s3"])
def open_again(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., AudioCache]:
    """Opens a cache on the same empty store each time (in memory: the same store object)."""
    if request.param == "folder":
        url = str(tmp_path / "clips here")
    elif request.param == "s3":
        bucket = request.getfixturevalue("s3_bucket")
        url = f"{bucket}/{os.getpid()}/{next(_NUMBERS)}"
    else:
        url = "memory://"
    first = open_cache(url)

    def again(max_bytes: int = 10**9, max_age_days: float = 365.0) -> AudioCache:
        if url == "memory://":
            return AudioCache(first._store, max_bytes, max_age_days)
        return open_cache(url, max_bytes=max_bytes, max_age_days=max_age_days)

    return again


@pytest.fixture
def cache(open_again: Callable[..., AudioCache]) -> AudioCache:
    """One cache on an empty store."""
    return open_again()


@pytest.fixture
def folder(tmp_path: Path) -> AudioCache:
    """A cache in a local folder that does not exist yet."""
    return open_cache(str(tmp_path / "not" / "there" / "yet"), max_bytes=10**9)
