"""Makes a brief of a deal: its side, the topics called for, the month of signature, whose questions to put, what is missing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from bot.advisor.fit.check import FitCheck
from bot.domain.brief import CLOSES, STAGE, STARTED, Brief, BriefRules, BriefTopic, Deal, Month, Signature
from bot.domain.fit import Answers, Assessment, Contribution, Verdict
from bot.domain.fit_model import option_key
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Segment

SIDE, SIGN, HINT = "side.", "sign.", "hint."
JOINED = "+"


class BriefComposer:
    """Composes briefs. Safe to share between threads."""

    def __init__(self, rules: BriefRules, fit: FitCheck, knowledge: KnowledgeBase) -> None:
        self.rules = rules
        self._fit = fit
        self._knowledge = knowledge

    def compose(self, deal: Deal, today: datetime.date) -> Brief:
        """Return the brief of a deal; whether a signature is overdue is told by `today`."""
        assessment = self._fit.assess(deal.answers)
        side = self._side(assessment)
        conditions = self.conditions(deal, side)
        return Brief(
            deal=deal,
            side=side,
            reasons=_reasons(assessment, side, self.rules.most_facts),
            topics=self._topics(conditions, _segment(side)),
            ask=self._ask(deal, conditions),
            missing=tuple(need for need in self.rules.needs if not _is_told(deal, need)),
            signature=self._signature(deal, side, Month.of(today)),
            next_stage=self._next_stage(deal, side),
            assessment=assessment,
            rules=self.rules,
        )

    def has_message(self, brief: Brief) -> bool:
        """Whether the play whose questions a brief puts has a message to send for its side."""
        play = self._knowledge.plays.get(brief.ask)
        side = play.sides.get(brief.segment) if play is not None else None
        return side is not None and side.message is not None

    def _side(self, assessment: Assessment) -> Verdict:
        """The side of the market alone, for it is the prospect that is spoken of; a smaller majority is enough for one deal."""
        market = assessment.market
        total = market.enterprise + market.smb
        if market.leaning is not Verdict.MIXED or assessment.answers.both or not total:
            return market.leaning
        balance = (market.enterprise - market.smb) / total
        if abs(balance) < self.rules.majority:
            return Verdict.MIXED
        return Verdict.ENTERPRISE if balance > 0 else Verdict.SMB

    def conditions(self, deal: Deal, side: Verdict) -> frozenset[str]:
        """Everything that was told, or is so, by the names that rules call it."""
        return frozenset(self._conditions(deal, side))

    def _conditions(self, deal: Deal, side: Verdict) -> Iterator[str]:
        yield f"{SIDE}{side.value}"
        for name, value in deal.answers.known.items():
            yield name
            options = self._fit.model.criteria[name].options if name in self._fit.model.criteria else ()
            yield from (f"{name}.{option_key(option)}" for option in options if option.value == value)
        yield from (f"{SIGN}{sign}" for sign in deal.answers.signs)
        yield from (f"{HINT}{hint}" for hint in deal.hints)
        if deal.stage is not None:
            yield from (STAGE, f"{STAGE}.{deal.stage}")
        if deal.started is not None:
            yield STARTED
        if deal.closes is not None:
            yield CLOSES

    def _topics(self, conditions: frozenset[str], segment: Segment) -> tuple[str, ...]:
        """The topics called for that say something of the side, those of the lowest rank where they are too many."""
        ranked = [
            (rank, place, topic.id)
            for place, topic in enumerate(self.rules.topics.values())
            if segment in topic.claims and (rank := rank_of(topic, conditions)) is not None
        ]
        kept = sorted(ranked)[: self.rules.most_topics]
        return tuple(topic for _, _, topic in sorted(kept, key=lambda one: one[1]))

    def _ask(self, deal: Deal, conditions: frozenset[str]) -> str:
        """The play whose questions are put: what was said goes before the stage."""
        said = next((play for condition, play in self.rules.asks if holds(condition, conditions)), None)
        stage = self.rules.stages.get(deal.stage or "")
        return said or (self.rules.first_ask if stage is None else stage.ask)

    def _next_stage(self, deal: Deal, side: Verdict) -> str | None:
        """The stage that follows; the stages are those of an enterprise purchase."""
        stages = list(self.rules.stages)
        if side is not Verdict.ENTERPRISE or deal.stage not in stages:
            return None
        return next(iter(stages[stages.index(deal.stage) + 1 :]), None)

    def _signature(self, deal: Deal, side: Verdict, today: Month) -> Signature | None:
        """Start plus cycle: the cycle told, else the usual one of the side, else from the shortest to the longest."""
        if deal.started is None:
            return None
        told = self._told_cycle(deal.answers)
        months = told or self._usual_cycle(side)
        first, last = (deal.started.plus(end) for end in months)
        return Signature(first=first, last=last, months=months, told=told is not None, overdue=last < today)

    def _told_cycle(self, answers: Answers) -> tuple[float, float] | None:
        value = answers.known.get(self._cycle_criterion)
        if isinstance(value, tuple):
            return value
        return (value, value) if isinstance(value, float) else None

    @property
    def _cycle_criterion(self) -> str:
        return next((one.id for one in self._fit.model.criteria.values() if one.reads == "cycle"), "")

    def _usual_cycle(self, side: Verdict) -> tuple[float, float]:
        figures = {segment: self._knowledge.figures[name] for segment, name in self.rules.cycles.items()}
        segment = _segment(side)
        if segment in figures:
            return figures[segment].low, figures[segment].high
        return min(one.low for one in figures.values()), max(one.high for one in figures.values())


def holds(condition: str, conditions: frozenset[str]) -> bool:
    """Whether a condition, or each of several joined ones, is among those that hold."""
    return all(one in conditions for one in condition.split(JOINED))


def rank_of(topic: BriefTopic, conditions: frozenset[str]) -> int | None:
    """The lowest rank by which a topic is called for; None where nothing calls for it."""
    return min((rank for condition, rank in topic.calls.items() if holds(condition, conditions)), default=None)


def _segment(side: Verdict) -> Segment:
    return Segment(side.value) if side in (Verdict.ENTERPRISE, Verdict.SMB) else Segment.BOTH


def _reasons(assessment: Assessment, side: Verdict, most: int) -> tuple[Contribution, ...]:
    """What was told of the market, what speaks for the side first, the heaviest of it first.

    What speaks most against it is named however much speaks for it.
    """
    counted = sorted(assessment.market.contributions, key=lambda part: (part.side.value != side.value, -abs(part.points)))
    against = [part for part in counted[most:] if part.side.value != side.value and _segment(side) is not Segment.BOTH]
    named = any(part.side.value != side.value for part in counted[:most])
    return (*counted[:most], *([] if named else against[:1]))


def _is_told(deal: Deal, need: str) -> bool:
    if need in (STAGE, STARTED):
        return getattr(deal, need) is not None
    return deal.answers.known.get(need) is not None
