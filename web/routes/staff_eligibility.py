"""Whether a patron is print-disabled in the sense of the law: what was shown, by whom it was looked at, until when it holds. Never a scan of anything."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel
from starlette.responses import Response

from accessible_reader.database import now
from accessible_reader.errors import NotAllowed, NotFound, ServiceError
from accessible_reader.people.consents import ConsentKind
from accessible_reader.people.eligibility import Basis, EligibilityView, Finding, Proof
from accessible_reader.people.permissions import Action
from web.access import Pages, Who
from web.desk import pages_above, reader_of
from web.forms import Filled, Posted, asked, fill
from web.forms.days import Day, end_of, last_day
from web.visit import Visit, Visiting

pages = Pages()

_BASES = tuple(one.value for one in Basis)
_PROOFS = tuple(one.value for one in Proof)


class EligibilityForm(BaseModel):
    """What staff saw. Of the certificate's number the service keeps the last four digits and a keyed hash."""

    basis: Basis = asked("radio", words="basis")
    proof: Proof = asked("radio", words="proof")
    certificate: str | None = asked(words="certificate", default=None, max_length=60)
    until: Day | None = asked(words="eligible-until", default=None)


@dataclass(frozen=True, slots=True)
class Line:
    """One finding in words."""

    basis: str
    proof: str
    last4: str
    verified: str
    holds: str


@pages.page("/staff/patrons/{person_id}/eligibility", Who.STAFF, name="staff_eligibility")
def eligibility(visit: Visiting, person_id: str) -> Response:
    """What is written down, and the form."""
    return _show(visit, person_id, Filled(EligibilityForm, visit.words, {}, _choices(visit)))


@pages.form("/staff/patrons/{person_id}/eligibility", Who.STAFF, name="staff_eligibility_verify")
def verify(visit: Visiting, person_id: str, sent: Posted) -> Response:
    """Write it down; what was in force before ends. Renewing is the same with a new proof."""
    form = fill(EligibilityForm, visit.words, sent, _choices(visit))
    if form.done is not None:
        done = form.done
        zone = _zone(visit, person_id)
        until = end_of(done.until, zone) if done.until else None
        try:
            visit.service.eligibility.verify(
                visit.person_id, person_id, Finding(done.basis, done.proof, done.certificate or None, until)
            )
        except ServiceError as error:
            if isinstance(error, NotFound):
                raise
            part = error.code.split("-")[1]
            form.blame(part if part in EligibilityForm.model_fields else "", error)
        else:
            return visit.go("staff_eligibility", "said-eligible", person_id=person_id)
    return _show(visit, person_id, form)


@pages.form("/staff/patrons/{person_id}/eligibility/end", Who.STAFF, name="staff_eligibility_end")
def end(visit: Visiting, person_id: str) -> Response:
    """From now on it does not hold."""
    visit.service.eligibility.end(visit.person_id, person_id)
    return visit.go("staff_eligibility", "said-eligible-ended", person_id=person_id)


@pages.form("/staff/patrons/{person_id}/eligibility/told", Who.STAFF, name="staff_eligibility_told")
def told(visit: Visiting, person_id: str) -> Response:
    """The reader was told that it ends soon."""
    visit.service.eligibility.note_told(visit.person_id, person_id)
    return visit.go("staff_eligibility", "said-eligible-told", person_id=person_id)


def _show(visit: Visit, person_id: str, form: Filled[EligibilityForm]) -> Response:
    service, actor = visit.service, visit.person_id
    reader = reader_of(visit, person_id)
    found = service.eligibility.of(actor, person_id)
    moment, zone = now(), _zone(visit, person_id)
    current = [one for one in found if _holds(one, moment)]
    consents = {one.kind for one in service.consents.of(actor, person_id) if one.withdrawn_at is None}
    names: dict[str, str] = {}
    return visit.page(
        "staff_eligibility.html",
        "staff-eligibility-title",
        status=422 if form.failed else 200,
        failed=form.failed,
        trail=pages_above(visit, person_id),
        reader=reader,
        form=form,
        current=[_line(visit, one, zone, names) for one in current],
        past=[_line(visit, one, zone, names) for one in found if one not in current],
        ends_soon=bool(current) and service.eligibility.status(actor, person_id).ends_soon,
        agreed=ConsentKind.SENSITIVE_DATA.value in consents,
        why_not=service.people.rights(actor, person_id)[Action.VERIFY_ELIGIBILITY],
    )


def _holds(one: EligibilityView, moment: object) -> bool:
    return one.ended_at is None and (one.until_at is None or one.until_at > moment)  # type: ignore[operator]  # both are moments


def _line(visit: Visit, one: EligibilityView, zone: str, names: dict[str, str]) -> Line:
    words = visit.words
    by = one.verified_by or ""
    if by not in names:
        names[by] = _verifier(visit, by)
    until = one.ended_at or one.until_at
    day = words.day(last_day(until, zone)) if until else ""
    code = "eligible-line-ended" if one.ended_at else "eligible-until" if until else "eligible-for-life"
    return Line(
        words(f"basis-{one.basis.replace('_', '-')}") if one.basis else words("eligible-forgotten"),
        words(f"proof-{one.proof.replace('_', '-')}") if one.proof else words("eligible-forgotten"),
        one.certificate_last4 or "",
        words("eligible-verified", who=names[by], day=words.day(one.verified_at.date())),
        words(code, day=day),
    )


def _verifier(visit: Visit, person_id: str) -> str:
    """A colleague's name where one may see it, else their number, by which the manager finds them."""
    if not person_id:
        return visit.words("seen-system")
    if person_id == visit.person_id:
        return visit.words("seen-you")
    try:
        values = visit.service.people.reveal(
            visit.person_id, person_id, ["name"], purpose="eligibility-check"
        ).values
    except (NotAllowed, NotFound):
        return visit.words("seen-somebody", number=person_id[:6])
    return values["name"] or ""


def _zone(visit: Visit, person_id: str) -> str:
    branch_id = visit.service.people.profile(visit.person_id, person_id).home_branch_id
    return visit.service.lending_rules.of(branch_id).rules.time_zone


def _choices(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    words = visit.words
    return {
        "basis": [(one, words(f"basis-{one.replace('_', '-')}")) for one in _BASES],
        "proof": [(one, words(f"proof-{one.replace('_', '-')}")) for one in _PROOFS],
    }
