"""People: permission groups in place of a single permission, and seats that are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LICENCES = ("contact_center", "live_chat")


def upgrade() -> None:
    """Up. Admins who managed inboxes have to be put into a permission group by the Owner."""
    op.create_table(
        "people_groups",
        sa.Column("group", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("permissions", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("group", name="pk_people_groups"),
        sa.UniqueConstraint("organisation", "name", name="uq_people_groups_name"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.drop_column("people_members", "manages_inboxes")
    op.add_column("people_members", sa.Column("group", sa.Text, nullable=False, server_default=sa.text("''")))
    op.drop_table("people_licences")
    op.create_table(
        "people_licences",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("licence", sa.Text, nullable=False),
        sa.Column("seats", sa.Integer),
        sa.Column("assigned", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "licence", name="pk_people_licences"),
        sa.CheckConstraint("licence IN ('contact_center', 'live_chat')", name=op.f("ck_people_licences_known")),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_people_licences_seats")),
        sa.CheckConstraint("assigned >= 0", name=op.f("ck_people_licences_assigned")),
        sa.CheckConstraint("assigned <= seats", name=op.f("ck_people_licences_enough")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    for licence in LICENCES:
        op.execute(
            "INSERT INTO people_licences (organisation, licence, assigned)"  # noqa: S608 - names of our own columns
            f" SELECT organisation, '{licence}', sum(CASE WHEN active = 1 AND {licence} = 1 THEN 1 ELSE 0 END)"
            " FROM people_members GROUP BY organisation"
        )


def downgrade() -> None:
    """Down. Seats and groups are forgotten."""
    op.drop_table("people_licences")
    op.create_table(
        "people_licences",
        sa.Column("organisation", sa.Text, nullable=False),
        sa.Column("licence", sa.Text, nullable=False),
        sa.Column("seats", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation", "licence", name="pk_people_licences"),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["people_organisations.organisation"],
            name="fk_people_licences_organisation_people_organisations",
        ),
        sa.CheckConstraint("licence IN ('contact_center', 'live_chat')", name=op.f("ck_people_licences_known")),
        sa.CheckConstraint("seats >= 0", name=op.f("ck_people_licences_seats")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.drop_column("people_members", "group")
    op.add_column(
        "people_members", sa.Column("manages_inboxes", sa.Integer, nullable=False, server_default=sa.text("0"))
    )
    op.drop_table("people_groups")
