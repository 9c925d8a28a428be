"""People as staff, carers and they themselves ask for them: who asks comes first. Each method is a function of its own file, wired to this library's database and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accessible_reader.audit import Seen, seen_of
from accessible_reader.audit.chain import Broken, ChainEnd, verify_chain
from accessible_reader.database import Database, Keys, Session, now, select
from accessible_reader.errors import NotAllowed, NotFound
from accessible_reader.people import care, consents, eligibility, eligibility_end, persons, preferences, roles
from accessible_reader.people.access import get_person, require, standing_for
from accessible_reader.people.care import CareView
from accessible_reader.people.consents import ConsentKind, ConsentView, Means
from accessible_reader.people.eligibility import EligibilityView, Finding
from accessible_reader.people.eligibility_end import EligibilityStatus, Ending
from accessible_reader.people.erasure import Forget, erase_person
from accessible_reader.people.export import PersonExport, Source, export_person
from accessible_reader.people.fields import NewPerson
from accessible_reader.people.guarded import Guarded
from accessible_reader.people.importing import ImportReport, import_patrons
from accessible_reader.people.models import Person, RoleGrant
from accessible_reader.people.permissions import Action, Role, Scope, decide
from accessible_reader.people.persons import Revealed
from accessible_reader.people.preferences import Preferences
from accessible_reader.people.registration import register_patron


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role in force; ``branch_id`` None: everywhere."""

    grant_id: str
    role: Role
    branch_id: str | None
    granted_at: datetime


@dataclass(frozen=True, slots=True)
class Profile:
    """What a page needs of a person and is not secret to whoever may see their name."""

    person_id: str
    language: str
    home_branch_id: str | None
    roles: tuple[RoleView, ...]
    added_at: datetime


