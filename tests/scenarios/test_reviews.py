"""The day to look at a taught topic again: its owner is reminded, once, by whichever copy of the bot comes first."""

from __future__ import annotations

import datetime

import pytest

from bot.advisor.teaching import Origin, Teacher
from bot.domain.curators import Curators
from bot.domain.language import Language
from bot.domain.lesson import Lesson
from bot.domain.records import Person
from bot.domain.taught import Taught, TaughtState
from tests.scenarios.conftest import Starter
from tests.scenarios.desk_bot import Hand, SlackBot
from tests.scenarios.fake_slack import FakeSlack
from tests.scenarios.payloads import USER

DAY = 86_400
"""Seconds; a hand begins at midnight of 1 March 2026."""
LESSON = Lesson(
    language=Language("en"),
    questions=("What discount does a reseller get?",),
    answer="Resellers get eighteen percent.",
    title="Discounts for resellers",
    source="Partner handbook",
    review_on=datetime.date(2026, 3, 3),
    owner="U7",
)


@pytest.fixture
def hand() -> Hand:
    return Hand()


def curated(start: Starter, hand: Hand) -> SlackBot:
    return start(curators=Curators(people=frozenset({USER})), hand=hand)


def taught(bot: SlackBot, **changes: object) -> Taught:
    """Keep a topic; nothing is learnt, for nobody asks."""
    teacher = Teacher(bot.parts.desk.stores.taught, bot.parts.desk.clock)
    lesson = Lesson(**{**{name: getattr(LESSON, name) for name in LESSON.__slots__}, **changes})  # type: ignore[arg-type]
    return teacher.teach(lesson, Origin(by=Person(team="T1", user=USER), publishes=True))


def look(*bots: SlackBot) -> None:
    for bot in bots:
        bot.parts.reviews.look()
        bot.finish_work()


def test_the_owner_is_reminded_when_the_day_comes_and_not_again(start: Starter, slack: FakeSlack, hand: Hand) -> None:
    bot = curated(start, hand)
    taught(bot)
    hand.seconds = 2 * DAY - 1
    look(bot)
    assert slack.posts == []
    hand.seconds = 2.5 * DAY
    look(bot)
    (told,) = slack.posts
    assert (told["channel"], "Discounts for resellers" in told["text"]) == ("U7", True)
    assert "teach.edit" not in str(told), "U7 is no curator, who could change it"
    for later in (2.6, 4, 200):
        hand.seconds = later * DAY
        look(bot)
    assert len(slack.posts) == 1


def test_two_copies_and_a_restart_remind_once_in_all(start: Starter, slack: FakeSlack, hand: Hand) -> None:
    first, second = curated(start, hand), curated(start, hand)
    taught(first, owner=USER)
    hand.seconds = 3 * DAY
    look(first, second)
    third = curated(start, hand)
    hand.seconds = 5 * DAY
    look(third, first)
    assert [post["channel"] for post in slack.posts] == [USER]
    assert "teach.edit" in str(slack.posts[0])


def test_another_day_is_another_reminder_and_what_is_retired_is_none(start: Starter, slack: FakeSlack, hand: Hand) -> None:
    bot = curated(start, hand)
    topic, gone = taught(bot), taught(bot, title="Gone")
    teacher, by = Teacher(bot.parts.desk.stores.taught, bot.parts.desk.clock), Person(team="T1", user=USER)
    teacher.decide(gone.id, 1, TaughtState.RETIRED, by)
    hand.seconds = 3 * DAY
    look(bot)
    assert len(slack.posts) == 1
    later = Lesson(**{**{name: getattr(LESSON, name) for name in LESSON.__slots__}, "review_on": datetime.date(2026, 4, 1)})  # type: ignore[arg-type]
    teacher.change(later, Origin(by=by, publishes=True), topic=topic.id, version=1)
    look(bot)
    assert len(slack.posts) == 1
    hand.seconds = 40 * DAY
    look(bot)
    assert [post["channel"] for post in slack.posts] == ["U7", "U7"]
