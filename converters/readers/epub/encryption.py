"""What in the book is encrypted, and by whom (EPUB OCF 3.3, clauses 4.2.6.3.2 and 4.4; LCP 1.0; Adobe ADEPT; Apple FairPlay).

Obfuscated fonts are not DRM: we read no fonts. Locked text is never unlocked here; the book is refused in words that say whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from converters.errors import Finding, ProtectedFile
from converters.limits import LIMITS
from converters.readers.archive import Archive
from converters.readers.xhtml.links import Target, resolve_href
from converters.readers.xhtml.names import attributes_of, name_of
from converters.readers.xhtml.parse import parse_document

_OBFUSCATION: Final = frozenset(
    {
        "http://www.idpf.org/2008/embedding",
        "http://ns.adobe.com/pdf/enc#RC",
        "http://www.idpf.org/2008/embedding/",
    }
)
_MARKERS: Final = (
    ("META-INF/license.lcpl", "epub-drm-lcp"),
    ("META-INF/sinf.xml", "epub-drm-apple"),
    ("META-INF/rights.xml", "epub-drm-adobe"),
)


def encrypted_names(archive: Archive) -> frozenset[str]:
    """Names of entries that are encrypted; obfuscated fonts are not among them."""
    name = archive.find("META-INF/encryption.xml")
    if name is None:
        return frozenset()
    locked: set[str] = set()
    root = parse_document(archive.read(name, LIMITS.document_bytes), name=name).root
    for data in root.iter():
        if name_of(data) != "encrypteddata":
            continue
        algorithm, uris = "", []
        for child in data.iter():
            attributes = attributes_of(child)
            if name_of(child) == "encryptionmethod" and not algorithm:
                algorithm = attributes.get("algorithm", "").strip()
            elif name_of(child) == "cipherreference":
                uris.append(attributes.get("uri", ""))
        if algorithm in _OBFUSCATION:
            continue
        for uri in uris:
            target = resolve_href("", uri)
            if isinstance(target, Target):
                locked.add(archive.find(target.document) or target.document)
    return frozenset(locked)


def refuse_locked(
    archive: Archive, locked: frozenset[str], documents: Iterable[str], file: str
) -> list[Finding]:
    """Raise ProtectedFile ``epub-drm-lcp``, ``-adobe``, ``-apple`` or ``-unknown`` where text of the book is locked.

    ``documents`` are the package and what the spine names. Other locked files (pictures) are only told: ``epub-parts-locked``.
    """
    documents = [name for name in documents if name in archive.names]
    scheme = next((code for name, code in _MARKERS if archive.find(name) is not None), "")
    if any(name in locked for name in documents):
        raise ProtectedFile(scheme or "epub-drm-unknown", file=file)
    chapters = [name for name in documents if not name.lower().endswith(".opf")]
    if scheme and chapters and not any(_is_markup(archive, name) for name in chapters[:5]):
        raise ProtectedFile(scheme, file=file)
    return [Finding("epub-parts-locked", {"count": len(locked)})] if locked else []


def _is_markup(archive: Archive, name: str) -> bool:
    return (
        b"<"
        in archive.read(name, LIMITS.document_bytes)[:1024]
        .replace(b"\0", b"")
        .lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    )
