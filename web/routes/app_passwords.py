"""Apps and podcasts on the account pages: a password for each app, a private address for each podcast, and taking them away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.catalogue.listing import titles_of_editions
from accessible_reader.database import now
from accessible_reader.errors import BadRecord, NotNow
from accessible_reader.people.sign_in.sessions import require_fresh
from web.access import Pages, Who
from web.feeds.authentication import absolute
from web.feeds.episodes import FORMAT, artifact_of
from web.forms import Filled, Posted, asked, fill
from web.pages import Crumb
from web.visit import Visit, Visiting

pages = Pages()


class AppForm(BaseModel):
    """What the app is called: so that one knows later which one to take away."""

    app_name: str = asked(min_length=1, max_length=60)


@dataclass(frozen=True, slots=True)
class PodcastLine:
    """A borrowed book. ``made``: when its private address was made, in words; "" where it has none."""

    edition_id: str
    title_id: str
    name: str
    language: str
    made: str


@pages.page("/account/apps", Who.SIGNED_IN, name="app_passwords")
def apps(visit: Visiting) -> Response:
    """What there is, and how an app is set up."""
    visitor = visit.half_visitor()
    return visit.page(
        "apps.html",
        "apps-title",
        apps=visit.service.app_passwords.of(visitor),
        catalogue=absolute(visit, "opds_entrance"),
        podcasts=_podcasts(visit),
    )


@pages.page("/account/apps/new", Who.SIGNED_IN, name="app_new")
def new(visit: Visiting) -> Response:
    """Asks for a name. Whoever signed in long ago signs in once more, and comes back here."""
    require_fresh(visit.half_visitor(), now())
    return _ask(visit, Filled(AppForm, visit.words))


@pages.form("/account/apps/new", Who.SIGNED_IN, name="app_make")
def make(visit: Visiting, sent: Posted) -> Response:
    """The password, shown this once."""
    form = fill(AppForm, visit.words, sent)
    if form.done is None:
        return _ask(visit, form)
    try:
        made = visit.service.app_passwords.make(visit.half_visitor(), form.done.app_name)
    except (BadRecord, NotNow) as error:
        form.blame("app_name", error)
        return _ask(visit, form)
    return visit.page(
        "app_made.html",
        "app-made-title",
        params={"name": form.done.app_name.strip()},
        trail=_trail(visit),
        made=made,
        here=_apps(visit),
        catalogue=absolute(visit, "opds_entrance"),
    )


@pages.form("/account/apps/{app_id}/end", Who.SIGNED_IN, name="app_end")
def end(visit: Visiting, app_id: str) -> Response:
    """Out with its next request."""
    visit.service.app_passwords.end(visit.half_visitor(), app_id)
    return visit.go("app_passwords", "said-app-ended")


@pages.form("/account/podcasts/{edition_id}", Who.SIGNED_IN, name="podcast_make")
def podcast_make(visit: Visiting, edition_id: str) -> Response:
    """A private address of a borrowed book, shown this once; the recording is ordered where there is none."""
    person = visit.person_id
    token = visit.service.private_feeds.make(person, edition_id)
    ready = artifact_of(visit, edition_id) is not None
    if not ready:
        visit.service.requests.for_reader(person, person, edition_id, FORMAT)
    name = visit.service.listening.offer(edition_id).name
    return visit.page(
        "podcast_made.html",
        "podcast-made-title",
        params={"title": name},
        trail=_trail(visit),
        address=absolute(visit, "private_podcast", token=token),
        ready=ready,
        here=_apps(visit),
    )


@pages.form("/account/podcasts/{edition_id}/end", Who.SIGNED_IN, name="podcast_end")
def podcast_end(visit: Visiting, edition_id: str) -> Response:
    """The address leads nowhere any more."""
    visit.service.private_feeds.end(visit.person_id, edition_id)
    return visit.go("app_passwords", "said-podcast-ended")


def _ask(visit: Visit, form: Filled[Any]) -> Response:
    return visit.page(
        "app_new.html",
        "app-new-title",
        status=422 if form.errors else 200,
        failed=bool(form.errors),
        trail=_trail(visit),
        form=form,
    )


def _podcasts(visit: Visit) -> list[PodcastLine]:
    person = visit.person_id
    loans = [
        one for one in visit.service.loans.of(person, person) if one.kind == "digital" and one.edition_id
    ]
    hits = titles_of_editions(visit.service.database, [one.edition_id for one in loans])
    made = visit.service.private_feeds.of(person)
    return [
        PodcastLine(
            one.edition_id,
            hits[one.edition_id].title_id,
            hits[one.edition_id].name,
            hits[one.edition_id].language,
            visit.words.moment(made[one.edition_id]) if one.edition_id in made else "",
        )
        for one in loans
        if one.edition_id is not None and one.edition_id in hits
    ]


def _trail(visit: Visit) -> list[Crumb]:
    return [Crumb(visit.words("apps-title"), _apps(visit))]


def _apps(visit: Visit) -> str:
    """Also where the buttons for languages lead back to from a page that is shown once."""
    return str(visit.request.app.url_path_for("app_passwords"))
