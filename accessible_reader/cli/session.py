"""One run of ``convert``: read once, make each format, move it to its place when it is whole."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from accessible_reader.cli.bugs import record_bug
from accessible_reader.cli.debug_folder import DebugFolder
from accessible_reader.cli.outputs import check_replaceable, output_folder
from accessible_reader.cli.progress import Reporter
from accessible_reader.cli.report import (
    Report,
    artifact_to_report,
    book_to_report,
    error_to_report,
    finding_to_report,
)
from converters.describe import describe
from converters.errors import ConversionError, DiskProblem, disk_error
from converters.language import SentenceIndex
from converters.protocol import Conversion, ReadOptions
from converters.readers import read_book
from converters.registry import get_converter
from converters.run import make_options, run_conversion
from converters.workspace import Workspace, publish, temporary_workspace


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for. ``options[format]`` are plain values for each chosen format, in the order to make them."""

    file: Path
    out: Path
    options: Mapping[str, Mapping[str, Any]]
    read: ReadOptions = field(default_factory=ReadOptions)
    processes: int | None = None
    debug: Path | None = None


@dataclass(slots=True)
class Outcome:
    """The report, and the bug if there was one (exit status 1)."""

    report: Report
    bug: bool = False
    errors: list[ConversionError] = field(default_factory=list)


def run_session(request: Request, reporter: Reporter) -> Outcome:
    """Convert the book.

    A problem with one format is in the outcome, and the other formats are still made; problems with the book, the options or the disk
    are raised as ConversionError. Whatever happens, only whole formats are left in ``request.out``.
    """
    # Wrong options and folders are told before any work is done.
    prepared = {
        name: make_options(get_converter(name), dict(given)) for name, given in request.options.items()
    }
    for name in prepared:
        check_replaceable(request.out / name)
    debug = DebugFolder(request.debug)
    with output_folder(request.out) as out, temporary_workspace(near=out) as workspace:
        try:
            return _convert(request, prepared, workspace, debug, reporter)
        except ConversionError as error:
            debug.error(error_to_report(error))
            raise
        except OSError as error:
            known = disk_error(error)
            if known is None:
                raise
            raise known from None
        except BaseException:
            from accessible_reader.cli.children import end_children

            end_children()
            raise


def _convert(
    request: Request,
    prepared: Mapping[str, Any],
    workspace: Workspace,
    debug: DebugFolder,
    reporter: Reporter,
) -> Outcome:
    started = time.monotonic()
    reporter.reading(request.file.name)
    result = read_book(request.file, workspace, request.read)
    debug.read(workspace, result.findings)
    sentences = SentenceIndex.from_json(workspace.sentences_path.read_bytes())
    outcome = Outcome(
        Report(
            "done",
            str(request.file),
            book_to_report(result.book),
            describe(result.book, sentences).counts,
            [finding_to_report(finding) for finding in result.findings],
        )
    )
    artifacts, errors = outcome.report.artifacts, outcome.report.errors
    for name, options in prepared.items():
        conversion = Conversion(result.book, sentences, options, workspace, name)
        reporter.begin(name)
        try:
            artifacts.append(_make(conversion, request, debug, reporter))
        except ConversionError as error:
            errors.append(error_to_report(error, name))
            outcome.errors.append(error)
            debug.error(errors[-1], name)
            reporter.end(name, done=False)
            if isinstance(error, DiskProblem):
                break
        except Exception as error:  # noqa: BLE001 (a bug in one format must not cost the reader the others)
            where = record_bug(error)
            bug = ConversionError("bug", reason=type(error).__name__, file=str(where))
            errors.append(error_to_report(bug, name))
            outcome.errors.append(bug)
            outcome.bug = True
            debug.error(errors[-1], name)
            reporter.end(name, done=False)
        else:
            reporter.end(name, done=True)
    seconds = time.monotonic() - started
    report = outcome.report
    outcome.report = Report(
        "failed" if errors else "done",
        report.file,
        report.book,
        report.text,
        report.findings,
        artifacts,
        errors,
        seconds,
    )
    return outcome


def _make(conversion: Conversion, request: Request, debug: DebugFolder, reporter: Reporter) -> dict[str, Any]:
    started = time.monotonic()
    converter = get_converter(conversion.converter)
    target = request.out / converter.name
    try:
        debug.planned(conversion, converter.plan(conversion) if request.debug else ())
        artifact = run_conversion(conversion, processes=request.processes, progress=reporter.update)
        check_replaceable(target)
        publish(artifact.folder, target)
    except OSError as error:
        known = disk_error(error)
        if known is None:
            raise
        raise known from None
    finally:
        debug.parts(conversion.workspace, converter.name)
    return artifact_to_report(artifact, target, converter.kind, time.monotonic() - started)
