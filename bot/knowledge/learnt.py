"""The model of the built-in knowledge with layers on top: learnt at once, kept by the stamp of all it was learnt from."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bot.advisor.ports import LearntStore
from bot.domain.layer import Layer
from bot.errors import ModelError
from bot.knowledge.feature_code import code_of
from bot.knowledge.fingerprint import fingerprint
from bot.knowledge.phrase_cache import PhraseCache
from bot.knowledge.trained import MODEL_FILE, STALE, built_in_model
from bot.knowledge.training_data import sample_of
from bot.knowledge.unchanged import read_once
from bot.language.lexicon import Lexicon
from bot.matching.added_file import added_bytes, with_kept
from bot.matching.aside import Aside
from bot.matching.model import TrainedModel
from bot.matching.samples import Sample

logger = logging.getLogger(__name__)

LEARNER = "matching.added"
"""The module that learns what layers add; what it imports decides what is learnt, too."""

_phrases = PhraseCache()


def load_built_in(folder: Path) -> TrainedModel:
    """Return the model of a built-in knowledge folder; warns where phrases are newer than it. Raises ModelError."""
    model, state = built_in_model(folder)
    if model.fingerprint != state:
        logger.warning(STALE, folder)
    return model


def learnt(
    folder: Path, layers: Sequence[Layer], lexicons: Sequence[Lexicon], kept: LearntStore | None = None, cache: Path | None = None
) -> TrainedModel:
    """Return the model of a built-in knowledge folder that also knows what layers add, and no longer what they hide.

    `kept` is where what was learnt is kept, and `cache` the folder where the built-in phrases are, ready to be learnt beside new
    ones; None keeps none. Without layers nothing is learnt, and nothing loaded that learns.
    """
    changes = _changes(layers)
    if not any(changes):
        return load_built_in(folder)
    stamp = _stamp(folder, changes)
    found = None if kept is None else model_kept(folder, stamp, kept)
    if found is not None:
        return found
    from bot.matching.added import with_added  # noqa: PLC0415 (NumPy is loaded for learning alone)

    base = load_built_in(folder)
    known = _phrases.get(folder, _stand_of(folder), base, lexicons, cache) if changes.new else None
    model = with_added(base, lexicons, known, changes.new, hidden=changes.hidden, fingerprint=stamp)
    if kept is not None:
        kept.keep(stamp=stamp, content=added_bytes(model, base))
    if cache is not None:
        _phrases.keep(cache)
    return model


def model_kept(folder: Path, stamp: str, kept: LearntStore) -> TrainedModel | None:
    """Return the model that is kept by a stamp; None where there is none, or none that can be used, which is told once."""
    content = kept.find(stamp=stamp)
    try:
        return None if content is None else with_kept(content, load_built_in(folder), stamp)
    except ModelError as error:
        logger.warning("What was learnt cannot be used (%s): it is learnt again.", error)
        kept.forget(stamp=stamp)
        return None


def set_aside(folder: Path, layers: Sequence[Layer], lexicons: Sequence[Lexicon], cache: Path | None = None) -> list[Aside]:
    """Return the built-in lines out of scope that ask for what layers have written, and are not learnt as such any more."""
    from bot.matching.added import lines_set_aside  # noqa: PLC0415

    model = load_built_in(folder)
    known = _phrases.get(folder, _stand_of(folder), model, lexicons, cache)
    return lines_set_aside(model, lexicons, known, [sample for layer in layers for sample in samples_of(layer)])


class _Changes(NamedTuple):
    """What layers change: what is new to learn, and the ids that are hidden."""

    new: tuple[Sample, ...]
    hidden: tuple[str, ...]


def samples_of(layer: Layer) -> list[Sample]:
    """Return what a layer teaches: its phrases, and the title and answer of each topic, which hold its most telling words."""
    found = [sample_of(phrase) for phrase in layer.phrases]
    for topic in layer.topics.values():
        texts = [topic.title, *topic.answers.values()]
        for language in topic.languages or tuple(topic.title):
            found += [Sample(language, topic.id, "", text[language]) for text in texts]
    return found


def stamp_of(folder: Path, layers: Sequence[Layer]) -> str:
    """Return what the model of these layers is kept by, "" where there is nothing to learn."""
    changes = _changes(layers)
    return _stamp(folder, changes) if any(changes) else ""


def _changes(layers: Sequence[Layer]) -> _Changes:
    return _Changes(
        tuple(sample for layer in layers for sample in samples_of(layer)),
        tuple(sorted(frozenset().union(*(layer.disabled for layer in layers)) - _shown(layers))),
    )


def _shown(layers: Sequence[Layer]) -> frozenset[str]:
    return frozenset(topic for layer in layers for topic in layer.topics)


def _stamp(folder: Path, changes: _Changes) -> str:
    """What a model is kept by: the SHA-256 over all that it is learnt from, the code that learns it among that."""
    return hashlib.sha256(f"{_stand_of(folder)}\n{changes!r}".encode()).hexdigest()[:32]


@read_once
def _stand_of(folder: Path) -> str:
    """The name of what all learning begins with: the built-in model, its phrases, and the code that learns."""
    digest = hashlib.sha256((folder / MODEL_FILE).read_bytes() if (folder / MODEL_FILE).is_file() else b"")
    digest.update(fingerprint(folder).encode())
    for name, content in sorted(code_of(LEARNER).items()):
        digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()[:32]
