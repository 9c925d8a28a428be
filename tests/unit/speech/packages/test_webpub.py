"""Audio books as web publications: both manifests, the files they name, and what a real reading system sees."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from converters.language import sentences_of
from converters.protocol import Artifact, Conversion
from converters.readers import read_book_here
from converters.registry import get_converter
from converters.run import make_options, run_conversion
from converters.speech.engine import SAMPLE_RATE
from converters.speech.mp3_frames import frame_count
from converters.workspace import Workspace, write_atomically
from tests.books_folder import SHARED
from tests.samples import LANGUAGES, sample_book

ROOT = Path(__file__).resolve().parents[4]


@dataclass(frozen=True)
class Made:
    artifact: Artifact
    folder: Path

    def package(self, ending: str) -> zipfile.ZipFile:
        (name,) = [name for name in self.artifact.files if name.endswith(ending)]
        return zipfile.ZipFile(self.folder / name)

    def manifest(self, ending: str) -> Any:
        name = "manifest.json" if ending == ".audiobook" else "publication.json"
        with self.package(ending) as package:
            return json.loads(package.read(name))


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A sample book in beeps."""
    from converters.book import book_to_json

    workspace = Workspace(tmp_path_factory.mktemp("webpub"))
    book = read_book_here(sample_book(request.param), workspace).book
    sentences = sentences_of(book)
    write_atomically(workspace.book_path, book_to_json(book))
    write_atomically(workspace.sentences_path, sentences.to_json())
    converter = get_converter("audio-webpub")
    options = make_options(converter, {"voice": "tone:beep", "print_pages": True})
    artifact = run_conversion(Conversion(book, sentences, options, workspace, converter.name), processes=2)
    return Made(artifact, artifact.folder)


@pytest.mark.parametrize("ending", [".audiobook", ".lpf"])
def test_every_file_that_is_named_is_there_and_as_long_as_it_says(made: Made, ending: str) -> None:
    manifest = made.manifest(ending)
    total = 0.0
    with made.package(ending) as package:
        assert package.testzip() is None
        named = set()
        for item in manifest["readingOrder"]:
            href = item.get("href") or item["url"]
            named.add(href)
            info = package.getinfo(href)
            assert info.compress_type == zipfile.ZIP_STORED
            seconds = frame_count(info.file_size, 48) * 576 / SAMPLE_RATE
            said = item["duration"]
            assert abs((said if isinstance(said, float) else float(said[2:-1])) - seconds) < 0.001
            total += seconds
        for resource in manifest.get("resources", []):
            named.add(resource.get("href") or resource["url"])
        assert set(package.namelist()) - named <= {"manifest.json", "publication.json"}
    whole = manifest["metadata"]["duration"] if ending == ".audiobook" else float(manifest["duration"][2:-1])
    assert abs(whole - total) < 0.01


def test_the_contents_lead_to_places_inside_the_files_in_order(made: Made) -> None:
    manifest = made.manifest(".audiobook")
    lengths = {item["href"]: item["duration"] for item in manifest["readingOrder"]}

    def down(links: list[Any]) -> list[tuple[str, float]]:
        found = []
        for link in links:
            href, _, time = link["href"].partition("#t=")
            found.append((href, float(time or 0)))
            found += down(link.get("children", []))
        return found

    for places in (down(manifest["toc"]), down(manifest["pageList"])):
        order = list(lengths)
        assert places == sorted(places, key=lambda place: (order.index(place[0]), place[1]))
        assert all(time < lengths[href] for href, time in places)
    assert len(manifest["toc"]) == len(manifest["readingOrder"])
    assert any(link.get("children") for link in manifest["toc"])


def test_w3c_contents_are_a_page_of_links(made: Made) -> None:
    with made.package(".lpf") as package:
        page = package.read("contents.html").decode()
    assert 'role="doc-toc"' in page
    assert 'role="doc-pagelist"' in page
    assert page.count("<li>") == page.count("</li>") > 8


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
def test_manifests_pass_their_schemas(
    made: Made, tmp_path: Path, ending: str, folder: str, schema: str
) -> None:
    schemas = SHARED / "schemas" / folder
    if not schemas.is_dir():
        pytest.skip("the schemas are not here: they lie in a folder ../shared/schemas beside the clone")
    manifest = made.manifest(ending)

    def errors(value: Any) -> Any:
        (tmp_path / "m.json").write_text(json.dumps(value), "utf-8")
        command = ["node", str(ROOT / "tests/ajv.mjs"), str(schemas), schema, str(tmp_path / "m.json")]
        return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)

    assert errors(manifest) == []
    assert errors({name: value for name, value in manifest.items() if name != "readingOrder"}) != []


def test_a_real_reading_system_sees_all_of_it(made: Made, tmp_path: Path) -> None:
    (name,) = [name for name in made.artifact.files if name.endswith(".audiobook")]
    book = shutil.copy(made.folder / name, tmp_path / "book.audiobook")
    command = ["node", str(ROOT / "tests/readium.mjs"), str(book)]
    seen = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    manifest = made.manifest(".audiobook")
    assert seen["title"] == manifest["metadata"]["title"]
    assert [item["href"] for item in seen["reading"]] == [item["href"] for item in manifest["readingOrder"]]
    assert [item["duration"] for item in seen["reading"]] == [
        item["duration"] for item in manifest["readingOrder"]
    ]
    assert seen["duration"] == manifest["metadata"]["duration"]
    assert next(title for _depth, title, _href in seen["toc"]) == manifest["toc"][0]["title"]
