"""Papers to be printed and embossed: the label of a bag, the address card for the post, the sheet of a round. Each name on them is noted as seen."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from accessible_reader.errors import BadRecord, ServiceError
from web import cookies
from web.access import Pages, Who
from web.deliveries.one_visit import CARD_ADDRESS, CardForm, show_visit
from web.forms import Posted, fill
from web.visit import Visiting

pages = Pages()


@pages.page("/staff/deliveries/{visit_id}/label.pdf", Who.STAFF, name="staff_delivery_label")
def label(visit: Visiting, visit_id: str) -> Response:
    """For the label printer."""
    made = visit.service.papers.label(visit.person_id, visit_id)
    return _download(made, "application/pdf", f"label-{_bag(visit, visit_id)}.pdf")


@pages.page("/staff/deliveries/{visit_id}/label.brf", Who.STAFF, name="staff_delivery_label_brf")
def label_brf(visit: Visiting, visit_id: str) -> Response:
    """For the embosser: no name, others feel it too."""
    made = visit.service.papers.label_brf(visit.person_id, visit_id)
    return _download(made, "application/x-brf", f"label-{_bag(visit, visit_id)}.brf")


@pages.form("/staff/deliveries/{visit_id}/card.pdf", Who.STAFF, name="staff_delivery_card")
def card(visit: Visiting, sent: Posted, visit_id: str) -> Response:
    """For the post, both sides. Where it goes back to is remembered in this browser: it is the library's address, nobody's."""
    form = fill(CardForm, visit.words, sent)
    if form.done is not None:
        address = " ".join(form.done.library_address.split())
        try:
            made = visit.service.papers.card(visit.person_id, visit_id, address)
        except ServiceError as error:
            form.blame("library_address" if isinstance(error, BadRecord) else "", error)
        else:
            answer = _download(made, "application/pdf", f"card-{_bag(visit, visit_id)}.pdf")
            cookies.write(visit.request, answer, CARD_ADDRESS, quote(address), cookies.YEAR)
            return answer
    return show_visit(visit, visit_id, {"card": form})


@pages.page("/staff/rounds/{round_id}/sheet.pdf", Who.STAFF, name="staff_round_sheet")
def sheet(visit: Visiting, round_id: str) -> Response:
    """A4, large print; in the language of whoever prints it."""
    view = visit.service.rounds.get(visit.person_id, round_id)
    made = visit.service.papers.route_sheet(visit.person_id, round_id, visit.words.language)
    return _download(made, "application/pdf", f"round-{view.day.isoformat()}-{view.part}.pdf")


def _bag(visit: Visiting, visit_id: str) -> str:
    return visit.service.deliveries.get(visit.person_id, visit_id).bag


def _download(data: bytes, media_type: str, name: str) -> Response:
    """The name says nothing of anybody: downloads lie about in folders that others see."""
    return Response(
        data,
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
