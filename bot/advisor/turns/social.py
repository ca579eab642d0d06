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
SURE = 0.9
"""Probability from which fewer words need none either: "go back" (0.82) and "formatnya dong" (0.73) lie below."""


def social_meant(weighed: Weighed, share: float) -> str | None:
    """Return the social intent that a message below an answer has, `share` likely to be any; None where it is about the answer.

    A model that has to name something finds thanks in "is that smart" and scolding in "mall". Whatever has a word of the kind,
    and asks nothing, is believed.
    """
    likeliest = next(intent for intent, _ in weighed.intents if intent in SOCIAL)
    message = weighed.message
    if message.cues(WORDS):
        return likeliest if likeliest not in SILENT or not _asks(message) else None
    if _asks(message):
        return None
    if message.cues(ASIDES):
        return likeliest if likeliest in SILENT else REMARK
    return likeliest if share >= _needed(weighed) else None


def _needed(weighed: Weighed) -> float:
    """The probability from which small talk needs no word of its own."""
    return LIKELY if len(weighed.reading.words) >= TOLD else SURE


def is_all_social(message: Message) -> bool:
    """Whether a message is nothing but such words, one of thanks or its like among them: "udah cukup, makasih"."""
    words = message.cues(WORDS)
    covered = {at for hit in (*words, *message.cues(ASIDES)) for at in range(hit.first, hit.last)}
    return bool(words) and not _asks(message) and len(covered) == len(message.words)


def _asks(message: Message) -> bool:
    """Whether a message begins as a question, or goes on as with "and if …"."""
    begins = {hit.first for key in ("clauses.asking", "clauses.joining") for hit in message.cues(key)}
    return message.asks or message.beginning in begins
