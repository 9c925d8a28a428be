"""Files that staff hand in through the pages: what is kept, what is refused at once, what nobody else may send; the report of what was found."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from accessible_reader.catalogue.models import Intake
from accessible_reader.database import func, select
from tests.web_ground import ADDRESS, Ground
from web.app import create_app
from web.settings import WebSettings

RIGHTS = {"rights": "public_domain", "rights_basis": "作者 1936 年去世", "branch": "north"}
BOOK = ("夜.txt", "第一章 夜\n\n夜很静。".encode(), "text/plain")


@pytest.fixture
def librarian(ground: Ground) -> TestClient:
    return ground.client("librarian")


def main_of(answer: object) -> html.HtmlElement:
    return html.document_fromstring(answer.text).get_element_by_id("main")


def count(ground: Ground) -> int:
    with ground.service.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Intake)) or 0


def uploads(ground: Ground) -> list[Path]:
    folder = ground.service.settings.data / "uploads"
    return list(folder.iterdir()) if folder.is_dir() else []


def test_a_file_is_kept_and_watched(ground: Ground, librarian: TestClient) -> None:
    answer = librarian.post("/staff/intakes/new", data=RIGHTS, files={"file": BOOK})
    assert answer.status_code == 303, answer.text[:2000]
    where = answer.headers["location"]
    view = ground.service.intakes.get(where.rpartition("/")[2])
    assert (view.state, view.file, view.by_id) == ("waiting", "夜.txt", ground.people["librarian"])
    assert (view.facts.rights, view.facts.rights_basis, view.facts.if_known) == (
        "public_domain", "作者 1936 年去世", "ask",
    )  # fmt: skip
    page = main_of(librarian.get(where))
    assert page.xpath(".//h2[@autofocus]")[0].text_content() == "已收到“夜.txt”"
    line = page.get_element_by_id("progress")
    assert "等待读取" in line.text_content()
    assert line.get("data-status") is None
    assert uploads(ground) == []
    # The line alone, announced when it changes.
    asked = {"hx-request": "true", "hx-target": "div#progress"}
    assert "data-status" not in librarian.get(line.get("data-hx-get"), headers=asked).text
    assert librarian.post(f"{where}/cancel").status_code == 303
    after = html.fragment_fromstring(librarian.get(line.get("data-hx-get"), headers=asked).text)
    assert "已取消" in after.get("data-status")
    assert after.get("data-hx-get") is None
    assert after.xpath(".//a/@href") == [where]
    assert "重试" in main_of(librarian.get(where)).text_content()
    assert librarian.post(f"{where}/retry").status_code == 303
    assert ground.service.intakes.get(view.id).attempt == 2
    ground.service.intakes.cancel(view.id)


@pytest.mark.parametrize(
    ("data", "files", "words"),
    [
        (RIGHTS, {"file": ("a.epub", b"", "application/epub+zip")}, "“a.epub”是空文件"),
        (RIGHTS, {"file": ("", b"", "application/octet-stream")}, "请选择要上传的文件"),
        (RIGHTS, {}, "请选择要上传的文件"),
        ({**RIGHTS, "rights_basis": "  "}, {"file": BOOK}, "请填写“权利依据”"),
        ({**RIGHTS, "rights": "free"}, {"file": BOOK}, "版权类别"),
        ({**RIGHTS, "branch": "main"}, {"file": BOOK}, "分馆"),
    ],
    ids=["empty", "none chosen", "no file field", "no basis", "unknown rights", "another branch"],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    ground: Ground,
    librarian: TestClient,
    data: dict[str, str],
    files: dict[str, tuple[str, bytes, str]],
    words: str,
) -> None:
    before, stored = count(ground), sorted(ground.service.store.names())
    answer = librarian.post("/staff/intakes/new", data=data, files=files or None)
    assert answer.status_code == 422
    page = main_of(answer)
    assert words in page.xpath(".//div[@class='summary']")[0].text_content()
    if data["rights_basis"].strip():  # what was typed is still there
        assert page.xpath(".//input[@name='rights_basis']/@value") == [data["rights_basis"]]
    assert count(ground) == before
    assert sorted(ground.service.store.names()) == stored
    assert uploads(ground) == []


@pytest.fixture
def small(ground: Ground) -> TestClient:
    """A library that takes files of one MiB."""
    app = create_app(ground.service, WebSettings(upload_mebibytes=1, requests_per_minute=1_000_000))
    client = TestClient(
        app, base_url=ADDRESS, headers={"sec-fetch-site": "same-origin"}, follow_redirects=False
    )
    client.cookies.set("session", ground.token("librarian"))
    return client


def test_a_file_that_is_too_large(ground: Ground, small: TestClient) -> None:
    before = count(ground)
    large = ("big.txt", b"a" * ((1 << 20) + 1), "text/plain")
    answer = small.post("/staff/intakes/new", data=RIGHTS, files={"file": large})
    assert answer.status_code == 422
    page = main_of(answer)
    assert "1" in page.xpath(".//div[@class='summary']//li")[0].text_content()
    assert page.xpath(".//input[@name='rights_basis']/@value") == [RIGHTS["rights_basis"]]
    just = ("just.txt", b"a" * (1 << 20), "text/plain")
    answer = small.post("/staff/intakes/new", data=RIGHTS, files={"file": just})
    assert answer.status_code == 303
    ground.service.intakes.cancel(answer.headers["location"].rpartition("/")[2])
    # What is said to be far too large is not even waited for; what turns out to be is cut off.
    huge = small.post(
        "/staff/intakes/new",
        content=b"--x",
        headers={"content-type": "multipart/form-data; boundary=x", "content-length": str(3 << 20)},
    )
    assert huge.status_code == 413

    def endless() -> object:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(64):
            yield b"a" * (1 << 16)

    cut = small.post(
        "/staff/intakes/new", content=endless(), headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert cut.status_code == 413
    assert uploads(ground) == []
    assert count(ground) == before + 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf',
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--x--\r\n',
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n1\r\n--x\r\nContent-Disposition: form-data; name="b"; filename="b"\r\n\r\n2\r\n--x--\r\n',
        b"--x\r\n" + b"a: " + b"b" * 20_000,
    ],
    ids=["nothing", "a beginning", "cut off", "no text", "two files", "a long header"],
)
def test_what_is_no_form(ground: Ground, librarian: TestClient, body: bytes) -> None:
    before = count(ground)
    answer = librarian.post(
        "/staff/intakes/new", content=body, headers={"content-type": "multipart/form-data; boundary=x"}
    )
    assert answer.status_code == 400
    assert main_of(answer).findtext(".//h1")
    assert uploads(ground) == []
    assert count(ground) == before


@pytest.mark.parametrize("who", ["patron", "nobody", "admin"])
def test_nobody_else_sends_anything(ground: Ground, who: str) -> None:
    before = count(ground)
    answer = ground.client(who).post("/staff/intakes/new", data=RIGHTS, files={"file": BOOK})
    assert answer.status_code == (303 if who == "nobody" else 403)
    assert uploads(ground) == []
    assert count(ground) == before


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\a.txt", "a/b.txt", '"; rm -rf "', "\x01.txt"])
def test_names_lead_nowhere(ground: Ground, librarian: TestClient, name: str) -> None:
    answer = librarian.post("/staff/intakes/new", data=RIGHTS, files={"file": (name, b"words", "text/plain")})
    assert answer.status_code == 303
    view = ground.service.intakes.get(answer.headers["location"].rpartition("/")[2])
    assert "/" not in view.file
    assert "\\" not in view.file
    ground.service.intakes.cancel(view.id)


def test_the_report_says_what_was_found(ground: Ground, librarian: TestClient) -> None:
    page = main_of(librarian.get(f"/staff/intakes/{ground.intake}"))
    assert "《The Night Ferry》已编入目录" in page.get_element_by_id("progress").text_content()
    facts = dict(
        zip(
            [one.text_content() for one in page.xpath(".//dl[1]//dt")],
            [one.text_content() for one in page.xpath(".//dl[1]//dd")],
            strict=True,
        )
    )
    assert facts["书名"] == "The Night Ferry"
    assert facts["作者"] == "Ada Lamb"
    assert facts["章数"] == "2"
    assert facts["图片"] == "没有"
    assert page.xpath(".//dd[@lang='en']")
    headings = [one.text_content() for one in page.xpath(".//h2")]
    assert headings == [
        "文件里有什么",
        "无障碍特征",
        "还缺什么",
        "需要留意的地方",
        "制作无障碍版本",
        "关于这个文件",
    ]
    assert f"/staff/titles/{ground.english[0]}" in page.xpath(".//a/@href")


def test_a_known_work_is_asked_about_and_answered(ground: Ground, librarian: TestClient) -> None:
    with ground.service.database.reading() as session:
        known = session.scalar(select(Intake.id).where(Intake.error_code == "intake-known-name"))
    page = main_of(librarian.get(f"/staff/intakes/{known}"))
    assert "这是同一部作品吗？" in [one.text_content() for one in page.xpath(".//h2")]
    assert page.xpath(".//button[@name='same']/@value") == ["yes", "no"]
    assert librarian.post(f"/staff/intakes/{known}/answer", data={"same": "yes"}).status_code == 303
    view = ground.service.intakes.get(str(known))
    assert (view.state, view.facts.if_known, view.facts.title_id) == ("waiting", "link", ground.english[0])
    assert librarian.post(f"/staff/intakes/{known}/answer", data={"same": "no"}).status_code == 409
    ground.service.intakes.cancel(view.id)


def test_the_list_is_filtered(ground: Ground, librarian: TestClient) -> None:
    page = main_of(librarian.get("/staff/intakes?state=done"))
    assert [one.text_content() for one in page.xpath(".//ul[@class='results']//h3")] == ["ferry.md"]
    assert page.xpath(".//select[@name='state']/option[@selected]/@value") == ["done"]
    assert librarian.get("/staff/intakes?after=rubbish").status_code == 422
    assert librarian.get("/staff/intakes?state=rubbish").status_code == 200
