"""What the Slack surface asks of the renderer: a reply's document, a button's label, a line of words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from bot.domain.brief import Brief
from bot.domain.conversation import Action
from bot.domain.language import Language, Segment
from bot.domain.reply import Reply
from bot.rendering.document import Document


class Wording(Protocol):
    """Puts replies into words; `bot.rendering.renderer.Renderer` fulfils it."""

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages it can put words into."""

    def document(self, reply: Reply) -> Document:
        """Return what the reply says."""

    def label(self, action: Action, language: Language) -> str:
        """Return the words of an action's button."""

    def message(self, play: str, side: Segment, language: Language) -> str | None:
        """Return the message that a play has to send for a side, None where it has none."""

    def blanks(self, told: Brief, language: Language) -> Mapping[str, str]:
        """Return what a brief tells for the blanks of messages, by their names."""

    def words(self, language: Language, key: str, /, **fields: object) -> str:
        """Return one line from `labels.yml` with its fields filled in."""
