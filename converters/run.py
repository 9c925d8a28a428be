"""Drives a converter on this machine: plan, parts in worker processes, assemble, publish.

Whoever needs durability across crashes drives ``plan``/``convert_part``/``assemble`` from a job engine instead; finished parts are found
by their ``result.json`` either way, so a second run with the same workspace makes only what is missing.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from converters.book import Book, book_from_json
from converters.errors import Finding, LimitExceeded, fold_findings
from converters.language import SentenceIndex
from converters.limits import LIMITS
from converters.options import option_error
from converters.processes import become_worker, signals_held, worker_context
from converters.protocol import Artifact, Conversion, Converter, Part, PartResult
from converters.registry import get_converter
from converters.workspace import Workspace, write_json


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one conversion is: ``done`` of ``total`` weight; ``part`` is the title of the part just finished ("" at the start)."""

    converter: str
    done: int
    total: int
    part: str = ""


def make_options(converter: Converter, values: dict[str, Any]) -> Any:
    """The converter's options from plain values; :class:`BadOptions` for the first that does not fit: see :func:`option_error`."""
    try:
        return converter.Options.model_validate(values)
    except ValidationError as error:
        raise option_error(converter, error) from None


def run_conversion(
    conversion: Conversion,
    *,
    processes: int | None = None,
    progress: Callable[[Progress], None] = lambda _progress: None,
) -> Artifact:
    """Convert in ``processes`` workers (default: one a core) and return the artifact in the workspace's ``made`` folder.

    ``locators.json`` is among its files. One part, or ``processes=1``, still runs in a worker: the limits hold for it.
    """
    converter = get_converter(conversion.converter)
    parts = converter.plan(conversion)
    results = _convert_parts(conversion, converter, parts, processes, progress)
    return assemble(conversion, results, conversion.workspace.made_folder(converter.name))


def assemble(
    conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
) -> Artifact:
    """Put finished parts together in the empty ``folder``; ``locators.json`` is among the artifact's files."""
    converter = get_converter(conversion.converter)
    artifact = converter.assemble(conversion, results, folder)
    write_json(
        folder / "locators.json",
        {
            "format": converter.name,
            "book": conversion.book.metadata.identifier,
            "sentences": {row.sentence: dict(row.place) for row in artifact.locators},
        },
    )
    return Artifact(
        artifact.converter,
        artifact.media_type,
        artifact.folder,
        artifact.main,
        (*artifact.files, "locators.json"),
        tuple(fold_findings(list(artifact.findings))),
        artifact.counts,
        artifact.locators,
    )


def recipe_of(conversion: Conversion) -> str:
    """The folder name of a format with its options: parts made with others are not taken for these."""
    name, options = conversion.options.parts_recipe(conversion.converter)
    return f"{name}/{hashlib.sha256(options.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def sum_counts(results: Sequence[tuple[Part, PartResult, Path]]) -> dict[str, int]:
    """The counts of all parts added up: what most ``assemble`` methods report."""
    total: dict[str, int] = {}
    for _part, result, _folder in results:
        for name, count in result.counts.items():
            total[name] = total.get(name, 0) + count
    return total


def all_findings(results: Sequence[tuple[Part, PartResult, Path]]) -> tuple[Finding, ...]:
    """The findings of all parts, in reading order."""
    return tuple(finding for _part, result, _folder in results for finding in result.findings)


def _convert_parts(
    conversion: Conversion,
    converter: Converter,
    parts: Sequence[Part],
    processes: int | None,
    progress: Callable[[Progress], None],
) -> list[tuple[Part, PartResult, Path]]:
    workspace = conversion.workspace
    recipe = recipe_of(conversion)
    folders = {part.key: workspace.part_folder(recipe, part.key) for part in parts}
    done = {part.key: result for part in parts if (result := load_result(folders[part.key])) is not None}
    total = sum(part.weight for part in parts)
    finished = sum(part.weight for part in parts if part.key in done)
    progress(Progress(converter.name, finished, total))
    # Longest first, so that no worker is left alone with a long chapter at the end.
    waiting = sorted((part for part in parts if part.key not in done), key=lambda part: -part.weight)
    if waiting:
        workers = min(processes or os.cpu_count() or 1, len(waiting))
        for part, result in _in_pool(conversion, converter, waiting, folders, workers):
            done[part.key] = result
            finished += part.weight
            progress(Progress(converter.name, finished, total, part.title))
    return [(part, done[part.key], folders[part.key]) for part in parts]


