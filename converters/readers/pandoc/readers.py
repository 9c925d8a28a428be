"""The three readers that go through pandoc."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Final

from lxml import etree

from converters.book import Metadata, text_of_book
from converters.errors import DamagedFile, Finding, LimitExceeded, ProtectedFile
from converters.limits import LIMITS
from converters.protocol import ReadOptions, ReadResult
from converters.readers.html import book_of
from converters.readers.pandoc.archive import OfficeArchive
from converters.readers.pandoc.process import OUTPUT, run_pandoc
from converters.readers.pandoc.sources import (
    SourceFacts,
    lost_words,
    odt_alternatives,
    office_metadata,
    parse_xml,
    words_of,
)
from converters.readers.picture_files import PictureFiles, files_in
from converters.readers.xhtml import ParsedDocument, parse_document
from converters.workspace import Workspace

_ZIP: Final = b"PK\x03\x04"


class _PandocReader:
    """What the three share: check, run, mend the HTML, build, compare the words."""

    name: ClassVar[str]
    kind: ClassVar[str]
    """Pandoc's name of the format."""

    def prepare(self, source: Path, folder: Path) -> tuple[Path, SourceFacts]:
        """The file to give to pandoc, checked, and what it says itself."""
        raise NotImplementedError

    def read(self, source: Path, workspace: Workspace, options: ReadOptions) -> ReadResult:
        """Raises DamagedFile, ProtectedFile and LimitExceeded with ``office-...`` and ``limit-...`` codes."""
        findings: list[Finding] = []
        with _scratch(workspace) as folder:
            given, facts = self.prepare(source, folder)
            made = run_pandoc(given, self.kind, folder, source.name)
            if made.stat().st_size > min(OUTPUT, LIMITS.document_bytes):
                raise LimitExceeded("limit-office-size", file=source.name)
            parsed = parse_document(made.read_bytes(), name="book.html", encoding="utf-8")
            _mend(parsed.root, facts)
            pictures = PictureFiles(workspace, findings, files_in(folder))
            clean = ParsedDocument(parsed.name, parsed.root, findings=())
            book = book_of(clean, source, options, pictures, facts.metadata)
        findings += lost_words(facts.words, text_of_book(book))
        return ReadResult(book, tuple(findings))


class DocxReader(_PandocReader):
    """Reads Word's ``.docx``: notes, tables, equations, pictures with their alternative texts."""

    name = "docx"
    kind = "docx"
    media_types: ClassVar[tuple[str, ...]] = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )
    extensions: ClassVar[tuple[str, ...]] = (".docx", ".docm")

    def sniff(self, source: Path, head: bytes) -> float:
        """A zip file that holds ``word/document.xml``, or a broken one under a Word name."""
        return _sniff_zip(source, head, lambda names: "word/document.xml" in names, self.extensions)

    def prepare(self, source: Path, folder: Path) -> tuple[Path, SourceFacts]:
        """Refuses bombs and entities; words are those of the text and its notes."""
        archive = OfficeArchive(source, source.name)
        try:
            archive.check()
            parts = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"]
            facts = SourceFacts(office_metadata(archive.read("docProps/core.xml"), source.name))
            for part in parts:
                data = archive.read(part)
                if data:
                    facts.words += words_of(parse_xml(data, source.name))
                elif part == parts[0]:
                    raise DamagedFile("office-damaged", file=source.name)
        finally:
            archive.close()
        return _plainly_named(source, folder, "book.docx"), facts


class OdtReader(_PandocReader):
    """Reads OpenDocument text, ``.odt``."""

    name = "odt"
    kind = "odt"
    media_types: ClassVar[tuple[str, ...]] = ("application/vnd.oasis.opendocument.text",)
    extensions: ClassVar[tuple[str, ...]] = (".odt", ".ott")

    def sniff(self, source: Path, head: bytes) -> float:
        """A zip file whose ``mimetype`` is OpenDocument text."""
        if head.startswith(_ZIP) and b"application/vnd.oasis.opendocument.text" in head[:200]:
            return 0.95
        return _sniff_zip(
            source, head, lambda names: {"content.xml", "META-INF/manifest.xml"} <= names, self.extensions
        )

    def prepare(self, source: Path, folder: Path) -> tuple[Path, SourceFacts]:
        """Refuses bombs, entities and passwords; formula links are written so that pandoc finds the formulas."""
        archive = OfficeArchive(source, source.name)
        try:
            archive.check()
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise ProtectedFile("office-password", file=source.name)
            content = archive.read("content.xml")
            if not content:
                raise DamagedFile("office-damaged", file=source.name)
            root = parse_xml(content, source.name)
            facts = SourceFacts(
                office_metadata(archive.read("meta.xml"), source.name), words_of(root), odt_alternatives(root)
            )
            mended = re.sub(rb'(<draw:object\b[^>]*?xlink:href=")(?:\./)?([^"/]+)/?"', rb'\1./\2"', content)
            given = folder / "book.odt"
            with zipfile.ZipFile(given, "w", zipfile.ZIP_STORED) as target:
                for member in sorted(archive.names):
                    if not member.endswith("/"):
                        target.writestr(member, mended if member == "content.xml" else archive.read(member))
        finally:
            archive.close()
        return given, facts


