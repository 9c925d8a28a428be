"""``META-INF/container.xml`` (EPUB OCF 3.3, clause 4.2.6.3.1): where the package document is."""

from __future__ import annotations

from converters.errors import DamagedFile, Finding
from converters.limits import LIMITS
from converters.readers.archive import Archive
from converters.readers.xhtml.links import join_path
from converters.readers.xhtml.names import attributes_of, name_of
from converters.readers.xhtml.parse import parse_document

CONTAINER = "META-INF/container.xml"
_PACKAGE = "application/oebps-package+xml"


def find_package(archive: Archive, file: str, findings: list[Finding]) -> str:
    """The name of the package document: the first rendition that is there; others (a braille edition ...) are not read instead.

    Without a usable container the archive is searched for a package (finding ``epub-container-mended``). Raises DamagedFile
    ``epub-without-package``.
    """
    wanted: list[tuple[bool, str]] = []
    name = archive.find(CONTAINER)
    if name is not None:
        root = parse_document(archive.read(name, LIMITS.document_bytes), name=name).root
        for element in root.iter():
            if name_of(element) == "rootfile":
                attributes = attributes_of(element)
                path = attributes.get("full-path", "").strip()
                if path:
                    wanted.append((attributes.get("media-type", "").strip() == _PACKAGE, path))
    for right_type in (True, False):
        for typed, path in wanted:
            found = archive.find(join_path("", path))
            if typed is right_type and found is not None:
                return found
    packages = sorted(
        (n for n in archive.names if n.lower().endswith(".opf")), key=lambda n: (n.count("/"), n)
    )
    if packages:
        findings.append(Finding("epub-container-mended", {"file": packages[0]}))
        return packages[0]
    raise DamagedFile("epub-without-package", file=file)
