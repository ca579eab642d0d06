"""Questions tell whether people went on after the bot asked back, and what curators decided about them."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add columns that may be empty, so that copies of the release before go on beside this one, and an index by thread."""
    op.add_column("questions", Column("went_on", Boolean()))
    op.add_column("questions", Column("gap_state", Text()))
    op.add_column("questions", Column("gap_decided_by", Text()))
    op.add_column("questions", Column("gap_decided_at", DateTime(timezone=True)))
    op.create_index("ix_questions_of_thread", "questions", ["team", "thread", "asked_at"])


def downgrade() -> None:
    """Take them away again."""
    op.drop_index("ix_questions_of_thread", "questions")
    for column in ("went_on", "gap_state", "gap_decided_by", "gap_decided_at"):
        op.drop_column("questions", column)
