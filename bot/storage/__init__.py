"""Keeps conversations, questions, feedback, assessments, preferences and seen events in SQLite or PostgreSQL."""
