"""What the website logs while a reader and a librarian use it: nothing of who they are, what they look for, or what opens their account."""

from __future__ import annotations

import io
import json
import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import httpx2 as httpx
import pytest
from lxml import html
from starlette.testclient import TestClient

from accessible_reader.logs import configure_logging, context
from accessible_reader.logs.setup import OURS
from accessible_reader.settings import Settings
from tests.unit.web.test_sign_in import with_pin
from tests.web_ground import PIN, Ground

WRONG_PIN: Final = "846203"
SEARCHED: Final = "Xylophagous"
NOTE: Final = "守仁的儿子打来电话"
NEWCOMER: Final = {
    "name": "秦守仁",
    "card": "GX20260815",
    "phone": "13911224455",
    "email": "qin.shouren@mail.example",
    "address": "绍兴市鲁迅中路393号",
}
APP: Final = "Zymurgyplayer"
KNOWN: Final = ("王小明", "NB0001", "13800138001", "wang@example.com", "陈老师", "NB0003")
ENTERED: Final = (*KNOWN, *NEWCOMER.values(), PIN, WRONG_PIN, SEARCHED, NOTE, APP, "The Night Ferry")


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The service's own logging, at its most talkative; as it was, afterwards."""
    loggers = [
        logging.getLogger(name) for name in (*OURS, "dbos", "sqlalchemy", "alembic", "uvicorn.access", "")
    ]
    before = [(one.level, list(one.handlers), one.propagate, one.disabled) for one in loggers]
    for module, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    monkeypatch.setattr(context, "_process", {})
    stream = io.StringIO()
    configure_logging(Settings(data=Path(), log_format="json", log_level="debug"), stream=stream)
    yield stream
    for one, (level, handlers, propagate, disabled) in zip(loggers, before, strict=True):
        one.setLevel(level)
        one.handlers[:] = handlers
        one.propagate, one.disabled = propagate, disabled


class Witness:
    """Everything that was answered, and every secret that was handed out."""

    def __init__(self) -> None:
        self.answers: list[httpx.Response] = []
        self.secrets: set[str] = set()

    def watch(self, client: TestClient) -> TestClient:
        client.event_hooks["response"] = [self._saw]
        return client

    def _saw(self, answer: httpx.Response) -> None:
        self.answers.append(answer)
        for line in answer.headers.get_list("set-cookie"):
            value = line.partition(";")[0].partition("=")[2].strip('"')
            if len(value) >= 8:
                self.secrets.add(value)


