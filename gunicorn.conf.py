"""Read by gunicorn at its start: what is wrong is told once, before there are workers that would all tell it."""

import sys

import bot.bootstrap.slack  # noqa: F401  what is imported before the workers are made, they share
from bot.bootstrap.startup import http_fault


def on_starting(_: object) -> None:
    """Stop where the bot could not start."""
    if fault := http_fault():
        sys.exit(fault)
