"""A new patron: a short form, the answers once more before they are kept, and the first PIN, shown this once. And their record, to be corrected."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.errors import BadRecord, NotAllowed
from accessible_reader.people.fields import SEALED, NewPerson, tidy
from converters.errors import ConversionError
from web.access import Pages, Who
from web.desk import desk_branch, desk_branches, pages_above, reader_of
from web.forms import Filled, Posted, asked, fill
from web.i18n import NAMES
from web.routes.book import FORMATS
from web.routes.staff_patrons import reads_of
from web.visit import Visit, Visiting

pages = Pages()

_FORMAT: Final = {"audio": FORMATS["hear"][0], "braille": FORMATS["feel"][0], "print": FORMATS["see"][0]}
"""What somebody likes best → the format that pages offer them first."""
_READS: Final = (*_FORMAT, "unknown")


class PatronForm(BaseModel):
    """What is asked for, and no more than that: nothing here says that somebody is blind."""

    name: str = asked(words="patron-name", min_length=1, max_length=100)
    card: str = asked(words="patron-card", min_length=1, max_length=64)
    phone: str = asked("tel", words="patron-phone", default="", max_length=40)
    email: str = asked("email", words="patron-email", default="", max_length=254)
    address: str = asked(words="patron-address", default="", max_length=500)
    birth_year: str = asked(words="patron-birth-year", default="", max_length=5, numeric=True)
    language: str = asked("select", words="patron-language", max_length=10)
    branch: str = asked("select", words="patron-branch", max_length=64)
    reads: str = asked(
        "radio", words="reads", choices=_READS, default="unknown", pattern=f"^({'|'.join(_READS)})$"
    )


@pages.page("/staff/patrons/new", Who.STAFF, name="staff_patron_new")
def new(visit: Visiting) -> Response:
    """The empty form."""
    values = {"language": visit.words.language, "branch": desk_branch(visit).id}
    return _ask(visit, Filled(PatronForm, visit.words, values, _choices(visit)))


@pages.form("/staff/patrons/new", Who.STAFF, name="staff_patron_check")
def check(visit: Visiting, sent: Posted) -> Response:
    """Answers to look at; back to correct them; or keep them. All of it travels in the page, and nothing is kept before it is confirmed."""
    form = fill(PatronForm, visit.words, sent, _choices(visit))
    step = str(sent.get("step", ""))
    _look(visit, form)
    if form.done is None or step == "change":
        if step == "change":
            form.errors.clear()
        return _ask(visit, form)
    if step != "keep":
        _free(visit, form, form.done)
        if form.done is None:
            return _ask(visit, form)
        return visit.page(
            "staff_patron_check.html", "staff-patron-check-title", trail=pages_above(visit), form=form
        )
    try:
        made = visit.service.people.register(visit.person_id, _new_person(form.done))
    except (BadRecord, NotAllowed) as error:
        form.blame(_field_of(error), error)
        return _ask(visit, form)
    _set_reads(visit, made, form.done.reads)
    return first_pin(visit, made)


def first_pin(visit: Visit, person_id: str) -> Response:
    """Give it, and show it this once: it is nowhere to be read afterwards."""
    pin = visit.service.sign_in.give_first_pin(visit.person_id, person_id)
    return visit.page(
        "staff_card.html",
        "first-pin-title",
        trail=pages_above(visit, person_id),
        reader=reader_of(visit, person_id),
        pin=f"{pin[:4]} {pin[4:]}",
    )


@pages.page("/staff/patrons/{person_id}/details", Who.STAFF, name="staff_patron_details")
def details(visit: Visiting, person_id: str) -> Response:
    """All fields, to be seen and corrected."""
    profile = visit.service.people.profile(visit.person_id, person_id)
    seen = visit.service.people.reveal(visit.person_id, person_id, SEALED, purpose="desk").values
    values: dict[str, Any] = {name: value or "" for name, value in seen.items()}
    values |= {
        "language": profile.language,
        "branch": profile.home_branch_id or "",
        "reads": reads_of(visit, person_id) or "unknown",
    }
    return _details(visit, person_id, Filled(PatronForm, visit.words, values, _choices(visit, person_id)))


@pages.form("/staff/patrons/{person_id}/details", Who.STAFF, name="staff_patron_details_save")
def details_save(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """Keep what was changed; only that is noted as changed."""
    form = fill(PatronForm, visit.words, sent, _choices(visit, person_id))
    _look(visit, form)
    if form.done is None:
        return _details(visit, person_id, form)
    done, actor = form.done, visit.person_id
    profile = visit.service.people.profile(actor, person_id)
    seen = visit.service.people.reveal(actor, person_id, SEALED, purpose="correction").values
    wanted = {name: tidy(name, getattr(done, name)) for name in SEALED}
    changes: dict[str, str | None] = {name: value for name, value in wanted.items() if value != seen[name]}
    if done.language != profile.language:
        changes["language"] = done.language
    if done.branch != profile.home_branch_id:
        changes["home_branch_id"] = done.branch
    try:
        if changes:
            visit.service.people.change(actor, person_id, changes, purpose="correction")
        _set_reads(visit, person_id, done.reads)
    except (BadRecord, NotAllowed) as error:
        form.blame(_field_of(error), error)
        return _details(visit, person_id, form)
    return visit.go("staff_patron", "said-patron-kept", person_id=person_id)


def _look(visit: Visit, form: Filled[PatronForm]) -> None:
    """What the service would refuse is said at its field."""
    for name in SEALED:
        try:
            form.values[name] = tidy(name, str(form.values.get(name, ""))) or ""
        except BadRecord as error:
            form.errors.setdefault(name, visit.words.finding(error))
    for name in ("language", "branch"):
        if form.values.get(name) not in {value for value, _ in form.choices[name]}:
            form.errors.setdefault(name, visit.words("form-choose", label=form.field(name).label))
    if form.errors:
        form.done = None


def _free(visit: Visit, form: Filled[PatronForm], done: PatronForm) -> None:
    """A card number that somebody of this branch has is said now, not after the answers were looked at; of other branches the service says it at the end."""
    if visit.service.people.find(visit.person_id, desk_branch(visit).id, "card", done.card):
        form.blame("card", BadRecord("person-card-taken"))


def _new_person(done: PatronForm) -> NewPerson:
    return NewPerson(
        done.name,
        done.card,
        done.phone or None,
        done.email or None,
        done.address or None,
        done.birth_year or None,
        done.language,
        done.branch,
    )


def _set_reads(visit: Visit, person_id: str, reads: str) -> None:
    """Only where it differs: whoever prefers another audio format than the usual one keeps it."""
    if reads == (reads_of(visit, person_id) or "unknown"):
        return
    chosen = visit.service.preferences.of(visit.person_id, person_id).model_dump()
    chosen["format"] = _FORMAT.get(reads)
    visit.service.preferences.set(visit.person_id, person_id, chosen)


def _field_of(error: ConversionError) -> str:
    """The field that a refusal of the service is about; "" for none."""
    parts = error.code.split("-")
    name = "_".join(parts[1:-1]) if parts[0] == "person" else ""
    return name if name in PatronForm.model_fields else ""


def _choices(visit: Visit, person_id: str = "") -> dict[str, list[tuple[str, str]]]:
    languages = list(NAMES.items())
    branches = [(one.id, one.name) for one in desk_branches(visit)]
    if person_id:  # what they have stays to be chosen, also where it is not one of ours
        profile = visit.service.people.profile(visit.person_id, person_id)
        if profile.language not in NAMES:
            languages.append((profile.language, visit.words.name_of(profile.language)))
        here = profile.home_branch_id
        if here not in {one for one, _ in branches}:
            names = {one.id: one.name for one in visit.service.branches.tree()}
            branches.append((here or "", names.get(here or "", "")))
    return {"language": languages, "branch": branches}


def _ask(visit: Visit, form: Filled[PatronForm]) -> Response:
    return visit.page(
        "staff_patron_new.html",
        "staff-patron-new-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        trail=pages_above(visit),
        form=form,
    )


def _details(visit: Visit, person_id: str, form: Filled[PatronForm]) -> Response:
    return visit.page(
        "staff_patron_details.html",
        "staff-patron-details-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        trail=pages_above(visit, person_id),
        form=form,
        person_id=person_id,
    )
