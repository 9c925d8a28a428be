"""Books every so many weeks: the plan, its pauses, and its end in one step."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import BaseModel
from starlette.datastructures import FormData
from starlette.responses import Response

from accessible_reader.deliveries.ahead import TOLD
from accessible_reader.deliveries.fields import MOST_ITEMS
from accessible_reader.deliveries.lifecycle import VisitState
from accessible_reader.deliveries.models import PARTS
from accessible_reader.deliveries.plans import AHEAD, Pause, PlanView, PlanWish
from accessible_reader.errors import BadRecord, NotAllowed, NotFound
from web.access import Pages, Who
from web.deliveries.asking import (
    LEAST_KILOGRAMS,
    MOST_KILOGRAMS,
    NONE,
    OTHER_FORMS,
    amount_words,
    blame,
    check_forms,
    form_choices,
    formats_of,
    grams_of,
    taste_values,
    tastes_of,
    usual_values,
)
from web.deliveries.doors import HISTORY, agreed_to
from web.deliveries.numbers import Amount, Count
from web.deliveries.sides import Side, own_side, phone_side
from web.deliveries.words import plan_words
from web.forms import Filled, Posted, asked, fill
from web.forms.days import Day
from web.visit import Visit, Visiting

pages = Pages()

MOST_WEEKS: Final = 26
_KINDS: Final = tuple(one for one in OTHER_FORMS if one != NONE)


class PlanForm(BaseModel):
    """In the order of the page."""

    every_weeks: Count = asked("number", words="deliver-every-weeks", ge=1, le=MOST_WEEKS)
    first_day: Day = asked(words="deliver-first-day")
    part: Literal[PARTS] = asked("radio", words="deliver-plan-part")  # type: ignore[valid-type]
    first: Literal[_KINDS] = asked("radio", words="deliver-first")  # type: ignore[valid-type]
    second: Literal[OTHER_FORMS] = asked("radio", words="deliver-second", default=NONE)  # type: ignore[valid-type]
    third: Literal[OTHER_FORMS] = asked("radio", words="deliver-third", default=NONE)  # type: ignore[valid-type]
    most_items: Count = asked("number", words="deliver-most-items", ge=1, le=MOST_ITEMS)
    most_kilograms: Amount = asked(
        words="deliver-most-kilograms", ge=LEAST_KILOGRAMS, le=MOST_KILOGRAMS, allow_inf_nan=False
    )
    likes: str = asked(words="deliver-likes", default="", max_length=500)
    dislikes: str = asked(words="deliver-dislikes", default="", max_length=500)
    skip_read: bool = asked("check", words="deliver-skip-read", default=False)


class PauseForm(BaseModel):
    """First and last day without a visit."""

    pause_first: Day = asked(words="deliver-pause-first")
    pause_last: Day = asked(words="deliver-pause-last")


@pages.page("/deliveries/plan", Who.SIGNED_IN, name="delivery_plan")
def plan(visit: Visiting) -> Response:
    """The plan, or how to begin one."""
    return _show(visit, own_side(visit))


@pages.form("/deliveries/plan", Who.SIGNED_IN, name="delivery_plan_save")
def plan_save(visit: Visiting, sent: Posted) -> Response:
    """Begin or change it."""
    return _save(visit, own_side(visit), sent)


@pages.form("/deliveries/plan/pauses", Who.SIGNED_IN, name="delivery_pause")
def pause(visit: Visiting, sent: Posted) -> Response:
    """No visits from a day to a day."""
    return _pause(visit, own_side(visit), sent)


@pages.form("/deliveries/plan/pauses/remove", Who.SIGNED_IN, name="delivery_pause_remove")
def pause_remove(visit: Visiting, sent: Posted) -> Response:
    """Visits again."""
    return _unpause(visit, own_side(visit), sent)


@pages.form("/deliveries/plan/end", Who.SIGNED_IN, name="delivery_plan_end")
def plan_end(visit: Visiting) -> Response:
    """No more visits."""
    return _end(visit, own_side(visit))


@pages.page("/staff/patrons/{person_id}/deliveries/plan", Who.STAFF, name="delivery_phone_plan")
def phone_plan(visit: Visiting, person_id: str) -> Response:
    """The same for whoever is on the telephone."""
    return _show(visit, phone_side(visit, person_id))


@pages.form("/staff/patrons/{person_id}/deliveries/plan", Who.STAFF, name="delivery_phone_plan_save")
def phone_plan_save(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """The same."""
    return _save(visit, phone_side(visit, person_id), sent)


@pages.form("/staff/patrons/{person_id}/deliveries/plan/pauses", Who.STAFF, name="delivery_phone_pause")
def phone_pause(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """The same."""
    return _pause(visit, phone_side(visit, person_id), sent)


@pages.form(
    "/staff/patrons/{person_id}/deliveries/plan/pauses/remove", Who.STAFF, name="delivery_phone_pause_remove"
)
def phone_pause_remove(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """The same."""
    return _unpause(visit, phone_side(visit, person_id), sent)


@pages.form("/staff/patrons/{person_id}/deliveries/plan/end", Who.STAFF, name="delivery_phone_plan_end")
def phone_plan_end(visit: Visiting, person_id: str) -> Response:
    """The same."""
    return _end(visit, phone_side(visit, person_id))


def _save(visit: Visit, side: Side, sent: FormData) -> Response:
    present = visit.service.deliveries.plan(visit.person_id, side.subject)
    form = fill(PlanForm, visit.words, sent, form_choices(visit))
    check_forms(form)
    if form.failed:
        form.done = None
    if form.done is not None:
        done = form.done
        wish = PlanWish(
            done.every_weeks,
            done.first_day,
            done.part,
            tastes_of(done),
            formats_of(done),
            done.most_items,
            grams_of(done),
            done.skip_read,
            present.wish.pauses if present else (),
        )
        try:
            visit.service.deliveries.set_plan(visit.person_id, side.subject, wish)
        except BadRecord as error:
            blame(form, error, side)
        else:
            said = "said-deliver-plan-changed" if present else "said-deliver-plan-begun"
            return side.on_to(visit, "plan", said)
    return _show(visit, side, form=form)


def _pause(visit: Visit, side: Side, sent: FormData) -> Response:
    present = _present(visit, side)
    form = fill(PauseForm, visit.words, sent)
    if form.done is not None and form.done.pause_last < form.done.pause_first:
        form.errors["pause_last"] = visit.words("deliver-pause-order")
        form.done = None
    if form.done is not None:
        added = Pause(form.done.pause_first, form.done.pause_last)
        try:
            visit.service.deliveries.pause_plan(
                visit.person_id, side.subject, [*(one for one in present.wish.pauses if one != added), added]
            )
        except BadRecord:  # longer than a year, or too many
            form.errors["pause_last"] = visit.words("deliver-pause-too-long")
            form.done = None
        else:
            return side.on_to(visit, "plan", "said-deliver-paused-days")
    return _show(visit, side, pausing=form)


def _unpause(visit: Visit, side: Side, sent: FormData) -> Response:
    gone = str(sent.get("pause", ""))
    left = [one for one in _present(visit, side).wish.pauses if _key(one) != gone]
    visit.service.deliveries.pause_plan(visit.person_id, side.subject, left)
    return side.on_to(visit, "plan", "said-deliver-pause-removed")


def _end(visit: Visit, side: Side) -> Response:
    visit.service.deliveries.end_plan(visit.person_id, side.subject)
    return side.on_to(visit, "plan", "said-deliver-plan-ended")


def _present(visit: Visit, side: Side) -> PlanView:
    found = visit.service.deliveries.plan(visit.person_id, side.subject)
    if found is None:
        raise NotFound("visit-plan-not-found")
    return found


def _show(
    visit: Visit,
    side: Side,
    *,
    form: Filled[PlanForm] | None = None,
    pausing: Filled[PauseForm] | None = None,
) -> Response:
    words = visit.words
    present = visit.service.deliveries.plan(visit.person_id, side.subject)
    values = _values(present.wish) if present else usual_values(visit, side)
    planning = form or Filled(PlanForm, words, values, form_choices(visit))
    pausing = pausing or Filled(PauseForm, words)
    failed = next((one for one in (planning, pausing) if one.failed), None)
    agreed = agreed_to(visit, side)
    return visit.page(
        "deliveries_plan.html",
        "delivery-plan-title",
        trail=side.trail(visit, "list"),
        status=422 if failed else 200,
        failed=failed is not None,
        side=side,
        to=side.addresses(visit),
        plan=present,
        told=plan_words(words, present) if present else "",
        how=words("deliver-plan-how", drafted=AHEAD.days, told=TOLD.days),
        pauses=[
            (_key(one), words("deliver-pause", first=words.day(one.first), last=words.day(one.last)))
            for one in (present.wish.pauses if present else ())
        ],
        draft=_draft(visit, side),
        form=failed or planning,
        planning=planning,
        pausing=pausing,
        remembers=agreed is not None and HISTORY in agreed,
    )


def _draft(visit: Visit, side: Side) -> tuple[str, str] | None:
    """Id and day of a visit that the plan has put together and that may still be changed."""
    try:
        found = visit.service.deliveries.of(visit.person_id, side.subject)
    except NotAllowed:  # a carer who may plan and not ask
        return None
    drafts = [one for one in found if one.state is VisitState.DRAFTED and one.day is not None]
    return (drafts[0].id, visit.words.day(drafts[0].day)) if drafts and drafts[0].day else None


def _values(wish: PlanWish) -> dict[str, Any]:
    forms = (*wish.formats, NONE, NONE)[:3]
    return {
        **dict(zip(("first", "second", "third"), forms, strict=True)),
        "every_weeks": str(wish.every_weeks),
        "first_day": wish.first_day.isoformat(),
        "part": wish.part,
        "most_items": str(wish.most_items),
        "most_kilograms": amount_words(wish.most_grams / 1000),
        **taste_values(wish.tastes),
        "skip_read": wish.skip_read,
    }


def _key(one: Pause) -> str:
    return f"{one.first.isoformat()}/{one.last.isoformat()}"
