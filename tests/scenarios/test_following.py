"""What is taught reaches a running bot: from its database, from another copy, from a folder; and a fault leaves it as it was."""

from __future__ import annotations

import dataclasses
import datetime
import logging
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.domain.records import Person
from bot.domain.taught import Taught, TaughtState
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import SlackBot
from tests.scenarios.fake_slack import TEAM, FakeSlack
from tests.scenarios.payloads import direct

ASKED = "What discount does a reseller get?"
# The same topic as in the scenarios of teaching: it is learnt once for both.
TAUGHT = Taught(
    id="discounts-for-resellers",
    version=1,
    state=TaughtState.PUBLISHED,
    body={
        "language": "en",
        "title": "Discounts for resellers",
        "answer": "Resellers get eighteen percent off the list price.",
        "source": {"person": "Ana", "date": "2026-11-01"},
        "phrases": {"en": [ASKED, "How much off for resellers?", "reseller discount"]},
    },
    changed_by=Person(team=TEAM, user="U1"),
    changed_at=datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC),
)
FILE = """
title: Discounts for resellers
answer: Resellers get {percent} percent off the list price.
source: {{person: Ana}}
phrases: [What discount does a reseller get?, How much off for resellers?, reseller discount]
"""

Answer = Callable[[SlackBot, str], str]


@pytest.fixture
def answer(slack: FakeSlack) -> Answer:
    """Ask a bot, and get what it posts."""

    def ask(bot: SlackBot, text: str) -> str:
        bot.send(direct(text))
        bot.finish_work()
        return str(slack.posts[-1])

    return ask


def teach(bot: SlackBot, **changes: Any) -> Taught:
    taught = dataclasses.replace(TAUGHT, **changes)
    assert bot.parts.desk.stores.taught.add(taught=taught)
    return taught


def test_what_one_copy_is_taught_every_copy_on_the_database_answers(start: Starter, answer: Answer) -> None:
    first, second = start(), start()
    teach(first)
    assert "eighteen percent" not in answer(second, ASKED)
    assert second.parts.follower.look()
    assert "eighteen percent" in answer(second, "which discount do resellers get?")
    assert "eighteen percent" not in answer(first, ASKED)


def test_a_bot_that_starts_knows_what_was_taught_before(start: Starter, answer: Answer) -> None:
    teach(start())
    second = start()
    second.parts.follower.start()
    assert "eighteen percent" in answer(second, ASKED)


def test_what_is_retired_or_only_proposed_answers_nothing(start: Starter, answer: Answer) -> None:
    bot = start()
    number = bot.parts.desk.editions.get().number
    teach(bot, state=TaughtState.PROPOSED)
    assert bot.parts.follower.look()
    assert bot.parts.desk.editions.get().number == number, "nothing is learnt for what nobody published"
    teach(bot, version=2)
    bot.parts.follower.look()
    assert "eighteen percent" in answer(bot, ASKED)
    teach(bot, version=3, state=TaughtState.RETIRED)
    bot.parts.follower.look()
    assert "eighteen percent" not in answer(bot, ASKED)


def test_a_folder_is_followed_and_a_broken_file_costs_its_topic_alone(
    start: Starter, answer: Answer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    topics = tmp_path / "ours" / "topics"
    topics.mkdir(parents=True)
    bot = start(knowledge=(tmp_path / "ours",))
    (topics / "discounts-for-resellers.yml").write_text(FILE.format(percent="eighteen"))
    assert bot.parts.follower.look()
    assert "eighteen percent" in answer(bot, ASKED)
    (topics / "broken.yml").write_text("title: [")
    (topics / "discounts-for-resellers.yml").write_text(FILE.format(percent="twenty-one"))
    assert bot.parts.follower.look()
    assert "twenty-one percent" in answer(bot, ASKED)
    assert "ours/topics/broken.yml" in caplog.text


def test_what_cannot_be_used_leaves_the_bot_as_it_was_and_is_told_once(
    start: Starter, answer: Answer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "ours"
    (folder / "topics").mkdir(parents=True)
    (folder / "topics" / "discounts-for-resellers.yml").write_text(FILE.format(percent="eighteen"))
    bot = start(knowledge=(folder,))
    bot.parts.follower.look(anew=True)
    folder.rename(tmp_path / "theirs")
    for _ in range(3):
        assert not bot.parts.follower.look()
    assert "eighteen percent" in answer(bot, ASKED)
    assert caplog.text.count("cannot be used") == 1
    assert "cannot be used" in str(bot.parts.follower.told())
    (tmp_path / "theirs").rename(folder)
    assert bot.parts.follower.look()
    assert bot.parts.follower.told() is None


def test_an_answer_begun_with_one_snapshot_is_finished_with_it(start: Starter, slack: FakeSlack) -> None:
    bot = start()
    editions = bot.parts.desk.editions
    with editions.pinned() as before:
        teach(bot)
        learn = threading.Thread(target=bot.parts.follower.look)
        learn.start()
        learn.join()
        assert editions.get() is before
    assert editions.get().number > before.number
    assert slack.posts == []


def test_a_question_logs_the_snapshot_that_answered_it(bot: SlackBot, answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="bot"):
        answer(bot, "what is churn?")
    assert f"answer, of snapshot {bot.parts.desk.editions.get().number}." in caplog.text


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there is no SIGHUP on Windows")
def test_a_signal_builds_it_anew(bot: SlackBot, monkeypatch: pytest.MonkeyPatch) -> None:
    built = threading.Event()
    monkeypatch.setattr(bot.parts.follower, "_every", 0.01)
    monkeypatch.setattr(bot.parts.follower, "look", lambda *, anew=False: built.set() if anew else None)
    before = signal.getsignal(signal.SIGHUP)
    try:
        bot.parts.follower.heed()
        bot.parts.follower.start()
        signal.raise_signal(signal.SIGHUP)
        assert built.wait(30)
    finally:
        signal.signal(signal.SIGHUP, before)
