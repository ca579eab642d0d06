"""Windows: at once and in the right language; quiet where Slack says that they come too late, are gone, or were changed."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.advisor.fit.stored import encode_answers
from bot.domain.conversation import Action, ActionKind, Conversation
from bot.domain.fit import Answers
from bot.domain.language import Language
from bot.domain.records import Person
from bot.listeners.failures import FailureListener
from bot.rendering.action_codes import encode
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import TEAM, FakeSlack, Trouble
from tests.scenarios.payloads import CHANNEL, DIRECT, USER, command, event, press, press_in_view, shortcut, submission
from tests.scenarios.test_commands import buttons

TOPIC = encode(Action(kind=ActionKind.SHOW, topic="sales-cycle"))
CHURN = encode(Action(kind=ActionKind.CALCULATE, value="metric-churn-rate"))
FIT = encode(Action(kind=ActionKind.FIT))
ANSWERS = encode_answers(Answers(values={"employees": 2000}))
READER = {"type": "modal", "callback_id": "reader", "id": "V1", "hash": "h1"}
THREAD = "1700000000.7"


def button(value: str, action_id: str = "advise.0") -> dict[str, str]:
    return {"type": "button", "action_id": action_id, "value": value}


def in_thread(bot: SlackBot, value: str) -> dict[str, Any]:
    """A press in a thread of a channel."""
    pressed = press(button(value), bot.reply_url, ts="1900000000.5")
    pressed["message"]["thread_ts"] = THREAD
    return pressed


OPENERS: dict[str, Callable[[SlackBot], dict[str, Any]]] = {
    "/fit": lambda bot: command("/fit", "", bot.reply_url),
    "the fit shortcut": lambda bot: shortcut("shortcut", "open_fit", bot.reply_url),
    "a fit button": lambda bot: in_thread(bot, FIT),
    "a calculator": lambda bot: in_thread(bot, CHURN),
    "editing": lambda bot: press(button(ANSWERS, "fit_edit"), bot.reply_url, ts="1.5", private=True),
    "reading in Home": lambda _: press_in_view(button(TOPIC), {"type": "home"}),
    "a calculator in Home": lambda _: press_in_view(button(CHURN), {"type": "home"}),
    "exporting in a window": lambda _: press_in_view(button(ANSWERS, "fit_export"), READER),
    "an old button in Home": lambda _: press_in_view(button("x"), {"type": "home"}),
}
LOOK_UPS = ("users.info", "conversations.info")
OPENING = ("views.open", "views.push")


def calls(slack: FakeSlack) -> list[str]:
    return [call.method for call in slack.calls if call.method not in ("auth.test", "reply")]


@pytest.mark.parametrize("opener", OPENERS)
def test_nothing_is_looked_up_before_a_window_stands(bot: SlackBot, slack: FakeSlack, opener: str) -> None:
    bot.send(OPENERS[opener](bot))
    bot.finish()
    assert calls(slack)[0] in OPENING
    assert "conversations.info" not in calls(slack)


@pytest.mark.parametrize("opener", ["/fit", "the fit shortcut", "a calculator", "reading in Home"])
def test_a_window_is_put_into_the_persons_language_once_slack_tells_it(bot: SlackBot, slack: FakeSlack, opener: str) -> None:
    slack.locales[USER] = "id-ID"
    bot.send(OPENERS[opener](bot))
    bot.finish()
    (opened,), (better,) = slack.of("views.open"), slack.of("views.update")
    assert (better["view_id"], better["hash"]) == ("V1", "h1")
    assert opened["view"]["close"]["text"] == "Close"
    assert better["view"]["close"]["text"] == "Tutup"
    assert calls(slack) == ["views.open", "users.info", "views.update"]


@pytest.mark.parametrize("trouble", [Trouble(error="hash_conflict"), Trouble(error="not_found"), Trouble(500, body="oops")])
def test_a_window_that_was_used_meanwhile_is_let_be(
    bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture, trouble: Trouble
) -> None:
    slack.locales[USER] = "id-ID"
    slack.trouble("views.update", trouble, trouble)
    bot.send(OPENERS["/fit"](bot))
    bot.finish()
    assert "Reference" not in caplog.text
    assert slack.replies == []
    assert slack.posts == []


def test_a_window_in_a_language_known_already_asks_nothing(bot: SlackBot, slack: FakeSlack) -> None:
    bot.parts.desk.stores.preferences.save(person=Person(team=TEAM, user=USER), language=Language("id"))
    bot.send(OPENERS["/fit"](bot))
    bot.finish()
    assert slack.of("views.open")[0]["view"]["close"]["text"] == "Tutup"
    assert calls(slack) == ["views.open"]


def test_a_window_speaks_the_language_of_its_thread(bot: SlackBot, slack: FakeSlack) -> None:
    thread = f"{TEAM}:{CHANNEL}:{THREAD}"
    bot.parts.desk.stores.conversations.save(thread=thread, conversation=Conversation(language=Language("id")))
    bot.send(OPENERS["a calculator"](bot))
    bot.finish()
    assert slack.of("views.open")[0]["view"]["close"]["text"] == "Tutup"
    assert calls(slack) == ["views.open"]


def test_a_window_opened_from_a_private_answer_speaks_that_answers_language(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/advisor", "apa itu churn rate dan bagaimana cara menghitungnya?", bot.reply_url))
    slack.wait("reply")
    bot.finish_work()
    at = str(bot.parts.desk.clock().timestamp())
    bot.send(press(button(CHURN), bot.reply_url, ts="1.5", private=True, at=at))
    bot.finish()
    assert slack.of("views.open")[0]["view"]["close"]["text"] == "Tutup"
    assert slack.of("views.update") == []


def test_what_is_read_from_home_speaks_the_language_home_was_drawn_in(start: Starter, slack: FakeSlack) -> None:
    slack.locales[USER] = "id-ID"
    home, other = start(), start()
    home.send(event("app_home_opened", tab="home", channel=DIRECT))
    (published,) = slack.wait("views.publish")
    home.finish()
    before = len(slack.of("users.info"))
    other.send(press_in_view(button(TOPIC), published["view"]))
    other.finish()
    assert slack.of("views.open")[0]["view"]["close"]["text"] == "Tutup"
    assert len(slack.of("users.info")) == before


def test_a_look_up_that_hangs_keeps_no_window_waiting(bot: SlackBot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.listeners.directory.PATIENCE", 0.1)
    hold = threading.Event()
    slack.trouble("users.info", Trouble(hold=hold))
    bot.send(OPENERS["/fit"](bot))
    bot.finish()
    hold.set()
    assert len(slack.of("views.open")) == 1
    assert slack.of("views.update") == []


LATE = {
    "expired": Trouble(error="expired_trigger_id"),
    "used": Trouble(error="exchanged_trigger_id"),
    "limited": Trouble(429, "ratelimited", "600"),
    "unwell": Trouble(error="internal_error"),
    "a proxy's page": Trouble(200, body="<html>login</html>"),
    "a broken body": Trouble(200, body='{"ok": tru'),
    "locked out": Trouble(error="token_revoked"),
}


@pytest.mark.parametrize("why", LATE)
@pytest.mark.parametrize("opener", OPENERS)
def test_who_gets_no_window_hears_so_in_private_and_no_error_is_logged(
    bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture, opener: str, why: str
) -> None:
    for method in (*OPENING, "views.update"):
        slack.trouble(method, LATE[why])
    bot.send(OPENERS[opener](bot))
    bot.finish()
    told = [*slack.replies, *slack.posts]
    assert ["did not open in time" in one["text"] for one in told] == [True]
    assert slack.posts == [] or slack.posts[0]["channel"] == USER
    assert not [record for record in caplog.records if record.name.startswith("bot.") and record.levelno >= logging.ERROR]


def test_a_window_that_hangs_is_told_of_too(bot: SlackBot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    def hung(*_: object, **__: object) -> None:
        raise TimeoutError("timed out")

    monkeypatch.setattr("slack_sdk.WebClient.views_open", hung)
    bot.send(OPENERS["/fit"](bot))
    bot.finish()
    assert "did not open in time" in slack.replies[0]["text"]


def test_a_mistake_of_ours_is_no_expected_refusal(bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    slack.trouble("views.open", Trouble(error="invalid_arguments"))
    bot.send(OPENERS["/fit"](bot))
    bot.finish()
    assert [record.levelno for record in caplog.records if "Reference" in record.getMessage()] == [logging.ERROR]
    assert "reference" in slack.replies[0]["text"]


def turn(bot: SlackBot, **view: Any) -> None:
    bot.send(press_in_view(button(TOPIC), {**READER, "private_metadata": "en", **view}))
    bot.finish()


def test_of_two_pages_turned_at_once_the_last_one_is_shown(bot: SlackBot, slack: FakeSlack) -> None:
    slack.trouble("views.update", Trouble(error="hash_conflict"))
    turn(bot)
    first, again = slack.of("views.update")
    assert first["hash"] == "h1"
    assert "hash" not in again
    assert first["view"] == again["view"]


def test_a_window_that_was_closed_is_left_in_peace(bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    slack.trouble("views.update", Trouble(error="not_found"))
    turn(bot)
    assert len(slack.of("views.update")) == 1
    assert slack.posts == []
    assert "Reference" not in caplog.text


def test_a_fourth_window_takes_the_place_of_the_third(bot: SlackBot, slack: FakeSlack) -> None:
    slack.trouble("views.push", Trouble(error="push_limit_reached"))
    bot.send(press_in_view(button(ANSWERS, "fit_edit"), {**READER, "private_metadata": "en"}))
    bot.finish()
    (updated,) = slack.of("views.update")
    assert updated["view_id"] == "V1"
    assert updated["view"]["callback_id"] == "fit"


@pytest.mark.parametrize("error", ["not_enabled", "user_not_found", "ratelimited", "token_revoked"])
def test_a_home_that_slack_does_not_take_is_no_crash(
    bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    slack.trouble("views.publish", Trouble(error=error))
    bot.send(event("app_home_opened", tab="home", channel=DIRECT))
    bot.finish()
    assert "Reference" not in caplog.text
    assert slack.posts == []


def test_prompts_that_slack_does_not_take_are_no_crash(bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture) -> None:
    slack.trouble("assistant.threads.setSuggestedPrompts", Trouble(200, body='{"ok": tru'))
    bot.send(event("app_home_opened", tab="messages", channel=DIRECT))
    bot.finish()
    assert "Reference" not in caplog.text


def test_a_result_worked_out_after_its_address_was_used_up_comes_as_a_direct_message(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(OPENERS["/fit"](bot))
    (opened,) = slack.wait("views.open")
    slack.trouble("reply", Trouble(404, body="expired_url"))
    bot.send(submission(opened["view"], {"employees": {"field": {"value": "2000"}}}))
    bot.finish()
    (post,) = slack.posts
    assert post["channel"] == USER
    assert buttons(dict(post))


def test_sharing_is_done_even_if_the_private_message_cannot_be_taken_away(
    bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hung(_: str) -> None:
        raise TimeoutError("timed out")

    monkeypatch.setattr("bot.listeners.sharing.remove_original", hung)
    bot.send(press(button(TOPIC, "share"), bot.reply_url, ts="1.5", private=True))
    bot.finish()
    assert len(slack.posts) == 1
    assert slack.replies == []
    assert "Reference" not in caplog.text


def test_a_refusal_for_now_is_a_line_in_the_log_and_a_kind_word(
    bot: SlackBot, slack: FakeSlack, caplog: pytest.LogCaptureFixture
) -> None:
    body, context = {"type": "block_actions", "response_url": bot.reply_url}, {"team_id": TEAM, "user_id": USER}
    error = SlackApiError("refused", {"ok": False, "error": "internal_error"})  # type: ignore[no-untyped-call]
    FailureListener(bot.parts.desk).handle_error(error, body, context, bot.parts.app.client)
    (record,) = [record for record in caplog.records if "Reference" in record.getMessage()]
    assert record.levelno == logging.WARNING
    assert record.exc_info is None
    assert "internal_error" in record.getMessage()
    assert "reference" in slack.replies[0]["text"]
