"""What features of a message are called where each act, or each view, weighs them in its own way."""

from __future__ import annotations

from bot.advisor.turns.candidates import Act
from bot.domain.conversation import View


def joined(act: Act, name: str) -> str:
    """The name of a feature of the message, as one act weighs it."""
    return f"{act}|{name}"


def viewed(view: View, name: str) -> str:
    """The name of a word that was said, as one view weighs it."""
    return f"view {view} {name}"
