"""A title as staff correct it: what is known about the work, its lists, its versions with their rights, its things on shelves."""

from __future__ import annotations

import re
from typing import Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.catalogue.copies import NewCopy
from accessible_reader.catalogue.models import COPY_KINDS, RIGHTS
from accessible_reader.catalogue.titles import TitleFacts
from accessible_reader.catalogue.views import EditionView, TitleView
from accessible_reader.errors import BadRecord, NotNow
from accessible_reader.people.permissions import Action
from converters.errors import ConversionError
from web.access import Pages, Who
from web.forms import Filled, Posted, asked, fill
from web.pages import Crumb
from web.staff import branches_for, staff_trail
from web.staff_words import found_in, make_form
from web.visit import Visit, Visiting

pages = Pages()

ROLES: Final = {
    "authors": "aut",
    "translators": "trl",
    "narrators": "nrt",
    "editors": "edt",
    "illustrators": "ill",
}
"""Fields of the form → MARC relator codes. People in other roles stay as they are."""
_APART: Final = re.compile("[;；\n]")
_BY_HAND: Final = ("available", "in_repair", "lost", "withdrawn")


class TitleForm(BaseModel):
    """What is known about a work."""

    name: str = asked(words="title-name", min_length=1, max_length=1000)
    authors: str = asked("text", "", words="title-authors", max_length=2000)
    translators: str = asked("text", "", words="title-translators", max_length=2000)
    narrators: str = asked("text", "", words="title-narrators", max_length=2000)
    editors: str = asked("text", "", words="title-editors", max_length=2000)
    illustrators: str = asked("text", "", words="title-illustrators", max_length=2000)
    language: str = asked(words="title-language", min_length=1, max_length=35)
    series: str = asked("text", "", words="title-series", max_length=500)
    series_position: str = asked("text", "", words="title-series-position", max_length=20)
    subjects: str = asked("textarea", "", words="title-subjects", max_length=5000)
    summary: str = asked("textarea", "", words="title-summary", max_length=20_000)


class ListsForm(BaseModel):
    """In which lists it is."""

    lists: list[str] = asked("checkboxes", words="title-lists", default_factory=list)


class RightsForm(BaseModel):
    """What the library may do with an edition, and why."""

    rights: str = asked("radio", words="rights", choices=())
    rights_basis: str = asked(words="rights-basis", min_length=1, max_length=500)


class CopiesForm(BaseModel):
    """Things that came onto a shelf."""

    kind: str = asked("select", words="copy-kind")
    branch: str = asked("select", words="staff-branch")
    barcodes: str = asked("textarea", words="copy-barcodes", min_length=1, max_length=5000)
    shelf_mark: str = asked("text", "", words="copy-shelf-mark", max_length=60)


class WithdrawForm(BaseModel):
    """Taking an edition from readers takes a second thought."""

    sure: bool = asked("check", False, words="edition-sure")


@pages.page("/staff/titles/{title_id}", Who.STAFF, name="staff_title")
def title(visit: Visiting, title_id: str) -> Response:
    """The form, filled in."""
    found = visit.service.titles.get(title_id)
    return _show(visit, found, _filled(visit, found))


@pages.form("/staff/titles/{title_id}", Who.STAFF, name="staff_title_save")
def save(visit: Visiting, sent: Posted, title_id: str) -> Response:
    """Keep what was changed; search follows at once."""
    found = visit.service.titles.get(title_id)
    form = fill(TitleForm, visit.words, sent)
    if form.done is not None:
        given = form.done
        people = [(name, role) for field, role in ROLES.items() for name in _parts(getattr(given, field))]
        people += [(name, role) for name, role in found.people if role not in ROLES.values()]
        facts = TitleFacts(
            given.name,
            given.language,
            people,
            _parts(given.subjects),
            given.series or None,
            given.series_position or None,
            given.summary or None,
        )
        try:
            visit.service.titles.edit(visit.person_id, title_id, facts)
        except BadRecord as error:
            form.blame("language" if error.code == "title-language-wrong" else "name", error)
        else:
            return visit.go("staff_title", "said-title-saved", {"title": given.name}, title_id=title_id)
    return _show(visit, found, form)


