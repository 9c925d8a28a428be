"""Figures on their page and as a table for spreadsheets: the same numbers, and nobody in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from lxml import html

from accessible_reader.catalogue.branches import add_branch
from accessible_reader.catalogue.models import Branch
from accessible_reader.database import new_id, select
from accessible_reader.deliveries.models import DeliveryEvent, Visit
from tests.web_ground import Ground, open_ground

MORNING = datetime(2025, 3, 20, 2, 0, tzinfo=UTC)  # 10 o'clock in China


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Of its own, with deliveries of March 2025."""
    with open_ground(tmp_path_factory.mktemp("figures")) as made:
        for days, rating, pieces in ((2, 5, 3), (3, 4, 2), (6, None, 1)):
            delivered(made, days, rating, pieces, late=days == 6)
        yield made


def delivered(ground: Ground, days: int, rating: int | None, pieces: int, *, late: bool) -> None:
    north = next(one.id for one in ground.service.branches.tree() if one.code == "north")
    at = MORNING + timedelta(hours=5 if late else 0)
    made = Visit(
        id=new_id(), bag=new_id()[:8], person_id=ground.people["patron"], branch_id=north, state="delivered", most_items=4, most_grams=5000,
        asked_how="online", asked_at=MORNING - timedelta(days=days), delivered_at=at, arrived_at=at, day=date(2025, 3, 20), part="morning",
        pieces=pieces, rating=rating,
    )  # fmt: skip
    with ground.service.database.transaction() as session:
        session.add(made)
        session.flush()
        tries = [("deliver", "delivered", at)]
        if late:
            tries.insert(0, ("fail", "not_delivered", MORNING))
        for action, after, when in tries:
            event = DeliveryEvent(
                visit_id=made.id,
                at=when,
                actor="system",
                by="staff",
                action=action,
                before="out",
                after=after,
            )
            session.add(event)
            session.flush()


def rows_of(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_page_has_a_table_with_headings(ground: Ground) -> None:
    answer = ground.client("librarian").get("/staff/delivery-figures?year=2025&branch=north")
    root = html.document_fromstring(answer.text)
    (table,) = root.xpath("//table")
    assert table.findtext("caption") == "城北分馆，2025 年每月的送书"
    headings = [one.text for one in table.xpath("thead//th[@scope='col']")]
    rows = {one.findtext("th"): [cell.text for cell in one.xpath("td")] for one in table.xpath("tbody/tr")}
    assert all(one.get("scope") == "row" for one in table.xpath("tbody//th"))
    assert len(rows) == 12
    assert dict(zip(headings[1:], rows["2025年3月"], strict=True)) == {
        "送到次数": "3",
        "册（件）数": "6",
        "从申请到送到，中位天数": "3",
        "从申请到送到，九成不超过的天数": "6",
        "一次送到": "67%（共 3 次）",
        "准时": "67%（共 3 次）",
        "评分": "4.5（2 人次）",
    }
    assert rows["2025年4月"] == ["0", "0", "无", "无", "无", "无", "无"]
    assert root.xpath("//*[@role='region'][@tabindex='0']/@aria-labelledby") == ["figures"]
    for word in ("王小明", ground.people["patron"], "13800138001"):
        assert word not in answer.text


def test_the_same_for_spreadsheets(ground: Ground) -> None:
    librarian = ground.client("librarian")
    page = html.document_fromstring(librarian.get("/staff/delivery-figures?year=2025").text)
    (address,) = [one for one in page.xpath("//main//a/@href") if ".csv" in one]
    answer = librarian.get(address)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="delivery-figures-2025.csv"'
    rows = rows_of(answer.text)
    assert len(rows) == 13
    march = dict(zip(rows[0], rows[3], strict=True))
    assert march == {
        "分馆": "城北分馆", "月份": "2025-03", "送到次数": "3", "册（件）数": "6", "其中读者申请的": "3", "从申请到送到，中位天数": "3",
        "从申请到送到，九成不超过的天数": "6", "第一次上门的次数": "3", "一次送到": "0.667", "有约定时段的次数": "3", "准时": "0.667", "评分人次": "2",
        "评分": "4.5",
    }  # fmt: skip
    assert rows[4][2:] == ["0", "0", "0", "", "", "0", "", "0", "", "0", ""]


def test_all_branches_and_a_name_that_is_a_formula(ground: Ground) -> None:
    with ground.service.database.transaction() as session:
        branch = session.scalar(select(Branch).where(Branch.code == "north"))
        assert branch is not None
        add_branch(session, "bus", '=HYPERLINK("http://example.com")', "north")
    answer = ground.client("librarian").get("/staff/delivery-figures.csv?year=2025&branch=all")
    rows = rows_of(answer.text)
    assert {one[0] for one in rows[1:]} == {"城北分馆", '\'=HYPERLINK("http://example.com")'}
    assert len(rows) == 25
    page = ground.client("librarian").get("/staff/delivery-figures?year=2025").text
    assert "branch=all" in page


def test_years_that_are_none_and_years_to_come(ground: Ground) -> None:
    librarian = ground.client("librarian")
    for typed in ("1999", "soon", "20255", "９９９９"):
        answer = librarian.get("/staff/delivery-figures", params={"year": typed})
        assert answer.status_code == 422
        box = html.document_fromstring(answer.text).get_element_by_id("f-year")
        assert (box.get("value"), box.get("aria-invalid")) == (typed, "true")
        assert librarian.get("/staff/delivery-figures.csv", params={"year": typed}).status_code == 422
    answer = librarian.get("/staff/delivery-figures?year=2199")
    assert (answer.status_code, "2199 年还没有开始" in answer.text) == (200, True)
    root = html.document_fromstring(librarian.get("/staff/delivery-figures").text)
    this_year = ground.service.lending_rules.of(None).rules.today(datetime.now(UTC))
    assert len(root.xpath("//tbody/tr")) in {this_year.month, (this_year + timedelta(days=1)).month}, (
        "months that have begun"
    )


def test_not_for_everybody(ground: Ground) -> None:
    for who in ("patron", "volunteer", "admin"):
        for address in ("/staff/delivery-figures", "/staff/delivery-figures.csv"):
            assert ground.client(who).get(address).status_code == 403
    assert ground.client("librarian").get("/staff/delivery-figures.csv?branch=main").status_code == 404
