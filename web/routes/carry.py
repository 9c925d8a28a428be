"""The page of the day for whoever carries bags: by a link that is dead at midnight, or signed in. Five buttons, and nothing of what anybody reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from accessible_reader.database import now
from accessible_reader.deliveries.carrying import Outcome, Stop
from accessible_reader.deliveries.lifecycle import Reason, VisitState
from accessible_reader.errors import BadRecord, NotFound, NotNow
from converters.errors import ConversionError
from web.access import Pages, Who
from web.deliveries.words import bag_words, part_words, reason_choices
from web.errors import status_of
from web.forms import Filled, Posted, asked, fill
from web.pages import Crumb
from web.visit import Visit, Visiting

pages = Pages()

PROBLEMS: Final = (Reason.ADDRESS, Reason.WEATHER, Reason.UNSAFE, Reason.LIBRARY, Reason.OTHER)
_AT_THE_DOOR: Final = frozenset({VisitState.OUT, VisitState.DELIVERED, VisitState.SHELVED})
"""In which something of an earlier visit may be given back."""
_DONE: Final = frozenset({VisitState.DELIVERED, VisitState.COLLECTED, VisitState.SHELVED})
_SCRIPT_WORDS: Final = ("noted", "line", "sent", "offline", "sign-in", "later", "wiped")
_PRIVATE: Final = {"X-Robots-Tag": "noindex, nofollow"}


class PressForm(BaseModel):
    """One button. ``ago``: the telephone had no connection, and says how many seconds ago it was pressed; ``number``: of the stop, for the answer."""

    outcome: Outcome | None = asked("hidden", None, words="carry-press")
    problem: Reason | None = asked("hidden", None, words="carry-press")
    collect: str | None = asked("hidden", None, words="carry-press", max_length=64)
    number: int = asked("hidden", 0, words="carry-press", ge=0, le=999)
    ago: int = asked("hidden", 0, words="carry-press", ge=0, le=1_000_000)


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody came here: ``token`` "" for whoever is signed in."""

    actor: str
    round_id: str
    token: str = ""

    def page(self, visit: Visit) -> str:
        """Address of the page."""
        if self.token:
            return str(visit.request.app.url_path_for("carry_link", token=self.token))
        return str(visit.request.app.url_path_for("carry_round", round_id=self.round_id))

    def press(self, visit: Visit, visit_id: str) -> str:
        """Where the buttons of a stop are sent to."""
        find = visit.request.app.url_path_for
        if self.token:
            return str(find("carry_link_press", token=self.token, visit_id=visit_id))
        return str(find("carry_round_press", round_id=self.round_id, visit_id=visit_id))


@dataclass(frozen=True, slots=True)
class StopHere:
    """A stop as the page shows it. ``door``: whether name and address are shown; ``asked``: whether it is still to be said what became of it."""

    stop: Stop
    bag: str
    state: str
    door: bool
    asked: bool
    collect: tuple[tuple[str, str, int], ...]
    """Visit, number on the bag, pieces."""
    press: str


@pages.page("/carry", Who.SIGNED_IN, name="carry")
def mine(visit: Visiting) -> Response:
    """What one carries today."""
    rounds = visit.service.carrying.mine(visit.person_id)
    return visit.page(
        "carry.html", "carry-mine-title", rounds=rounds, part_words=part_words, script_words=_words(visit)
    )


@pages.page("/carry/rounds/{round_id}", Who.SIGNED_IN, name="carry_round")
def one_round(visit: Visiting, round_id: str) -> Response:
    """A round, for its carrier on its day, and for staff of the branch."""
    return _show(visit, Way(visit.person_id, round_id))


@pages.form("/carry/rounds/{round_id}/stops/{visit_id}", Who.SIGNED_IN, name="carry_round_press")
def press(visit: Visiting, round_id: str, visit_id: str, sent: Posted) -> Response:
    """A button."""
    return _pressed(visit, Way(visit.person_id, round_id), visit_id, sent)


@pages.page("/carry/{token}", Who.LINK, name="carry_link")
def by_link(visit: Visiting, token: str) -> Response:
    """A round, for whoever has the link of the day. What a telephone could not send before it died is told here, too."""
    try:
        opened = visit.service.carrying.open_link(token)
    except NotFound:
        return visit.page("carry_over.html", "carry-over-title", status=404, script_words=_words(visit))
    return _show(visit, Way(opened.carrier_id, opened.round_id, token))


@pages.form("/carry/{token}/stops/{visit_id}", Who.LINK, name="carry_link_press")
def press_by_link(visit: Visiting, token: str, visit_id: str, sent: Posted) -> Response:
    """A button."""
    try:
        opened = visit.service.carrying.open_link(token)
    except NotFound as error:
        if not _asks_json(visit):
            raise
        return _refused(visit, error)
    return _pressed(visit, Way(opened.carrier_id, opened.round_id, token), visit_id, sent)


