"""The sound of books over HTTP: complete and half made, whole and in ranges, for whoever may; and places."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from accessible_reader.conversions.models import Provision
from accessible_reader.database import now
from accessible_reader.errors import NotAllowed
from accessible_reader.shelf.models import Loan
from tests.service_ground import until
from tests.web_ground import Ground
from web.handed import CHECK_SECONDS


@pytest.fixture
def patron(ground: Ground) -> Iterator[TestClient]:
    """The patron, for whom a voice of tones speaks: it is quick, and whoever hears it knows how long each sentence is."""
    person = ground.people["patron"]
    before = ground.service.preferences.of(person, person).model_dump()
    ground.service.preferences.set(
        person, person, before | {"speech": before["speech"] | {"voice": "tone:beep"}}
    )
    yield ground.client("patron")
    ground.service.preferences.set(person, person, before)


def chapter(ground: Ground, key: str = "001") -> str:
    return f"/listen/{ground.english[1]}/chapters/{key}"


def complete(patron: TestClient, ground: Ground, key: str = "001") -> bytes:
    """The whole chapter, which is complete afterwards."""
    whole = patron.get(chapter(ground, key) + ".mp3").content
    until(lambda: patron.get(chapter(ground, key) + ".json").json()["complete"])
    return whole


def test_a_chapter_is_sent_while_it_is_made_and_then_in_ranges(ground: Ground, patron: TestClient) -> None:
    begun = patron.head(chapter(ground, "002") + ".mp3")
    assert begun.headers["accept-ranges"] == "none"
    assert "content-length" not in begun.headers
    assert patron.get(chapter(ground, "002") + ".json").json() == {
        "lines": [],
        "next": 0,
        "complete": False,
        "making": False,
    }  # to ask makes nothing
    growing = patron.get(chapter(ground, "002") + ".mp3")
    assert growing.status_code == 200
    assert growing.headers["content-type"] == "audio/mpeg"
    assert "content-length" not in growing.headers
    assert growing.content[0] == 0xFF
    assert growing.content[1] & 0xE0 == 0xE0  # a frame of MP3
    whole = complete(patron, ground, "002")
    assert whole == growing.content

    kept = patron.head(chapter(ground, "002") + ".mp3")
    assert kept.headers["accept-ranges"] == "bytes"
    assert int(kept.headers["content-length"]) == len(whole)
    part = patron.get(chapter(ground, "002") + ".mp3", headers={"range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole)}"
    assert part.content == whole[100:200]
    assert part.headers["cache-control"] == "no-store"
    end = patron.get(chapter(ground, "002") + ".mp3", headers={"range": "bytes=-10"})
    assert end.content == whole[-10:]
    beyond = patron.get(chapter(ground, "002") + ".mp3", headers={"range": f"bytes={len(whole)}-"})
    assert beyond.status_code == 416
    assert beyond.headers["content-range"].endswith(f"*/{len(whole)}")


def test_a_range_of_another_version_is_answered_with_the_whole(ground: Ground, patron: TestClient) -> None:
    whole = complete(patron, ground)
    tag = patron.head(chapter(ground) + ".mp3").headers["etag"]
    ask = {"range": "bytes=0-9"}
    assert patron.get(chapter(ground) + ".mp3", headers=ask | {"if-range": tag}).status_code == 206
    other = patron.get(chapter(ground) + ".mp3", headers=ask | {"if-range": '"another"'})
    assert other.status_code == 200
    assert other.content == whole


def test_times_are_those_of_the_sentences_in_order(ground: Ground, patron: TestClient) -> None:
    complete(patron, ground)
    found = patron.get(chapter(ground) + ".json").json()
    sentences = [row[0] for row in found["lines"] if row[0]]
    text = patron.get(f"/read/{ground.english[1]}/001/text").json()["html"]
    places = [text.index(f'id="{name}"') for name in sentences]
    assert len(sentences) == 3
    assert places == sorted(places)
    ends = [row[2] for row in found["lines"]]
    starts = [row[1] for row in found["lines"]]
    assert all(start < end for start, end in zip(starts, ends, strict=True))
    assert starts[1:] >= ends[:-1]
    rest = patron.get(chapter(ground) + f".json?after={found['next'] - 1}").json()
    assert rest["lines"] == found["lines"][-1:]


def test_from_a_sentence_on(ground: Ground, patron: TestClient) -> None:
    whole = complete(patron, ground)
    last = patron.get(chapter(ground) + ".json").json()["lines"][-1][0]
    rest = patron.get(chapter(ground) + f".mp3?at={last}").content
    assert 0 < len(rest) < len(whole)
    until(lambda: patron.get(chapter(ground) + f".json?at={last}").json()["complete"])
    assert [row[0] for row in patron.get(chapter(ground) + f".json?at={last}").json()["lines"]] == [last]
    assert patron.get(chapter(ground) + ".mp3?at=s-nowhere").status_code == 404
    assert patron.get(chapter(ground, "099") + ".mp3").status_code == 404


def test_only_who_has_it_on_loan_hears_it(ground: Ground, patron: TestClient) -> None:
    address = chapter(ground) + ".mp3"
    assert ground.client().get(address).status_code == 303
    assert ground.client("stranger").get(address).status_code == 409
    assert ground.client("stranger").get(f"/read/{ground.english[1]}/001/text").status_code == 409
    person, edition = ground.people["patron"], ground.english[1]
    with ground.service.database.transaction() as session:
        query = select(Loan).where(
            Loan.person_id == person, Loan.edition_id == edition, Loan.kind == "digital"
        )
        loan = session.scalars(query).one()
        due, loan.due = loan.due, (now() - timedelta(days=3)).date()
    try:
        assert patron.get(address).status_code == 409
        assert "borrow" not in patron.get(f"/listen/{edition}").headers.get("location", "")
        assert patron.get(f"/listen/{edition}").status_code == 409
    finally:
        with ground.service.database.transaction() as session:
            session.get_one(Loan, loan.id).due = due
    assert patron.get(address).status_code == 200


def test_ranges_that_follow_are_believed_for_half_a_minute(
    ground: Ground, patron: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A player asks for range after range; whose book it is need not be looked up for each. The beginning, somebody else and a session that has ended always are."""
    whole = complete(patron, ground)
    address = chapter(ground) + ".mp3"
    assert patron.get(address, headers={"range": "bytes=0-99"}).status_code == 206

    def no_longer(*_: object) -> None:
        raise NotAllowed("permission-own-only")

    monkeypatch.setattr(ground.service.listening, "open", no_longer)
    following = patron.get(address, headers={"range": "bytes=100-199"})
    assert (following.status_code, following.content) == (206, whole[100:200])
    for ranges in ("bytes=0-99", "bytes=-10", "items=5-9"):
        assert patron.get(address, headers={"range": ranges}).status_code == 403, ranges
    assert patron.get(address).status_code == 403
    assert ground.client("stranger").get(address, headers={"range": "bytes=100-199"}).status_code == 403
    assert ground.client("patron").get(address, headers={"range": "bytes=100-199"}).status_code == 403, (
        "another session of theirs"
    )
    later = time.monotonic() + CHECK_SECONDS
    monkeypatch.setattr("web.handed.time.monotonic", lambda: later)
    assert patron.get(address, headers={"range": "bytes=100-199"}).status_code == 403
    monkeypatch.undo()
    assert patron.get(address, headers={"range": "bytes=0-99"}).status_code == 206
    patron.post("/sign-out")
    assert patron.get(address, headers={"range": "bytes=100-199"}).status_code == 303


