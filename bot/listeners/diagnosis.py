"""Asks Slack whether tokens, scopes and the clock are as they should be, and says what to do where they are not."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.domain.clock import Clock, utc_now
from bot.listeners.delivery import error_code
from bot.listeners.sender import TIMEOUT

LARGEST_SKEW = datetime.timedelta(minutes=2)
"""Slack refuses, and so do we, requests more than five minutes old; past two there is reason to act."""

REQUIRED = (
    "app_mentions:read",
    "assistant:write",
    "channels:read",
    "chat:write",
    "commands",
    "groups:read",
    "im:history",
    "mpim:read",
    "users:read",
)
"""The scopes manifest.yml asks for (a test compares them)."""

FOLLOWING = ("channels:history", "groups:history", "mpim:history")
"""Scopes for replies without a mention; optional."""

GROUP_SCOPE = "usergroups:read"
"""The scope that user groups among the curators need."""

_INSTALL = "Install the app to the workspace again under Install App, and copy the new token."


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: whether it is well, what was found, and what to do if it is not."""

    name: str
    well: bool
    found: str
    remedy: str = ""


def diagnose(
    *, bot_token: str, app_token: str | None, api_url: str, more_scopes: Sequence[str] = (), clock: Clock = utc_now
) -> Iterator[Finding]:
    """Look at everything that only Slack can tell; never raises for what Slack answers or fails to answer.

    `more_scopes` are those that the settings ask for beyond REQUIRED.
    """
    outcome = _asked("Bot token", lambda: WebClient(bot_token, base_url=api_url, timeout=TIMEOUT).auth_test(), "SLACK_BOT_TOKEN")
    if isinstance(outcome, Finding):
        yield outcome
    else:
        yield Finding(name="Bot token", well=True, found=f"{outcome.get('user')} in {outcome.get('team')}")
        yield scopes_finding(_header(outcome, "x-oauth-scopes"), more_scopes)
        yield clock_finding(_header(outcome, "date"), clock())
    if app_token is not None:
        yield _socket_finding(app_token, api_url)


def token_fault(*, bot_token: str, api_url: str) -> str:
    """Return what Slack has against the bot's token and what to do; nothing where it takes it or cannot be asked."""
    outcome = _asked("Bot token", lambda: WebClient(bot_token, base_url=api_url, timeout=TIMEOUT).auth_test(), "SLACK_BOT_TOKEN")
    if isinstance(outcome, Finding) and outcome.found.startswith(_REFUSES):
        return f"Bot token: {outcome.found}. {outcome.remedy}"
    return ""


def scopes_finding(header: str, more: Sequence[str] = ()) -> Finding:
    """Return what the scopes in Slack's `x-oauth-scopes` header allow; `more` are needed beyond REQUIRED."""
    granted = {scope.strip() for scope in header.split(",") if scope.strip()}
    missing = [scope for scope in (*REQUIRED, *more) if scope not in granted]
    if missing:
        remedy = f"Paste manifest.yml under App Manifest, or add them under OAuth & Permissions. {_INSTALL}"
        return Finding(name="Scopes", well=False, found=f"missing: {', '.join(missing)}", remedy=remedy)
    follows = all(scope in granted for scope in FOLLOWING)
    mode = "answers replies without a mention" if follows else "answers mentions, direct messages and commands"
    return Finding(name="Scopes", well=True, found=f"complete; {mode}")


def clock_finding(header: str, now: datetime.datetime) -> Finding:
    """Return how far this machine's clock is from Slack's, by the `Date` header."""
    try:
        theirs = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return Finding(name="Clock", well=True, found="Slack did not tell the time")
    skew = now - (theirs if theirs.tzinfo else theirs.replace(tzinfo=datetime.UTC))
    seconds = round(skew.total_seconds())
    if abs(skew) > LARGEST_SKEW:
        remedy = "Set the clock (switch NTP on): requests signed more than five minutes off are refused."
        return Finding(name="Clock", well=False, found=f"{seconds:+d} seconds from Slack's", remedy=remedy)
    return Finding(name="Clock", well=True, found=f"{seconds:+d} seconds from Slack's")


def _socket_finding(app_token: str, api_url: str) -> Finding:
    client = WebClient(app_token, base_url=api_url, timeout=TIMEOUT)
    outcome = _asked("App token", lambda: client.apps_connections_open(app_token=app_token), "SLACK_APP_TOKEN")
    return outcome if isinstance(outcome, Finding) else Finding(name="App token", well=True, found="Socket Mode can connect")


def _asked(name: str, ask: Callable[[], SlackResponse], variable: str) -> SlackResponse | Finding:
    try:
        return ask()
    except SlackApiError as error:
        found, remedy = _refusal(error, variable)
        return Finding(name=name, well=False, found=found, remedy=remedy)
    except OSError as error:
        remedy = "Check this machine's connection, its proxy, and SLACK_API_URL."
        return Finding(name=name, well=False, found=f"Slack cannot be reached: {_plainly(error)}", remedy=remedy)


def _plainly(error: OSError) -> str:
    """What the system says, without the library's wrapping."""
    cause = getattr(error, "reason", None) or error
    return str(getattr(cause, "strerror", None) or cause)


def _refusal(error: SlackApiError, variable: str) -> tuple[str, str]:
    """Return what Slack says and what to do: only where it speaks of the token is the token at fault."""
    code = error_code(error)
    if code in _AT_FAULT:
        return f"{_REFUSES}: {code}", f"Copy {variable} again. {_REMEDIES[variable]}"
    if code in _BUSY:
        return (
            f"not looked at, Slack is busy: {code}",
            "The token is not at fault. Run `sales-advisor doctor` again soon.",
        )
    if _CODE.fullmatch(code):
        return f"Slack says: {code}", "Run `sales-advisor doctor` again; if it stays, look the word up in Slack's documentation."
    return f"not looked at, a page came in place of Slack's answer{_status(error)}", (
        "Nothing is said against the token. A proxy or firewall answers for Slack: let this machine through to SLACK_API_URL. "
        "From 500 on it is Slack itself: run `sales-advisor doctor` again in a minute."
    )


def _status(error: SlackApiError) -> str:
    status = getattr(error.response, "status_code", None)
    return f" (status {status})" if isinstance(status, int) else ""


_REFUSES = "Slack refuses it"
_CODE = re.compile(r"[a-z0-9_]{1,80}")
"""What Slack's own words for an error look like; what the SDK makes of a page that is no JSON does not."""

_BUSY = frozenset({"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"})
_AT_FAULT = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "not_allowed_token_type", "no_permission",
    "missing_scope",
})  # fmt: skip

_REMEDIES: Mapping[str, str] = {
    "SLACK_BOT_TOKEN": _INSTALL,
    "SLACK_APP_TOKEN": (
        "It stands under Basic Information, App-Level Tokens, and needs the scope connections:write; Socket Mode must be on."
    ),
}


def _header(outcome: SlackResponse, name: str) -> str:
    headers: Mapping[str, Any] = outcome.headers
    for key, value in headers.items():
        if key.lower() == name:
            values: Sequence[str] = value if isinstance(value, list) else [value]
            return str(values[0])
    return ""