class RtfReader(_PandocReader):
    """Reads Rich Text Format, ``.rtf``."""

    name = "rtf"
    kind = "rtf"
    media_types: ClassVar[tuple[str, ...]] = ("application/rtf", "text/rtf")
    extensions: ClassVar[tuple[str, ...]] = (".rtf",)

    def sniff(self, source: Path, head: bytes) -> float:
        """By the first word of every RTF file."""
        return 0.95 if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf") else 0.0

    def prepare(self, source: Path, folder: Path) -> tuple[Path, SourceFacts]:
        """Notes written as optional groups are made plain ones, which pandoc reads; deep groups are refused."""
        if source.stat().st_size > LIMITS.document_bytes:
            raise LimitExceeded("limit-office-size", file=source.name)
        data = source.read_bytes()
        if _deepest_group(data) > LIMITS.element_depth:
            raise LimitExceeded("limit-office-depth", file=source.name, depth=LIMITS.element_depth)
        given = folder / "book.rtf"
        given.write_bytes(re.sub(rb"\{\\\*\s*\\footnote", rb"{\\footnote", data))
        return given, SourceFacts(_rtf_metadata(data))


@contextmanager
def _scratch(workspace: Workspace) -> Iterator[Path]:
    workspace.root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="pandoc-", dir=workspace.root))
    try:
        yield folder.resolve()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _plainly_named(source: Path, folder: Path, name: str) -> Path:
    """A link with a harmless name: pandoc takes some names for addresses."""
    link = folder / name
    link.symlink_to(source.resolve())
    return link


def _sniff_zip(source: Path, head: bytes, ours: Any, extensions: tuple[str, ...]) -> float:
    if not head.startswith(_ZIP):
        return 0.0
    try:
        with zipfile.ZipFile(source) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return 0.3 if source.suffix.lower() in extensions else 0.0
    return 0.9 if ours(names) else 0.0


def _deepest_group(data: bytes) -> int:
    depth = deepest = 0
    for brace in re.finditer(rb"\\[{}\\]|([{])|([}])", data):
        if brace[1]:
            depth += 1
            deepest = max(deepest, depth)
        elif brace[2]:
            depth -= 1
    return deepest


def _rtf_metadata(data: bytes) -> Metadata:
    head = data[:50_000]
    found = {}
    for name in (b"title", b"author"):
        match = re.search(rb"\{\\" + name + rb"\s+([^{}\\]{1,300})\}", head)
        found[name] = " ".join(match[1].decode("latin-1").split()) if match else ""
    from converters.book import Contributor

    people = (Contributor(found[b"author"]),) if found[b"author"] else ()
    return Metadata(found[b"title"], "", people)


def _mend(root: etree._Element, facts: SourceFacts) -> None:
    """Undo what pandoc adds to pictures: alternative texts of its own making, captions that repeat them."""
    for image in root.iter("{*}img"):
        href = str(image.get("src") or "")
        for name, text in facts.alternatives.items():
            if href.endswith(name):
                image.set("alt", text)
        # No empty text was written by a person: the formats cannot say "decoration" in a way that pandoc keeps.
        for attribute in ("alt", "aria-label", "role"):
            if (image.get(attribute) or "").strip().lower() in {"", "image", "img"}:
                image.attrib.pop(attribute, "")
    for title in root.iter("{*}title"):
        if title.text == "book":  # made from the name that we gave the file
            title.text = ""
    for rule in list(root.iter("{*}hr")):
        section = rule.getparent()
        if section is not None and "footnotes" in str(section.get("class") or ""):
            section.remove(rule)
    for formula in root.iter("{*}math"):
        around = formula.getparent()
        if around is not None and _own_text(around):
            formula.set("display", "inline")  # OpenDocument does not say, and pandoc makes all of them blocks
    for caption in list(root.iter("{*}figcaption")):
        if not caption.attrib.pop("aria-hidden", ""):
            continue
        figure = caption.getparent()
        words = " ".join("".join(str(piece) for piece in caption.itertext()).split())
        if figure is not None and any(
            words == " ".join((image.get("alt") or "").split()) for image in figure.iter("{*}img")
        ):
            figure.remove(caption)


def _own_text(element: etree._Element) -> str:
    """Words directly in ``element``, not in its children."""
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
