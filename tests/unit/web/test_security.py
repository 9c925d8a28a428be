"""Who may send what, how often, and what answers say to browsers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from starlette.datastructures import Headers
from starlette.testclient import TestClient

from tests.web_ground import ADDRESS, Ground
from web.app import create_app
from web.security import RateLimit, is_same_origin
from web.settings import WebSettings
from web.static_files import StaticFiles
from web.visit import local_path

VENDOR = Path(__file__).resolve().parents[3] / "web" / "static" / "vendor"


@pytest.mark.parametrize(
    ("method", "headers", "allowed"),
    [
        ("GET", {}, True),
        ("POST", {}, False),
        ("POST", {"sec-fetch-site": "same-origin"}, True),
        ("POST", {"sec-fetch-site": "none"}, True),
        ("POST", {"sec-fetch-site": "cross-site"}, False),
        ("POST", {"sec-fetch-site": "same-site"}, False),
        ("POST", {"sec-fetch-site": "cross-site", "origin": "https://here", "host": "here"}, False),
        ("POST", {"origin": "https://here", "host": "here"}, True),
        ("POST", {"origin": "https://there", "host": "here"}, False),
        ("POST", {"origin": "null", "host": "here"}, False),
        ("DELETE", {"origin": "https://here:8443", "host": "here"}, False),
    ],
)
def test_only_our_own_pages_send_forms(method: str, headers: dict[str, str], *, allowed: bool) -> None:
    assert is_same_origin(method, Headers(headers)) is allowed


def test_a_form_from_elsewhere_changes_nothing(ground: Ground) -> None:
    client = ground.client("patron")
    client.headers["sec-fetch-site"] = "cross-site"
    assert client.post("/sign-out").status_code == 403
    assert ground.client("patron").get("/account").status_code == 200


def test_too_many_requests_have_to_wait(ground: Ground) -> None:
    app = create_app(ground.service, WebSettings(requests_per_minute=10))
    client = TestClient(app, base_url=ADDRESS, client=("10.0.0.1", 1))
    assert [client.get("/health/live").status_code for _ in range(11)] == [200] * 10 + [429]
    assert int(client.get("/health/live").headers["retry-after"]) >= 1
    neighbour = TestClient(app, base_url=ADDRESS, client=("10.0.0.2", 1))
    assert neighbour.get("/health/live").status_code == 200


@pytest.mark.parametrize(
    ("language", "wait", "elsewhere"),
    [
        ("zh-CN", "您的网络发来的请求太多", "这个请求不是从本馆网页发出的"),
        ("zh-TW", "您的網路送來的請求太多", "這個請求不是從本館網頁送出的"),
        ("en", "There were too many requests", "This did not come from a page of this library"),
    ],
)
def test_refusals_are_pages_in_the_readers_language(
    ground: Ground, language: str, wait: str, elsewhere: str
) -> None:
    app = create_app(ground.service, WebSettings(requests_per_minute=10))
    client = TestClient(app, base_url=ADDRESS, client=("10.0.0.3", 1))
    client.headers["accept-language"] = language
    page = {"accept": "text/html"}
    cross = client.post("/sign-out", headers={"sec-fetch-site": "cross-site", **page})
    assert cross.status_code == 403
    assert f"<h1>{elsewhere}" in cross.text
    assert 'href="tel:' in cross.text
    for _ in range(10):
        client.get("/health/live")
    whole = client.get("/", headers=page)
    assert whole.status_code == 429
    assert int(whole.headers["retry-after"]) >= 1
    assert wait in whole.text
    assert whole.headers["content-language"] == language
    assert 'href="tel:' in whole.text
    line = client.get("/")
    assert line.headers["content-type"].startswith("text/plain")
    assert wait in line.text
    for _ in range(40):  # whoever does not stop gets lines, which cost little
        last = client.get("/", headers=page)
    assert last.headers["content-type"].startswith("text/plain")
    assert client.get("/opds", headers={"accept": "application/json"}).status_code == 429


def test_a_bucket_is_refilled() -> None:
    limit = RateLimit(60)
    assert not any(limit.wait("a", at=0.0) for _ in range(60))
    assert limit.wait("a", at=0.0) == 1
    assert limit.wait("a", at=1.5) == 0


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb"],
)
def test_nobody_is_sent_elsewhere(address: str, ground: Ground) -> None:
    assert local_path(address) == "/"
    answer = ground.client().post("/language", data={"language": "en", "back": address})
    assert answer.headers["location"] == "/"


def test_cookies_over_https_are_bound_to_the_host(ground: Ground) -> None:
    client = TestClient(
        ground.app,
        base_url="https://read.example",
        headers={"sec-fetch-site": "same-origin"},
        follow_redirects=False,
    )
    answer = client.post("/language", data={"language": "en", "back": "/"})
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-language=en;")
    assert all(part in cookie for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"))
    assert "strict-transport-security" in answer.headers


def test_figures_are_for_this_computer_or_whoever_has_the_token(ground: Ground) -> None:
    here = ground.client()
    assert b"accessible_reader_build" in here.get("/metrics").content
    assert here.get("/metrics", headers={"x-forwarded-for": "1.2.3.4"}).status_code == 403
    app = create_app(ground.service, WebSettings(metrics_token="secret"))  # noqa: S106 (of this test)
    client = TestClient(app, base_url=ADDRESS, client=("10.0.0.1", 1))
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"authorization": "Bearer secret"}).status_code == 200


def test_a_fault_of_ours_is_told_without_what_was_asked(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("web.routes.browse.lists", broken)
    client = TestClient(ground.app, base_url=ADDRESS, raise_server_exceptions=False)
    answer = client.get("/browse?q=王小明")
    assert answer.status_code == 500
    assert "王小明" not in answer.text
    assert 'href="tel:' in answer.text
    assert "王小明" not in caplog.text


def test_what_was_copied_is_what_was_published() -> None:
    listed = json.loads((VENDOR / "vendored.json").read_text("utf-8"))
    there = {path.name for path in VENDOR.iterdir()} - {"vendored.json"}
    assert set(listed) == there
    for name, about in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == about["sha256"]


def test_a_page_is_light(ground: Ground) -> None:
    """At most 60 kB without sound and pictures, as it travels."""
    static = StaticFiles()
    assert (VENDOR.parent / "site.css").stat().st_size <= 15_000
    files = sum(static.size(name) for name in ("site.css", "site.js", "icon.svg", "vendor/htmx.min.js"))
    client = ground.client("patron")
    heaviest = max(
        len(client.get(page).content)
        for page in ("/", "/search", f"/book/{ground.english[0]}", "/account/preferences", "/account/voices")
    )
    assert files + heaviest < 60_000


def test_static_files_are_kept_for_ever_under_their_version(ground: Ground) -> None:
    client = ground.client()
    address = ground.app.state.ground.static.address("site.css")
    answer = client.get(address)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert client.get(address, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    assert client.get("/static/site.css").headers["cache-control"] == "no-cache"
    assert client.get("/static/../app.py").status_code == 404
