"""What layers add to a trained model as a file of its own: small, and quick to write and to read beside the model itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.matching.added_topics import SHARED, AddedTopics
from bot.matching.model import LeftOut, LinearModel, TrainedModel
from bot.matching.model_blocks import Blocks
from bot.matching.model_file import linear_data, linear_of, read_file, vocabulary_data, vocabulary_of, write_file


def save_added(path: Path, model: TrainedModel, built_in: TrainedModel) -> None:
    """Write what a model has more than the built-in one it was learnt beside, whole or not at all."""
    blocks: list[bytes] = []
    words = {word: counts for word, counts in model.vocabulary.items() if built_in.vocabulary.get(word) != counts}
    data = {
        "fingerprint": model.fingerprint,
        "vocabulary": vocabulary_data(words, blocks),
        "bias": list(model.topics.bias),
        "added": None if model.added is None else linear_data(model.added.own, blocks) | {"fresh": model.added.fresh},
        "left_out": {topic: [one.share, one.missed] for topic, one in model.left_out.items()},
    }
    write_file(path, data, blocks)


def load_added(path: Path, built_in: TrainedModel) -> TrainedModel:
    """Read what `save_added` wrote beside the same built-in model, whose weights are shared.

    Raises ModelError where the file is missing, damaged, or of another format.
    """

    def made_of(data: Mapping[str, Any], blocks: Blocks) -> TrainedModel:
        words = vocabulary_of(data["vocabulary"], blocks)
        if len(data["bias"]) != len(built_in.topics.classes):
            raise ValueError("sizes differ")
        topics = replace(built_in.topics, bias=data["bias"])
        return replace(
            built_in,
            fingerprint=data["fingerprint"],
            vocabulary=dict(sorted({**built_in.vocabulary, **words}.items())) if words else built_in.vocabulary,
            topics=topics,
            added=None if data["added"] is None else _added_of(data["added"], topics, blocks),
            left_out={topic: LeftOut(share, tuple(missed)) for topic, (share, missed) in data["left_out"].items()},
        )

    return read_file(path, made_of)


def _added_of(data: Mapping[str, Any], base: LinearModel, blocks: Blocks) -> AddedTopics:
    own, fresh = linear_of(data, blocks), data["fresh"]
    if own.classes[-1:] != (SHARED,) or not own.fields.keys() <= base.fields.keys():
        raise ValueError("what is added does not fit")
    if not set(own.classes[fresh:-1]) <= set(base.classes) or set(own.classes[:fresh]) & set(base.classes):
        raise ValueError("what is added does not fit")
    return AddedTopics(base, own, fresh)
