"""A week of deliveries for the demo library: who is brought books, what went well and what did not, a round for today, calls to make. Days are counted from today, so it is this week whenever it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from accessible_reader.bootstrap import Service
from accessible_reader.catalogue.importing import import_titles
from accessible_reader.catalogue.models import Title
from accessible_reader.database import now, select
from accessible_reader.deliveries.carrying import Outcome
from accessible_reader.deliveries.fields import Tastes, VisitWish, Wanted
from accessible_reader.deliveries.plans import PlanWish
from accessible_reader.people.consents import ConsentKind, Means
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.permissions import Role
from accessible_reader.people.persons import new_row
from accessible_reader.people.roles import give_role

_SHELF: Final = """name,authors,language,subjects,rights,rights_basis,branch,kind,barcodes
红楼梦,曹雪芹,zh-Hans,小说,public_domain,公有领域,demo,large_print,D2001
三国演义,罗贯中,zh-Hans,小说,public_domain,公有领域,demo,large_print,D2002
水浒传,施耐庵,zh-Hans,小说,public_domain,公有领域,demo,large_print,D2003
儒林外史,吴敬梓,zh-Hans,小说,public_domain,公有领域,demo,large_print,D2004
老残游记,刘鹗,zh-Hans,小说,public_domain,公有领域,demo,large_print,D2005
镜花缘,李汝珍,zh-Hans,小说,public_domain,公有领域,demo,large_print,D2006
封神演义,许仲琳,zh-Hans,小说,public_domain,公有领域,demo,large_print,D2007
官场现形记,李宝嘉,zh-Hans,小说,public_domain,公有领域,demo,large_print,D2008
东周列国志,冯梦龙,zh-Hans,小说,public_domain,公有领域,demo,large_print,D2009
孽海花,曾朴,zh-Hans,小说,public_domain,公有领域,demo,large_print,D2010
浮生六记,沈复,zh-Hans,散文,public_domain,公有领域,demo,braille,D2011;D2012
菜根谭,洪应明,zh-Hans,哲学,public_domain,公有领域,demo,braille,D2013
世说新语,刘义庆,zh-Hans,散文,public_domain,公有领域,demo,braille,D2014;D2015
幽梦影,张潮,zh-Hans,散文,public_domain,公有领域,demo,braille,D2016
"""
_READERS: Final[dict[str, tuple[NewPerson, dict[str, Any]]]] = {
    "zhao": (
        NewPerson("赵桂英", "DEMO0011", "010-5550-0011", address="示范路3号2单元201", birth_year="1941"),
        {"point": "39.9052,116.3971", "knock": "请按门铃，等一等，她走得慢", "password": "春风", "times": ("tue-morning", "thu-morning")},
    ),
    "qian": (
        NewPerson("钱国强", "DEMO0012", "010-5550-0012", address="示范路8号5单元502", birth_year="1955"),
        {"point": "39.9101,116.4030", "receivers": "楼下小卖部的吴阿姨", "times": ("wed-afternoon",)},
    ),
    "sun": (
        NewPerson("孙秀兰", "DEMO0013", "010-5550-0013", address="花园街12号", birth_year="1938"),
        {"point": "39.9133,116.3902", "knock": "敲三下", "password": "桂花", "emergency": "女儿 010-5550-0099"},
    ),
    "he": (
        NewPerson("何文华", "DEMO0014", "010-5550-0014", address="花园街40号1单元101", birth_year="1949"),
        {"point": "39.9160,116.3955", "knock": "家里有导盲犬，不会咬人"},
    ),
}  # fmt: skip
_PAST: Final[tuple[tuple[str, tuple[str, ...], str, int], ...]] = (
    ("zhao", ("红楼梦", "三国演义"), "large_print", 5),
    ("qian", ("浮生六记",), "braille", 4),
    ("he", ("水浒传",), "large_print", 5),
    ("sun", ("菜根谭", "幽梦影"), "braille", 3),
    ("qian", ("世说新语",), "braille", 5),
)
"""One a week until last week, the earliest first: reader, titles, kind, what they said of it. What was brought is fetched at the reader's next visit, where there was one."""
_START: Final = "39.9087,116.3975"
_GRAMS: Final = 20_000


