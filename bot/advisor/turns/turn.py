"""What a turn of a conversation can be, and the decision on one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.aside import Aside
from bot.domain.conversation import View
from bot.domain.intents import BROWSE, FIT, YES
from bot.domain.language import Segment
from bot.domain.want import Want


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A decision on one message. `topics` are ranked, best first; `intent` names the social or language intent;
    `concepts` are those of the lexicon that the message holds; `detail` tells that it asks about what was just shown,
    `want` what it wants of its subject; `again` that the same is asked back, or declined, once more; `aside` names a line that
    is said before the answer.
    """

    kind: Kind
    topics: tuple[str, ...] = ()
    view: View = View.SHORT
    segment: Segment | None = None
    intent: str = ""
    confidence: float = 0.0
    concepts: tuple[str, ...] = ()
    detail: bool = False
    want: Want | None = None
    again: bool = False
    aside: Aside | None = None


PLAIN = {FIT: Kind.FIT, BROWSE: Kind.BROWSE, YES: Kind.YES}
"""Intents that stand alone and need nothing more."""
