"""The Bolt app: its client with short patience, its own worker threads, and its listeners."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from slack_bolt import App
from slack_bolt.error import BoltError
from slack_sdk import WebClient

from bot.errors import SettingsError
from bot.listeners.retries import retry_handlers
from bot.listeners.sender import TIMEOUT

logger = logging.getLogger(__name__)

WORKERS = 32
"""Threads that answer. An answer takes milliseconds of work and waits for Slack otherwise; Bolt's own default is five."""

_REFUSED = ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "no_permission")

_REMEDY = "Slack refuses SLACK_BOT_TOKEN. Copy it again from OAuth & Permissions, or install the app to the workspace again."


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackAccess:
    """How Slack is reached: the bot's token, the secret that proves requests (none over Socket Mode), the API's address."""

    bot_token: str = field(repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_url: str = "https://slack.com/api/"


def build_client(access: SlackAccess) -> WebClient:
    """Return a client that waits at most TIMEOUT seconds and tries again briefly."""
    return WebClient(token=access.bot_token, base_url=access.api_url, timeout=TIMEOUT, retry_handlers=retry_handlers())


def build_app(access: SlackAccess, executor: ThreadPoolExecutor) -> App:
    """Return a Bolt app without listeners. The token is checked; if Slack is out of reach, with the first event instead.

    Raises SettingsError where Slack says that the token is no good.
    """
    try:
        return _quiet(_app(access, executor, verified=True))
    except (BoltError, OSError) as error:
        if any(code in str(error) for code in _REFUSED):
            raise SettingsError([_REMEDY]) from error
        logger.warning("Slack could not be asked about the token; it will be with the first event.")
        return _quiet(_app(access, executor, verified=False))


def _quiet(app: App) -> App:
    """Keep what strangers send out of the log: Bolt writes the whole body of every request with a wrong signature."""
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)
    return app


def _app(access: SlackAccess, executor: ThreadPoolExecutor, *, verified: bool) -> App:
    return App(
        name="sales-advisor",
        client=build_client(access),
        # An empty secret would make every request's signature computable: over Socket Mode nothing is verified, nothing served.
        signing_secret=access.signing_secret or "",
        request_verification_enabled=True,
        token_verification_enabled=verified,
        listener_executor=executor,
        attaching_conversation_kwargs_enabled=False,
    )
