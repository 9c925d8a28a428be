"""The folder named by ``--out``."""

from pathlib import Path

import pytest

from accessible_reader.cli.outputs import MARK, check_replaceable, output_folder
from converters.errors import BadOptions, ConversionError


def test_made_folders_vanish_when_nothing_came_of_them(tmp_path: Path) -> None:
    with output_folder(tmp_path / "a" / "b") as folder:
        assert folder.is_dir()
    assert list(tmp_path.iterdir()) == []


def test_folders_with_something_in_them_stay(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with output_folder(tmp_path / "a"):
        pass
    assert (tmp_path / "a").is_dir()
    with output_folder(tmp_path / "b" / "c") as folder:
        (folder / "file").write_text("x")
    assert (tmp_path / "b" / "c" / "file").exists()


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    for folder in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(ConversionError) as caught, output_folder(folder):
            pass
        assert caught.value.code in {"out-is-file", "folder-unwritable"}
    assert (tmp_path / "out").read_text() == "mine"


def test_only_our_own_older_output_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "braille-brf"
    check_replaceable(target)
    target.mkdir()
    check_replaceable(target)
    (target / "letter.txt").write_text("dear")
    with pytest.raises(BadOptions) as caught:
        check_replaceable(target)
    assert caught.value.code == "out-not-ours"
    (target / MARK).write_text("{}")
    check_replaceable(target)
    link = tmp_path / "link"
    link.symlink_to(target)
    with pytest.raises(BadOptions):
        check_replaceable(link)
