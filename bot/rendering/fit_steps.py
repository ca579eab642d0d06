"""What to do next after a fit assessment: the knowledge's own advice on each gap, else on what decided, for each side served."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from bot.domain.fit import Assessment, Given, Verdict
from bot.domain.fit_model import Axis, FitModel, Value
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language, Segment
from bot.rendering.figures import fill_figures
from bot.rendering.fit_reasons import reasons_of

MOST = 2
"""Steps that are shown."""
_LOOKED_AT = 3
"""Gaps, or reasons, that are looked at for them."""
_SIDES = (Verdict.ENTERPRISE, Verdict.SMB)


class Namer(Protocol):
    """Names an answer within a sentence."""

    def sentence_part(self, name: str, value: Value | None, given: Given | None) -> str:
        """Return "tight funds", "a sales cycle of 9 months"."""


def steps_of(namer: Namer, assessment: Assessment, knowledge: KnowledgeBase, language: Language) -> list[dict[str, str]]:
    """Return at most two steps with `text` and `topic`: `gap` is what is lacking, `side` the market meant where both are."""
    if assessment.answers.both:
        return [step for side in Segment if (step := _step_for(assessment, knowledge, language, side))]
    return _steps_to_one(namer, assessment, knowledge, language) if assessment.market.leaning in _SIDES else []


def _steps_to_one(namer: Namer, assessment: Assessment, knowledge: KnowledgeBase, language: Language) -> list[dict[str, str]]:
    """The steps for a market that leans one way: to close each gap, else to act on what decided."""
    side = Segment(assessment.market.leaning.value)
    gaps = [(gap.topic, namer.sentence_part(gap.criterion, gap.value, None)) for gap in assessment.gaps]
    named = gaps or [(part.claim.partition(".")[0], "") for part in reasons_of(assessment) if part.claim]
    told = reversed(named[:_LOOKED_AT])
    steps = {topic: step for topic, gap in told if (step := _step(knowledge, language, topic, side, gap=gap))}
    return list(steps.values())[::-1][:MOST]


def _step_for(assessment: Assessment, knowledge: KnowledgeBase, language: Language, side: Segment) -> dict[str, str]:
    """The step for one of two markets served; nothing where no topic has advice for it."""
    steps = (_step(knowledge, language, topic, side, both=side.value) for topic in _topics_for(assessment, side))
    return next(filter(None, steps), {})


def _topics_for(assessment: Assessment, side: Segment) -> Iterator[str]:
    """The topics of what speaks for one of two markets served, then of the criteria of the market, the heaviest first."""
    claims = [part.claim for part in reasons_of(assessment) if part.side is side and part.claim]
    return (claim.partition(".")[0] for claim in (*claims, *_heaviest_claims(assessment.rules, side)))


def _heaviest_claims(rules: FitModel, side: Segment) -> list[str]:
    weighed = sorted(rules.on(Axis.MARKET), key=lambda criterion: -criterion.weight)
    return [criterion.claims[side] for criterion in weighed if side in criterion.claims]


def _step(
    knowledge: KnowledgeBase, language: Language, topic: str, side: Segment, *, gap: str = "", both: str = ""
) -> dict[str, str]:
    """The first advice of a topic for a side; nothing where it has none."""
    advice = knowledge.cited(topic).guidance.get(side, ())
    if not advice:
        return {}
    text = fill_figures(advice[0].text[language], knowledge, language)
    return {"gap": gap, "side": both, "text": text, "topic": knowledge.cited(topic).title[language]}
