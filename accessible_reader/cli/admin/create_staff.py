"""``accessible-reader admin create-staff``: a member of staff, with a PIN for the first sign-in."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from accessible_reader.cli.printing import print_line


class StaffRole(StrEnum):
    """Roles that are made here."""

    LIBRARIAN = "librarian"
    BRANCH_MANAGER = "branch_manager"
    ADMIN = "admin"


def create_staff(
    *,
    card: Annotated[str, typer.Option("--card")],
    name: Annotated[str, typer.Option("--name")],
    branch: Annotated[str, typer.Option("--branch")],
    role: Annotated[StaffRole, typer.Option("--role")] = StaffRole.LIBRARIAN,
    branch_name: Annotated[str, typer.Option("--branch-name")] = "",
    phone: Annotated[str | None, typer.Option("--phone")] = None,
    email: Annotated[str | None, typer.Option("--email")] = None,
    language: Annotated[str, typer.Option("--language")] = "zh-CN",
) -> None:
    """Make a member of staff; the PIN that is printed must be changed at the first sign-in."""
    from accessible_reader.cli.admin.opening import open_people
    from accessible_reader.cli.words import say
    from accessible_reader.people.fields import NewPerson
    from accessible_reader.people.permissions import Role
    from accessible_reader.people.sign_in.pins import PinHasher
    from accessible_reader.people.staff import create_staff as run

    new = NewPerson(name=name, card=card, phone=phone, email=email, language=language)
    with open_people() as (database, keys):
        made = run(
            database,
            keys,
            PinHasher(keys),
            new,
            role=Role(role.value),
            branch_code=branch,
            branch_name=branch_name,
        )
    print_line(say("staff-created", pin=made.pin))