class People(Guarded):
    """Adding, changing, finding and looking at people; roles. ``sources`` and ``also``: what other parts of the service add to an export, and forget."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        *,
        sources: Mapping[str, Source] | None = None,
        also: Sequence[Forget] = (),
    ) -> None:
        super().__init__(database, keys)
        self._sources = dict(sources or {})
        self._also = tuple(also)

    def add(self, actor: str, new: NewPerson, *, purpose: str = "desk") -> str:
        """A new person; the id. See :func:`accessible_reader.people.persons.add_person`."""
        return persons.add_person(self._database, self._keys, actor, new, purpose=purpose)

    def register(self, actor: str, new: NewPerson) -> str:
        """A new patron at the desk; the id. See :func:`accessible_reader.people.registration.register_patron`."""
        return register_patron(self._database, self._keys, actor, new)

    def rights(self, actor: str, subject: str) -> dict[Action, str]:
        """For pages: why the actor may not do each thing for the person (``permission-...``); "" for what they may. What is done is asked again when it is done."""
        with self._for(actor, Action.VIEW_NAME, subject, reading=True) as allowed:
            if allowed.by == "system":
                return dict.fromkeys(Action, "")
            standing = standing_for(allowed.session, actor, subject, at=now())
        return {action: decide(action, standing).reason for action in Action}

    def change(
        self, actor: str, subject: str, changes: Mapping[str, str | None], *, purpose: str = "desk"
    ) -> None:
        """See :func:`accessible_reader.people.persons.change_person`."""
        persons.change_person(self._database, self._keys, actor, subject, changes, purpose=purpose)

    def profile(self, actor: str, subject: str) -> Profile:
        """Language, branch and roles, unnoted: nothing of it is sensitive."""
        with self._for(actor, Action.VIEW_NAME, subject, reading=True) as allowed:
            person = get_person(allowed.session, subject)
            grants = select(RoleGrant).where(RoleGrant.person_id == subject, RoleGrant.ended_at.is_(None))
            views = tuple(
                RoleView(row.id, Role(row.role), row.branch_id, row.granted_at)
                for row in allowed.session.scalars(grants.order_by(RoleGrant.granted_at))
            )
            return Profile(subject, person.language, person.home_branch_id, views, person.added_at)

    def reveal(
        self, actor: str, subject: str, fields: Iterable[str], *, purpose: str, reference: str = ""
    ) -> Revealed:
        """Fields in the clear; the view is noted. See :func:`accessible_reader.people.persons.reveal`."""
        return persons.reveal(
            self._database, self._keys, actor, subject, fields, purpose=purpose, reference=reference
        )

    def reveal_many(
        self,
        actor: str,
        subjects: Iterable[str],
        fields: Iterable[str],
        *,
        purpose: str,
        reference: str = "",
    ) -> list[Revealed]:
        """The same for a list: all of them or none."""
        return persons.reveal_many(
            self._database, self._keys, actor, subjects, fields, purpose=purpose, reference=reference
        )

    def find(self, actor: str, branch_id: str | None, field: str, value: str) -> list[str]:
        """For the desk at ``branch_id``: ids of those with exactly this card, name, phone or e-mail whose name the actor may see."""
        with self._at(actor, Action.RUN_DESK, branch_id, reading=True) as allowed:
            found = persons.find_people(self._database, self._keys, field, value)
            return [one for one in found if _may_see(allowed.session, actor, one)]

    def grant_role(self, actor: str, subject: str, *, role: Role, branch_id: str | None) -> str:
        """See :func:`accessible_reader.people.roles.grant_role`."""
        return roles.grant_role(self._database, self._keys, actor, subject, role=role, branch_id=branch_id)

    def end_role(self, actor: str, grant_id: str) -> None:
        """See :func:`accessible_reader.people.roles.end_role`."""
        roles.end_role(self._database, self._keys, actor, grant_id)

    def export(self, actor: str, subject: str) -> PersonExport:
        """All that is known of a person. See :func:`accessible_reader.people.export.export_person`."""
        return export_person(self._database, self._keys, actor, subject, self._sources)

    def erase(self, actor: str, subject: str) -> None:
        """Forget a person. Raises NotNow ``erase-loans-open``. See :func:`accessible_reader.people.erasure.erase_person`."""
        erase_person(self._database, self._keys, actor, subject, self._also)

    def import_patrons(
        self, actor: str, data: bytes, *, branch: str = "", dry_run: bool = False
    ) -> ImportReport:
        """See :func:`accessible_reader.people.importing.import_patrons`."""
        return import_patrons(self._database, self._keys, actor, data, branch=branch, dry_run=dry_run)


class Eligibilities(Guarded):
    """Who may be given what is for the print-disabled."""

    def verify(self, actor: str, subject: str, found: Finding) -> str:
        """See :func:`accessible_reader.people.eligibility.verify_eligibility`."""
        return eligibility.verify_eligibility(self._database, self._keys, actor, subject, found)

    def of(self, actor: str, subject: str, *, purpose: str = "eligibility-check") -> list[EligibilityView]:
        """All that is written down, newest first; the view is noted."""
        return eligibility.view_eligibility(self._database, self._keys, actor, subject, purpose=purpose)

    def status(self, actor: str, subject: str) -> EligibilityStatus:
        """Whether it is in force, and whether it ends soon: for the banner on the person's own pages."""
        return eligibility_end.eligibility_status(self._database, self._keys, actor, subject)

    def ending(self, actor: str, branch_id: str, *, days: int = eligibility_end.SOON.days) -> list[Ending]:
        """For the desk: whose eligibility ends within ``days`` at the branch and below it, the soonest first; each line is noted as a view."""
        return eligibility_end.ending_soon(self._database, self._keys, actor, branch_id, days=days)

    def note_told(self, actor: str, subject: str) -> None:
        """They were told that it is about to end. Raises NotFound ``eligibility-not-found``."""
        eligibility_end.note_told(self._database, self._keys, actor, subject)

    def end(self, actor: str, subject: str) -> None:
        """It no longer holds."""
        eligibility.end_eligibility(self._database, self._keys, actor, subject)


