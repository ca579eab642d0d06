"""What the brief template is given: what was told, the topics with what stands under each, the questions, what is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.domain.brief import CLOSES, MISSING, SIGNATURE, STAGE, STARTED, Brief, BriefTopic, Deal, Month, Shows
from bot.domain.fit import Contribution
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language, Segment
from bot.domain.reply import BriefPart
from bot.rendering.answer import cited
from bot.rendering.document import one_line
from bot.rendering.figures import fill_figures, write_month, write_number
from bot.rendering.fit import FitWords

SLOT = "#"
LONGEST_UNUSED = 60
"""Characters of what has no place that are shown again."""


def context(part: BriefPart, language: Language, knowledge: KnowledgeBase) -> dict[str, Any]:
    """Return the template's context.

    `side` is "" where no deal was told of; then only what a brief is made from is told. `facts` name what was told, `against`
    what speaks for the other side, `new` what a message added or said otherwise, `unused` what it said that has no place.
    `lines` hold for each topic its heading and what stands under it: a kind, which is `claims`, `signature`, `next-stage` or
    `metrics`, and its words. `questions` are to be put to the prospect, `missing` names what the brief would need, `asks_start`
    tells that the start is among it. With `is_row` the one line that was asked about is all of it, without one the side and the
    facts; `asks_stage` that it would need the stage, `lacks` that what is missing is.
    """
    if part.brief is None:
        return {"side": "", "is_row": False}
    words = BriefWords(part.brief, language, knowledge)
    new = [] if part.told is None else words.new(part.told)
    unused = [one_line(words, LONGEST_UNUSED) for words in part.unused]
    shown = {**words.everything(), "new": new, "unused": unused, "is_row": part.row is not None, "lacks": part.row == MISSING}
    return shown if part.row in (None, MISSING) else {**shown, **words.row(part.row)}


class BriefWords:
    """Puts a brief into words of one language."""

    def __init__(self, brief: Brief, language: Language, knowledge: KnowledgeBase) -> None:
        self._brief = brief
        self._rules = brief.rules
        self._language = language
        self._knowledge = knowledge
        self._fit = FitWords(brief.assessment.rules, language, knowledge)

    def everything(self) -> dict[str, Any]:
        """Everything the template shows."""
        brief = self._brief
        return {
            "side": brief.side.value,
            "facts": self._facts(),
            "against": [self._told(part) for part in self._brief.reasons if part.side is self._brief.segment.other],
            "lines": [self._line(self._rules.topics[topic]) for topic in brief.topics],
            "questions": self._questions(),
            "missing": [self._need(name) for name in brief.missing],
            "asks_start": self._asks_start,
            "sources": [cited(self._knowledge.sources[name], self._language) for name in self._sources()],
        }

    def row(self, topic: str) -> dict[str, Any]:
        """One line, with the sources of its own claims, and what it would need to say more; none where the side has none."""
        line = self._rules.topics[topic]
        if self._brief.segment not in line.claims:
            return {"lines": [], "sources": []}
        named = dict.fromkeys(self._knowledge.claim(name).source.partition(".")[0] for name in self._claims_of(topic))
        asks_start = line.shows is Shows.SIGNATURE and self._asks_start
        asks_stage = line.shows is Shows.NEXT_STAGE and STAGE in self._brief.missing
        sources = [cited(self._knowledge.sources[name], self._language) for name in named]
        return {"lines": [self._line(line)], "asks_start": asks_start, "asks_stage": asks_stage, "sources": sources}

    @property
    def _asks_start(self) -> bool:
        """Whether the start alone keeps the month of signature from being named."""
        return STARTED in self._brief.missing and self._brief.segment is not Segment.BOTH

    def blanks(self) -> dict[str, str]:
        """What the deal tells for the blanks of a play's message, by their names."""
        stage, signature = self._rules.stages.get(self._brief.deal.stage or ""), self._brief.signature
        told = {part.id: self._told(part) for part in self._brief.reasons}
        if stage is not None:
            told[STAGE] = stage.name[self._language]
        if signature is not None and signature.first == signature.last:
            told[SIGNATURE] = self._month(signature.first)
        filled = ((told[fact], blanks) for fact, blanks in self._rules.blanks.items() if fact in told)
        return {blank: words for words, blanks in filled for blank in blanks.get(self._language, ())}

    def new(self, told: Deal) -> list[str]:
        """What a message added to the brief or said otherwise, in the words of the first line."""
        counted = {**told.answers.known, **dict.fromkeys(told.answers.signs)}
        parts = [self._told(part) for part in self._brief.assessment.market.contributions if part.id in counted]
        return [*parts, *self._course(told)]

    def _course(self, deal: Deal) -> list[str]:
        """When a deal began, and how far it is."""
        stage = self._rules.stages.get(deal.stage or "")
        months = ((STARTED, deal.started), (CLOSES, deal.closes))
        told = [self._fact(name, self._month(month)) for name, month in months if month is not None]
        return told if stage is None else [*told, self._fact(STAGE, stage.name[self._language])]

    def _facts(self) -> list[str]:
        """What was told: what speaks for the side, the start and the stage."""
        segment, known = self._brief.segment, {part.id for part in self._brief.reasons}
        counted = [part for part in self._brief.reasons if segment is Segment.BOTH or part.side is segment]
        told = [self._told(part) for part in counted if self._unless(part.id) not in known]
        return [*told, *self._course(self._brief.deal)]

    def _told(self, part: Contribution) -> str:
        """A criterion's value in the brief's own words where it has some, else in those of the fit check; or a sign."""
        if part.id not in self._rules.facts:
            return self._fit.sentence_part(part.id, part.value, part.given)
        return self._fact(part.id, "" if part.value is None else self._fit.told(part.id, part.value, part.given))

    def _fact(self, name: str, value: str) -> str:
        fact = self._rules.facts.get(name)
        return value if fact is None else fact.told[self._language].replace(SLOT, value)

    def _unless(self, name: str) -> str | None:
        fact = self._rules.facts.get(name)
        return None if fact is None else fact.unless

    def _need(self, name: str) -> str:
        fact = self._rules.facts.get(name)
        return name if fact is None or fact.need is None else fact.need[self._language]

    def _line(self, topic: BriefTopic) -> dict[str, Any]:
        """A topic's heading and what stands under it; where there is nothing to work out, its claims do."""
        worked: dict[Shows, Callable[[], dict[str, Any]]] = {
            Shows.SIGNATURE: self._signature,
            Shows.NEXT_STAGE: self._next_stage,
            Shows.METRICS: self._metrics,
        }
        shown = worked[topic.shows]() if topic.shows in worked else {}
        kind = topic.shows if shown else Shows.CLAIMS
        claims = [] if shown else [self._claim(name) for name in topic.claims[self._brief.segment]]
        planned = self._planned() if topic.shows is Shows.SIGNATURE else {}
        fact = self._fact_of(topic)
        return {
            "heading": topic.heading[self._language],
            "kind": kind.value,
            "claims": claims,
            "fact": fact,
            "planned": planned,
            **shown,
        }

    def _fact_of(self, topic: BriefTopic) -> str:
        """What was told that the line of a topic begins with, "" where nothing was."""
        answers, name = self._brief.deal.answers, topic.fact or ""
        return self._fit.told(name, answers.known[name], answers.given.get(name)) if name in answers.known else ""

    def _planned(self) -> dict[str, Any]:
        """The month it is planned to be signed in, and by how many months that is sooner than the one reckoned, if one is."""
        closes, signature = self._brief.deal.closes, self._brief.signature
        if closes is None:
            return {}
        sooner = None if signature is None else max(closes.until(signature.first), 0)
        return {"month": self._month(closes), "sooner": sooner}

    def _signature(self) -> dict[str, Any]:
        signature = self._brief.signature
        if signature is None:
            return {}
        low, high = (write_number(end, self._language, 1) for end in signature.months)
        return {
            "first": self._month(signature.first),
            "last": "" if signature.first == signature.last else self._month(signature.last),
            "months": low if low == high else f"{low}–{high}",
            "told": signature.told,
            "overdue": signature.overdue,
        }

    def _next_stage(self) -> dict[str, Any]:
        stage = self._rules.stages.get(self._brief.next_stage or "")
        return {} if stage is None else {"stage": stage.name[self._language]}

    def _metrics(self) -> dict[str, Any]:
        metrics = self._rules.metrics.get(self._brief.segment, ())
        return {"metrics": [self._knowledge.cited(metric).title[self._language] for metric in metrics]} if metrics else {}

    def _questions(self) -> list[str]:
        """The first questions of the play that fits, for the side; where it is open, of the side that has some."""
        sides = self._knowledge.cited_play(self._brief.ask).sides
        side = sides.get(self._brief.segment) or next(iter(sides.values()))
        return [self._filled(text[self._language]) for text in side.ask[: self._rules.most_questions]]

    def _sources(self) -> list[str]:
        """The sources of what is told: of the topics' claims, and of the play the questions are from."""
        named = [self._knowledge.claim(name).source for topic in self._brief.topics for name in self._claims_of(topic)]
        named.append(self._knowledge.cited_play(self._brief.ask).source)
        return list(dict.fromkeys(name.partition(".")[0] for name in named))

    def _claims_of(self, topic: str) -> tuple[str, ...]:
        return self._rules.topics[topic].claims[self._brief.segment]

    def _claim(self, name: str) -> str:
        return self._filled(self._knowledge.claim(name).text[self._language])

    def _filled(self, text: str) -> str:
        return fill_figures(text, self._knowledge, self._language)

    def _month(self, month: Month) -> str:
        return write_month(month.first_day, self._language)
