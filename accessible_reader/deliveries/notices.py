"""The outbox: what is to be told to readers goes out once, by e-mail, as a short message, or on the telephone.

Of a message that was being sent when the machine died, nobody knows whether it arrived. It is not sent again: it goes to the list of calls, where somebody says it. So nothing is sent twice, and
nothing is lost. What was certainly not sent is tried again, with growing pauses, and after the last try is called.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final, Protocol

from babel import Locale
from babel.dates import format_date

from accessible_reader.database import Database, Keys, Session, now, retried, select
from accessible_reader.deliveries.models import DeliveryNotice
from accessible_reader.deliveries.profiles import note_view
from accessible_reader.deliveries.records import Hand, capacity, notice_params
from accessible_reader.errors import NotAllowed, NotFound
from accessible_reader.people.access import by_whom, get_person, require, require_at
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.people.persons import open_fields
from accessible_reader.people.words import say_to

_PAUSES: Final = tuple(timedelta(minutes=one) for one in (1, 5, 30, 120, 360))
"""After the first, second ... failure."""
_STUCK: Final = timedelta(minutes=30)
"""Whoever is sending for so long has died."""
_AT_ONCE: Final = 500
_log: Final = logging.getLogger(__name__)


class NotSent(Exception):
    """It certainly did not go out. ``permanent``: and never will."""

    def __init__(self, *, permanent: bool = False) -> None:
        super().__init__("permanent" if permanent else "for now")
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent; never printed. ``id`` is the notice's, the same at every try."""

    id: str
    to: str = field(repr=False)
    subject: str = field(repr=False)
    text: str = field(repr=False)
    language: str


class Channel(Protocol):
    """Carries messages. Any error but :class:`NotSent` means that nobody knows."""

    def send(self, message: Message) -> None:
        """Take it."""


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to be called. ``words`` are what to say, in the reader's ``language``; never printed. ``tried``: somebody has called already. ``elsewhere``: the reader is with another branch now, which has to call; then the three below are empty."""

    notice_id: str
    person_id: str
    code: str
    why: str
    since: datetime
    language: str
    tried: bool
    elsewhere: bool
    name: str = field(repr=False)
    phone: str | None = field(repr=False)
    words: str = field(repr=False)


class CallList(Guarded):
    """For whoever sits at the telephone."""

    def of(self, actor: str, branch_id: str) -> list[Call]:
        """Whom to call, the oldest first, with the words to say; each is noted as a view of the reader's data."""
        with self._at(actor, Action.PLAN_ROUNDS, branch_id) as allowed:
            session = allowed.session
            query = select(DeliveryNotice).where(
                DeliveryNotice.branch_id == branch_id,
                DeliveryNotice.state == "to_call",
                DeliveryNotice.person_id.is_not(None),
            )
            rows = session.scalars(query.order_by(DeliveryNotice.made_at, DeliveryNotice.id)).all()
            hand = Hand(session, self._keys, actor, capacity(allowed.by))
            return [self._call(hand, one) for one in rows]

    @retried
    def note(self, actor: str, notice_id: str, *, reached: bool) -> None:
        """They were reached, and it was said; or not, and they stay on the list. Raises NotFound ``notice-not-found``."""
        with self._transaction() as session:
            notice = session.get(DeliveryNotice, notice_id, with_for_update=True)
            if notice is None or notice.state != "to_call":
                raise NotFound("notice-not-found")
            require_at(session, actor, Action.PLAN_ROUNDS, notice.branch_id)
            notice.tries += 1
            notice.called_by = by_whom(actor)
            if reached:
                notice.state, notice.ended_at = "called", now()

    def _call(self, hand: Hand, notice: DeliveryNotice) -> Call:
        person_id = notice.person_id or ""
        language = get_person(hand.session, person_id).language
        tried = notice.called_by is not None
        about = (notice.id, person_id, notice.code, notice.why, notice.made_at, language, tried)
        try:
            require(hand.session, hand.actor, Action.VIEW_CONTACT, person_id)
        except NotAllowed:  # one who has moved must not keep the others from being called
            return Call(*about, True, "", None, "")
        fields = open_fields(hand.session, self._keys, person_id, ["name", "phone"])
        note_view(hand, person_id, ["name", "phone"], notice.id)
        words = notice_words(language, notice.code, notice_params(self._keys, notice))
        return Call(*about, False, fields["name"] or "", fields["phone"], words)


