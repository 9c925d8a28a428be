"""Who may do what for whom: one table, read by every service and page. Pure: it looks at a :class:`Standing`, never at the database.

A person's rights for another come from four places, and only from these: it is they themselves (``SELF``); a care relation with the fitting scope (``CARER``); a visit that was given to
them (``VISITOR``); a staff role at the branch of the other, or above it. Being a volunteer gives no right to anybody's address; being sent there does. Being an administrator of the machine gives no right to
read that somebody is blind; for that one must be a librarian too. There is no role “driver” and none “carer”: the first is a volunteer or librarian with a visit, the second a relation.

``docs/permissions.md`` is this table written out (``make docs``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What somebody is at a branch. Roles are combined, they do not contain one another."""

    PATRON = "patron"
    VOLUNTEER = "volunteer"
    LIBRARIAN = "librarian"
    BRANCH_MANAGER = "branch_manager"
    ADMIN = "admin"


class Relation(StrEnum):
    """What somebody is to the person whose data or books it is about."""

    SELF = "self"
    CARER = "carer"
    FORMER_CARER = "former_carer"
    VISITOR = "visitor"
    NONE = "none"


class Scope(StrEnum):
    """What a patron lets a carer do."""

    REQUEST = "request"
    PLAN = "plan"
    RECEIVE = "receive"
    SEE_CURRENT_TITLES = "see_current_titles"


class Action(StrEnum):
    """What can be done. The first block is done for a person, the second for a branch."""

    VIEW_NAME = "view-name"
    VIEW_PROFILE = "view-profile"
    VIEW_CONTACT = "view-contact"
    EDIT_PROFILE = "edit-profile"
    EDIT_PREFERENCES = "edit-preferences"
    VIEW_ELIGIBILITY = "view-eligibility"
    VERIFY_ELIGIBILITY = "verify-eligibility"
    MANAGE_CONSENT = "manage-consent"
    MANAGE_CARE = "manage-care"
    END_CARE = "end-care"
    REQUEST_TITLE = "request-title"
    OPEN_RESTRICTED = "open-restricted"
    SEE_CURRENT_TITLES = "see-current-titles"
    SEE_HISTORY = "see-history"
    PLAN_DELIVERY = "plan-delivery"
    RECEIVE_DELIVERY = "receive-delivery"
    LEND = "lend"
    RESET_PIN = "reset-pin"
    RESET_SECOND_FACTOR = "reset-second-factor"
    END_SESSIONS = "end-sessions"
    SEE_WHO_LOOKED = "see-who-looked"
    EXPORT_PERSON = "export-person"
    ERASE_PERSON = "erase-person"

    ADD_PATRON = "add-patron"
    IMPORT_PATRONS = "import-patrons"
    GRANT_ROLE = "grant-role"
    RUN_DESK = "run-desk"
    MANAGE_BRANCH = "manage-branch"
    EDIT_CATALOGUE = "edit-catalogue"
    CORRECT_READINGS = "correct-readings"
    CONVERT_BATCH = "convert-batch"
    MANAGE_JOBS = "manage-jobs"
    PLAN_ROUNDS = "plan-rounds"
    EXPORT_LEDGER = "export-ledger"
    READ_AUDIT_LOG = "read-audit-log"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table."""

    self_may: bool = False
    """The person themselves."""
    scope: Scope | None = None
    """The scope with which a carer may."""
    any_carer: bool = False
    """Every carer, whatever the scopes."""
    visitor: bool = False
    """Whoever has a visit to the person, if the person agreed that volunteers are told."""
    staff: frozenset[Role] = frozenset()
    """Staff of the person's branch."""
    eligible_only: bool = False
    """Only for a person whose eligibility is in force (著作权法 24(12); Marrakesh, art. 2)."""
    never_for_oneself: bool = False
    """Staff must not do it for themselves: a second pair of eyes."""


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a decision depends on."""

    relation: Relation = Relation.NONE
    scopes: frozenset[Scope] = frozenset()
    """Of the care relation, where there is one."""
    roles_here: frozenset[Role] = frozenset()
    """At the branch in question, or above it."""
    roles_elsewhere: frozenset[Role] = frozenset()
    eligible: bool = False
    """Whether the *other* person is."""
    agreed_to_volunteers: bool = False
    """Whether the other person has agreed that volunteers learn name, address and what is brought."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed, and by what right (``self``, ``carer``, ``visitor``, ``staff``); or the code of the reason why not."""

    allowed: bool
    by: str = ""
    reason: str = ""


_DESK: Final = frozenset({Role.LIBRARIAN, Role.BRANCH_MANAGER})
_MANAGER: Final = frozenset({Role.BRANCH_MANAGER})
_MACHINE: Final = frozenset({Role.ADMIN})

