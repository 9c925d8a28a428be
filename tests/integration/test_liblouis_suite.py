"""liblouis' own tests, through our binding: what the installed version passes by itself, it passes through us. See ``tests/liblouis_suite.py``."""

from pathlib import Path

import pytest

from tests import liblouis_suite
from tests.liblouis_suite import FILES, REVIEWED, file_of

pytestmark = pytest.mark.skipif(not Path("/usr/share/liblouis").is_dir(), reason="liblouis is not installed")
MISSING = "liblouis' test files are not here: make liblouis-tests fetches them"


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_upstream_tests(name: str) -> None:
    path = file_of(name)
    if path is None:
        pytest.skip(MISSING)
    checked, wrong = liblouis_suite.run(path)
    assert checked
    assert not wrong, f"{len(wrong)} of {checked} differ:\n" + "\n".join(wrong[:40])


def test_our_own_encoder_gives_upstreams_examples() -> None:
    path = file_of("zhcn-cbs")
    assert path is not None
    checked, wrong = liblouis_suite.own_encoder_on(path)
    assert checked > 30
    assert not wrong
    assert len(REVIEWED) <= 2
