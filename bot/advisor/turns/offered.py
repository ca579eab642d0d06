"""Which of the actions on screen a message takes up."""

from __future__ import annotations

from bot.domain.conversation import Action, Conversation, View


def chosen_offer(text: str, conversation: Conversation) -> Action | None:
    """The offered action whose number was typed, as in "2" or "2."; right after a sum asked for a number, that is its answer."""
    opened = conversation.open_sum
    if opened is not None and opened.waiting and opened.metric == conversation.topic:
        return None
    typed = text.strip().strip("[].)")
    if len(typed) <= 2 and typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(conversation.offered):
        return conversation.offered[int(typed) - 1]
    return None


def first_offer(conversation: Conversation) -> Action:
    """What "yes" means: the first topic offered to choose from; under an answer, more of it."""
    more = [action for action in conversation.offered if action.view is View.MORE]
    return (more or list(conversation.offered))[0]
