"""The first tables: conversations, questions, feedback, assessments, preferences, seen events."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, DateTime, Float, Text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables and their indexes."""
    _make_conversations()
    _make_questions()
    op.create_table(
        "feedback",
        Column("team", Text(), primary_key=True),
        Column("question", Text(), primary_key=True),
        Column("person", Text(), primary_key=True),
        Column("helpful", Boolean(), nullable=False),
        Column("reason", Text(), nullable=False),
        Column("given_at", DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_table(
        "assessments",
        Column("team", Text(), primary_key=True),
        Column("person", Text(), primary_key=True),
        Column("id", Text(), primary_key=True),
        Column("answers", Text(), nullable=False),
        Column("model", Text(), nullable=False),
        Column("made_at", DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_table(
        "preferences",
        Column("team", Text(), primary_key=True),
        Column("person", Text(), primary_key=True),
        Column("language", Text(), nullable=False),
        Column("updated_at", DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "seen_events",
        Column("key", Text(), primary_key=True),
        Column("team", Text(), nullable=False, index=True),
        Column("free_at", DateTime(timezone=True), nullable=False, index=True),
    )


def _make_conversations() -> None:
    op.create_table(
        "conversations",
        Column("thread", Text(), primary_key=True),
        Column("team", Text(), nullable=False, index=True),
        Column("body", Text(), nullable=False),
        Column("updated_at", DateTime(timezone=True), nullable=False, index=True),
    )


def _make_questions() -> None:
    op.create_table(
        "questions",
        Column("team", Text(), primary_key=True),
        Column("id", Text(), primary_key=True),
        Column("person", Text(), nullable=False),
        Column("thread", Text()),
        Column("text", Text(), nullable=False),
        Column("gist", Text(), nullable=False),
        Column("language", Text(), nullable=False),
        Column("segment", Text()),
        Column("outcome", Text(), nullable=False),
        Column("topics", Text(), nullable=False),
        Column("confidence", Float(), nullable=False),
        Column("asked_at", DateTime(timezone=True), nullable=False, index=True),
    )
    op.create_index("ix_questions_of_person", "questions", ["team", "person", "asked_at"])
    op.create_index("ix_questions_of_outcome", "questions", ["outcome", "asked_at"])


def downgrade() -> None:
    """Drop everything."""
    for table in ("conversations", "questions", "feedback", "assessments", "preferences", "seen_events"):
        op.drop_table(table)
