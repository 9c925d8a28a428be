"""How pages look, and in which language: the first link of every page. Kept in the account, or in this browser."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel
from starlette.responses import Response

from converters.messages import LANGUAGES
from web import cookies
from web.access import Pages, Who
from web.display import SIZES, SPACINGS, THEMES, Display
from web.forms import Filled, Posted, asked, fill
from web.visit import Visit, Visiting, local_path

pages = Pages()


class DisplayForm(BaseModel):
    """The choices of :class:`Display`."""

    theme: Literal[THEMES] = asked("radio", choices=THEMES)  # type: ignore[valid-type]
    size: Literal[tuple(str(one) for one in SIZES)] = asked("radio", choices=[str(one) for one in SIZES])  # type: ignore[valid-type]
    spacing: Literal[SPACINGS] = asked("radio", choices=SPACINGS)  # type: ignore[valid-type]
    motion: bool = asked("check", default=False)


class LanguageForm(BaseModel):
    """One of ours."""

    language: Literal[LANGUAGES]  # type: ignore[valid-type]
    back: str = "/"


@pages.page("/settings", Who.ANYBODY, name="settings")
def show(visit: Visiting) -> Response:
    """The form, as it is set."""
    now = visit.display
    form = Filled(
        DisplayForm,
        visit.words,
        {"theme": now.theme, "size": str(now.size), "spacing": now.spacing, "motion": now.reduced_motion},
    )
    return visit.page("settings.html", "settings-title", form=form)


@pages.form("/settings", Who.ANYBODY, name="settings_save")
def save(visit: Visiting, sent: Posted) -> Response:
    """Keep it."""
    form = fill(DisplayForm, visit.words, sent)
    if form.done is None:
        return visit.page("settings.html", "settings-title", status=422, form=form, failed=True)
    display = Display(form.done.theme, int(form.done.size), form.done.spacing, form.done.motion)
    return _keep(visit, display)


@pages.form("/settings/reset", Who.ANYBODY, name="settings_reset")
def reset(visit: Visiting) -> Response:
    """As everything was."""
    return _keep(visit, Display())


def _keep(visit: Visit, display: Display) -> Response:
    answer = visit.go("settings", "said-settings-kept")
    if visit.visitor is None:
        cookies.write(visit.request, answer, cookies.DISPLAY, display.to_cookie(), cookies.YEAR)
        return answer
    chosen = visit.preferences.model_dump()
    chosen["page"] = display.to_account(chosen["page"])
    person = visit.visitor.person_id
    visit.service.preferences.set(person, person, chosen)
    # The next person at this computer must not find the page in somebody else's colours.
    cookies.remove(visit.request, answer, cookies.DISPLAY)
    return answer


@pages.form("/language", Who.ANYBODY, name="language")
def language(visit: Visiting, sent: Posted) -> Response:
    """Another language, and back to the page one was on."""
    form = fill(LanguageForm, visit.words, sent)
    if form.done is None:
        return visit.go("home")
    answer = visit.go_to(local_path(form.done.back))
    cookies.write(visit.request, answer, cookies.LANGUAGE, form.done.language, cookies.YEAR)
    if visit.visitor is not None:
        person = visit.visitor.person_id
        visit.service.people.change(person, person, {"language": form.done.language})
    return answer
