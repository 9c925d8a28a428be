"""The tree of branches: one main library at the top of each."""

from __future__ import annotations

import re
from typing import Final

from accessible_reader.catalogue.models import Branch
from accessible_reader.database import Database, Session, joined, select
from accessible_reader.errors import BadRecord, NotFound

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")


def add_branch(database: Database | Session, code: str, name: str, parent: str | None = None) -> str:
    """Add a branch below ``parent`` (a code) and return its id.

    Raises:
        BadRecord: ``branch-code-wrong``, ``branch-code-taken``, ``branch-name-missing``.
        NotFound: ``branch-not-found``.

    """
    if not _CODE.fullmatch(code):
        raise BadRecord("branch-code-wrong")
    if not name.strip():
        raise BadRecord("branch-name-missing")
    with joined(database) as session:
        if session.scalar(select(Branch.id).where(Branch.code == code)) is not None:
            raise BadRecord("branch-code-taken", branch=code)
        above = get_branch(session, parent).id if parent else None
        branch = Branch(code=code, name=name.strip()[:200], parent_id=above)
        session.add(branch)
        session.flush()
        return branch.id


def get_branch(session: Session, code: str) -> Branch:
    """The branch with this code. Raises :class:`NotFound` ``branch-not-found``."""
    branch = session.scalar(select(Branch).where(Branch.code == code))
    if branch is None:
        raise NotFound("branch-not-found", branch=code[:20])
    return branch


def move_branch(database: Database | Session, code: str, parent: str | None) -> None:
    """Hang the branch below another, or at the top. Raises :class:`BadRecord` ``branch-below-itself``; :class:`NotFound`."""
    with joined(database) as session:
        # Two moves at once could each be right and together make a ring.
        session.execute(select(Branch.id).with_for_update())
        branch = get_branch(session, code)
        above = get_branch(session, parent) if parent else None
        if above is not None and branch.id in path_up(session, above.id):
            raise BadRecord("branch-below-itself", branch=code)
        branch.parent_id = above.id if above else None


def path_up(session: Session, branch_id: str | None) -> list[str]:
    """Ids from the branch up to the top, itself first."""
    parents = {row[0]: row[1] for row in session.execute(select(Branch.id, Branch.parent_id))}
    path: list[str] = []
    while branch_id is not None and branch_id not in path:
        path.append(branch_id)
        branch_id = parents.get(branch_id)
    return path


def branches_below(session: Session, branch_id: str) -> list[str]:
    """Ids of the branch and all below it."""
    below: dict[str | None, list[str]] = {}
    for child, parent in session.execute(select(Branch.id, Branch.parent_id).order_by(Branch.code)):
        below.setdefault(parent, []).append(child)
    found = [branch_id]
    for one in found:
        found += below.get(one, [])
    return found
