"""What every registered format promises of a copy with an imprint: marked in front and in its metadata, still valid, its text untouched."""

from __future__ import annotations

import hashlib
import html
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mutagen
import pikepdf
import pytest
from lxml import etree

from accessible_reader.conversions.checks import CHECKS
from accessible_reader.conversions.imprint.braille import cells_of, lines_of
from accessible_reader.conversions.imprint.stamp import FORMATS, stamp
from accessible_reader.conversions.imprint.words import MARK, Imprint
from converters.book import book_from_json, book_to_json
from converters.language import sentences_of
from converters.protocol import Artifact, Conversion
from converters.readers import read_book_here
from converters.registry import converter_names, get_converter
from converters.run import make_options, run_conversion
from converters.workspace import Workspace, write_atomically
from tests.audio_epub_checks import epubcheck
from tests.books_folder import SHARED
from tests.daisy3_checks import problems_of_3
from tests.daisy202_checks import problems_of_202
from tests.daisy_schemas import missing, schema_problems_3, schema_problems_202
from tests.ebraille_rules import broken_rules
from tests.service_ground import write_books

ROOT = Path(__file__).resolve().parents[2]
COPY = "C0FFEE0123456789"
LIBRARY = "River <Library> & Sons"


@dataclass(frozen=True)
class Copy:
    """``plain``: the artifact as it was made; ``folder``: the same, marked."""

    artifact: Artifact
    plain: Path
    folder: Path
    imprint: Imprint

    @property
    def main(self) -> Path:
        return self.folder / self.artifact.main

    def file(self, ending: str) -> Path:
        return next(self.folder / name for name in self.artifact.files if name.endswith(ending))


