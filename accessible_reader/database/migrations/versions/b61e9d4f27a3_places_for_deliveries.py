"""Where streets and estates are, for the rounds; how many things a visit brought, for the figures."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

import accessible_reader.database.base

revision = "b61e9d4f27a3"
down_revision = "4b7e0c93d1fa"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "delivery_place",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("branch_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("point", sa.String(length=60), nullable=False),
        sa.Column("changed_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_delivery_place_branch_id_branch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_place")),
    )
    op.create_index("uq_delivery_place_key", "delivery_place", ["branch_id", "key"], unique=True)
    op.add_column("visit", sa.Column("pieces", sa.Integer(), nullable=True))
    _count_pieces()


def _count_pieces() -> None:
    """Of visits that are over already, as long as they know it."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT visit_line.visit_id, visit_line.scanned FROM visit_line JOIN visit ON visit.id = visit_line.visit_id"
            " WHERE visit.delivered_at IS NOT NULL AND visit.titles_gone_at IS NULL"
            " AND visit_line.state IN ('with_reader', 'back')"
        )
    ).all()
    counts: dict[str, int] = {}
    for visit_id, scanned in rows:
        barcodes = json.loads(scanned) if isinstance(scanned, str) else scanned
        counts[visit_id] = counts.get(visit_id, 0) + len(barcodes)
    for visit_id, count in counts.items():
        connection.execute(
            sa.text("UPDATE visit SET pieces = :count WHERE id = :id"), {"count": count, "id": visit_id}
        )


def downgrade() -> None:
    """Backwards."""
    op.drop_column("visit", "pieces")
    op.drop_table("delivery_place")
