"""How many messages one person may send: enough for anybody who types, too few to keep the others waiting."""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.domain.clock import Clock, utc_now
from bot.domain.records import Person

MOST = 20
WINDOW = datetime.timedelta(minutes=1)
"""Messages of one person in one minute; nobody types faster, a script does."""

_MOST_PEOPLE = 10_000


class Verdict(Enum):
    """What to do with a message: answer it, answer that there are too many, or keep quiet after that was said."""

    ANSWER = auto()
    TOO_MANY = auto()
    SILENCE = auto()


@dataclass(slots=True)
class _Recent:
    """What is kept of a person. A list, not a deque, which takes six hundred bytes however little is in it."""

    seen: datetime.datetime
    sent: list[datetime.datetime] = field(default_factory=list)
    told: datetime.datetime | None = None


class MessageLimit:
    """Counts in this process alone; whoever was not heard of for a minute is forgotten. Thread-safe."""

    def __init__(self, *, clock: Clock = utc_now) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._people: OrderedDict[Person, _Recent] = OrderedDict()

    def judge(self, person: Person) -> Verdict:
        """Count one message of a person; what was not answered does not count."""
        now = self._clock()
        with self._lock:
            recent = self._people.setdefault(person, _Recent(now))
            recent.seen = now
            self._people.move_to_end(person)
            while len(self._people) > _MOST_PEOPLE or now - next(iter(self._people.values())).seen >= WINDOW:
                self._people.popitem(last=False)
            while recent.sent and now - recent.sent[0] >= WINDOW:
                del recent.sent[0]
            if len(recent.sent) < MOST:
                recent.sent.append(now)
                return Verdict.ANSWER
            if recent.told is None or now - recent.told >= WINDOW:
                recent.told = now
                return Verdict.TOO_MANY
            return Verdict.SILENCE
