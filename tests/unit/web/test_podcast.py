"""A borrowed book as a podcast: read by a parser of podcasts, fetched in order by a podcast client, over a real connection; ended by the reader, the loan, the library."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import podcastparser
import pytest
from lxml import etree
from mutagen.mp3 import MP3
from sqlalchemy import select
from starlette.testclient import TestClient

from accessible_reader.conversions.models import ArtifactRecord, ConversionRecord, Provision
from accessible_reader.conversions.service import Wish
from accessible_reader.database import now
from accessible_reader.people.sign_in.models import PrivateFeed
from accessible_reader.shelf.models import Loan
from converters.book import book_to_json
from converters.language import sentences_of
from converters.protocol import Conversion
from converters.readers import read_book_here
from converters.registry import get_converter
from converters.run import make_options, run_conversion
from converters.workspace import Workspace, write_atomically
from tests.e2e.server import serve
from tests.web_ground import Ground, _take_in, open_ground

CHAPTERS = 11
TEXT = "---\ntitle: 海上 & <Sea>\nauthor: Ada Lamb\nlanguage: en\n---\n\n" + "\n".join(
    f"# Part {number}\n\nNumber {number} is a short chapter.\n" for number in range(1, CHAPTERS + 1)
)
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    with open_ground(tmp_path_factory.mktemp("podcast")) as made:
        yield made


@pytest.fixture(scope="module")
def edition(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A restricted book with a recording of its own (tones instead of a voice), lent to the patron."""
    folder = tmp_path_factory.mktemp("recording")
    _title, edition = _take_in(ground.service, folder, "sea.md", TEXT, "print_disabled_only")
    workspace = Workspace(folder)
    book = read_book_here(folder / "sea.md", workspace).book
    sentences = sentences_of(book)
    write_atomically(workspace.book_path, book_to_json(book))
    write_atomically(workspace.sentences_path, sentences.to_json())
    options = make_options(get_converter("audio-mp3"), {"voice": "tone:beep"})
    made = run_conversion(Conversion(book, sentences, options, workspace, "audio-mp3"), processes=1)
    files = []
    for name in made.files:
        stored = ground.service.store.put_bytes(f"artifacts/sea/{name}", (made.folder / name).read_bytes())
        files.append({"name": name, "size": (made.folder / name).stat().st_size, "sha256": stored.sha256})
    record = ground.service.conversions.request(Wish(edition, "audio-mp3"))
    with ground.service.database.transaction() as session:
        row = session.get_one(ConversionRecord, record.id)
        row.state, row.ended_at = "done", now()
        session.add(
            ArtifactRecord(
                conversion_id=record.id,
                folder="artifacts/sea",
                main=made.main,
                media_type=made.media_type,
                files=files,
                size=sum(one["size"] for one in files),
                report={"counts": {}, "findings": []},
                provenance={},
            )
        )
    patron = ground.people["patron"]
    ground.service.loans.lend_digital(patron, patron, edition)
    return edition


@pytest.fixture
def address(ground: Ground, edition: str) -> str:
    """A private one, as the page shows it."""
    page = ground.client("patron").post(f"/account/podcasts/{edition}")
    assert page.status_code == 200
    [found] = re.findall(r'<code class="secret">([^<]+)', page.text)
    return urlsplit(found).path


def parse(content: bytes) -> Any:
    return podcastparser.parse("http://127.0.0.1/feed.xml", io.BytesIO(content))


