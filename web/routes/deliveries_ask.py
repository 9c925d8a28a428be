"""Asking for a delivery: one form, the answers once more, and only then the request. All of it travels in the page; nothing is kept before it is confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from starlette.datastructures import FormData
from starlette.responses import Response

from accessible_reader.database import new_id
from accessible_reader.errors import BadRecord, NotFound, NotNow
from web.access import Pages, Who
from web.deliveries.asking import (
    AskForm,
    blame,
    check_amounts,
    check_forms,
    form_choices,
    formats_of,
    tastes_of,
    times_of,
    usual_values,
    wish_of,
)
from web.deliveries.doors import HISTORY, POST, door_of
from web.deliveries.sides import Side, own_side, phone_side
from web.deliveries.titles import find_titles, offered_titles, title_names
from web.deliveries.words import kind_words, times_words
from web.forms import Filled, Posted, fill
from web.visit import Visit, Visiting

pages = Pages()

_MOST_OFFERED: Final = 60


@pages.page("/deliveries/ask", Who.SIGNED_IN, name="delivery_ask")
def ask(visit: Visiting, title: str = "", fetch: str = "") -> Response:
    """The form; ``title``: one that is wanted, from the page of a book; ``fetch``: nothing is to be brought."""
    return _begin(visit, own_side(visit), title, fetch)


@pages.form("/deliveries/ask", Who.SIGNED_IN, name="delivery_ask_send")
def ask_send(visit: Visiting, sent: Posted) -> Response:
    """A title is looked for; or the answers are shown; or it is asked for."""
    return _sent(visit, own_side(visit), sent)


@pages.page("/staff/patrons/{person_id}/deliveries/ask", Who.STAFF, name="delivery_phone_ask")
def phone_ask(visit: Visiting, person_id: str, title: str = "", fetch: str = "") -> Response:
    """The same for whoever is on the telephone."""
    return _begin(visit, phone_side(visit, person_id), title, fetch)


@pages.form("/staff/patrons/{person_id}/deliveries/ask", Who.STAFF, name="delivery_phone_ask_send")
def phone_ask_send(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """The same."""
    return _sent(visit, phone_side(visit, person_id), sent)


def _begin(visit: Visit, side: Side, title: str, fetch: str) -> Response:
    values: dict[str, Any] = {
        **usual_values(visit, side),
        "titles": [title] if title else [],
        "fetch": bool(fetch),
        "means": "visit",
        "days": [],
        "parts": [],
    }
    return _ask(visit, side, Filled(AskForm, visit.words, values, form_choices(visit)), [])


def _sent(visit: Visit, side: Side, sent: FormData) -> Response:
    form = fill(AskForm, visit.words, sent, form_choices(visit))
    step = str(sent.get("step", ""))
    offered = [str(one) for one in sent.getlist("offered")][:_MOST_OFFERED]
    wanted = str(form.values.get("find", ""))
    if step == "change":
        form.errors.clear()
        return _ask(visit, side, form, offered)
    if wanted and "find" not in form.errors:
        return _found(visit, side, form, wanted, offered)
    check_forms(form)
    check_amounts(form)
    if form.failed:
        form.done = None
    if form.done is not None:
        wish = wish_of(form.done, by_phone=side.staff, key=str(sent.get("key", "")))
        try:
            if step == "send":
                made = visit.service.deliveries.ask(visit.person_id, side.subject, wish)
                return visit.go("delivery", "said-deliver-asked", visit_id=made)
            visit.service.deliveries.check_ask(visit.person_id, side.subject, wish)
        except (BadRecord, NotFound, NotNow) as error:
            blame(form, error, side)
    if form.done is None:
        return _ask(visit, side, form, offered)
    return visit.page(
        "deliveries_check.html",
        "delivery-check-title",
        trail=side.trail(visit, "list"),
        side=side,
        to=side.addresses(visit),
        form=form,
        offered=offered,
        key=new_id(),  # who presses twice asks once
        answers=_answers(visit, side, form.done),
        titles=title_names(visit, form.done.titles),
        door=door_of(visit, side),
    )


def _found(visit: Visit, side: Side, form: Filled[AskForm], wanted: str, offered: Sequence[str]) -> Response:
    """What the catalogue has for the words, to be ticked; what else is wrong is told once the titles are chosen."""
    form.errors.clear()
    found = find_titles(visit, wanted)
    if not found:
        form.errors["find"] = visit.words("deliver-find-nothing", words=wanted)
        return _ask(visit, side, form, offered)
    form.values["find"] = ""
    return _ask(visit, side, form, [*found, *offered], found=len(found))


def _ask(
    visit: Visit, side: Side, form: Filled[AskForm], offered: Sequence[str], *, found: int = 0
) -> Response:
    chosen = list(form.values.get("titles", []))
    # What was found comes first, so that it is met right after the heading that tells how much there is.
    titles = offered_titles(visit, side, [*offered[:found], *chosen, *offered[found:]])
    form.choices["titles"] = [(one.title_id, one.name) for one in titles]
    door = door_of(visit, side)
    return visit.page(
        "deliveries_ask.html",
        "delivery-ask-title",
        trail=side.trail(visit, "list"),
        status=422 if form.failed else 200,
        failed=form.failed,
        side=side,
        to=side.addresses(visit),
        form=form,
        offered=titles,
        found=found,
        begun=visit.request.method == "POST",
        door=door,
        usual=times_words(visit.words, door.profile.times) if door.profile and door.profile.times else "",
        remembers=door.agreed is not None and HISTORY in door.agreed,
        post=door.agreed is None or POST in door.agreed,
    )


def _answers(visit: Visit, side: Side, done: AskForm) -> list[tuple[str, str]]:
    """Label and value, as they would be read out; what was left open is left out."""
    words = visit.words
    likes = tastes_of(done)
    found = []
    if visit.acting and not side.staff:
        found.append((words("deliver-answer-for"), visit.acting[1]))
    if done.fetch:
        found.append((words("deliver-answer-what"), words("deliver-answer-fetch")))
    if done.choose:
        found.append((words("deliver-answer-choose"), words("deliver-pieces", count=done.choose)))
    for name, tastes in (("likes", likes.likes), ("dislikes", likes.dislikes)):
        if any(tastes):
            found.append((words(f"ask-deliver-{name}"), words.list(one for one in tastes if one)))
    if not done.fetch:
        kinds = words("deliver-then").join(kind_words(words, one) for one in formats_of(done))
        most = words("deliver-most", count=done.most_items, kilograms=words.number(done.most_kilograms))
        found += [(words("deliver-answer-forms"), kinds), (words("deliver-answer-most"), most)]
    found.append((words("ask-deliver-means"), words(f"ask-deliver-means-{done.means}")))
    times = times_of(done.days, done.parts)
    when = times_words(words, times) if times else words("deliver-usual-times")
    found.append((words("deliver-answer-when"), when))
    if done.note:
        found.append((words("ask-deliver-note"), done.note))
    return found
