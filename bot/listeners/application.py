"""The Bolt app: its client with short patience, its own worker threads, and its listeners."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from slack_bolt import App
from slack_bolt.error import BoltError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import SettingsError
from bot.listeners.posting import PostingWebClient
from bot.listeners.retries import StatusNoting, retry_handlers
from bot.listeners.sender import TIMEOUT
from bot.listeners.slack_status import REMEDY, TOKEN_REFUSED, SlackStatus

logger = logging.getLogger(__name__)

WORKERS = 32
"""Threads that answer. An answer takes milliseconds of work and waits for Slack otherwise; Bolt's own default is five."""

_REFUSED = (*sorted(TOKEN_REFUSED), "no_permission")

ASKING = 1
"""Seconds to wait for Slack where somebody waits to hear how the bot is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackAccess:
    """How Slack is reached: the bot's token, the secret that proves requests (none over Socket Mode), the API's address."""

    bot_token: str = field(repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api_url: str = "https://slack.com/api/"


def build_client(access: SlackAccess, status: SlackStatus) -> WebClient:
    """Return a client that waits at most TIMEOUT seconds, tries again briefly, and notes what Slack says to its token."""
    handlers = [StatusNoting(status), *retry_handlers()]
    return PostingWebClient(token=access.bot_token, base_url=access.api_url, timeout=TIMEOUT, retry_handlers=handlers)


def reaches_slack(access: SlackAccess, status: SlackStatus) -> bool:
    """Whether Slack can be reached; asks it only where it was not heard of lately, and then notes what it says to the token."""
    client = WebClient(access.bot_token, base_url=access.api_url, timeout=ASKING, retry_handlers=[StatusNoting(status)])

    def ask() -> None:
        with suppress(SlackApiError):  # noted; an answer all the same
            client.auth_test()

    return status.reached(ask)


def build_app(access: SlackAccess, executor: ThreadPoolExecutor, status: SlackStatus) -> App:
    """Return a Bolt app without listeners. The token is checked; if Slack is out of reach, with the first event instead.

    Raises SettingsError where Slack says that the token is no good.
    """
    try:
        return _quiet(_app(access, executor, status, verified=True))
    except (BoltError, OSError) as error:
        if any(code in str(error) for code in _REFUSED):
            raise SettingsError([REMEDY]) from error
        logger.warning("Slack could not be asked about the token; it will be with the first event.")
        return _quiet(_app(access, executor, status, verified=False))


def _quiet(app: App) -> App:
    """Keep what strangers send out of the log: Bolt writes the whole body of every request with a wrong signature."""
    logging.getLogger("slack_bolt.RequestVerification").setLevel(logging.WARNING)
    return app


def _app(access: SlackAccess, executor: ThreadPoolExecutor, status: SlackStatus, *, verified: bool) -> App:
    return App(
        name="sales-advisor",
        client=build_client(access, status),
        # An empty secret would make every request's signature computable: over Socket Mode nothing is verified, nothing served.
        signing_secret=access.signing_secret or "",
        request_verification_enabled=True,
        token_verification_enabled=verified,
        listener_executor=executor,
        attaching_conversation_kwargs_enabled=False,
    )