@dataclass(frozen=True, slots=True)
class _Week:
    """Who acts where, and what day it is."""

    service: Service
    home: str
    librarian: str
    volunteer: str
    zone: ZoneInfo
    today: date
    titles: Mapping[str, str]
    readers: Mapping[str, str]

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """At the library; never later than now."""
        return min(datetime.combine(day, time(hour, minute), self.zone), now())

    def wish(self, names: Sequence[str], kind: str, **more: Any) -> VisitWish:
        """These titles, in one kind, so that nobody need look at the bag a second time."""
        return VisitWish(tuple(Wanted(self.titles[one], kind) for one in names), **more)

    def confirmed(self, reader: str, wish: VisitWish, day: date, part: str, *, ahead: int = 4) -> str:
        """Asked for some days before, and with a day."""
        asked = self.moment(day - timedelta(days=ahead), 10)
        visit = self.service.deliveries.ask(reader, reader, wish, at=asked)
        self.service.deliveries.confirm(self.librarian, visit, day, part, at=asked + timedelta(minutes=1))
        return visit

    def packed(self, reader: str, wish: VisitWish, day: date, part: str) -> str:
        """In a closed bag the day before."""
        packing, visit = self.service.packing, self.confirmed(reader, wish, day, part)
        moment = self.moment(day - timedelta(days=1), 15)
        packing.start(self.librarian, visit, at=moment)
        for pick in packing.pick_list(self.librarian, self.home, day):
            if pick.visit_id == visit:
                packing.put_in(self.librarian, visit, pick.barcode, at=moment)
        packing.close(self.librarian, visit, return_card=True, at=moment)
        return visit

    def round(self, day: date, part: str, visits: Sequence[str], *, leave: datetime | None) -> str:
        """The volunteer's, with these stops; ``leave``: when the bags were handed over."""
        rounds = self.service.rounds
        made = rounds.make(
            self.librarian, self.home, day, part, carrier=self.volunteer, most_grams=_GRAMS, start=_START
        )
        rounds.set_stops(self.librarian, made, visits)
        if leave is not None:
            rounds.hand_over(self.librarian, made, at=leave)
        return made

    def pressed(self, visit: str, outcome: Outcome, at: datetime) -> None:
        """The volunteer was there."""
        for one in (Outcome.ARRIVED, outcome):
            self.service.carrying.report(self.volunteer, visit, one, at=at)

    def fetched(self, visit: str, earlier: str, at: datetime) -> None:
        """What an earlier visit had brought was given back, and is on the shelf again."""
        lines = self.service.deliveries.get(self.librarian, earlier).lines
        self.service.carrying.collect(self.volunteer, visit, earlier, at=at)
        first = [one.barcode for one in lines if one.barcode is not None]
        for barcode in first:
            thing = self.service.loans.look_up(self.librarian, barcode)
            for code, _state in thing.set:
                self.service.packing.check_in(self.librarian, code, at=at)


def make_deliveries(service: Service, home: str, people: Mapping[str, str]) -> None:
    """A week of deliveries at the branch ``home``; ``people``: ids of patron, carer, librarian, volunteer."""
    import_titles(service.database, _SHELF.encode())
    moment = now()
    zone = ZoneInfo(service.lending_rules.of(home).rules.time_zone)
    with service.database.reading() as session:
        titles = {row[0]: row[1] for row in session.execute(select(Title.name, Title.id))}
    week = _Week(
        service,
        home,
        people["librarian"],
        people["volunteer"],
        zone,
        moment.astimezone(zone).date(),
        titles,
        _readers(service, home, people["patron"]),
    )
    last = _past_weeks(week)
    _told(week)
    _yesterday_and_today(week, last)
    _next_days(week, people)
    service.delivery_work.run(now())


def _readers(service: Service, home: str, patron: str) -> dict[str, str]:
    ids = {}
    for name, (new, door) in _READERS.items():
        with service.database.transaction() as session:
            row = new_row(session, service.keys, _living(new, home))
            session.flush()
            give_role(session, row.id, Role.PATRON, home, granted_by=None)
            ids[name] = row.id
        service.deliveries.set_profile(row.id, row.id, door)
    door = {"point": "39.9071,116.4012", "knock": "敲两下，报图书馆的名字", "password": "读书", "times": ("thu-morning",)}  # fmt: skip
    service.deliveries.set_profile(patron, patron, door)
    for person in (*ids.values(), patron):
        service.consents.give(
            person, person, ConsentKind.SHARE_WITH_VOLUNTEERS, text_version="demo", how=Means.ONLINE
        )
    return ids