def test_a_parser_of_podcasts_reads_it(ground: Ground, address: str) -> None:
    player = ground.client("nobody", "en")
    answer = player.get(address)
    assert answer.headers["content-type"].startswith("application/rss+xml")
    assert "no-store" in answer.headers["cache-control"]
    assert "noindex" in answer.headers["x-robots-tag"]
    feed = parse(answer.content)
    assert feed["title"] == "海上 & <Sea>"
    assert feed["type"] == "serial"
    assert feed["language"] == "en"
    assert feed["itunes_author"] == "Ada Lamb"
    assert "only for people who cannot read print" in feed["description"]
    # The parser puts the newest first.
    episodes = sorted(feed["episodes"], key=lambda one: one["published"])
    assert [one["number"] for one in episodes] == list(range(1, CHAPTERS + 1))
    assert [one["title"] for one in episodes] == [f"Part {n}" for n in range(1, CHAPTERS + 1)]
    assert len({one["guid"] for one in episodes}) == CHAPTERS
    for one in episodes:
        [enclosure] = one["enclosures"]
        assert enclosure["mime_type"] == "audio/mpeg"
        sound = player.get(urlsplit(enclosure["url"]).path)
        assert sound.status_code == 200
        assert sound.headers["content-type"] == "audio/mpeg"
        assert len(sound.content) == enclosure["file_size"]
        assert round(MP3(io.BytesIO(sound.content)).info.length) == pytest.approx(one["total_time"], abs=1)
        assert re.search(r"/read/[0-9a-f]{32}/\d{3}$", one["link"])
    root = etree.fromstring(answer.content)
    assert [one.text for one in root.iter(f"{ITUNES}order")] == [str(n) for n in range(1, CHAPTERS + 1)]
    assert root.findtext(f".//{ITUNES}block") == "Yes"
    assert max(one["published"] for one in episodes) <= now().timestamp()


