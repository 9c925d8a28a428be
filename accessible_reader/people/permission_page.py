"""The table of permissions written out as a page, ``docs/permissions.md``: every cell is asked of :func:`decide`, none is written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

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
from accessible_reader.people.words import say_to

FOR_A_PERSON: Final = tuple(Action)[: tuple(Action).index(Action.ADD_PATRON)]
FOR_A_BRANCH: Final = tuple(Action)[tuple(Action).index(Action.ADD_PATRON) :]


def permission_page() -> str:
    """The whole page, in English."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Who may do what for whom"
    yield ""
    yield "Written by `make docs` from `accessible_reader/people/permissions.py`. “yes” is a right, “no: …” names the reason, a code from [errors](errors.md) without `permission-`."
    yield "The other person is taken to be eligible, and to have agreed that volunteers learn the address, unless a column says otherwise."
    yield ""
    yield "## For a person"
    yield ""
    yield from _table(FOR_A_PERSON, _people_columns())
    yield ""
    yield "## What a carer may do, by scope"
    yield ""
    yield from _table(FOR_A_PERSON, _scope_columns())
    yield ""
    yield "## For a branch"
    yield ""
    yield from _table(FOR_A_BRANCH, _branch_columns())
    yield ""
    yield "## Who may give and take which role"
    yield ""
    yield "| at their branch | roles |"
    yield "| --- | --- |"
    for role, roles in GRANTABLE.items():
        given = ", ".join(_role(one) for one in Role if one in roles) or "none"
        yield f"| {_role(role)} | {given} |"


def _table(actions: tuple[Action, ...], columns: Mapping[str, Standing | None]) -> Iterator[str]:
    yield "| | " + " | ".join(columns) + " |"
    yield "| --- |" + " --- |" * len(columns)
    for action in actions:
        cells = " | ".join(_cell(action, standing) for standing in columns.values())
        words = say_to("en", f"action-{action.value}")
        eligible = "; only for the eligible" if RULES[action].eligible_only else ""
        yield f"| {words} (`{action.value}`{eligible}) | {cells} |"


def _cell(action: Action, standing: Standing | None) -> str:
    decision = decide(action, standing)
    return "yes" if decision.allowed else f"no: {decision.reason.removeprefix('permission-')}"


def _people_columns() -> dict[str, Standing | None]:
    everything = frozenset(Scope)
    return {
        "nobody signed in": None,
        "themselves": Standing(Relation.SELF, eligible=True),
        "themselves, not eligible": Standing(Relation.SELF),
        "carer, all scopes": Standing(Relation.CARER, everything, eligible=True),
        "former carer": Standing(Relation.FORMER_CARER, eligible=True),
        "volunteer": Standing(roles_here=frozenset({Role.VOLUNTEER}), eligible=True),
        "volunteer with a visit": Standing(
            Relation.VISITOR, roles_here=frozenset({Role.VOLUNTEER}), eligible=True, agreed_to_volunteers=True
        ),
        "with a visit, not agreed": Standing(
            Relation.VISITOR, roles_here=frozenset({Role.VOLUNTEER}), eligible=True
        ),
        **_staff_columns(),
        "librarian, for themselves": Standing(
            Relation.SELF, roles_here=frozenset({Role.LIBRARIAN}), eligible=True
        ),
        "another patron": Standing(roles_here=frozenset({Role.PATRON}), eligible=True),
    }


def _scope_columns() -> dict[str, Standing | None]:
    return {
        say_to("en", f"scope-{scope.value.replace('_', '-')}"): Standing(
            Relation.CARER, frozenset({scope}), eligible=True
        )
        for scope in Scope
    }


def _branch_columns() -> dict[str, Standing | None]:
    return {
        "nobody signed in": None,
        "patron": Standing(roles_here=frozenset({Role.PATRON})),
        "volunteer": Standing(roles_here=frozenset({Role.VOLUNTEER})),
        **_staff_columns(),
    }


def _staff_columns() -> dict[str, Standing]:
    return {
        _role(Role.LIBRARIAN): Standing(roles_here=frozenset({Role.LIBRARIAN}), eligible=True),
        "librarian elsewhere": Standing(roles_elsewhere=frozenset({Role.LIBRARIAN}), eligible=True),
        _role(Role.BRANCH_MANAGER): Standing(roles_here=frozenset({Role.BRANCH_MANAGER}), eligible=True),
        _role(Role.ADMIN): Standing(roles_here=frozenset({Role.ADMIN}), eligible=True),
    }


def _role(role: Role) -> str:
    return say_to("en", f"role-{role.value.replace('_', '-')}")
