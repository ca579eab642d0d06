"""The fit assessment in Slack: `/fit`, its form, and what can be done with a result."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from bot.domain.conversation import Action, ActionKind
from bot.domain.records import Person
from bot.rendering.action_codes import encode
from bot.rendering.limits import message_problems, view_problems
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import TEAM, FakeSlack
from tests.scenarios.payloads import CHANNEL, DIRECT, USER, command, direct, event, press, press_in_view, shortcut, submission
from tests.scenarios.test_commands import buttons

PERSON = Person(team=TEAM, user=USER)
TEXT = "2,000 employees, $120k ACV, 8 stakeholders"
NUMBERS = {"employees": "2000", "annual_contract_value_usd": "$120k a year", "decision_makers": "8", "cycle_months": "9"}
CHOICES = {"buying": "structured", "customization": "true", "confidential_data": "?"}


def fields(**numbers: str) -> dict[str, Any]:
    """The state of a form that is filled in."""
    values: dict[str, Any] = {name: {"field": {"value": value}} for name, value in {**NUMBERS, **numbers}.items()}
    return values | {name: {"field": {"selected_option": {"value": value}}} for name, value in CHOICES.items()}


def open_form(bot: SlackBot, slack: FakeSlack) -> Mapping[str, Any]:
    """Use the bare command; returns the form."""
    assert bot.send(command("/fit", "", bot.reply_url)) == (200, "")
    (opened,) = slack.wait("views.open")
    assert opened["trigger_id"] == "t.1"
    view: Mapping[str, Any] = opened["view"]
    return view


def send(bot: SlackBot, view: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    """Send a form off; returns what Slack is answered."""
    status, body = bot.send(submission(view, values))
    assert status == 200
    return json.loads(body) if body else {}


def button(sent: Mapping[str, Any], action_id: str) -> dict[str, str]:
    """A message's button by its id."""
    return next(one for one in buttons(dict(sent)) if one["action_id"] == action_id)


def test_the_bare_command_opens_a_form_within_the_limits(bot: SlackBot, slack: FakeSlack) -> None:
    view = open_form(bot, slack)
    inputs = [block for block in view["blocks"] if block["type"] == "input"]
    assert view_problems(view) == []
    assert len(inputs) == 12
    assert all(block["optional"] for block in inputs)


def test_the_result_is_private(bot: SlackBot, slack: FakeSlack) -> None:
    assert send(bot, open_form(bot, slack), fields()) == {}
    bot.finish()
    (reply,) = slack.replies
    assert reply["response_type"] == "ephemeral"
    assert "Your market leans to enterprise" in reply["text"]
    assert message_problems(reply) == []
    assert slack.posts == []


def test_what_was_filled_in_is_added_to_by_words_after_the_command(bot: SlackBot, slack: FakeSlack) -> None:
    send(bot, open_form(bot, slack), fields(annual_contract_value_usd=""))
    bot.finish_work()
    bot.send(command("/fit", "$99 a month", bot.reply_url))
    bot.finish()
    (last, first) = bot.parts.desk.stores.assessments.history(person=PERSON)
    added = {"annual_contract_value_usd": 1188}
    assert last.answers["values"] == {**first.answers["values"], **added}


def test_what_cannot_be_read_is_told_beside_its_field(bot: SlackBot, slack: FakeSlack) -> None:
    answer = send(bot, open_form(bot, slack), fields(employees="many", cycle_months="9000 years", decision_makers="<!here>"))
    bot.finish()
    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == {"employees", "cycle_months", "decision_makers"}
    assert slack.replies == []
    assert bot.parts.desk.stores.assessments.history(person=PERSON) == ()


