"""Channels shared with other companies: the bot keeps quiet in them at every door, and answers their people at none."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from bot.advisor.brief.stored import encode_deal
from bot.advisor.fit.stored import encode_answers
from bot.domain.brief import Deal
from bot.domain.conversation import Action, ActionKind, View
from bot.domain.curators import Curators
from bot.domain.fit import Answers
from bot.rendering.action_codes import encode
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import FakeSlack, Trouble
from tests.scenarios.payloads import CHANNEL, DIRECT, command, direct, mention, press, press_in_view, shortcut, submission

CYCLE = "how long is an enterprise sales cycle?"
TOPIC = encode(Action(kind=ActionKind.SHOW, topic="sales-cycle"))
CHURN = encode(Action(kind=ActionKind.CALCULATE, value="metric-churn-rate"))
FIT = encode(Action(kind=ActionKind.FIT))
BOTH = encode(Action(kind=ActionKind.SHOW, topic="sales-cycle", view=View.COMPARE))
BRIEF = encode_deal(Deal(answers=Answers(values={"employees": 2000})))
ANSWERS = encode_answers(Answers(values={"employees": 2000}))
ASK = encode(Action(kind=ActionKind.ASK, value="qwertyuiop zxcvbnm"))


def pressed(value: str, bot: SlackBot, action_id: str = "advise.0", **fields: Any) -> dict[str, Any]:
    """A press of a button below an old answer in the channel."""
    return press({"type": "button", "action_id": action_id, "value": value}, bot.reply_url, ts="1900000000.5", **fields)


def sent_off(bot: SlackBot, slack: FakeSlack, value: str, **fields: str) -> None:
    """Press a button that opens a window, fill it in, and send it off."""
    bot.send(pressed(value, bot))
    view = slack.wait("views.open")[-1]["view"]
    assert bot.send(submission(view, {name: {"field": {"value": text}} for name, text in fields.items()})) == (200, "")


DOORS: dict[str, Callable[[SlackBot, FakeSlack], Any]] = {
    "a topic's button": lambda bot, _: bot.send(pressed(TOPIC, bot)),
    "a calculator": lambda bot, slack: sent_off(bot, slack, CHURN, start="120", lost="5"),
    "the fit form": lambda bot, slack: sent_off(bot, slack, FIT, employees="2000"),
    "a result as text": lambda bot, _: bot.send(pressed(ANSWERS, bot, "fit_export")),
    "a brief as text": lambda bot, _: bot.send(pressed(BRIEF, bot, "brief_export")),
    "a follow-up of both sides": lambda bot, _: bot.send(pressed(BOTH, bot)),
    "a result to share": lambda bot, _: bot.send(pressed(ANSWERS, bot, "fit_share", private=True)),
    "an answer to share": lambda bot, _: bot.send(pressed(TOPIC, bot, "share", private=True)),
    "the shortcut": lambda bot, _: bot.send(
        shortcut(
            "message_action", "ask_about_message", bot.reply_url, channel={"id": CHANNEL}, message={"ts": "1.1", "text": CYCLE}
        )
    ),
    "a command": lambda bot, _: bot.send(command("/advisor", CYCLE, bot.reply_url)),
    "the expert's confirmation": lambda bot, _: bot.send(pressed(ASK, bot, "expert")),
}
TROUBLES = {
    "shared": None,
    "refused": Trouble(error="missing_scope"),
    "unknown": Trouble(error="channel_not_found"),
    "limited": Trouble(429, "ratelimited", "30"),
    "unwell": Trouble(500, body="<html>oops</html>"),
}


@pytest.mark.parametrize("why", TROUBLES)
@pytest.mark.parametrize("door", DOORS)
def test_where_others_may_read_along_every_answer_is_private(start: Starter, slack: FakeSlack, door: str, why: str) -> None:
    bot = start(expert="CEXPERT")
    slack.external.add(CHANNEL)
    if (trouble := TROUBLES[why]) is not None:
        slack.trouble("conversations.info", trouble)
    DOORS[door](bot, slack)
    bot.finish()
    assert [post for post in slack.posts if post["channel"] == CHANNEL] == []
    (reply,) = slack.replies
    assert reply["response_type"] == "ephemeral"
    assert not reply["replace_original"]


@pytest.mark.parametrize("door", DOORS)
def test_where_the_operator_allows_it_nothing_is_looked_up(start: Starter, slack: FakeSlack, door: str) -> None:
    bot = start(expert="CEXPERT", allow_external=True)
    slack.external.add(CHANNEL)
    DOORS[door](bot, slack)
    bot.finish()
    assert slack.of("conversations.info") == []
    assert len(slack.posts) + len(slack.replies) >= 1


def test_a_look_up_that_hangs_makes_the_answer_private(bot: SlackBot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.listeners.directory.PATIENCE", 0.1)
    hold = threading.Event()
    slack.trouble("conversations.info", Trouble(hold=hold))
    bot.send(pressed(TOPIC, bot))
    slack.wait("reply")
    hold.set()
    bot.finish()
    assert slack.posts == []


def test_a_channel_that_became_shared_is_known_from_the_next_message_in_it(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(pressed(TOPIC, bot, at="1700000001.0"))
    slack.wait("chat.postMessage")
    bot.finish_work()
    bot.send(mention(CYCLE, shared=True))
    slack.wait("chat.postEphemeral")
    bot.send(pressed(TOPIC, bot, at="1700000009.0"))
    slack.wait("reply")
    bot.finish()
    assert len(slack.posts) == 1


def test_one_to_one_messages_with_the_bot_are_exempt(bot: SlackBot, slack: FakeSlack) -> None:
    slack.external.add(DIRECT)
    bot.send(direct(CYCLE, shared=True))
    (post,) = slack.wait("chat.postMessage")
    container = {"type": "message", "message_ts": "1.5", "channel_id": DIRECT, "is_ephemeral": False}
    bot.send(pressed(TOPIC, bot, channel={"id": DIRECT}, container=container, message={"ts": "1.5"}))
    bot.finish()
    assert post["channel"] == DIRECT
    assert [one["channel"] for one in slack.posts] == [DIRECT, DIRECT]
    assert slack.of("chat.postEphemeral") == []


def test_a_talk_between_two_people_is_no_place_to_share_without_looking(bot: SlackBot, slack: FakeSlack) -> None:
    slack.external.add("D7")
    slack.trouble("chat.postMessage", Trouble(error="channel_not_found"))
    container = {"type": "message", "message_ts": "1.5", "channel_id": "D7", "is_ephemeral": True}
    bot.send(pressed(TOPIC, bot, "share", channel={"id": "D7"}, container=container, private=True))
    bot.finish()
    (reply,) = slack.replies
    assert reply["response_type"] == "ephemeral"
    assert "/invite" in reply["text"]


STRANGER = {"id": "U9", "team_id": "T9"}


@pytest.mark.parametrize("value", [TOPIC, CHURN, FIT])
def test_people_of_another_company_are_told_so_and_nothing_else(bot: SlackBot, slack: FakeSlack, value: str) -> None:
    bot.send(pressed(value, bot, user=STRANGER))
    bot.finish()
    (reply,) = slack.replies
    assert reply["response_type"] == "ephemeral"
    assert "another company" in reply["text"]
    assert slack.posts == []
    assert slack.of("views.open") == []


IN_MESSAGES = {
    "advise.0": TOPIC,
    "share": TOPIC,
    "expert": ASK,
    "rate": "+0123456789abcdef",
    "fit_edit": ANSWERS,
    "fit_share": ANSWERS,
    "fit_export": ANSWERS,
    "brief_export": BRIEF,
    "gap.draft": "x",
    "teach.look": "edit:1:x",
}
IN_OWN_WINDOWS = {"language", "fill"}
"""Buttons that stand nowhere but in windows and Homes, which nobody of another company is shown."""


def test_every_button_is_known_to_stand_where_strangers_see_it_or_not(bot: SlackBot) -> None:
    assert {name.partition(".")[0] for name in IN_MESSAGES} | IN_OWN_WINDOWS == set(bot.parts.table.actions)


@pytest.mark.parametrize("action_id", IN_MESSAGES)
def test_no_button_works_for_them(start: Starter, slack: FakeSlack, action_id: str) -> None:
    bot = start(expert="CEXPERT", curators=Curators(people=frozenset({STRANGER["id"]})))
    bot.send(pressed(IN_MESSAGES[action_id], bot, action_id, user=STRANGER))
    bot.finish()
    assert slack.posts == []
    assert slack.of("views.open") == []
    assert ["another company" in reply["text"] for reply in slack.replies] == [True]


@pytest.mark.parametrize("name", ["ask_about_message", "teach_from_message"])
def test_no_shortcut_does_either(start: Starter, slack: FakeSlack, name: str) -> None:
    bot = start(curators=Curators(people=frozenset({STRANGER["id"]})))
    assert name in bot.parts.table.message_shortcuts
    asked = {"ts": "1.1", "text": CYCLE}
    fields = {"channel": {"id": CHANNEL}, "message": asked, "user": STRANGER}
    bot.send(shortcut("message_action", name, bot.reply_url, **fields))
    bot.finish()
    assert slack.posts == []
    assert slack.of("views.open") == []
    assert ["another company" in reply["text"] for reply in slack.replies] == [True]


@pytest.mark.parametrize(
    "told",
    [
        {"user": {"id": "U1", "team_id": "T1"}},
        {"user": {"id": "U1"}},
        {"user": {"id": "U1", "team_id": "E1"}, "enterprise": {"id": "E1"}},
        {"user": {"id": "U1", "team_id": "T2"}, "enterprise": {"id": "E1"}},
    ],
)
def test_the_own_companys_people_are_let_in_however_slack_names_their_home(
    start: Starter, slack: FakeSlack, told: dict[str, Any]
) -> None:
    slack.enterprise = "E1"
    bot = start()
    bot.send(pressed(TOPIC, bot, **told))
    bot.finish()
    assert len(slack.posts) == 1


def test_what_is_worked_out_in_a_window_stays_there_and_asks_nothing(bot: SlackBot, slack: FakeSlack) -> None:
    slack.external.add(CHANNEL)
    bot.send(press_in_view({"type": "button", "action_id": "advise.0", "value": TOPIC}, {"type": "home"}))
    slack.wait("views.open")
    bot.finish()
    assert slack.of("conversations.info") == []
