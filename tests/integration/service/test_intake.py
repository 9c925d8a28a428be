"""Files come into the catalogue as durable jobs, on both databases, whatever happens to the worker."""

from __future__ import annotations

import os
import threading
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from accessible_reader.catalogue.intakes import ACTIVE, IntakeFacts, IntakeView
from accessible_reader.catalogue.models import Edition, Intake, SourceFile, Title
from accessible_reader.catalogue.search import search
from accessible_reader.catalogue.titles import withdraw_edition
from accessible_reader.database import func, now, select, update
from accessible_reader.errors import BadRecord, NotFound, NotNow
from converters.errors import BadInput
from tests.databases import KINDS
from tests.epub_builder import make_epub
from tests.samples import sample_book
from tests.service_ground import LIMIT, Library, gone, open_library, until

FACTS = IntakeFacts("public_domain", "the author died in 1936")
QUICK = {"beat_seconds": 0.3, "gone_seconds": 2.5}


@pytest.fixture(params=KINDS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    with open_library(request.param, tmp_path) as library:
        yield library


def write_book(
    folder: Path, text: str, name: str = "a.html", author: str = "鲁迅", title: str = "孔乙己"
) -> Path:
    path = folder / name
    head = f'<title>{title}</title><meta name="author" content="{author}">'
    path.write_text(
        f'<html lang="zh-Hans"><head>{head}</head><body><h1>{title}</h1><p>{text}</p></body></html>'
    )
    return path


def ended(library: Library, *views: IntakeView) -> list[IntakeView]:
    intakes = library.service.intakes
    until(lambda: all(intakes.get(one.id).state not in ACTIVE for one in views), LIMIT)
    return [intakes.get(one.id) for one in views]


def count(library: Library, table: type) -> int:
    with library.service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture(params=KINDS, scope="module")
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """One with a worker, for the tests that do not kill it."""
    with open_library(request.param, tmp_path_factory.mktemp(request.param)) as library:
        library.start_worker("w1").wait_ready()
        yield library


def test_a_file_becomes_a_title_with_a_report(library: Library) -> None:
    view = library.service.intakes.request(sample_book("zh-Hans"), FACTS)
    assert view.state == "waiting"
    (done,) = ended(library, view)
    assert (done.state, done.status, done.problem) == ("done", "created", None)
    assert done.said[0].code == "intake-created"
    assert done.features
    assert {one.code for one in (*done.features, *done.missing)} < {one.code for one in done.said}
    assert done.title_id in {hit.title_id for hit in search(library.service.database, "").hits}
    until(lambda: not list(library.service.store.names("intake/")), LIMIT)


def test_the_same_and_other_files_of_a_work(library: Library, tmp_path: Path) -> None:
    intakes = library.service.intakes
    first = write_book(tmp_path, "鲁镇的酒店", "a.html", "甲一", "同一本书")
    other = write_book(tmp_path, "鲁镇的酒店，别的版本", "b.html", "甲一", "同一本书")
    (one,) = ended(library, intakes.request(first, FACTS))
    same, linked = ended(
        library, intakes.request(first, FACTS, name="又.html"), intakes.request(other, FACTS)
    )
    assert (same.status, same.edition_id, same.file) == ("already-here", one.edition_id, "又.html")
    assert (linked.status, linked.title_id) == ("edition-added", one.title_id)
    assert "intake-known-name" in {finding.code for finding in linked.said}


def test_a_known_work_is_asked_about(library: Library, tmp_path: Path) -> None:
    intakes = library.service.intakes
    (one,) = ended(library, intakes.request(write_book(tmp_path, "甲", "a.html", "乙二", "问一问"), FACTS))
    asking = IntakeFacts("licensed", "contract", if_known="ask")
    files = [write_book(tmp_path, text, f"{text}.html", "乙二", "问一问") for text in ("乙", "丙")]
    asked = ended(library, *(intakes.request(file, asking) for file in files))
    for view in asked:
        assert (view.state, view.title_id) == ("refused", one.title_id)
        assert view.problem is not None
        assert view.problem.code == "intake-known-name"
    linked, new = ended(
        library, intakes.answer(asked[0].id, same_work=True), intakes.answer(asked[1].id, same_work=False)
    )
    assert (linked.status, linked.title_id) == ("edition-added", one.title_id)
    assert new.status == "created"
    assert new.title_id != one.title_id
    with pytest.raises(NotNow, match="intake-not-asked"):
        intakes.answer(linked.id, same_work=True)


def test_two_at_once_make_one_edition(library: Library, tmp_path: Path) -> None:
    file = write_book(tmp_path, "两个人同时", "twice.html", "丙三", "同时")
    before = [count(library, table) for table in (Title, Edition, SourceFile)]
    views: list[IntakeView] = []
    threads = [
        threading.Thread(target=lambda: views.append(library.service.intakes.request(file, FACTS)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(views) == 4
    found = ended(library, *views)
    assert sorted(one.status for one in found) == ["already-here"] * 3 + ["created"]
    assert len({one.edition_id for one in found}) == 1
    assert [count(library, table) for table in (Title, Edition, SourceFile)] == [
        number + 1 for number in before
    ]


def hostile(folder: Path) -> dict[str, tuple[Path, str]]:
    """Files that cannot be taken in, and the code that each ends with."""
    bomb = folder / "bomb.epub"
    make_epub(bomb, {"OPS/big.xhtml": b"<p>" + b"a" * 200_000_000})
    no_zip = folder / "text.epub"
    no_zip.write_bytes(b"just some words\n" * 50)
    archive = folder / "no-book.epub"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("readme.txt", "hello")
    locked = folder / "locked.epub"
    make_epub(
        locked,
        {
            "META-INF/encryption.xml": '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
            '<enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/><enc:CipherData><enc:CipherReference URI="OPS/c1.xhtml"/></enc:CipherData>'
            "</enc:EncryptedData></encryption>",
        },
    )
    blank = folder / "blank.txt"
    blank.write_bytes(b" \n\t\n")
    rtf = folder / "deep.rtf"
    rtf.write_bytes(b"{\\rtf1 " + b"{" * 200_000 + b"x" + b"}" * 200_000 + b"}")
    pdf = folder / "a.pdf"
    pdf.write_bytes(b"%PDF-1.7\n" + bytes(100))
    junk = folder / "junk.bin"
    junk.write_bytes(bytes(range(256)) * 20)
    return {
        "no-zip": (no_zip, "epub-not-zip"),
        "no-book": (archive, "epub-without-package"),
        "bomb": (bomb, "archive-bomb"),
        "locked": (locked, "epub-"),
        "blank": (blank, "book-without-text"),
        "deep": (rtf, "limit-office-depth"),
        "pdf": (pdf, "refused-pdf"),
        "junk": (junk, "unsupported-format"),
    }


def test_bad_files_are_refused_with_a_reason(library: Library, tmp_path: Path) -> None:
    from accessible_reader.cli.words import catalogue

    intakes = library.service.intakes
    before = [count(library, table) for table in (Title, Edition, SourceFile)]
    files = hostile(tmp_path)
    views = {key: intakes.request(path, FACTS) for key, (path, _code) in files.items()}
    found = dict(zip(views, ended(library, *views.values()), strict=True))
    for key, view in found.items():
        assert view.problem is not None, key
        assert view.state == "refused", (key, view.problem)
        assert view.problem.code.startswith(files[key][1]) or key == "locked", (key, view.problem)
        for language in ("en", "zh-CN", "zh-TW"):
            assert "{" not in catalogue(language).format(view.problem.code, dict(view.problem.params))
    assert [count(library, table) for table in (Title, Edition, SourceFile)] == before
    # Kept for another try, and swept when nobody tried.
    kept = list(library.service.store.names("sources/"))
    assert intakes.sweep(unclaimed=timedelta(0)) == 0
    removed = intakes.sweep(unclaimed=timedelta(0), kept=timedelta(0))
    assert removed == len(files)
    assert len(list(library.service.store.names("sources/"))) == len(kept) - removed
    with pytest.raises(NotNow, match="intake-file-gone"):
        intakes.retry(found["pdf"].id)


def test_what_is_wrong_at_once_is_said_at_once(library: Library, tmp_path: Path) -> None:
    intakes = library.service.intakes
    before = count(library, Intake)
    nothing = tmp_path / "empty.epub"
    nothing.touch()
    with pytest.raises(BadInput, match="file-empty"):
        intakes.request(nothing, FACTS)
    for facts, code in (
        (IntakeFacts("free", "x"), "rights-wrong"),
        (IntakeFacts("licensed", " "), "rights-basis"),
    ):
        with pytest.raises(BadRecord, match=code):
            intakes.request(sample_book("en"), facts)
    with pytest.raises(NotFound, match="intake-not-found"):
        intakes.get("nothing")
    assert count(library, Intake) == before


def test_a_withdrawn_edition_comes_back_with_its_file(library: Library, tmp_path: Path) -> None:
    intakes = library.service.intakes
    file = write_book(tmp_path, "再来", "again.html", "丁四", "去而复返")
    (first,) = ended(library, intakes.request(file, FACTS))
    assert first.edition_id is not None
    withdraw_edition(library.service.database, first.edition_id)
    assert search(library.service.database, "去而复返").hits == ()
    (again,) = ended(library, intakes.request(file, IntakeFacts("licensed", "new contract")))
    assert (again.status, again.edition_id) == ("restored", first.edition_id)
    assert [hit.title_id for hit in search(library.service.database, "去而复返").hits] == [first.title_id]


def test_the_board_lists_the_newest_first_page_by_page(library: Library) -> None:
    intakes = library.service.intakes
    seen: list[str] = []
    after = None
    while True:
        page = intakes.list(after=after, limit=3)
        seen += [one.id for one in page.intakes]
        after = page.next
        if after is None:
            break
    whole = intakes.list(limit=200).intakes
    assert seen == [one.id for one in whole]
    assert len(set(seen)) == len(seen) == sum(intakes.counts().values())
    assert [one.requested_at for one in whole] == sorted((one.requested_at for one in whole), reverse=True)
    assert {one.state for one in intakes.list(("refused",)).intakes} <= {"refused"}
    assert intakes.list(library="nowhere").intakes == ()
    with pytest.raises(BadRecord, match="search-page-unknown"):
        intakes.list(after="WzEsMl0")


def test_a_file_that_was_never_finished_is_swept(empty: Library, tmp_path: Path) -> None:
    service = empty.service
    service.store.put_by_hash("sources", write_book(tmp_path, "上传到一半"))  # and then the web died
    waiting = service.intakes.request(write_book(tmp_path, "等着", "b.html"), FACTS)
    assert service.intakes.sweep() == 0  # it may be on its way
    assert service.intakes.sweep(unclaimed=timedelta(0)) == 1
    assert len(list(service.store.names("sources/"))) == 1
    cancelled = service.intakes.cancel(waiting.id)
    assert cancelled.state == "cancelled"
    with service.database.transaction() as session:
        session.execute(update(Intake).values(ended_at=now() - timedelta(days=8)))
    assert service.intakes.sweep(unclaimed=timedelta(0)) == 1
    assert list(service.store.names()) == []


def test_cancelled_in_the_queue_and_tried_again(empty: Library, tmp_path: Path) -> None:
    service = empty.service
    view = service.intakes.request(write_book(tmp_path, "等着"), FACTS)
    service.intakes.cancel(view.id)
    empty.start_worker("w1").wait_ready()
    other = service.intakes.request(write_book(tmp_path, "别的", "b.html", title="别的"), FACTS)
    ended(empty, other)
    assert service.intakes.get(view.id).state == "cancelled"
    again = service.intakes.retry(view.id)
    assert (again.state, again.attempt) == ("waiting", 2)
    (done,) = ended(empty, again)
    assert done.status == "created"
    with pytest.raises(NotNow, match="intake-not-stopped"):
        service.intakes.retry(view.id)


@pytest.mark.parametrize("moment", ["look", "seen", "keep", "kept", "end"])
def test_a_worker_killed_in_any_step_loses_nothing(empty: Library, tmp_path: Path, moment: str) -> None:
    file = write_book(tmp_path, "一个人死了，另一个人接着做")
    mark = tmp_path / "reached"
    first = empty.start_worker("w1", **QUICK, stop_in_intake=[moment, os.fspath(mark)]).wait_ready()
    view = empty.service.intakes.request(file, FACTS)
    until(mark.exists, LIMIT)
    assert gone(first.kill())
    empty.start_worker("w2", **QUICK).wait_ready()
    (done,) = ended(empty, view)
    assert (done.state, done.status) == ("done", "created")
    assert [count(empty, table) for table in (Title, Edition, SourceFile)] == [1, 1, 1]
    assert [hit.title_id for hit in search(empty.service.database, "孔乙己").hits] == [done.title_id]
    until(lambda: not list(empty.service.store.names("intake/")), LIMIT)
    assert empty.orphans() == []
