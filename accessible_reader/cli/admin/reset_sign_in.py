"""``accessible-reader admin reset-sign-in``: for whoever has lost their second factor and has nobody above them who could help."""

from __future__ import annotations

from typing import Annotated

import typer

from accessible_reader.cli.printing import print_line


def reset_sign_in(*, card: Annotated[str, typer.Option("--card")]) -> None:
    """Take away app, passkeys, recovery codes and PIN of whoever has this card, and print a PIN for the next sign-in."""
    from accessible_reader.cli.admin.opening import open_people
    from accessible_reader.cli.words import say
    from accessible_reader.people.sign_in.pins import PinHasher
    from accessible_reader.people.staff import reset_sign_in as run

    with open_people() as (database, keys):
        pin = run(database, keys, PinHasher(keys), card)
    print_line(say("sign-in-was-reset", pin=pin))
