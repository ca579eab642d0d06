"""What tells whether an added topic is the right one: it was begun with a few phrases, and its words are all it has."""

from __future__ import annotations

import math

from bot.matching.added_phrases import nearness, rarest_missing, telling
from bot.matching.added_topics import AddedTopics
from bot.matching.model import NONE
from bot.matching.reading import Reading
from bot.matching.signals import SIGNALS, Ranked, signals

FIELDS = ("word", "pair", "concept", "gram")

PHRASES = "phrases"
"""The logarithm of how many phrases the topic was begun with."""

BEGUN_SIGNALS = (
    *SIGNALS,
    *(f"{kind} {field}" for field in FIELDS for kind in ("backed", "backing", "strongest", "said")),
    "foreign",
    "foreign share",
    "near",
    "rarest missing",
    PHRASES,
)
"""The names of the signals; see `begun_signals`.

What the trained model alone makes of a message is none of them: it knows lines out of scope that ask for what a team has now
written, and is sure that nothing holds them.
"""


def begun_signals(reading: Reading, added: AddedTopics, ranked: Ranked) -> dict[str, float]:
    """Return the signals of a message whose first topic is an added one; `ranked`: what is made of it with what was added."""
    topic = ranked.topics[0][0]
    place = added.place_of(topic)
    found = signals(reading, added, ranked) | _foreign_signals(reading, added, topic) | _phrase_signals(reading, added, topic)
    for name in FIELDS:
        found |= _field_signals(reading.features[name], name, added, topic) | {f"said {name}": ranked.scores.apart[name][place]}
    return found


def _field_signals(features: frozenset[str], name: str, added: AddedTopics, topic: str) -> dict[str, float]:
    """How many features of a field speak for the topic, and how strongly the strongest does."""
    points = added.backing(name, features, topic)
    backing = sum(one > 0 for one in points)
    return {
        f"backed {name}": backing / (len(features) or 1),
        f"backing {name}": float(backing),
        f"strongest {name}": max([0.0, *points]),
    }


def _phrase_signals(reading: Reading, added: AddedTopics, topic: str) -> dict[str, float]:
    """How like the message is to the nearest phrase of the topic, 0 to 1; how rare the rarest word is that none of them has."""
    words, phrases, known = telling(reading), added.phrases.get(topic, ()), added.base.fields["word"]
    return {
        "near": nearness(words, phrases, known),
        "rarest missing": rarest_missing(words, phrases, known),
        PHRASES: math.log(len(phrases) or 1),
    }


def _foreign_signals(reading: Reading, added: AddedTopics, topic: str) -> dict[str, float]:
    """Of the words with a subject of their own, those that do not speak for the topic: their share, 0 to 1, and how strongly
    one of them tells that a message is out of scope, to the trained model. One shared word makes no question of the topic's:
    "python environment" is none about the demo environment.
    """
    content, known = frozenset(reading.content), reading.features["word"]
    stems = [term.stem for term in reading.message.terms.terms if term.low in content and term.stem in known]
    foreign = [stem for stem in stems if added.share("word", stem, topic) <= 0]
    return {
        "foreign": max((added.base.share("word", stem, NONE) for stem in foreign), default=0.0),
        "foreign share": len(foreign) / (len(stems) or 1),
    }
