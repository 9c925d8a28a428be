"""Passkeys (WebAuthn): registering one while signed in, signing in with one alone. The checking is the library ``webauthn``'s."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from accessible_reader.audit import record
from accessible_reader.database import Database, Keys, Session, delete, new_id, now, select
from accessible_reader.errors import BadRecord, NotFound, SignInRefused
from accessible_reader.people.access import get_person, lock_person
from accessible_reader.people.models import Person
from accessible_reader.people.sealing import seal, unseal
from accessible_reader.people.sign_in.models import Passkey, PasskeyChallenge
from accessible_reader.people.sign_in.sessions import (
    Method,
    SignedIn,
    Visitor,
    begin_session,
    require_fresh,
    strengthen,
)
from accessible_reader.people.sign_in.stage import Still, has_any

VALID: Final = timedelta(minutes=10)
"""Generous: finding the sensor without seeing takes time (WCAG 2.2.1)."""
_MOST: Final = 20


@dataclass(frozen=True, slots=True)
class Site:
    """The web site as passkeys know it: domain, name, and the addresses its pages come from."""

    domain: str
    name: str
    origins: tuple[str, ...]


def site_at(url: str, name: str) -> Site:
    """The site whose pages come from ``url``. Raises ValueError where it is none."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("the public address must begin with https:// (or http:// for trying out)")
    return Site(parts.hostname, name, (f"{parts.scheme}://{parts.netloc}",))


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser puts to the passkey; ``id`` comes back with the answer."""

    id: str
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class PasskeyView:
    """For the page that lists passkeys."""

    credential_id: str
    label: str = field(repr=False)
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Registered:
    """A passkey that was added. ``signed_in``: where it was the second factor that was missing, the session goes on under this token."""

    credential_id: str
    signed_in: SignedIn | None = None


def ask_to_register(database: Database, site: Site, visitor: Visitor, at: datetime | None = None) -> Question:
    """Begin to register a passkey for the visitor. No name or card number is given to the device but what it shows: the library's name.

    Raises:
        SignInRefused: ``sign-in-again``, ``second-factor-needed``, ``pin-change-needed``.

    """
    moment = at or now()
    person_id = visitor.person_id
    require_fresh(visitor, moment, but=frozenset({Still.SET_UP}))
    with database.transaction() as session:
        get_person(session, person_id)
        present = session.scalars(select(Passkey.credential_id).where(Passkey.person_id == person_id)).all()
        options = generate_registration_options(
            rp_id=site.domain,
            rp_name=site.name,
            user_name=site.name,
            user_id=bytes.fromhex(person_id),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(base64url_to_bytes(one)) for one in present],
            timeout=int(VALID.total_seconds() * 1000),
        )
        return _asked(session, options.challenge, person_id, moment, options_to_json(options))


def register(
    database: Database,
    keys: Keys,
    site: Site,
    visitor: Visitor,
    *,
    question_id: str,
    answer: Mapping[str, Any],
    label: str,
    at: datetime | None = None,
) -> Registered:
    """Keep the passkey that answered.

    Raises:
        SignInRefused: as :func:`ask_to_register`.
        BadRecord: ``passkey-bad``, ``passkey-too-many``, ``passkey-taken``, ``passkey-label-bad``.
        NotFound: ``person-not-found``.

    """
    moment = at or now()
    person_id = visitor.person_id
    require_fresh(visitor, moment, but=frozenset({Still.SET_UP}))
    name = " ".join(label.split())
    if not 1 <= len(name) <= 60 or not name.isprintable():
        raise BadRecord("passkey-label-bad")
    challenge = _take(database, question_id, person_id, moment)
    if challenge is None:
        raise BadRecord("passkey-bad")
    try:
        verified = verify_registration_response(
            credential=dict(answer),
            expected_challenge=challenge,
            expected_rp_id=site.domain,
            expected_origin=list(site.origins),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        raise BadRecord("passkey-bad") from None
    credential_id = bytes_to_base64url(verified.credential_id)
    with database.transaction() as session:
        lock_person(session, person_id)
        if visitor.still is Still.SET_UP and has_any(session, person_id):
            raise SignInRefused(Still.SECOND_FACTOR.value)  # somebody else was quicker, with the same PIN
        if (
            len(session.scalars(select(Passkey.credential_id).where(Passkey.person_id == person_id)).all())
            >= _MOST
        ):
            raise BadRecord("passkey-too-many", most=_MOST)
        if session.get(Passkey, credential_id) is not None:
            raise BadRecord("passkey-taken")
        session.add(
            Passkey(
                credential_id=credential_id,
                person_id=person_id,
                public_key=verified.credential_public_key,
                sign_count=verified.sign_count,
                backed_up=verified.credential_backed_up,
                label_sealed=seal(keys, "passkey", credential_id, "label", name),
                added_at=moment,
            )
        )
        session.flush()
        begun = None
        if visitor.still is Still.SET_UP:
            begun = strengthen(session, visitor.session_id, "passkey")
        record(session, keys, actor=person_id, subject=person_id, act="add-passkey", purpose="own-data")
    return Registered(credential_id, begun)


def ask_to_sign_in(database: Database, site: Site, at: datetime | None = None) -> Question:
    """Begin a sign-in; nobody has to say who they are, the passkey knows."""
    moment = at or now()
    options = generate_authentication_options(
        rp_id=site.domain,
        user_verification=UserVerificationRequirement.REQUIRED,
        timeout=int(VALID.total_seconds() * 1000),
    )
    with database.transaction() as session:
        return _asked(session, options.challenge, None, moment, options_to_json(options))


def sign_in_with_passkey(
    database: Database, site: Site, question_id: str, answer: Mapping[str, Any], at: datetime | None = None
) -> SignedIn:
    """Sign in whoever the passkey belongs to.

    Raises:
        SignInRefused: ``sign-in-passkey-bad``: unknown, an old question, a wrong signature, a copied key (its counter went back).

    """
    moment = at or now()
    challenge = _take(database, question_id, None, moment)
    if challenge is None:
        raise SignInRefused("sign-in-passkey-bad")
    with database.transaction() as session:
        passkey = session.get(Passkey, str(answer.get("id", ""))[:1400], with_for_update=True)
        if passkey is None:
            raise SignInRefused("sign-in-passkey-bad")
        try:
            verified = verify_authentication_response(
                credential=dict(answer),
                expected_challenge=challenge,
                expected_rp_id=site.domain,
                expected_origin=list(site.origins),
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.sign_count,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError):
            raise SignInRefused("sign-in-passkey-bad") from None
        person = session.get(Person, passkey.person_id)
        if person is None or person.erased_at is not None:
            raise SignInRefused("sign-in-passkey-bad")
        passkey.sign_count = verified.new_sign_count
        passkey.backed_up = verified.credential_backed_up
        passkey.used_at = moment
        return begin_session(session, passkey.person_id, Method.PASSKEY, moment)


def passkeys_of(database: Database, keys: Keys, person_id: str) -> list[PasskeyView]:
    """The signed-in person's own passkeys, oldest first."""
    with database.reading() as session:
        rows = session.scalars(
            select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.added_at)
        )
        return [
            PasskeyView(
                row.credential_id,
                unseal(keys, "passkey", row.credential_id, "label", row.label_sealed) or "",
                row.added_at,
                row.used_at,
            )
            for row in rows
        ]


