"""Whatever Slack answers to what a press sets off: it is never taken for a crash of the bot, and nothing is left hanging."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.advisor.fit.stored import encode_answers
from bot.domain.conversation import Action, ActionKind
from bot.domain.fit import Answers
from bot.rendering.action_codes import encode
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import FakeSlack, Trouble
from tests.scenarios.payloads import CHANNEL, press, press_in_view, submission

TOPIC = encode(Action(kind=ActionKind.SHOW, topic="sales-cycle"))
ASK = encode(Action(kind=ActionKind.ASK, value="qwertyuiop zxcvbnm"))
ANSWERS = encode_answers(Answers(values={"employees": 2000}))
METADATA = f'["en", "{CHANNEL}", "1700000000.7", ""]'


def button(bot: SlackBot, value: str, action_id: str = "advise.0", **fields: Any) -> dict[str, Any]:
    return press({"type": "button", "action_id": action_id, "value": value}, bot.reply_url, ts="1900000000.5", **fields)


SUBMISSIONS = {
    "a calculator": ("calculator.metric-churn-rate", {"start": "120", "lost": "5"}),
    "a fit check": ("fit", {"employees": "2000"}),
}


SITES: dict[str, Callable[[SlackBot], dict[str, Any]]] = {
    "a press": lambda bot: button(bot, TOPIC),
    "a private press": lambda bot: button(bot, TOPIC, private=True),
    "an old button": lambda bot: button(bot, "x"),
    "reading in Home": lambda _: press_in_view({"type": "button", "action_id": "advise.0", "value": TOPIC}, {"type": "home"}),
    "a result as text": lambda bot: button(bot, ANSWERS, "fit_export"),
    "sharing": lambda bot: button(bot, TOPIC, "share", private=True),
    "an expert": lambda bot: button(bot, ASK, "expert"),
    "a thumb": lambda bot: button(bot, "-0123456789abcdef", "rate"),
}
METHODS = ("chat.postMessage", "chat.postEphemeral", "reply", "views.open", "users.info", "conversations.info")
ERRORS = {
    **{
        code: Trouble(error=code)
        for code in (
            "channel_not_found",
            "not_in_channel",
            "is_archived",
            "restricted_action",
            "user_not_found",
            "ratelimited",
            "internal_error",
            "token_revoked",
            "account_inactive",
            "missing_scope",
        )
    },
    "limited for long": Trouble(429, "ratelimited", "600"),
    "unwell": Trouble(500, body="oops"),
    "a proxy's page": Trouble(502, body="<html>Bad gateway</html>"),
    "a login page": Trouble(200, body="<html>Log in</html>"),
    "a broken body": Trouble(200, body='{"ok": tru'),
}
NEVER_OF_WINDOWS = ("channel_not_found", "not_in_channel", "is_archived", "restricted_action", "user_not_found")
"""What Slack never answers to views.open."""


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What operators would take for a crash."""
    return [
        record.getMessage() for record in caplog.records if record.name.startswith("bot.") and record.levelno >= logging.ERROR
    ]


@pytest.mark.parametrize("why", ERRORS)
@pytest.mark.parametrize("site", SITES)
def test_no_refusal_of_slack_is_taken_for_a_crash(
    start: Starter, slack: FakeSlack, caplog: pytest.LogCaptureFixture, site: str, why: str
) -> None:
    bot = start(expert="CEXPERT")
    for method in METHODS:
        if method != "views.open" or why not in NEVER_OF_WINDOWS:
            slack.trouble(method, *[ERRORS[why]] * 8)
    assert bot.send(SITES[site](bot))[0] == 200
    bot.rest()  # what may still come waits for its time
    bot.parts.finish()
    assert errors(caplog) == []


@pytest.mark.parametrize("site", SITES)
def test_a_slack_that_hangs_is_given_up_and_is_no_crash(
    start: Starter, slack: FakeSlack, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    for place in ("directory.PATIENCE", "application.TIMEOUT", "sender.TIMEOUT"):
        monkeypatch.setattr(f"bot.listeners.{place}", 0.2)
    bot, hold = start(expert="CEXPERT"), threading.Event()
    for method in METHODS:
        slack.trouble(method, *[Trouble(hold=hold)] * 8)
    assert bot.send(SITES[site](bot))[0] == 200
    bot.rest()  # what may still come waits for its time
    bot.parts.finish()
    hold.set()
    assert errors(caplog) == []


@pytest.mark.parametrize("site", SITES)
def test_a_slack_out_of_reach_is_no_crash(start: Starter, slack: FakeSlack, caplog: pytest.LogCaptureFixture, site: str) -> None:
    bot = start(expert="CEXPERT")
    sent = SITES[site](bot)
    slack.close()
    assert bot.send(sent)[0] == 200
    bot.rest()  # what may still come waits for its time
    bot.parts.finish()
    assert errors(caplog) == []


@pytest.mark.parametrize("site", SUBMISSIONS)
def test_a_listener_that_fails_at_once_takes_no_acknowledgement_back(
    start: Starter, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, site: str
) -> None:
    """The work is done before Slack is answered, as may happen on a busy machine."""
    bot = start()
    for method in METHODS:
        slack.trouble(method, *[Trouble(error="invalid_arguments")] * 8)
    monkeypatch.setattr(bot.parts.app.listener_runner.listener_executor, "submit", lambda work: work())
    callback, fields = SUBMISSIONS[site]
    view = {"type": "modal", "callback_id": callback, "private_metadata": METADATA}
    sent = submission(view, {name: {"field": {"value": value}} for name, value in fields.items()})
    assert bot.send(sent) == (200, "")


def test_an_expert_is_not_asked_again_because_the_asker_could_not_be_told(start: Starter, slack: FakeSlack) -> None:
    bot = start(expert="CEXPERT")
    slack.trouble("reply", Trouble(500, body="oops"), Trouble(500, body="oops"))
    bot.send(button(bot, ASK, "expert", private=True))
    bot.finish()
    assert [post["channel"] for post in slack.posts] == ["CEXPERT"]
