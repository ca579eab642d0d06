"""The composition root: the one place that builds everything and hands it over.

What answers stands here; what Slack and the database add stands in `bot.bootstrap.slack`, so that the terminal loads neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from bot.advisor.advisor import Advisor
from bot.advisor.brief.composing import BriefComposer
from bot.advisor.brief.reading import BriefReader
from bot.advisor.brief.task import BriefTask
from bot.advisor.calculators import Calculators
from bot.advisor.calculators.task import CalculatorTask
from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.task import FitTask
from bot.advisor.gap_queue import GapQueue
from bot.advisor.gap_words import GapReader
from bot.advisor.memory import memory_stores
from bot.advisor.overview import OverviewTask
from bot.advisor.ports import GapStore, Stores
from bot.advisor.tasks import Task, Tasks
from bot.bootstrap.snapshots import knowledge_of, make_snapshot
from bot.domain.audience import Spot
from bot.domain.clock import Clock, utc_now
from bot.domain.knowledge import KnowledgeBase
from bot.domain.layer import at_spot
from bot.knowledge.learnt_folder import LearntFolder
from bot.knowledge.location import find_knowledge
from bot.knowledge.snapshot import Snapshot
from bot.language.reader import Reader
from bot.language.remembered import MOST
from bot.matching.matcher import Matcher
from bot.rendering.renderer import Renderer


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Everything that answers, whatever the surface."""

    snapshot: Snapshot
    knowledge: KnowledgeBase
    reader: Reader
    matcher: Matcher
    advisor: Advisor
    tasks: Tasks
    calculators: Calculators
    fit: FitCheck
    renderer: Renderer
    stores: Stores
    brief: BriefTask | None
    overview: OverviewTask | None
    clock: Clock

    def over(self, stores: Stores) -> Answering:
        """Return the same with a memory of its own; knowledge, model and what reads them are shared."""
        return replace(self, stores=stores, advisor=self.advisor.over(stores.conversations))

    def at(self, spot: Spot) -> Answering:
        """Return the same without what may not be told at a spot: not answered, not named, and in the way of nothing."""
        knowledge = at_spot(self.knowledge, spot)
        matcher = self.matcher.without(self.knowledge.topics.keys() - knowledge.topics.keys())
        base = _Base(self.snapshot, knowledge, matcher, self.calculators, self.fit)
        return _answering(base, self.stores, self.clock)


__all__ = ["Answering", "answering_over", "build_answering", "build_matcher", "knowledge_of", "make_snapshot"]


def build_matcher(
    folder: Path,
    books: Mapping[str, Mapping[str, Iterable[str]]] | None = None,
    *,
    most: int = MOST,
    cued: tuple[str, ...] = ("",),
) -> Matcher:
    """Build the matcher of a whole knowledge folder with its reader of messages; warns where phrases are newer than the model.

    `books` are the phrases that tasks look for; `most` and `cued` as the reader of messages takes them. Raises KnowledgeError or
    ModelError.
    """
    from bot.knowledge.learnt import load_built_in
    from bot.knowledge.lexicon import load_lexicons

    model = load_built_in(folder)
    return Matcher(Reader(load_lexicons(folder), model.vocabulary, books, most=most, cued=cued), model)


def build_answering(
    knowledge: Path | None = None,
    stores: Stores | None = None,
    clock: Clock = utc_now,
    *,
    layers: Sequence[Path] = (),
    cache: Path | None = None,
) -> Answering:
    """Build the advisor over a whole knowledge folder (None: the one that comes with the product) with layers on top.

    See `make_snapshot` for `layers`, `answering_over` for the rest; `cache` is the folder for what is learnt, None keeps nothing.
    """
    return answering_over(make_snapshot(find_knowledge(knowledge), layers, kept=LearntFolder(cache), cache=cache), stores, clock)


def answering_over(snapshot: Snapshot, stores: Stores | None = None, clock: Clock = utc_now) -> Answering:
    """Build the advisor over a snapshot and stores (None: in memory).

    `clock` tells what day it is, by which briefs reckon.
    """
    reader = snapshot.reader
    matcher = Matcher(reader, snapshot.model, written=_written(snapshot, reader))
    calculators = Calculators(snapshot.metrics, matcher.reader)
    base = _Base(snapshot, snapshot.knowledge, matcher, calculators, FitCheck(snapshot.fit, matcher.reader))
    return _answering(base, stores or memory_stores(), clock)


def _written(snapshot: Snapshot, reader: Reader) -> dict[tuple[str, ...], str]:
    """The questions that layers hold, each with its topic: the uppermost layer's; none of one that holds it for two topics."""
    found: dict[tuple[str, ...], str] = {}
    for layer in snapshot.layers:
        own: dict[tuple[str, ...], set[str]] = {}
        for phrase in layer.phrases:
            own.setdefault(tuple(reader.split(phrase.text)), set()).add(phrase.topic)
        found |= {words: "" if len(topics) > 1 else min(topics) for words, topics in own.items()}
    return found


class _Base(NamedTuple):
    """What an advisor is built on: a snapshot, what of its knowledge may be told, and what reads messages."""

    snapshot: Snapshot
    knowledge: KnowledgeBase
    matcher: Matcher
    calculators: Calculators
    fit: FitCheck


def _answering(on: _Base, stores: Stores, clock: Clock) -> Answering:
    snapshot, base, matcher, calculators, fit = on
    briefs, overview = snapshot.brief, snapshot.overview
    reader = None if briefs is None else BriefReader(briefs, fit)
    brief = None if briefs is None or reader is None else BriefTask(BriefComposer(briefs, fit, base), reader, clock)
    table = None if overview is None or reader is None else OverviewTask(overview, reader)
    named: list[Task] = [task for task in (brief, table) if task is not None]
    tasks = Tasks((*named, CalculatorTask(calculators, base.topics), FitTask(fit, base.topics)))
    renderer = Renderer(base, snapshot.templates, snapshot.labels, fit.model, overview, code=snapshot.code)
    return Answering(
        snapshot=snapshot,
        knowledge=base,
        reader=matcher.reader,
        matcher=matcher,
        advisor=_advisor(base, matcher, tasks, renderer, stores),
        tasks=tasks,
        calculators=calculators,
        fit=fit,
        renderer=renderer,
        stores=stores,
        brief=brief,
        overview=table,
        clock=clock,
    )


def build_gap_queue(answering: Answering, store: GapStore, clock: Clock = utc_now) -> GapQueue:
    """Build the queue of what was asked in vain, over a store."""
    reader = GapReader(answering.reader, answering.matcher.vocabulary)
    return GapQueue(store, reader, topics=answering.knowledge.subjects, clock=clock)


def _advisor(knowledge: KnowledgeBase, matcher: Matcher, tasks: Tasks, renderer: Renderer, stores: Stores) -> Advisor:
    return Advisor(knowledge=knowledge, matcher=matcher, conversations=stores.conversations, tasks=tasks, adds=renderer.adds)
