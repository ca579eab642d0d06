"""Lines about deals as people type them: side, facts, topics; and every page short, called for, and within Slack's limits."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.advisor.brief.composing import BriefComposer, holds
from bot.advisor.brief.reading import BriefReader
from bot.advisor.brief.stored import facts_of
from bot.bootstrap import Answering
from bot.domain.brief import Brief, BriefRules, Deal, Month
from bot.domain.fit import Answers
from bot.domain.language import Language
from bot.domain.reply import BriefPart, Outcome, OverviewPart, Reply
from bot.knowledge.brief import load_brief
from bot.rendering.limits import message_problems
from bot.rendering.slack import SlackRenderer
from tests.content.test_fit_texts import is_near

LINES = [json.loads(line) for line in (Path(__file__).parent / "briefs.jsonl").read_text(encoding="utf-8").splitlines()]
TODAY = datetime.date(2026, 11, 27)
MOST_WORDS, MOST_TOPICS = 220, 8
LARGE = {"employees": 24_000.0, "annual_contract_value_usd": 1_250_000.0, "decision_makers": (8.0, 12.0)}
SMALL = {"employees": 12.0, "annual_contract_value_usd": 1_440.0, "decision_makers": 2.0}
TOLD: list[dict[str, Any]] = [
    {"customization": True},
    {"confidential_data": True},
    {"product": "demo-only"},
    {"funds": "tight", "team": "digital"},
    {"outsourcing": "full", "cycle_months": (9.0, 11.0)},
]
HINTS = ((), ("referral", "content"), ("silent", "objections"), ("signals", "tools", "mid-market"))


@pytest.fixture(scope="module")
def rules(answering: Answering) -> BriefRules:
    loaded = load_brief(answering.snapshot.folder, answering.knowledge)
    assert loaded is not None
    return loaded


@pytest.fixture(scope="module")
def composer(answering: Answering, rules: BriefRules) -> BriefComposer:
    return BriefComposer(rules, answering.fit, answering.knowledge)


@pytest.mark.parametrize("line", LINES, ids=[line["text"][:60] for line in LINES])
def test_a_line_is_read_as_a_careful_reader_would(
    answering: Answering, composer: BriefComposer, rules: BriefRules, line: dict[str, Any]
) -> None:
    deal = BriefReader(rules, answering.fit).read(line["text"], TODAY)
    brief, facts = composer.compose(deal, TODAY), facts_of(deal)
    assert brief.side == line["side"]
    assert {name: facts.get(name) for name, value in line["facts"].items() if not is_near(facts.get(name), value)} == {}
    assert [topic for topic in line["names"] if topic not in brief.topics] == []


def pages(composer: BriefComposer) -> Iterator[Brief]:
    """Briefs of every side, stage and kind of thing told, the fullest there are among them."""
    stages = (None, "technical", "order")
    for values, more, hints, stage in product((LARGE, SMALL, {}), TOLD, HINTS, stages):
        signs = ("board", "large-company") if values is LARGE else ("small-company",) if values else ()
        answers = Answers(values={**values, **more}, signs=signs)
        for started in (None, Month(2026, 9)):
            yield composer.compose(Deal(answers=answers, stage=stage, started=started, hints=hints), TODAY)


@pytest.mark.parametrize("language", [Language("en"), Language("id")])
def test_every_page_is_short_and_can_be_sent(answering: Answering, composer: BriefComposer, language: Language) -> None:
    renderer = SlackRenderer(answering.renderer)
    for brief in pages(composer):
        reply = Reply(outcome=Outcome.BRIEF, language=language, parts=(BriefPart(brief=brief),), topics=brief.topics)
        words = answering.renderer.document(reply).plain().split()
        assert len(words) <= MOST_WORDS, " ".join(words)
        message = renderer.message(reply)
        for blocks in (message.blocks, message.classic):
            assert message_problems({"channel": "C1", "text": message.text, "blocks": list(blocks)}) == []


def test_every_topic_of_every_page_is_called_for(composer: BriefComposer, rules: BriefRules) -> None:
    for brief in pages(composer):
        assert len(brief.topics) <= MOST_TOPICS
        conditions = composer.conditions(brief.deal, brief.side)
        for topic in brief.topics:
            assert any(holds(condition, conditions) for condition in rules.topics[topic].calls)
            assert brief.segment in rules.topics[topic].claims


@pytest.mark.parametrize("language", [Language("en"), Language("id")])
def test_the_overview_can_be_sent(answering: Answering, language: Language) -> None:
    message = SlackRenderer(answering.renderer).message(Reply(outcome=Outcome.ANSWER, language=language, parts=(OverviewPart(),)))
    for blocks in (message.blocks, message.classic):
        assert message_problems({"channel": "C1", "text": message.text, "blocks": list(blocks)}) == []
    assert "…" not in message.text
