"""The snapshot: everything one answer is made from, of one moment, never changed and replaced whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.domain.brief import BriefRules
from bot.domain.fit_model import FitModel
from bot.domain.knowledge import KnowledgeBase
from bot.domain.language import Language
from bot.domain.layer import Layer
from bot.domain.metric import Metric
from bot.domain.overview import Overview
from bot.errors import Problem
from bot.language.lexicon import Lexicon
from bot.language.reader import Reader
from bot.matching.model import Thresholds, TrainedModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What answers are made from, and what reads messages by it: of a whole knowledge folder, with layers on top or without.

    labels, templates: the words of each language, by name. code: the templates compiled, by names that are their renderer's
    own; it adds what it has to compile, for whoever renders next.
    """

    knowledge: KnowledgeBase
    lexicons: tuple[Lexicon, ...]
    reader: Reader
    model: TrainedModel
    labels: Mapping[Language, Mapping[str, str]]
    templates: Mapping[Language, Mapping[str, str]]
    code: Mapping[Language, dict[str, bytes]]
    metrics: Mapping[str, Metric]
    fit: FitModel
    brief: BriefRules | None
    overview: Overview | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot(Contents):
    """The built-in knowledge with all layers on top, and what was learnt from the phrases of all.

    `number` tells snapshots of one process apart, the newest has the highest. `folder` is the built-in knowledge's. `problems`
    tell what of the layers is left out.
    """

    number: int
    folder: Path
    layers: tuple[Layer, ...]

    @property
    def thresholds(self) -> Thresholds:
        """Where decisions fall."""
        return self.model.thresholds

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What of the layers is left out, and why."""
        return tuple(problem for layer in self.layers for problem in layer.problems)
