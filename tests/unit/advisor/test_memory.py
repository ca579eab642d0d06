"""Memory stores stay small; what they keep is tested together with the databases in tests/unit/storage."""

from __future__ import annotations

import datetime
from dataclasses import replace

from bot.advisor.memory import MemoryConversations
from bot.advisor.memory_inbox import MemorySeenEvents
from bot.advisor.memory_questions import MemoryQuestions
from bot.domain.conversation import Conversation
from bot.domain.language import Language
from bot.domain.records import AskedQuestion, Person
from bot.domain.reply import Outcome

NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
QUESTION = AskedQuestion(id="q", person=Person(), text="?", language=Language("en"), outcome=Outcome.UNKNOWN, asked_at=NOON)


def test_the_conversation_saved_longest_ago_makes_room() -> None:
    store = MemoryConversations(limit=2)
    for thread in ("a", "b", "a", "c"):
        store.save(thread=thread, conversation=Conversation(topic=thread))
    assert [store.find(thread=thread) is not None for thread in "abc"] == [True, False, True]


def test_a_thousand_questions_keep_only_the_last_ten() -> None:
    store = MemoryQuestions(limit=10)
    for number in range(1_000):
        store.record(question=replace(QUESTION, id=str(number), asked_at=NOON + datetime.timedelta(seconds=number)))
    kept = store.recent(person=Person(), limit=1_000)
    assert [question.id for question in kept] == [str(number) for number in range(999, 989, -1)]


def test_a_flood_of_events_does_not_grow_without_end() -> None:
    store = MemorySeenEvents(clock=lambda: NOON, limit=100)
    assert all(store.claim(keys=[f"Ev{number}"]) for number in range(1_000))
    assert len(store.shelf.values()) == 100
    assert not store.claim(keys=["Ev999"])
