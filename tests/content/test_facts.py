"""The facts of the source article are all told, with their figures written as each language writes them."""

from __future__ import annotations

import pytest

from bot.bootstrap import Answering
from bot.domain.conversation import View
from bot.domain.language import Language, Segment
from bot.domain.reply import AnswerPart, Outcome, Reply

E, S, B = Segment.ENTERPRISE, Segment.SMB, Segment.BOTH

FIGURES = [
    (
        "b2b-market",
        B,
        ["$7.9 trillion", "$7,907.04 billion", "2022", "$33.3 trillion", "$33,317.37 billion", "2030"],
        [
            "7,9 triliun dolar AS",
            "7.907,04 miliar dolar AS",
            "2022",
            "33,3 triliun dolar AS",
            "33.317,37 miliar dolar AS",
            "2030",
        ],
    ),
    ("enterprise-definition", E, ["$27.7 billion", "2021"], ["27,7 miliar dolar AS", "2021"]),
    ("smb-definition", S, ["100–999 employees"], ["100–999 karyawan"]),
    ("buying-process", E, ["6–10 people", "17%"], ["6–10 orang", "17%"]),
    ("sales-cycle", S, ["3 months"], ["3 bulan"]),
    ("sales-cycle", E, ["7 months"], ["7 bulan"]),
    ("sales-cycle", B, ["3 months", "7 months"], ["3 bulan", "7 bulan"]),
    ("objections", E, ["30 objections", "4–5"], ["30 keberatan", "4–5"]),
    ("deal-economics", S, ["$100,000", "100 clients", "$1,000"], ["100.000 dolar AS", "100 klien", "1.000 dolar AS"]),
    ("bottom-line", E, ["8 months"], ["8 bulan"]),
]
"""Topic, side, and the figures of that side in English and in Indonesian."""

NAMES = [
    ("enterprise-definition", E, ["Salesforce", "Slack"]),
    ("smb-definition", S, ["Gartner", "Semrush", "Backlinko"]),
    ("sales-strategy", E, ["Target Account Selling", "TAS"]),
    ("tech-stack", S, ["CRM"]),
    ("metric-customer-lifetime-value", E, ["CLV"]),
    ("metric-kpi", E, ["KPI"]),
    ("rep-skills", S, ["SDR"]),
]
"""Topic, side, and names that stand in both languages."""

WORDS = [
    ("b2b-market", B, ["same strategy"]),
    ("enterprise-vs-smb", B, ["risk", "product", "capital", "expertise"]),
    ("enterprise-definition", E, ["board", "risk", "million"]),
    ("scaled-smb-myth", B, ["capital", "legal"]),
    ("starting-point", E, ["demo", "slides"]),
    ("starting-point", S, ["tested", "paying"]),
    ("buying-process", S, ["urgent", "impuls", "judgement"]),
    ("buying-process", E, ["research", "competitor", "internal meetings"]),
    ("buying-signals", E, ["meeting", "demo", "technical", "procurement", "purchase order"]),
    ("buying-signals", S, ["pricing page", "trial"]),
    ("key-metrics", E, ["total revenue", "win rate", "lifetime value", "lead generation", "conversion rate", "cold calls"]),
    ("key-metrics", S, ["net profit", "sales growth", "sales velocity", "pipeline coverage", "churn rate"]),
    ("rep-skills", E, ["persisten", "C-level", "industry", "empathy"]),
    ("rep-skills", S, ["automation", "adapt", "details", "same"]),
    ("outsourcing", E, ["confidential", "email list", "appointments"]),
    ("outsourcing", S, ["agency", "lead-generation", "budget"]),
    ("pitfalls", E, ["custom", "accounting software"]),
    ("pitfalls", S, ["economics"]),
    ("sales-strategy", S, ["referral", "consultative"]),
    ("sales-strategy", E, ["account mapping", "case studies", "tailor"]),
    ("tech-stack", E, ["custom-built", "on-premises", "cloud"]),
    ("tech-stack", S, ["ready-made"]),
    ("content-preferences", S, ["search", "review"]),
    ("content-preferences", E, ["whitepaper", "case stud", "webinar", "blog"]),
    ("metric-total-revenue", E, ["average", "month", "quarter", "year"]),
    ("metric-win-rate", E, ["opportunity-to-win", "opportunity win rate", "stalled"]),
    ("metric-lead-generation", E, ["prospects"]),
    ("metric-kpi", E, ["conversion rate", "annual expansion", "cold calls", "number of sales"]),
    ("metric-net-profit", S, ["interest", "tax", "operating"]),
    ("metric-sales-growth", S, ["month"]),
    ("metric-sales-velocity", S, ["pipeline"]),
    ("metric-pipeline-coverage", S, ["quota"]),
    ("metric-churn-rate", S, ["divide", "start"]),
    ("which-process", B, ["product"]),
    ("team-readiness", E, ["scheduled calls", "senior", "hunt"]),
    ("team-readiness", S, ["digital marketers", "product specialists", "account development"]),
    ("funding", E, ["layers", "high-value"]),
    ("funding", S, ["email campaigns", "multi-channel"]),
    ("your-role", S, ["digital marketer"]),
    ("your-role", E, ["experience"]),
    ("bottom-line", S, ["focus", "precision"]),
    ("bottom-line", B, ["keep both"]),
]
"""Topic, side, and pieces of words without which a fact of the article would be missing."""