def _in_pool(
    conversion: Conversion, converter: Converter, waiting: list[Part], folders: dict[str, Path], workers: int
) -> Iterator[tuple[Part, PartResult]]:
    context = worker_context()
    # A copy of this process has the book already; a fresh one reads it from the workspace.
    book = conversion if context.get_start_method() == "fork" else None
    pool = ProcessPoolExecutor(
        workers,
        mp_context=context,
        initializer=_start_worker,
        initargs=(os.getpid(), book, conversion.workspace, conversion.options, converter.name),
    )
    queue = iter(waiting)
    running: dict[Future[PartResult], tuple[Part, float]] = {}
    try:
        while True:
            with signals_held():
                for part in _take(queue, workers - len(running)):
                    future = pool.submit(_convert_in_worker, part, folders[part.key])
                    running[future] = (part, time.monotonic())
            if not running:
                return
            ready, _ = wait(running, timeout=1.0, return_when=FIRST_COMPLETED)
            for future in ready:
                part, _started = running.pop(future)
                yield part, future.result()
            for part, started in running.values():
                if time.monotonic() - started > converter.part_seconds:
                    raise LimitExceeded(
                        "limit-part-time", part=part.title, seconds=int(converter.part_seconds)
                    )
    except BrokenProcessPool:
        title = next(iter(running.values()))[0].title if running else waiting[0].title
        raise LimitExceeded(
            "limit-part-memory", part=title, mebibytes=LIMITS.worker_memory_bytes // 2**20
        ) from None
    finally:
        stuck = list(getattr(pool, "_processes", None) or {})
        pool.shutdown(wait=not running, cancel_futures=True)
        if running:
            _kill(stuck)


def _take(queue: Iterator[Part], count: int) -> Iterator[Part]:
    for _ in range(count):
        part = next(queue, None)
        if part is None:
            return
        yield part


def _kill(pids: list[int]) -> None:
    import psutil

    for pid in pids:
        try:
            process = psutil.Process(pid)
            for child in (*process.children(recursive=True), process):
                child.kill()
        except psutil.NoSuchProcess:
            continue


_worker: Conversion | None = None


def _start_worker(
    parent: int, conversion: Conversion | None, workspace: Workspace, options: Any, converter: str
) -> None:
    global _worker  # noqa: PLW0603 (one conversion a worker process, loaded once instead of once a part)
    become_worker(LIMITS.worker_memory_bytes, parent)
    _worker = conversion or load_conversion(workspace, options, converter)


def load_conversion(workspace: Workspace, options: Any, converter: str) -> Conversion:
    """The conversion of the book that lies in ``workspace``."""
    book: Book = book_from_json(workspace.book_path.read_bytes())
    sentences = SentenceIndex.from_json(workspace.sentences_path.read_bytes())
    return Conversion(book, sentences, options, workspace, converter)


def _convert_in_worker(part: Part, folder: Path) -> PartResult:
    if _worker is None:
        raise RuntimeError("the worker was not started")
    try:
        result = get_converter(_worker.converter).convert_part(_worker, part, folder)
    except MemoryError:
        raise LimitExceeded(
            "limit-part-memory", part=part.title, mebibytes=LIMITS.worker_memory_bytes // 2**20
        ) from None
    save_result(folder, result)
    return result


def save_result(folder: Path, result: PartResult) -> None:
    """Mark a part as done: its ``result.json`` is the last thing written."""
    write_json(
        folder / "result.json",
        {
            "key": result.key,
            "files": list(result.files),
            "findings": [finding.to_json() for finding in result.findings],
            "counts": dict(result.counts),
            "data": dict(result.data),
        },
    )


def load_result(folder: Path) -> PartResult | None:
    """The result of a finished part; None where it is not finished or its files are gone."""
    try:
        data = json.loads((folder / "result.json").read_bytes())
    except (OSError, ValueError):
        return None
    if not all((folder / name).exists() for name in data["files"]):
        return None
    return PartResult(
        data["key"],
        tuple(data["files"]),
        tuple(Finding.from_json(finding) for finding in data["findings"]),
        data["counts"],
        data["data"],
    )
