"""The ledger has lines for books that are heard or read on the pages, which no conversion has made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5c1d2be7f0a4"
down_revision = "292aabc34bad"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    with op.batch_alter_table("provision", schema=None) as batch_op:
        batch_op.alter_column("artifact_id", existing_type=sa.String(length=32), nullable=True)


def downgrade() -> None:
    """Backwards."""
    op.execute("DELETE FROM provision WHERE artifact_id IS NULL")
    with op.batch_alter_table("provision", schema=None) as batch_op:
        batch_op.alter_column("artifact_id", existing_type=sa.String(length=32), nullable=False)
