"""Publishing what would take questions from another topic needs a second press; nothing is lost until then."""

from __future__ import annotations

import re
from typing import Any

from bot.domain.curators import Curators
from bot.domain.taught import TaughtState
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import USER, mention, press
from tests.scenarios.test_teaching import current, say, send, teach_on

CURATOR = Curators(people=frozenset({USER}))
ASKED = "How long is an enterprise sales cycle?"
THIEF = {
    "questions": "how long is an enterprise sales cycle\nhow long does a deal take to close\nsales cycle length\ntime to close",
    "answer": "Our deals close within ninety days, whoever buys.",
    "title": "How long a deal takes",
    "source": "Sales handbook",
    "instead": "new",
}


def publish_all_the_same(bot: SlackBot, message: dict[str, Any]) -> None:
    button = next(
        one for block in message["blocks"] for one in block.get("elements", ()) if one.get("action_id") == "teach.anyway"
    )
    bot.send(press(button, bot.reply_url, ts="1700000011.1"))
    bot.finish_work()


def test_a_preview_warns_of_a_theft_and_a_second_press_publishes(start: Starter, slack: FakeSlack) -> None:
    bot = start(curators=CURATOR)
    assert "ninety days" not in say(bot, slack, ASKED)
    send(bot, teach_on(bot, slack), **THIEF | {"questions": "zzz qqq\n" + THIEF["questions"]})
    warning = slack.replies[-1]
    assert "it would take questions from other topics" in str(warning)
    assert "”: How long a deal takes in place of Sales cycle" in str(warning)
    assert (current(bot).state, current(bot).title) == (TaughtState.DRAFT, THIEF["title"])
    assert "ninety days" not in say(bot, slack, ASKED)
    publish_all_the_same(bot, warning)
    assert current(bot).state is TaughtState.PUBLISHED
    assert "Learnt: “How long a deal takes”" in str(slack.replies[-1])
    lost = re.search("• “([^”]+)”: How long a deal takes in place of Sales cycle", str(warning))
    assert lost is not None
    bot.send(mention(lost.group(1)))
    bot.finish_work()
    assert "ninety days" in str(slack.posts[-1]), "what the preview told has come about"
