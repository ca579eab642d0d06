"""The turns of a conversation that are answered by name: files of `knowledge/intents`. `check` proves that each is there."""

from __future__ import annotations

from bot.domain.conversation import View
from bot.domain.language import Segment

TEACHING = frozenset({"greeting", "help", "scold"})
"""Social turns that are answered with what can be asked."""
SOCIAL = TEACHING | {"thanks", "goodbye", "nod", "remark"}
"""Turns that need no conversation before them and ask for nothing."""
SOURCES, NOTHING_ABOVE = "sources", "nothing-above"
"""What is said to "source?", and to "why?" and its like, where no answer stands above them."""
FIT, BROWSE, YES = "fit", "browse", "yes"
"""Turns that stand alone as well, and ask for something."""
CORRECTION = "correction"
"""Says that the subject on screen was not meant."""
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
NEEDED = frozenset({*SOCIAL, FIT, BROWSE, YES, CORRECTION, *VIEWS, *SWITCHES})
"""All of them; each language names one more, which asks for it."""
