"""The folder that ``--out`` names: made when missing, taken away again when nothing came of it, never robbed of strangers' files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from converters.errors import BadOptions, DiskProblem, disk_error

MARK: Final = "locators.json"
"""Every published folder has this file: by it we know an older output of ours."""


@contextmanager
def output_folder(folder: Path) -> Iterator[Path]:
    """``folder``, ready to be written into. Folders made here and still empty afterwards are removed.

    Raises DiskProblem ``folder-unwritable``.
    """
    made: list[Path] = []
    try:
        try:
            for step in reversed([folder, *folder.parents]):
                if not step.exists():
                    step.mkdir()
                    made.append(step)
            if not folder.is_dir():
                raise DiskProblem("out-is-file", folder=str(folder))
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError(13, os.strerror(13))
        except OSError as error:
            raise _problem(error, folder) from None
        yield folder
    finally:
        for step in reversed(made):
            try:
                step.rmdir()
            except OSError:
                break  # it holds something now


def _problem(error: OSError, folder: Path) -> DiskProblem:
    return disk_error(error) or DiskProblem(
        "folder-unwritable", folder=str(folder), reason=error.strerror or str(error)
    )


def check_replaceable(target: Path) -> None:
    """Refuse to put an output in the place of something that is no older output: BadOptions ``out-not-ours``."""
    if not target.exists() and not target.is_symlink():
        return
    if target.is_dir() and not target.is_symlink():
        names = {path.name for path in target.iterdir()}
        if not names or MARK in names:
            return
    raise BadOptions("out-not-ours", folder=str(target))
