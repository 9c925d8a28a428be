"""EPUBs that are broken, locked or made to do harm: a clear code, or the words that can still be read. Never a hang, never a crash."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from PIL import Image as Picture

from converters.book import Book, text_of_book
from converters.errors import BadInput, ConversionError, DamagedFile, LimitExceeded, ProtectedFile
from converters.limits import LIMITS
from converters.messages import LANGUAGES, Catalogue
from converters.protocol import ReadResult
from converters.readers import choose_reader, read_book, read_book_here
from converters.workspace import Workspace
from tests.epub_builder import make_epub, package, page

MIB = 1024 * 1024


def read_text(path: Path, workspace: Workspace) -> tuple[str, set[str]]:
    result = read_book_here(path, workspace)
    return text_of_book(result.book), {finding.code for finding in result.findings}


def refused(path: Path, workspace: Workspace) -> ConversionError:
    with pytest.raises(BadInput) as caught:
        read_book_here(path, workspace)
    error = caught.value
    for language in LANGUAGES:
        words = Catalogue(language)
        assert error.code in words, f"{error.code} has no words in {language}"
        assert "{" not in words.format(error.code, error.params)
    return error


def chapter_package(**options: str) -> dict[str, str]:
    return {"OPS/package.opf": package(["c1.xhtml"], **options)}


# --- not an EPUB ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", [b"just some words\n" * 50, b"\x89PNG\r\n\x1a\n" + b"\0" * 500, b"\0" * 5000]
)
def test_an_epub_that_is_no_zip(tmp_path: Path, workspace: Workspace, data: bytes) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(data)
    error = refused(path, workspace)
    assert isinstance(error, DamagedFile)
    assert error.code == "epub-not-zip"


def test_an_empty_file(tmp_path: Path, workspace: Workspace) -> None:
    path = tmp_path / "book.epub"
    path.touch()
    assert refused(path, workspace).code == "file-empty"


def test_a_zip_that_is_no_book(tmp_path: Path, workspace: Workspace) -> None:
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refused(path, workspace).code == "epub-without-package"


def test_a_wrong_extension_does_not_matter(tmp_path: Path, workspace: Workspace) -> None:
    for name in ("book.zip", "book.txt", "book", "book.docx"):
        text, _codes = read_text(make_epub(tmp_path / name), workspace)
        assert "Some words to read." in text


def test_a_word_file_is_not_an_epub(tmp_path: Path) -> None:
    path = tmp_path / "text.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    from converters.readers.epub import EpubReader

    assert EpubReader().sniff(path, path.read_bytes()[:4096]) == 0.0


def test_the_container_is_enough(tmp_path: Path) -> None:
    assert choose_reader(make_epub(tmp_path / "book.bin", without=("mimetype",))).name == "epub"


# --- damaged ----------------------------------------------------------------------------------------------------------


def long_book(path: Path, chapters: int = 12) -> tuple[Path, list[str]]:
    """A book with incompressible pictures last, so that its text is in the first part of the file."""
    texts = [f"Chapter {n} says: " + " ".join(f"w{n}x{k}" for k in range(400)) for n in range(chapters)]
    import random

    noise = random.Random(7).randbytes(300_000)  # noqa: S311 (noise, no secret)
    make_epub(
        path,
        {"OPS/noise.bin": noise},
        chapters={f"c{n}.xhtml": f"<h1>C{n}</h1><p>{text}</p>" for n, text in enumerate(texts)},
    )
    return path, texts


def test_a_truncated_file_is_read_as_far_as_it_goes(tmp_path: Path, workspace: Workspace) -> None:
    path, texts = long_book(tmp_path / "book.epub")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) - 200_000])
    text, codes = read_text(path, workspace)
    assert "archive-recovered" in codes
    for expected in texts:
        assert expected in text


def test_a_file_cut_in_the_middle_of_the_text(tmp_path: Path, workspace: Workspace) -> None:
    path, texts = long_book(tmp_path / "book.epub")
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"OPS/c6.xhtml") + 600])
    text, codes = read_text(path, workspace)
    assert texts[5] in text
    assert {"archive-recovered", "epub-document-missing"} <= codes


def test_a_file_cut_to_almost_nothing(tmp_path: Path, workspace: Workspace) -> None:
    path, _texts = long_book(tmp_path / "book.epub")
    path.write_bytes(path.read_bytes()[:300])
    assert isinstance(refused(path, workspace), DamagedFile)


def test_damage_in_one_chapter_leaves_the_others(tmp_path: Path, workspace: Workspace) -> None:
    path, texts = long_book(tmp_path / "book.epub")
    data = bytearray(path.read_bytes())
    place = data.index(b"OPS/c3.xhtml") + 60
    for offset in range(0, 400, 7):
        data[place + offset] ^= 0x55
    path.write_bytes(bytes(data))
    text, codes = read_text(path, workspace)
    assert "archive-entry-damaged" in codes
    assert all(texts[n] in text for n in range(len(texts)) if n != 3)


def test_a_hole_in_a_picture_leaves_the_text(tmp_path: Path, workspace: Workspace) -> None:
    path, texts = long_book(tmp_path / "book.epub")
    data = bytearray(path.read_bytes())
    place = data.index(b"OPS/noise.bin") + 1000
    data[place : place + 4096] = b"\0" * 4096
    path.write_bytes(bytes(data))
    text, _codes = read_text(path, workspace)
    assert all(expected in text for expected in texts)


# --- locked -----------------------------------------------------------------------------------------------------------


def encryption(*entries: tuple[str, str]) -> str:
    rows = "".join(
        f'<enc:EncryptedData xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptionMethod Algorithm="{algorithm}"/>'
        f'<enc:CipherData><enc:CipherReference URI="{uri}"/></enc:CipherData></enc:EncryptedData>'
        for uri, algorithm in entries
    )
    return f'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">{rows}</encryption>'


AES = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"


@pytest.mark.parametrize(
    ("marker", "code"),
    [
        ("META-INF/license.lcpl", "epub-drm-lcp"),
        ("META-INF/rights.xml", "epub-drm-adobe"),
        ("META-INF/sinf.xml", "epub-drm-apple"),
        ("META-INF/other.xml", "epub-drm-unknown"),
    ],
)
def test_drm_is_named(tmp_path: Path, workspace: Workspace, marker: str, code: str) -> None:
    files = {
        marker: "<x/>",
        "META-INF/encryption.xml": encryption(("OPS/c1.xhtml", AES)),
        "OPS/c1.xhtml": b"\x93\x8a\0\1" * 500,
    }
    error = refused(make_epub(tmp_path / "book.epub", files), workspace)
    assert isinstance(error, ProtectedFile)
    assert error.code == code


def test_locked_text_without_a_list_of_what_is_locked(tmp_path: Path, workspace: Workspace) -> None:
    files = {"META-INF/license.lcpl": "{}", "OPS/c1.xhtml": bytes(range(128, 256)) * 50}
    assert refused(make_epub(tmp_path / "book.epub", files), workspace).code == "epub-drm-lcp"


def test_an_encrypted_package(tmp_path: Path, workspace: Workspace) -> None:
    files = {
        "META-INF/encryption.xml": encryption(("OPS/package.opf", AES)),
        "OPS/package.opf": b"\1\2\3" * 99,
    }
    assert refused(make_epub(tmp_path / "book.epub", files), workspace).code == "epub-drm-unknown"


@pytest.mark.parametrize(
    "algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"]
)
def test_obfuscated_fonts_are_no_drm(tmp_path: Path, workspace: Workspace, algorithm: str) -> None:
    files = {"META-INF/encryption.xml": encryption(("OPS/font.otf", algorithm)), "OPS/font.otf": b"\1\2"}
    text, codes = read_text(make_epub(tmp_path / "book.epub", files), workspace)
    assert "Some words" in text
    assert "epub-parts-locked" not in codes


def test_a_password(tmp_path: Path, workspace: Workspace) -> None:
    path = make_epub(tmp_path / "book.epub")
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    path.write_bytes(bytes(data))
    error = refused(path, workspace)
    assert isinstance(error, ProtectedFile)
    assert error.code == "archive-password"


# --- bombs ------------------------------------------------------------------------------------------------------------


def write_zip(path: Path, entries: list[tuple[str, bytes, int, int]]) -> None:
    """Entries of (name, deflated data, declared size, CRC), written by hand so that they may lie."""
    body, directory = b"", b""
    for name, data, size, crc in entries:
        raw = name.encode()
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, crc, len(data), size, len(raw), 0)
        directory += b"PK\x01\x02\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, len(body)) + raw
        body += b"PK\x03\x04" + common + raw + data
    end = struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    path.write_bytes(body + directory + b"PK\x05\x06" + end)


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def honest(name: str, data: str) -> tuple[str, bytes, int, int]:
    raw = data.encode()
    return name, deflated(raw), len(raw), zlib.crc32(raw)


def zeros(mebibytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join(packer.compress(b" " * MIB) for _ in range(mebibytes)) + packer.flush()


def bomb_entries(chapter: tuple[str, bytes, int, int]) -> list[tuple[str, bytes, int, int]]:
    from tests.epub_builder import CONTAINER

    return [
        ("mimetype", deflated(b"application/epub+zip"), 20, zlib.crc32(b"application/epub+zip")),
        honest("META-INF/container.xml", CONTAINER),
        honest("OPS/package.opf", package(["c1.xhtml"])),
        chapter,
    ]


@pytest.mark.parametrize("declared", [600 * MIB, 100])
def test_a_bomb_that_says_its_size_and_one_that_lies(
    tmp_path: Path, workspace: Workspace, declared: int
) -> None:
    path = tmp_path / "book.epub"
    write_zip(path, bomb_entries(("OPS/c1.xhtml", zeros(600), declared, 0)))
    assert path.stat().st_size < MIB
    error = refused(path, workspace)
    assert isinstance(error, LimitExceeded)
    assert error.code in {"archive-bomb", "archive-too-large"}


def test_overlapping_entries(tmp_path: Path, workspace: Workspace) -> None:
    """Many names for the same bytes, as in CVE-2024-0450."""
    path = tmp_path / "book.epub"
    entries = bomb_entries(honest("OPS/c1.xhtml", page("<p>Words.</p>")))
    write_zip(path, entries)
    data = path.read_bytes()
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    first = data[data.index(b"PK\x01\x02") : at]
    end = data.rindex(b"PK\x05\x06")
    again = first.replace(b"mimetype", b"mimetypf")
    directory = data[data.index(b"PK\x01\x02") : end] + again
    tail = struct.pack("<HHHHIIH", 0, 0, 5, 5, len(directory), data.index(b"PK\x01\x02"), 0)
    path.write_bytes(data[: data.index(b"PK\x01\x02")] + directory + b"PK\x05\x06" + tail)
    assert refused(path, workspace).code == "archive-overlap"


def test_too_many_entries(tmp_path: Path, workspace: Workspace) -> None:
    path = make_epub(tmp_path / "book.epub")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(LIMITS.archive_entries):
            archive.writestr(f"x{number}", b"")
    assert refused(path, workspace).code == "archive-too-many"


def test_archives_inside_are_not_opened(tmp_path: Path, workspace: Workspace) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 20 * MIB)
    text, _codes = read_text(
        make_epub(tmp_path / "book.epub", {"OPS/inner.zip": inner.getvalue()}), workspace
    )
    assert "Some words" in text


def test_names_that_lead_out_and_links_are_refused(tmp_path: Path, workspace: Workspace) -> None:
    path = make_epub(
        tmp_path / "book.epub",
        {
            "../../evil.xhtml": "x",
            "/etc/evil": "x",
            "C:/evil": "x",
            "OPS/../../evil2": "x",
            "OPS\\ok.txt": "x",
        },
    )
    with zipfile.ZipFile(path, "a") as archive:
        link = zipfile.ZipInfo("OPS/link.xhtml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    before = sorted(p.name for p in tmp_path.rglob("*"))
    result: ReadResult = read_book_here(path, workspace)
    assert sum(finding.code == "archive-entry-refused" for finding in result.findings) >= 5
    assert "Some words" in text_of_book(result.book)
    assert sorted(p.name for p in tmp_path.rglob("*") if "workspace" not in p.parts) == [
        n for n in before if n != "workspace"
    ]


def test_a_picture_bomb(tmp_path: Path, workspace: Workspace) -> None:
    stream = io.BytesIO()
    Picture.new("1", (20_000, 20_000)).save(stream, "PNG")
    files = {"OPS/big.png": stream.getvalue()}
    path = make_epub(
        tmp_path / "book.epub", files, chapters={"c1.xhtml": '<p>Words <img src="big.png" alt="big"/></p>'}
    )
    text, codes = read_text(path, workspace)
    assert "picture-too-large" in codes
    assert text == "Words big"


# --- markup made to do harm -------------------------------------------------------------------------------------------


def test_entities_in_every_part(tmp_path: Path, workspace: Workspace) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("THE SECRET")
    levels = "".join('<!ENTITY l{} "{}">'.format(n, f"&l{n - 1};" * 10) for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}<!ENTITY xxe SYSTEM "{secret.as_uri()}">]>'

    def with_entities(markup: str) -> str:
        declaration, _, rest = markup.partition("?>")
        return f"{declaration}?>{doctype}{rest}"

    from tests.epub_builder import CONTAINER

    chapter = page("<p>before &xxe; &l9; after</p>").replace("<!DOCTYPE html>", "")
    path = make_epub(
        tmp_path / "book.epub",
        {
            "META-INF/container.xml": with_entities(CONTAINER),
            "OPS/package.opf": with_entities(package(["c1.xhtml"], title="T &xxe; &l9;")),
            "OPS/c1.xhtml": with_entities(chapter),
        },
    )
    result = read_book_here(path, workspace)
    text = text_of_book(result.book)
    assert "SECRET" not in text + repr(result.book.metadata)
    assert text.startswith("before")
    assert text.endswith("after")
    assert len(text) < 200


def test_scripts_and_remote_things_are_left_out(
    tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    def no_network(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket, "socket", no_network)
    monkeypatch.setattr(socket, "create_connection", no_network)
    body = (
        '<script src="http://example.org/x.js">alert(1)</script><p onclick="x()">Words<img src="https://example.org/a.png" alt="pic"/></p>'
        '<iframe src="http://example.org"/><video src="http://example.org/v.mp4"><p>No film here.</p></video>'
        '<object data="http://example.org/o.swf"><p>No object.</p></object><link rel="stylesheet" href="http://example.org/s.css"/>'
    )
    text, codes = read_text(make_epub(tmp_path / "book.epub", chapters={"c1.xhtml": body}), workspace)
    assert "alert" not in text
    assert "Words" in text
    assert {"picture-elsewhere", "media-left-out"} <= codes


@pytest.mark.slow
def test_a_million_nested_elements(tmp_path: Path, workspace: Workspace) -> None:
    body = (
        "".join(f"<div>w{n} " if n % 1000 == 0 else "<div>" for n in range(1_000_000)) + "</div>" * 1_000_000
    )
    path = make_epub(tmp_path / "book.epub", chapters={"c1.xhtml": body})
    result = read_book(path, workspace)
    assert text_of_book(result.book).split() == [f"w{n}" for n in range(0, 1_000_000, 1000)]
    assert "nesting-flattened" in {finding.code for finding in result.findings}


@pytest.mark.slow
def test_a_paragraph_of_fifty_megabytes(tmp_path: Path, workspace: Workspace) -> None:
    words = "a word and another one " * (50 * MIB // 23)
    path = make_epub(tmp_path / "book.epub", chapters={"c1.xhtml": f"<p>{words}</p>"})
    result = read_book_here(path, workspace)
    assert text_of_book(result.book) == words.strip()


def test_a_hundred_thousand_entries_in_the_contents(tmp_path: Path, workspace: Workspace) -> None:
    nav = "".join(f'<li><a href="c1.xhtml#x{n}">Entry {n}</a></li>' for n in range(100_000))
    text, codes = read_text(make_epub(tmp_path / "book.epub", nav=nav), workspace)
    assert "Some words" in text
    assert "contents-too-large" in codes


def test_an_ncx_three_thousand_deep(tmp_path: Path, workspace: Workspace) -> None:
    point = '<navPoint><navLabel><text>x</text></navLabel><content src="c1.xhtml"/>'
    ncx = f"<ncx><navMap>{point * 3000}{'</navPoint>' * 3000}</navMap></ncx>"
    path = make_epub(
        tmp_path / "book.epub",
        {"OPS/toc.ncx": ncx},
        manifest='<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
    )
    result = read_book(path, workspace)
    assert "Some words" in text_of_book(result.book)
    assert "contents-too-large" in {finding.code for finding in result.findings}


def test_many_spine_items_and_one_document_twice(tmp_path: Path, workspace: Workspace) -> None:
    chapters = {f"c{n}.xhtml": f"<p>w{n}</p>" for n in range(1500)}
    spine = "".join(f'<itemref idref="i{n % 1500}"/>' for n in range(20_000))
    text, _codes = read_text(make_epub(tmp_path / "book.epub", chapters=chapters, spine=spine), workspace)
    assert text.split() == [f"w{n}" for n in range(1500)]


def test_circles_of_notes(tmp_path: Path, workspace: Workspace) -> None:
    body = (
        '<p>x<a epub:type="noteref" href="#a">1</a></p><aside epub:type="footnote" id="a"><p>A<a epub:type="noteref" href="#b">2</a></p></aside>'
        '<aside epub:type="footnote" id="b"><p>B<a epub:type="noteref" href="#a">1</a></p></aside>'
    )
    text, _codes = read_text(make_epub(tmp_path / "book.epub", chapters={"c1.xhtml": body}), workspace)
    assert text.split() == ["x", "A", "B"]


def test_circles_of_refinements(tmp_path: Path, workspace: Workspace) -> None:
    metadata = '<meta id="m" refines="#n" property="role">aut</meta><meta id="n" refines="#m" property="role">aut</meta><meta refines="#m" id="m" property="x">y</meta>'
    book: Book = read_book_here(make_epub(tmp_path / "book.epub", metadata=metadata), workspace).book
    assert book.metadata.title == "The Test Book"


def test_a_chapter_that_is_not_markup(tmp_path: Path, workspace: Workspace) -> None:
    path = make_epub(
        tmp_path / "book.epub",
        {"OPS/c2.xhtml": b"", "OPS/c3.xhtml": b"only words, no tags"},
        chapters={"c1.xhtml": "<p>One.</p>", "c2.xhtml": "", "c3.xhtml": ""},
    )
    text, codes = read_text(path, workspace)
    assert text.split("\n") == ["One.", "only words, no tags"]
    assert "epub-document-empty" in codes


def test_a_book_of_nothing(tmp_path: Path, workspace: Workspace) -> None:
    assert (
        refused(make_epub(tmp_path / "a.epub", without=("OPS/c1.xhtml",)), workspace).code
        == "epub-without-text"
    )
    assert (
        refused(make_epub(tmp_path / "b.epub", chapters={"c1.xhtml": "<p> </p>"}), workspace).code
        == "book-without-text"
    )


def test_all_findings_have_words_in_every_language() -> None:
    import re

    root = Path(__file__).parents[2] / "converters" / "readers"
    sources = [
        *(root / "epub").glob("*.py"),
        *(root / "xhtml").glob("*.py"),
        root / "archive.py",
        root / "images.py",
    ]
    used = {
        code
        for path in sources
        for code in re.findall(
            r"\"((?:archive|epub|contents|picture|encoding|document|nesting|text|media|language)-[a-z-]+)\"",
            path.read_text(),
        )
    }
    used -= {"text-decoration", "text-decoration-line", "epub-type", "media-type", "media-overlay"}
    assert len(used) > 25
    for language in LANGUAGES:
        words = Catalogue(language)
        assert not {code for code in used if code not in words}