def notice_words(language: str, code: str, params: Mapping[str, Any]) -> str:
    """The sentence of a notice, its days and parts of the day in the reader's language."""
    plain: dict[str, Any] = dict(params)
    if "day" in plain:
        plain["day"] = day_words(language, date.fromisoformat(plain["day"]))
    if "part" in plain:
        plain["part"] = say_to(language, f"delivery-part-{plain['part']}")
    if "titles" in plain:
        plain["titles"] = title_words(language, plain["titles"])
    return say_to(language, f"notice-{code}", **plain)


def day_words(language: str, day: date) -> str:
    """``Thursday 26 November``; ``11月26日星期四``."""
    pattern = "M月d日EEEE" if language.startswith("zh") else "EEEE d MMMM"
    locale = Locale.parse(
        {"zh-TW": "zh_Hant_TW"}.get(language, "zh_Hans_CN" if language.startswith("zh") else "en")
    )
    return format_date(day, pattern, locale=locale)


def title_words(language: str, titles: list[str]) -> str:
    """The titles in one line."""
    if language.startswith("zh"):
        return "".join(f"《{one}》" for one in titles)
    return "; ".join(titles)


def send_due(database: Database, keys: Keys, channels: Mapping[str, Channel], at: datetime) -> int:
    """Send everything that is due; how many went out. Any number of workers may do so at once."""
    _give_up_on_the_dead(database, at)
    sent = 0
    for _ in range(_AT_ONCE):
        claimed = _claim(database, keys, at)
        if claimed is None:
            break
        notice_id, channel, message = claimed
        if message is None:
            _end(database, notice_id, at, "to_call", "no-address")
            continue
        try:
            channels[channel].send(message)
        except NotSent as error:
            _failed(database, notice_id, at, permanent=error.permanent)
        except Exception as error:  # noqa: BLE001 (whatever it was, it may have gone out)
            _log.warning("a notice may not have gone out: %s", type(error))
            _end(database, notice_id, at, "to_call", "uncertain")
        else:
            _end(database, notice_id, at, "sent", "")
            sent += 1
    return sent


@retried
def _claim(database: Database, keys: Keys, at: datetime) -> tuple[str, str, Message | None] | None:
    with database.transaction() as session:
        query = select(DeliveryNotice).where(DeliveryNotice.state == "waiting", DeliveryNotice.next_at <= at)
        notice = session.scalar(
            query.order_by(DeliveryNotice.next_at, DeliveryNotice.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if notice is None:
            return None
        # Written down before anything leaves: were we to die now, nobody would send it again.
        notice.state, notice.next_at = "sending", at
        notice.tries += 1
        return notice.id, notice.channel, _message(session, keys, notice)


def _message(session: Session, keys: Keys, notice: DeliveryNotice) -> Message | None:
    if notice.person_id is None:
        return None
    wanted = "email" if notice.channel == "email" else "phone"
    to = open_fields(session, keys, notice.person_id, [wanted])[wanted]
    if not to:
        return None
    language = get_person(session, notice.person_id).language
    params = notice_params(keys, notice)
    # A short message is read by whoever holds the telephone: no titles, and at most 70 characters.
    code = notice.code if notice.channel == "email" else f"{notice.code}-short"
    subject = say_to(language, "notice-subject")
    return Message(notice.id, to, subject, notice_words(language, code, params), language)


@retried
def _failed(database: Database, notice_id: str, at: datetime, *, permanent: bool) -> None:
    with database.transaction() as session:
        notice = session.get_one(DeliveryNotice, notice_id, with_for_update=True)
        if notice.state != "sending":
            return
        if permanent or notice.tries > len(_PAUSES):
            notice.state, notice.why = "to_call", "refused"
        else:
            notice.state, notice.next_at = "waiting", at + _PAUSES[notice.tries - 1]


@retried
def _end(database: Database, notice_id: str, at: datetime, state: str, why: str) -> None:
    with database.transaction() as session:
        notice = session.get_one(DeliveryNotice, notice_id, with_for_update=True)
        if notice.state != "sending":
            return  # it took so long that it was given up, or its reader was forgotten
        notice.state, notice.why = state, why
        if state == "sent":
            notice.ended_at = at


@retried
def _give_up_on_the_dead(database: Database, at: datetime) -> None:
    with database.transaction() as session:
        stuck = select(DeliveryNotice).where(
            DeliveryNotice.state == "sending", DeliveryNotice.next_at < at - _STUCK
        )
        for notice in session.scalars(stuck.with_for_update(skip_locked=True)).all():
            notice.state, notice.why = "to_call", "uncertain"