def _pressed(visit: Visit, way: Way, visit_id: str, sent: Posted) -> Response:
    """Note it; for a script in a few words, for everybody else with the page again, at the next stop."""
    form = fill(PressForm, visit.words, sent)
    try:
        if form.done is None:
            raise BadRecord("carry-press-none")
        said, params, told = _note(visit, way, visit_id, form.done)
    except ConversionError as error:
        if _asks_json(visit):
            return _refused(visit, error)
        if not isinstance(error, NotNow | BadRecord):
            raise
        form.errors.clear()
        form.general[:] = [_why(visit, error)]
        return _show(visit, way, status=422, form=form, here=visit_id)
    if _asks_json(visit):
        return JSONResponse({"noted": True, "said": visit.words(said, **params), "state": told})
    stays = said in {"said-carry-arrived", "said-carry-collect"} or _has_more(visit, way, visit_id)
    return visit.go_to(f"{way.page(visit)}{f'?stop={visit_id}' if stays else ''}", said, params)


def _note(visit: Visit, way: Way, visit_id: str, done: PressForm) -> tuple[str, dict[str, Any], str]:
    """What is said, with what in it, and how the stop stands now."""
    carrying, words = visit.service.carrying, visit.words
    number: dict[str, Any] = {"number": done.number}
    if done.collect:
        carrying.collect(way.actor, visit_id, done.collect, round_id=way.round_id)
        return "said-carry-collect", number, ""
    outcome = Outcome.PROBLEM if done.problem is not None else done.outcome
    if outcome is None:
        raise BadRecord("carry-press-none")
    moment = now()
    state = carrying.report(
        way.actor,
        visit_id,
        outcome,
        reason=done.problem,
        happened=moment - timedelta(seconds=done.ago),
        round_id=way.round_id,
        at=moment,
    )
    if done.problem is not None:
        number["reason"] = words(f"delivery-reason-{done.problem.value}")
    return f"said-carry-{outcome.value}", number, _state_words(visit, state, arrived=True)


def _has_more(visit: Visit, way: Way, visit_id: str) -> bool:
    """Whether a bag may still be given back at this door."""
    stops = visit.service.carrying.stops(way.actor, way.round_id)
    return any(one.collect and one.state in _AT_THE_DOOR for one in stops if one.visit_id == visit_id)


def _show(
    visit: Visit, way: Way, *, status: int = 200, form: Filled[PressForm] | None = None, here: str = ""
) -> Response:
    stops = visit.service.carrying.stops(way.actor, way.round_id)
    about = visit.service.carrying.round(way.actor, way.round_id)
    shown = [_here(visit, way, one) for one in stops]
    wanted = here or visit.request.query_params.get("stop", "")
    known = {one.stop.visit_id for one in shown}
    first = next((one for one in shown if one.asked and not one.stop.over), None)
    left = about.until - now()
    data: dict[str, Any] = {"form": form} if form is not None else {}
    answer = visit.page(
        "carry_round.html",
        "carry-title",
        status=status,
        failed=form is not None,
        trail=()
        if way.token
        else [Crumb(visit.words("carry-mine-title"), str(visit.request.app.url_path_for("carry")))],
        stops=shown,
        about=about,
        part=part_words(visit.words, about.part),
        open_stop=wanted if wanted in known else first.stop.visit_id if first else "",
        first=first,
        bag_words=bag_words,
        problems=reason_choices(visit.words, PROBLEMS),
        # For whoever goes there it ends with the day; staff look at it again.
        left=max(0, round(left.total_seconds() * 1000)) if left < timedelta(days=1, hours=2) else "",
        script_words=_words(visit),
        **data,
    )
    answer.headers.update(_PRIVATE)
    return answer


def _here(visit: Visit, way: Way, stop: Stop) -> StopHere:
    bags = stop.collect if stop.state in _AT_THE_DOOR else ()
    return StopHere(
        stop,
        bag_words(stop.bag),
        visit.words("carry-state-withheld") if stop.withheld else _state_words(visit, stop.state, arrived=stop.arrived),
        door=not stop.withheld and stop.state not in _DONE,
        asked=not stop.withheld and stop.state in {VisitState.OUT, VisitState.NOT_DELIVERED},
        collect=tuple((one.visit_id, bag_words(one.bag), one.pieces) for one in bags),
        press=way.press(visit, stop.visit_id),
    )  # fmt: skip


def _state_words(visit: Visit, state: VisitState, *, arrived: bool) -> str:
    name = state.value.replace("_", "-")
    if state is VisitState.OUT and arrived:
        name = "arrived"
    elif state in {VisitState.COLLECTED, VisitState.SHELVED}:
        name = "over"
    code = f"carry-state-{name}"
    return visit.words(code if visit.words.has(code) else "carry-state-elsewhere")


def _why(visit: Visit, error: ConversionError) -> str:
    """Why it was not noted, for somebody in a street."""
    if error.code == "visit-not-now":
        state = _state_words(visit, VisitState(str(error.params["state"])), arrived=False)
        return visit.words("carry-not-now", state=state)
    return visit.words.finding(error)


def _refused(visit: Visit, error: ConversionError) -> Response:
    return JSONResponse({"noted": False, "said": _why(visit, error)}, status_of(error))


def _asks_json(visit: Visit) -> bool:
    return "application/json" in visit.request.headers.get("accept", "")


def _words(visit: Visit) -> dict[str, str]:
    return {one: visit.words(f"carry-script-{one}") for one in _SCRIPT_WORDS}
