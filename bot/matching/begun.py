"""What tells whether an added topic is the right one: it was begun with a few phrases, and its words are all it has."""

from __future__ import annotations

import math

from bot.matching.added_topics import AddedTopics
from bot.matching.model import TrainedModel
from bot.matching.reading import Reading
from bot.matching.signals import SIGNALS, Ranked, signals

FIELDS = ("word", "pair", "concept", "gram")
KNOWN = ("best", "none", "score gap", "none gap", "margin")
"""Signals of the trained model alone: what it makes of a message tells whether it needs a new topic at all."""

BEGUN_SIGNALS = (
    *SIGNALS,
    *(f"{kind} {field}" for field in FIELDS for kind in ("backed", "backing", "strongest", "said")),
    *(f"known {name}" for name in KNOWN),
    "known sure",
)
"""The names of the signals; see `begun_signals`."""


def begun_signals(reading: Reading, model: TrainedModel, added: AddedTopics, ranked: Ranked, known: Ranked) -> dict[str, float]:
    """Return the signals of a message whose first topic is an added one.

    ranked: what is made of it with what was added; known: without.
    """
    topic = ranked.topics[0][0]
    place = added.classes.index(topic)
    before = signals(reading, added.base, known)
    found = signals(reading, added, ranked)
    found |= {f"known {name}": before[name] for name in KNOWN}
    found["known sure"] = math.log(max(model.sure.probability(before), 1e-6))
    for name in FIELDS:
        found |= _field_signals(reading.features[name], name, added, topic) | {f"said {name}": ranked.scores.apart[name][place]}
    return found


def _field_signals(features: frozenset[str], name: str, added: AddedTopics, topic: str) -> dict[str, float]:
    """How many features of a field speak for the topic, and how strongly the strongest does."""
    points = [added.share(name, feature, topic) for feature in features]
    backing = sum(one > 0 for one in points)
    return {
        f"backed {name}": backing / (len(points) or 1),
        f"backing {name}": float(backing),
        f"strongest {name}": max(points, default=0.0),
    }
