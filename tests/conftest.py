"""What all tests share."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from converters.workspace import Workspace

# Of the programs that tests start, most would spend half their time on compiling what the one before them compiled, where the environment forbids to keep it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# EPUBCheck looks at one book and ends: a Java that optimises for a long life, on several threads, takes twice the time for it.
os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: about as many tests wait at any time, for a process to begin or for one that died to be missed."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--save-golden", action="store_true", help="save what is made now as the golden files")


@pytest.fixture(scope="session", autouse=True)
def own_audio_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Clips of tests go into a folder of this session, also those of the programs it starts; never into the user's."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("ACCESSIBLE_READER_AUDIO_CACHE", str(tmp_path_factory.mktemp("audio-cache")))
        yield


@pytest.fixture
def save_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--save-golden"))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = tmp_path / "workspace"
    root.mkdir()
    return Workspace(root)