def _living(new: NewPerson, home: str) -> NewPerson:
    return NewPerson(new.name, new.card, new.phone, new.email, new.address, new.birth_year, "zh-CN", home)


def _past_weeks(week: _Week) -> dict[str, str]:
    """One visit a week; by reader, what is still with them."""
    there: dict[str, str] = {}
    for ago, (who, names, kind, stars) in zip(range(len(_PAST), 0, -1), _PAST, strict=True):
        day, reader = week.today - timedelta(weeks=ago), week.readers[who]
        visit = week.packed(reader, week.wish(names, kind), day, "morning")
        week.round(day, "morning", [visit], leave=week.moment(day, 9))
        at = week.moment(day, 10, 5 * ago)
        week.pressed(visit, Outcome.DELIVERED, at)
        if who in there:
            week.fetched(visit, there[who], at)
        week.service.deliveries.rate(reader, visit, stars)
        there[who] = visit
    return there


def _told(week: _Week) -> None:
    """Of the past weeks nobody need be called any more; from now on two of them get short messages."""
    _called(week, "confirmed")
    for who in ("zhao", "qian"):
        reader = week.readers[who]
        week.service.deliveries.set_profile(reader, reader, {"channel": "sms"})


def _called(week: _Week, code: str) -> None:
    """Somebody has said it on the telephone."""
    calls = week.service.call_list
    for one in calls.of(week.librarian, week.home):
        if one.code == code:
            calls.note(week.librarian, one.notice_id, reached=True)


def _yesterday_and_today(week: _Week, last: Mapping[str, str]) -> None:
    """Yesterday nobody opened at one door; today one bag is there, two are on their way, and something can be fetched."""
    readers, yesterday = week.readers, week.today - timedelta(days=1)
    missed = week.packed(readers["he"], week.wish(["儒林外史"], "large_print"), yesterday, "afternoon")
    week.round(yesterday, "afternoon", [missed], leave=week.moment(yesterday, 13))
    week.pressed(missed, Outcome.NOBODY_HOME, week.moment(yesterday, 14, 20))

    moment = now()
    part = _part(moment.astimezone(week.zone).hour)
    visits = [
        week.packed(readers["zhao"], week.wish(["老残游记"], "large_print"), week.today, part),
        week.packed(readers["qian"], week.wish(["浮生六记"], "braille"), week.today, part),
        week.packed(readers["sun"], week.wish(["镜花缘"], "large_print"), week.today, part),
    ]
    week.round(week.today, part, visits, leave=moment)
    _called(week, "confirmed")
    week.pressed(visits[0], Outcome.DELIVERED, now())
    week.fetched(visits[0], last["zhao"], now())
    week.service.deliveries.rate(readers["zhao"], visits[0], 5)


def _next_days(week: _Week, people: Mapping[str, str]) -> None:
    """Tomorrow: a bag that is packed and one to be packed; then one with a day, one without, and the patron's plan."""
    deliveries, patron = week.service.deliveries, people["patron"]
    tomorrow = week.today + timedelta(days=1)
    ready = week.packed(patron, week.wish(["三国演义"], "large_print"), tomorrow, "morning")
    begun = week.confirmed(week.readers["qian"], week.wish(["红楼梦"], "large_print"), tomorrow, "morning")
    week.service.packing.start(week.librarian, begun)
    week.round(tomorrow, "morning", [ready, begun], leave=None)
    week.confirmed(
        week.readers["zhao"],
        week.wish(["唐诗三百首"], "braille"),
        week.today + timedelta(days=2),
        "afternoon",
    )
    tastes = Tastes(("小说",), ("医学",))
    deliveries.ask(people["carer"], patron, VisitWish(choose=2, tastes=tastes, note="字要大一些"))
    by_phone = week.wish(["水浒传"], "large_print", by_phone=True, times=("fri-morning",))
    deliveries.ask(week.librarian, week.readers["sun"], by_phone)
    plan = PlanWish(2, week.today + timedelta(days=3), "morning", tastes, ("large_print", "braille"), 2)
    deliveries.set_plan(patron, patron, plan)


def _part(hour: int) -> str:
    return "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"