def test_episodes_in_pieces_and_one_line_in_the_ledger(ground: Ground, edition: str, address: str) -> None:
    player = ground.client("nobody")
    episode = address.replace("feed.xml", "002.mp3")
    whole = player.get(episode)
    part = player.get(episode, headers={"range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole.content)}"
    assert part.content == whole.content[100:200]
    assert player.head(episode).headers["content-length"] == str(len(whole.content))
    tag = whole.headers["etag"]
    assert player.get(episode, headers={"range": "bytes=5-", "if-range": tag}).status_code == 206
    assert player.get(address.replace("feed.xml", "099.mp3")).status_code == 404
    recipient = ground.service.provisions.pseudonym(ground.people["patron"])
    with ground.service.database.reading() as session:
        mine = select(Provision).where(Provision.recipient == recipient, Provision.edition_id == edition)
        lines = session.scalars(mine).all()
    assert [(one.format, one.how) for one in lines] == [("audio-mp3", "download")]
    assert lines[0].copy_id.encode("utf-16")[2:] in whole.content  # the mark of this copy


def test_a_player_that_signs_in_hears_the_same(ground: Ground, edition: str, address: str) -> None:
    private = parse(ground.client("nobody").get(address).content)
    assert ground.client("nobody").get(f"/podcasts/{edition}/feed.xml").status_code == 401
    assert ground.client("patron").get(f"/podcasts/{edition}/feed.xml").status_code == 401
    app = ground.client("app")
    own = parse(app.get(f"/podcasts/{edition}/feed.xml").content)
    assert [one["guid"] for one in own["episodes"]] == [one["guid"] for one in private["episodes"]]
    sound = urlsplit(own["episodes"][0]["enclosures"][0]["url"]).path
    assert app.get(sound, headers={"range": "bytes=0-9"}).status_code == 206
    assert ground.client("nobody").get(sound).status_code == 401
    other = ground.client("nobody")
    other.headers["authorization"] = ground.basic("stranger")
    assert other.get(sound).status_code == 409  # has not borrowed it


def test_an_address_is_taken_away(ground: Ground, edition: str, address: str) -> None:
    player = ground.client("nobody", "en")
    assert player.get(address).status_code == 200
    again = ground.client("patron").post(f"/account/podcasts/{edition}")
    new = urlsplit(re.findall(r'<code class="secret">([^<]+)', again.text)[0]).path
    gone = player.get(address)
    assert gone.status_code == 404
    assert "no longer leads to a book" in gone.json()["detail"]
    guids = [one["guid"] for one in parse(player.get(new).content)["episodes"]]
    assert guids
    ground.client("patron").post(f"/account/podcasts/{edition}/end")
    assert player.get(new).status_code == 404
    assert player.get(new.replace("feed.xml", "001.mp3")).status_code == 404
    with ground.service.database.reading() as session:
        assert not session.scalars(select(PrivateFeed)).all()


def test_signing_out_everywhere_takes_it_away(ground: Ground, address: str) -> None:
    ground.client("patron").post("/account/sessions/end")
    assert ground.client("nobody").get(address).status_code == 404


def test_the_loan_and_the_right_to_it_end_it(
    ground: Ground, edition: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    player, person = ground.client("nobody"), ground.people["patron"]
    episode = address.replace("feed.xml", "001.mp3")
    assert player.get(episode).status_code == 200
    with monkeypatch.context() as patched:
        patched.setattr("accessible_reader.people.access.is_eligible", lambda *_a, **_k: False)
        assert player.get(episode).status_code == 403
        assert player.get(address).status_code == 403
    with ground.service.database.transaction() as session:
        loan = session.scalars(
            select(Loan).where(Loan.edition_id == edition, Loan.person_id == person, Loan.ended_at.is_(None))
        ).one()
        due, loan.due = loan.due, (now() - timedelta(days=3)).date()
    assert player.get(episode).status_code == 409
    with ground.service.database.transaction() as session:
        session.get_one(Loan, loan.id).due = due
    assert player.get(episode).status_code == 200
    ground.service.loans.return_digital(person, loan.id)
    assert player.get(episode).status_code == 404
    with ground.service.database.reading() as session:
        assert not session.scalars(select(PrivateFeed)).all()  # nothing is left that tells who had it
    ground.service.loans.lend_digital(person, person, edition)


def test_an_address_is_in_no_log(ground: Ground, address: str, caplog: pytest.LogCaptureFixture) -> None:
    token = address.split("/")[2]
    with caplog.at_level("DEBUG"):
        ground.client("nobody").get(address)
        ground.client("nobody").get(address + "?a=b")
    noted = [record.getMessage() for record in caplog.records if record.name != "httpx2"]  # the client's own
    assert any("/podcast/{token}/feed.xml" in one for one in noted)
    assert not [one for one in noted if token in one]


def test_what_is_not_recorded_yet_is_ordered_and_says_so(ground: Ground) -> None:
    app = ground.client("app", "en")
    feed = parse(app.get(f"/podcasts/{ground.english[1]}/feed.xml").content)
    assert feed["episodes"] == []
    assert "is being made" in feed["description"]
    with ground.service.database.reading() as session:
        wish = select(ConversionRecord).where(ConversionRecord.edition_id == ground.english[1])
        assert "audio-mp3" in {one.format for one in session.scalars(wish)}


def podget(folder: Path, feed: str) -> tuple[list[Path], str]:
    """What the client fetched, in the order of the list it plays, and what it said."""
    configuration, library = folder / "configuration", folder / "library"
    for one in (configuration, library, folder / "session"):
        one.mkdir(parents=True)
    environment = {
        "HOME": str(folder),
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LC_ALL": "C.UTF-8",
        "no_proxy": "*",
    }
    # It wants a configuration of its own making; the address of the project's example goes.
    begun = ["podget", "--create-config", "podgetrc", "-d", str(configuration)]
    subprocess.run(begun, capture_output=True, check=False, timeout=300, env=environment)
    settings = (configuration / "podgetrc").read_text("utf-8")
    settings = re.sub(r"(?m)^DIR_LIBRARY=.*$", f"DIR_LIBRARY={library}", settings)
    settings = re.sub(r"(?m)^MIN_SPACE=.*$", "MIN_SPACE=1000", settings)
    (configuration / "podgetrc").write_text(settings, "utf-8")
    (configuration / "serverlist").write_text(f"{feed}\n", "utf-8")
    done = subprocess.run(
        ["podget", "-d", str(configuration), "--dir_session", str(folder / "session"), "-vv"],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env=environment,
    )
    said = done.stdout + done.stderr
    lists = sorted(library.rglob("*.m3u"))
    assert lists, said
    return [library / line for line in lists[0].read_text("utf-8").splitlines() if line.strip()], said


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("podget") is None, reason="podget is not installed (scripts/debian-packages.txt)"
)
@pytest.mark.parametrize("way", ["private address", "app password"])
def test_a_podcast_client_fetches_the_book_in_order(
    ground: Ground, edition: str, address: str, tmp_path: Path, way: str
) -> None:
    with serve(ground) as server:
        if way == "private address":
            line = f"{server}{address} Books Sea"
        else:
            made = ground.app_password(label="podget")
            line = f"{server}/podcasts/{edition}/feed.xml Books Sea USER:{made.card} PASS:{made.password}"
        fetched, said = podget(tmp_path, line)
    names = [one.name for one in fetched]
    assert names == [f"{number:03}.mp3" for number in range(1, CHAPTERS + 1)], said
    client: TestClient = ground.client("nobody")
    for one in fetched:
        assert one.read_bytes() == client.get(address.replace("feed.xml", one.name)).content
