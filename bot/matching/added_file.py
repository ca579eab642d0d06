"""What was learnt of layers as bytes: only what it adds to a trained model, so that a few topics take some hundred kilobytes."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.errors import ModelError
from bot.matching.added_topics import SHARED, AddedTopics
from bot.matching.model import LeftOut, LinearModel, TrainedModel
from bot.matching.model_blocks import Blocks
from bot.matching.model_file import (
    UNREADABLE,
    linear_data,
    linear_of,
    packed,
    unpacked,
    vocabulary_data,
    vocabulary_of,
)

FORMAT = 2
"""Version of this format; what is of another one is learnt anew."""

EFFORT = 1
"""How hard gzip tries: while somebody waits, bytes a tenth more are better."""


def added_bytes(model: TrainedModel, base: TrainedModel) -> bytes:
    """Return what `model` has beside the trained model it was learnt on; the same give the same bytes."""
    blocks: list[bytes] = []
    words = {word: counts for word, counts in model.vocabulary.items() if base.vocabulary.get(word) != counts}
    header = {
        "format": FORMAT,
        "fingerprint": model.fingerprint,
        "vocabulary": vocabulary_data(words, blocks),
        "bias": list(model.topics.bias),
        "added": None if model.added is None else linear_data(model.added.own, blocks) | {"fresh": model.added.fresh},
        "phrases": {} if model.added is None else model.added.phrases,
        "left_out": {topic: [one.share, one.missed] for topic, one in model.left_out.items()},
    }
    return packed(header, blocks, effort=EFFORT)


def with_kept(content: bytes, base: TrainedModel, fingerprint: str) -> TrainedModel:
    """Return a trained model with what `added_bytes` told of one learnt on it; they share all else.

    Raises ModelError where that is damaged, too large, of another format or of another fingerprint.
    """
    try:
        data, blocks = unpacked(content)
        if (data["format"], data["fingerprint"]) != (FORMAT, fingerprint):
            raise ModelError("another version wrote it, or it was learnt from other phrases")
        return _joined(data, blocks, base)
    except UNREADABLE as error:
        raise ModelError(str(error) or type(error).__name__) from error


def _joined(data: Mapping[str, Any], blocks: Blocks, base: TrainedModel) -> TrainedModel:
    words = vocabulary_of(data["vocabulary"], blocks)
    if len(data["bias"]) != len(base.topics.classes):
        raise ValueError("sizes differ")
    topics = replace(base.topics, bias=data["bias"])
    return replace(
        base,
        fingerprint=data["fingerprint"],
        vocabulary=dict(sorted({**base.vocabulary, **words}.items())),
        topics=topics,
        added=None if data["added"] is None else _added_of(data["added"], data["phrases"], topics, blocks),
        left_out={topic: LeftOut(share, tuple(missed)) for topic, (share, missed) in data["left_out"].items()},
    )


def _added_of(data: Mapping[str, Any], heard: Mapping[str, Any], base: LinearModel, blocks: Blocks) -> AddedTopics:
    own, fresh = linear_of(data, blocks), data["fresh"]
    if own.classes[-1:] != (SHARED,) or not own.fields.keys() <= base.fields.keys():
        raise ValueError("what is added does not fit")
    if not set(own.classes[fresh:-1]) <= set(base.classes) or set(own.classes[:fresh]) & set(base.classes):
        raise ValueError("what is added does not fit")
    if heard.keys() != set(own.classes[:fresh]):
        raise ValueError("what is added does not fit")
    phrases = {topic: tuple(tuple(map(sys.intern, words)) for words in phrases) for topic, phrases in heard.items()}
    return AddedTopics(base, own, fresh, phrases)
