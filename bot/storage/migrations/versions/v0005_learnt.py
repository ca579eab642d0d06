"""What was learnt of what is taught, so that copies and starts find it."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, DateTime, LargeBinary, Text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add a table, which copies of the release before do not know: they go on learning for themselves."""
    op.create_table(
        "learnt",
        Column("stamp", Text(), primary_key=True),
        Column("content", LargeBinary(), nullable=False),
        Column("used_at", DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Take it away again; it is learnt again wherever it is needed."""
    op.drop_table("learnt")
