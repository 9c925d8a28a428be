"""Lists of titles that staff put together for readers."""

from __future__ import annotations

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.catalogue.lists import ListFacts
from accessible_reader.errors import BadRecord
from accessible_reader.people.permissions import Action
from web.access import Pages, Who
from web.forms import Filled, Posted, asked, fill
from web.pages import query
from web.staff import above, branches_for, staff_trail
from web.visit import Visit, Visiting

pages = Pages()


class ListForm(BaseModel):
    """What is said about a list."""

    name: str = asked(words="list-name", min_length=1, max_length=200)
    about: str = asked("textarea", "", words="list-about", max_length=2000)
    branch: str = asked("select", "", words="list-branch")
    shown: bool = asked("check", False, words="list-shown")


class RemoveForm(BaseModel):
    """Removing a list takes a second thought."""

    sure: bool = asked("check", False, words="list-sure")


@pages.page("/staff/lists", Who.STAFF, name="staff_lists")
def lists(visit: Visiting) -> Response:
    """All lists, and the form for a new one."""
    return _show(visit, Filled(ListForm, visit.words, {}, _choices(visit)))


@pages.form("/staff/lists", Who.STAFF, name="staff_list_make")
def make(visit: Visiting, sent: Posted) -> Response:
    """A new list."""
    form = fill(ListForm, visit.words, sent, _choices(visit))
    facts = _facts(visit, form)
    if facts is not None:
        try:
            made = visit.service.title_lists.make(visit.person_id, facts)
        except BadRecord as error:
            form.blame("name", error)
        else:
            return visit.go("staff_list", "said-list-made", list_id=made)
    return _show(visit, form)


@pages.page("/staff/lists/{list_id}", Who.STAFF, name="staff_list")
def one_list(visit: Visiting, list_id: str, after: int = 0) -> Response:
    """One list: what is said about it, and its titles in their order."""
    return _show_one(visit, list_id, None, after)


@pages.form("/staff/lists/{list_id}", Who.STAFF, name="staff_list_save")
def save(visit: Visiting, sent: Posted, list_id: str) -> Response:
    """Say something else about it."""
    form = fill(ListForm, visit.words, sent, _choices(visit))
    facts = _facts(visit, form)
    if facts is not None:
        try:
            visit.service.title_lists.change(visit.person_id, list_id, facts)
        except BadRecord as error:
            form.blame("name", error)
        else:
            return visit.go("staff_list", "said-list-saved", list_id=list_id)
    return _show_one(visit, list_id, form, 0)


@pages.form("/staff/lists/{list_id}/first", Who.STAFF, name="staff_list_first")
def first(visit: Visiting, sent: Posted, list_id: str) -> Response:
    """Move a title to the top."""
    service, title_id = visit.service.title_lists, str(sent.get("title", ""))
    top = service.titles(visit.person_id, list_id, limit=1).entries
    if top and top[0][0].title_id != title_id:
        service.put(visit.person_id, list_id, title_id, before=top[0][0].title_id)
    return visit.go("staff_list", "said-list-saved", list_id=list_id)


@pages.form("/staff/lists/{list_id}/take-out", Who.STAFF, name="staff_list_take_out")
def take_out(visit: Visiting, sent: Posted, list_id: str) -> Response:
    """Take a title out."""
    visit.service.title_lists.take_out(visit.person_id, list_id, str(sent.get("title", "")))
    return visit.go("staff_list", "said-list-saved", list_id=list_id)


@pages.form("/staff/lists/{list_id}/remove", Who.STAFF, name="staff_list_remove")
def remove(visit: Visiting, sent: Posted, list_id: str) -> Response:
    """Remove the list; its titles stay in the catalogue."""
    form = fill(RemoveForm, visit.words, sent)
    if form.done is None or not form.done.sure:
        form.errors["sure"] = visit.words("list-sure-needed")
        return _show_one(visit, list_id, None, 0, form)
    visit.service.title_lists.remove(visit.person_id, list_id)
    return visit.go("staff_lists", "said-list-removed")


def _show(visit: Visit, form: Filled[ListForm]) -> Response:
    return visit.page(
        "staff_lists.html",
        "staff-lists-title",
        trail=staff_trail(visit),
        status=422 if form.failed else 200,
        failed=form.failed,
        form=form,
        lists=visit.service.title_lists.all(visit.person_id),
    )


def _show_one(
    visit: Visit,
    list_id: str,
    said: Filled[ListForm] | None,
    after: int,
    removing: Filled[RemoveForm] | None = None,
) -> Response:
    about = visit.service.title_lists.get(visit.person_id, list_id)
    page = visit.service.title_lists.titles(visit.person_id, list_id, after=after)
    code = next((one.code for one in visit.service.branches.tree() if one.id == about.branch_id), "")
    values = {"name": about.name, "about": about.about, "branch": code, "shown": about.shown}
    filled = Filled(ListForm, visit.words, values, _choices(visit, code))
    return visit.page(
        "staff_list.html",
        "staff-list-title",
        params={"name": about.name},
        trail=staff_trail(visit, above(visit, "staff_lists")),
        status=422 if said or removing else 200,
        failed=bool(said or removing),
        form=removing or said or filled,
        about=said or filled,
        removing=removing or Filled(RemoveForm, visit.words),
        list_id=list_id,
        entries=page.entries,
        next=query(after=page.next) if page.next else "",
    )


def _facts(visit: Visit, form: Filled[ListForm]) -> ListFacts | None:
    if form.done is None:
        return None
    branches = {one.code: one.id for one in visit.service.branches.tree()} | {"": None}
    if form.done.branch not in branches:
        form.done = None
        form.errors["branch"] = form.words("form-choose", label=form.field("branch").label)
        return None
    return ListFacts(form.done.name, form.done.about, branches[form.done.branch], form.done.shown)


def _choices(visit: Visit, also: str = "") -> dict[str, list[tuple[str, str]]]:
    """The whole library, and the branches of whoever asks; ``also``: the one that the list is of."""
    mine = branches_for(visit, Action.EDIT_CATALOGUE)
    others = [one for one in visit.service.branches.tree() if one.code == also and one not in mine]
    return {
        "branch": [
            ("", visit.words("list-of-all-branches")),
            *((one.code, one.name) for one in [*mine, *others]),
        ]
    }
