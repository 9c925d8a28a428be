"""Signing in as the web calls it. Whoever changes how they sign in hands in the :class:`Visitor` that :meth:`SignIn.who_is` made of their cookie."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from accessible_reader.database import Database, Keys
from accessible_reader.operation.counters import counts_refusals
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.permissions import Action, Role
from accessible_reader.people.sign_in import first_pin, links, passkeys, pin_sign_in, second_factor, sessions
from accessible_reader.people.sign_in.first_pin import PinState
from accessible_reader.people.sign_in.mail import MailCarrier
from accessible_reader.people.sign_in.passkeys import PasskeyView, Question, Registered, Site
from accessible_reader.people.sign_in.pins import PinHasher
from accessible_reader.people.sign_in.second_factor import AppIsSetUp, AppSetUp, Factors
from accessible_reader.people.sign_in.sessions import SessionView, SignedIn, Visitor


class SignIn(Guarded):
    """Who is signed in, and how one gets in. ``demanding``: the roles that need a second factor."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        *,
        hasher: PinHasher,
        carrier: MailCarrier,
        site: Site,
        demanding: Collection[str],
    ) -> None:
        super().__init__(database, keys)
        self._hasher = hasher
        self._carrier = carrier
        self._site = site
        self._demanding = frozenset(Role(role) for role in demanding)

    @counts_refusals("pin")
    def with_pin(self, card: str, pin: str, *, address: str) -> SignedIn:
        """Card number and PIN. ``address``: where the request comes from. Raises SignInRefused ``sign-in-wrong``, ``sign-in-wait`` with ``seconds``."""
        return pin_sign_in.sign_in_with_pin(
            self._database, self._keys, self._hasher, card=card, pin=pin, address=address
        )

    @counts_refusals("mail")
    def send_link(self, known_as: str, *, page: str, address: str) -> None:
        """Mail a link to whoever has this card number or e-mail address; from outside it looks the same, and takes equally long, whether there is anybody.

        Raises SignInRefused ``sign-in-wait`` for an address that asks for very many.
        """
        links.ask_for_link(
            self._database, self._keys, self._carrier, known_as=known_as, page=page, address=address
        )

    @counts_refusals("link")
    def with_link(self, token: str) -> SignedIn:
        """Sign in by a link. Raises SignInRefused ``sign-in-link-bad``."""
        return links.use_link(self._database, token)

    def ask_passkey(self) -> Question:
        """Begin a sign-in with a passkey, also for somebody who has shown their PIN and needs a second factor."""
        return passkeys.ask_to_sign_in(self._database, self._site)

    @counts_refusals("passkey")
    def with_passkey(self, question_id: str, answer: Mapping[str, Any]) -> SignedIn:
        """Sign in whoever the passkey belongs to. Raises SignInRefused ``sign-in-passkey-bad``."""
        return passkeys.sign_in_with_passkey(self._database, self._site, question_id, answer)

    def who_is(self, token: str, *, half: bool = False) -> Visitor:
        """Whose session it is.

        Raises SignInRefused ``sign-in-needed``; and, unless ``half``, ``second-factor-needed``, ``second-factor-set-up``, ``pin-change-needed``: the pages that do this ask with
        ``half=True`` and find it in :attr:`Visitor.still`; no other page does.
        """
        return sessions.who_is(self._database, token, demanding=self._demanding, half=half)

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

    def choose_pin(self, visitor: Visitor, pin: str) -> SignedIn:
        """The visitor chooses a PIN; their other sessions end, this one goes on under a new token. Raises BadRecord ``pin-...``, SignInRefused ``sign-in-again``."""
        return pin_sign_in.choose_pin(self._database, self._keys, self._hasher, visitor, pin)

    def reset_pin(self, actor: str, subject: str, *, note: str) -> str:
        """Staff give a new PIN after calling back; the PIN, to be said once."""
        return pin_sign_in.reset_pin(self._database, self._keys, self._hasher, actor, subject, note=note)

    def give_first_pin(self, actor: str, subject: str) -> str:
        """Staff give a PIN to somebody who has none; the PIN, to be said once. Raises NotNow ``pin-there``."""
        return first_pin.give_first_pin(self._database, self._keys, self._hasher, actor, subject)

    def pin_state(self, actor: str, subject: str) -> PinState:
        """For staff: whether somebody has a PIN."""
        with self._for(actor, Action.RESET_PIN, subject, reading=True) as allowed:
            return first_pin.pin_state(allowed.session, subject)

    def ask_to_register(self, visitor: Visitor) -> Question:
        """Begin to register a passkey for the visitor. Raises SignInRefused ``sign-in-again``, ``second-factor-needed``."""
        return passkeys.ask_to_register(self._database, self._site, visitor)

    def register_passkey(
        self, visitor: Visitor, *, question_id: str, answer: Mapping[str, Any], label: str
    ) -> Registered:
        """Keep the passkey that answered; its credential id, and a new token where it was the missing second factor. Raises BadRecord ``passkey-...``, SignInRefused."""
        return passkeys.register(
            self._database,
            self._keys,
            self._site,
            visitor,
            question_id=question_id,
            answer=answer,
            label=label,
        )

    def passkeys_of(self, visitor: Visitor) -> list[PasskeyView]:
        """The visitor's own passkeys."""
        return passkeys.passkeys_of(self._database, self._keys, visitor.person_id)

    def remove_passkey(self, visitor: Visitor, credential_id: str) -> None:
        """The visitor removes one of theirs. Raises NotFound ``passkey-not-found``, SignInRefused ``sign-in-again``."""
        passkeys.remove_passkey(self._database, self._keys, visitor, credential_id)

    def factors_of(self, visitor: Visitor) -> Factors:
        """What the visitor can show as a second factor."""
        return second_factor.factors_of(self._database, visitor)

    def begin_app(self, visitor: Visitor) -> AppSetUp:
        """What an app for codes needs. Raises SignInRefused ``sign-in-again``, ``second-factor-needed``."""
        return second_factor.begin_app(self._database, self._keys, visitor, name=self._site.name)

    def confirm_app(self, visitor: Visitor, code: str, *, address: str) -> AppIsSetUp:
        """The app shows ``code``: a new token, and the recovery codes. Raises SignInRefused ``second-factor-wrong``, ``sign-in-wait``; NotNow ``second-factor-not-begun``."""
        return second_factor.confirm_app(self._database, self._keys, visitor, code, address=address)

    @counts_refusals("code")
    def show_code(self, visitor: Visitor, code: str, *, address: str) -> SignedIn:
        """A code of the app or a recovery code: a new token. Raises SignInRefused ``second-factor-wrong``, ``sign-in-wait``."""
        return second_factor.show_code(self._database, self._keys, visitor, code, address=address)

    def new_recovery_codes(self, visitor: Visitor) -> tuple[str, ...]:
        """Ten new ones in place of the older, shown this once. Raises NotNow ``second-factor-not-begun``, SignInRefused."""
        return second_factor.new_recovery_codes(self._database, self._keys, visitor)

    def remove_app(self, visitor: Visitor) -> None:
        """No more codes from the app. Raises NotNow ``second-factor-not-begun``, SignInRefused."""
        second_factor.remove_app(self._database, self._keys, visitor)

    def reset_second_factor(self, actor: str, subject: str) -> None:
        """A manager takes away all second factors of somebody who has lost them."""
        second_factor.reset_second_factor(self._database, self._keys, actor, subject)
