"""Signing in with card number and PIN, or by a link that comes by mail; signing out; choosing a PIN; where one is signed in."""

from __future__ import annotations

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.errors import BadRecord, SignInRefused
from accessible_reader.people.sign_in.sessions import FOR_PATRONS, FOR_STAFF, SignedIn
from accessible_reader.people.sign_in.stage import Still
from web import cookies
from web.access import Pages, Who
from web.forms import Filled, Posted, asked, fill
from web.visit import Visit, Visiting, local_path

pages = Pages()


class PinForm(BaseModel):
    """Card number and PIN."""

    card: str = asked(autocomplete="username", min_length=1, max_length=64)
    pin: str = asked("password", autocomplete="current-password", min_length=1, max_length=200)
    next: str = asked("hidden", default="/", max_length=2000)


class LinkForm(BaseModel):
    """Who wants a link."""

    known_as: str = asked(autocomplete="username", min_length=1, max_length=254)


class TokenForm(BaseModel):
    """What stands in the mail: the whole link, or what is behind its ``#``."""

    link: str = asked(autocomplete="one-time-code", min_length=1, max_length=2000)


class NewPinForm(BaseModel):
    """A PIN of one's own, said twice: nobody sees what they type."""

    new_pin: str = asked("password", autocomplete="new-password", min_length=1, max_length=200)
    again: str = asked("password", autocomplete="new-password", min_length=1, max_length=200)


@pages.page("/sign-in", Who.ANYBODY, name="sign_in")
def show(visit: Visiting, next: str = "/") -> Response:  # noqa: A002 (the name in the address)
    """The form."""
    form = Filled(PinForm, visit.words, {"next": local_path(next)})
    return visit.page("sign_in.html", "sign-in-title", form=form)


@pages.form("/sign-in", Who.ANYBODY, name="sign_in_pin")
def with_pin(visit: Visiting, sent: Posted) -> Response:
    """Let in, or the form again with what was wrong."""
    form = fill(PinForm, visit.words, sent)
    if form.done is not None:
        client = visit.request.client
        try:
            begun = visit.service.sign_in.with_pin(
                form.done.card, form.done.pin, address=client.host if client else ""
            )
        except SignInRefused as error:
            form.blame("card", error)
        else:
            return _let_in(visit, begun, form.done.next)
    return visit.page("sign_in.html", "sign-in-title", status=422, form=form, failed=True)


@pages.page("/sign-in/link", Who.ANYBODY, name="sign_in_link")
def link_show(visit: Visiting) -> Response:
    """Ask for a link."""
    return visit.page("sign_in_link.html", "sign-in-link-title", form=Filled(LinkForm, visit.words))


@pages.form("/sign-in/link", Who.ANYBODY, name="sign_in_link_send")
def link_send(visit: Visiting, sent: Posted) -> Response:
    """Send it. The answer is the same whether we know them or not."""
    form = fill(LinkForm, visit.words, sent)
    if form.done is None:
        return visit.page("sign_in_link.html", "sign-in-link-title", status=422, form=form, failed=True)
    page = f"{visit.service.settings.public_url.rstrip('/')}{visit.request.app.url_path_for('sign_in_token')}"
    client = visit.request.client
    try:
        visit.service.sign_in.send_link(form.done.known_as, page=page, address=client.host if client else "")
    except SignInRefused as error:
        form.blame("known_as", error)
        return visit.page("sign_in_link.html", "sign-in-link-title", status=422, form=form, failed=True)
    return visit.go("sign_in_token", "said-link-sent")


@pages.page("/sign-in/link/use", Who.ANYBODY, name="sign_in_token")
def token_show(visit: Visiting) -> Response:
    """Where the link leads. A script puts what is behind the ``#`` into the field; without one it is pasted."""
    return visit.page("sign_in_token.html", "sign-in-token-title", form=Filled(TokenForm, visit.words))


@pages.form("/sign-in/link/use", Who.ANYBODY, name="sign_in_token_use")
def token_use(visit: Visiting, sent: Posted) -> Response:
    """Let in, once."""
    form = fill(TokenForm, visit.words, sent)
    if form.done is not None:
        try:
            begun = visit.service.sign_in.with_link(form.done.link.rpartition("#")[2])
        except SignInRefused as error:
            form.blame("link", error)
        else:
            return _let_in(visit, begun, "/")
    return visit.page("sign_in_token.html", "sign-in-token-title", status=422, form=form, failed=True)


@pages.form("/sign-out", Who.ANYBODY, name="sign_out")
def out(visit: Visiting) -> Response:
    """End this session. Everything the browser kept of it is cleared: the next person may be a stranger."""
    token = cookies.read(visit.request, cookies.SESSION)
    if token:
        visit.service.sign_in.sign_out(token)
    answer = visit.go("home", "said-signed-out")
    cookies.remove(visit.request, answer, cookies.SESSION)
    cookies.remove(visit.request, answer, cookies.ACTING)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@pages.page("/account/sessions", Who.SIGNED_IN, name="sessions")
def sessions(visit: Visiting) -> Response:
    """Where one is signed in."""
    found = visit.service.sign_in.sessions_of(visit.person_id, visit.person_id)
    mine = visit.visitor.session_id if visit.visitor else ""
    return visit.page("sessions.html", "sessions-title", sessions=found, mine=mine)


@pages.form("/account/sessions/end", Who.SIGNED_IN, name="sessions_end")
def end_others(visit: Visiting) -> Response:
    """Out everywhere but here."""
    mine = visit.visitor.session_id if visit.visitor else ""
    person = visit.person_id
    ended = visit.service.sign_in.sign_out_everywhere(person, person, but=mine)
    return visit.go("sessions", "said-sessions-ended", {"count": ended})


@pages.page("/account/pin", Who.HALF, name="pin")
def pin_show(visit: Visiting) -> Response:
    """Choose a PIN: also for whoever may do nothing else before, because staff gave them one."""
    visit.half_visitor(Still.CHANGE_PIN)
    return visit.page("pin.html", "pin-title", form=Filled(NewPinForm, visit.words))


@pages.form("/account/pin", Who.HALF, name="pin_save")
def pin_save(visit: Visiting, sent: Posted) -> Response:
    """Keep it; all other sessions end, and this one goes on under a new cookie."""
    visitor = visit.half_visitor(Still.CHANGE_PIN)
    form = fill(NewPinForm, visit.words, sent)
    if form.done is not None and form.done.new_pin != form.done.again:
        form.blame("again", BadRecord("pin-not-the-same"))
    if form.done is not None:
        try:
            begun = visit.service.sign_in.choose_pin(visitor, form.done.new_pin)
        except BadRecord as error:
            form.blame("new_pin", error)
        else:
            answer = visit.go("home", "said-pin-kept")
            keep_session(visit, answer, begun)
            return answer
    return visit.page("pin.html", "pin-title", status=422, form=form, failed=True)


def _let_in(visit: Visit, begun: SignedIn, onward: str) -> Response:
    answer = (
        visit.go("pin", "said-choose-pin")
        if begun.must_change_pin
        else visit.go_to(local_path(onward), "said-signed-in")
    )
    keep_session(visit, answer, begun)
    return answer


def keep_session(visit: Visit, answer: Response, begun: SignedIn) -> None:
    """The cookie of a session that has begun, or goes on under a new token."""
    length = FOR_STAFF if begun.staff else FOR_PATRONS
    cookies.write(visit.request, answer, cookies.SESSION, begun.token, length)
