"""Builds small EPUBs for tests: right ones, and ones that are wrong in one stated way.

Usage::

    make_epub(path, chapters={"c1.xhtml": "<p>Text.</p>"})
    make_epub(path, {"OPS/extra.css": b"..."}, chapters={...}, metadata="...", nav="...", without=("META-INF/container.xml",))

Every file can be replaced through ``files``; what stands there wins.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def page(
    body: str, *, title: str = "A chapter", head: str = "", attributes: str = "", body_attributes: str = ""
) -> str:
    """A whole XHTML document around ``body``."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f"{attributes}><head><title>{title}</title>{head}</head><body{body_attributes}>{body}</body></html>"
    )


def nav_page(entries: str, more: str = "") -> str:
    """A navigation document; ``entries`` are ``<li>`` elements."""
    return page(f'<nav epub:type="toc"><h1>Contents</h1><ol>{entries}</ol></nav>{more}')


def package(
    chapters: Iterable[str],
    *,
    metadata: str = "",
    manifest: str = "",
    spine: str | None = None,
    spine_attributes: str = "",
    language: str = "en",
    title: str = "The Test Book",
    after: str = "",
) -> str:
    """A package document for ``chapters`` (names in OPS)."""
    names = list(chapters)
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="{_type(name)}"/>'
        for number, name in enumerate(names)
    )
    refs = (
        "".join(f'<itemref idref="i{number}"/>' for number in range(len(names))) if spine is None else spine
    )
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">'
        f'<dc:identifier id="uid">urn:test:1</dc:identifier><dc:title id="t">{title}</dc:title>'
        f"<dc:language>{language}</dc:language>{metadata}</metadata>"
        f"<manifest>{items}{manifest}</manifest><spine{spine_attributes}>{refs}</spine>{after}</package>"
    )


def make_epub(
    path: Path,
    files: Mapping[str, str | bytes] | None = None,
    *,
    chapters: Mapping[str, str] | None = None,
    nav: str | None = None,
    manifest: str = "",
    without: Iterable[str] = (),
    **package_options: str | None,
) -> Path:
    """Write an EPUB to ``path``. ``chapters`` are bodies, or whole documents where they begin with ``<?xml`` or ``<!``."""
    chapters = {"c1.xhtml": "<h1>One</h1><p>Some words to read.</p>"} if chapters is None else chapters
    if nav is not None:
        manifest += '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    content: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/package.opf": package(chapters, manifest=manifest, **package_options),  # type: ignore[arg-type]
    }
    for name, body in chapters.items():
        content[f"OPS/{name}"] = body if body.startswith(("<?xml", "<!")) else page(body)
    if nav is not None:
        content["OPS/nav.xhtml"] = nav_page(nav)
    content.update(files or {})
    for name in without:
        content.pop(name, None)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, method)
    return path


def _type(name: str) -> str:
    ending = name.rpartition(".")[2]
    return {"svg": "image/svg+xml", "xml": "application/x-dtbook+xml", "png": "image/png"}.get(
        ending, "application/xhtml+xml"
    )
