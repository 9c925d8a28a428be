"""The demo library: everybody can sign in, books are there, and nothing is ever added to a library that has something."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from accessible_reader.bootstrap import open_service
from accessible_reader.errors import NotNow
from accessible_reader.operation.demo import FORMATS, make_demo, unfinished
from accessible_reader.settings import Settings
from tests.web_ground import ADDRESS, CHINESE, ENGLISH
from web.app import create_app


def test_a_demo(tmp_path: Path) -> None:
    books = [tmp_path / "ferry.md", tmp_path / "yehang.md"]
    for book, text in zip(books, (ENGLISH, CHINESE), strict=True):
        book.write_text(text, "utf-8")
    told: list[str] = []
    settings = Settings(data=tmp_path / "data", public_url=ADDRESS, second_factor_roles=frozenset())
    with open_service(settings) as service:
        demo = make_demo(service, books, told.append, voices={"zh": "espeak"})
        assert told == ["ferry.md", "yehang.md"]
        assert unfinished(service, demo) == list(demo.conversions)
        assert len(demo.conversions) == 2 * len(FORMATS)
        voices = [service.conversions.get(one).options.get("voice") for one in demo.conversions]
        assert voices.count("espeak") == 2, "the quick voice is for Chinese audio alone"
        app = create_app(service)
        for person in demo.people:
            client = TestClient(
                app, base_url=ADDRESS, headers={"sec-fetch-site": "same-origin"}, follow_redirects=False
            )
            answer = client.post("/sign-in", data={"card": person.card, "pin": person.pin})
            assert answer.headers["location"] == "/", person.who
            assert person.pin not in repr(person)
        with pytest.raises(NotNow, match="demo-not-empty"):
            make_demo(service, books, told.append)
