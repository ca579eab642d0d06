"""gunicorn's settings, `--config python:bot.bootstrap.server`: what all workers need is seen to once, before there are any.

What is wrong is told by one process and not by each worker, for gunicorn trips over two that fail at once. What was read is
shared: a worker that is made anew answers at once, and two take little more memory than one.
"""

from __future__ import annotations

import logging

from bot.bootstrap.slack import load
from bot.bootstrap.startup import http_fault, http_settings
from bot.errors import BotError

logger = logging.getLogger(__name__)


def on_starting(_: object) -> None:
    """Read the knowledge; stop where the bot could not start. Raises RuntimeError, which gunicorn tells in one line."""
    if fault := http_fault() or _fault_of_knowledge():
        raise RuntimeError(fault)


def on_reload(_: object) -> None:
    """At SIGHUP, read the knowledge anew for the workers to come; where it is faulty, they answer with what there was."""
    if fault := _fault_of_knowledge(anew=True):
        logger.error("The knowledge stays as it was. %s", fault)


def _fault_of_knowledge(*, anew: bool = False) -> str:
    """Read the knowledge; returns what is wrong with it, or nothing."""
    try:
        settings = http_settings(None)
        load(settings.knowledge_only, settings.knowledge, settings.cache_folder, anew=anew)
    except BotError as error:
        return str(error)
    return ""
