"""Publishing what would take questions from another topic needs a second press; nothing is lost until then."""

from __future__ import annotations

import re
from typing import Any

from bot.domain.clock import utc_now
from bot.domain.curators import Curators
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, Person
from bot.domain.reply import Outcome
from bot.domain.taught import TaughtState
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot, home_of
from tests.scenarios.fake_slack import TEAM, FakeSlack
from tests.scenarios.payloads import USER, mention, press, press_in_view
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


def test_one_press_adds_what_was_asked_in_vain_to_the_nearest_topic(start: Starter, slack: FakeSlack) -> None:
    bot = start(curators=CURATOR)
    asked = "how many moons until the ink is dry on it?"
    bot.parts.desk.stores.questions.record(
        question=AskedQuestion(
            id="q1",
            person=Person(team=TEAM, user="U7"),
            thread="T1:C1:1.1",
            text=asked,
            language=Language("en"),
            segment=None,
            outcome=Outcome.UNKNOWN,
            topics=("sales-cycle",),
            confidence=0.1,
            asked_at=utc_now(),
        )
    )
    button = next(
        one for block in home_of(bot, slack)["blocks"] for one in block.get("elements", ()) if one.get("action_id") == "gap.add"
    )
    assert button["text"]["text"] == "Add to “Sales cycle”"
    bot.send(press_in_view(button, {"type": "home", "private_metadata": "en"}))
    bot.finish_work()
    taught = current(bot)
    assert (taught.id, taught.phrases, taught.state) == ("sales-cycle", {"en": [asked]}, TaughtState.PUBLISHED)
    assert "Learnt: “Sales cycle”" in str(slack.posts[-1])
    assert "gap.add" not in str(home_of(bot, slack)), "it is dealt with"
    assert "7 months" in say(bot, slack, asked.upper()), "and asked again it is answered"