class Consents(Guarded):
    """Each to one text, given on its own, withdrawn as easily. ``on_withdrawal``: what other parts of the service then forget."""

    def __init__(
        self,
        database: Database,
        keys: Keys,
        on_withdrawal: Mapping[ConsentKind, Callable[[Session, str], object]] | None = None,
    ) -> None:
        super().__init__(database, keys)
        self._on_withdrawal = dict(on_withdrawal or {})

    def give(self, actor: str, subject: str, kind: ConsentKind, *, text_version: str, how: Means) -> None:
        """See :func:`accessible_reader.people.consents.give_consent`."""
        consents.give_consent(
            self._database, self._keys, actor, subject, kind, text_version=text_version, how=how
        )

    def withdraw(self, actor: str, subject: str, kind: ConsentKind) -> None:
        """From now on it does not hold."""
        also = self._on_withdrawal.get(kind)
        consents.withdraw_consent(self._database, self._keys, actor, subject, kind, also=also)

    def of(self, actor: str, subject: str) -> list[ConsentView]:
        """All consents, newest first."""
        return consents.consents_of(self._database, actor, subject)


class Care(Guarded):
    """Who acts for whom."""

    def grant(
        self,
        actor: str,
        patron: str,
        carer: str,
        *,
        scopes: Iterable[Scope],
        how: Means,
        until: datetime | None = None,
    ) -> str:
        """See :func:`accessible_reader.people.care.grant_care`."""
        return care.grant_care(
            self._database, self._keys, actor, patron, carer, scopes=scopes, how=how, until=until
        )

    def end(self, actor: str, relation_id: str) -> None:
        """End a relation now: by the patron, the carer or staff."""
        care.end_care(self._database, self._keys, actor, relation_id)

    def of(self, actor: str, subject: str) -> list[CareView]:
        """The relations of ``subject``, as patron and as carer, newest first."""
        return care.care_of(self._database, self._keys, actor, subject)


@dataclass(frozen=True, slots=True)
class Mine:
    """How pages look and speak for somebody."""

    language: str
    branch_id: str | None
    preferences: Preferences


class PreferencesService(Guarded):
    """How people read."""

    def of(self, actor: str, subject: str) -> Preferences:
        """How the person reads; the defaults where nothing was chosen."""
        with self._for(actor, Action.EDIT_PREFERENCES, subject, reading=True) as allowed:
            return preferences.preferences_of(allowed.session, subject)

    def mine(self, actor: str) -> Mine:
        """What every page of the actor needs. Raises NotFound ``person-not-found``."""
        with self._transaction(reading=True) as session:
            query = select(Person.language, Person.home_branch_id).where(
                Person.id == actor, Person.erased_at.is_(None)
            )
            found = session.execute(query).one_or_none()
            if found is None:
                raise NotFound("person-not-found")
            return Mine(found[0], found[1], preferences.preferences_of(session, actor))

    def set(self, actor: str, subject: str, chosen: Mapping[str, Any]) -> Preferences:
        """See :func:`accessible_reader.people.preferences.set_preferences`."""
        return preferences.set_preferences(self._database, self._keys, actor, subject, chosen)


class AuditView(Guarded):
    """“Who has seen my data”, and whether the log is whole."""

    def who_looked(
        self, actor: str, subject: str, *, newest: int = 200, before: int | None = None
    ) -> list[Seen]:
        """Who saw or changed the data of ``subject``, newest first; page on with ``before`` = the last ``number``."""
        with self._for(actor, Action.SEE_WHO_LOOKED, subject, reading=True):
            pass
        return seen_of(self._database, subject, newest=newest, before=before)

    def verify(self, actor: str, noted: ChainEnd | None = None) -> Broken | None:
        """None, or where the log was tampered with."""
        with self._somewhere(actor, Action.READ_AUDIT_LOG, reading=True):
            pass
        return verify_chain(self._database, self._keys, noted)


def _may_see(session: Any, actor: str, subject: str) -> bool:
    try:
        require(session, actor, Action.VIEW_NAME, subject)
    except NotAllowed:
        return False
    return True
