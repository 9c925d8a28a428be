"""The table of places on its page: a file or pasted rows, all or nothing, bad rows told by their line; one place; an address tried."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from lxml import html
from starlette.testclient import TestClient

from tests.web_ground import Ground, open_ground

TABLE = "名称,纬度,经度\n灵隐路,30.24,120.10\n灵隐路12号,30.241,120.101\n"


@pytest.fixture
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Of its own each time: the table is counted."""
    with open_ground(tmp_path_factory.mktemp("places")) as made:
        yield made


def shown(client: TestClient, address: str = "/staff/places") -> dict[str, str]:
    root = html.document_fromstring(client.get(address).text)
    return {one.findtext("h3"): one.findtext("p") for one in root.xpath("//ul[@class='results']/li")}


def test_a_table_comes_in_whole_or_not_at_all(ground: Ground) -> None:
    client = ground.client("librarian")
    pasted = client.post("/staff/places/table", data={"branch": "north", "rows": TABLE})
    assert (pasted.status_code, pasted.headers["location"]) == (303, "/staff/places?branch=north")
    assert "新增 2 个，改正 0 个，没有变化 0 个" in client.get(pasted.headers["location"]).text
    file = {"file": ("places.csv", (TABLE + "文三路,30.28,120.12\n").encode("gb18030"), "text/csv")}
    sent = client.post("/staff/places/table", data={"branch": "north", "rows": "?"}, files=file)
    assert "新增 1 个，改正 0 个，没有变化 2 个" in client.get(sent.headers["location"]).text
    assert shown(client) == {
        "灵隐路": "30.24000,120.10000",
        "灵隐路12号": "30.24100,120.10100",
        "文三路": "30.28000,120.12000",
    }
    bad = "名称,纬度,经度\n古荡,北,120\n翠苑,30,120\n翠苑,30,121\n"
    answer = client.post("/staff/places/table", data={"branch": "north", "rows": bad})
    assert answer.status_code == 422
    root = html.document_fromstring(answer.text)
    told = [one.text_content() for one in root.xpath("//*[@class='summary']//li")]
    assert told[0].startswith("第 2 行：纬度（-90 到 90）")
    assert told[1] == "第 4 行：上面的行里已有同一个地点。"
    assert told[2] == "没有导入，因为有 2 行不合适。请改好后再试。"
    assert root.get_element_by_id("f-rows").text == bad.strip(), "what was pasted is kept"
    assert "翠苑" not in shown(client)


def test_what_is_no_table(ground: Ground) -> None:
    client = ground.client("librarian")
    for data, files, where, said in (
        ({}, {}, "file", "请选择文件，或粘贴表格内容。"),
        ({"rows": "灵隐路,30,120"}, {}, "rows", "第一行应为表头"),
        ({}, {"file": ("a.csv", "名称,纬度,经度\n".encode(), "text/csv")}, "file", "表里没有地点"),
        ({}, {"file": ("a.csv", b"\xff\xfe\x00\xd8" * 3, "text/csv")}, "file", ""),
    ):
        answer = client.post("/staff/places/table", data={"branch": "north"} | data, files=files)
        assert answer.status_code == 422
        field = html.document_fromstring(answer.text).get_element_by_id(f"f-{where}")
        assert field.get("aria-invalid") == "true"
        assert said in answer.text
    many = "名称,纬度,经度\n" + "x,1,2\n" * 30
    answer = client.post("/staff/places/table", data={"branch": "north", "rows": many})
    assert "另外还有 10 行不合适。" in answer.text


def test_one_place_is_entered_corrected_and_removed(ground: Ground) -> None:
    client = ground.client("librarian")
    for name, north, east, wrong in (
        ("", "30", "120", "f-name"), ("路", "30", "120", "f-name"), ("中河路", "", "120", "f-latitude"), ("中河路", "91", "120", "f-latitude"),
    ):  # fmt: skip
        data = {"branch": "north", "name": name, "latitude": north, "longitude": east}
        answer = client.post("/staff/places", data=data)
        root = html.document_fromstring(answer.text)
        assert (answer.status_code, root.get_element_by_id(wrong).get("aria-invalid")) == (422, "true")
        assert root.get_element_by_id("f-longitude").get("value") == "120"
    for north, point in (("30.1", "30.10000,120.20000"), ("30.2", "30.20000,120.20000")):
        data = {"branch": "north", "name": "中河路", "latitude": north, "longitude": "120.2"}
        answer = client.post("/staff/places", data=data)
        assert "“中河路”已保存" in client.get(answer.headers["location"]).text
        assert shown(client) == {"中河路": point}
    root = html.document_fromstring(client.get("/staff/places").text)
    (button,) = root.xpath("//ul[@class='results']//form")
    assert button.xpath(".//button")[0].text_content() == "删除：中河路"
    assert client.post(button.get("action"), data={"branch": "north"}).status_code == 303
    assert shown(client) == {}
    assert client.post(button.get("action"), data={"branch": "north"}).status_code == 404


def test_an_address_is_tried_and_kept_nowhere(ground: Ground) -> None:
    client = ground.client("librarian")
    client.post("/staff/places/table", data={"branch": "north", "rows": TABLE})
    client.get("/staff/places")
    address = "西湖区灵隐路12号3幢401室"
    answer = client.post("/staff/places/try", data={"branch": "north", "address": address})
    root = html.document_fromstring(answer.text)
    (said,) = root.xpath("//*[@autofocus]")
    assert said.text == "这个地址用“灵隐路12号”：30.24100,120.10100"
    assert root.get_element_by_id("f-address").get("value") == address
    assert address not in client.get("/staff/places").text
    answer = client.post("/staff/places/try", data={"branch": "north", "address": "莫干山路1号"})
    assert "表里没有适合这个地址的地点" in answer.text
    assert client.post("/staff/places/try", data={"branch": "north", "address": ""}).status_code == 422


def test_a_long_table_is_looked_through(ground: Ground) -> None:
    client = ground.client("librarian")
    rows = "".join(f"翠苑{number}区,30,120\n" for number in range(100, 160))
    client.post("/staff/places/table", data={"branch": "north", "rows": f"名称,纬度,经度\n{rows}"})
    first = shown(client)
    root = html.document_fromstring(client.get("/staff/places").text)
    (following,) = root.xpath("//a[@rel='next']/@href")
    second = shown(client, following)
    assert (len(first), len(second), len(first | second)) == (50, 10, 60)
    assert set(shown(client, "/staff/places?words=翠苑 155 区")) == {"翠苑155区"}
    assert "没有地点。" in client.get("/staff/places?words=文三路").text


def test_only_for_who_plans_rounds_there(ground: Ground) -> None:
    for who in ("patron", "volunteer", "admin"):
        assert ground.client(who).get("/staff/places").status_code == 403
        assert ground.client(who).post("/staff/places", data={"name": "文三路"}).status_code == 403
    answer = ground.client("librarian").post("/staff/places/table", data={"branch": "main", "rows": TABLE})
    assert answer.status_code == 404
