"""The titles of one delivery: strike one, swap it for another or for something the library chooses, add one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pydantic import BaseModel
from starlette.datastructures import FormData
from starlette.responses import Response

from accessible_reader.deliveries.fields import Wanted
from accessible_reader.deliveries.lifecycle import VisitAction, steps_of
from accessible_reader.deliveries.views import LineView, VisitView
from accessible_reader.errors import BadRecord, NotFound, NotNow
from web.access import Pages, Who
from web.deliveries.asking import blame
from web.deliveries.sides import side_of
from web.deliveries.titles import find_titles, offered_titles, title_names
from web.forms import Filled, Posted, asked, fill
from web.routes.deliveries_visit import above_visit, too_late
from web.visit import Visit, Visiting

pages = Pages()

ANY: Final = "any"
"""Of the library's choice."""
_MOST_OFFERED: Final = 60


class TitleForm(BaseModel):
    """Which title, found by typed words where it is not in the list."""

    find: str = asked("search", words="deliver-find", default="", max_length=100)
    title: str = asked("radio", words="deliver-title", min_length=1, max_length=40)


@pages.form("/deliveries/{visit_id}/lines/{line}/strike", Who.SIGNED_IN, name="delivery_strike")
def strike(visit: Visiting, visit_id: str, line: int) -> Response:
    """Do not bring it."""
    view = visit.service.deliveries.get(visit.person_id, visit_id)
    name = _name(visit, view, line)
    try:
        visit.service.deliveries.strike(visit.person_id, visit_id, line)
    except NotNow as error:
        return too_late(visit, visit_id, error)
    return visit.go("delivery", "said-deliver-struck", {"title": name}, visit_id=visit_id)


@pages.page("/deliveries/{visit_id}/lines/{line}/swap", Who.SIGNED_IN, name="delivery_swap")
def swap(visit: Visiting, visit_id: str, line: int) -> Response:
    """What to bring instead."""
    view = visit.service.deliveries.get(visit.person_id, visit_id)
    _line(view, line)
    return _choose(visit, view, line, Filled(TitleForm, visit.words), [])


@pages.form("/deliveries/{visit_id}/lines/{line}/swap", Who.SIGNED_IN, name="delivery_swap_send")
def swap_send(visit: Visiting, visit_id: str, line: int, sent: Posted) -> Response:
    """Bring that instead; where the library was to choose and has nothing else, it says so."""
    service, actor = visit.service, visit.person_id
    view = service.deliveries.get(actor, visit_id)
    before = _name(visit, view, line)

    def done(wanted: Wanted | None) -> Response:
        place = service.deliveries.swap(actor, visit_id, line, wanted)
        if place is None:
            return visit.go("delivery", "said-deliver-nothing-else", {"title": before}, visit_id=visit_id)
        after = _name(visit, service.deliveries.get(actor, visit_id), place)
        return visit.go(
            "delivery", "said-deliver-swapped", {"title": before, "other": after}, visit_id=visit_id
        )

    return _sent(visit, view, line, sent, done)


@pages.page("/deliveries/{visit_id}/add", Who.SIGNED_IN, name="delivery_add")
def add(visit: Visiting, visit_id: str) -> Response:
    """What to bring as well."""
    view = visit.service.deliveries.get(visit.person_id, visit_id)
    return _choose(visit, view, None, Filled(TitleForm, visit.words), [])


@pages.form("/deliveries/{visit_id}/add", Who.SIGNED_IN, name="delivery_add_send")
def add_send(visit: Visiting, visit_id: str, sent: Posted) -> Response:
    """Bring that as well."""
    service, actor = visit.service, visit.person_id
    view = service.deliveries.get(actor, visit_id)

    def done(wanted: Wanted | None) -> Response:
        place = service.deliveries.add_title(actor, visit_id, wanted)
        after = _name(visit, service.deliveries.get(actor, visit_id), place)
        return visit.go("delivery", "said-deliver-added", {"title": after}, visit_id=visit_id)

    return _sent(visit, view, None, sent, done)


def _sent(
    visit: Visit,
    view: VisitView,
    line: int | None,
    sent: FormData,
    done: Callable[[Wanted | None], Response],
) -> Response:
    form = fill(TitleForm, visit.words, sent)
    offered = [str(one) for one in sent.getlist("offered")][:_MOST_OFFERED]
    wanted = str(form.values.get("find", ""))
    if wanted and "find" not in form.errors:
        form.errors.clear()
        found = find_titles(visit, wanted)
        if found:
            form.values["find"] = ""
            return _choose(visit, view, line, form, [*found, *offered], found=len(found))
        form.errors["find"] = visit.words("deliver-find-nothing", words=wanted)
    elif form.done is not None:
        title = form.done.title
        try:
            return done(None if title == ANY else Wanted(title))
        except NotNow as error:
            return too_late(visit, view.id, error)
        except (BadRecord, NotFound) as error:
            if error.code == "visit-line-not-found":
                raise
            blame(form, error, side_of(visit, view))
            if form.general:
                form.errors["title"] = form.general.pop()
    return _choose(visit, view, line, form, offered)


def _choose(
    visit: Visit,
    view: VisitView,
    line: int | None,
    form: Filled[TitleForm],
    offered: list[str],
    *,
    found: int = 0,
) -> Response:
    side = side_of(visit, view)
    there = [one.title_id for one in view.lines if one.title_id and one.state != "struck"]
    titles = offered_titles(visit, side, offered, without=there)
    form.choices["title"] = [
        *((one.title_id, one.name) for one in titles),
        (ANY, visit.words("deliver-any-title")),
    ]
    return visit.page(
        "delivery_titles.html",
        "delivery-add-title" if line is None else "delivery-swap-title",
        trail=above_visit(visit, view, side),
        status=422 if form.failed else 200,
        failed=form.failed,
        side=side,
        view=view,
        line=line,
        name=_name(visit, view, line) if line is not None else "",
        form=form,
        offered=titles,
        found=found,
        any=ANY,
        possible=VisitAction.CHANGE in steps_of(view.state, side.by),
    )


def _line(view: VisitView, place: int) -> LineView:
    for one in view.lines:
        if one.place == place and one.state != "struck":
            return one
    raise NotFound("visit-line-not-found")


def _name(visit: Visit, view: VisitView, place: int) -> str:
    """What it is called; of what is not for whoever asks, or still to be chosen, its number."""
    line = _line(view, place)
    if line.title_id is not None:
        for name, _language in title_names(visit, [line.title_id]):
            return visit.words("deliver-title-quoted", title=name)
    return visit.words("deliver-thing-number", number=place)
