"""What a reader and a converter are.

``plan`` / ``convert_part`` / ``assemble`` is what lets a killed job go on at the unfinished chapter without converters knowing of jobs: a
plan is a pure function of book and options, each part is made alone (in any process, in any order) into its own folder, and
assembling only reads those folders. ``converters.run`` drives them on one machine; a job engine can drive them on many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol, TypeAlias

from pydantic import BaseModel, ConfigDict

from converters.book import Book
from converters.errors import Finding
from converters.language import SentenceIndex
from converters.workspace import Workspace

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None


# --- reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person may say about a file: ``language`` (BCP 47) and ``encoding`` overrule what is found; ``title`` for files without one."""

    language: str | None = None
    encoding: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ReadResult:
    """The Book (ids assigned) and what a librarian should know about the file."""

    book: Book
    findings: tuple[Finding, ...] = ()


class Reader(Protocol):
    """One input format. ``read`` runs in a child process with limits on memory and time: see ``converters.processes``."""

    name: ClassVar[str]
    media_types: ClassVar[tuple[str, ...]]
    extensions: ClassVar[tuple[str, ...]]
    """File name endings with the dot, lower case."""

    def sniff(self, source: Path, head: bytes) -> float:
        """How sure we are, 0 to 1, that ``source`` (whose first 4,096 bytes are ``head``) is ours. Content counts, the name only breaks ties."""
        ...

    def read(self, source: Path, workspace: Workspace, options: ReadOptions) -> ReadResult:
        """Read the whole file; resources go into ``workspace``. Raises :class:`~converters.errors.BadInput`."""
        ...


# --- converting ------------------------------------------------------------------------------------------------------


class ConverterOptions(BaseModel):
    """Base of every converter's options. Each field carries a ``title`` and a ``description``: flags and forms are made from them.

    The English title and description stand here; their translations are messages ``option-<field-name>-title`` and
    ``option-<field-name>-description``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    def parts_recipe(self, converter: str) -> tuple[str, str]:
        """The name of what ``converter``'s parts are, and the options they depend on as JSON. Formats with the same recipe share their parts."""
        return converter, self.model_dump_json()


@dataclass(frozen=True, slots=True)
class Conversion:
    """One book on its way into one format: all that a converter may know."""

    book: Book
    sentences: SentenceIndex
    options: Any
    """An instance of the converter's ``Options``."""
    workspace: Workspace
    converter: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece that can be made alone. ``key`` is ASCII and sorts in reading order; ``weight`` is roughly its characters."""

    key: str
    title: str
    sections: tuple[str, ...] = ()
    """Ids of the top-level sections in it."""
    weight: int = 1
    data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a sentence is in an artifact: one row of the locator map.

    ``sentence`` is a sentence id (or a page id, for "page 57"); ``place`` depends on the format:
    audio ``{"file", "start", "end"}`` in seconds; braille ``{"volume", "page", "line"}`` from 1; print ``{"volume", "page"}``; text ``{"file", "line"}``;
    all may have ``"print_page"``.
    """

    sentence: str
    place: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class PartResult:
    """What a part left in its folder. ``files`` are names in that folder; ``data`` is for ``assemble``.

    ``counts`` add up over parts, e.g. ``{"words": 1200, "words_spoken": 1180}``.
    """

    key: str
    files: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    data: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished output in ``folder``. ``main`` (relative) is what to open first; ``files`` are all, relative, in order."""

    converter: str
    media_type: str
    folder: Path
    main: str
    files: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    locators: tuple[Locator, ...] = ()


class Converter(Protocol):
    """One output format."""

    name: ClassVar[str]
    media_type: ClassVar[str]
    kind: ClassVar[Literal["audio", "braille", "print", "text", "data"]]
    Options: ClassVar[type[ConverterOptions]]
    part_seconds: ClassVar[float]
    """Longest time one part may take before it is stopped; with a generous margin."""

    def plan(self, conversion: Conversion) -> tuple[Part, ...]:
        """The parts, in reading order, keys unique. Pure: the same book and options give the same plan."""
        ...

    def convert_part(self, conversion: Conversion, part: Part, folder: Path) -> PartResult:
        """Make one part into ``folder`` (the only place it may write). Runs in a worker process of its own."""
        ...

    def assemble(
        self, conversion: Conversion, results: Sequence[tuple[Part, PartResult, Path]], folder: Path
    ) -> Artifact:
        """Put the parts (each with its folder) together in ``folder``. The caller writes ``locators.json`` and publishes."""
        ...
