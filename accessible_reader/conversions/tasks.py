"""What child processes do: read, plan, make a part, assemble. Nothing here knows a database or a job."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from pathlib import Path
from typing import Any

from converters.describe import describe
from converters.errors import fold_findings
from converters.protocol import Conversion, Part
from converters.readers import read_book
from converters.registry import get_converter
from converters.run import assemble, load_conversion, load_result, make_options, save_result
from converters.workspace import Workspace, write_json

_loaded: tuple[tuple[str, str, str], Conversion] | None = None


def read(source: Path, folder: Path, partial: Path) -> None:
    """Read ``source`` into the workspace ``folder``, which appears only when it is whole; until then it is made in ``partial`` on the same disk."""
    if (folder / "read.json").exists():
        return
    partial.mkdir(parents=True)
    try:
        workspace = Workspace(partial)
        result = read_book(source, workspace)
        conversion = load_conversion(workspace, None, "")
        found = describe(result.book, conversion.sentences)
        write_json(
            partial / "read.json",
            {
                "counts": found.counts,
                "languages": found.languages,
                "findings": [finding.to_json() for finding in result.findings],
            },
        )
        try:
            partial.rename(folder)
        except OSError:
            if not (folder / "read.json").exists():  # else another was first
                raise
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def plan(root: Path, converter: str, options: dict[str, Any]) -> list[dict[str, Any]]:
    """The parts as plain data."""
    conversion = _conversion(root, converter, options)
    return [part_to_data(part) for part in get_converter(converter).plan(conversion)]


def make_part(
    root: Path, converter: str, options: dict[str, Any], part: dict[str, Any], folder: Path
) -> None:
    """Make one part into ``folder``, which appears only when it is whole."""
    if load_result(folder) is not None:
        return
    conversion = _conversion(root, converter, options)
    partial = folder.with_name(f".{folder.name}.{uuid.uuid4().hex}")
    partial.mkdir(parents=True)
    try:
        result = get_converter(converter).convert_part(conversion, part_from_data(part), partial)
        save_result(partial, result)
        move_into_place(partial, folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def put_together(
    root: Path,
    converter: str,
    options: dict[str, Any],
    pieces: list[tuple[dict[str, Any], Path]],
    made: Path,
) -> dict[str, Any]:
    """Assemble parts, each with its folder, into the artifact in ``made`` (must be empty), and say what it is."""
    conversion = _conversion(root, converter, options)
    results = []
    for part, folder in pieces:
        result = load_result(folder)
        if result is None:
            raise FileNotFoundError(folder)
        results.append((part_from_data(part), result, folder))
    artifact = assemble(conversion, results, made)
    read_report = json.loads((root / "read.json").read_bytes())
    return {
        "main": artifact.main,
        "media_type": artifact.media_type,
        "files": list(artifact.files),
        "counts": dict(artifact.counts),
        "findings": [finding.to_json() for finding in fold_findings(list(artifact.findings))],
        "book": read_report["counts"],
        "book_findings": read_report["findings"],
    }


def part_to_data(part: Part) -> dict[str, Any]:
    """A part that can be written as JSON."""
    return {
        "key": part.key,
        "title": part.title,
        "sections": list(part.sections),
        "weight": part.weight,
        "data": dict(part.data),
    }


def part_from_data(data: dict[str, Any]) -> Part:
    """What :func:`part_to_data` wrote."""
    return Part(data["key"], data["title"], tuple(data["sections"]), data["weight"], data["data"])


def move_into_place(partial: Path, folder: Path) -> None:
    """Rename a finished folder; where another finished first, its work stays. What a killed process left half done gives way."""
    try:
        partial.rename(folder)
    except OSError:
        if load_result(folder) is not None:
            return
        shutil.rmtree(folder, ignore_errors=True)
        partial.rename(folder)


def _conversion(root: Path, converter: str, options: dict[str, Any]) -> Conversion:
    """The conversion; a child keeps the last one, because the next part is most likely of the same book."""
    global _loaded  # noqa: PLW0603 (one a process)
    key = (os.fspath(root), converter, json.dumps(options, sort_keys=True))
    if _loaded is None or _loaded[0] != key:
        made = make_options(get_converter(converter), options)
        _loaded = (key, load_conversion(Workspace(root), made, converter))
    return _loaded[1]
