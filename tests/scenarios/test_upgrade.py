"""After an upgrade, the threads and buttons of the release before go on: nobody in Slack notices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.migrator import bring_up_to_date
from tests.first_schema import ASSESSING, build
from tests.scenarios.desk_bot import SlackBot, start_bot
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import direct, mention, press

ROOT_TS = "1700000001.000100"


@pytest.fixture
def upgraded(slack: FakeSlack, tmp_path: Path) -> Iterator[SlackBot]:
    """This release on the database of the first one."""
    url = f"sqlite:///{tmp_path}/bot.db"
    build(url)
    bring_up_to_date(url)
    bot = start_bot(slack, url)
    yield bot
    bot.stop()


def test_a_follow_up_in_an_old_thread_is_understood(upgraded: SlackBot, slack: FakeSlack) -> None:
    upgraded.send(mention("and for smbs?", thread_ts=ROOT_TS))
    upgraded.finish()
    (post,) = slack.posts
    assert post["thread_ts"] == ROOT_TS
    assert "3 months" in str(post), "the subject of the thread, for the other side"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('[1,"show","sales-cycle","smb","short",""]', "3 months"),
        ('[1,"show","sales-cycle","both","compare",""]', "7 months"),
        ('[1,"show","buying-process",null,"short",""]', "UnboundB2B"),
        ('[1,"ask",null,null,"short","what is churn?"]', "churn"),
    ],
)
def test_a_button_of_an_old_answer_is_answered(upgraded: SlackBot, slack: FakeSlack, value: str, words: str) -> None:
    pressed = press({"type": "button", "action_id": "advise.0", "value": value}, upgraded.reply_url, ts="1.1")
    pressed["message"]["thread_ts"] = ROOT_TS
    upgraded.send(pressed)
    upgraded.finish()
    (post,) = slack.posts
    assert words.lower() in str(post).lower()


def test_a_fit_check_begun_before_goes_on(upgraded: SlackBot, slack: FakeSlack) -> None:
    before = upgraded.parts.desk.stores.conversations.find(thread=ASSESSING)
    assert before
    upgraded.send(direct("mostly senior people", channel="D1", thread_ts="1700000003.000100"))
    upgraded.finish()
    after = upgraded.parts.desk.stores.conversations.find(thread=ASSESSING)
    assert len(slack.posts) == 1
    assert after
    assert after.pending != before.pending, "the answer was taken and the next question asked"
