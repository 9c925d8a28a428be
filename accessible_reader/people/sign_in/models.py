"""Tables of signing in. No secret is in them: PINs as argon2id of a keyed hash, tokens as SHA-256, passkeys as public keys."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from accessible_reader.database.base import Base, new_id, now


class PinRecord(Base):
    """A person's PIN."""

    __tablename__ = "pin"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(Text)
    set_at: Mapped[datetime] = mapped_column(default=now)
    temporary: Mapped[bool] = mapped_column(default=False)
    """Given by staff: to be changed at the next sign-in."""


class PinReset(Base):
    """That staff gave a new PIN, after calling back on the number the library already had."""

    __tablename__ = "pin_reset"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    note_sealed: Mapped[str] = mapped_column(Text)
    """How they made sure who it was."""


class LoginLink(Base):
    """A link sent by e-mail: used once, for a quarter of an hour."""

    __tablename__ = "login_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Passkey(Base):
    """The public half of a passkey (WebAuthn credential)."""

    __tablename__ = "passkey"

    credential_id: Mapped[str] = mapped_column(String(1400), primary_key=True)
    """Base64url; up to 1023 bytes (WebAuthn 3, 4)."""
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    """COSE."""
    sign_count: Mapped[int]
    backed_up: Mapped[bool]
    label_sealed: Mapped[str] = mapped_column(Text)
    """What its owner calls it."""
    added_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]


class PasskeyChallenge(Base):
    """A question that was put to a passkey and not yet answered."""

    __tablename__ = "passkey_challenge"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    challenge: Mapped[bytes] = mapped_column(LargeBinary)
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who registers one; None for a sign-in, where the passkey says who it is."""
    expires_at: Mapped[datetime]


class TotpRecord(Base):
    """A person's app for codes (RFC 6238). ``pending_sealed``: a secret that was shown and not yet proved to have arrived."""

    __tablename__ = "totp"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    secret_sealed: Mapped[str | None] = mapped_column(Text)
    pending_sealed: Mapped[str | None] = mapped_column(Text)
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """The latest half minute (since 1970) whose code was accepted; only later ones are."""
    set_up_at: Mapped[datetime | None]


class RecoveryCode(Base):
    """A code for when app and passkey are lost, under a keyed hash; used once."""

    __tablename__ = "recovery_code"

    code_fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]


class AppPassword(Base):
    """A password that an app signs in with for its owner: to read the catalogue, their loans and downloads, and nothing else."""

    __tablename__ = "app_password"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    """A keyed hash: it is random enough for that, and an app shows it with every request."""
    label_sealed: Mapped[str] = mapped_column(Text)
    """What its owner calls the app."""
    made_at: Mapped[datetime] = mapped_column(default=now)
    used_at: Mapped[datetime | None]
    """Within an hour."""
    ended_at: Mapped[datetime | None]


class PrivateFeed(Base):
    """A podcast address of one loan, for clients that cannot sign in: whoever knows it hears the book. It ends with the loan."""

    __tablename__ = "private_feed"

    loan_id: Mapped[str] = mapped_column(ForeignKey("loan.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)


class Delay(Base):
    """Failed sign-ins of one account or from one address, under a keyed hash."""

    __tablename__ = "sign_in_delay"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]


class SignInSession(Base):
    """Somebody who is signed in on one device."""

    __tablename__ = "sign_in_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), unique=True, default=new_id)
    """For the page that lists sessions; the token is the browser's alone."""
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    method: Mapped[str] = mapped_column(String(10))
    second: Mapped[str] = mapped_column(String(10), default="", server_default="")
    """What was shown besides: passkey, totp, recovery, or nothing."""
    staff: Mapped[bool]
    """Whether they may act as staff in it: such a session ends after 8 hours."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
