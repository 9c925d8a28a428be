"""What can go wrong, as one tree, and what is worth telling a librarian.

::

    ConversionError             something stopped a reading or a conversion; has a stable ``code``
    ├── BadInput                the file: exit 2, a 4xx page
    │   ├── UnsupportedFormat   not a kind of file we read
    │   ├── DamagedFile         the right kind, but broken beyond reading
    │   ├── ProtectedFile       locked by a password or by DRM
    │   └── LimitExceeded       larger, deeper or slower than we allow
    ├── BadOptions              what was asked for does not fit: exit 2
    ├── MissingPart             a program, model or font is not installed: exit 2, ``doctor`` tells how to mend it
    └── DiskProblem             no room, or not allowed to write: exit 2

Anything else that is raised is a bug of ours (exit 1). Errors and findings carry a *code* and parameters, never prose: the words are in
``converters/messages/<language>/*.ftl`` under the code, in every language of the interface.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Param: TypeAlias = str | int | float


class ConversionError(Exception):
    """Base of all errors that are nobody's bug. ``code`` is stable; ``params`` fill its message."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: dict[str, Param] = params

    def __str__(self) -> str:
        return f"{self.code} {self.params}" if self.params else self.code

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.code, self.params)


def _rebuild(kind: type[ConversionError], code: str, params: dict[str, Param]) -> ConversionError:
    return kind(code, **params)


class BadInput(ConversionError):
    """The file cannot be read."""


class UnsupportedFormat(BadInput):
    """Not a kind of file we read."""


class DamagedFile(BadInput):
    """The right kind of file, but broken beyond reading."""


class ProtectedFile(BadInput):
    """Locked by a password or by DRM."""


class LimitExceeded(BadInput):
    """Larger, deeper or slower than we allow."""


class BadOptions(ConversionError):
    """The options do not fit the format or each other."""


class MissingPart(ConversionError):
    """A program, model or font that the set-up should have installed is not there."""


class DiskProblem(ConversionError):
    """The disk is full or may not be written to."""


def disk_error(error: OSError) -> DiskProblem | None:
    """What to tell a person about ``error`` when it is the disk's; None for every other reason."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return DiskProblem("disk-full")
    if error.errno == errno.EROFS:
        return DiskProblem("disk-read-only")
    return None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know about a book or a conversion that went on all the same.

    ``code`` names the message; ``where`` is a place in the source or a block id, for a librarian to find it.
    """

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
    where: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data for reports."""
        return {"code": self.code, "params": dict(self.params), "where": self.where}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Finding:
        """The finding that :meth:`to_json` wrote."""
        return cls(str(data["code"]), dict(data.get("params", {})), str(data.get("where", "")))


def fold_findings(findings: list[Finding], most: int = 20) -> list[Finding]:
    """At most ``most`` findings of each code, the rest counted in one ``findings-left-out``: a report stays readable."""
    kept: list[Finding] = []
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.code] = counts.get(finding.code, 0) + 1
        if counts[finding.code] <= most:
            kept.append(finding)
    kept += [
        Finding("findings-left-out", {"about": code, "count": count - most})
        for code, count in counts.items()
        if count > most
    ]
    return kept
