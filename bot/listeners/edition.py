"""What answers in Slack, all of one snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.advisor.gap_queue import GapQueue
from bot.domain.conversation import Utterance
from bot.domain.knowledge import KnowledgeBase
from bot.domain.layer import Layer
from bot.domain.reply import Reply
from bot.matching.matcher import Matcher
from bot.rendering.home import HomeRenderer
from bot.rendering.slack import SlackRenderer


class Advising(Protocol):
    """The one door to the use cases; `bot.advisor.advisor.Advisor` fulfils it."""

    def respond(self, utterance: Utterance) -> Reply:
        """Return the reply to a message or a press."""

    def overhear(self, *, thread: str, ts: str) -> None:
        """Take note of a message in a thread that the bot speaks in, though it is not for the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Everything that differs from one snapshot to the next; `number` is the snapshot's."""

    number: int
    knowledge: KnowledgeBase
    advisor: Advising
    slack: SlackRenderer
    home: HomeRenderer
    queue: GapQueue
    matcher: Matcher
    layers: tuple[Layer, ...]
