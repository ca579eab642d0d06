"""Runs the steps on the connection `bot.storage.migrator` hands over; loaded by Alembic, never imported."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
# The connection is inside a transaction already: whoever opened it commits, so all steps count or none.
with context.begin_transaction():
    context.run_migrations()
