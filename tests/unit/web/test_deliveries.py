"""Home delivery as patrons, carers and the librarian on the telephone meet it: asking, changing, planning, the door; every refusal in words, nothing typed lost, nothing shown to whom it does not concern."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accessible_reader.audit import SYSTEM, seen_of
from accessible_reader.database import select
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.models import DeliveryNotice
from accessible_reader.people.consents import ConsentKind, Means
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Scope
from tests.web_deliveries import ADDRESS, main_of, problems, told, words_of
from tests.web_ground import Ground
from tests.web_home import ASK, NUMBERS, House, answers, hidden, planned, typed
from web.i18n import words_in


@pytest.fixture
def house(ground: Ground) -> House:
    return House(ground)


def test_ask_find_check_change_send(house: House) -> None:
    client, (wanted, _barcode), (other, _) = house.client, house.book(), house.book()
    page = client.get(ASK)
    assert ADDRESS in words_of(page)
    assert "敲三下" in words_of(page)
    name = house.ground.service.titles.get(wanted).name
    sent = {**typed(page), "find": name, "note": "请轻一点", "days": ["tue", "thu"]}
    found = client.post(ASK, data=sent)
    assert found.status_code == 200
    heading = main_of(found).xpath(".//h2[@autofocus]")[0].text_content()
    assert heading.startswith("找到")
    kept = typed(found)
    assert (kept["note"], kept["days"], kept.get("find", "")) == ("请轻一点", ["tue", "thu"], "")
    assert wanted in kept["offered"]
    box = main_of(found).xpath(f".//input[@type='checkbox'][@value='{wanted}']")[0]
    assert main_of(found).xpath(f".//label[@for='{box.get('id')}']")[0].text_content() == name
    kept |= {"titles": [wanted], "choose": "１", "likes": "武侠，金庸", "first": "large_print", "second": "none", "third": "none", "parts": ["morning"]}  # fmt: skip
    check = client.post(ASK, data=kept)
    said = words_of(check)
    assert main_of(check).findtext("h1") == "请核对您的申请"
    for part in (
        name,
        "1 件",
        "武侠和金庸",
        "大字",
        "星期二上午和星期四上午",
        "请轻一点",
        ADDRESS,
        "4 件，5 公斤",
    ):
        assert part in said
    assert house.visits() == [], "nothing is kept before it is confirmed"
    back = client.post(ASK, data=hidden(check) | {"step": "change"})
    assert back.status_code == 200
    again = typed(back)
    assert {one: again[one] for one in ("titles", "likes", "days", "parts", "note")} == {
        "titles": [wanted], "likes": "武侠，金庸", "days": ["tue", "thu"], "parts": ["morning"], "note": "请轻一点",
    }  # fmt: skip
    again["titles"] = [wanted, other]
    check = client.post(ASK, data=again)
    assert "申请已经发出" in told(client, client.post(ASK, data=hidden(check) | {"step": "send"}))
    assert client.post(ASK, data=hidden(check) | {"step": "send"}).status_code == 303, "pressed twice"
    (made,) = house.visits()
    assert [one.title_id for one in made.lines] == [wanted, other, None]
    assert (made.times, made.note, made.tastes.likes) == (
        ("tue-morning", "thu-morning"),
        "请轻一点",
        ("武侠", "金庸"),
    )
    event = house.ground.service.deliveries.history(house.person, made.id)[0]
    assert event.by == "self"


def test_enter_in_any_field_goes_on_and_words_that_find_nothing_are_kept(house: House) -> None:
    nothing = house.client.post(ASK, data=answers(find="没有这样的书名", note="轻一点", titles=[]))
    assert problems(nothing) == [
        ("f-find", "没有找到“没有这样的书名”。请换一个词；如果不找了，请清空这一栏。")
    ]
    assert typed(nothing)["find"] == "没有这样的书名"
    assert typed(nothing)["note"] == "轻一点"
    # The first button of the form is that of the search: with nothing to search for, it goes on.
    assert main_of(house.client.post(ASK, data=answers(choose="1"))).findtext("h1") == "请核对您的申请"


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({}, "f-find", "还没有说要什么。"),
        ({"choose": "一些"}, "f-choose", "“请图书馆代选几件”要填数字。"),
        ({"choose": "5"}, "f-most-items", "您要了 5 件，但写了最多 4 件。"),
        ({"choose": "1", "most_items": "0"}, "f-most-items", "“最多几件”最小是 1。"),
        ({"choose": "1", "most_items": ""}, "f-most-items", "请填写“最多几件”。"),
        ({"choose": "1", "most_kilograms": "100"}, "f-most-kilograms", "“最多几公斤”最大是 20"),
        ({"choose": "1", "most_kilograms": "nan"}, "f-most-kilograms", "“最多几公斤”"),
        ({"choose": "1", "means": "post", "most_kilograms": "8"}, "f-most-kilograms", "邮寄最多 7 公斤。"),
        ({"choose": "1", "first": "stone"}, "f-first-1", "请在“最想要的形式”中选一项。"),
        ({"choose": "1", "second": "large_print"}, "f-second-1", "这种形式上面已经选过。"),
        ({"choose": "1", "third": "large_print"}, "f-third-1", "这种形式上面已经选过。"),
        ({"choose": "1", "fetch": "1"}, "f-fetch", "只取书的时候不送书。"),
        ({"choose": "1", "days": ["someday"]}, "f-days-1", "请在“哪几天合适”中选一项。"),
        ({"choose": "1", "likes": "长" * 101}, "f-likes", "“喜欢读”填写有误"),
        ({"choose": "1", "note": "长" * 501}, "f-note", "“给图书馆的留言”最多 500 个字。"),
        ({"choose": "1", "note": "\u202e"}, "f-note", "“给图书馆的留言”填写有误"),
    ],
)
def test_a_mistake_is_told_at_its_field(
    house: House, wrong: dict[str, Any], field: str, sentence: str
) -> None:
    if "note" not in wrong:
        wrong = {**wrong, "note": "请轻一点"}
    answer = house.client.post(ASK, data=answers(**wrong))
    ((target, said),) = problems(answer)
    assert target == field
    assert said.startswith(sentence), said
    assert typed(answer)["note"] == wrong["note"]
    assert main_of(answer).getroottree().findtext(".//title").startswith("错误：")
    assert house.visits() == []


def test_what_the_service_refuses_is_told_before_the_answers_are_looked_at(house: House) -> None:
    client, service = house.client, house.ground.service
    gone = client.post(ASK, data=answers("0" * 32))
    assert problems(gone) == [("", "没有这种书。")]
    service.consents.withdraw(house.person, house.person, ConsentKind.SHARE_WITH_POST)
    page = client.get(ASK)
    assert "邮寄要先同意" in words_of(page)
    refused = client.post(ASK, data=answers(choose="1", means="post"))
    assert problems(refused) == [("f-means-1", "邮寄需要读者先同意把姓名和地址告诉邮政。")]
    for _ in range(5):
        house.asks()
    full = client.post(ASK, data=answers(choose="1", note="轻一点"))
    assert problems(full) == [("", "已经有 5 次送书在安排中。请等其中一次送到，或者修改它。")]
    assert typed(full)["note"] == "轻一点"
    # Between the check and the confirmation somebody else may have been faster.
    assert client.post(ASK, data=answers(choose="1", step="send")).status_code == 422


def test_without_an_address_one_is_told_what_to_do(house: House) -> None:
    service = house.ground.service
    lonely = service.people.register(
        SYSTEM, NewPerson("何无址", f"NA{next(NUMBERS):05}", home_branch_id=house.branch)
    )
    house.ground.people["lonely"] = lonely
    client = house.ground.client("lonely")
    assert "图书馆还没有地址" in words_of(client.get(ASK))
    ((target, said),) = problems(client.post(ASK, data=answers(choose="1")))
    assert (target, said[:16]) == ("", "图书馆还不知道送到哪里。请先填写")


def test_only_fetch(house: House) -> None:
    visit = house.delivered()
    page = house.client.get("/deliveries")
    (link,) = main_of(page).xpath(".//a[contains(@href,'fetch=1')]/@href")
    form = house.client.get(link)
    assert typed(form)["fetch"] == "1"
    check = house.client.post(ASK, data=typed(form))
    assert "只取书，不送书" in words_of(check)
    told(house.client, house.client.post(ASK, data=hidden(check) | {"step": "send"}))
    made = next(one for one in house.visits() if one.id != visit)
    assert made.lines == ()
    assert "只取书" in words_of(house.client.get(f"/deliveries/{made.id}"))


def test_from_the_page_of_a_book_and_from_the_wish_list(house: House) -> None:
    (wanted, _), (wished, _) = house.book(), house.book()
    house.ground.service.wishes.add(house.person, house.person, wished)
    (link,) = main_of(house.client.get(f"/book/{wanted}")).xpath(
        ".//a[contains(@href,'/deliveries/ask')]/@href"
    )
    form = house.client.get(link)
    assert typed(form)["titles"] == [wanted]
    page = main_of(form)
    assert [one.get("value") for one in page.xpath(".//fieldset//input[@name='titles']")] == [wanted, wished]
    assert "在“想读”里" in page.text_content()
    assert typed(house.client.get(f"{ASK}?title=nosuch")).get("titles") is None
    assert not main_of(house.ground.client().get(f"/book/{wanted}")).xpath(
        ".//a[contains(@href,'/deliveries')]"
    )


def test_whether_what_was_read_is_left_out_is_said(house: House) -> None:
    page = main_of(house.client.get(ASK))
    assert "不保留借阅记录" in page.text_content()
    assert page.xpath(".//a[@href='/account/consents']")
    service = house.ground.service
    service.consents.give(
        house.person, house.person, ConsentKind.READING_HISTORY, text_version="1", how=Means.ONLINE
    )
    assert "会避开您借过的书" in words_of(house.client.get(ASK))


def test_a_carer_asks_within_the_scopes_and_never_sees_the_door(house: House) -> None:
    client = house.carer(Scope.REQUEST)
    page = client.get(ASK)
    assert ADDRESS not in page.text
    assert "敲三下" not in page.text
    assert "只有读者本人和图书馆能看" in words_of(page)
    title, _ = house.book()
    check = client.post(ASK, data=answers(title))
    assert "为谁钱桂花" in words_of(check)
    assert ADDRESS not in check.text
    told(client, client.post(ASK, data=hidden(check) | {"step": "send"}))
    (made,) = house.visits()
    event = house.ground.service.deliveries.history(house.person, made.id)[0]
    assert event.by == "carer"
    with house.ground.service.database.reading() as session:
        codes = session.scalars(
            select(DeliveryNotice.code).where(DeliveryNotice.person_id == house.person)
        ).all()
    assert codes == ["carer-ask"], "whatever a carer does, the reader is told"
    # They may ask, and not know what there is.
    name = house.ground.service.titles.get(title).name
    shown = client.get(f"/deliveries/{made.id}")
    assert name not in shown.text
    assert title not in shown.text
    assert "读者没有让您看到书名" in words_of(shown)
    assert "您提出了这次送书" in words_of(shown)
    assert "您的照护人提出了这次送书" in words_of(house.client.get(f"/deliveries/{made.id}"))
    assert name not in client.get("/deliveries").text
    # Plan, door and parcel are not theirs: said in words, and not linked.
    links = main_of(client.get("/deliveries")).xpath(".//ul[@class='links']//a/@href")
    assert "/deliveries/plan" not in links
    assert "/deliveries/door" not in links
    for address in ("/deliveries/plan", "/deliveries/door"):
        refused = client.get(address)
        assert refused.status_code == 403
        assert ADDRESS not in refused.text
    assert client.post(f"/deliveries/{made.id}/received").status_code == 403


def test_a_carer_without_the_scope_asks_for_nothing(house: House) -> None:
    client = house.carer(Scope.PLAN)
    assert client.get(ASK).status_code == 403
    assert client.post(ASK, data=answers(choose="1", step="send")).status_code == 403
    assert client.get("/deliveries").status_code == 403
    assert client.get("/deliveries/plan").status_code == 200
    assert house.visits() == []


def test_a_carer_who_changes_the_days_does_not_empty_the_note(house: House) -> None:
    visit = house.asks(note="请轻一点")
    client = house.carer(Scope.REQUEST)
    page = client.get(f"/deliveries/{visit}/change")
    assert "请轻一点" not in page.text
    assert not main_of(page).xpath(".//textarea")
    told(client, client.post(f"/deliveries/{visit}/change", data={"times": ["fri-evening"]}))
    assert house.get(visit).note == "请轻一点"
    assert house.get(visit).times == ("fri-evening",)


def test_strangers_learn_nothing(house: House, ground: Ground) -> None:
    title, _ = house.book()
    visit = house.asks(title)
    name = ground.service.titles.get(title).name
    for who in ("stranger", "volunteer", "admin", house.elsewhere()):
        client = ground.client(who)
        for path in ("", "/change", "/stop", "/add", "/lines/1/swap"):
            answer = client.get(f"/deliveries/{visit}{path}")
            assert answer.status_code == 403, (who, path)
            assert name not in answer.text
        for path in (
            "change",
            "stop",
            "add",
            "lines/1/swap",
            "lines/1/strike",
            "agree",
            "resume",
            "received",
            "rate",
        ):
            assert client.post(f"/deliveries/{visit}/{path}", data={"do": "cancel"}).status_code == 403, path
        for path in ("", "/ask", "/plan", "/door"):
            answer = client.get(f"/staff/patrons/{house.person}/deliveries{path}")
            assert answer.status_code == 403
            assert ADDRESS not in answer.text
    assert house.get(visit).state is VisitState.REQUESTED


def test_by_telephone(house: House, ground: Ground) -> None:
    client = ground.client("librarian")
    base = f"/staff/patrons/{house.person}/deliveries"
    (link,) = main_of(client.get(f"/staff/patrons/{house.person}")).xpath(f".//a[@href='{base}']")
    assert "送书上门" in link.text_content()
    page = client.get(base)
    assert "钱桂花" in words_of(page)
    assert "钱桂花" not in main_of(page).getroottree().findtext(".//title")
    form = client.get(f"{base}/ask")
    assert ADDRESS in words_of(form)
    looked = [one for one in seen_of(ground.service.database, house.person) if one.actor == house.librarian]
    assert "address" in looked[0].fields or any("address" in one.fields for one in looked), (
        "the view is noted"
    )
    title, _ = house.book()
    wrong = client.post(f"{base}/ask", data=answers(title, most_items="0", note="后门"))
    assert [one for one, _ in problems(wrong)] == ["f-most-items"]
    assert typed(wrong)["note"] == "后门"
    check = client.post(f"{base}/ask", data=answers(title, note="后门"))
    assert house.visits() == []
    assert told(client, client.post(f"{base}/ask", data=hidden(check) | {"step": "send"}))
    (made,) = house.visits()
    assert ground.service.deliveries.history(house.person, made.id)[0].by == "staff"
    shown = client.get(f"/deliveries/{made.id}")
    assert "钱桂花" in words_of(shown)
    assert told(client, client.post(f"/deliveries/{made.id}/lines/1/swap", data={"title": "any"}))
    door = client.post(f"{base}/door", data={"address": "新街9号", "channel": "sms", "knock": "敲两下"})
    assert told(client, door) == "地址和敲门方式已保存"
    assert ground.service.deliveries.profile(house.person, house.person).address == "新街9号"
    assert told(client, client.post(f"{base}/plan", data=planned(house))) == "定期送书已开始"
    first, last = house.today + timedelta(days=6), house.today + timedelta(days=7)
    pause = {"pause_first": first.isoformat(), "pause_last": last.isoformat()}
    assert "不送书" in told(client, client.post(f"{base}/plan/pauses", data=pause))
    key = f"{first.isoformat()}/{last.isoformat()}"
    assert "已去掉" in told(client, client.post(f"{base}/plan/pauses/remove", data={"pause": key}))
    assert told(client, client.post(f"{base}/plan/end")) == "定期送书已结束"


def test_the_list_has_a_sentence_for_each_and_earlier_ones_on_request(house: House) -> None:
    asked, over = house.asks(), house.asks()
    house.ground.service.deliveries.cancel(house.person, over)
    confirmed = house.confirmed(house.person)
    page = main_of(house.client.get("/deliveries"))
    told_of = [
        (one.find("h3/a").get("href").rpartition("/")[2], one.find("p").text_content())
        for one in page.xpath(".//ul[@class='results']/li")
    ]
    day = words_in("zh-CN").day(house.today)
    assert [one for one, _ in told_of] == [confirmed, asked], "what has a day comes first"
    assert told_of[0][1].endswith("上午送到。")
    assert told_of[1][1] == "您的申请已收到。图书馆会安排日期。"
    assert day in page.xpath(".//h3")[0].text_content()
    assert over not in house.client.get("/deliveries").text
    earlier = page.xpath(".//a[contains(@href,'earlier=1')]/@href")[0]
    assert over in house.client.get(earlier).text


def test_one_visit_is_changed_while_it_can_be(house: House) -> None:
    client = house.client
    (first, _), (second, _), (third, _) = house.book(), house.book(), house.book()
    names = {one: house.ground.service.titles.get(one).name for one in (first, second, third)}
    visit = house.asks(first, second, formats=("large_print",), most_items=3, note="轻一点")
    page = f"/deliveries/{visit}"
    shown = words_of(client.get(page))
    assert names[first] in shown
    assert "已申请" in shown
    # Swap, with a search, by what was found.
    swap = client.get(f"{page}/lines/1/swap")
    assert f"代替《{names[first]}》" in words_of(swap)
    found = client.post(f"{page}/lines/1/swap", data={"find": names[third]})
    assert main_of(found).xpath(".//h2[@autofocus]")
    assert first not in typed(found)["offered"], "what is in it already is not offered again"
    said = told(client, client.post(f"{page}/lines/1/swap", data={"title": third}))
    assert said == f"已把《{names[first]}》换成《{names[third]}》"
    assert [one.title_id for one in house.get(visit).lines if one.state == "wanted"] == [second, third]
    # Nothing chosen, nothing found, twice the same.
    assert problems(client.post(f"{page}/lines/2/swap", data={})) == [("f-title-1", "请填写“选一本”。")]
    assert problems(client.post(f"{page}/add", data={"find": "qqzzqq"}))[0][0] == "f-find"
    assert problems(client.post(f"{page}/add", data={"title": second})) == [
        ("f-title-1", "这本书已经在这次送书里。")
    ]
    assert problems(client.post(f"{page}/add", data={"title": "0" * 32}))[0][0] == "f-title-1"
    # Add, until it is full.
    assert told(client, client.post(f"{page}/add", data={"title": first})) == f"已加上《{names[first]}》"
    assert problems(client.post(f"{page}/add", data={"title": "any"})) == [
        ("f-title-1", "一次送书最多 3 件。")
    ]
    # Strike.
    place = next(one.place for one in house.get(visit).lines if one.title_id == second)
    assert told(client, client.post(f"{page}/lines/{place}/strike")) == f"已划去《{names[second]}》"
    assert client.post(f"{page}/lines/{place}/strike").status_code == 404
    assert names[second] not in words_of(client.get(page)).partition("经过")[0]
    # Days, note and tastes.
    form = typed(client.get(f"{page}/change"))
    assert form["note"] == "轻一点"
    sent = form | {"times": ["mon-morning", "thu-evening"], "note": "", "likes": "园艺"}
    assert told(client, client.post(f"{page}/change", data=sent)) == "已改好"
    changed = house.get(visit)
    assert (changed.times, changed.note, changed.tastes.likes) == (
        ("mon-morning", "thu-evening"),
        None,
        ("园艺",),
    )
    wrong = client.post(f"{page}/change", data={"times": ["never"], "note": "x"})
    assert [one for one, _ in problems(wrong)] == ["f-times-1"]
    assert typed(wrong)["note"] == "x"


def test_a_draft_is_agreed_to_or_swapped_for_what_the_library_chooses(house: House) -> None:
    visit = house.drafted()
    client, page = house.client, f"/deliveries/{visit}"
    shown = words_of(client.get(page))
    assert "还可以换书或划去" in shown
    assert "什么也不用做" in shown
    before = house.get(visit).lines[0].title
    said = told(client, client.post(f"{page}/lines/1/swap", data={"title": "any"}))
    assert f"《{before}》" in said
    assert before not in [one.title for one in house.get(visit).lines if one.state != "struck"]
    plan = client.get("/deliveries/plan")
    assert page in main_of(plan).xpath(".//a/@href"), "the plan leads to its draft"
    assert told(client, client.post(f"{page}/agree")) == "已记下您的同意"
    assert house.get(visit).state is VisitState.CONFIRMED
    assert told(client, client.post(f"{page}/agree")).startswith("没有改成：")


def test_pause_resume_cancel(house: House) -> None:
    visit = house.confirmed(house.person)
    client, page = house.client, f"/deliveries/{visit}"
    assert problems(client.post(f"{page}/stop", data={})) == [("f-do-1", "请填写“要怎么做”。")]
    assert told(client, client.post(f"{page}/stop", data={"do": "pause", "why": "ill"})) == "这次送书已暂停"
    shown = words_of(client.get(page))
    assert "等您通知再送" in shown
    assert "暂停了这次送书。（生病或住院）" in shown
    choices = main_of(client.get(f"{page}/stop")).xpath(".//input[@name='do']/@value")
    assert choices == ["cancel"], "what cannot be done is not offered"
    assert told(client, client.post(f"{page}/resume")).startswith("已恢复")
    assert house.get(visit).state is VisitState.REQUESTED
    assert told(client, client.post(f"{page}/stop", data={"do": "cancel", "why": "none"})) == "这次送书已取消"
    assert told(client, client.post(f"{page}/stop", data={"do": "cancel"})).startswith("没有改成：")
    assert "恢复这次送书" not in words_of(client.get(page))


def test_once_it_is_packed_one_is_told_to_call(house: House) -> None:
    visit = house.packed(house.person)
    client, page = house.client, f"/deliveries/{visit}"
    shown = client.get(page)
    day = words_in("zh-CN").day(house.today).partition("年")[2]
    said = words_of(shown)
    assert f"您的书袋已在{day}装好，将在{day}上午送到。" in said
    assert "网上不能再改" in said
    assert "010-0000-0000" in said
    assert not main_of(shown).xpath(".//form[contains(@action,'/strike')]")
    for path in ("change", "stop", "add", "lines/1/swap"):
        assert not main_of(client.get(f"{page}/{path}")).xpath(".//form"), path
    for path, data in (("stop", {"do": "cancel"}), ("change", {"times": ["mon-morning"]}), ("add", {"title": "any"}), ("lines/1/strike", {})):  # fmt: skip
        answer = client.post(f"{page}/{path}", data=data)
        assert "请打电话给图书馆" in told(client, answer), path
    assert house.get(visit).state is VisitState.PACKED


def test_what_was_delivered_is_rated_renewed_and_given_back(house: House) -> None:
    visit = house.delivered()
    client, page = house.client, f"/deliveries/{visit}"
    shown = main_of(client.get(page))
    buttons = shown.xpath(".//button[@name='stars']")
    assert [one.get("value") for one in buttons] == ["5", "4", "3", "2", "1"]
    assert client.post(f"{page}/rate", data={"stars": "6"}).status_code == 422
    assert told(client, client.post(f"{page}/rate", data={"stars": "4"})) == "谢谢，已记下：4 分：满意"
    assert house.get(visit).rating == 4
    assert "您的评价：4 分：满意" in words_of(client.get(page))
    things = main_of(client.get("/deliveries"))
    assert things.get_element_by_id("things").text_content() == "家里的书（1 件）"
    (renew,) = things.xpath(".//form[contains(@action,'/renew')]/@action")
    assert "到期" in told(client, client.post(renew))
    assert house.ground.client("stranger").post(renew).status_code == 404
    staff = house.ground.client("librarian")
    assert "到期" in told(staff, staff.post(f"/staff/patrons/{house.person}{renew}"))
    for _ in range(2):
        answer = client.post(renew)
    assert told(client, answer).startswith("没有续借："), "as often as the rules let"
    # With another visit coming, it is said when it will be fetched.
    house.confirmed(house.person)
    day = words_in("zh-CN").day(house.today)
    assert f"请装进书袋，{day}送书时一起取走" in words_of(client.get("/deliveries"))
    not_yet = house.asks()
    assert "还没有送到" in told(client, client.post(f"/deliveries/{not_yet}/rate", data={"stars": "5"}))


def test_a_parcel_is_reported_by_whoever_took_it_in(house: House) -> None:
    visit = house.packed(house.person, means="post")
    assert "包裹收到了" not in words_of(house.client.get(f"/deliveries/{visit}"))
    house.ground.service.rounds.post(house.librarian, visit)
    carer = house.carer(Scope.REQUEST, Scope.RECEIVE)
    assert main_of(carer.get(f"/deliveries/{visit}")).xpath(".//form[contains(@action,'/received')]")
    staff = house.ground.client("librarian")
    assert not main_of(staff.get(f"/deliveries/{visit}")).xpath(".//form[contains(@action,'/received')]")
    assert told(carer, carer.post(f"/deliveries/{visit}/received")) == "已记下包裹收到"
    assert house.get(visit).state is VisitState.DELIVERED


def test_a_plan_begins_changes_pauses_and_ends(house: House) -> None:
    client, address = house.client, "/deliveries/plan"
    service = house.ground.service
    page = words_of(client.get(address))
    assert "现在没有定期送书" in page
    assert "前 7 天" in page
    assert "前 3 天" in page
    assert client.post(f"{address}/pauses", data={}).status_code == 404, "there is nothing to pause"
    first = house.today + timedelta(days=20)
    for wrong, field in (
        ({"every_weeks": "0"}, "f-every-weeks"),
        ({"every_weeks": "27"}, "f-every-weeks"),
        ({"first_day": "30 February"}, "f-first-day"),
        ({"first_day": (house.today - timedelta(days=1)).isoformat()}, "f-first-day"),
        ({"part": ""}, "f-part-1"),
        ({"second": "large_print"}, "f-second-1"),
        ({"skip_read": "1"}, "f-skip-read"),
    ):
        answer = client.post(address, data=planned(house, likes="园艺") | wrong)
        assert [one for one, _ in problems(answer)] == [field], wrong
        assert typed(answer)["likes"] == "园艺"
    assert service.deliveries.plan(house.person, house.person) is None
    sent = planned(
        house, first_day=f"{first.year}年{first.month}月{first.day}日", every_weeks="２周", likes="园艺"
    )
    assert told(client, client.post(address, data=sent)) == "定期送书已开始"
    sentence = f"每 2 周送一次。下一次：{words_in('zh-CN').day(first)}上午"
    assert sentence in words_of(client.get(address))
    assert sentence in words_of(client.get("/deliveries"))
    # A pause, with its mistakes.
    for wrong in ({"pause_last": (first - timedelta(days=1)).isoformat()}, {"pause_last": (first + timedelta(days=500)).isoformat()}, {"pause_last": ""}):  # fmt: skip
        answer = client.post(f"{address}/pauses", data={"pause_first": first.isoformat()} | wrong)
        assert [one for one, _ in problems(answer)] == ["f-pause-last"], wrong
        shown = main_of(answer).xpath("string(.//input[@id='f-pause-first']/@value)")
        assert shown == first.isoformat()
    pause = {"pause_first": first.isoformat(), "pause_last": first.isoformat()}
    for _ in range(2):  # sent twice, it is one
        told(client, client.post(f"{address}/pauses", data=pause))
    later = words_in("zh-CN").day(first + timedelta(days=14))
    assert f"下一次：{later}上午" in words_of(client.get(address))
    present = service.deliveries.plan(house.person, house.person)
    assert present is not None
    assert len(present.wish.pauses) == 1
    # Changing the plan keeps its pauses.
    form = typed(client.get(address))
    assert form["likes"] == "园艺"
    assert told(client, client.post(address, data=form | {"every_weeks": "3"})) == "定期送书已更改"
    present = service.deliveries.plan(house.person, house.person)
    assert present is not None
    assert (present.wish.every_weeks, len(present.wish.pauses)) == (3, 1)
    (key,) = main_of(client.get(address)).xpath(".//input[@name='pause']/@value")
    told(client, client.post(f"{address}/pauses/remove", data={"pause": key}))
    present = service.deliveries.plan(house.person, house.person)
    assert present is not None
    assert present.wish.pauses == ()
    assert told(client, client.post(f"{address}/end")) == "定期送书已结束"
    assert client.post(f"{address}/end").status_code == 404


def test_the_door_keeps_what_was_changed_and_no_more(house: House) -> None:
    client, service = house.client, house.ground.service
    form = typed(client.get("/deliveries/door"))
    assert (form["address"], form["knock"]) == (ADDRESS, "敲三下")
    sent = form | {"password": "春天来了", "receivers": "邻居", "times": ["thu-morning", "tue-evening"]}
    assert told(client, client.post("/deliveries/door", data=sent)) == "地址和敲门方式已保存"
    # The address is that of the person's record, and follows it.
    service.people.change(house.librarian, house.person, {"address": "新街10号"}, purpose="desk")
    kept = service.deliveries.profile(house.person, house.person)
    assert (kept.address, kept.password, kept.knock) == ("新街10号", "春天来了", "敲三下")
    assert kept.times == ("thu-morning", "tue-evening")
    assert "春天来了" in typed(client.get("/deliveries/door"))["password"], (
        "who cannot check it cannot trust it"
    )
    for wrong, field in (({"channel": "fax"}, "f-channel-1"), ({"knock": "x" * 301}, "f-knock"), ({"times": ["mon"]}, "f-times-1"), ({"receivers": "\u202e"}, "f-receivers")):  # fmt: skip
        answer = client.post("/deliveries/door", data=sent | {"emergency": "女儿"} | wrong)
        assert [one for one, _ in problems(answer)] == [field]
        assert typed(answer)["emergency"] == "女儿"
    page = words_of(client.get("/deliveries/door"))
    assert "志愿者：已同意" in page
    service.consents.withdraw(house.person, house.person, ConsentKind.SHARE_WITH_VOLUNTEERS)
    assert "志愿者：没有同意" in words_of(client.get("/deliveries/door"))


def test_no_title_of_a_page_and_no_address_names_anybody_or_anything(house: House) -> None:
    title, _ = house.book()
    visit = house.asks(title)
    name = house.ground.service.titles.get(title).name
    for client in (house.client, house.ground.client("librarian")):
        for path in ("", "/change", "/stop", "/add", "/lines/1/swap"):
            root = main_of(client.get(f"/deliveries/{visit}{path}")).getroottree()
            for text in (root.findtext(".//title"), root.findtext(".//h1")):
                assert name not in text
                assert "钱桂花" not in text
