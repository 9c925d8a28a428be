"""Slows down whoever guesses, for the account and for the address they come from. Nobody is ever locked out, and nobody has to solve a puzzle.

While a wait lasts, a try is refused without being looked at, and does not make the wait longer: a neighbour who types nonsense can hold an account up for five minutes at most, and the link by e-mail and the passkey stay
open all the while. Only durations are kept and compared, never promises (“until 10:05”): when the clock jumps back, nobody waits longer than the delay itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from accessible_reader.database import Database, IntegrityError, Keys, Session, delete, select
from accessible_reader.errors import SignInRefused
from accessible_reader.people.sign_in.models import Delay


@dataclass(frozen=True, slots=True)
class Pace:
    """``free`` failures cost nothing; then the wait doubles from ``first`` to ``longest``; after ``forgotten`` without a failure all is forgotten."""

    free: int
    first: timedelta
    longest: timedelta
    forgotten: timedelta

    def wait(self, failures: int) -> timedelta:
        """How long after so many failures."""
        beyond = failures - self.free
        if beyond <= 0:
            return timedelta()
        return min(self.longest, self.first * (1 << min(beyond - 1, 30)))


ACCOUNT: Final = Pace(3, timedelta(seconds=2), timedelta(minutes=5), timedelta(hours=24))
"""288 tries a day at most: a PIN that is none of the common ones holds for years."""
ADDRESS: Final = Pace(30, timedelta(seconds=2), timedelta(minutes=2), timedelta(hours=24))
"""Generous: a whole reading room or a village shares one address."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """``seconds`` that a try is not looked at; ``failed``: whether tries of the account have failed lately."""

    seconds: int
    failed: bool


def waiting(database: Database, keys: Keys, account: str, address: str, at: datetime) -> Waiting:
    """How it stands, without counting anything: for what is shown with every request, such as the password of an app."""
    keyed = {
        keys.fingerprint(account, "delay/account"): ACCOUNT,
        keys.fingerprint(address, "delay/address"): ADDRESS,
    }
    left, failed = timedelta(), False
    with database.reading() as session:
        for row in session.scalars(select(Delay).where(Delay.key.in_(list(keyed)))):
            pace = keyed[row.key]
            since = max(timedelta(), at - row.last_at)
            if since < pace.forgotten:
                left = max(left, pace.wait(row.failures) - since)
                failed = failed or (pace is ACCOUNT and row.failures > 0)
    return Waiting(max(1, round(left.total_seconds())) if left else 0, failed)


def begin_try(database: Database, keys: Keys, account: str, address: str, at: datetime) -> None:
    """Count a try as failed before it is looked at, so that many at once do not slip through; :func:`succeeded` takes it back.

    ``account`` is what was typed as card number, whether there is such a card or not; ``address`` the network address. Only keyed hashes are kept.

    Raises:
        SignInRefused: ``sign-in-wait`` with ``seconds``.

    """
    both = [
        (keys.fingerprint(account, "delay/account"), ACCOUNT),
        (keys.fingerprint(address, "delay/address"), ADDRESS),
    ]
    _count(database, both, at)


def count_request(database: Database, keys: Keys, address: str, at: datetime) -> None:
    """Count something that can be asked for from outside without being known, such as a link by mail. Raises SignInRefused ``sign-in-wait`` with ``seconds``."""
    _count(database, [(keys.fingerprint(address, "delay/request"), ADDRESS)], at)


def succeeded(database: Database, keys: Keys, account: str, address: str) -> None:
    """They were who they said: the account starts afresh, the address gets this one try back."""
    of_account = keys.fingerprint(account, "delay/account")
    with database.transaction() as session:
        for key in sorted(
            [of_account, keys.fingerprint(address, "delay/address")]
        ):  # in the order of `_count`
            row = session.scalars(select(Delay).where(Delay.key == key).with_for_update()).one_or_none()
            if row is not None and key == of_account:
                session.delete(row)
            elif row is not None and row.failures > 0:
                row.failures -= 1


def forget_old(session: Session, at: datetime) -> int:
    """Remove what no longer counts; how many there were."""
    old = delete(Delay).where(Delay.last_at < at - max(ACCOUNT.forgotten, ADDRESS.forgotten))
    return int(session.execute(old).rowcount)  # type: ignore[attr-defined]


def _count(database: Database, keyed: list[tuple[str, Pace]], at: datetime) -> None:
    with database.transaction() as session:
        # In one order, so that two tries never wait for one another.
        rows = [(_row(session, key, at), pace) for key, pace in sorted(keyed, key=lambda one: one[0])]
        waits = [_left(row, pace, at) for row, pace in rows]
        refused = max(waits)
        if not refused:
            for row, pace in rows:
                forgotten = at - row.last_at >= pace.forgotten
                row.failures = 1 if forgotten else row.failures + 1
                row.last_at = at
    # Outside, so that what was set right about the clock is kept.
    if refused:
        raise SignInRefused("sign-in-wait", seconds=max(1, round(refused.total_seconds())))


def _left(row: Delay, pace: Pace, at: datetime) -> timedelta:
    row.last_at = min(
        row.last_at, at
    )  # the clock was put back: the wait begins now, it does not last until the old time comes again
    since = at - row.last_at
    if since >= pace.forgotten:
        return timedelta()
    return max(timedelta(), pace.wait(row.failures) - since)


def _row(session: Session, key: str, at: datetime) -> Delay:
    wanted = select(Delay).where(Delay.key == key).with_for_update()
    row = session.scalars(wanted).one_or_none()
    if row is None:
        try:
            with session.begin_nested():
                session.add(Delay(key=key, failures=0, last_at=at))
        except IntegrityError:
            pass  # somebody else was quicker
        row = session.scalars(wanted).one()
    return row
