"""Weighs a message with the trained model: which topics, which turn of conversation, which side, and how sure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.language import Language, Segment
from bot.domain.want import Want
from bot.matching.model import INTENT, NO_SIDE, NO_WANT, NONE, LinearModel, TrainedModel, softmax
from bot.matching.reading import Reading
from bot.matching.signals import Ranked, Ranking, signals

ALONE = frozenset({
    "greeting", "thanks", "help", "goodbye", "scold", "nod", "remark", "fit", "english", "indonesian", "browse", "yes",
})  # fmt: skip
"""Intents that make sense without a conversation before them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A message with its ranking. Probabilities are 0 to 1; `topics` and `intents` are best first.

    Topics, `none` and the social intents are weighed as if the message stood alone: they share the probability that it is no
    follow-up. `follow_ups` are the intents that need a conversation before them, weighed against everything else.
    scope: how likely the knowledge holds it at all; sure: how likely the first topic is the right one.
    """

    reading: Reading
    topics: Ranking
    intents: Ranking
    follow_ups: Ranking
    none: float
    segment: Segment | None
    scope: float
    sure: float
    want: Want | None = None

    @property
    def language(self) -> Language | None:
        """The language of the message, where its words tell."""
        return self.reading.language


def weigh(reading: Reading, model: TrainedModel) -> Weighed:
    """Weigh one reading."""
    ranked = rank(reading, model.topics)
    found = signals(reading, model.topics, ranked)
    return Weighed(
        reading=reading,
        topics=ranked.topics,
        intents=ranked.intents,
        follow_ups=ranked.follow_ups,
        none=ranked.none,
        segment=side_of(reading, model),
        scope=model.scope.probability(found),
        sure=model.sure.probability(found),
        want=want_of(reading, model),
    )


def rank(reading: Reading, model: LinearModel) -> Ranked:
    """Rank the topics and turns of conversation for one reading."""
    scores, fits = model.scores(reading.features)
    ranked = sorted(zip(model.classes, softmax(scores), strict=True), key=lambda pair: (-pair[1], pair[0]))
    follow_ups = tuple((label[1:], share) for label, share in ranked if label.startswith(INTENT) and label[1:] not in ALONE)
    rest = max(1.0 - sum(share for _, share in follow_ups), 1e-6)
    topics = tuple((label, share / rest) for label, share in ranked if label != NONE and not label.startswith(INTENT))
    intents = tuple((label[1:], share / rest) for label, share in ranked if label.startswith(INTENT) and label[1:] in ALONE)
    none = next((share / rest for label, share in ranked if label == NONE), 0.0)
    return Ranked(topics, intents, follow_ups, none, fits)


def side_of(reading: Reading, model: TrainedModel) -> Segment | None:
    """Return the side a message names or clearly hints at."""
    scores, _ = model.sides.scores(reading.features)
    ranked = sorted(zip(model.sides.classes, scores, strict=True), key=lambda pair: -pair[1])
    label = ranked[0][0]
    return None if label == NO_SIDE else Segment(label)


def want_of(reading: Reading, model: TrainedModel) -> Want | None:
    """Return what a message wants of its subject in particular."""
    scores, _ = model.wants.scores(reading.features)
    label = max(zip(scores, model.wants.classes, strict=True), default=(0.0, NO_WANT))[1]
    return None if label == NO_WANT else Want(label)
