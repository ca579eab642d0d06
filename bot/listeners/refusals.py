"""Which of Slack's answers are to be expected: refusals and trouble on the way, which are nobody's mistake and no crash."""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import Any

from slack_sdk.errors import SlackApiError

TROUBLE = (SlackApiError, OSError, HTTPException, json.JSONDecodeError)
"""Everything that a call to Slack raises where Slack refuses, hangs, is out of reach, or something in between answers instead."""

_PASSING = frozenset({
    "ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org",
    "accesslimited",
})  # fmt: skip
_LOCKED_OUT = frozenset({
    "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired", "missing_scope", "org_login_required",
    "ekm_access_denied", "team_access_not_granted", "not_allowed_token_type", "access_denied",
})  # fmt: skip


def refusal_of(error: BaseException) -> str:
    """Return Slack's name for what went wrong, or what the library says where Slack gave none; at most 200 characters."""
    answer: Any = getattr(error, "response", None)
    code = answer.get("error") if hasattr(answer, "get") else None
    named = code if isinstance(code, str) and code else f"{type(error).__name__}: {error}"
    return " ".join(named.split())[:200]


def is_passing(error: BaseException) -> bool:
    """Whether the same call may well succeed a moment later: Slack is busy, unwell, silent or out of reach."""
    if not isinstance(error, SlackApiError):
        return isinstance(error, TROUBLE)
    status = getattr(error.response, "status_code", 200)
    spoken = error.response.get("error") if hasattr(error.response, "get") else None
    # A proxy's page comes with 200 as well; the library puts the page where Slack's one word would stand.
    return status == 429 or status >= 500 or spoken in _PASSING or " " in str(spoken or " ")


def is_expected(error: BaseException) -> bool:
    """Whether a failure is Slack's to explain and not ours: it passes, or the installation is no longer allowed to do this."""
    return is_passing(error) or refusal_of(error) in _LOCKED_OUT
