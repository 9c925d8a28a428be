"""One request: who asks, in which language, how pages look for them, and how they are answered. Routes take it as ``visit: Visiting``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Any, Final, cast

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from accessible_reader.bootstrap import Service
from accessible_reader.database import KeysError
from accessible_reader.errors import SignInRefused
from accessible_reader.people.preferences import Preferences
from accessible_reader.people.services import Mine
from accessible_reader.people.sign_in.sessions import Visitor
from accessible_reader.people.sign_in.stage import Still
from web import cookies
from web.display import Display
from web.ground import Ground
from web.i18n import Words, choose_language, words_in
from web.pages import Crumb, render

_SAID: Final = "web/said"
_ACTING: Final = "web/acting"


class Visit:
    """Made when first asked for; the same one for all of a request."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.ground: Ground = request.app.state.ground
        self.service: Service = self.ground.service

    @cached_property
    def _who(self) -> tuple[Visitor | None, str]:
        """Who is signed in here; or what they must do first."""
        token = cookies.read(self.request, cookies.SESSION)
        if not token:
            return None, "sign-in-needed"
        try:
            return self.service.sign_in.who_is(token), ""
        except SignInRefused as error:
            return None, error.code

    @property
    def visitor(self) -> Visitor | None:
        """Who is signed in here; None also where they must do something first, such as showing a second factor."""
        return self._who[0]

    @property
    def still(self) -> str:
        """The code of what must be done first: ``sign-in-needed`` or one of :class:`Still`; "" for whoever is let in."""
        return self._who[1]

    def half_visitor(self, *stages: Still) -> Visitor:
        """For pages of :attr:`Who.HALF`: who is signed in, also where one of ``stages`` is still to be done: for the page that does it. Raises SignInRefused ``sign-in-needed`` and what else comes first."""
        visitor = self.service.sign_in.who_is(cookies.read(self.request, cookies.SESSION) or "", half=True)
        if visitor.still is not None and visitor.still not in stages:
            raise SignInRefused(visitor.still.value)
        return visitor

    @property
    def person_id(self) -> str:
        """Id of the person who is signed in. Raises SignInRefused ``sign-in-needed``: pages for :attr:`Who.ANYBODY` ask :attr:`visitor` first."""
        if self.visitor is None:
            raise SignInRefused(self.still)
        return self.visitor.person_id

    @property
    def session_id(self) -> str:
        """Of the session in which the person is signed in. Raises as :attr:`person_id`."""
        if self.visitor is None:
            raise SignInRefused(self.still)
        return self.visitor.session_id

    @cached_property
    def _account(self) -> Mine | None:
        if self.visitor is None:
            return None
        return self.service.preferences.mine(self.visitor.person_id)

    @cached_property
    def acting(self) -> tuple[str, str] | None:
        """Id and name of the reader whom a carer acts for just now. Whether they may is asked again with everything they do."""
        sealed = cookies.read(self.request, cookies.ACTING)
        if not sealed or self.visitor is None:
            return None
        try:
            subject, name, session_id = json.loads(self.service.keys.decrypt(sealed, _ACTING))
        except (KeysError, ValueError, TypeError):
            return None
        return (subject, name) if session_id == self.visitor.session_id else None

    def act_for(self, response: Response, subject: str, name: str) -> None:
        """From now on, in this session, act for ``subject``."""
        session_id = self.visitor.session_id if self.visitor else ""
        sealed = self.service.keys.encrypt(json.dumps([subject, name, session_id]), _ACTING)
        cookies.write(self.request, response, cookies.ACTING, sealed)

    @property
    def subject_id(self) -> str:
        """For whom books are asked for: the reader a carer acts for, else oneself."""
        return self.acting[0] if self.acting else self.person_id

    @property
    def preferences(self) -> Preferences:
        """How they read; the defaults for whoever is not signed in."""
        return self._account.preferences if self._account else Preferences()

    @property
    def branch_id(self) -> str | None:
        """Id of their branch."""
        return self._account.branch_id if self._account else None

    @cached_property
    def words(self) -> Words:
        """Their language."""
        return words_in(
            choose_language(
                self._account.language if self._account else None,
                cookies.read(self.request, cookies.LANGUAGE),
                self.request.query_params.get("lang"),
                self.request.headers.get("accept-language", ""),
            )
        )

    @cached_property
    def display(self) -> Display:
        """From the account where something was chosen there, else from this browser."""
        if self._account and self._account.preferences.page.model_fields_set:
            return Display.from_account(self._account.preferences.page)
        return Display.from_cookie(cookies.read(self.request, cookies.DISPLAY) or "")

    @property
    def wants_fragment(self) -> bool:
        """Whether a script asks for a part of the page (htmx says so)."""
        return self.request.headers.get("hx-request") == "true"

    def page(
        self,
        template: str,
        title: str,
        /,
        *,
        params: Mapping[str, Any] | None = None,
        status: int = 200,
        trail: Sequence[Crumb] = (),
        **data: Any,
    ) -> Response:
        """A whole page, or for htmx its ``main``. ``title``: code of the sentence that is title and h1; ``trail``: pages above this one."""
        return render(self, f"pages/{template}", title, params or {}, status, tuple(trail), data)

    def fragment(self, template: str, *, status: int = 200, **data: Any) -> Response:
        """A part of a page. Its root element says what is announced (``data-status``) and where focus goes (``data-autofocus``)."""
        return render(self, f"fragments/{template}", None, {}, status, (), data)

    def go(
        self, route: str, said: str = "", params: Mapping[str, Any] | None = None, **path: Any
    ) -> Response:
        """On to another page after a form was accepted. ``said``: code of what that page says first, with ``params``."""
        return self.go_to(str(self.request.app.url_path_for(route, **path)), said, params)

    def go_to(self, address: str, said: str = "", params: Mapping[str, Any] | None = None) -> Response:
        """The same for an address of ours."""
        response = RedirectResponse(address, 303)
        if said:
            self.say_next(response, said, params)
        return response

    def say_next(self, response: Response, said: str, params: Mapping[str, Any] | None = None) -> None:
        """The page after ``response`` says ``said`` first: for answers to scripts, which go on by themselves."""
        sealed = self.service.keys.encrypt(json.dumps([said, dict(params or {})]), _SAID)
        cookies.write(self.request, response, cookies.SAID, sealed)

    def take_said(self) -> str:
        """What was to be said on this page; the caller removes the cookie."""
        sealed = cookies.read(self.request, cookies.SAID)
        if not sealed:
            return ""
        try:
            code, params = json.loads(self.service.keys.decrypt(sealed, _SAID))
            return self.words(code, **params)
        except (KeysError, ValueError, TypeError):
            return ""


def visit_of(request: Request) -> Visit:
    """The visit that the request is; the same one each time."""
    found = getattr(request.state, "visit", None)
    if found is None:
        found = request.state.visit = Visit(request)
    return cast("Visit", found)


Visiting = Annotated[Visit, Depends(visit_of)]


def local_path(address: str) -> str:
    """``address`` where it is a path of ours, else "/": nobody is sent elsewhere by a crafted link."""
    if address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable():
        return address
    return "/"
