"""The archive: written and read as a stream, whole or refused."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from accessible_reader.backups.archive import HEADER, SUMMARY, ArchiveWriter, entries, verified
from accessible_reader.backups.spool import Spool
from converters.errors import DamagedFile, UnsupportedFormat

ROWS = [[n, f"第{n}行", None, {"a": [1.5, True]}] for n in range(3000)]


def write() -> bytes:
    out = io.BytesIO()
    with ArchiveWriter(out) as archive:
        archive.add_json(HEADER, {"format": "x"})
        assert archive.add_rows("one", iter(ROWS)) == len(ROWS)
        assert archive.add_rows("none", iter([])) == 0
        archive.add_stream("files/书/a b.mp3", 70_000, io.BytesIO(bytes(70_000)))
        archive.finish({"rows": {}})
    return out.getvalue()


def go_through(data: bytes) -> None:
    for _ in verified(io.BytesIO(data)):
        continue


def test_what_is_written_is_read_and_proven_whole() -> None:
    data = write()
    seen = {}
    for entry in verified(io.BytesIO(data)):
        seen[entry.name] = entry.size
    assert list(seen) == [
        HEADER,
        "tables/one/000001.jsonl.gz",
        "tables/none/000001.jsonl.gz",
        "files/书/a b.mp3",
        SUMMARY,
    ]
    rows = [
        row for entry in entries(io.BytesIO(data)) if entry.name.startswith("tables/") for row in entry.rows()
    ]
    assert rows == ROWS


def test_it_is_an_ordinary_tar_file() -> None:
    with tarfile.open(fileobj=io.BytesIO(write())) as archive:
        assert "files/书/a b.mp3" in archive.getnames()
        assert archive.getmember(HEADER).mode == 0o600


def test_every_kind_of_damage_is_noticed() -> None:
    data = write()
    # Names, sizes and check sums of headers, contents, the manifest, the end.
    for place in range(0, len(data) - 1024, 97):
        changed = bytearray(data)
        changed[place] ^= 0x15
        try:
            go_through(bytes(changed))
        except (DamagedFile, UnsupportedFormat):
            continue
        # tar pads entries to 512 bytes, and has fields that nobody reads (owner, time): there nothing is lost.
        block = place - place % 512
        padding = not data[place : block + 512].strip(b"\0")
        assert padding or data[block + 257 : block + 262] == b"ustar", place


@pytest.mark.parametrize("share", [0.001, 0.1, 0.5, 0.9, 0.99])
def test_a_cut_off_archive_is_noticed(share: float) -> None:
    data = write().rstrip(b"\0")  # tar ends with zeros, which say nothing
    with pytest.raises((DamagedFile, UnsupportedFormat)):
        go_through(data[: int(len(data) * share)])


def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path) -> None:
    other = io.BytesIO()
    with tarfile.open(fileobj=other, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("something"))
    for data in (b"", b"no archive at all", bytes(5000), other.getvalue()):
        with pytest.raises((UnsupportedFormat, DamagedFile)):
            go_through(data)


def test_a_file_shorter_than_it_said_is_an_error_of_the_storage() -> None:
    with ArchiveWriter(io.BytesIO()) as archive, pytest.raises(OSError, match="unexpected end"):
        archive.add_stream("files/a", 10, io.BytesIO(b"123"))


def test_memory_does_not_grow_with_the_number_of_entries() -> None:
    import tracemalloc

    class Nowhere(io.RawIOBase):
        def write(self, data: object) -> int:
            return len(data)  # type: ignore[arg-type]

    def peak(count: int) -> int:
        tracemalloc.start()
        with ArchiveWriter(Nowhere()) as archive:  # type: ignore[arg-type]
            archive.add_json(HEADER, {})
            for number in range(count):
                archive.add(f"files/{number}", b"x")
            archive.finish({})
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(5_000) < peak(1_700) + 400_000  # beyond the buffer of 1 MiB


def test_a_spool_gives_back_what_was_added() -> None:
    with Spool() as spool:
        for value in ("a", ["书", 1], {"x": None}):
            spool.add(value)
        assert list(spool.read()) == list(spool.read()) == ["a", ["书", 1], {"x": None}]
