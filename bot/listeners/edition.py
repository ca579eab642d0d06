"""What answers in Slack, all of one snapshot."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from bot.advisor.gap_queue import GapQueue
from bot.domain.audience import Spot
from bot.domain.conversation import Utterance
from bot.domain.knowledge import KnowledgeBase
from bot.domain.layer import Layer, unfit_at
from bot.domain.reply import Reply
from bot.matching.matcher import Matcher
from bot.rendering.home import HomeRenderer
from bot.rendering.slack import SlackRenderer

MOST_ROOMS = 32
"""Narrowed editions kept; each has its own words of answers, half a megabyte or so."""


class Advising(Protocol):
    """The one door to the use cases; `bot.advisor.advisor.Advisor` fulfils it."""

    def respond(self, utterance: Utterance) -> Reply:
        """Return the reply to a message or a press."""

    def overhear(self, *, thread: str, ts: str) -> None:
        """Take note of a message in a thread that the bot speaks in, though it is not for the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Everything that differs from one snapshot to the next; `number` is the snapshot's.

    `rooms` narrow it where not everybody may be told everything; `whole` is what it was narrowed from.
    """

    number: int
    knowledge: KnowledgeBase
    advisor: Advising
    slack: SlackRenderer
    home: HomeRenderer
    queue: GapQueue
    matcher: Matcher
    layers: tuple[Layer, ...]
    rooms: Rooms | None = None
    whole: Edition | None = None

    def at(self, spot: Spot) -> Edition:
        """Return what answers at a spot; once chosen for one, it stays as it is."""
        if self.rooms is None:
            return self
        return replace(self.rooms.at(spot), whole=self)

    @property
    def everything(self) -> KnowledgeBase:
        """All of the knowledge, whomever it is for: to be looked after, not to be told."""
        return (self.whole or self).knowledge


class Rooms:
    """What answers at spots where not everything may be told; made when first asked for, and shared by spots that are alike."""

    def __init__(self, knowledge: KnowledgeBase, make: Callable[[Spot], Edition]) -> None:
        self._knowledge = knowledge
        self._make = make
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[frozenset[str], bool], Edition] = OrderedDict()

    def at(self, spot: Spot) -> Edition:
        """Return what answers at a spot."""
        key = (unfit_at(self._knowledge, spot), spot.outside)
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._make(spot)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_ROOMS:
                self._kept.popitem(last=False)
            return self._kept[key]
