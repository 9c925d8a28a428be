"""Catalogue feeds: what they say, in both versions, and that others' schemas and programs agree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree
from sqlalchemy import func, select
from starlette.testclient import TestClient

from accessible_reader.catalogue.indexing import index_title
from accessible_reader.catalogue.models import Subject
from accessible_reader.conversions.models import Provision
from accessible_reader.shelf.models import Loan
from tests.opds_checks import atom_errors, json_errors, missing, read_by_thorium
from tests.web_ground import Ground, open_ground
from web.feeds import atom, opds2

A = "{http://www.w3.org/2005/Atom}"
OPDS = "{http://opds-spec.org/2010/catalog}"
SCHEMA = "{http://schema.org/}"
ACQUISITION = "http://opds-spec.org/acquisition"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """A library of its own: these tests borrow and download."""
    with open_ground(tmp_path_factory.mktemp("opds")) as made:
        with made.service.database.transaction() as session:
            session.add(Subject(title_id=made.chinese[0], name="散文"))
            session.flush()
            index_title(session, made.chinese[0])
        yield made


@pytest.fixture
def app(ground: Ground) -> TestClient:
    return ground.client("app", "en")


def local(address: str) -> str:
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def feeds(ground: Ground, version: str) -> list[str]:
    """Every feed, by following what the feeds say from the entrance on, signed in; then searches."""
    client = ground.client("app", "en")
    seen: dict[str, None] = {}
    waiting = [local(client.get("/opds", headers=_accept(version)).headers["location"])]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen[address] = None
        answer = client.get(address)
        assert answer.status_code == 200, address
        waiting += [local(one) for one in _links(answer.content, version)]
    base = f"/opds/{version}/search"
    return [*seen, f"{base}?query=%E5%A4%9C", f"{base}?query=nothing+like+this", f"{base}?language=en"]


def _accept(version: str) -> dict[str, str]:
    return {"accept": "application/opds+json" if version == "2.0" else "application/atom+xml"}


def _links(content: bytes, version: str) -> list[str]:
    """Of other feeds and of books, but not of what changes something."""
    kinds = (opds2.FEED, opds2.PUBLICATION) if version == "2.0" else (atom.NAVIGATION, atom.BOOKS, atom.ENTRY)
    if version == "1.2":
        links = [dict(one.attrib) for one in etree.fromstring(content).iter(f"{A}link")]
    else:
        links = [one for one in _walk(json.loads(content)) if "href" in one and not one.get("templated")]
    return [
        one["href"]
        for one in links
        if one.get("type") in kinds and not str(one.get("rel", "")).startswith(ACQUISITION)
    ]


def _walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner)


@pytest.mark.skipif(missing("jing") != "", reason=missing("jing"))
def test_every_feed_of_12_is_what_its_schema_says(ground: Ground, app: TestClient, tmp_path: Path) -> None:
    files = []
    for number, address in enumerate(feeds(ground, "1.2")):
        files.append(tmp_path / f"{number}.xml")
        files[-1].write_bytes(app.get(address).content)
    assert len(files) >= 10
    assert atom_errors(files) == ""
    broken = tmp_path / "broken.xml"
    broken.write_text(
        files[0].read_text("utf-8").replace("<updated>", "<updatet>").replace("</updated>", "</updatet>")
    )
    assert "updatet" in atom_errors([broken])


@pytest.mark.skipif(missing("ajv") != "", reason=missing("ajv"))
def test_every_feed_of_20_is_what_its_schema_says(ground: Ground, app: TestClient, tmp_path: Path) -> None:
    addresses = feeds(ground, "2.0")
    assert len(addresses) >= 10
    files: dict[str, list[Path]] = {"feed": [], "publication": []}
    for number, address in enumerate(addresses):
        answer = app.get(address)
        file = tmp_path / f"{number}.json"
        file.write_bytes(answer.content)
        kind = "publication" if answer.headers["content-type"] == opds2.PUBLICATION else "feed"
        files[kind].append(file)
    for kind, written in files.items():
        assert written
        assert json_errors(kind, *written) == []
    file.write_bytes(app.get("/opds/authentication").content)
    assert json_errors("authentication", file) == []
    file.write_text('{"metadata": {}, "links": []}')
    assert json_errors("feed", file) != []


@pytest.mark.skipif(missing("thorium") != "", reason=missing("thorium"))
def test_thorium_reads_them(ground: Ground, app: TestClient, tmp_path: Path) -> None:
    """The engine of a reading app that blind people use sees the same books, ways and words in both versions."""
    file = tmp_path / "feed"
    seen = {}
    for version, kind in (("1.2", "atom"), ("2.0", "json")):
        file.write_bytes(app.get(f"/opds/{version}/search?query=Ferry").content)
        feed = read_by_thorium(kind, file)
        [book] = feed["publications"]
        assert any("search" in one["rel"] for one in feed["links"])
        assert feed["facets"][0]["links"]
        seen[version] = (
            book["metadata"]["title"],
            book["metadata"]["identifier"],
            book["metadata"]["author"],
            sorted((one["rel"], one["type"]) for one in book["links"] if ACQUISITION in str(one["rel"])),
        )
    assert seen["2.0"][:2] == ("The Night Ferry", f"urn:uuid:{_uuid(ground.english[0])}")
    assert seen["1.2"][:2] == seen["2.0"][:2]
    assert all("Ada Lamb" in str(one[2]) for one in seen.values())
    assert (
        [kind for _rel, kind in seen["1.2"][3]] == ["text/plain"] == [kind for _rel, kind in seen["2.0"][3]]
    )
    file.write_bytes(app.get("/opds/2.0").content)
    assert [one["title"] for one in read_by_thorium("json", file)["navigation"]][-1] == "My books"
    file.write_bytes(app.get(f"/opds/1.2/titles/{ground.english[0]}").content)
    ways = read_by_thorium("entry", file)["links"]
    made = [one for one in ways if "indirectAcquisition" in one.get("properties", {})]
    assert {one["properties"]["indirectAcquisition"][0]["type"] for one in made} >= {
        "application/epub+zip",
        "audio/mp4",
    }


def _uuid(name: str) -> str:
    return f"{name[:8]}-{name[8:12]}-{name[12:16]}-{name[16:20]}-{name[20:]}"


def test_both_versions_tell_the_same(ground: Ground, app: TestClient) -> None:
    for path in ("new", "search", f"lists/{ground.list}", "shelf"):
        old = etree.fromstring(app.get(f"/opds/1.2/{path}").content)
        new = app.get(f"/opds/2.0/{path}").json()
        titles = [one.findtext(f"{A}title") for one in old.iter(f"{A}entry")]
        assert titles == [one["metadata"]["title"] for one in new["publications"]], path
        ways = [
            one.get("href") for one in old.iter(f"{A}link") if str(one.get("rel")).startswith(ACQUISITION)
        ]
        told = [
            one["href"] for book in new["publications"] for one in book["links"] if ACQUISITION in one["rel"]
        ]
        assert [local(one).replace("/1.2/", "/2.0/") for one in ways] == [local(one) for one in told], path


def test_only_what_can_be_had_as_a_file_is_in_them(ground: Ground, app: TestClient) -> None:
    """25 titles of the library are things on a shelf."""
    found = app.get("/opds/2.0/search").json()
    assert {one["metadata"]["title"] for one in found["publications"]} == {"夜航", "The Night Ferry"}
    assert found["metadata"]["numberOfItems"] == 2
    subjects = app.get("/opds/2.0/subjects").json()["navigation"]
    assert [(one["title"], one["properties"]["numberOfItems"]) for one in subjects] == [("散文", 1)]
    [only] = app.get(local(subjects[0]["href"])).json()["publications"]
    assert only["metadata"]["title"] == "夜航"


def test_search_by_word_and_facet(ground: Ground, app: TestClient) -> None:
    description = etree.fromstring(app.get("/opds/search.xml").content)
    url = description.find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url is not None
    address = local(str(url.get("template"))).replace("%7BsearchTerms%7D", "{searchTerms}")
    entries = etree.fromstring(app.get(address.replace("{searchTerms}", "ferry")).content).findall(
        f"{A}entry"
    )
    assert [one.findtext(f"{A}title") for one in entries] == ["The Night Ferry"]
    root = app.get("/opds/2.0").json()
    [template] = [one["href"] for one in root["links"] if one["rel"] == "search"]
    assert template.endswith("{?query}")
    everything = app.get(local(template.replace("{?query}", ""))).json()
    facets = {one["metadata"]["title"]: one["links"] for one in everything["facets"]}
    [english] = [one for one in facets["Language"] if one["title"] == "English"]
    assert english["properties"]["numberOfItems"] == 1
    narrow = app.get(local(english["href"])).json()
    assert [one["metadata"]["title"] for one in narrow["publications"]] == ["The Night Ferry"]
    chosen = {one["metadata"]["title"]: one["links"] for one in narrow["facets"]}["Language"]
    assert [one.get("rel") for one in chosen] == ["self", None]
    wider = app.get(local(chosen[1]["href"])).json()
    assert len(wider["publications"]) == 2
    atom_facets = etree.fromstring(app.get(local(english["href"]).replace("2.0", "1.2")).content)
    active = [
        one.get(f"{OPDS}activeFacet") for one in atom_facets.iter(f"{A}link") if one.get(f"{OPDS}facetGroup")
    ]
    assert active.count("true") == 1


def test_what_xml_cannot_hold_is_left_out(ground: Ground, app: TestClient) -> None:
    """A search for control characters is answered, and the answer can be read (schemathesis found that it was not)."""
    for field in ("query", "subject", "language", "ready", "length"):
        answer = app.get("/opds/1.2/search", params={field: "a\x01b\ufffec"})
        assert answer.status_code == 200, field
        etree.fromstring(answer.content)


def test_pages_follow_one_another(ground: Ground, app: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.feeds.catalogue.PER_PAGE", 1)
    for start in ("/opds/2.0/new", "/opds/2.0/search"):
        seen, address = [], start
        while address:
            feed = app.get(address).json()
            seen += [one["metadata"]["title"] for one in feed["publications"]]
            address = next((local(one["href"]) for one in feed["links"] if one["rel"] == "next"), "")
        assert sorted(seen) == ["The Night Ferry", "夜航"], start
    assert app.get("/opds/2.0/new?after=nonsense").status_code == 422


def test_accessibility_is_told_in_schema_orgs_words(ground: Ground, app: TestClient) -> None:
    book = app.get(f"/opds/2.0/titles/{ground.english[0]}").json()
    told = book["metadata"]["accessibility"]
    assert {"tableOfContents", "structuralNavigation", "readingOrder", "braille"} <= set(told["feature"])
    assert told["accessMode"] == ["textual", "tactile"]
    assert told["accessModeSufficient"] == [["textual"], ["tactile"]]
    assert "headings to jump between" in told["summary"]
    assert "hazard" not in told  # nobody has looked
    entry = etree.fromstring(app.get(f"/opds/1.2/titles/{ground.english[0]}").content)
    assert [one.text for one in entry.iter(f"{SCHEMA}accessMode")] == ["textual", "tactile"]
    chinese = ground.client("app", "zh-CN").get(f"/opds/2.0/titles/{ground.english[0]}")
    assert "标题" in chinese.json()["metadata"]["accessibility"]["summary"]
    assert chinese.headers["content-language"] == "zh-CN"


def test_nothing_is_shown_to_others_and_what_is_restricted_says_so(ground: Ground) -> None:
    nobody = ground.client("nobody", "en")
    book = nobody.get(f"/opds/2.0/titles/{ground.english[0]}").json()
    assert "only for people who cannot read print" in book["metadata"]["description"]
    assert not [one for one in book["links"] if one["type"] == "application/rss+xml"]
    refused = nobody.get("/opds/2.0/shelf")
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/opds-authentication+json"
    assert 'rel="http://opds-spec.org/auth/document"' in refused.headers["link"]
    told = refused.json()
    assert told["authentication"][0]["type"] == "http://opds-spec.org/auth/basic"
    assert told["authentication"][0]["labels"]["password"] == "App password"  # noqa: S105 (a label)
    # A page's cookie opens nothing of this, and a wrong password is never ignored.
    assert ground.client("patron").get("/opds/2.0/shelf").status_code == 401
    for wrong in ("Basic eDp5", "Basic !!!", "Basic", "Basic " + "A" * 9000):
        assert nobody.get("/opds/2.0/new", headers={"authorization": wrong}).status_code in {401, 429}, wrong


def test_an_apps_password_opens_nothing_else(ground: Ground, app: TestClient) -> None:
    for address in ("/account", "/shelf", "/account/data", f"/listen/{ground.english[1]}", "/account/apps"):
        answer = app.get(address)
        assert answer.status_code == 303, address
        assert answer.headers["location"].startswith("/sign-in?")


def test_borrow_then_take_in_pieces(ground: Ground, app: TestClient) -> None:
    person = ground.people["patron"]
    before = app.get("/opds/2.0/shelf").json()["publications"]
    assert [one["metadata"]["title"] for one in before] == ["The Night Ferry"]
    [ready] = [one for one in before[0]["links"] if one.get("title") == "Braille BRF"]
    assert ready["properties"]["availability"]["state"] == "ready"
    assert "until" in ready["properties"]["availability"]
    assert "size" not in ready  # what the mark adds is not known before
    address = local(ready["href"])
    whole = app.get(address)
    assert whole.status_code == 200
    assert whole.headers["content-disposition"].endswith("The%20Night%20Ferry.brf")
    assert b"THE NIGHT FERRY" in whole.content
    part = app.get(address, headers={"range": "bytes=10-19"})
    assert part.status_code == 206
    assert part.content == whole.content[10:20]
    head = app.head(address)
    assert int(head.headers["content-length"]) == len(whole.content)
    resumed = app.get(address, headers={"range": "bytes=5-", "if-range": whole.headers["etag"]})
    assert resumed.status_code == 206
    recipient = ground.service.provisions.pseudonym(person)
    with ground.service.database.reading() as session:
        mine = select(Provision).where(Provision.recipient == recipient, Provision.how == "download")
        lines = session.scalars(mine).all()
    assert len(lines) == 1  # four requests, one copy
    assert lines[0].copy_id

    [way] = [one for one in _book(app, ground.chinese[0])["links"] if one["rel"].endswith("/borrow")]
    other = app.get(local(way["href"]), headers={"sec-fetch-site": "cross-site"})
    assert other.status_code == 401  # a page of others makes nobody's browser borrow
    assert not _lent(ground, ground.chinese[1])
    lent = app.get(local(way["href"]))
    assert lent.status_code == 200
    assert not [one for one in lent.json()["links"] if one["rel"].endswith("/borrow")]
    assert app.get(local(way["href"])).status_code == 200
    assert _lent(ground, ground.chinese[1]) == 1
    assert len(app.get("/opds/2.0/shelf").json()["publications"]) == 2


def _book(app: TestClient, title_id: str) -> Any:
    return app.get(f"/opds/2.0/titles/{title_id}").json()


def _lent(ground: Ground, edition_id: str) -> int:
    with ground.service.database.reading() as session:
        mine = (
            select(func.count())
            .select_from(Loan)
            .where(Loan.edition_id == edition_id, Loan.ended_at.is_(None))
        )
        return session.scalar(mine) or 0


def test_what_is_not_made_yet_is_made_on_the_way(ground: Ground, app: TestClient) -> None:
    def way(links: list[dict[str, Any]]) -> dict[str, Any]:
        return next(one for one in links if one.get("title", "").startswith("Audiobook M4B"))

    before = way(_book(app, ground.english[0])["links"])
    assert before["type"] == opds2.PUBLICATION
    assert before["properties"]["availability"] == {"state": "unavailable"}
    assert before["properties"]["indirectAcquisition"] == [{"type": "audio/mp4"}]
    assert "is made for you, about" in before["title"]
    assert ground.client("nobody").get(local(before["href"])).status_code == 401
    after = way(app.get(local(before["href"])).json()["links"])
    assert after["properties"]["availability"]["state"] == "reserved"
    assert "until" in after["properties"]["availability"]
    assert "being made" in after["title"]
    assert app.get(f"/opds/2.0/titles/{ground.english[0]}/make/book-json").status_code == 404


def test_restricted_books_are_for_the_eligible(ground: Ground) -> None:
    stranger = ground.client("nobody", "en")
    stranger.headers["authorization"] = ground.basic("stranger")
    for address in (
        f"/opds/2.0/titles/{ground.english[0]}/borrow",
        f"/opds/2.0/titles/{ground.english[0]}/make/braille-brf",
        f"/opds/take/{ground.ready}",
    ):
        refused = stranger.get(address)
        assert refused.status_code == 403, address
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["detail"]


def test_a_day_has_a_cap(ground: Ground, app: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ground.service.provisions, "_most_a_day", 0)
    made = ground.app_password(label="another")
    other = ground.client("nobody", "en")
    refused = other.get(f"/opds/take/{ground.ready}", auth=(made.card or "", made.password))
    assert refused.status_code == 409
    assert "within 24 hours" in refused.json()["detail"]
    page = ground.client("patron", "en").post(f"/making/{ground.ready}/take")
    assert page.status_code == 409
    assert "24 小时内" in page.text
