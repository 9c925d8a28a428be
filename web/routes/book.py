"""The page of a book in plain words, and what one can do with it: borrow, wish for, wait for, have made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.catalogue.views import EditionView, TitleView
from accessible_reader.conversions.offers import Offer, offers_of, seconds_to_make
from accessible_reader.errors import NotAllowed, NotFound
from accessible_reader.people.access import is_eligible
from web.access import Pages, Who
from web.forms import Filled, Posted, asked, fill
from web.visit import Visit, Visiting

pages = Pages()

FORMATS: Final = {
    "hear": ("audio-mp3", "daisy-202", "daisy-3", "audio-m4b", "audio-epub"),
    "feel": ("braille-brf", "braille-ebraille", "braille-pef"),
    "see": ("large-print-pdf", "large-print-epub", "large-print-docx", "large-print-html"),
}
"""What readers are offered, by the sense they read with; the first is what most want."""
_WORDS_A_MINUTE: Final = 155
_HAN_A_MINUTE: Final = 240


class MakeForm(BaseModel):
    """Which format."""

    format: str = asked("radio", words="format", max_length=40)


class HoldForm(BaseModel):
    """Which kind of copy, and where to fetch it."""

    kind: str = asked("select", words="kind", max_length=20)
    pickup: str = asked("select", words="pickup", max_length=20)


@dataclass(frozen=True, slots=True)
class Ready:
    """A format that is made: ``facts`` are hours, volumes, pages and size in words."""

    conversion_id: str
    format: str
    facts: str


@pages.page("/book/{title_id}", Who.ANYBODY, name="book")
def book(visit: Visiting, title_id: str) -> Response:
    """The page."""
    return show(visit, visit.service.titles.get(title_id))


def show(
    visit: Visit,
    title: TitleView,
    *,
    make: Filled[MakeForm] | None = None,
    hold: Filled[HoldForm] | None = None,
) -> Response:
    """The page, perhaps with a form to be corrected."""
    edition = next((one for one in title.editions if one.has_file and not one.withdrawn), None)
    offers = offers_of(visit.service.database, edition.id) if edition else []
    ready = _ready(visit, offers)
    missing = _missing(visit, edition, ready) if edition else []
    kinds = sorted({one.kind for one in title.holdings})
    loan = _loan(visit, edition)
    failed = make or hold
    return visit.page(
        "book.html",
        "book-title",
        params={"title": title.name},
        status=422 if failed else 200,
        failed=failed is not None,
        form=failed or Filled(MakeForm, visit.words),
        heading_language=title.language if title.language != visit.words.language else None,
        title=title,
        edition=edition,
        facts=_facts(visit, title, edition),
        restricted=edition is not None and edition.rights == "print_disabled_only",
        eligible=_eligible(visit),
        ready=ready,
        making=[one.conversion for one in offers if one.conversion.state in {"queued", "running"}],
        make=make
        or Filled(MakeForm, visit.words, {"format": missing[0][0] if missing else ""}, {"format": missing}),
        can_make=bool(missing),
        hold=hold or _hold_form(visit, kinds),
        holdings=title.holdings,
        kinds=kinds,
        loan=loan,
        wished=_wished(visit, title.id),
    )


@pages.form("/book/{title_id}/borrow", Who.SIGNED_IN, name="borrow")
def borrow(visit: Visiting, title_id: str) -> Response:
    """Borrow it to listen and to read."""
    title, edition = _edition(visit, title_id)
    visit.service.loans.lend_digital(visit.person_id, visit.subject_id, edition.id)
    return visit.go("book", "said-borrowed", {"title": title.name}, title_id=title_id)


@pages.form("/book/{title_id}/wish", Who.SIGNED_IN, name="wish")
def wish(visit: Visiting, title_id: str) -> Response:
    """Put it on the list."""
    visit.service.wishes.add(visit.person_id, visit.subject_id, title_id)
    return visit.go("book", "said-wished", title_id=title_id)


@pages.form("/book/{title_id}/unwish", Who.SIGNED_IN, name="unwish")
def unwish(visit: Visiting, title_id: str) -> Response:
    """Take it off."""
    visit.service.wishes.remove(visit.person_id, visit.subject_id, title_id)
    return visit.go("book", "said-unwished", title_id=title_id)


@pages.form("/book/{title_id}/hold", Who.SIGNED_IN, name="hold")
def hold(visit: Visiting, sent: Posted, title_id: str) -> Response:
    """Get in line for a copy."""
    title = visit.service.titles.get(title_id)
    empty = _hold_form(visit, sorted({one.kind for one in title.holdings}))
    form = fill(HoldForm, visit.words, sent, empty.choices)
    if form.done is None:
        return show(visit, title, hold=form)
    visit.service.holds.place(visit.person_id, visit.subject_id, title_id, form.done.kind, form.done.pickup)
    return visit.go("shelf", "said-held", {"title": title.name})


@pages.form("/book/{title_id}/make", Who.SIGNED_IN, name="make")
def make(visit: Visiting, sent: Posted, title_id: str) -> Response:
    """Have it made as one's own settings say, and watch."""
    title, edition = _edition(visit, title_id)
    known = {name: "" for names in FORMATS.values() for name in names}
    form = fill(MakeForm, visit.words, sent, {"format": [(name, _format(visit, name)) for name in known]})
    if form.done is None or form.done.format not in known:
        if form.done is not None:
            form.errors["format"] = visit.words("form-choose", label=visit.words("ask-format"))
        return show(visit, title, make=form)
    record = visit.service.requests.for_reader(
        visit.person_id, visit.subject_id, edition.id, form.done.format
    )
    return visit.go("making", conversion_id=record.id)


