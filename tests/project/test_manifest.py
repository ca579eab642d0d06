"""manifest.yml: valid by Slack's own schema, and in step with the listeners in both directions."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.advisor.memory import memory_stores
from bot.bootstrap import Answering
from bot.bootstrap.editions import edition_of
from bot.cli.manifest import over_http, read_manifest, with_threads
from bot.domain.clock import utc_now
from bot.domain.current import Current
from bot.domain.preview import Preview
from bot.errors import UsageError
from bot.listeners.diagnosis import FOLLOWING, REQUIRED
from bot.listeners.front_desk import FrontDesk
from bot.listeners.gap_desk import GapDesk
from bot.listeners.intake import Intake
from bot.listeners.registration import Table, build_table
from bot.listeners.teach_desk import TeachDesk
from bot.listeners.work_queue import WorkQueue

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "tests/project/manifest_schema/manifest.schema.2.0.0.json").read_text(encoding="utf-8"))
NEEDED_SCOPES = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.mpim": "mpim:history",
}
VARIANTS: dict[str, Callable[[], dict[str, Any]]] = {
    "as it is": read_manifest,
    "with threads": lambda: with_threads(read_manifest()),
    "over HTTP": lambda: over_http(read_manifest(), "https://advisor.example.com/"),
    "over HTTP with threads": lambda: over_http(with_threads(read_manifest()), "https://advisor.example.com"),
}


@pytest.fixture(scope="module")
def table(answering: Answering) -> Table:
    """The listeners as they are registered."""
    desk = FrontDesk(editions=Current(edition_of(answering, utc_now)), stores=memory_stores())
    intake = Intake(desk.stores.inbox, WorkQueue(ThreadPoolExecutor(1)))
    gaps = GapDesk(lambda: desk.edition.queue, desk.policy.curators, desk.directory, desk.clock)
    return build_table(
        desk,
        answering.calculators,
        answering.fit,
        intake,
        teaching=TeachDesk(
            desk=desk, gaps=gaps, learn=lambda: True, trial=lambda _: desk.edition, foresee=lambda taught: Preview()
        ),
    )


@pytest.fixture(params=list(VARIANTS))
def manifest(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each form the manifest can be printed in."""
    return VARIANTS[request.param]()


def test_slacks_schema_takes_it(manifest: dict[str, Any]) -> None:
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(manifest)] == []


def test_slacks_schema_would_find_a_typo() -> None:
    manifest = read_manifest()
    manifest["features"]["slash_comands"] = []
    assert list(Draft7Validator(SCHEMA).iter_errors(manifest))


def test_every_subscribed_event_has_its_listener_and_every_listener_its_event(manifest: dict[str, Any], table: Table) -> None:
    events = {event.partition(".")[0] for event in manifest["settings"]["event_subscriptions"]["bot_events"]}
    assert events == set(table.events)


def test_commands_and_shortcuts_are_those_that_have_listeners(manifest: dict[str, Any], table: Table) -> None:
    features = manifest["features"]
    shortcuts = {(shortcut["type"], shortcut["callback_id"]) for shortcut in features["shortcuts"]}
    registered = {("message", name) for name in table.message_shortcuts} | {("global", name) for name in table.global_shortcuts}
    assert {command["command"] for command in features["slash_commands"]} == set(table.commands)
    assert shortcuts == registered


def test_every_event_has_the_scope_it_needs(manifest: dict[str, Any]) -> None:
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    needed = {
        NEEDED_SCOPES[event] for event in manifest["settings"]["event_subscriptions"]["bot_events"] if event in NEEDED_SCOPES
    }
    assert needed <= set(scopes)
    assert len(scopes) == len(set(scopes))


def test_every_method_that_is_called_has_its_scope() -> None:
    by_method = {
        "chat_postMessage": "chat:write",
        "chat_postEphemeral": "chat:write",
        "chat_update": "chat:write",
        "chat_getPermalink": None,
        "users_info": "users:read",
        "conversations_info": "channels:read",
        "conversations_history": "im:history",
        "conversations_replies": "im:history",
        "assistant_threads_setSuggestedPrompts": "assistant:write",
        "views_open": None,
        "views_push": None,
        "views_publish": None,
        "views_update": None,
        "auth_test": None,
        "apps_connections_open": None,
    }
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot/listeners").glob("*.py"))
    called = set(re.findall(r"\.((?:chat|users|conversations|assistant|views|auth|apps|files|reactions|agents)_\w+)\(", code))
    assert called <= set(by_method)
    assert {scope for method in called if (scope := by_method[method])} <= set(REQUIRED)


def test_it_is_an_agent_with_an_open_messages_tab(manifest: dict[str, Any]) -> None:
    features = manifest["features"]
    assert "agent_view" in features
    assert "assistant_view" not in features
    assert features["app_home"]["messages_tab_enabled"]
    assert not features["app_home"]["messages_tab_read_only_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]


def test_reading_channels_is_off_unless_asked_for() -> None:
    plain, following = read_manifest(), with_threads(read_manifest())
    assert sorted(plain["oauth_config"]["scopes"]["bot"]) == sorted(REQUIRED)
    assert sorted(following["oauth_config"]["scopes"]["bot"]) == sorted((*REQUIRED, *FOLLOWING))
    assert not [event for event in plain["settings"]["event_subscriptions"]["bot_events"] if event.startswith("message.c")]


def test_the_commented_lines_are_those_that_follow_threads() -> None:
    text = (ROOT / "manifest.yml").read_text(encoding="utf-8")
    offered = re.findall(r"^ +# - (\S+)$", text, flags=re.MULTILINE)
    events = with_threads(read_manifest())["settings"]["event_subscriptions"]["bot_events"]
    assert offered == [*FOLLOWING, *events[-3:]]


def test_over_http_every_address_is_there() -> None:
    manifest, url = VARIANTS["over HTTP"](), "https://advisor.example.com/slack/events"
    assert manifest["settings"]["event_subscriptions"]["request_url"] == url
    assert manifest["settings"]["interactivity"]["request_url"] == url
    assert {command["url"] for command in manifest["features"]["slash_commands"]} == {url}
    assert manifest["settings"]["socket_mode_enabled"] is False


@pytest.mark.parametrize("address", ["", "advisor.example.com", "http://advisor.example.com", "https://"])
def test_an_address_slack_would_not_take_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="https://"):
        over_http(read_manifest(), address)


def test_slacks_command_line_gets_the_manifest_and_a_start(tmp_path: Path) -> None:
    hooks = json.loads((ROOT / ".slack/hooks.json").read_text(encoding="utf-8"))["hooks"]
    program, *arguments = hooks["get-manifest"].split()
    assert program == "python3"
    printed = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True, text=True, timeout=240)
    assert json.loads(printed.stdout) == read_manifest()
    assert hooks["start"] == "python3 -m bot slack"


def test_the_procfile_starts_what_there_is() -> None:
    processes = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines())
    assert set(processes) == {"release", "web", "worker"}
    assert processes["release"] == "python -m bot migrate"
    assert processes["worker"] == "python -m bot slack"
    assert '"bot.bootstrap.slack:build_wsgi()"' in processes["web"]
    assert "gthread" in processes["web"]
