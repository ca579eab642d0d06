"""The composition root: the one place that builds everything and hands it over.

What answers stands here; what Slack and the database add stands in `bot.bootstrap.slack`, so that the terminal loads neither.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.advisor.advisor import Advisor
from bot.advisor.brief.composing import BriefComposer
from bot.advisor.brief.reading import BOOK as BRIEF
from bot.advisor.brief.reading import BriefReader
from bot.advisor.brief.task import BriefTask
from bot.advisor.calculators import Calculators
from bot.advisor.calculators.cues import BOOK as SUMS
from bot.advisor.calculators.cues import phrases_of
from bot.advisor.calculators.task import CalculatorTask
from bot.advisor.fit.check import FitCheck
from bot.advisor.fit.reading.cues import BOOK as FIT
from bot.advisor.fit.task import FitTask
from bot.advisor.memory import memory_stores
from bot.advisor.overview import OverviewTask
from bot.advisor.ports import Stores
from bot.advisor.tasks import Task, Tasks
from bot.domain.clock import Clock, utc_now
from bot.domain.knowledge import KnowledgeBase
from bot.knowledge.brief import load_brief
from bot.knowledge.fingerprint import fingerprint
from bot.knowledge.fit import load_fit
from bot.knowledge.labels import load_labels
from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.loader import load_knowledge
from bot.knowledge.location import find_knowledge
from bot.knowledge.metrics import load_metrics
from bot.knowledge.overview import load_overview
from bot.knowledge.trained import MODEL_FILE
from bot.language.reader import Reader
from bot.matching.matcher import Matcher
from bot.matching.model_file import load_model
from bot.rendering.renderer import Renderer

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Everything that answers, whatever the surface."""

    folder: Path
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

    def over(self, stores: Stores) -> Answering:
        """Return the same with a memory of its own; knowledge, model and what reads them are shared."""
        return replace(self, stores=stores, advisor=_advisor(self.knowledge, self.matcher, self.tasks, self.renderer, stores))


def build_matcher(folder: Path, books: Mapping[str, Mapping[str, Iterable[str]]] | None = None) -> Matcher:
    """Build the matcher of a knowledge folder with its reader of messages; warns where phrases are newer than the model.

    `books` are the phrases that tasks look for. Raises KnowledgeError or ModelError.
    """
    model = load_model(folder / MODEL_FILE)
    if model.fingerprint != fingerprint(folder):
        what = "The phrases in %s, or the code that reads them, changed since the model was trained. Run `sales-advisor train`."
        logger.warning(what, folder)
    return Matcher(Reader(load_lexicons(folder), model.vocabulary, books), model)


def build_answering(knowledge: Path | None = None, stores: Stores | None = None, clock: Clock = utc_now) -> Answering:
    """Build the advisor over a knowledge folder (None: the one that comes with the product) and stores (None: in memory).

    `clock` tells what day it is, by which briefs reckon.
    """
    folder = find_knowledge(knowledge)
    base = load_knowledge(folder)
    metrics, rules = load_metrics(folder), load_fit(folder, base)
    briefs, overview = load_brief(folder, base), load_overview(folder, base)
    books = {SUMS: phrases_of(metrics), FIT: rules.cues} | ({} if briefs is None else {BRIEF: briefs.cues})
    matcher = build_matcher(folder, books)
    kept = stores or memory_stores()
    calculators = Calculators(metrics, matcher.reader)
    fit = FitCheck(rules, matcher.reader)
    reader = None if briefs is None else BriefReader(briefs, fit)
    brief = None if briefs is None or reader is None else BriefTask(BriefComposer(briefs, fit, base), reader, clock)
    table = None if overview is None or reader is None else OverviewTask(overview, reader)
    named: list[Task] = [task for task in (brief, table) if task is not None]
    tasks = Tasks((*named, CalculatorTask(calculators, base.topics), FitTask(fit, base.topics)))
    renderer = Renderer(base, folder, load_labels(folder), fit.model, overview)
    return Answering(
        folder=folder,
        knowledge=base,
        reader=matcher.reader,
        matcher=matcher,
        advisor=_advisor(base, matcher, tasks, renderer, kept),
        tasks=tasks,
        calculators=calculators,
        fit=fit,
        renderer=renderer,
        stores=kept,
        brief=brief,
        overview=table,
    )


def _advisor(knowledge: KnowledgeBase, matcher: Matcher, tasks: Tasks, renderer: Renderer, stores: Stores) -> Advisor:
    return Advisor(knowledge=knowledge, matcher=matcher, conversations=stores.conversations, tasks=tasks, adds=renderer.adds)
