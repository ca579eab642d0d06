"""The model of the built-in knowledge with layers on top: learnt at once, kept in a cache by all it was learnt from."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bot.domain.layer import Layer
from bot.errors import ModelError
from bot.knowledge.cached_files import keep
from bot.knowledge.feature_code import code_of
from bot.knowledge.fingerprint import fingerprint
from bot.knowledge.phrase_cache import PhraseCache
from bot.knowledge.trained import MODEL_FILE
from bot.knowledge.training_data import sample_of
from bot.knowledge.unchanged import read_once
from bot.language.lexicon import Lexicon
from bot.matching.added_file import load_added, save_added
from bot.matching.aside import Aside
from bot.matching.model import TrainedModel
from bot.matching.model_file import load_model
from bot.matching.samples import Sample

logger = logging.getLogger(__name__)

LEARNER = "matching.added"
"""The module that learns what layers add; what it imports decides what is learnt, too."""

KEPT = 20
"""Models kept in the cache, the newest: what each adds to the built-in one."""

_phrases = PhraseCache()


def load_built_in(folder: Path) -> TrainedModel:
    """Return the model of a built-in knowledge folder; warns where phrases are newer than it. Raises ModelError."""
    model, state = _built_in(folder)
    if model.fingerprint != state:
        what = "The phrases in %s, or the code that reads them, changed since the model was trained. Run `sales-advisor train`."
        logger.warning(what, folder)
    return model


@read_once
def _built_in(folder: Path) -> tuple[TrainedModel, str]:
    """The model, and the fingerprint of the folder as it stands."""
    return load_model(folder / MODEL_FILE), fingerprint(folder)


def learnt(folder: Path, layers: Sequence[Layer], lexicons: Sequence[Lexicon], cache: Path | None = None) -> TrainedModel:
    """Return the model of a built-in knowledge folder that also knows what layers add, and no longer what they hide.

    `cache` is the folder of learnt models, None to keep none. Without layers nothing is learnt, and nothing loaded that learns.
    """
    changes = _changes(layers)
    if not any(changes):
        return load_built_in(folder)
    name, built_in = _name(folder, changes), load_built_in(folder)
    found = _kept(cache, name, built_in)
    if found is not None:
        return found
    from bot.matching.added import with_added  # noqa: PLC0415 (NumPy is loaded for learning alone)

    known = _phrases.get(folder, _stand_of(folder), built_in, lexicons, cache) if changes.new else None
    model = with_added(built_in, lexicons, known, changes.new, hidden=changes.hidden, fingerprint=name)
    if cache is not None:
        keep(cache / f"{name}.gz", lambda path: save_added(path, model, built_in), KEPT)
        _phrases.keep(cache)
    return model


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


def is_kept(folder: Path, layers: Sequence[Layer], cache: Path) -> bool:
    """Whether nothing needs to be learnt: the cache has it, or there is nothing that layers change."""
    changes = _changes(layers)
    return not any(changes) or (cache / f"{_name(folder, changes)}.gz").is_file()


def _changes(layers: Sequence[Layer]) -> _Changes:
    return _Changes(
        tuple(sample for layer in layers for sample in samples_of(layer)),
        tuple(sorted(frozenset().union(*(layer.disabled for layer in layers)) - _shown(layers))),
    )


def _shown(layers: Sequence[Layer]) -> frozenset[str]:
    return frozenset(topic for layer in layers for topic in layer.topics)


def _name(folder: Path, changes: _Changes) -> str:
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


def _kept(cache: Path | None, name: str, built_in: TrainedModel) -> TrainedModel | None:
    """The model kept by a name; None where there is none, or none that can be read."""
    try:
        model = None if cache is None else load_added(cache / f"{name}.gz", built_in)
    except ModelError:
        return None
    return model if model is not None and model.fingerprint == name else None
