"""How each of the linear models is made: which fields it weighs, and how it is learnt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.matching.softmax import PASSES, RATE


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one model is made.

    weights: the length of each field. rarest: features standing in fewer phrases are left out, they would be learnt by heart.
    smallest_effect: weights that move the score of a message of ordinary length by less, against what the feature means to
    most classes, are dropped: most of them. naive_bayes: the share of naive Bayes added to the softmax, and the sign that
    classes are raised for having few phrases. balance: the power of (mean count / class count) that a phrase counts by.
    rate: the length of a step of learning.
    even: whether a feature counts alike in short and long messages.
    passes: how often a fit looks at each row.
    """

    weights: Mapping[str, float]
    rarest: Mapping[str, int]
    smallest_effect: float
    naive_bayes: float = 0.0
    balance: float = 0.5
    rate: float = RATE
    even: bool = False
    passes: int = PASSES


TOPICS = Recipe(
    {"word": 1.0, "pair": 0.6, "concept": 0.5, "gram": 0.3, "side": 0.3},
    {"pair": 2, "gram": 3},
    0.2,
    naive_bayes=0.5,
    passes=3,
)
SIDES = Recipe({"word": 0.5, "pair": 0.5, "concept": 0.3, "side": 2.0}, {"pair": 3}, 0.4)
WANTS = Recipe(
    {"word": 1.0, "pair": 0.8, "concept": 0.3, "edge": 0.6, "cue": 0.7},
    {"pair": 2, "edge": 2},
    0.2,
    balance=0.8,
    rate=0.3,
    even=True,
)
"""Chosen on sentences of other hands; those that are matched as well with fewer features have fewer, for memory's sake.
Pieces of words tell topics apart in spite of spelling; at a weight of 0.5 mean log loss is 0.153, of 0.35 0.143, of 0.15 0.133,
and from there on fewer sentences are found. But a side has names of its own: with them the wrong side was shown for 4
of 100 sentences that name one, without them for none.
A part of a play is asked for in a few words, often at the end of a long story: without `even`, the frame and its short steps of
learning three in a hundred more were not heard (85.4 and 88.5 of 100 lines in English and Indonesian that six authors left out of
the learning asked for a part with, against 89.0 and 92.1), and of 100 who asked for none 15 and 14 saw a part (14 and 13).
Topics are learnt in three passes: four find 96.6 of 100, and the mean of three fits 96.7, as one does, in twice the time.
Naive Bayes is for topics, which may have few phrases: with it, topics cut to 23 phrases a language were found first for 72 of
100 questions instead of 47. Sides and wants have thousands, and most messages name none; there it only makes "none" too sure.
"""

SHARPNESS = 4 / 3
"""What all weights are multiplied by: dropout leaves the softmax unsure, and the rules for conversations want clear shares."""
