"""Passwords for apps, and podcast addresses for clients that cannot sign in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import accessible_reader.database.base

revision = "8d3f6a1c95b7"
down_revision = "5c1f0e6d2a47"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "app_password",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("label_sealed", sa.Text(), nullable=False),
        sa.Column("made_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_app_password_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_app_password")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_app_password_fingerprint")),
    )
    op.create_index(op.f("ix_app_password_person_id"), "app_password", ["person_id"])
    op.create_table(
        "private_feed",
        sa.Column("loan_id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("made_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["loan_id"], ["loan.id"], name=op.f("fk_private_feed_loan_id_loan"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_private_feed_person_id_person")),
        sa.PrimaryKeyConstraint("loan_id", name=op.f("pk_private_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_private_feed_token_hash")),
    )
    op.create_index(op.f("ix_private_feed_person_id"), "private_feed", ["person_id"])


def downgrade() -> None:
    """Backwards."""
    op.drop_table("private_feed")
    op.drop_table("app_password")
