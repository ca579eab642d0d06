"""What speaks for each reading of a short message in a conversation: a follow-up, another subject, or more of the same."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.conversation import Conversation
from bot.matching.weighing import Weighed

# The figures below were set on conversations of another hand (tests/dialogues); see CONTRIBUTING.
FOLLOW_UP_BOOST = 2.0
"""How much likelier a follow-up is in a running conversation than among the phrases the model was trained on."""

TOPIC_BOOST = 6.0
"""How much likelier a short message in a conversation stays on its topic than starts another."""

CONTENT_FOR_ITSELF = 4
"""Content words from which a message names its own subject and gets no boost."""

NEW_SUBJECT = 0.3
"""Probability from which a short message in a conversation names a subject of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """What speaks for each reading of a short message in a conversation.

    `plain` and `share` are the first follow-up's probability as trained and in a conversation, `rest` what is left for
    everything else, `best` and `none` the first topic's and "none of these" within it. `clear` tells that the first topic
    leads the second by far.
    """

    intent: str
    plain: float
    share: float
    rest: float
    best: float
    none: float
    clear: bool
    names_a_subject: bool
    topics: list[tuple[str, float]]

    @classmethod
    def of(cls, weighed: Weighed, conversation: Conversation) -> Odds:
        """Work them out."""
        intent, plain = weighed.follow_ups[0]
        rest = max(1.0 - sum(one for _, one in weighed.follow_ups), 0.0)
        alone = weighed.topics[0][1]
        best, none = alone * rest, weighed.none * rest
        clear = alone >= 2 * weighed.topics[1][1]
        strong = best >= NEW_SUBJECT or (clear and best >= max(plain, NEW_SUBJECT / 2))
        return cls(
            intent=intent, plain=plain, share=min(plain * FOLLOW_UP_BOOST, 1.0), rest=rest, best=best, none=none, clear=clear,
            names_a_subject=strong and best >= none and bool(weighed.reading.content), topics=lifted(weighed, conversation),
        )  # fmt: skip


def lifted(weighed: Weighed, conversation: Conversation) -> list[tuple[str, float]]:
    """The ranking, with the topic spoken of lifted for messages that hardly name a subject."""
    boost = TOPIC_BOOST if len(weighed.reading.content) < CONTENT_FOR_ITSELF else 1.0
    lifted = [(topic, share * (boost if topic == conversation.topic else 1.0)) for topic, share in weighed.topics]
    return sorted(lifted, key=lambda pair: (-pair[1], pair[0]))
