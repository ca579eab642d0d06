"""Decides what a message does in its conversation: answer, follow up, switch the side, greet, ask back, or decline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.advisor.odds import NEW_SUBJECT, Odds, lifted
from bot.domain.conversation import Conversation, View
from bot.domain.language import Segment
from bot.matching.matcher import Matcher
from bot.matching.weighing import Weighed, named_side


class Kind(StrEnum):
    """What a turn does."""

    SOCIAL = "social"
    FOLLOW_UP = "follow-up"
    TOPIC = "topic"
    CHOICES = "choices"
    UNKNOWN = "unknown"
    FIT = "fit"
    BROWSE = "browse"
    YES = "yes"
    LANGUAGE = "language"
    CORRECTION = "correction"


SOCIAL = frozenset({"greeting", "thanks", "help", "goodbye"})
"""Intents that need no conversation before them."""

VIEWS = {
    "more": View.MORE,
    "why": View.WHY,
    "example": View.EXAMPLE,
    "source": View.SOURCE,
    "compare": View.COMPARE,
    "todo": View.TODO,
}
"""Follow-ups that ask for another view of the topic spoken of."""

SWITCHES = {"to-enterprise": Segment.ENTERPRISE, "to-smb": Segment.SMB, "to-both": Segment.BOTH}
"""Follow-ups that keep the topic and change the side."""

CORRECTION = "correction"
FIT = "fit"
BOTH_CONCEPTS = frozenset({"both-sides", "difference"})
"""Concepts of the lexicon that mean both sides without naming either."""


PLAIN = {FIT: Kind.FIT, "browse": Kind.BROWSE, "yes": Kind.YES}
"""Intents that stand alone and need nothing more."""

# The figures below were set on conversations of another hand (tests/dialogues); see CONTRIBUTING.
SOCIAL_FROM = 0.3
"""Probability a social intent needs before it is believed; SOCIAL_FIRM inside a conversation and before a question mark."""

SOCIAL_FIRM = 0.5
LANGUAGE_FROM = 0.7
"""Probability from which a message asks to speak another language rather than about a country."""

FOLLOW_UP_WORDS = 14
"""Follow-ups are short; a longer message speaks for itself."""

VIEW_FROM = 0.3
"""Probability from which a message that names its subject also asks for a view of it, as in "why referrals?"."""

_MOSTLY = 0.5
"""Probability of all follow-ups together from which a message needs the conversation before it."""

STAYS_BELOW = 0.45
"""Probability of "none of these" below which a message with hardly a word of its own goes on with the topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A decision on one message. `topics` are ranked, best first; `intent` names the social or language intent;
    `concepts` are those of the lexicon that the message holds.
    """

    kind: Kind
    topics: tuple[str, ...] = ()
    view: View = View.SHORT
    segment: Segment | None = None
    intent: str = ""
    confidence: float = 0.0
    concepts: tuple[str, ...] = ()


def decide(weighed: Weighed, matcher: Matcher, conversation: Conversation, *, rejected: str | None = None) -> Turn:
    """Decide on a message. `rejected` is a topic the asker has just said was not meant."""
    turn = _standing_turn(weighed, conversation)
    if turn is not None:
        return turn
    if conversation.topic is not None and rejected is None and len(weighed.reading.words) <= FOLLOW_UP_WORDS:
        return _running_turn(weighed, matcher, conversation)
    topics = [pair for pair in weighed.topics if pair[0] != rejected]
    return _topic_turn(weighed, matcher, conversation, topics)


def _standing_turn(weighed: Weighed, conversation: Conversation) -> Turn | None:
    """Take a message for a turn that needs no conversation before it: small talk, a language, the fit check, "yes"."""
    alone, share = weighed.intents[0] if weighed.intents else ("", 0.0)
    running = conversation.topic is not None
    best = lifted(weighed, conversation)[0][1] if running else weighed.topics[0][1]
    follows = sum(one for _, one in weighed.follow_ups) >= _MOSTLY
    enough = SOCIAL_FIRM if running or weighed.reading.asks else SOCIAL_FROM
    if alone in weighed.message.parts.languages_asked:
        kind, least, stands = Kind.LANGUAGE, max(weighed.none, LANGUAGE_FROM), True
    elif alone in SOCIAL:
        kind, least, stands = Kind.SOCIAL, enough, not follows
    else:
        kind, least, stands = PLAIN.get(alone, Kind.UNKNOWN), weighed.none, alone in PLAIN and not follows
    if not stands or share < max(best, least):
        return None
    topics = () if kind is Kind.SOCIAL else _spoken_of(conversation)
    return Turn(kind=kind, intent="" if alone in PLAIN else alone, topics=topics, confidence=share)


def _running_turn(weighed: Weighed, matcher: Matcher, conversation: Conversation) -> Turn:
    """Decide on a short message inside a conversation."""
    side = named_side(weighed.message) if _names_only_a_side(weighed) else None
    if side is not None:
        return _follow_up(_switch_of(side), 1.0, weighed, conversation)
    odds = Odds.of(weighed, conversation)
    if odds.intent == CORRECTION and odds.share >= max(odds.best, odds.none):
        return Turn(kind=Kind.CORRECTION, topics=_spoken_of(conversation), confidence=odds.share)
    if odds.names_a_subject and (weighed.topics[0][0] != conversation.topic or odds.intent not in VIEWS):
        return _subject_turn(weighed, matcher, conversation, odds)
    enough = VIEW_FROM if weighed.reading.content else VIEW_FROM / 2
    if odds.share >= max(odds.topics[0][1] * odds.rest, odds.none) and odds.plain >= enough:
        return _follow_up(odds.intent, odds.share, weighed, conversation)
    return _staying_turn(weighed, matcher, conversation, odds)


def _subject_turn(weighed: Weighed, matcher: Matcher, conversation: Conversation, odds: Odds) -> Turn:
    """Go to the subject the message names, in the view it asks for."""
    turn = _topic_turn(weighed, matcher, conversation, odds.topics, sure=odds.clear, inside=True)
    return replace(turn, view=VIEWS[odds.intent]) if odds.intent in VIEWS and odds.plain >= VIEW_FROM else turn


def _staying_turn(weighed: Weighed, matcher: Matcher, conversation: Conversation, odds: Odds) -> Turn:
    """Stay on the topic spoken of where the message has hardly a word of its own; else decide as on any other."""
    first, share = odds.topics[0]
    stays = first == conversation.topic and share >= weighed.none
    words = len(weighed.reading.content)
    limit = STAYS_BELOW / 2 if words else STAYS_BELOW
    empty = words <= 1 and weighed.none < limit and odds.best < NEW_SUBJECT
    topics = sorted(odds.topics, key=lambda pair: pair[0] != conversation.topic) if empty else odds.topics
    inside = weighed.none < STAYS_BELOW / 2
    return _topic_turn(weighed, matcher, conversation, topics, sure=stays or empty, inside=inside)


def _spoken_of(conversation: Conversation) -> tuple[str, ...]:
    return (conversation.topic,) if conversation.topic is not None else ()


def _names_only_a_side(weighed: Weighed) -> bool:
    """Whether nothing but a side of the market is named, as in "and the little ones?"."""
    sided = {word for words, _ in weighed.reading.sides for word in words.split()}
    return bool(sided) and not [word for word in weighed.reading.content if word not in sided]


def _switch_of(segment: Segment | None) -> str:
    return next(intent for intent, side in SWITCHES.items() if side is segment)


def _follow_up(intent: str, share: float, weighed: Weighed, conversation: Conversation) -> Turn:
    # A bare "for instance?" names no side, whatever the model makes of so few words.
    heard = _stated(weighed, conversation) if weighed.reading.sides else None
    segment = SWITCHES.get(intent, heard)
    return Turn(
        kind=Kind.FOLLOW_UP,
        topics=_spoken_of(conversation),
        view=VIEWS.get(intent, View.SHORT),
        segment=segment,
        confidence=share,
        concepts=_concepts(weighed),
    )


def _topic_turn(
    weighed: Weighed,
    matcher: Matcher,
    conversation: Conversation,
    topics: Sequence[tuple[str, float]],
    *,
    sure: bool = False,
    inside: bool = False,
) -> Turn:
    """Answer, ask back or decline.

    `sure` tells that the conversation makes the first topic certain enough, `inside` that it is not off-topic at least.
    """
    ranked = tuple(topic for topic, _ in topics[:3])
    if not sure and not inside and not matcher.is_inside(weighed):
        return Turn(kind=Kind.UNKNOWN, topics=ranked, confidence=1.0 - weighed.scope)
    kind = Kind.TOPIC if sure or matcher.is_sure(weighed) else Kind.CHOICES
    segment = _stated(weighed, conversation)
    return Turn(kind=kind, topics=ranked, segment=segment, confidence=weighed.sure, concepts=_concepts(weighed))


def _stated(weighed: Weighed, conversation: Conversation) -> Segment | None:
    """The side the message names. Inside a conversation, "both" must be said in words; else the thread's side goes on."""
    if weighed.segment is not Segment.BOTH or conversation.segment is None:
        return weighed.segment
    said = BOTH_CONCEPTS & {concept for _, concept in weighed.reading.concepts}
    return Segment.BOTH if said else named_side(weighed.message)


def _concepts(weighed: Weighed) -> tuple[str, ...]:
    return tuple(concept for _, concept in weighed.reading.concepts)
