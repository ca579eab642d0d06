"""What of the small talk that a message looks like below an answer it can be, by the words in it."""

from __future__ import annotations

from bot.domain.intents import SOCIAL
from bot.language.message import Message
from bot.matching.weighing import Weighed

WORDS, ASIDES = "social.words", "social.asides"
"""Words of thanks, greetings, good-byes, scolding and asking for help; words that only tell how somebody takes it."""

REMARK = "remark"
SILENT = frozenset({"nod", REMARK})
"""Small talk that is not answered, so that a question must not be taken for it."""

LIKELY = 0.5
"""Probability from which small talk of TOLD words that asks nothing needs none of those: "you beat our wiki"."""

TOLD = 3
UNANSWERED = 0.8
"""Probability from which small talk that says something besides is met with silence: a question that is not answered costs more
than a remark that is."""

SURE = 0.9
"""Probability from which fewer words need none either: "go back" (0.82) and "formatnya dong" (0.73) lie below."""


def social_meant(weighed: Weighed, share: float) -> str | None:
    """Return the social intent that a message below an answer has, `share` likely to be any; None where it is about the answer.

    A model that has to name something finds thanks in "is that smart" and scolding in "mall". Whatever has a word of the kind,
    and asks nothing, is believed.
    """
    likeliest = next(intent for intent, _ in weighed.intents if intent in SOCIAL)
    message = weighed.message
    if not message.cues(WORDS):
        likeliest = _silent(likeliest) if message.cues(ASIDES) else likeliest if share >= _needed(weighed) else ""
        return likeliest if likeliest and not _may_ask(weighed, likeliest, share) else None
    return likeliest if likeliest not in SILENT or not _may_ask(weighed, likeliest, share) else None


def _may_ask(weighed: Weighed, intent: str, share: float) -> bool:
    """Whether a message is no small talk after all: it begins as a question, or wants something and would meet silence."""
    return _asks(weighed.message) or (intent in SILENT and _wants(weighed, share))


def _silent(intent: str) -> str:
    """The small talk of words that only tell how somebody takes it: none that is answered."""
    return intent if intent in SILENT else REMARK


def _wants(weighed: Weighed, share: float) -> bool:
    """Whether a message that would be met with silence may want something: it names a side, or says more than how somebody takes
    it and is not surely small talk ("oh, who should come from our side").
    """
    beside = len(weighed.message.words) - len(_covered(weighed.message))
    return bool(weighed.message.sides) or (beside > 2 and bool(weighed.reading.content) and share < UNANSWERED)


def _covered(message: Message) -> frozenset[int]:
    """The words that are those of small talk, by their places."""
    hits = (*message.cues(WORDS), *message.cues(ASIDES))
    return frozenset(at for hit in hits for at in range(hit.first, hit.last))


def _needed(weighed: Weighed) -> float:
    """The probability from which small talk needs no word of its own."""
    return LIKELY if len(weighed.reading.words) >= TOLD else SURE


def is_all_social(message: Message) -> bool:
    """Whether a message is nothing but such words, one of thanks or its like among them: "udah cukup, makasih"."""
    return bool(message.cues(WORDS)) and not _asks(message) and len(_covered(message)) == len(message.words)


def _asks(message: Message) -> bool:
    """Whether a message begins as a question, or goes on as with "and if …"."""
    begins = {hit.first for key in ("clauses.asking", "clauses.joining") for hit in message.cues(key)}
    return message.asks or message.beginning in begins
