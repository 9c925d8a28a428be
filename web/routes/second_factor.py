"""The second factor: showing it, setting it up. Codes of an app and recovery codes are typed (or pasted); a passkey needs the browser's help, and so a script."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from accessible_reader.errors import BadRecord, NotNow, SignInRefused
from accessible_reader.people.sign_in.stage import Still
from web.access import Pages, Who
from web.forms import Filled, Posted, asked, fill
from web.routes.sign_in import keep_session
from web.visit import Visit, Visiting, local_path, visit_of

pages = Pages()


class CodeForm(BaseModel):
    """A code of the app, or a recovery code."""

    code: str = asked(autocomplete="one-time-code", numeric=True, min_length=1, max_length=40)
    next: str = asked("hidden", default="/", max_length=2000)


class AppForm(BaseModel):
    """The first code that the app shows."""

    app_code: str = asked(autocomplete="one-time-code", numeric=True, min_length=1, max_length=40)


@pages.page("/sign-in/second", Who.HALF, name="second_factor")
def show(visit: Visiting, next: str = "/") -> Response:  # noqa: A002 (the name in the address)
    """Ask for it."""
    return _ask(visit, Filled(CodeForm, visit.words, {"next": local_path(next)}))


@pages.form("/sign-in/second", Who.HALF, name="second_factor_show")
def shown(visit: Visiting, sent: Posted) -> Response:
    """Let in, or ask again."""
    form = fill(CodeForm, visit.words, sent)
    visitor = visit.half_visitor(Still.SECOND_FACTOR)
    if form.done is not None:
        try:
            begun = visit.service.sign_in.show_code(visitor, form.done.code, address=_address(visit))
        except SignInRefused as error:
            form.blame("code", error)
        else:
            answer = visit.go_to(local_path(form.done.next), "said-signed-in")
            keep_session(visit, answer, begun)
            return answer
    return _ask(visit, form)


@pages.page("/account/second-factor", Who.HALF, name="second_factor_set_up")
def set_up(visit: Visiting) -> Response:
    """What one has, and how to get one."""
    visitor = visit.half_visitor(Still.SET_UP)
    return visit.page(
        "second_factor_set_up.html",
        "second-factor-title",
        factors=visit.service.sign_in.factors_of(visitor),
        passkeys=visit.service.sign_in.passkeys_of(visitor),
        needed=visitor.still is Still.SET_UP,
    )


@pages.form("/account/second-factor/app", Who.HALF, name="app_begin")
def app_begin(visit: Visiting) -> Response:
    """A secret for the app: as text first, because a picture of it can be read by telephones alone."""
    made = visit.service.sign_in.begin_app(visit.half_visitor(Still.SET_UP))
    return visit.page("app.html", "app-title", form=Filled(AppForm, visit.words), made=made)


@pages.form("/account/second-factor/app/confirm", Who.HALF, name="app_confirm")
def app_confirm(visit: Visiting, sent: Posted) -> Response:
    """The app works: recovery codes, shown this once."""
    form = fill(AppForm, visit.words, sent)
    visitor = visit.half_visitor(Still.SET_UP)
    if form.done is not None:
        try:
            done = visit.service.sign_in.confirm_app(visitor, form.done.app_code, address=_address(visit))
        except (SignInRefused, NotNow) as error:
            form.blame("app_code", error)
        else:
            answer = visit.page("recovery_codes.html", "recovery-title", codes=done.recovery_codes)
            keep_session(visit, answer, done.signed_in)
            return answer
    return visit.page("app.html", "app-title", status=422, form=form, failed=True, made=None)


@pages.form("/account/second-factor/app/remove", Who.SIGNED_IN, name="app_remove")
def app_remove(visit: Visiting) -> Response:
    """No more codes."""
    visit.service.sign_in.remove_app(visit.half_visitor())
    return visit.go("second_factor_set_up", "said-app-removed")


@pages.form("/account/second-factor/passkeys/remove", Who.SIGNED_IN, name="passkey_remove")
def passkey_remove(visit: Visiting, sent: Posted) -> Response:
    """One passkey less."""
    visit.service.sign_in.remove_passkey(visit.half_visitor(), str(sent.get("passkey", "")))
    return visit.go("second_factor_set_up", "said-passkey-removed")


@pages.form("/sign-in/passkey/question", Who.ANYBODY, name="passkey_question")
def passkey_question(visit: Visiting) -> Response:
    """What the browser puts to a passkey to sign in."""
    asked_for = visit.service.sign_in.ask_passkey()
    return JSONResponse({"id": asked_for.id, "options": asked_for.options})


@pages.form("/sign-in/passkey", Who.ANYBODY, name="passkey_answer")
async def passkey_answer(request: Request) -> Response:
    """Let in whoever the passkey belongs to."""
    question, answer, _label, onward = await _from_script(request)
    return await _in_thread(_signed_in, visit_of(request), question, answer, onward)


@pages.form("/account/passkeys/question", Who.HALF, name="passkey_new")
def passkey_new(visit: Visiting) -> Response:
    """What the browser puts to a new passkey."""
    asked_for = visit.service.sign_in.ask_to_register(visit.half_visitor(Still.SET_UP))
    return JSONResponse({"id": asked_for.id, "options": asked_for.options})


@pages.form("/account/passkeys", Who.HALF, name="passkey_register")
async def passkey_register(request: Request) -> Response:
    """Keep the passkey."""
    question, answer, label, _onward = await _from_script(request)
    return await _in_thread(_registered, visit_of(request), question, answer, label)


def _signed_in(visit: Visit, question: str, answer: dict[str, Any], onward: str) -> Response:
    try:
        begun = visit.service.sign_in.with_passkey(question, answer)
    except SignInRefused as error:
        return JSONResponse({"problem": visit.words.finding(error)}, 422)
    made = JSONResponse({"go": local_path(onward)})
    visit.say_next(made, "said-signed-in")
    keep_session(visit, made, begun)
    return made


def _registered(visit: Visit, question: str, answer: dict[str, Any], label: str) -> Response:
    try:
        done = visit.service.sign_in.register_passkey(
            visit.half_visitor(Still.SET_UP), question_id=question, answer=answer, label=label
        )
    except (BadRecord, SignInRefused) as error:
        return JSONResponse({"problem": visit.words.finding(error)}, 422)
    made = JSONResponse({"go": str(visit.request.app.url_path_for("second_factor_set_up"))})
    visit.say_next(made, "said-passkey-added")
    if done.signed_in is not None:
        keep_session(visit, made, done.signed_in)
    return made


async def _from_script(request: Request) -> tuple[str, dict[str, Any], str, str]:
    """Question, answer, label, where to go on, from outside: anything that is not what a browser sends is an answer that cannot be right."""
    try:
        data = await request.json()
        question, answer, label = str(data["id"])[:64], dict(data["answer"]), str(data.get("label", ""))[:60]
        onward = str(data.get("next", "/"))[:2000]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadRecord("passkey-bad") from None
    return question, answer, label, onward


async def _in_thread(function: Any, *arguments: Any) -> Response:
    from starlette.concurrency import run_in_threadpool

    made: Response = await run_in_threadpool(function, *arguments)
    return made


def _ask(visit: Visit, form: Filled[CodeForm]) -> Response:
    visitor = visit.half_visitor(Still.SECOND_FACTOR)
    return visit.page(
        "second_factor.html",
        "second-factor-ask",
        status=422 if form.failed else 200,
        form=form,
        failed=form.failed,
        factors=visit.service.sign_in.factors_of(visitor),
    )


def _address(visit: Visit) -> str:
    return visit.request.client.host if visit.request.client else ""
