"""``--debug-dir``: what each stage produced, also when a later one failed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from converters.book import book_from_json, book_to_json
from converters.errors import DiskProblem, Finding, disk_error
from converters.protocol import Conversion, Part
from converters.workspace import Workspace, write_atomically, write_json


class DebugFolder:
    """Does nothing when ``folder`` is None.

    In it: ``book.json`` (indented), ``sentences.json``, ``findings.json``, ``resources/``, ``error.json``, and for each format a folder with
    ``options.json``, ``plan.json``, ``parts/<key>/`` and ``error.json``.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder is not None:
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise disk_error(error) or DiskProblem(
                    "folder-unwritable", folder=str(folder), reason=error.strerror or ""
                ) from None

    def read(self, workspace: Workspace, findings: Iterable[Finding]) -> None:
        """After the reader."""
        if self._folder is None:
            return
        book = book_from_json(workspace.book_path.read_bytes())
        write_atomically(self._folder / "book.json", book_to_json(book, indent=1) + "\n")
        shutil.copyfile(workspace.sentences_path, self._folder / "sentences.json")
        write_json(self._folder / "findings.json", [finding.to_json() for finding in findings])
        resources = workspace.root / "resources"
        if resources.is_dir():
            shutil.copytree(resources, self._folder / "resources", dirs_exist_ok=True)

    def planned(self, conversion: Conversion, parts: Iterable[Part]) -> None:
        """Before a format is made."""
        if self._folder is None:
            return
        folder = self._format(conversion.converter)
        write_json(folder / "options.json", conversion.options.model_dump(mode="json"))
        rows = [
            {
                "key": part.key,
                "title": part.title,
                "sections": list(part.sections),
                "weight": part.weight,
                "data": dict(part.data),
            }
            for part in parts
        ]
        write_json(folder / "plan.json", rows)

    def parts(self, workspace: Workspace, format_name: str) -> None:
        """After a format was made, or was not: every part as far as it came."""
        source = workspace.root / "parts" / format_name
        if self._folder is not None and source.is_dir():
            # One level below the format stands the hash of its options; a run of the command has only one.
            for recipe in source.iterdir():
                shutil.copytree(recipe, self._format(format_name) / "parts", dirs_exist_ok=True)

    def error(self, error: dict[str, Any], format_name: str | None = None) -> None:
        """What stopped it."""
        if self._folder is not None:
            folder = self._folder if format_name is None else self._format(format_name)
            write_json(folder / "error.json", error)

    def _format(self, name: str) -> Path:
        if self._folder is None:
            raise RuntimeError("there is no debug folder")
        folder = self._folder / name
        folder.mkdir(exist_ok=True)
        return folder
