"""The inbox: events that were taken on carry what is needed to answer them until they are done."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, DateTime, Integer, Text, text

revision = "0002"
down_revision = "0001"

_UNDONE = text("leased_until IS NOT NULL")


def upgrade() -> None:
    """Add columns that may be empty, so that copies of the release before go on beside this one."""
    op.add_column("seen_events", Column("body", Text()))
    op.add_column("seen_events", Column("leased_until", DateTime(timezone=True)))
    op.add_column("seen_events", Column("received_at", DateTime(timezone=True)))
    op.add_column("seen_events", Column("takes", Integer()))
    op.create_index("ix_seen_events_leased", "seen_events", ["leased_until"], sqlite_where=_UNDONE, postgresql_where=_UNDONE)


def downgrade() -> None:
    """Take the columns away again."""
    op.drop_index("ix_seen_events_leased", "seen_events")
    for column in ("body", "leased_until", "received_at", "takes"):
        op.drop_column("seen_events", column)
