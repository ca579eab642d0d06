"""Who sees what of the questions asked in vain: curators the whole queue, everybody else what several people asked."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable

from slack_sdk import WebClient

from bot.advisor.gap_queue import SEVERAL, GapQueue, find_gap
from bot.domain.clock import Clock
from bot.domain.curators import Curators
from bot.domain.gaps import Gap, GapState
from bot.domain.records import Person
from bot.listeners.directory import Directory
from bot.rendering.gaps import ON_A_PAGE, QueuePage, Spot

DAYS = 30
"""How far back Home looks."""
MOST = 2_000
"""Questions Home looks through, the newest: a second of work; the command line takes them all."""
SHARED_FOR = datetime.timedelta(minutes=1)
"""How long everybody else's list is kept, in this process alone: many open Home at the same hour."""
_SHARED = 5


class GapDesk:
    """The queue as Home shows it. With no curators named, nobody sees anything."""

    def __init__(self, queue: Callable[[], GapQueue], curators: Curators, directory: Directory, clock: Clock) -> None:
        """`queue` returns the one of the snapshot at hand."""
        self._queue = queue
        self._curators = curators
        self._directory = directory
        self._clock = clock
        self._lock = threading.Lock()
        self._shared: dict[str, tuple[datetime.datetime, tuple[Gap, ...]]] = {}

    def curates(self, client: WebClient, person: Person) -> bool:
        """Whether somebody is a curator; Slack is asked only where an id does not tell, and only when it was not lately."""
        if not self._curators:
            return False
        if person.user in self._curators.people:
            return True
        if any(person.user in self._directory.members(client, group) for group in self._curators.groups):
            return True
        role = self._directory.role(client, person.user) if self._curators.admins else None
        return role is not None and role.is_admin and not role.is_guest

    def knows(self, person: Person) -> bool:
        """Whether Slack need not be asked to tell whether somebody is a curator."""
        here = self._curators
        if not here or person.user in here.people:
            return True
        told = [self._directory.known_members(group) is not None for group in here.groups]
        return all([*told, not here.admins or self._directory.known_role(person.user) is not None])

    def page(self, client: WebClient, person: Person, spot: Spot) -> QueuePage | None:
        """Return what somebody sees; None where that is nothing. A page that is no more gives way to the last there is."""
        if not self._curators:
            return None
        if not self.curates(client, person):
            return self._shared_page(client, person)
        gaps = [gap for gap in self._groups(person.team) if gap.is_open is not spot.closed]
        pages = max(1, -(-len(gaps) // ON_A_PAGE))
        number = min(spot.page, pages - 1)
        shown = gaps[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
        return QueuePage(curates=True, gaps=shown, days=DAYS, several=SEVERAL, spot=Spot(spot.closed, number), pages=pages)

    def find(self, person: Person, gap: str) -> Gap | None:
        """Return a group of somebody's workspace by its id, None where there is none any more."""
        return find_gap(self._groups(person.team), gap)

    def decide(self, person: Person, gap: Gap, state: GapState) -> bool:
        """Keep a curator's decision; False where it could not be written."""
        return self._queue().mark(gap, state, by=person.user)

    def _groups(self, team: str) -> tuple[Gap, ...]:
        return self._queue().groups(team=team, days=DAYS, most=MOST)

    def _shared_page(self, client: WebClient, person: Person) -> QueuePage | None:
        """What several people asked, for those of the own company: guests may be anybody."""
        gaps = self._several(person.team)
        role = self._directory.role(client, person.user) if gaps else None
        if role is None or role.is_guest:
            return None
        return QueuePage(curates=False, gaps=gaps[:_SHARED], days=DAYS, several=SEVERAL)

    def _several(self, team: str) -> tuple[Gap, ...]:
        now = self._clock()
        with self._lock:
            kept = self._shared.get(team)
        if kept is not None and now < kept[0]:
            return kept[1]
        gaps = tuple(gap for gap in self._groups(team) if gap.is_open and gap.people >= SEVERAL and gap.shared)
        with self._lock:
            self._shared = {name: one for name, one in self._shared.items() if now < one[0]}
            self._shared[team] = (now + SHARED_FOR, gaps)
        return gaps
