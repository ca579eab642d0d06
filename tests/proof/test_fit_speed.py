"""How fast texts are read and assessed, in processor time, so that a busy machine tells no lies."""

from __future__ import annotations

import json
import time
from pathlib import Path

from bot.advisor.fit.check import FitCheck
from bot.bootstrap import build_answering
from bot.knowledge.location import IN_REPOSITORY

TEXTS = Path(__file__).parents[1] / "content" / "fit_texts.jsonl"
MOST_SECONDS = 0.005
"""For the slowest in a hundred."""
MOST_SECONDS_HUGE = 1.0


def build() -> FitCheck:
    return build_answering(IN_REPOSITORY).fit


def seconds(check: FitCheck, text: str) -> float:
    start = time.process_time()
    check.assess(check.read(check.message(text)).answers)
    return time.process_time() - start


def test_reading_and_scoring_take_a_moment() -> None:
    check = build()
    texts = [json.loads(line)["text"] for line in TEXTS.read_text(encoding="utf-8").splitlines()]
    taken = sorted(min(seconds(check, text) for _ in range(3)) for text in texts)
    assert taken[int(0.99 * len(taken))] < MOST_SECONDS


def test_huge_texts_take_less_than_a_second() -> None:
    check = build()
    for piece in (
        "tender ",
        "12 ",
        "not procurement, ",
        "a",
        "$5 a month for 20 employees and nine people sign, ",
        "we us our team customers ",
    ):
        assert seconds(check, piece * (100_000 // len(piece))) < MOST_SECONDS_HUGE