def test_words_after_the_command_are_read_and_shown(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/fit", TEXT, bot.reply_url))
    bot.finish()
    (reply,) = slack.replies
    assert reply["response_type"] == "ephemeral"
    assert "I understood" in reply["text"]
    assert "120" in reply["text"]
    assert {"fit_edit", "fit_share", "fit_export"} <= {one["action_id"] for one in buttons(dict(reply))}
    assert slack.of("views.open") == []


def test_words_that_say_nothing_begin_the_questions(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/fit", "<!channel> the weather is nice", bot.reply_url))
    bot.finish()
    (reply,) = slack.replies
    assert "<" not in reply["text"]
    assert "made for" not in reply["text"]


def test_edit_opens_the_form_with_the_answers_and_replaces_nothing_else(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/fit", TEXT, bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.send(press(button(reply, "fit_edit"), bot.reply_url, ts="1.1", private=True))
    (opened,) = slack.wait("views.open")
    filled = {
        block["block_id"]: block["element"].get("initial_value") for block in opened["view"]["blocks"] if "element" in block
    }
    assert (filled["employees"], filled["annual_contract_value_usd"], filled["decision_makers"]) == ("2000", "120000", "8")
    assert view_problems(opened["view"]) == []
    send(bot, opened["view"], fields(employees="10", annual_contract_value_usd="$900", decision_makers="1", cycle_months="1"))
    again = slack.wait("reply", 2)[1]
    bot.finish()
    assert again["response_type"] == "ephemeral"
    assert len(bot.parts.desk.stores.assessments.history(person=PERSON)) == 2


@pytest.mark.parametrize("external", [False, True])
def test_a_result_can_be_shared_unless_others_read_along(bot: SlackBot, slack: FakeSlack, external: bool) -> None:
    slack.external |= {CHANNEL} if external else set()
    bot.send(command("/fit", TEXT, bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.send(press(button(reply, "fit_share"), bot.reply_url, ts="1.1", private=True))
    bot.finish()
    assert len(slack.posts) == (0 if external else 1)
    assert external or (slack.posts[0]["channel"] == CHANNEL and f"<@{USER}>" in str(slack.posts[0]["blocks"]))


def test_a_result_can_be_taken_away_as_text(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/fit", TEXT, bot.reply_url))
    (reply,) = slack.wait("reply")
    bot.send(press(button(reply, "fit_export"), bot.reply_url, ts="1.1", private=True))
    bot.finish()
    (text,) = slack.replies[1]["blocks"][0]["elements"]
    assert text["type"] == "rich_text_preformatted"
    assert slack.replies[1]["response_type"] == "ephemeral"


def test_the_global_shortcut_shows_the_result_in_its_window(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(shortcut("shortcut", "open_fit", bot.reply_url))
    (opened,) = slack.wait("views.open")
    answer = send(bot, opened["view"], fields())
    bot.finish()
    assert answer["response_action"] == "update"
    assert view_problems(answer["view"]) == []
    assert "Your market leans to enterprise" in str(answer["view"])
    assert slack.posts == []
    assert slack.replies == []
    assert len(bot.parts.desk.stores.assessments.history(person=PERSON)) == 1


def test_a_button_in_a_channel_opens_the_form_and_the_result_stays_private(bot: SlackBot, slack: FakeSlack) -> None:
    fit = {"type": "button", "action_id": "advise.0", "value": encode(Action(kind=ActionKind.FIT))}
    bot.send(press(fit, bot.reply_url, ts="1900000000.000001"))
    (opened,) = slack.wait("views.open")
    send(bot, opened["view"], fields())
    bot.finish()
    assert slack.posts == []
    assert slack.replies[0]["response_type"] == "ephemeral"


def test_fit_check_typed_to_the_bot_begins_the_questions_and_the_thread_answers_them(bot: SlackBot, slack: FakeSlack) -> None:
    first = direct("fit check")
    bot.send(first)
    slack.wait("chat.postMessage")
    bot.send(direct("about 2000 employees", thread_ts=first["event"]["ts"]))
    bot.finish()
    begun, answered = slack.posts
    assert "?" in begun["text"]
    assert {post["channel"] for post in slack.posts} == {DIRECT}
    assert "fit_edit" in {one["action_id"] for one in buttons(dict(answered))}


def test_home_shows_the_history_and_what_changed(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(command("/fit", TEXT, bot.reply_url))
    slack.wait("reply")
    bot.finish_work()
    bot.send(command("/fit", TEXT.replace("8", "1"), bot.reply_url))
    slack.wait("reply", 2)
    bot.finish_work()
    bot.send(event("app_home_opened", tab="home", channel=DIRECT))
    view = slack.wait("views.publish")[0]["view"]
    shown = [block for block in view["blocks"] if "accessory" in block]
    assert view_problems(view) == []
    assert "Decision makers" in shown[0]["text"]["text"]
    bot.send(press_in_view(shown[0]["accessory"], {"type": "home"}))
    (opened,) = slack.wait("views.open")
    assert view_problems(opened["view"]) == []
    edit = next(block for block in opened["view"]["blocks"] if block["type"] == "actions")["elements"]
    bot.send(press_in_view(next(one for one in edit if one["action_id"] == "fit_edit"), {"type": "modal", **opened["view"]}))
    (pushed,) = slack.wait("views.push")
    assert pushed["view"]["callback_id"] == "fit"


@pytest.mark.parametrize("action_id", ["fit_edit", "fit_share", "fit_export"])
@pytest.mark.parametrize("value", ["", "x", "[]", "null", "{", '{"values": 3}'])
def test_a_damaged_button_gets_a_kind_word(bot: SlackBot, slack: FakeSlack, action_id: str, value: str) -> None:
    bot.send(press({"type": "button", "action_id": action_id, "value": value}, bot.reply_url, ts="1.1"))
    bot.finish()
    assert "earlier version" in slack.replies[0]["text"]
