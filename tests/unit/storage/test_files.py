"""Storage: a folder, memory and a real S3 server behave alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from accessible_reader.storage import FileStore, StorageError, open_store


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    """An empty store."""
    return open_store(str(tmp_path / "store") if request.param == "folder" else "memory://")


def test_what_is_put_can_be_fetched_read_and_listed(store: FileStore, tmp_path: Path) -> None:
    source = tmp_path / "book.epub"
    source.write_bytes(b"0123456789" * 1000)
    stored = store.put("books/one.epub", source)
    assert stored.size == 10_000
    assert store.fetch("books/one.epub", tmp_path / "copy").read_bytes() == source.read_bytes()
    assert store.read("books/one.epub", 3, 4) == b"3456"
    assert store.read("books/one.epub") == source.read_bytes()
    assert store.size("books/one.epub") == 10_000
    assert list(store.names("books")) == ["books/one.epub"]
    store.delete("books/one.epub")
    store.delete("books/one.epub")
    assert not store.contains("books/one.epub")


def test_the_same_file_is_kept_once_under_its_hash(store: FileStore, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"same")
    first, second = store.put_by_hash("sources", tmp_path / "a"), store.put_by_hash("sources", tmp_path / "b")
    assert first == second
    assert first.name == f"sources/{first.sha256[:2]}/{first.sha256}"
    assert list(store.names("sources")) == [first.name]


def test_a_file_that_is_not_there_is_said_so_and_leaves_nothing(store: FileStore, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        store.fetch("none", tmp_path / "target")
    with pytest.raises(FileNotFoundError):
        store.read("none")
    assert not (tmp_path / "target").exists()
    assert not list(tmp_path.glob(".target*"))


def test_a_folder_that_refuses_is_a_storage_error(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "store"))
    (tmp_path / "store" / "books").write_text("a file where a folder must be")
    with pytest.raises(StorageError):
        store.put_bytes("books/one", b"x")
