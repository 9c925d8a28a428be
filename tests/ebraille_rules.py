"""The MUSTs of eBraille 1.0 that a program can check, each with its section. Written from the specification, not from our writer."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
ONCE = {
    "a11y:brailleCellType": r"6|8|6, 8|8, 6",
    "a11y:completeTranscription": r"true|false",
    "dcterms:dateCopyrighted": r"\d{4}(-\d\d(-\d\d)?)?",
    "dcterms:modified": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    "a11y:tactileGraphics": r"none|(JPG|PNG|SVG|PDF)(, (JPG|PNG|SVG|PDF))*",
}
MANY = ("a11y:brailleSystem", "a11y:producer")


def broken_rules(path: Path) -> list[str]:
    """What is wrong with the publication at ``path``; empty when nothing is."""
    broken: list[str] = []
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        files = {name: archive.read(name) for name in names}
        if names[0] != "mimetype" or archive.getinfo("mimetype").compress_type != zipfile.ZIP_STORED:
            broken.append("4.7 mimetype is not the first entry, stored")
    if path.suffix != ".ebrl":
        broken.append("4.7 the extension is not .ebrl")
    if files.get("mimetype") != b"application/epub+zip":
        broken.append("4.7 mimetype")
    for name in ("package.opf", "index.html", "META-INF/container.xml"):
        if name not in files:
            return [*broken, f"4.2 {name} is missing"]
    package = etree.fromstring(files["package.opf"])
    broken += _package(package, files)
    broken += _entry_page(files["index.html"], files)
    spine = _spine(package)
    ids = {name: _ids(files[name]) for name in spine}
    for name in spine:
        broken += _content(name, files[name])
    for name, link in _links(files["index.html"], "index.html", files):
        if link and link not in ids.get(name, {link} if name == "index.html" else set()):
            broken.append(f"8.3 a link to {name}#{link} leads nowhere")
    return broken


def _package(package: etree._Element, files: dict[str, bytes]) -> list[str]:
    broken = []
    if package.get("version") != "3.0":
        broken.append("5.2 version")
    metas = [
        (meta.get("property"), (meta.text or "").strip())
        for meta in package.iter(OPF + "meta")
        if not meta.get("refines")
    ]
    for name, pattern in ONCE.items():
        values = [value for key, value in metas if key == name]
        if len(values) != 1 or not re.fullmatch(pattern, values[0]):
            broken.append(f"5.3.3 {name}: {values}")
    broken += [
        f"5.3.3 {name} is missing" for name in MANY if not any(key == name and value for key, value in metas)
    ]
    for name in ("title", "creator", "identifier", "language", "date", "format"):
        values = [(one.text or "").strip() for one in package.iter(DC + name)]
        if not values or not all(values):
            broken.append(f"5.3.3 dc:{name}: {values}")
        if name in {"date", "format"} and len(values) != 1:
            broken.append(f"5.3.3 dc:{name} more than once")
        if name == "format" and values != ["eBraille 1.0"]:
            broken.append("5.3.3.6 dc:format")
        if name == "language" and not all("Brai" in value.split("-") for value in values):
            broken.append("5.3.3.8 dc:language without Brai")
    identifiers = {one.get("id") for one in package.iter(DC + "identifier")}
    if package.get("unique-identifier") not in identifiers:
        broken.append("5.2 unique-identifier")
    items = list(package.iter(OPF + "item"))
    if any(item.get("fallback") for item in items):
        broken.append("3.4 manifest fallback")
    listed = {item.get("href") for item in items}
    if listed != set(files) - {"mimetype", "META-INF/container.xml", "package.opf"}:
        broken.append(f"5.4 manifest: {sorted(listed ^ set(files))}")
    if any(re.match(r"[a-z]+:|/", str(href)) for href in listed):
        broken.append("3.5 a resource outside the publication root")
    if [item.get("href") for item in items if item.get("properties") == "nav"] != ["index.html"]:
        broken.append("8.2 index.html is not marked as nav")
    if "index.html" in _spine(package):
        broken.append("8.2 index.html should not be in the spine")
    return broken


def _spine(package: etree._Element) -> list[str]:
    href = {item.get("id"): str(item.get("href")) for item in package.iter(OPF + "item")}
    return [href[ref.get("idref")] for ref in package.iter(OPF + "itemref")]


def _entry_page(data: bytes, files: dict[str, bytes]) -> list[str]:
    page = etree.fromstring(data)
    broken = _only_cells("index.html", page)
    link = next((one for one in page.iter(XHTML + "link") if one.get("rel") == "publication"), None)
    if (
        link is None
        or link.get("href") != "package.opf"
        or link.get("type") != "application/oebps-package+xml"
    ):
        broken.append("8.2 link rel=publication")
    navs = {nav.get(EPUB_TYPE): nav for nav in page.iter(XHTML + "nav")}
    if "toc" not in navs or navs["toc"].get("role") != "doc-toc" or navs["toc"].find(f".//{XHTML}a") is None:
        broken.append("8.3.1 contents")
    if "page-list" in navs:
        if navs["page-list"].get("role") != "doc-pagelist":
            broken.append("8.3.2 role")
        if not all(a.get("title") for a in navs["page-list"].iter(XHTML + "a")):
            broken.append("8.3.2 a page without its printed number")
    elif any(b"doc-pagebreak" in text for name, text in files.items() if name.endswith(".html")):
        broken.append("8.3.2 page breaks but no page list")
    return broken


def _content(name: str, data: bytes) -> list[str]:
    document = etree.fromstring(data)
    broken = _only_cells(name, document)
    if "Brai" not in (document.get("{http://www.w3.org/XML/1998/namespace}lang") or ""):
        broken.append(f"6.2.1 {name}: language")
    for tag in ("script", "form", "iframe", "canvas"):
        if document.find(f".//{XHTML}{tag}") is not None:
            broken.append(f"6.2.3 {name}: {tag}")
    ids = [one.get("id") for one in document.iter() if one.get("id")]
    if len(ids) != len(set(ids)):
        broken.append(f"{name}: an id twice")
    return broken


def _only_cells(name: str, document: etree._Element) -> list[str]:
    text = "".join(document.itertext())
    odd = sorted({c for c in text if not ("\u2800" <= c <= "\u28ff" or c in "\t\n\r \u00a0\u00ad")})
    return [f"6.2.1 {name}: {odd}"] if odd else []


def _ids(data: bytes) -> set[str]:
    return {str(one.get("id")) for one in etree.fromstring(data).iter() if one.get("id")}


def _links(data: bytes, base: str, files: dict[str, bytes]) -> list[tuple[str, str]]:
    found = []
    for a in etree.fromstring(data).iter(XHTML + "a"):
        name, _, fragment = str(a.get("href")).partition("#")
        if (name or base) not in files:
            found.append((name, "(no such file)"))
        found.append((name or base, fragment))
    return found
