"""Which channel a call of Slack's or an item of the inbox belongs to, and whose it is."""

from __future__ import annotations

import datetime
import json
from types import SimpleNamespace
from typing import Any

import pytest

from bot.domain.inbox import InboxItem
from bot.domain.records import Person
from bot.listeners.payloads import is_foreign
from bot.listeners.spots import channel_in, channel_of

WINDOW = {"private_metadata": json.dumps(["en", "C1", "1.1", ""])}
SHEET = {"private_metadata": f"{WINDOW['private_metadata']}\n{json.dumps(['topic', 1, '', 'id'])}"}


@pytest.mark.parametrize(
    ("body", "channel"),
    [
        ({"event": {"channel": "C1"}}, "C1"),
        ({"command": "/advisor", "channel_id": "C1"}, "C1"),
        ({"channel": {"id": "C1"}, "container": {"channel_id": "C2"}}, "C1"),
        ({"container": {"channel_id": "C1"}}, "C1"),
        ({"view": WINDOW}, "C1"),
        ({"view": SHEET}, "C1"),
        ({"view": {"type": "home", "private_metadata": "en"}}, ""),
        ({"view": {"private_metadata": "{"}}, ""),
        ({}, ""),
    ],
)
def test_the_channel_of_a_call(body: dict[str, Any], channel: str) -> None:
    assert channel_in(body) == channel


@pytest.mark.parametrize(
    ("kept", "details", "channel"),
    [("C1", {}, "C1"), ("", {"channel_id": "C1"}, "C1"), ("", SHEET, "C1"), ("", {"private_metadata": None}, "")],
)
def test_the_channel_of_an_item(kept: str, details: dict[str, Any], channel: str) -> None:
    at = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    item = InboxItem(key="k", kind="x", person=Person(), channel=kept, lane="k", details=details, received_at=at)
    assert channel_of(item) == channel


OURS = {"authorize_result": SimpleNamespace(team_id="T1", enterprise_id="E1")}


@pytest.mark.parametrize(
    ("body", "foreign"),
    [
        ({"event": {"user_team": "T9"}}, True),
        ({"event": {"user_team": "T1"}}, False),
        ({"event": {"user_team": "T2"}, "enterprise_id": "E1"}, False),
        ({"event": {}}, False),
        ({"command": "/advisor", "team_id": "T9"}, True),
        ({"command": "/advisor", "team_id": "T1"}, False),
        ({"user": {"team_id": "T9"}}, True),
        ({"user": {"id": "U1"}}, False),
    ],
)
def test_people_of_another_company_are_known_however_they_come(body: dict[str, Any], foreign: bool) -> None:
    assert is_foreign(body, OURS) is foreign
