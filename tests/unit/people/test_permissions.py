"""The table of permissions, as a whole: every action, relation, scope, role, eligibility and agreement."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from accessible_reader.people.permission_page import FOR_A_BRANCH, FOR_A_PERSON
from accessible_reader.people.permissions import (
    GRANTABLE,
    RULES,
    Action,
    Relation,
    Role,
    Scope,
    Standing,
    decide,
)

# s themselves; c any carer; r p e t a carer with the scope request, plan, receive, see_current_titles; v whoever has a visit;
# L librarian, M branch manager, A administrator of the branch; ! only for the eligible; 2 never for oneself.
EXPECTED = """
view-name           s c v L M
view-profile        s L M
view-contact        s v L M
edit-profile        s L M
edit-preferences    s r L M
view-eligibility    s L M
verify-eligibility  L M 2
manage-consent      s L M
manage-care         s L M
end-care            s c L M
request-title       s r L M
open-restricted     s e L M !
see-current-titles  s t L M
see-history         s
plan-delivery       s p L M
receive-delivery    s e
lend                L M
reset-pin           L M 2
reset-second-factor M 2
end-sessions        s L M
see-who-looked      s M
export-person       s M
erase-person        s M
add-patron          L M
import-patrons      M A
grant-role          M A 2
run-desk            L M
manage-branch       M A
edit-catalogue      L M
correct-readings    L M
convert-batch       L M
manage-jobs         L M A
plan-rounds         L M
export-ledger       M
read-audit-log      M A
"""
EXPECT = {Action(line.split()[0]): frozenset(line.split()[1:]) for line in EXPECTED.strip().splitlines()}
LETTER = {Role.LIBRARIAN: "L", Role.BRANCH_MANAGER: "M", Role.ADMIN: "A"}
SCOPE = {Scope.REQUEST: "r", Scope.PLAN: "p", Scope.RECEIVE: "e", Scope.SEE_CURRENT_TITLES: "t"}


def subsets(of: list[Scope] | list[Role]) -> Iterator[frozenset]:
    for size in range(len(of) + 1):
        yield from map(frozenset, itertools.combinations(of, size))


def standings() -> Iterator[Standing]:
    """All there are, but for roles elsewhere: none or all."""
    for relation, here, elsewhere, eligible, agreed in itertools.product(
        Relation, subsets(list(Role)), (frozenset(), frozenset(Role)), (False, True), (False, True)
    ):
        for scopes in subsets(list(Scope)) if relation is Relation.CARER else [frozenset()]:
            yield Standing(relation, scopes, here, elsewhere, eligible, agreed)


STANDINGS = list(standings())


def expected(action: Action, standing: Standing) -> bool:
    """Read from the letters alone."""
    letters = EXPECT[action]
    if "!" in letters and not standing.eligible:
        return False
    oneself = standing.relation is Relation.SELF
    if oneself and "s" in letters:
        return True
    if "2" in letters and oneself:
        return False
    if standing.relation is Relation.CARER and (
        "c" in letters or letters & {SCOPE[scope] for scope in standing.scopes}
    ):
        return True
    if standing.relation is Relation.VISITOR and "v" in letters and standing.agreed_to_volunteers:
        return True
    return bool(letters & {LETTER[role] for role in standing.roles_here if role in LETTER})


def test_the_table_has_every_action_once() -> None:
    assert set(EXPECT) == set(RULES) == set(Action)
    assert {*FOR_A_PERSON, *FOR_A_BRANCH} == set(Action)
    assert len(STANDINGS) == 20 * 32 * 2 * 2 * 2


@pytest.mark.parametrize("action", Action)
def test_every_standing(action: Action) -> None:
    for standing in STANDINGS:
        decision = decide(action, standing)
        assert decision.allowed == expected(action, standing), standing
        assert decision.allowed == (decision.reason == "")
        assert decision.allowed == bool(decision.by)


@pytest.mark.parametrize("action", Action)
def test_nobody_may_anything_without_signing_in(action: Action) -> None:
    assert decide(action, None).reason == "permission-sign-in"


def test_what_somebody_may_for_themselves_no_role_eligibility_or_consent_takes_away() -> None:
    """:func:`accessible_reader.people.access.require` does not ask for them then."""
    least = {action: decide(action, Standing(relation=Relation.SELF)) for action in RULES}
    assert sum(one.allowed for one in least.values()) > 10
    for action, alone in least.items():
        for role, eligible, agreed in itertools.product((None, *Role), (False, True), (False, True)):
            roles = frozenset({role}) if role else frozenset()
            for here, elsewhere in ((roles, frozenset()), (frozenset(), roles)):
                standing = Standing(
                    relation=Relation.SELF,
                    roles_here=here,
                    roles_elsewhere=elsewhere,
                    eligible=eligible,
                    agreed_to_volunteers=agreed,
                )
                assert not alone.allowed or decide(action, standing) == alone, (action, standing)


def test_what_somebody_is_elsewhere_gives_no_right() -> None:
    for action, standing in itertools.product(Action, STANDINGS):
        if not standing.roles_here and standing.relation in {Relation.NONE, Relation.FORMER_CARER}:
            assert not decide(action, standing).allowed


def test_an_administrator_of_the_machine_learns_nothing_of_a_person() -> None:
    for action in FOR_A_PERSON:
        assert not decide(action, Standing(roles_here=frozenset({Role.ADMIN}), eligible=True)).allowed


def test_nothing_is_given_to_the_ineligible_that_is_for_the_eligible() -> None:
    for standing in STANDINGS:
        if not standing.eligible:
            assert not decide(Action.OPEN_RESTRICTED, standing).allowed


@pytest.mark.parametrize(
    ("action", "standing", "reason"),
    [
        (Action.SEE_HISTORY, Standing(roles_here=frozenset({Role.BRANCH_MANAGER})), "own-only"),
        (Action.REQUEST_TITLE, Standing(Relation.CARER, frozenset({Scope.PLAN})), "care-scope"),
        (Action.REQUEST_TITLE, Standing(Relation.FORMER_CARER), "care-ended"),
        (Action.VIEW_CONTACT, Standing(Relation.VISITOR), "volunteers-not-agreed"),
        (Action.VIEW_CONTACT, Standing(roles_elsewhere=frozenset({Role.LIBRARIAN})), "other-branch"),
        (Action.VIEW_CONTACT, Standing(roles_here=frozenset({Role.PATRON})), "staff-only"),
        (Action.OPEN_RESTRICTED, Standing(Relation.SELF), "not-eligible"),
        (
            Action.RESET_PIN,
            Standing(Relation.SELF, roles_here=frozenset({Role.LIBRARIAN})),
            "not-for-yourself",
        ),
    ],
)
def test_reasons(action: Action, standing: Standing, reason: str) -> None:
    assert decide(action, standing).reason == f"permission-{reason}"


def test_nobody_gives_a_role_above_their_own() -> None:
    assert Role.ADMIN not in GRANTABLE[Role.BRANCH_MANAGER]
    assert Role.BRANCH_MANAGER not in GRANTABLE[Role.BRANCH_MANAGER]
    assert not any(GRANTABLE[role] for role in (Role.PATRON, Role.VOLUNTEER, Role.LIBRARIAN))