def remove_passkey(
    database: Database, keys: Keys, visitor: Visitor, credential_id: str, at: datetime | None = None
) -> None:
    """The visitor removes one of theirs. Raises NotFound ``passkey-not-found``, SignInRefused."""
    person_id = visitor.person_id
    require_fresh(visitor, at or now())
    with database.transaction() as session:
        passkey = session.get(Passkey, credential_id)
        if passkey is None or passkey.person_id != person_id:
            raise NotFound("passkey-not-found")
        session.delete(passkey)
        record(session, keys, actor=person_id, subject=person_id, act="remove-passkey", purpose="own-data")


def forget_old_questions(session: Session, at: datetime) -> int:
    """Remove questions to passkeys that were not answered in time; how many there were."""
    old = delete(PasskeyChallenge).where(PasskeyChallenge.expires_at <= at)
    return int(session.execute(old).rowcount)  # type: ignore[attr-defined]


def _asked(session: Session, challenge: bytes, person_id: str | None, at: datetime, options: str) -> Question:
    forget_old_questions(session, at)
    row = PasskeyChallenge(id=new_id(), challenge=challenge, person_id=person_id, expires_at=at + VALID)
    session.add(row)
    return Question(row.id, json.loads(options))


def _take(database: Database, question_id: str, person_id: str | None, at: datetime) -> bytes | None:
    """The challenge, which is then gone: each question is answered once, rightly or wrongly."""
    with database.transaction() as session:
        row = session.get(PasskeyChallenge, question_id[:32], with_for_update=True)
        if row is None or row.person_id != person_id:
            return None
        session.delete(row)
        return row.challenge if at < row.expires_at else None
