"""What a brief holds: the side, the topics that something told calls for, the month of signature, the questions."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from bot.advisor.brief.composing import BriefComposer, rank_of
from bot.advisor.brief.reading import BriefReader
from bot.bootstrap import Answering
from bot.domain.brief import Brief, BriefRules, BriefTopic, Deal, Month
from bot.domain.fit import Answers, Verdict
from bot.domain.language import Language, Segment

TODAY = datetime.date(2026, 11, 27)
LARGE = Answers(values={"employees": 2000.0, "annual_contract_value_usd": 150_000.0})
SMALL = Answers(values={"employees": 12.0, "decision_makers": 1.0})


def brief(composer: BriefComposer, deal: Deal) -> Brief:
    return composer.compose(deal, TODAY)


def months(composer: BriefComposer, deal: Deal) -> tuple[Month, Month, bool]:
    signature = brief(composer, deal).signature
    assert signature is not None
    return signature.first, signature.last, signature.overdue


def test_the_side_follows_what_was_told_of_the_prospect_alone(composer: BriefComposer) -> None:
    assert brief(composer, Deal(answers=LARGE)).side is Verdict.ENTERPRISE
    assert brief(composer, Deal(answers=SMALL)).side is Verdict.SMB
    assert brief(composer, Deal()).side is Verdict.UNKNOWN
    sellers = replace(LARGE, values={**LARGE.values, "team": "digital", "funds": "tight"})
    assert brief(composer, Deal(answers=sellers)).side is Verdict.ENTERPRISE


def test_evidence_that_balances_leaves_the_side_open(composer: BriefComposer) -> None:
    answers = Answers(values={"employees": 1_000.0, "annual_contract_value_usd": 4_300.0})
    made = brief(composer, Deal(answers=answers))
    assert made.side is Verdict.MIXED
    assert "enterprise-vs-smb" in made.topics


def test_signature_is_start_plus_the_usual_cycle_of_the_side(composer: BriefComposer) -> None:
    assert months(composer, Deal(answers=LARGE, started=Month(2026, 9))) == (Month(2027, 4), Month(2027, 4), False)
    assert months(composer, Deal(answers=SMALL, started=Month(2026, 10))) == (Month(2027, 1), Month(2027, 1), False)


def test_a_cycle_that_was_told_goes_before_the_usual_one(composer: BriefComposer) -> None:
    told = replace(LARGE, values={**LARGE.values, "cycle_months": (9.0, 11.0)})
    assert months(composer, Deal(answers=told, started=Month(2026, 9))) == (Month(2027, 6), Month(2027, 8), False)


def test_where_the_side_is_open_signature_lies_between_the_two(composer: BriefComposer) -> None:
    assert months(composer, Deal(started=Month(2026, 9))) == (Month(2026, 12), Month(2027, 4), False)


def test_a_signature_that_should_have_been_is_overdue(composer: BriefComposer) -> None:
    assert months(composer, Deal(answers=SMALL, started=Month(2026, 3)))[2] is True
    assert months(composer, Deal(answers=SMALL, started=Month(2026, 8)))[2] is False


def test_without_a_start_there_is_no_month_and_the_start_is_missing(composer: BriefComposer) -> None:
    made = brief(composer, Deal(answers=LARGE, stage="demo"))
    assert made.signature is None
    assert made.missing == ("started", "decision_makers")


def test_the_next_stage_is_that_of_an_enterprise_purchase(composer: BriefComposer) -> None:
    assert brief(composer, Deal(answers=LARGE, stage="technical")).next_stage == "procurement"
    assert brief(composer, Deal(answers=LARGE, stage="order")).next_stage is None
    assert brief(composer, Deal(answers=SMALL, stage="technical")).next_stage is None


def test_questions_follow_what_was_said_then_the_stage(composer: BriefComposer) -> None:
    assert brief(composer, Deal(answers=LARGE)).ask == "discovery-call"
    assert brief(composer, Deal(answers=LARGE, stage="procurement")).ask == "procurement-path"
    assert brief(composer, Deal(answers=LARGE, stage="procurement", hints=("silent",))).ask == "silent-prospect"


@pytest.mark.parametrize(
    ("values", "signs", "hints", "topic"),
    [
        ({"confidential_data": True}, (), (), "tech-stack"),
        ({"customization": True}, (), (), "pitfalls"),
        ({"product": "demo-only"}, (), (), "starting-point"),
        ({"team": "senior"}, (), (), "team-readiness"),
        ({"funds": "tight"}, (), (), "funding"),
        ({}, (), ("referral",), "sales-strategy"),
        ({}, (), ("agency",), "outsourcing"),
        ({}, (), ("signals",), "buying-signals"),
    ],
)
def test_a_topic_comes_in_by_what_calls_for_it_and_stays_out_without(
    composer: BriefComposer, values: dict[str, bool | str], signs: tuple[str, ...], hints: tuple[str, ...], topic: str
) -> None:
    told = Deal(answers=replace(LARGE, values={**LARGE.values, **values}, signs=signs), hints=hints)
    assert topic in brief(composer, told).topics
    if topic != "pitfalls":
        assert topic not in brief(composer, Deal(answers=LARGE)).topics


def test_every_topic_of_a_brief_is_called_for_and_speaks_of_its_side(
    answering: Answering, composer: BriefComposer, reader: BriefReader, rules: BriefRules
) -> None:
    everything = (
        "4,000-employee bank, $300k, 9 deciders, on their own servers, custom modules, only a demo so far, our agency sells, "
        "two SDRs, we are broke, a referral, reads case studies, CFO objects, quiet, in procurement since May, 9 month cycle"
    )
    made = brief(composer, reader.read(everything, TODAY, Language("en")))
    assert len(made.topics) == rules.most_topics == 8
    for topic in made.topics:
        claims = [answering.knowledge.claim(name) for name in rules.topics[topic].claims[made.segment]]
        assert all(claim.side in (made.segment, Segment.BOTH) for claim in claims)


def test_of_too_many_topics_those_of_the_lowest_rank_stay() -> None:
    topic = BriefTopic(id="t", heading={}, calls={"a": 3, "b": 1, "a+c": 2}, claims={})
    assert rank_of(topic, frozenset({"a"})) == 3
    assert rank_of(topic, frozenset({"a", "c"})) == 2
    assert rank_of(topic, frozenset({"b"})) == 1
    assert rank_of(topic, frozenset({"c"})) is None


def test_an_unknown_prospect_gets_the_two_sides_and_who_decides_and_nothing_else(composer: BriefComposer) -> None:
    made = brief(composer, Deal())
    assert made.topics == ("enterprise-vs-smb", "buying-process")
    assert made.missing == ("started", "stage", "employees", "annual_contract_value_usd", "decision_makers")