@pages.form("/staff/titles/{title_id}/lists", Who.STAFF, name="staff_title_lists")
def put_in_lists(visit: Visiting, sent: Posted, title_id: str) -> Response:
    """Into the lists that are ticked, out of those that are not."""
    lists = visit.service.title_lists
    wanted = {str(one) for one in sent.getlist("lists")}
    there = lists.with_title(visit.person_id, title_id)
    known = {one.id for one in lists.all(visit.person_id)}
    for one in sorted((wanted & known) - there):
        lists.put(visit.person_id, one, title_id)
    for one in sorted(there - wanted):
        lists.take_out(visit.person_id, one, title_id)
    return visit.go("staff_title", "said-lists-saved", title_id=title_id)


@pages.page("/staff/editions/{edition_id}", Who.STAFF, name="staff_edition")
def edition(visit: Visiting, edition_id: str) -> Response:
    """One version: its rights, what can be made of it, its copies."""
    return _show_edition(visit, visit.service.titles.edition(edition_id))


@pages.form("/staff/editions/{edition_id}/rights", Who.STAFF, name="staff_edition_rights")
def set_rights(visit: Visiting, sent: Posted, edition_id: str) -> Response:
    """Other rights."""
    found = visit.service.titles.edition(edition_id)
    form = fill(RightsForm, visit.words, sent, _rights(visit))
    if form.done is not None:
        try:
            visit.service.titles.set_rights(
                visit.person_id, edition_id, form.done.rights, form.done.rights_basis
            )
        except BadRecord as error:
            form.blame("rights" if error.code == "rights-wrong" else "rights_basis", error)
        else:
            return visit.go("staff_edition", "said-rights-saved", edition_id=edition_id)
    return _show_edition(visit, found, rights=form)


@pages.form("/staff/editions/{edition_id}/copies", Who.STAFF, name="staff_copies_add")
def add_copies(visit: Visiting, sent: Posted, edition_id: str) -> Response:
    """Copies with their barcodes; several at once are the volumes of one set."""
    found = visit.service.titles.edition(edition_id)
    form = fill(CopiesForm, visit.words, sent, _places(visit))
    if form.done is not None:
        new = [NewCopy(one, form.done.shelf_mark) for one in _parts(form.done.barcodes)]
        try:
            visit.service.copies.add(visit.person_id, edition_id, form.done.branch, form.done.kind, new)
        except ConversionError as error:
            form.blame(_COPY_FIELDS.get(error.code, "barcodes"), error)
        else:
            return visit.go("staff_edition", "said-copies-added", {"count": len(new)}, edition_id=edition_id)
    return _show_edition(visit, found, copies=form)


@pages.form("/staff/editions/{edition_id}/copy", Who.STAFF, name="staff_copy_state")
def set_state(visit: Visiting, sent: Posted, edition_id: str) -> Response:
    """Take a copy off the shelf, or put it back."""
    barcode, state = str(sent.get("barcode", "")), str(sent.get("state", ""))
    try:
        visit.service.copies.set_state(visit.person_id, barcode, state)
    except NotNow as error:
        return visit.go(
            "staff_edition",
            "said-copy-not-now",
            {"reason": visit.words.finding(error)},
            edition_id=edition_id,
        )
    word = visit.words(f"copy-state-{state.replace('_', '-')}")
    return visit.go(
        "staff_edition", "said-copy-state", {"barcode": barcode, "state": word}, edition_id=edition_id
    )


@pages.form("/staff/editions/{edition_id}/withdraw", Who.STAFF, name="staff_edition_withdraw")
def withdraw(visit: Visiting, sent: Posted, edition_id: str) -> Response:
    """Out of use; handed in again, the same file brings it back."""
    found = visit.service.titles.edition(edition_id)
    form = fill(WithdrawForm, visit.words, sent)
    if form.done is None or not form.done.sure:
        form.errors["sure"] = visit.words("edition-sure-needed")
        return _show_edition(visit, found, withdrawing=form)
    try:
        visit.service.titles.withdraw_edition(visit.person_id, edition_id)
    except NotNow as error:
        return visit.go(
            "staff_edition",
            "said-copy-not-now",
            {"reason": visit.words.finding(error)},
            edition_id=edition_id,
        )
    return visit.go("staff_title", "said-edition-withdrawn", title_id=found.title_id)


