"""What a conversation keeps of an answer that was given."""

from __future__ import annotations

from dataclasses import replace

from bot.advisor.offers import Asked
from bot.domain.conversation import Conversation
from bot.domain.language import Language


def remember(conversation: Conversation, asked: Asked, language: Language) -> Conversation:
    """Return the conversation after an answer.

    What waits for input outlives a question in between; a finished sum too, but it is heard only where its metric is spoken of.
    Of a finished fit check no more than its result can be asked for then.
    """
    goes_on = conversation.is_waiting or conversation.open_sum is not None
    last = conversation.last_fit
    pending = conversation.pending if goes_on else last and replace(last, closed=True)
    # Who asked for a side that this subject has nothing on still means that side when they go on to the next.
    side = asked.segment.other if asked.only_side else asked.segment
    return replace(conversation, topic=asked.topic, segment=side, language=language, view=asked.view, pending=pending)
