"""Copies the scripts that the web pages need out of node_modules, so that a wheel works without Node; ``--check`` only compares. What was copied, of which version and hash, is in ``vendored.json``."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
TARGET: Final = ROOT / "web" / "static" / "vendor"
FILES: Final = {
    "htmx.min.js": ("htmx.org", "dist/htmx.min.js"),
    "htmx-LICENSE": ("htmx.org", "LICENSE"),
}


def state(folder: Path) -> dict[str, dict[str, str]]:
    """Name → package, version and SHA-256 of the file in ``folder``."""
    found = {}
    for name, (package, _path) in FILES.items():
        about = json.loads((ROOT / "node_modules" / package / "package.json").read_text("utf-8"))
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        found[name] = {
            "package": package,
            "version": about["version"],
            "licence": about["license"],
            "sha256": digest,
        }
    return found


def main() -> int:
    """Exit status 1 where something differs from what was copied."""
    listed = TARGET / "vendored.json"
    if "--check" not in sys.argv:
        TARGET.mkdir(parents=True, exist_ok=True)
        for name, (package, path) in FILES.items():
            shutil.copyfile(ROOT / "node_modules" / package / path, TARGET / name)
        listed.write_text(json.dumps(state(TARGET), indent=2) + "\n", "utf-8")
    if state(TARGET) != json.loads(listed.read_text("utf-8")):
        print("web/static/vendor differs from node_modules: run scripts/vendor_web.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