RULES: Final[dict[Action, Rule]] = {
    Action.VIEW_NAME: Rule(self_may=True, any_carer=True, visitor=True, staff=_DESK),
    Action.VIEW_PROFILE: Rule(self_may=True, staff=_DESK),
    Action.VIEW_CONTACT: Rule(self_may=True, visitor=True, staff=_DESK),
    Action.EDIT_PROFILE: Rule(self_may=True, staff=_DESK),
    # A carer who asks for books must be able to say “slower” for somebody who cannot.
    Action.EDIT_PREFERENCES: Rule(self_may=True, scope=Scope.REQUEST, staff=_DESK),
    Action.VIEW_ELIGIBILITY: Rule(self_may=True, staff=_DESK),
    Action.VERIFY_ELIGIBILITY: Rule(staff=_DESK, never_for_oneself=True),
    Action.MANAGE_CONSENT: Rule(self_may=True, staff=_DESK),
    Action.MANAGE_CARE: Rule(self_may=True, staff=_DESK),
    Action.END_CARE: Rule(self_may=True, any_carer=True, staff=_DESK),
    Action.REQUEST_TITLE: Rule(self_may=True, scope=Scope.REQUEST, staff=_DESK),
    # Marrakesh, art. 4(2)(b): also “someone acting on his or her behalf including a primary caretaker”.
    Action.OPEN_RESTRICTED: Rule(self_may=True, scope=Scope.RECEIVE, staff=_DESK, eligible_only=True),
    Action.SEE_CURRENT_TITLES: Rule(self_may=True, scope=Scope.SEE_CURRENT_TITLES, staff=_DESK),
    # What somebody has read, where they are in it and what they wrote in its margin is nobody else's business (公共图书馆法 43).
    Action.SEE_HISTORY: Rule(self_may=True),
    Action.PLAN_DELIVERY: Rule(self_may=True, scope=Scope.PLAN, staff=_DESK),
    Action.RECEIVE_DELIVERY: Rule(self_may=True, scope=Scope.RECEIVE),
    # Handing over a thing with a barcode, and noting that it arrived or is lost.
    Action.LEND: Rule(staff=_DESK),
    Action.RESET_PIN: Rule(staff=_DESK, never_for_oneself=True),
    Action.RESET_SECOND_FACTOR: Rule(staff=_MANAGER, never_for_oneself=True),
    Action.END_SESSIONS: Rule(self_may=True, staff=_DESK),
    Action.SEE_WHO_LOOKED: Rule(self_may=True, staff=_MANAGER),
    Action.EXPORT_PERSON: Rule(self_may=True, staff=_MANAGER),
    Action.ERASE_PERSON: Rule(self_may=True, staff=_MANAGER),
    Action.ADD_PATRON: Rule(staff=_DESK),
    Action.IMPORT_PATRONS: Rule(staff=_MANAGER | _MACHINE),
    Action.GRANT_ROLE: Rule(staff=_MANAGER | _MACHINE, never_for_oneself=True),
    # Taking back, the hold shelf, the lists of what is late, finding a reader by card or telephone.
    Action.RUN_DESK: Rule(staff=_DESK),
    # Rules of lending, closed days, branches below.
    Action.MANAGE_BRANCH: Rule(staff=_MANAGER | _MACHINE),
    Action.EDIT_CATALOGUE: Rule(staff=_DESK),
    Action.CORRECT_READINGS: Rule(staff=_DESK),
    Action.CONVERT_BATCH: Rule(staff=_DESK),
    # Whoever stands at the desk answers to the reader who waits.
    Action.MANAGE_JOBS: Rule(staff=_DESK | _MACHINE),
    Action.PLAN_ROUNDS: Rule(staff=_DESK),
    Action.EXPORT_LEDGER: Rule(staff=_MANAGER),
    Action.READ_AUDIT_LOG: Rule(staff=_MANAGER | _MACHINE),
}

GRANTABLE: Final[dict[Role, frozenset[Role]]] = {
    Role.PATRON: frozenset(),
    Role.VOLUNTEER: frozenset(),
    Role.LIBRARIAN: frozenset(),
    Role.BRANCH_MANAGER: frozenset({Role.PATRON, Role.VOLUNTEER, Role.LIBRARIAN}),
    Role.ADMIN: frozenset(Role),
}
"""Which roles each role may give and take at its branch."""

STAFF: Final = frozenset({Role.LIBRARIAN, Role.BRANCH_MANAGER, Role.ADMIN})
"""Roles whose sessions are short."""


def decide(action: Action, standing: Standing | None) -> Decision:
    """Whether somebody may, and why (not). ``None``: nobody is signed in."""
    if standing is None:
        return Decision(False, reason="permission-sign-in")
    rule = RULES[action]
    by = _right(rule, standing)
    if not by:
        return Decision(False, reason=_reason(rule, standing))
    if rule.eligible_only and not standing.eligible:
        return Decision(False, reason="permission-not-eligible")
    return Decision(True, by)


def _right(rule: Rule, standing: Standing) -> str:
    """By what right, before eligibility is asked for."""
    if standing.relation is Relation.SELF and rule.self_may:
        return "self"
    if standing.relation is Relation.SELF and rule.never_for_oneself:
        return ""
    if standing.relation is Relation.CARER and (rule.any_carer or rule.scope in standing.scopes):
        return "carer"
    if standing.relation is Relation.VISITOR and rule.visitor and standing.agreed_to_volunteers:
        return "visitor"
    return "staff" if rule.staff & standing.roles_here else ""


def _reason(rule: Rule, standing: Standing) -> str:
    """The reason nearest to what the person could change."""
    if standing.relation is Relation.SELF and rule.never_for_oneself and rule.staff & standing.roles_here:
        return "permission-not-for-yourself"
    if rule.staff & standing.roles_elsewhere:
        return "permission-other-branch"
    if standing.relation is Relation.CARER and rule.scope is not None:
        return "permission-care-scope"
    if standing.relation is Relation.FORMER_CARER and (rule.any_carer or rule.scope is not None):
        return "permission-care-ended"
    if standing.relation is Relation.VISITOR and rule.visitor:
        return "permission-volunteers-not-agreed"
    if not rule.staff:
        return "permission-own-only"
    return "permission-staff-only"