_COPY_FIELDS: Final = {
    "copy-kind-wrong": "kind",
    "branch-not-found": "branch",
    "permission-other-branch": "branch",
}
"""What was refused → the field to blame."""


def _show(visit: Visit, found: TitleView, form: Filled[TitleForm]) -> Response:
    lists = visit.service.title_lists
    known = lists.all(visit.person_id)
    chosen = {"lists": sorted(lists.with_title(visit.person_id, found.id))}
    return visit.page(
        "staff_title.html",
        "staff-edit-title",
        params={"title": found.name},
        trail=staff_trail(visit, _book(visit, found)),
        status=422 if form.failed else 200,
        failed=form.failed,
        form=form,
        title=found,
        lists=Filled(ListsForm, visit.words, chosen, {"lists": [(one.id, one.name) for one in known]})
        if known
        else None,
    )


def _show_edition(
    visit: Visit,
    found: EditionView,
    *,
    rights: Filled[RightsForm] | None = None,
    copies: Filled[CopiesForm] | None = None,
    withdrawing: Filled[WithdrawForm] | None = None,
) -> Response:
    of = visit.service.titles.get(found.title_id)
    failed = rights or copies or withdrawing
    places = _places(visit)
    first = places["branch"][0][0] if places["branch"] else ""
    now_there = {"rights": found.rights, "rights_basis": found.rights_basis}
    return visit.page(
        "staff_edition.html",
        "staff-edition-title",
        params={"title": of.name},
        trail=staff_trail(
            visit,
            _book(visit, of),
            Crumb(
                visit.words("staff-edit-title", title=of.name),
                str(visit.request.app.url_path_for("staff_title", title_id=of.id)),
            ),
        ),
        status=422 if failed else 200,
        failed=failed is not None,
        form=failed or Filled(RightsForm, visit.words, now_there, _rights(visit)),
        title=of,
        edition=found,
        facts=found_in(visit, of, found),
        rights=rights or Filled(RightsForm, visit.words, now_there, _rights(visit)),
        copies=copies or Filled(CopiesForm, visit.words, {"kind": "braille", "branch": first}, places),
        withdrawing=withdrawing or Filled(WithdrawForm, visit.words),
        holdings=[one for one in of.holdings if one.edition_id == found.id],
        by_hand=_BY_HAND,
        make=make_form(visit, found),
        made=visit.service.requests.board(visit.person_id, edition_ids=[found.id]).lines,
    )


def _filled(visit: Visit, found: TitleView) -> Filled[TitleForm]:
    values = {
        "name": found.name,
        "language": found.language,
        "series": found.series or "",
        "series_position": found.series_position or "",
        "subjects": "\n".join(found.subjects),
        "summary": found.summary or "",
    }
    for field, role in ROLES.items():
        values[field] = "; ".join(name for name, one in found.people if one == role)
    return Filled(TitleForm, visit.words, values)


def _book(visit: Visit, found: TitleView) -> Crumb:
    return Crumb(found.name, str(visit.request.app.url_path_for("book", title_id=found.id)))


def _rights(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    return {"rights": [(one, visit.words(f"rights-{one.replace('_', '-')}")) for one in RIGHTS]}


def _places(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    kinds = [one for one in COPY_KINDS if one != "player"]
    return {
        "kind": [(one, visit.words(f"facet-format-{one.replace('_', '-')}")) for one in kinds],
        "branch": [(one.code, one.name) for one in branches_for(visit, Action.EDIT_CATALOGUE)],
    }


def _parts(text: str) -> list[str]:
    """What stands between semicolons or on lines of its own."""
    return [one.strip() for one in _APART.split(text) if one.strip()]
