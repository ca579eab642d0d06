"""What whoever starts the bot reads: one kind line for what is wrong, nothing of what libraries say to themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.scenarios.desk_bot import ROOT
from tests.scenarios.fake_slack import PATIENCE, FakeSlack, Trouble
from tests.scenarios.processes import bare_environment, web_call

NOWHERE = "http://127.0.0.1:9/api/"
"""The port where everything is discarded; nobody listens there."""
SLACK = [sys.executable, "-m", "bot", "slack"]
Start = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def start(slack: FakeSlack, tmp_path: Path) -> Start:
    """Start a process that ends by itself; returns its exit code and the lines it wrote."""
    chosen = {
        "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": "0123456789abcdef",
        "SLACK_API_URL": slack.api, "DATABASE_URL": f"sqlite:///{tmp_path}/bot.db", "PYTHONPATH": str(ROOT),
    }  # fmt: skip

    def run(call: list[str], folder: Path = ROOT, **changes: str) -> tuple[int, list[str]]:
        environment = {name: value for name, value in {**bare_environment(), **chosen, **changes}.items() if value}
        ran = subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert "Traceback" not in ran.stderr
        return ran.returncode, ran.stderr.splitlines()

    return run


def test_without_a_network_one_kind_line_ends_it(start: Start) -> None:
    code, lines = start(SLACK, SLACK_API_URL=NOWHERE)
    assert code == 1
    assert lines[-1].startswith("Slack cannot be reached: ")
    assert "then start again" in lines[-1]
    assert [line for line in lines[:-1] if " bot." not in line] == []


@pytest.mark.parametrize(
    "trouble", [Trouble(200, body="<html>Log in to the guest network</html>"), Trouble(error="team_added_to_org")]
)
def test_something_else_in_slack_s_place_is_one_kind_line_too(start: Start, slack: FakeSlack, trouble: Trouble) -> None:
    slack.trouble("apps.connections.open", trouble)
    code, lines = start(SLACK)
    assert code == 1
    assert lines[-1].startswith("Slack cannot be reached: ")


def test_the_first_start_says_nothing_of_tables_and_tokens(start: Start, slack: FakeSlack) -> None:
    slack.trouble("apps.connections.open", Trouble(error="invalid_auth"))
    code, lines = start(SLACK)
    assert code == 1
    assert "alembic" not in "".join(lines)
    assert "unused" not in "".join(lines)
    assert [line for line in lines if " INFO " in line and " bot." not in line] == []


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            {"SLACK_SIGNING_SECRET": "", "SLACK_BOT_TOKEN": "xoxe.xoxb-1-2-abc", "ADVISOR_KEEP_DAYS": "ever"},
            ["SLACK_SIGNING_SECRET is missing", "token rotation", "ADVISOR_KEEP_DAYS must be"],
        ),
        ({"ADVISOR_KNOWLEDGE_ONLY": str(ROOT / "tests")}, ["sources.yml"]),
    ],
)
def test_gunicorn_tells_what_is_wrong_once_in_our_words_and_stops(
    start: Start, tmp_path: Path, settings: dict[str, str], told: list[str]
) -> None:
    code, lines = start(web_call(), tmp_path, **settings)
    assert code != 0
    assert {words: len([line for line in lines if words in line]) for words in told} == dict.fromkeys(told, 1)
    assert "Booting worker" not in "".join(lines), "two workers that fail at once would make gunicorn tell of itself"


def test_gunicorn_tells_of_a_token_that_slack_refuses(start: Start, slack: FakeSlack) -> None:
    slack.trouble("auth.test", *[Trouble(error="invalid_auth")] * 8)
    code, lines = start(web_call())
    assert code != 0
    assert "Copy SLACK_BOT_TOKEN again" in "\n".join(lines)


@pytest.mark.parametrize("call", [SLACK, [sys.executable, "-m", "bot", "doctor"], web_call()], ids=["slack", "doctor", "web"])
def test_a_file_in_the_working_folder_sets_what_is_missing(tmp_path: Path, call: list[str]) -> None:
    (tmp_path / ".env").write_text("ADVISOR_KEEP_DAYS=from-the-file\n", encoding="utf-8")
    bare = {name: os.environ[name] for name in ("PATH", "ADVISOR_CACHE")} | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(call, cwd=tmp_path, env=bare, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert ran.returncode != 0
    assert "ADVISOR_KEEP_DAYS must be" in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
