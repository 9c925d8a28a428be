"""What every registered output format promises."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from converters.book import text_of_book
from converters.errors import BadOptions
from converters.language import SentenceIndex, sentences_of
from converters.messages import LANGUAGES, Catalogue
from converters.options import option_facts
from converters.protocol import Conversion, ConverterOptions
from converters.readers import read_book_here
from converters.registry import DEFAULT_FORMATS, converter_names, get_converter
from converters.run import make_options, run_conversion
from converters.workspace import Workspace, write_atomically
from tests.samples import LANGUAGES as BOOKS
from tests.samples import sample_book

FORMATS = converter_names()


@dataclass(frozen=True)
class Prepared:
    workspace: Workspace
    sentences: SentenceIndex


@pytest.fixture(scope="module", params=BOOKS)
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    from converters.book import book_to_json

    workspace = Workspace(tmp_path_factory.mktemp("workspace"))
    book = read_book_here(sample_book(request.param), workspace).book
    sentences = sentences_of(book)
    write_atomically(workspace.book_path, book_to_json(book))
    write_atomically(workspace.sentences_path, sentences.to_json())
    return Prepared(workspace, sentences)


def conversion(prepared: Prepared, name: str) -> Conversion:
    from converters.book import book_from_json

    book = book_from_json(prepared.workspace.book_path.read_bytes())
    converter = get_converter(name)
    # The quickest voice: Mandarin by its usual one takes minutes here.
    given = {"voice": "espeak"} if "voice" in converter.Options.model_fields else {}
    return Conversion(book, prepared.sentences, make_options(converter, given), prepared.workspace, name)


def test_the_formats_of_the_first_release_are_there() -> None:
    assert set(FORMATS) >= {
        "speech-text",
        "audio-mp3",
        "audio-m4b",
        "braille-brf",
        "braille-pef",
        "braille-text",
        "large-print-pdf",
        "large-print-epub",
        "large-print-docx",
        "large-print-html",
        "book-json",
    }
    assert set(DEFAULT_FORMATS) <= set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
class TestFace:
    def test_name_media_type_kind_and_limits(self, name: str) -> None:
        converter = get_converter(name)
        assert converter.name == name
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
        assert re.fullmatch(r"[a-z]+/[A-Za-z0-9.+-]+", converter.media_type)
        assert converter.kind in {"audio", "braille", "print", "text", "data"}
        assert 10 <= converter.part_seconds <= 24 * 3600

    def test_options_are_a_model_with_defaults_titles_and_descriptions(self, name: str) -> None:
        converter = get_converter(name)
        assert issubclass(converter.Options, ConverterOptions)
        make_options(converter, {})
        for fact in option_facts(converter):
            assert re.fullmatch(r"[a-z][a-z0-9-]*", fact.name)
            assert fact.title != fact.field, f"{fact.name} has no title"
            assert fact.description.endswith((".", "?", "。", "”")), f"{fact.name}: {fact.description!r}"

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_options_are_explained_in_every_language(self, name: str, language: str) -> None:
        catalogue = Catalogue(language)
        kind = get_converter(name).kind
        lost = [
            f"option-{fact.name}-{which}"
            for fact in option_facts(get_converter(name))
            for which in ("title", "description")
            if f"option-{fact.name}-{which}" not in catalogue
            and f"option-{kind}-{fact.name}-{which}" not in catalogue
        ]
        assert lost == []

    def test_wrong_options_are_refused_with_a_code(self, name: str) -> None:
        with pytest.raises(BadOptions) as caught:
            make_options(get_converter(name), {"no_such_option": 1})
        assert caught.value.code == "option-unknown"


@pytest.mark.parametrize("name", FORMATS)
def test_a_plan_is_pure_and_its_keys_are_plain(prepared: Prepared, name: str) -> None:
    job = conversion(prepared, name)
    before = sorted(path.relative_to(job.workspace.root) for path in job.workspace.root.rglob("*"))
    plan = get_converter(name).plan(job)
    assert plan
    assert get_converter(name).plan(conversion(prepared, name)) == plan
    keys = [part.key for part in plan]
    assert len(keys) == len(set(keys))
    assert keys == sorted(keys)
    assert all(re.fullmatch(r"[A-Za-z0-9._-]{1,80}", key) for key in keys)
    assert all(part.weight >= 1 for part in plan)
    assert sorted(path.relative_to(job.workspace.root) for path in job.workspace.root.rglob("*")) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
def test_made_found_again_and_resumed(prepared: Prepared, name: str) -> None:
    """One conversion, then another with one part taken away: only that part may be made again."""
    job = conversion(prepared, name)
    artifact = run_conversion(job, processes=2)
    assert artifact.converter == name
    assert artifact.main in artifact.files
    assert len(artifact.files) == len(set(artifact.files))
    on_disk = {
        path.relative_to(artifact.folder).as_posix() for path in artifact.folder.rglob("*") if path.is_file()
    }
    assert on_disk == set(artifact.files), "every file is listed, and nothing else is left"
    assert all(name.isascii() for name in on_disk)
    assert all((artifact.folder / name).stat().st_size for name in on_disk)
    _check_locators(prepared, name, {row.sentence for row in artifact.locators})

    folders = {
        path.parent: path
        for path in job.workspace.part_folder(job.options.parts_recipe(name)[0], "x").parent.glob(
            "*/*/result.json"
        )
    }
    removed = min(folders)
    stamps = {folder: path.stat().st_mtime_ns for folder, path in folders.items() if folder != removed}
    (removed / "result.json").unlink()
    again = run_conversion(job, processes=2)
    assert (removed / "result.json").exists()
    assert {folder: folders[folder].stat().st_mtime_ns for folder in stamps} == stamps
    assert again.files == artifact.files
    assert again.locators == artifact.locators
    assert replace(again, findings=(), folder=Path()) == replace(artifact, findings=(), folder=Path())


def _check_locators(prepared: Prepared, name: str, located: set[str]) -> None:
    wanted = {sentence.id for sentence in prepared.sentences}
    lost = wanted - located
    by_id = {sentence.id: sentence for sentence in prepared.sentences}
    assert not lost, [by_id[identity] for identity in sorted(lost)][:5]


def test_the_sample_books_are_worth_testing_with(prepared: Prepared) -> None:
    job = conversion(prepared, "book-json")
    assert len(text_of_book(job.book)) > 3_500
    assert len(prepared.sentences) > 100
    assert len(job.book.pages) == 13