def told(answering: Answering, topic: str, segment: Segment, language: Language, *views: View) -> str:
    """What the views say; without any, the answer and more of it, which is everything told to one side."""
    parts = tuple(AnswerPart(topic=topic, segment=segment, view=view) for view in views or (View.SHORT, View.MORE))
    return answering.renderer.document(Reply(outcome=Outcome.ANSWER, language=language, parts=parts)).plain()


@pytest.mark.parametrize(("topic", "side", "english", "indonesian"), FIGURES)
def test_figures(answering: Answering, topic: str, side: Segment, english: list[str], indonesian: list[str]) -> None:
    for language, figures in ((Language("en"), english), (Language("id"), indonesian)):
        text = told(answering, topic, side, language)
        assert [figure for figure in figures if figure not in text] == []


def test_every_figure_of_the_knowledge_is_expected_here(answering: Answering) -> None:
    expected = sum(len(english) for topic, side, english, _ in FIGURES if (topic, side) != ("sales-cycle", B))
    single = {figure.id for figure in answering.knowledge.figures.values()} - {"smb-employees-low"}
    assert len(single) == expected


@pytest.mark.parametrize(("topic", "side", "names"), NAMES)
@pytest.mark.parametrize("language", (Language("en"), Language("id")))
def test_names(answering: Answering, topic: str, side: Segment, names: list[str], language: Language) -> None:
    text = told(answering, topic, side, language)
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize(("topic", "side", "words"), WORDS)
def test_facts(answering: Answering, topic: str, side: Segment, words: list[str]) -> None:
    text = told(answering, topic, side, Language("en")).lower()
    assert [word for word in words if word.lower() not in text] == []


def test_every_topic_is_looked_at(answering: Answering) -> None:
    assert {topic for topic, *_ in (*FIGURES, *NAMES, *WORDS)} == set(answering.knowledge.topics)


@pytest.mark.parametrize(
    ("topic", "english", "indonesian"),
    [
        ("sales-cycle", "7 months", "7 bulan"),
        ("buying-process", "6–10", "6–10"),
        ("objections", "30", "30"),
        ("deal-economics", "$100,000", "100.000 dolar AS"),
    ],
)
def test_the_figure_people_ask_for_stands_in_the_short_answer(
    answering: Answering, topic: str, english: str, indonesian: str
) -> None:
    side = answering.knowledge.topics[topic].side
    wanted = E if side is B else side
    assert english in told(answering, topic, wanted, Language("en"), View.SHORT)
    assert indonesian in told(answering, topic, wanted, Language("id"), View.SHORT)


def test_doubtful_figures_carry_a_note(answering: Answering) -> None:
    for topic in ("smb-definition", "metric-net-profit", "b2b-market"):
        assert answering.knowledge.topics[topic].note is not None, topic
