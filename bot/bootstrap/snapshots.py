"""Makes snapshots: the built-in knowledge, layers on top, and what is learnt of both."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import fields
from itertools import count
from pathlib import Path

from bot.advisor.ports import LearntStore
from bot.bootstrap.prepared import built_in, reader_of
from bot.domain.knowledge import KnowledgeBase
from bot.domain.layer import Layer, merged
from bot.knowledge.snapshot import Contents, Snapshot
from bot.knowledge.trained import STALE

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
    the built-in knowledge is, ready made, and its phrases, ready to be learnt beside new ones; None keeps nothing.
    quiet: whoever calls tells what is left out.
    Raises KnowledgeError or ModelError where the knowledge below cannot be used, or a folder is not there.
    """
    base = built_in(folder, cache)
    knowledge, read = _laid_over(base.knowledge, layers)
    if not quiet:
        _tell(read)
    if base.model.fingerprint != base.state:
        logger.warning(STALE, folder)
    model, reader = base.model, base.reader
    if read:
        from bot.knowledge.learnt import learnt

        model = learnt(folder, read, base.lexicons, kept, cache)
        if model is not base.model:
            reader = reader_of(base.lexicons, model, base.metrics, base.fit, base.brief)
    contents = {one.name: getattr(base, one.name) for one in fields(Contents)}
    contents |= {"knowledge": knowledge, "model": model, "reader": reader}
    return Snapshot(number=next(_numbers), folder=folder, layers=read, **contents)


def _tell(layers: Sequence[Layer]) -> None:
    for problem in (problem for layer in layers for problem in layer.problems):
        logger.warning("Left out: %s", problem)


def knowledge_of(
    folder: Path, layers: Sequence[Path | Layer] = (), cache: Path | None = None
) -> tuple[KnowledgeBase, tuple[Layer, ...]]:
    """Return the knowledge of a whole folder with layers on top, and the layers as they were read; nothing is learnt.

    `cache` is the folder where the built-in knowledge is, ready made; None keeps nothing.
    """
    return _laid_over(built_in(folder, cache).knowledge, layers)


def _laid_over(base: KnowledgeBase, layers: Sequence[Path | Layer]) -> tuple[KnowledgeBase, tuple[Layer, ...]]:
    read: list[Layer] = []
    knowledge = base
    for one in layers:
        layer = one if isinstance(one, Layer) else _read(one, knowledge)
        knowledge = merged(knowledge, [layer])
        read.append(layer)
    return knowledge, tuple(read)


def _read(folder: Path, below: KnowledgeBase) -> Layer:
    from bot.knowledge.team_folder import read_layer

    return read_layer(folder, below)
