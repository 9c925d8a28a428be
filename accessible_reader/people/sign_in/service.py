"""Signing in as the web calls it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accessible_reader.database import Database, Keys
from accessible_reader.people.access import get_person
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action
from accessible_reader.people.sign_in import links, passkeys, pin_sign_in, sessions
from accessible_reader.people.sign_in.mail import MailCarrier
from accessible_reader.people.sign_in.passkeys import PasskeyView, Question, Site
from accessible_reader.people.sign_in.pins import PinHasher
from accessible_reader.people.sign_in.sessions import SessionView, SignedIn, Visitor


class SignIn(Guarded):
    """Who is signed in, and how one gets in."""

    def __init__(
        self, database: Database, keys: Keys, *, hasher: PinHasher, carrier: MailCarrier, site: Site
    ) -> None:
        super().__init__(database, keys)
        self._hasher = hasher
        self._carrier = carrier
        self._site = site

    def with_pin(self, card: str, pin: str, *, address: str) -> SignedIn:
        """Card number and PIN. ``address``: where the request comes from. Raises SignInRefused ``sign-in-wrong``, ``sign-in-wait`` with ``seconds``."""
        return pin_sign_in.sign_in_with_pin(
            self._database, self._keys, self._hasher, card=card, pin=pin, address=address
        )

    def send_link(self, known_as: str, *, page: str) -> None:
        """Mail a link to whoever has this card number or e-mail address; from outside it looks the same whether there is anybody."""
        links.send_link(self._database, self._keys, self._carrier, known_as=known_as, page=page)

    def with_link(self, token: str) -> SignedIn:
        """Sign in by a link. Raises SignInRefused ``sign-in-link-bad``."""
        return links.use_link(self._database, token)

    def ask_passkey(self) -> Question:
        """Begin a sign-in with a passkey."""
        return passkeys.ask_to_sign_in(self._database, self._site)

    def with_passkey(self, question_id: str, answer: Mapping[str, Any]) -> SignedIn:
        """Sign in whoever the passkey belongs to. Raises SignInRefused ``sign-in-passkey-bad``."""
        return passkeys.sign_in_with_passkey(self._database, self._site, question_id, answer)

    def who_is(self, token: str) -> Visitor:
        """Whose session it is. Raises SignInRefused ``sign-in-needed``."""
        return sessions.who_is(self._database, token)

    def sign_out(self, token: str) -> None:
        """End this session."""
        sessions.sign_out(self._database, token)

    def sign_out_everywhere(self, actor: str, subject: str, *, but: str = "") -> int:
        """End all sessions of ``subject`` but the one with the id ``but``; how many."""
        return sessions.sign_out_everywhere(self._database, self._keys, actor, subject, but=but)

    def sessions_of(self, actor: str, subject: str) -> list[SessionView]:
        """Where somebody is signed in, newest first."""
        with self._for(actor, Action.END_SESSIONS, subject, reading=True):
            return sessions.sessions_of(self._database, subject)

    def choose_pin(self, actor: str, pin: str, *, session_id: str = "") -> None:
        """The signed-in person chooses a PIN; all sessions but ``session_id`` end. Raises BadRecord ``pin-...``."""
        pin_sign_in.choose_pin(self._database, self._keys, self._hasher, actor, pin, session_id=session_id)

    def reset_pin(self, actor: str, subject: str, *, note: str) -> str:
        """Staff give a new PIN after calling back; the PIN, to be said once."""
        return pin_sign_in.reset_pin(self._database, self._keys, self._hasher, actor, subject, note=note)

    def ask_to_register(self, actor: str) -> Question:
        """Begin to register a passkey for the signed-in person."""
        return passkeys.ask_to_register(self._database, self._site, actor)

    def register_passkey(self, actor: str, *, question_id: str, answer: Mapping[str, Any], label: str) -> str:
        """Keep the passkey that answered; its credential id. Raises BadRecord ``passkey-...``."""
        return passkeys.register(
            self._database,
            self._keys,
            self._site,
            actor,
            question_id=question_id,
            answer=answer,
            label=label,
        )

    def passkeys_of(self, actor: str) -> list[PasskeyView]:
        """The signed-in person's own passkeys."""
        with self._transaction(reading=True) as session:
            get_person(session, actor)
        return passkeys.passkeys_of(self._database, self._keys, actor)

    def remove_passkey(self, actor: str, credential_id: str) -> None:
        """The signed-in person removes one of theirs. Raises NotFound ``passkey-not-found``."""
        passkeys.remove_passkey(self._database, self._keys, actor, credential_id)
