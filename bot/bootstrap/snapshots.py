"""Makes snapshots: the built-in knowledge, layers on top, and what is learnt of both."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from bot.advisor.ports import LearntStore
from bot.domain.knowledge import KnowledgeBase
from bot.domain.layer import Layer, merged
from bot.knowledge.brief import load_brief
from bot.knowledge.fit import load_fit
from bot.knowledge.labels import load_labels
from bot.knowledge.learnt import learnt
from bot.knowledge.lexicon import load_lexicons
from bot.knowledge.loader import load_knowledge
from bot.knowledge.metrics import load_metrics
from bot.knowledge.overview import load_overview
from bot.knowledge.snapshot import Snapshot
from bot.knowledge.team_folder import read_layer
from bot.knowledge.templates import load_templates

logger = logging.getLogger(__name__)

_numbers = count(1)


def make_snapshot(
    folder: Path,
    layers: Sequence[Path | Layer] = (),
    *,
    kept: LearntStore | None = None,
    cache: Path | None = None,
    quiet: bool = False,
) -> Snapshot:
    """Return a snapshot of a whole knowledge folder with layers on top, the uppermost last, and log what of them is left out.

    layers: folders, or layers that come from elsewhere. kept: where what was learnt of layers is kept; cache: the folder where
    the built-in phrases are, ready to be learnt beside new ones; None keeps nothing.
    quiet: whoever calls tells what is left out.
    Raises KnowledgeError or ModelError where the knowledge below cannot be used, or a folder is not there.
    """
    base = load_knowledge(folder)
    knowledge, read = _laid_over(base, layers)
    if not quiet:
        _tell(read)
    lexicons = load_lexicons(folder)
    return Snapshot(
        number=next(_numbers),
        folder=folder,
        layers=read,
        knowledge=knowledge,
        lexicons=lexicons,
        model=learnt(folder, read, lexicons, kept, cache),
        labels=load_labels(folder),
        templates=load_templates(folder, base.languages),
        metrics=load_metrics(folder),
        fit=load_fit(folder, base),
        brief=load_brief(folder, base),
        overview=load_overview(folder, base),
    )


def _tell(layers: Sequence[Layer]) -> None:
    for problem in (problem for layer in layers for problem in layer.problems):
        logger.warning("Left out: %s", problem)


def knowledge_of(folder: Path, layers: Sequence[Path | Layer] = ()) -> tuple[KnowledgeBase, tuple[Layer, ...]]:
    """Return the knowledge of a whole folder with layers on top, and the layers as they were read; nothing is learnt."""
    return _laid_over(load_knowledge(folder), layers)


def _laid_over(base: KnowledgeBase, layers: Sequence[Path | Layer]) -> tuple[KnowledgeBase, tuple[Layer, ...]]:
    read: list[Layer] = []
    knowledge = base
    for one in layers:
        layer = one if isinstance(one, Layer) else read_layer(one, knowledge)
        knowledge = merged(knowledge, [layer])
        read.append(layer)
    return knowledge, tuple(read)
