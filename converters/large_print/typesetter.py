"""Typst, one process a compilation, with a limit on memory and time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from converters.errors import ConversionError, LimitExceeded, MissingPart
from converters.large_print.fonts import files_of_family
from converters.limits import LIMITS

_HERE: Final = Path(__file__).parent
TEMPLATE: Final = _HERE / "template.typ"
SECONDS: Final = 900.0
_GLYPH: Final = re.compile(r"(?:text|character) [`\"“](.+?)[`\"”]", re.DOTALL)


class MissingGlyphError(Exception):
    """Typst refused characters that no font shows: the second net under the glyph gate."""

    def __init__(self, characters: Iterable[str]) -> None:
        super().__init__("".join(characters))
        self.characters = frozenset(characters)


def measure(root: Path, families: Iterable[str]) -> dict[str, Any]:
    """Lay out ``root/volume.json`` without writing a PDF; on which page every unit and mark begins."""
    return dict(json.loads(_run(root, families, None)))


def typeset(root: Path, families: Iterable[str], output: Path) -> int:
    """Write ``root/volume.json`` as a PDF/UA-1 file; returns its number of pages."""
    return int(json.loads(_run(root, families, output))["pages"])


def _run(root: Path, families: Iterable[str], output: Path | None) -> str:
    spec = find_spec("typst")
    if spec is None or spec.origin is None:
        raise MissingPart("large-print-typst-missing")
    fonts = root / "fonts"
    fonts.mkdir(exist_ok=True)
    for family in families:
        for path in files_of_family(family):
            link = fonts / path.name
            if not link.exists():
                link.symlink_to(path)
    template = root / "main.typ"
    if not template.exists():
        template.write_bytes(TEMPLATE.read_bytes())
    job = {
        "site": str(Path(spec.origin).parent.parent),
        "root": str(root),
        "template": str(template),
        "fonts": str(fonts),
        "output": None if output is None else str(output),
        "parent": os.getpid(),
        "memory": LIMITS.worker_memory_bytes,
        "standards": ["ua-1"],
    }
    command = [sys.executable, "-S", "-E", "-X", "utf8", str(_HERE / "typst_runner.py"), json.dumps(job)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=SECONDS, check=False, cwd=root, env=_environment()
        )
    except subprocess.TimeoutExpired:
        raise LimitExceeded("large-print-too-slow", seconds=int(SECONDS)) from None
    if done.returncode == 0:
        return done.stdout.decode("utf-8")
    if done.returncode == 3:
        _explain(json.loads(done.stdout))
    if done.returncode < 0 or b"memory" in done.stderr:
        raise LimitExceeded("large-print-too-large", mebibytes=LIMITS.worker_memory_bytes // 2**20)
    raise RuntimeError(f"the typesetter failed:\n{done.stderr.decode('utf-8', 'replace')[-4000:]}")


def _environment() -> dict[str, str]:
    """One thread each, because volumes are made side by side, and an allocator that keeps what it was given.

    The process ends soon; giving pages back and taking them again cost a sixth of the time (glibc; other C libraries ignore the names).
    """
    return {
        **os.environ,
        "RAYON_NUM_THREADS": "1",
        "MALLOC_TRIM_THRESHOLD_": "2000000000",
        "MALLOC_TOP_PAD_": "67108864",
        "MALLOC_MMAP_THRESHOLD_": "33554432",
    }


def _explain(answer: dict[str, Any]) -> None:
    words = "\n".join([answer["error"], *answer["hints"], answer["where"]])
    if "could not be displayed" in words or "not available in" in words or "font" in answer["error"]:
        found = {c for text in _GLYPH.findall(words) for c in text if not (c.isascii() and c.isprintable())}
        if found:
            raise MissingGlyphError(found)
    raise ConversionError("large-print-typesetter-refused", reason=words[:300])