def _edition(visit: Visit, title_id: str) -> tuple[TitleView, EditionView]:
    title = visit.service.titles.get(title_id)
    edition = next((one for one in title.editions if one.has_file and not one.withdrawn), None)
    if edition is None:
        raise NotFound("edition-not-found")
    return title, edition


def _facts(visit: Visit, title: TitleView, edition: EditionView | None) -> list[tuple[str, str]]:
    """Label and value, in the order in which a reader asks."""
    words = visit.words
    found = [
        (words(f"book-role-{role}"), name) for name, role in title.people if words.has(f"book-role-{role}")
    ]
    if title.series:
        found.append((words("book-series"), " ".join([title.series, title.series_position or ""]).strip()))
    if edition is not None:
        counts = edition.counts
        minutes = counts.get("words", 0) / _WORDS_A_MINUTE + counts.get("han_characters", 0) / _HAN_A_MINUTE
        if minutes:
            found.append((words("book-listening"), words.duration(max(60.0, minutes * 60))))
        if counts.get("pages"):
            found.append((words("book-print-pages"), words("book-pages", count=counts["pages"])))
    found.append((words("facet-language"), words.name_of(title.language)))
    if edition is not None and edition.publisher:
        found.append((words("book-publisher"), f"{edition.publisher} {edition.published}".strip()))
    if title.subjects:
        found.append((words("facet-subject"), words.list(title.subjects)))
    return found


def _ready(visit: Visit, offers: list[Offer]) -> dict[str, list[Ready]]:
    """By sense; of each format the newest."""
    newest: dict[str, Offer] = {}
    for one in offers:
        if one.artifact is not None:
            newest.setdefault(one.conversion.format, one)
    found: dict[str, list[Ready]] = {}
    for sense, names in FORMATS.items():
        made = [
            Ready(newest[name].conversion.id, name, made_facts(visit, newest[name]))
            for name in names
            if name in newest
        ]
        if made:
            found[sense] = made
    return found


def made_facts(visit: Visit, offer: Offer) -> str:
    """How long, how many volumes and pages, how large."""
    if offer.artifact is None:
        return ""
    words = visit.words
    counts = offer.artifact.report.get("counts", {})
    parts = []
    if counts.get("seconds"):
        parts.append(words.duration(counts["seconds"]))
    if counts.get("volumes"):
        parts.append(words("book-volumes", count=counts["volumes"]))
    pages_there = counts.get("pages") or counts.get("braille_pages")
    if pages_there:
        parts.append(words("book-pages", count=pages_there))
    parts.append(words.size(offer.artifact.size))
    return words("facts-between").join(parts)


def _missing(visit: Visit, edition: EditionView, ready: dict[str, list[Ready]]) -> list[tuple[str, str]]:
    """Formats that are not made yet, with how long it takes."""
    there = {one.format for made in ready.values() for one in made}
    names = [name for names in FORMATS.values() for name in names if name not in there]
    found = []
    seconds = seconds_to_make(visit.service.database, edition.id, names)
    for name in names:
        about = visit.words.wait(seconds[name])
        found.append((name, visit.words("book-make-choice", format=_format(visit, name), time=about)))
    return found


def _format(visit: Visit, name: str) -> str:
    return visit.words(f"take-{name}")


def _loan(visit: Visit, edition: EditionView | None) -> str:
    """Id of the loan under which the reader has it now."""
    if visit.visitor is None or edition is None:
        return ""
    try:
        loans = visit.service.loans.of(visit.person_id, visit.subject_id)
    except NotAllowed:  # a carer who may ask for books but not see which there are
        return ""
    return next((one.id for one in loans if one.edition_id == edition.id and one.kind == "digital"), "")


def _wished(visit: Visit, title_id: str) -> bool:
    if visit.visitor is None:
        return False
    try:
        return title_id in visit.service.wishes.of(visit.person_id, visit.subject_id)
    except NotAllowed:
        return False


def _eligible(visit: Visit) -> bool:
    if visit.visitor is None:
        return False
    with visit.service.database.reading() as session:
        return is_eligible(session, visit.subject_id)


def _hold_form(visit: Visit, kinds: list[str]) -> Filled[HoldForm]:
    branches = visit.service.branches.tree()
    home = next((one.code for one in branches if one.id == visit.branch_id), "")
    choices = {
        "kind": [(one, visit.words(f"facet-format-{one.replace('_', '-')}")) for one in kinds],
        "pickup": [(one.code, one.name) for one in branches],
    }
    return Filled(HoldForm, visit.words, {"pickup": home}, choices)
