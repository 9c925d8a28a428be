"""One correction mends braille and speech alike, and only the sentences it is about."""

import json
from pathlib import Path

import pytest

from converters.book import book_to_json
from converters.errors import BadInput
from converters.language import sentences_of
from converters.lexicon import corrections_of, lexicon_of
from converters.protocol import ReadOptions
from converters.readers.choose import read_book_here
from converters.registry import get_converter
from converters.run import load_conversion, make_options, run_conversion
from converters.speech.pinyin import readings_by
from converters.workspace import Workspace

TEXT = "第一章 试读\n\n银行行长很忙。\n\n今天天气很好。\n"
CORRECTION = "# a reading that no dictionary would choose\n行长\thang2 chang2\n"


def cells(workspace: Workspace, **values: str) -> list[str]:
    """The lines of braille of the two sentences."""
    (workspace.root / "book.txt").write_text(TEXT, "utf-8")
    book = read_book_here(workspace.root / "book.txt", workspace, ReadOptions()).book
    workspace.book_path.write_text(book_to_json(book), "utf-8")
    workspace.sentences_path.write_text(sentences_of(book).to_json(), "utf-8")
    options = make_options(get_converter("braille-text"), values)
    artifact = run_conversion(load_conversion(workspace, options, "braille-text"), processes=1)
    text = (artifact.folder / artifact.main).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip("\u2800 \f")]


@pytest.mark.parametrize("layer", ["lexicon", "library_lexicon"])
def test_braille_follows_and_nothing_else_changes(tmp_path: Path, layer: str) -> None:
    before = cells(Workspace(tmp_path))
    after = cells(
        Workspace(tmp_path), **{layer: CORRECTION}
    )  # the same workspace: old parts must not be taken
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    assert cells(Workspace(tmp_path)) == before


def test_speech_follows() -> None:
    options = make_options(get_converter("speech-text"), {"lexicon": CORRECTION})
    assert readings_by(lexicon_of(options))("银行行长") == ("yin2", "hang2", "hang2", "chang2")
    assert readings_by()("银行行长") == ("yin2", "hang2", "hang2", "zhang3")


def test_the_book_overrules_the_library() -> None:
    options = make_options(
        get_converter("audio-mp3"), {"lexicon": CORRECTION, "library_lexicon": "行长\txing2 zhang3\n"}
    )
    assert readings_by(lexicon_of(options))("行长") == ("hang2", "chang2")


def test_a_line_that_does_not_fit_is_named() -> None:
    options = make_options(get_converter("braille-brf"), {"lexicon": "行长\thang2 zhang3\n行长\thang\n"})
    with pytest.raises(BadInput) as caught:
        lexicon_of(options)
    assert caught.value.code == "lexicon-bad-line"
    assert caught.value.params["line"] == 2


def test_nothing_added_has_no_name() -> None:
    assert corrections_of(make_options(get_converter("braille-brf"), {})) == ""


def spoken_and_reused(folder: Path, **values: str) -> tuple[int, int]:
    """How many lines of three English sentences were spoken, and how many taken from the clips that are kept."""
    folder.mkdir()
    workspace = Workspace(folder)
    (folder / "book.txt").write_text(
        "One of Hermione's books.\n\nAnother was lost.\n\nBeware of it.\n", "utf-8"
    )
    book = read_book_here(folder / "book.txt", workspace, ReadOptions()).book
    workspace.book_path.write_text(book_to_json(book), "utf-8")
    workspace.sentences_path.write_text(sentences_of(book).to_json(), "utf-8")
    options = make_options(get_converter("audio-mp3"), {"voice": "espeak:en-us", **values})
    run_conversion(load_conversion(workspace, options, "audio-mp3"), processes=1)
    results = [json.loads(file.read_text("utf-8"))["data"] for file in folder.rglob("result.json")]
    return sum(row["spoken"] for row in results), sum(row["reused"] for row in results)


def test_a_pronunciation_has_only_its_sentence_spoken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCESSIBLE_READER_AUDIO_CACHE", str(tmp_path / "clips"))
    first, _ = spoken_and_reused(tmp_path / "a")
    assert first >= 3
    assert spoken_and_reused(tmp_path / "b", lexicon="Hermione\ther-my-oh-nee\n") == (1, first - 1)
    assert spoken_and_reused(tmp_path / "c", library_lexicon="hermit\thurmit\n") == (0, first)
