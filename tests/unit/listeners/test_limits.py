"""Who sends too many messages is told once; nobody is remembered for longer than it takes to count."""

from __future__ import annotations

import datetime

from bot.domain.records import Person
from bot.listeners.limits import MOST, WINDOW, MessageLimit, Verdict

NOON = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=datetime.UTC)
ANA = Person(team="T1", user="U1")


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime.datetime:
        return self.now


def test_twenty_a_minute_are_answered_and_the_next_ones_are_told_so_once() -> None:
    clock = Clock()
    limit = MessageLimit(clock=clock)
    assert [limit.judge(ANA) for _ in range(MOST)] == [Verdict.ANSWER] * MOST
    assert [limit.judge(ANA) for _ in range(3)] == [Verdict.TOO_MANY, Verdict.SILENCE, Verdict.SILENCE]
    assert limit.judge(Person(team="T1", user="U2")) is Verdict.ANSWER
    clock.now += WINDOW
    assert limit.judge(ANA) is Verdict.ANSWER


def test_the_minute_goes_along() -> None:
    clock = Clock()
    limit = MessageLimit(clock=clock)
    verdicts = []
    for _ in range(4 * MOST):
        verdicts.append(limit.judge(ANA))
        clock.now += WINDOW / MOST
    assert set(verdicts) == {Verdict.ANSWER}, "as many as are allowed, without a pause"


def test_who_was_quiet_for_a_minute_is_forgotten() -> None:
    clock = Clock()
    limit = MessageLimit(clock=clock)
    for number in range(1000):
        limit.judge(Person(team="T1", user=f"U{number}"))
    clock.now += WINDOW
    limit.judge(ANA)
    assert list(limit._people) == [ANA]
