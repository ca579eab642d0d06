"""What a turn of a conversation can be, and the decision on one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.conversation import View
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
    `want` what it wants of its subject.
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


SOCIAL = frozenset({"greeting", "thanks", "help", "goodbye", "scold", "nod", "remark"})
"""Intents that need no conversation before them."""

VIEWS = {
    "more": View.MORE,
    "why": View.WHY,
    "example": View.EXAMPLE,
    "source": View.SOURCE,
    "compare": View.COMPARE,
    "todo": View.TODO,
    "ask": View.ASK,
    "say": View.SAY,
    "message": View.MESSAGE,
    "check": View.CHECK,
}
"""Follow-ups that ask for another view of the subject spoken of."""

SWITCHES = {"to-enterprise": Segment.ENTERPRISE, "to-smb": Segment.SMB, "to-both": Segment.BOTH}
"""Follow-ups that keep the subject and change the side."""

CORRECTION = "correction"
FIT = "fit"
PLAIN = {FIT: Kind.FIT, "browse": Kind.BROWSE, "yes": Kind.YES}
"""Intents that stand alone and need nothing more."""
