"""What an earlier version left behind in Slack and in the database is understood: buttons, windows, conversations.

The texts below are as the first version wrote them. They are never rewritten: where a format changes, the old one stays readable.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import TEAM, FakeSlack
from tests.scenarios.payloads import CHANNEL, USER, mention, press, press_in_view, submission

THREAD = "1700000000.000003"
ROOT = f"{TEAM}:{CHANNEL}:{THREAD}"

SHOWN = [
    '[1,"show","sales-cycle","smb","short",""]',
    '[1,"show","sales-cycle","both","compare",""]',
    '[1,"show","sales-cycle","enterprise","more",""]',
    '[1,"show","sales-cycle","enterprise","why",""]',
    '[1,"show","sales-cycle","enterprise","example",""]',
    '[1,"show","sales-cycle","enterprise","source",""]',
    '[1,"show","sales-cycle","enterprise","todo",""]',
    '[1,"show","buying-process",null,"short",""]',
    '[1,"browse",null,null,"short",""]',
    '[1,"ask",null,null,"short","how long is an enterprise sales cycle?"]',
    '[1,"fit",null,null,"short","team=senior"]',
    '[1,"fit",null,null,"short","team=?"]',
]
OPENED = {
    '[1,"calculate",null,null,"short","metric-churn-rate"]': "calculator.metric-churn-rate",
    '[1,"fit",null,null,"short",""]': "fit",
}
ANSWERS = '{"values":{"employees":2000,"annual_contract_value_usd":120000},"given":{},"signs":[],"both":false}'

OFFERED = '{"kind": "show", "topic": "sales-cycle", "segment": "both", "view": "compare", "value": ""}'
TOPIC = (
    '{"version": 1, "topic": "sales-cycle", "segment": "enterprise", "language": "id", "view": "short", '
    f'"offered": [{OFFERED}], "pending": {{}}}}'
)
SUM = (
    '{"version": 1, "topic": "metric-churn-rate", "segment": "smb", "language": "en", "view": "short", "offered": [], "pending": '
    '{"kind": "calculation", "done": false, "metric": "metric-churn-rate", "currency": "usd", "period": null, "given": '
    '[{"input": "lost", "value": 5.0, "text": "5", "currency": null, "per": null, "unit": null}]}}'
)
FIT = (
    '{"version": 1, "topic": null, "segment": null, "language": "en", "view": "short", "offered": [], "pending": {"kind": "fit", '
    '"question": "annual_contract_value_usd", "answers": {"values": {}, "given": {}, "signs": [], "both": false}}}'
)


def pressed(bot: SlackBot, value: str, action_id: str = "advise.0", **fields: Any) -> dict[str, Any]:
    return press({"type": "button", "action_id": action_id, "value": value}, bot.reply_url, ts="1900000000.5", **fields)


@pytest.mark.parametrize("value", SHOWN)
def test_every_kind_of_old_button_is_answered(bot: SlackBot, slack: FakeSlack, value: str) -> None:
    bot.send(pressed(bot, value))
    bot.finish()
    assert len(slack.posts) == 1
    assert slack.replies == []


@pytest.mark.parametrize("value", OPENED)
def test_every_old_button_that_opens_a_window_opens_it(bot: SlackBot, slack: FakeSlack, value: str) -> None:
    bot.send(pressed(bot, value))
    bot.finish()
    assert [call["view"]["callback_id"] for call in slack.of("views.open")] == [OPENED[value]]


def test_the_buttons_below_an_old_result_work(bot: SlackBot, slack: FakeSlack) -> None:
    for action_id in ("fit_edit", "fit_export", "fit_share"):
        bot.send(pressed(bot, ANSWERS, action_id, private=True))
        bot.finish_work()
    filled = {block["block_id"]: block["element"] for block in slack.of("views.open")[0]["view"]["blocks"] if "element" in block}
    assert filled["employees"]["initial_value"] == "2000"
    assert len(slack.posts) == 1
    assert [reply.get("response_type") for reply in slack.replies] == ["ephemeral", None]


def test_an_old_private_answer_is_shared_and_an_old_question_reaches_the_expert(start: Starter, slack: FakeSlack) -> None:
    bot = start(expert="CEXPERT")
    bot.send(pressed(bot, '[1,"show","sales-cycle","enterprise","short",""]', "share", private=True))
    bot.send(pressed(bot, '[1,"ask",null,null,"short","qwertyuiop zxcvbnm"]', "expert", private=True))
    bot.finish()
    assert sorted(post["channel"] for post in slack.posts) == [CHANNEL, "CEXPERT"]


def test_a_reading_window_and_a_home_drawn_before_are_read_on(bot: SlackBot, slack: FakeSlack) -> None:
    element = {"type": "button", "action_id": "advise.0", "value": SHOWN[0]}
    bot.send(press_in_view(element, {"type": "modal", "callback_id": "reader", "private_metadata": ""}))
    home = {"type": "home", "private_metadata": "", "id": "V2"}
    bot.send(press_in_view(element, home, container={"type": "view", "view_id": "V2"}))
    bot.finish()
    assert len(slack.of("views.update")) == 1
    assert len(slack.of("views.open")) == 1


@pytest.mark.parametrize(
    ("callback", "metadata", "fields", "answer"),
    [
        ("calculator.metric-churn-rate", ["en", CHANNEL, THREAD, ""], {"start": "120", "lost": "5"}, "5 ÷ 120"),
        ("fit", ["en", CHANNEL, THREAD, ""], {"employees": "2000"}, "2,000"),
    ],
)
def test_a_window_opened_before_the_upgrade_is_answered_after_it(
    bot: SlackBot, slack: FakeSlack, callback: str, metadata: list[str], fields: dict[str, str], answer: str
) -> None:
    kept = json.dumps(metadata) + ("\n" + ANSWERS if callback == "fit" else "")
    view = {"type": "modal", "callback_id": callback, "private_metadata": kept}
    status, body = bot.send(submission(view, {name: {"field": {"value": text}} for name, text in fields.items()}))
    bot.finish()
    assert (status, body) == (200, "")
    (post,) = slack.posts
    assert (post["channel"], post["thread_ts"]) == (CHANNEL, THREAD)
    assert answer in post["text"]


def test_a_reason_window_opened_before_the_upgrade_is_taken_from_the_asker(bot: SlackBot, slack: FakeSlack) -> None:
    bot.send(mention("how long is an enterprise sales cycle?"))
    (post,) = slack.wait("chat.postMessage")
    bot.finish_work()
    question = post["blocks"][-1]["elements"][0]["negative_button"]["value"][1:]
    view = {"type": "modal", "callback_id": "rate_reason", "private_metadata": question}
    bot.send(submission(view, {"rate_reason": {"rate_reason": {"value": "too short"}}}))
    bot.finish()
    assert [kept.reason for kept in bot.parts.desk.stores.feedback.latest()] == ["too short"]


@pytest.mark.parametrize(
    ("stored", "said", "answer"),
    [
        pytest.param(TOPIC, "dan untuk UKM?", "UKM", id="a topic, in Indonesian"),
        pytest.param(TOPIC, "1", "Enterprise", id="what was offered"),
        pytest.param(SUM, "120", "4.17", id="an open sum"),
        pytest.param(FIT, "$120k", "120", id="an open fit check"),
    ],
)
def test_a_conversation_stored_before_goes_on(
    start: Starter, slack: FakeSlack, tmp_path: Path, stored: str, said: str, answer: str
) -> None:
    bot = start()
    with sqlite3.connect(tmp_path / "bot.db") as database:
        row = (ROOT, TEAM, stored, "2026-11-23 09:00:00.000000")
        database.execute("INSERT INTO conversations (thread, team, body, updated_at) VALUES (?, ?, ?, ?)", row)
    database.close()
    bot.send(mention(said, thread_ts=THREAD, user=USER))
    bot.finish()
    (post,) = slack.posts
    assert post["thread_ts"] == THREAD
    assert answer in post["text"]


def test_the_language_of_a_stored_conversation_is_kept(start: Starter, slack: FakeSlack, tmp_path: Path) -> None:
    bot = start()
    with sqlite3.connect(tmp_path / "bot.db") as database:
        row = (ROOT, TEAM, TOPIC, "2026-11-23 09:00:00.000000")
        database.execute("INSERT INTO conversations (thread, team, body, updated_at) VALUES (?, ?, ?, ?)", row)
    database.close()
    wanted = pressed(bot, '[1,"show","buying-process",null,"short",""]', message={"ts": "1.5", "thread_ts": THREAD})
    bot.send(wanted)
    bot.finish()
    assert "pembelian" in slack.posts[0]["text"]
