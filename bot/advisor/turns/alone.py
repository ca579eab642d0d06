"""The decision on a message that stands alone, by the matcher's gates."""

from __future__ import annotations

from collections.abc import Sequence

from bot.advisor.turns.sides import concepts_of, stated_side
from bot.advisor.turns.turn import PLAIN, Kind, Turn
from bot.advisor.turns.views import view_asked, want_asked
from bot.domain.conversation import Conversation, View
from bot.domain.intents import NOTHING_ABOVE, SOCIAL, SOURCES, VIEWS
from bot.matching.matcher import Matcher
from bot.matching.weighing import Weighed

SOCIAL_FROM = 0.3
"""Probability a social intent needs before it is believed where nothing was said before; SOCIAL_FIRM before a question mark."""

SOCIAL_FIRM = 0.5

LANGUAGE_FROM = 0.9
"""Probability from which a message asks to speak another language rather than about a country."""

BELOW_FROM = 0.9
"""Probability from which a message asks for a view of an answer although there is none above it."""

OFFERED_FROM = 0.005
"""Share, of that of the first topic, from which another one is offered to choose from: below it nobody would have meant it."""

DOUBTFUL = 0.3
"""Probability below which both gates must lie for a message to be declined although it may be held: a choice of topics that are
all far from it helps nobody, and what lies near is offered all the same. Of the calibration lines that were asked back about, 27
of 66 out of scope lie below it and 1 of 45 that the knowledge holds; of another hand's 12 of 14, and none of 2.
"""


def decide(weighed: Weighed, matcher: Matcher, conversation: Conversation, *, rejected: str | None = None) -> Turn:
    """Decide on a message that stands alone. `rejected` is a topic the asker has just said was not meant."""
    if weighed.taught in SOCIAL:
        return Turn(kind=Kind.SOCIAL, intent=weighed.taught, confidence=1.0)
    turn = _below_nothing(weighed) or (_standing_alone(weighed, *weighed.intents[0]) if weighed.intents else None)
    topics = [pair for pair in weighed.topics if pair[0] != rejected]
    return turn or _subject_turn(weighed, matcher, conversation, topics)


def _below_nothing(weighed: Weighed) -> Turn | None:
    """The turn of a message that asks for a view of an answer, as "why?" does, where there is none to go on from."""
    asked, share = weighed.follow_ups[0] if weighed.follow_ups else ("", 0.0)
    if asked not in VIEWS or share < BELOW_FROM:
        return None
    return Turn(kind=Kind.SOCIAL, intent=SOURCES if VIEWS[asked] is View.SOURCE else NOTHING_ABOVE, confidence=share)


def _standing_alone(weighed: Weighed, intent: str, share: float) -> Turn | None:
    """The likeliest turn that is about no subject, where it is likelier than every subject."""
    best = weighed.topics[0][1]
    if intent in weighed.message.parts.languages_asked:
        asks = share >= max(best, weighed.none, LANGUAGE_FROM)
        return Turn(kind=Kind.LANGUAGE, intent=intent, confidence=share) if asks else None
    if sum(one for _, one in weighed.follow_ups) >= 0.5:
        return None
    if intent in SOCIAL:
        enough = SOCIAL_FIRM if weighed.reading.asks else SOCIAL_FROM
        return Turn(kind=Kind.SOCIAL, intent=intent, confidence=share) if share >= max(best, enough) else None
    stands = intent in PLAIN and share >= max(best, weighed.none)
    return Turn(kind=PLAIN[intent], confidence=share) if stands else None


def _subject_turn(weighed: Weighed, matcher: Matcher, conversation: Conversation, topics: Sequence[tuple[str, float]]) -> Turn:
    """Answer, ask back or decline a message that stands alone."""
    ranked = tuple(topic for topic, _ in topics[:3])
    if not matcher.is_inside(weighed) or max(weighed.scope, weighed.sure) < DOUBTFUL:
        return Turn(kind=Kind.UNKNOWN, topics=ranked, confidence=1.0 - weighed.scope)
    sure = matcher.is_sure(weighed)
    return Turn(
        kind=Kind.TOPIC if sure else Kind.CHOICES,
        topics=ranked if sure else _worth_offering(topics),
        view=view_asked(weighed.message),
        segment=stated_side(weighed, conversation),
        confidence=weighed.sure,
        concepts=concepts_of(weighed),
        want=want_asked(weighed),
    )


def _worth_offering(topics: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """The topics to choose from: those that have a share worth naming beside the first."""
    first = topics[0][1]
    return tuple(topic for topic, share in topics[:3] if share >= OFFERED_FROM * first)
