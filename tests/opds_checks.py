"""Checks of catalogue feeds by others: the schemas of OPDS (by ``jing`` and ajv), and Thorium's engine, which reads them as an app does."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.books_folder import SHARED

ROOT = Path(__file__).resolve().parents[1]
SCHEMAS = SHARED / "schemas" / "opds"
_MODULES = ROOT / "node_modules"


def missing(*programs: str) -> str:
    """What is not here; "" when everything is. ``programs``: jing, ajv, thorium."""
    if {"jing", "ajv"} & set(programs) and not SCHEMAS.is_dir():
        return "schemas lie in a folder ../shared/schemas beside the clone; it is not here"
    if "jing" in programs and shutil.which("jing") is None:
        return "jing is not installed"
    needs = {"ajv": "ajv", "thorium": "r2-opds-js"}
    for name in programs:
        if name in needs and (shutil.which("node") is None or not (_MODULES / needs[name]).is_dir()):
            return f"node with {needs[name]} is not installed (npm install)"
    return ""


def atom_errors(files: list[Path]) -> str:
    """What the RelaxNG of OPDS 1.2 says; "" for nothing."""
    schema = SCHEMAS / "opds-1.2-fixed.rnc"
    done = subprocess.run(
        ["jing", "-c", str(schema), *map(str, files)], capture_output=True, text=True, check=False
    )
    # Debian's start script warns of parts of Java that jing does not use; Java tells of options in the environment.
    said = (done.stdout + done.stderr).splitlines()
    return "\n".join(line for line in said if not line.startswith(("[warning]", "NOTE: Picked up")))


def json_errors(name: str, *files: Path) -> list[str]:
    """What the JSON schema ``name`` (feed, publication, authentication) of OPDS 2.0 says."""
    found: list[str] = json.loads(
        _node(
            "ajv.mjs",
            str(SCHEMAS.parent),
            f"https://drafts.opds.io/schema/{name}.schema.json",
            *map(str, files),
        )
    )
    return found


def read_by_thorium(kind: str, file: Path) -> Any:
    """As JSON what an app sees. ``kind``: atom, entry, json, publication."""
    return json.loads(_node("opds.mjs", kind, str(file)))


def _node(script: str, *arguments: str) -> str:
    done = subprocess.run(
        ["node", str(ROOT / "tests" / script), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
