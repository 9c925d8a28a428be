"""The board of conversions stays quick: the newest first, of all or of one state."""

from __future__ import annotations

from alembic import op

revision = "4b7e0c93d1fa"
down_revision = "cfc7adf578d4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_index("ix_conversion_requested_at", "conversion", ["requested_at", "id"])
    op.create_index("ix_conversion_board", "conversion", ["state", "requested_at", "id"])


def downgrade() -> None:
    """Backwards."""
    op.drop_index("ix_conversion_board", "conversion")
    op.drop_index("ix_conversion_requested_at", "conversion")