def test_a_restricted_book_is_closed_when_eligibility_ends(
    ground: Ground, patron: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accessible_reader.people.access.is_eligible", lambda *_a, **_k: False)
    assert patron.get(chapter(ground) + ".mp3").status_code == 403
    assert patron.get(f"/read/{ground.english[1]}/001").status_code == 403


def test_the_ledger_has_one_line_a_loan(ground: Ground, patron: TestClient) -> None:
    complete(patron, ground)
    complete(patron, ground)
    recipient = ground.service.provisions.pseudonym(ground.people["patron"])
    with ground.service.database.reading() as session:
        rows = session.scalars(select(Provision).where(Provision.recipient == recipient)).all()
    assert [row.how for row in rows if row.format == "audio-stream"] == ["stream"]


def test_the_newest_place_wins_and_a_far_jump_back_is_offered(ground: Ground, patron: TestClient) -> None:
    edition = ground.english[1]
    second = patron.get(f"/listen/{edition}/spot?chapter=002").json()["sentence"]
    first = patron.get(f"/listen/{edition}/spot?chapter=001").json()["sentence"]
    address = f"/listen/{edition}/position"
    assert patron.post(address, data={"sentence": second, "ago": "1"}).json()["place"]["sentence"] == second
    # What comes late does not undo what is newer.
    late = patron.post(address, data={"sentence": first, "ago": "3600"}).json()
    assert late["place"]["sentence"] == second
    assert late["place"]["here"]
    other = ground.client("patron")
    other.cookies.set("session", ground.token("patron"))
    assert other.post(address, data={"sentence": first, "how": "print"}).json()["place"]["how"] == "print"
    there = patron.get(address).json()["place"]
    assert there["sentence"] == first
    assert not there["here"]
    assert patron.post(address, data={"sentence": "s-nowhere"}).status_code == 422


def test_bookmarks_come_and_go_without_scripts(ground: Ground, patron: TestClient) -> None:
    edition = ground.english[1]
    sentence = patron.get(f"/listen/{edition}/spot?chapter=002").json()["sentence"]
    answer = patron.post(f"/listen/{edition}/bookmarks", data={"sentence": sentence, "note": "灯 & 海 <b>"})
    assert answer.status_code == 303
    page = patron.get(answer.headers["location"]).text
    assert "灯 &amp; 海 &lt;b&gt;" in page
    mark = page.split(f"/listen/{edition}/bookmarks/")[1].split('"')[0]
    assert (
        ground.client("stranger")
        .post(f"/listen/{edition}/bookmarks/{mark}", data={"remove": "1"})
        .status_code
        == 409
    )
    kept = patron.post(f"/listen/{edition}/bookmarks/{mark}", data={"note": "桥"})
    page = patron.get(kept.headers["location"]).text
    assert f'<textarea id="note-{mark}" name="note" rows="2" maxlength="4000">桥</textarea>' in page
    assert "灯" not in page
    patron.post(f"/listen/{edition}/bookmarks/{mark}", data={"remove": "1"})
    assert mark not in patron.get(f"/listen/{edition}").text


@pytest.mark.parametrize(
    ("asked", "chapter_key"),
    [("percent=0", "001"), ("percent=99%25", "002"), ("time=99:00:00", "002"), ("time=0:01", "001")],
)
def test_going_to_a_share_or_a_time(ground: Ground, patron: TestClient, asked: str, chapter_key: str) -> None:
    found = patron.get(f"/listen/{ground.english[1]}/go?{asked}", headers={"accept": "application/json"})
    assert found.json()["chapter"] == chapter_key
    plain = patron.get(f"/listen/{ground.english[1]}/go?{asked}")
    assert plain.headers["location"].endswith("?at=" + found.json()["at"])


@pytest.mark.parametrize("asked", ["percent=101", "percent=x", "time=soon", "page=9", ""])
def test_what_leads_nowhere_is_said(ground: Ground, patron: TestClient, asked: str) -> None:
    answer = patron.get(f"/listen/{ground.english[1]}/go?{asked}")
    assert answer.status_code == 422
    assert answer.text.count("<h1") == 1
    told = patron.get(
        f"/listen/{ground.english[1]}/go?{asked}", headers={"accept": "application/json"}
    ).json()
    assert told["error"] in answer.text


def test_skip_settings_change_what_is_spoken(ground: Ground, patron: TestClient) -> None:
    edition = ground.english[1]
    sent = {"notes": "skip", "pictures": "1", "jump_back": "10", "jump_forward": "60"}
    assert patron.post(f"/listen/{edition}/skip", data=sent).status_code == 303
    person = ground.people["patron"]
    chosen = ground.service.preferences.of(person, person)
    assert (chosen.speech.notes, chosen.speech.pictures, chosen.speech.table_details) == ("skip", True, False)
    assert chosen.listening.jump_forward == 60
    options = ground.service.listening.options(chosen, "en")
    assert options["notes"] == "skip"
    assert options["rate"] == 1.0