@pytest.fixture(scope="module", params=["en", "zh-Hans"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Makes and marks a format of a small book; each once."""
    root = tmp_path_factory.mktemp("imprints")
    workspace = Workspace(root / "workspace")
    workspace.root.mkdir()
    source = write_books(root / "books", 2)[0 if request.param == "en" else 2]
    book = read_book_here(source, workspace).book
    sentences = sentences_of(book)
    write_atomically(workspace.book_path, book_to_json(book))
    write_atomically(workspace.sentences_path, sentences.to_json())
    copies: dict[str, Copy] = {}

    def make(name: str) -> Copy:
        if name not in copies:
            converter = get_converter(name)
            given = {"voice": "tone:beep"} if "voice" in converter.Options.model_fields else {}
            options = make_options(converter, given)
            artifact = run_conversion(Conversion(book, sentences, options, workspace, name), processes=1)
            plain = root / "plain" / name
            shutil.copytree(artifact.folder, plain)
            folder = root / "copies" / name
            shutil.copytree(artifact.folder, folder)
            imprint = Imprint(LIBRARY, COPY, request.param, bool(getattr(options, "duplex", False)))
            assert stamp(folder, name, artifact.files, imprint)
            copies[name] = Copy(artifact, plain, folder, imprint)
        return copies[name]

    return make


def everything(folder: Path) -> str:
    """All that is said in the files of a folder, packages opened."""
    said = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            if zipfile.is_zipfile(io.BytesIO(data)):
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    said += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
            elif path.suffix == ".mp3":
                tags = mutagen.File(path).tags  # none in talking books
                said.append(tags.pprint() if tags else "")
            elif path.suffix == ".m4b":
                said.append(str(dict(mutagen.File(path).tags)))
            elif path.suffix == ".pdf":
                with pikepdf.open(path) as document, document.open_metadata() as metadata:
                    said.append(f"{metadata} {document.docinfo}")
            else:
                said.append(data.decode("utf-8", "replace"))
    return html.unescape("\n".join(said))


def test_every_registered_format_has_an_imprint_and_checks() -> None:
    assert set(FORMATS) == set(converter_names())
    assert set(CHECKS) == set(converter_names())


@pytest.mark.slow
@pytest.mark.parametrize("name", converter_names())
def test_marked_with_the_copy_and_otherwise_the_same(made: Any, name: str) -> None:
    copy = made(name)
    if name not in {"braille-brf", "braille-text"}:  # no metadata, and all of them is cells: see below
        said = everything(copy.folder)
        assert MARK in said
        assert COPY in said
    assert COPY not in everything(copy.plain)
    # The same files; places in the text as they were.
    names = {path.relative_to(copy.folder).as_posix() for path in copy.folder.rglob("*") if path.is_file()}
    assert names == set(copy.artifact.files)
    if "locators.json" in names:
        assert (copy.folder / "locators.json").read_bytes() == (copy.plain / "locators.json").read_bytes()
    what = {"files": list(copy.artifact.files)}
    assert [check.name for check in CHECKS[name] if check.run(copy.folder, what)] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["audio-epub", "large-print-epub", "braille-ebraille"])
def test_packages_with_a_reading_order_have_a_page_in_front(made: Any, name: str) -> None:
    copy = made(name)
    with zipfile.ZipFile(copy.main) as archive, zipfile.ZipFile(copy.plain / copy.artifact.main) as before:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        package = next(entry for entry in archive.namelist() if entry.endswith(".opf"))
        root = etree.fromstring(archive.read(package))
        items = {item.get("id"): item.get("href") for item in root.iter("{*}item")}
        order = [items[ref.get("idref")] for ref in root.iter("{*}itemref")]
        old = etree.fromstring(before.read(package))
        assert len(order) == len(list(old.iter("{*}itemref"))) + 1
        folder = package.rpartition("/")[0]
        page = etree.fromstring(archive.read(f"{folder}/{order[0]}".lstrip("/")))
        words = "".join(page.find("{*}body").itertext())
        wanted = lines_of(copy.imprint) if name == "braille-ebraille" else copy.imprint.lines
        assert all(line in words for line in wanted)
        changed = [entry for entry in before.namelist() if before.read(entry) != archive.read(entry)]
        assert changed == [package]
    if name == "braille-ebraille":
        assert broken_rules(copy.main) == []
        # EPUBCheck 5.3 does not know all of eBraille (see docs/limitations.md); nothing new may be said.
        assert said(copy.main) == said(copy.plain / copy.artifact.main)
    else:
        assert epubcheck(copy.main) == []


def said(package: Path) -> set[str]:
    return {re.sub(r"[\d,():]+", "", line.replace(str(package.parent), "")) for line in epubcheck(package)}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["daisy-202", "daisy-3"])
def test_talking_books(made: Any, name: str, tmp_path: Path) -> None:
    copy = made(name)
    book = copy.main.parent
    if name == "daisy-202":
        assert list(problems_of_202(book)) == []
        text = book / "t0001.html"
    else:
        assert list(problems_of_3(book)) == []
        text = book / "dtbook.xml"
    parser = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)
    root = etree.parse(text, parser).getroot()
    assert all(line in "".join(root.itertext()) for line in copy.imprint.lines)
    body = root.find(".//{*}bodymatter")
    if body is not None:
        assert COPY not in "".join(body.itertext())
    if missing():
        pytest.skip(missing())
    check = schema_problems_202 if name == "daisy-202" else schema_problems_3
    assert check(book, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "folder", "schema"),
    [
        (
            ".audiobook",
            "webpub/readium/schema",
            "https://readium.org/webpub-manifest/schema/publication.schema.json",
        ),
        (".lpf", "w3c-audiobooks", "https://www.w3.org/ns/pub-schema/audiobooks/audiobooks.schema.json"),
    ],
)
def test_web_publications(made: Any, tmp_path: Path, ending: str, folder: str, schema: str) -> None:
    copy = made("audio-webpub")
    with zipfile.ZipFile(copy.file(ending)) as package:
        manifest = json.loads(package.read("publication.json" if ending == ".lpf" else "manifest.json"))
        assert COPY in json.dumps(manifest)
        front = package.read("contents.html" if ending == ".lpf" else "imprint-of-copy.html").decode()
        text = "".join(etree.HTML(front).itertext())
        assert all(line in text for line in copy.imprint.lines)
        links = [item.get("href") or item["url"] for item in manifest["resources"]]
        assert set(links) <= set(package.namelist())
        assert all(
            i.compress_type == zipfile.ZIP_STORED for i in package.infolist() if i.filename.endswith(".mp3")
        )
    schemas = SHARED / "schemas" / folder
    if not schemas.is_dir():
        pytest.skip("the schemas are not here: they lie in a folder ../shared/schemas beside the clone")
    file = tmp_path / "manifest.json"
    file.write_text(json.dumps(manifest))
    command = ["node", "tests/ajv.mjs", str(schemas), schema, str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["braille-brf", "braille-text", "braille-pef"])
def test_braille_has_a_sheet_in_front(made: Any, name: str) -> None:
    copy = made(name)
    assert copy.imprint.duplex
    for file in copy.artifact.files:
        if file.endswith((".brf", ".txt")):
            before, after = ((one / file).read_bytes().decode() for one in (copy.plain, copy.folder))
            page, _, rest = after.partition("\f")
            # Both sides of a sheet, so that the book's first page lies on a front as before.
            assert rest == "\f" + before
            width = max(len(line) for line in before.replace("\f", "\n").splitlines())
            rows = page.splitlines()
            assert all(len(row) <= width for row in rows)
            if name == "braille-text":
                assert rows == cells_of(copy.imprint, width)
        elif file.endswith(".pef"):
            tree = etree.parse(copy.folder / file)
            space = "{http://www.daisy.org/ns/2008/pef}"
            for volume in tree.iter(f"{space}volume"):
                rows = [row.text or "" for row in volume[0].iter(f"{space}row")]
                assert rows == cells_of(copy.imprint, int(volume.get("cols", "0")))
            schema = SHARED / "schemas" / "pef" / "pef-2008-1-full.rng"
            if not schema.is_file():
                pytest.skip(
                    "pef-2008-1-full.rng is not here: it lies in a folder ../shared/schemas beside the clone"
                )
            etree.RelaxNG(etree.parse(schema)).assertValid(tree)


@pytest.mark.slow
def test_the_list_of_mp3_files_tells_the_truth(made: Any) -> None:
    copy = made("audio-mp3")
    manifest = json.loads((copy.folder / "manifest.json").read_bytes())
    assert manifest["copy-id"] == COPY
    for file in manifest["files"]:
        data = (copy.folder / file["file"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert (copy.folder / "playlist.m3u8").read_text("utf-8").splitlines()[0] == "#EXTM3U"


@pytest.mark.slow
def test_a_book_as_data_stays_a_book(made: Any) -> None:
    copy = made("book-json")
    book = book_from_json(copy.main.read_bytes())
    before = book_from_json((copy.plain / copy.artifact.main).read_bytes())
    assert COPY in (book.metadata.rights or "")
    assert book.sections == before.sections
