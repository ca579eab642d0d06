"""Socket Mode: one connection to Slack, kept until somebody says stop, then closed without losing an answer under way."""

from __future__ import annotations

import logging
from collections.abc import Callable

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import SettingsError, UnreachableError
from bot.listeners.delivery import error_code
from bot.listeners.readiness import Readiness
from bot.listeners.retries import retry_handlers
from bot.listeners.sender import TIMEOUT
from bot.listeners.stopping import Stop

logger = logging.getLogger(__name__)

_REFUSED = ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type")


PING_INTERVAL = 1.5
"""Seconds between two pings. The library gives a connection up that has been silent for more than four intervals, counted in
whole seconds and looked at once an interval, and may wait three seconds more for a read: a cut one is noticed within 12. With
its own ten seconds that took a minute, during which Slack's messages went nowhere."""


def run_socket_mode(
    app: App,
    app_token: str,
    *,
    stop: Stop,
    finish: Callable[[], None],
    readiness: Readiness | None = None,
    ping_interval: float = PING_INTERVAL,
) -> None:
    """Connect and answer until `stop` is set; then take nothing more in and `finish` what was begun.

    `readiness` learns to tell whether the connection stands: without it no question comes in, so no answer leaves.
    Raises SettingsError where Slack refuses the app-level token, UnreachableError where it cannot be reached at the start.
    """
    client = WebClient(token=app_token, base_url=app.client.base_url, timeout=TIMEOUT, retry_handlers=retry_handlers())
    handler = SocketModeHandler(app, app_token, web_client=client, ping_interval=ping_interval)
    if readiness is not None:
        readiness.vital.append(lambda: None if handler.client.is_connected() else "no connection to Slack")
    try:
        _connect(handler)
        logger.info("Connected to Slack; waiting for questions.")
        stop.wait()
        logger.info("Stopping: finishing the answers under way.")
    finally:
        handler.client.close()
        finish()


def _connect(handler: SocketModeHandler) -> None:
    try:
        handler.client.connect()
    except SlackApiError as error:
        code = error_code(error)
        if code in _REFUSED:
            raise SettingsError(
                [
                    (
                        f"Slack refuses SLACK_APP_TOKEN ({code}). Make a token with the scope connections:write under "
                        "Basic Information, App-Level Tokens, and switch Socket Mode on."
                    )
                ]
            ) from error
        raise _unreachable(f"it says {code}" if code.isidentifier() else "something else answers in its place") from error
    except OSError as error:
        raise _unreachable(str(getattr(error, "reason", None) or error)) from error


def _unreachable(why: str) -> UnreachableError:
    return UnreachableError(
        f"Slack cannot be reached: {why}. Check this machine's connection, its proxy, and SLACK_API_URL; then start again."
    )
