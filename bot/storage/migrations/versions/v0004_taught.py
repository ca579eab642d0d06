"""What is taught in Slack, every version of it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Date, DateTime, Integer, Text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add a table, which copies of the release before do not know."""
    op.create_table(
        "taught",
        Column("topic", Text(), primary_key=True),
        Column("version", Integer(), primary_key=True, autoincrement=False),
        Column("team", Text(), nullable=False),
        Column("state", Text(), nullable=False),
        Column("body", Text(), nullable=False),
        Column("changed_by", Text(), nullable=False),
        Column("changed_at", DateTime(timezone=True), nullable=False),
        Column("owner", Text(), nullable=False),
        Column("review_on", Date()),
        Column("proposer", Text(), nullable=False),
        Column("place", Text(), nullable=False),
        Column("restores", Integer()),
        Column("target", Text(), nullable=False),
        Column("sheet", Text(), nullable=False),
    )
    op.create_index("ix_taught_team", "taught", ["team"])


def downgrade() -> None:
    """Take it away again, with everything in it."""
    op.drop_table("taught")
