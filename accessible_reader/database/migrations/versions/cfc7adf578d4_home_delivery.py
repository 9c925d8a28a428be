"""Tables of home delivery; the database itself lets nobody change what happened."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import accessible_reader.database.base

revision = "cfc7adf578d4"
down_revision = "8d3f6a1c95b7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forwards."""
    op.create_table(
        "delivery_plan",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("branch_id", sa.String(length=32), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("next_day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("tastes_sealed", sa.Text(), nullable=True),
        sa.Column("formats", sa.JSON(), nullable=False),
        sa.Column("most_items", sa.Integer(), nullable=False),
        sa.Column("most_grams", sa.Integer(), nullable=False),
        sa.Column("skip_read", sa.Boolean(), nullable=False),
        sa.Column("pauses", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=True),
        sa.Column("made_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("part IN ('morning', 'afternoon', 'evening')", name=op.f("ck_delivery_plan_part")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_delivery_plan_branch_id_branch")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_delivery_plan_made_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_delivery_plan_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_plan")),
    )
    with op.batch_alter_table("delivery_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_plan_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_plan_next_day"), ["next_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_plan_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_delivery_plan_person",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "delivery_profile",
        sa.Column("person_id", sa.String(length=32), nullable=False),
        sa.Column("address_sealed", sa.Text(), nullable=True),
        sa.Column("point_sealed", sa.Text(), nullable=True),
        sa.Column("knock_sealed", sa.Text(), nullable=True),
        sa.Column("password_sealed", sa.Text(), nullable=True),
        sa.Column("receivers_sealed", sa.Text(), nullable=True),
        sa.Column("emergency_sealed", sa.Text(), nullable=True),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("changed_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("channel IN ('phone', 'sms', 'email')", name=op.f("ck_delivery_profile_channel")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_delivery_profile_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_delivery_profile")),
    )
    op.create_table(
        "delivery_round",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("branch_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("carrier_id", sa.String(length=32), nullable=True),
        sa.Column("most_grams", sa.Integer(), nullable=False),
        sa.Column("start", sa.String(length=60), nullable=False),
        sa.Column("link_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("link_until", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("made_by", sa.String(length=32), nullable=True),
        sa.Column("made_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "part IN ('morning', 'afternoon', 'evening')", name=op.f("ck_delivery_round_part")
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_delivery_round_branch_id_branch")
        ),
        sa.ForeignKeyConstraint(
            ["carrier_id"], ["person.id"], name=op.f("fk_delivery_round_carrier_id_person")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_delivery_round_made_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_round")),
        sa.UniqueConstraint("link_fingerprint", name=op.f("uq_delivery_round_link_fingerprint")),
    )
    with op.batch_alter_table("delivery_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_round_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_round_carrier_id"), ["carrier_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_round_day"), ["day"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("bag", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("branch_id", sa.String(length=32), nullable=False),
        sa.Column("plan_id", sa.String(length=32), nullable=True),
        sa.Column("plan_day", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=14), nullable=False),
        sa.Column("means", sa.String(length=10), nullable=False),
        sa.Column("times", sa.JSON(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("part", sa.String(length=10), nullable=True),
        sa.Column("formats", sa.JSON(), nullable=False),
        sa.Column("most_items", sa.Integer(), nullable=False),
        sa.Column("most_grams", sa.Integer(), nullable=False),
        sa.Column("tastes_sealed", sa.Text(), nullable=True),
        sa.Column("note_sealed", sa.Text(), nullable=True),
        sa.Column("round_id", sa.String(length=32), nullable=True),
        sa.Column("stop", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.String(length=32), nullable=True),
        sa.Column("asked_how", sa.String(length=10), nullable=False),
        sa.Column("asked_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("packed_by", sa.String(length=32), nullable=True),
        sa.Column("looked_by", sa.String(length=32), nullable=True),
        sa.Column("return_card", sa.Boolean(), nullable=False),
        sa.Column("arrived_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("ended_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "titles_gone_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=True
        ),
        sa.CheckConstraint("means IN ('visit', 'post')", name=op.f("ck_visit_means")),
        sa.CheckConstraint(
            "state IN ('drafted', 'requested', 'confirmed', 'picking', 'packed', 'out', 'delivered', 'not_delivered', 'collected', 'shelved', 'cancelled', 'paused')",
            name=op.f("ck_visit_state"),
        ),
        sa.CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name=op.f("ck_visit_rating")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_visit_asked_by_person")),
        sa.ForeignKeyConstraint(["branch_id"], ["branch.id"], name=op.f("fk_visit_branch_id_branch")),
        sa.ForeignKeyConstraint(["looked_by"], ["person.id"], name=op.f("fk_visit_looked_by_person")),
        sa.ForeignKeyConstraint(["packed_by"], ["person.id"], name=op.f("fk_visit_packed_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_person_id_person")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["delivery_plan.id"], name=op.f("fk_visit_plan_id_delivery_plan")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["delivery_round.id"], name=op.f("fk_visit_round_id_delivery_round")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("bag", name=op.f("uq_visit_bag")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_day"), ["day"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_ended_at"), ["ended_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_state"), ["state"], unique=False)
        batch_op.create_index("uq_visit_plan_day", ["plan_id", "plan_day"], unique=True)

    op.create_table(
        "delivery_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("before", sa.String(length=14), nullable=True),
        sa.Column("after", sa.String(length=14), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_delivery_event_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_event")),
    )
    with op.batch_alter_table("delivery_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_event_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "delivery_notice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("person_id", sa.String(length=32), nullable=True),
        sa.Column("visit_id", sa.String(length=32), nullable=True),
        sa.Column("branch_id", sa.String(length=32), nullable=True),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("params_sealed", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", accessible_reader.database.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("called_by", sa.String(length=32), nullable=True),
        sa.CheckConstraint("channel IN ('phone', 'sms', 'email')", name=op.f("ck_delivery_notice_channel")),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'to_call', 'called', 'cancelled')",
            name=op.f("ck_delivery_notice_state"),
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branch.id"], name=op.f("fk_delivery_notice_branch_id_branch")
        ),
        sa.ForeignKeyConstraint(
            ["called_by"], ["person.id"], name=op.f("fk_delivery_notice_called_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_delivery_notice_person_id_person")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_delivery_notice_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_delivery_notice_key")),
    )
    with op.batch_alter_table("delivery_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_notice_branch_id"), ["branch_id"], unique=False)
        batch_op.create_index("ix_delivery_notice_due", ["state", "next_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_notice_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_delivery_notice_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "visit_line",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("visit_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("title_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("barcode", sa.String(length=40), nullable=True),
        sa.Column("scanned", sa.JSON(), nullable=False),
        sa.Column("loan_id", sa.String(length=32), nullable=True),
        sa.Column("conversion_id", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "state IN ('wanted', 'chosen', 'in_bag', 'with_reader', 'back', 'struck', 'missing')",
            name=op.f("ck_visit_line_state"),
        ),
        sa.ForeignKeyConstraint(["barcode"], ["copy.barcode"], name=op.f("fk_visit_line_barcode_copy")),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_visit_line_loan_id_loan")),
        sa.ForeignKeyConstraint(["title_id"], ["title.id"], name=op.f("fk_visit_line_title_id_title")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_line_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_line")),
    )
    with op.batch_alter_table("visit_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_line_loan_id"), ["loan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_line_title_id"), ["title_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_line_visit_id"), ["visit_id"], unique=False)
        batch_op.create_index(
            "uq_visit_line_copy",
            ["barcode"],
            unique=True,
            sqlite_where=sa.text("state IN ('chosen', 'in_bag')"),
            postgresql_where=sa.text("state IN ('chosen', 'in_bag')"),
        )
        batch_op.create_index("uq_visit_line_place", ["visit_id", "place"], unique=True)

    _keep_events()


def _keep_events() -> None:
    """What happened to a visit is only ever added to."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION delivery_event_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'events of deliveries are only ever added to'; END $$"
        )
        op.execute(
            "CREATE TRIGGER delivery_event_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON delivery_event "
            "FOR EACH STATEMENT EXECUTE FUNCTION delivery_event_is_kept()"
        )
    else:
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER delivery_event_is_kept_{change.lower()} BEFORE {change} ON delivery_event "
                "BEGIN SELECT RAISE(ABORT, 'events of deliveries are only ever added to'); END"
            )


def downgrade() -> None:
    """Backwards."""
    with op.batch_alter_table("visit_line", schema=None) as batch_op:
        batch_op.drop_index("uq_visit_line_place")
        batch_op.drop_index(
            "uq_visit_line_copy",
            sqlite_where=sa.text("state IN ('chosen', 'in_bag')"),
            postgresql_where=sa.text("state IN ('chosen', 'in_bag')"),
        )
        batch_op.drop_index(batch_op.f("ix_visit_line_visit_id"))
        batch_op.drop_index(batch_op.f("ix_visit_line_title_id"))
        batch_op.drop_index(batch_op.f("ix_visit_line_loan_id"))

    op.drop_table("visit_line")
    with op.batch_alter_table("delivery_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_notice_visit_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_notice_person_id"))
        batch_op.drop_index("ix_delivery_notice_due")
        batch_op.drop_index(batch_op.f("ix_delivery_notice_branch_id"))

    op.drop_table("delivery_notice")
    with op.batch_alter_table("delivery_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_event_visit_id"))

    op.drop_table("delivery_event")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index("uq_visit_plan_day")
        batch_op.drop_index(batch_op.f("ix_visit_state"))
        batch_op.drop_index(batch_op.f("ix_visit_round_id"))
        batch_op.drop_index(batch_op.f("ix_visit_plan_id"))
        batch_op.drop_index(batch_op.f("ix_visit_person_id"))
        batch_op.drop_index(batch_op.f("ix_visit_ended_at"))
        batch_op.drop_index(batch_op.f("ix_visit_day"))
        batch_op.drop_index(batch_op.f("ix_visit_branch_id"))
        batch_op.drop_index(batch_op.f("ix_visit_asked_at"))

    op.drop_table("visit")
    with op.batch_alter_table("delivery_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_round_day"))
        batch_op.drop_index(batch_op.f("ix_delivery_round_carrier_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_round_branch_id"))

    op.drop_table("delivery_round")
    op.drop_table("delivery_profile")
    with op.batch_alter_table("delivery_plan", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_delivery_plan_person",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_delivery_plan_person_id"))
        batch_op.drop_index(batch_op.f("ix_delivery_plan_next_day"))
        batch_op.drop_index(batch_op.f("ix_delivery_plan_branch_id"))

    op.drop_table("delivery_plan")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION delivery_event_is_kept()")
