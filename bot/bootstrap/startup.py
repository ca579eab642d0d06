"""How a running bot starts: what its log says, and how faults of its settings are told."""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Callable, Mapping
from typing import ParamSpec, TypeVar

from slack_bolt.logger.messages import warning_client_prioritized_and_token_skipped

from bot.errors import BotError
from bot.listeners.diagnosis import token_fault
from bot.settings import Settings, load_env_file

logger = logging.getLogger(__name__)

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

_TALKATIVE = {
    "alembic": logging.WARNING,  # ten lines for the first tables
    "slack_sdk.web.base_client": logging.CRITICAL,  # every call that fails, which whoever called tells of as well
}
"""What libraries are kept to, unless the log is to say everything."""


Given = ParamSpec("Given")
Made = TypeVar("Made")


def http_settings(environ: Mapping[str, str] | None) -> Settings:
    """Return the settings for HTTP: of `environ`, else of the environment and the file `.env`. Raises SettingsError."""
    if environ is None:
        load_env_file()
        environ = os.environ
    return Settings.from_env(environ, need="http")


def http_fault() -> str:
    """Return what keeps the bot from starting over HTTP, by its settings or by what Slack says to the token; else nothing."""
    try:
        settings = http_settings(None)
    except BotError as error:
        return str(error)
    return token_fault(bot_token=settings.bot_token or "", api_url=settings.slack_api_url)


def start_logging(settings: Settings) -> None:
    """Write to the log what the settings ask for, without what says nothing to whoever runs the bot; then their warnings."""
    logging.basicConfig(level=settings.log_level, format=LOG_FORMAT)
    logging.getLogger("slack_bolt.App").addFilter(_is_of_use)
    if logging.getLogger().getEffectiveLevel() > logging.DEBUG:
        for name, level in _TALKATIVE.items():
            logging.getLogger(name).setLevel(level)
    for warning in settings.warnings:
        logger.warning("%s", warning)


def _is_of_use(record: logging.LogRecord) -> bool:
    """Bolt finds SLACK_BOT_TOKEN in the environment by itself and warns that our client, which has it too, comes first."""
    return record.getMessage() != warning_client_prioritized_and_token_skipped()


def told_by_gunicorn(build: Callable[Given, Made]) -> Callable[Given, Made]:
    """Let gunicorn print what is wrong, in our words alone, and stop: of other errors it prints the traceback too."""

    @functools.wraps(build)
    def told(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        try:
            return build(*args, **kwargs)
        except BotError as error:
            from gunicorn.errors import AppImportError

            raise AppImportError(str(error)) from error

    return told