def test_nothing_personal_is_in_the_log_or_in_a_header(
    ground: Ground, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = Witness()
    _reader(ground, seen)
    _desk(ground, seen)
    _fault(ground, seen, monkeypatch)
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    _was_logged(lines)
    assert len(seen.secrets) >= 5
    for value in (*ENTERED, *seen.secrets):
        shapes = {value, ascii(value)[1:-1], str(httpx.QueryParams({"q": value})).removeprefix("q=")}
        told = [line for line in log.getvalue().splitlines() for shape in shapes if shape in line]
        assert told == [], (value, told[:2])
        for answer in seen.answers:
            headers = {name: text for name, text in answer.headers.items() if name != "set-cookie"}
            if value not in seen.secrets:  # a session's cookie is the only place for what opens it
                headers["set-cookie"] = answer.headers.get("set-cookie", "")
            assert not [text for text in headers.values() for shape in shapes if shape in text], (
                value,
                answer,
            )


def _was_logged(lines: list[dict[str, object]]) -> None:
    """The search above has something to search: each page by its pattern, refusals, and the fault with its places."""
    said = "\n".join(str(line["message"]) for line in lines)
    for wanted in (
        "POST /sign-in 303", "POST /sign-in 422", "GET /search 200", "GET /book/{title_id} 200", "GET /book/{title_id} 404",
        "POST /listen/{edition_id}/bookmarks 303", "POST /account/preferences 422", "POST /staff/patrons 200", "POST /staff/patrons 303",
        "POST /staff/patrons/new 200", "POST /account/apps/new 200", "GET /podcast/{token}/feed.xml", "GET /browse 500",
    ):  # fmt: skip
        assert wanted in said, (wanted, said)
    (fault,) = [line for line in lines if str(line["message"]).startswith("fault ")]
    assert fault["level"] == "ERROR"
    assert "RuntimeError" in str(fault["errors"])
    assert re.fullmatch("[0-9a-f]{32}", str(fault.get("request"))), (
        "found by the reference, with the lines of its request"
    )


def _reader(ground: Ground, seen: Witness) -> None:
    with_pin(ground)
    client = seen.watch(ground.client())
    for pin, status in ((WRONG_PIN, 422), (PIN, 303)):
        answer = client.post("/sign-in", data={"card": "NB0001", "pin": pin, "next": "/shelf"})
        assert answer.status_code == status
    client.get("/shelf")
    client.get("/search", params={"q": SEARCHED})
    client.get("/search", params={"q": "王小明"})
    client.get(f"/book/{ground.english[0]}")
    assert client.get("/book/王小明").status_code == 404
    edition = ground.english[1]
    page = client.get(f"/listen/{edition}").text
    sentence = re.findall(r'data-sentence="([^"]+)"|name="sentence" value="([^"]+)"', page)
    found = next((one or other for one, other in sentence), "") or _first_sentence(ground, edition)
    answer = client.post(f"/listen/{edition}/bookmarks", data={"sentence": found, "note": NOTE})
    assert answer.status_code == 303
    client.get(answer.headers["location"])
    assert client.post("/account/preferences", data={"cells_in_braille": NOTE[:3]}).status_code == 422
    made = client.post("/account/apps/new", data={"app_name": APP})
    assert made.status_code == 200
    seen.secrets |= _shown(made.text)
    feed = client.post(f"/account/podcasts/{edition}")
    (token,) = set(re.findall(r"/podcast/([\w-]{16,})/feed\.xml", feed.text))
    seen.secrets.add(token)
    client.get(f"/podcast/{token}/feed.xml")
    client.get(f"/podcast/{token}/001.mp3")
    client.get("/opds/2.0/shelf", auth=("NB0001", WRONG_PIN))


def _first_sentence(ground: Ground, edition: str) -> str:
    book = ground.service.listening.open(ground.people["patron"], edition)
    first = ground.service.listening.outline(book).start_of("")
    assert first is not None
    return first.sentence


def _shown(page: str) -> set[str]:
    """What a page shows this once, as it is copied and without the gaps."""
    texts = [one.text_content().strip() for one in html.document_fromstring(page).xpath("//main//code")]
    long = {one for one in texts if len(one) >= 8 and "NB0001" not in one and not one.startswith("http")}
    assert long, page
    return long | {one.replace(" ", "").replace("-", "") for one in long}


def _desk(ground: Ground, seen: Witness) -> None:
    client = seen.watch(ground.client("librarian"))
    seen.secrets.add(str(client.cookies["session"]))
    for by, value in (("card", "NB0001"), ("name", "王小明"), ("name", "秦守仁"), ("phone", "13800138001"), ("email", "wang@example.com")):  # fmt: skip
        client.post("/staff/patrons", data={"by": by, "value": value})
    client.post("/staff/desk", data={"code": "NB0001", "do": "return"})
    client.post("/staff/desk", data={"code": NEWCOMER["card"], "do": "return"})
    branch = next(one.id for one in ground.service.branches.tree() if one.code == "north")
    answers = {**NEWCOMER, "language": "zh-CN", "branch": branch, "reads": "audio"}
    for step in ("", "keep", "keep"):  # the last one is refused: the card is somebody's
        kept = client.post("/staff/patrons/new", data={**answers, "step": step})
        assert kept.status_code in {200, 422}
    assert client.get(f"/staff/patrons/{ground.people['patron']}").status_code == 200


def _fault(ground: Ground, seen: Witness, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError(f"{KNOWN[0]} {SEARCHED}")

    monkeypatch.setattr("web.routes.browse.lists", broken)
    client = seen.watch(
        TestClient(ground.app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False)
    )
    client.cookies.set("session", ground.token("patron"))
    answer = client.get("/browse", params={"q": SEARCHED})
    assert answer.status_code == 500
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
