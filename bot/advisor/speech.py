"""Which language a message is answered in."""

from __future__ import annotations

from bot.advisor.screen.remarks import counts_alone
from bot.domain.conversation import Conversation, Utterance
from bot.domain.language import FALLBACK, Language
from bot.matching.weighing import Weighed

FEW_WORDS = 2
"""Words up to which a message says nothing about its language, where a language is known."""


def language_of(weighed: Weighed, utterance: Utterance, conversation: Conversation) -> Language:
    """The message's own language goes first, then the thread's, the person's choice, their client's, English.

    One or two words without grammar never change the language of a thread or a choice: "ok" and "win rate" belong to both. Nor
    does what only counts: "no 3" is Indonesian, too.
    """
    few = _tells_none(weighed)
    if weighed.language is not None and not few:
        return weighed.language
    known = conversation.language or utterance.chosen_language()
    if known is not None and few:
        return known
    return weighed.language or known or utterance.client_language() or FALLBACK


def _tells_none(weighed: Weighed) -> bool:
    """Whether a message says nothing about its language."""
    return counts_alone(weighed.message) or (len(weighed.reading.words) <= FEW_WORDS and not weighed.reading.firm)


def spoken_by(utterance: Utterance, conversation: Conversation) -> Language | None:
    """The language an asker is known to speak, before the message is read; a task that was named is sure to need it."""
    if utterance.meant_for is not None:
        return utterance.chosen_language() or utterance.client_language() or FALLBACK
    return conversation.language or utterance.preferred or utterance.locale
