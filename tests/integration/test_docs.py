"""The documents say what the code does (as datasette does it)."""

import re
from pathlib import Path

import pytest

from accessible_reader.cli.app import make_app
from converters.messages import LANGUAGES
from converters.options import option_facts
from converters.registry import DEFAULT_FORMATS, converter_names, get_converter, get_reader, reader_names
from scripts import build_docs, settings_page

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [
    *sorted(DOCS.rglob("*.md")),
    ROOT / "README.md",
    ROOT / "README.zh-CN.md",
    ROOT / "samples" / "README.md",
]


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCESSIBLE_READER_LANGUAGE", "en")


def test_the_page_on_formats_is_up_to_date() -> None:
    text = build_docs.FORMATS.read_text("utf-8")
    assert text == build_docs.formats_page(text), "run `make docs`"


def test_the_page_on_errors_is_up_to_date() -> None:
    assert build_docs.ERRORS.read_text("utf-8") == build_docs.errors(), "run `make docs`"


def test_the_page_on_permissions_is_up_to_date() -> None:
    assert build_docs.PERMISSIONS.read_text("utf-8") == build_docs.permission_page(), "run `make docs`"


def test_the_page_on_settings_is_up_to_date() -> None:
    assert build_docs.SETTINGS.read_text("utf-8") == build_docs.settings_page(), "run `make docs`"


def test_every_variable_is_on_the_page_on_settings() -> None:
    page = build_docs.SETTINGS.read_text("utf-8")
    told = set(re.findall(r"^\| `(ACCESSIBLE_READER_[A-Z_]+)` \| \S", page, re.MULTILINE))
    used: set[str] = set()
    classes: set[str] = set()
    for floor in ("audio_cache", "converters", "accessible_reader", "web"):
        for path in (ROOT / floor).rglob("*.py"):
            text = path.read_text("utf-8")
            used.update(re.findall(r"ACCESSIBLE_READER_[A-Z_]*[A-Z]", text))
            classes.update(re.findall(r"^class (\w+)\(BaseSettings\)", text, re.MULTILINE))
    assert sorted(used - told) == []
    assert len(used) > 8
    assert classes == {settings.__name__ for settings in settings_page.CLASSES.values()}


def test_the_page_on_capacity_is_up_to_date() -> None:
    assert build_docs.CAPACITY.read_text("utf-8") == build_docs.capacity_page(), "run `make docs`"


def test_every_code_is_on_the_page_on_errors() -> None:
    page = build_docs.ERRORS.read_text("utf-8")
    listed = set(re.findall(r"^\| `([a-z0-9-]+)`", page, re.MULTILINE))
    assert sorted(build_docs.codes().keys() - listed) == []
    assert len(listed) > 80


@pytest.mark.parametrize("name", converter_names())
def test_every_format_and_option_is_explained(name: str) -> None:
    page = build_docs.FORMATS.read_text("utf-8")
    section = page.partition(f"### `{name}`\n")[2].partition("\n### ")[0]
    assert section, f"{name} is not in docs/formats.md"
    for fact in option_facts(get_converter(name)):
        assert f"`--{fact.name}" in section


def test_every_command_and_its_options_are_named() -> None:
    import typer

    page = build_docs.FORMATS.read_text("utf-8")
    group = typer.main.get_command(make_app())
    for name, command in group.commands.items():  # type: ignore[attr-defined]  # it is a group
        assert f"| `{name}` |" in page
        for param in command.params:
            if param.param_type_name == "option":
                assert f"`{param.opts[0]}" in page


def test_every_reader_is_named() -> None:
    page = build_docs.FORMATS.read_text("utf-8")
    for name in reader_names():
        if get_reader(name).extensions:
            assert f"| `{name}` |" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_names_the_default_formats(language: str) -> None:
    from accessible_reader.cli.words import catalogue

    said = catalogue(language).format("cli-convert-to")
    assert all(name in said for name in DEFAULT_FORMATS)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_files_named_in_the_story_exist() -> None:
    story = (DOCS / "dive-into-the-source.md").read_text("utf-8")
    for name in re.findall(r"`((?:accessible_reader|converters|web)/[\w/]+(?:\.py|/))`", story):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"`([\w]+\.py)`", story):
        floors = [ROOT / floor for floor in ("converters", "accessible_reader", "web")]
        assert any(found for floor in floors for found in floor.rglob(name)), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_in_the_documents_are_real(page: Path) -> None:
    import typer

    known = set(typer.main.get_command(make_app()).commands)  # type: ignore[attr-defined]  # it is a group
    for command in re.findall(r"accessible-reader ([a-z][a-z-]*)", page.read_text("utf-8")):
        assert command in known, command
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make ([a-z]+)`|^    make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE):
        assert re.search(rf"^{target[0] or target[1]}:", makefile, re.MULTILINE), target


def test_decisions_are_numbered_and_listed() -> None:
    listed = (DOCS / "adr" / "README.md").read_text("utf-8")
    pages = sorted(path for path in (DOCS / "adr").glob("[0-9]*.md"))
    for number, path in enumerate(pages, 1):
        assert path.name.startswith(f"{number:04}-")
        assert path.read_text("utf-8").startswith(f"# {number}. ")
        assert path.name in listed


def test_no_page_names_a_folder_of_somebodys_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![\w.~])/(?:work|root|home)/", page.read_text("utf-8")), page
